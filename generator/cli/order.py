"""What was asked for on the command line of ``permitted write``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from generator.errors import UsageError
from generator.facts import FactFault
from generator.facts.when import read_day

__all__ = ["Order", "read_today"]


class Order(msgspec.Struct, frozen=True):
    """What was asked for on the command line."""

    intent: str | None
    facts: str | None
    fact: list[str]
    insert: str | None
    language: str | None
    marketplace: str | None
    today: str | None
    form: str
    buyer_wrote_first: bool
    drafts: bool
    no_input: bool
    strict: bool | None = None
    ledger: str | None = None
    again: bool = False
    content: tuple[Path, ...] = ()


def read_today(text: str | None) -> date:
    """Read the day of writing.

    Raises:
        UsageError: it is no date.
    """
    if text is None:
        return date.today()  # noqa: DTZ011 (the seller's own day is meant)
    try:
        return read_day(text)
    except FactFault as fault:
        raise UsageError([fault.problem("--today")]) from None
