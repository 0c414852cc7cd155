"""``history``, ``recheck``, ``forget`` and ``ledger``: what was written, and the upkeep of that."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from generator.batch import Kept, Ledger, open_ledger
from generator.clauses import policy_version
from generator.cli.boundary import ExitCode, tell
from generator.content import load_catalogue
from generator.errors import ContentError, PermittedError, Problem, UsageError
from generator.facts import FACT_TYPES, FactFault, ParseContext
from generator.interface import interface_language, say

__all__ = ["check_ledger", "export_ledger", "forget_order", "import_ledger", "recheck", "show_history"]


def _opened(where: str | None) -> Ledger:
    ledger = open_ledger(where)
    if ledger is None:
        raise UsageError([Problem("L001", "--ledger", {"found": "none", "reason": "none"})])
    return ledger


def _order(text: str) -> str:
    """Read an order id as it stands in the ledger."""
    try:
        return str(FACT_TYPES["order_id"].parse(text, ParseContext(date.today(), "", "", Path())))  # noqa: DTZ011
    except FactFault as fault:
        raise UsageError([fault.problem("order")]) from None


def show_history(order: str | None, since: str | None, where: str | None, ui: str | None, *, as_json: bool) -> int:
    """Show what was written, for one order or since a day."""
    spoken = interface_language(ui)
    lines = _opened(where).history(_order(order) if order else None, since)
    found = 0
    for line in lines:
        found += 1
        if as_json:
            print(msgspec.json.encode(line).decode())
            continue
        answered = say("screens", "answered", spoken) if line.answered else ""
        name = order or line.order_key[:12]
        told = (line.at, name, line.intent, line.language, line.state, line.wording[:12], line.policy, answered)
        print("  ".join(told).rstrip())
    if not found and not as_json:
        print(say("screens", "history_none", spoken))
    return ExitCode.WRITTEN


def recheck(where: str | None, content: list[Path], ui: str | None, *, as_json: bool) -> int:
    """Name the wordings that were written and would not pass today."""
    spoken = interface_language(ui)
    catalogue = load_catalogue(content)
    count: Counter[tuple[str, str, str, str]] = Counter()
    for line in _opened(where).history():
        count[(line.intent, line.language, line.wording, line.policy)] += 1
    rows: list[dict[str, Any]] = []
    for (intent, language, wording, policy), times in sorted(count.items()):
        reason = ""
        try:
            now = catalogue.entry(intent).wording(language)
            if now.sha256 != wording:
                reason = "another"
            elif not now.signed:
                reason = "unsigned"
            elif policy != policy_version():
                reason = "policy"
        except (PermittedError, ContentError, OSError):
            reason = "gone"
        if reason:
            rows.append(
                {
                    "intent": intent,
                    "language": language,
                    "wording": wording,
                    "policy": policy,
                    "count": times,
                    "reason": reason,
                }
            )
    if as_json:
        print(json.dumps({"format": 1, "wordings": rows}, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            why = say("screens", f"recheck_{row['reason']}", spoken)
            print(f"{row['intent']} {row['language']} {row['wording'][:12]} ({row['policy']}, {row['count']}): {why}")
        if not rows:
            print(say("screens", "recheck_fine", spoken, count=sum(count.values())))
    return ExitCode.REFUSED if rows else ExitCode.WRITTEN


def forget_order(order: str, where: str | None, ui: str | None) -> int:
    """Take an order out of the ledger."""
    count = _opened(where).forget(_order(order))
    print(say("screens", "forgotten", interface_language(ui), count=count))
    return ExitCode.WRITTEN


def export_ledger(where: str | None) -> int:
    """Print the ledger as JSON lines."""
    for line in _opened(where).history():
        print(msgspec.json.encode(line).decode())
    return ExitCode.WRITTEN


def import_ledger(file: Path, where: str | None, ui: str | None) -> int:
    """Add lines of an exported ledger; what is there already stays."""
    ledger = _opened(where)
    lines: list[Kept] = []
    problems: list[Problem] = []
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError([Problem("S003", str(file), {"reason": str(error)})]) from None
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            if line.strip():
                lines.append(msgspec.json.decode(line, type=Kept))
        except msgspec.MsgspecError as error:
            problems.append(Problem("L004", f"{file}:{number}", {"line": number, "reason": str(error)}))
    if problems:
        raise UsageError(problems)
    print(say("screens", "imported", interface_language(ui), count=ledger.take_in(lines), given=len(lines)))
    return ExitCode.WRITTEN


def check_ledger(where: str | None, ui: str | None, *, release: bool) -> int:
    """Say whether the ledger is sound, and name reservations that were left behind."""
    spoken = interface_language(ui)
    ledger = _opened(where)
    faults: list[Any] = ledger.faults()
    for fault in faults:
        tell(str(fault))
    left = ledger.left_behind()
    for line in left:
        print(say("screens", "left_behind", spoken, at=line.at, intent=line.intent, key=line.order_key[:12]))
    if release and left:
        print(say("screens", "released", spoken, count=ledger.give_back(left)))
        left = []
    if not faults and not left:
        print(say("screens", "ledger_fine", spoken, count=ledger.count()))
    return ExitCode.REFUSED if faults or left else ExitCode.WRITTEN
