"""Single messages on the ledger, where one is asked for."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from generator.cli.order import Order
from generator.content import load_catalogue
from generator.errors import Problem
from generator.message import Message, RefusedError

__all__ = ["remembered"]


@contextmanager
def remembered(message: Message, order: Order) -> Iterator[None]:
    """Put a message on the ledger that was asked for: reserved before it leaves, confirmed once it has left.

    Raises:
        RefusedError: one was written for this order before.
        UsageError: the ledger cannot be used.
    """
    if order.ledger is None:
        yield
        return
    from generator.batch import Wish, open_ledger

    ledger = open_ledger(order.ledger)
    if ledger is None:
        yield
        return
    wish = Wish(
        message.order_id,
        message.language,
        message.provenance.wording,
        message.provenance.policy,
        order.buyer_wrote_first,
    )
    run = secrets.token_hex(8)
    once = load_catalogue([*order.content]).entry(message.intent).intent.contact.once
    _, against = ledger.reserve(message.intent, [wish], run=run, again=order.again and not once)
    if against:
        kept = against[message.order_id]
        raise RefusedError([Problem("L006", "order_id", {"intent": message.intent, "at": kept.at[:10]})])
    try:
        yield
    except BaseException:
        ledger.release(message.intent, [message.order_id], run=run)
        raise
    ledger.confirm(message.intent, [message.order_id], run=run)
