"""``permitted write`` without questions: facts in, one message out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import msgspec

from generator.cli.boundary import ExitCode, tell, tell_findings
from generator.content import load_catalogue
from generator.errors import UsageError
from generator.facts import FactFault
from generator.facts.when import read_day
from generator.interface import Ui, interface_language, say
from generator.message import FORMS, Message, compose, read_fact_file, read_fact_options, write_as

__all__ = ["Order", "read_today", "write_message"]


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


def write_message(order: Order, content: list[Path], ui: str | None) -> int:
    """Write one message, with questions only where there is a terminal and no facts were handed in."""
    language = interface_language(ui)
    handed = order.facts is not None or bool(order.fact) or order.insert is not None
    if not handed and not order.no_input and _at_terminal():
        from generator.cli.guide import guide

        return guide(order, content, language)
    if order.intent is None:
        tell(say("screens", "no_terminal", language))
        return ExitCode.USAGE
    if order.form not in FORMS:
        write_as(None, order.form)  # type: ignore[arg-type]
    facts = read_fact_file(order.facts) if order.facts is not None else {}
    facts.update(read_fact_options(order.fact))
    if order.insert is not None:
        facts["insert"] = order.insert
    folder = Path(order.facts).parent if order.facts not in (None, "-") else Path()
    message = compose(
        order.intent,
        facts,
        language=order.language,
        today=read_today(order.today),
        marketplace=order.marketplace,
        buyer_wrote_first=order.buyer_wrote_first,
        drafts=order.drafts,
        catalogue=load_catalogue(content),
        folder=folder,
    )
    sys.stdout.buffer.write(write_as(message, order.form, ui=language))
    sys.stdout.buffer.flush()
    tell_notes(message, language)
    return ExitCode.WRITTEN


def _at_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def tell_notes(message: Message, ui: Ui) -> None:
    """Tell what the seller has to mind, on standard error."""
    for note in message.notes:
        tell(note[ui])
    if message.findings:
        tell(say("screens", "warned", ui))
        tell_findings(message.findings, ui)
