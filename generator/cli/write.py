"""``permitted write`` without questions: facts in, one message out."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.cli.boundary import ExitCode, tell, tell_findings
from generator.cli.order import Order, read_today
from generator.cli.remember import remembered
from generator.content import load_catalogue
from generator.interface import Ui, interface_language, say
from generator.message import FORMS, Message, compose, read_fact_file, read_fact_options, write_as

__all__ = ["write_message"]


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
        strict=not _at_terminal() if order.strict is None else order.strict,
    )
    with remembered(message, order):
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
