"""``permitted check``: a verdict on a text that somebody typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from generator.cli.boundary import ExitCode
from generator.cli.marks import marked
from generator.content import Catalogue, load_catalogue
from generator.errors import ContentError, PermittedError, Problem, UsageError, one_of
from generator.interface import Ui, interface_language, say
from generator.message import check, mended
from generator.policy import UNRECOGNISED, Finding, verdict
from generator.sources import read_text

__all__ = ["alone", "check_lines", "check_page", "check_text"]

_MOST_BYTES = 5_000_000


def check_text(
    text: str | None,
    file: Path | None,
    language: str,
    intent: str | None,
    content: list[Path],
    ui: str | None,
    *,
    as_json: bool,
    fix: bool = False,
    strict: bool | None = None,
) -> int:
    """Check one text and print the verdict, and where asked for the text as it would pass."""
    spoken = interface_language(ui)
    given = _given(text, file)
    catalogue = load_catalogue(content)
    findings = check(given, language=language, intent=intent, catalogue=catalogue)
    rest = mended(given, findings, language=language, intent=intent, catalogue=catalogue) if fix else None
    result = verdict(findings)
    if as_json:
        shape: dict[str, Any] = {"verdict": result, "findings": [finding.as_dict(spoken) for finding in findings]}
        if rest is not None:
            shape["fixed"] = rest
        print(json.dumps(shape, ensure_ascii=False, indent=2))
    else:
        print(say("screens", f"verdict_{result}", spoken, count=len(findings)))
        print(marked(given, findings, spoken), end="")
        if rest is not None and findings:
            print(say("screens", "fix_offer" if rest else "fix_nothing", spoken))
            if rest:
                print(rest)
    return ExitCode.REFUSED if _refused(findings, strict) else ExitCode.WRITTEN


def alone(option: str, **others: object) -> None:
    """Refuse other options beside one that goes with none of them.

    Raises:
        UsageError: one of them was given.
    """
    given = [name for name, value in others.items() if value is not None]
    if given:
        raise UsageError([Problem("U018", option, {"found": one_of(given)})])


def check_page(file: Path, language: str, ui: str | None, *, as_json: bool, strict: bool | None = None) -> int:
    """Check an HTML file by look, pictures, links and words; each finding with its line and column."""
    from generator.policy.layout import check_html, place_of

    spoken = interface_language(ui)
    source = _given(None, file)
    findings = check_html(source, language=language, base=file.parent)
    result = verdict(findings)
    if as_json:
        rows = []
        for finding in findings:
            line, column = place_of(source, finding.start)
            rows.append({**finding.as_dict(spoken), "line": line, "column": column})
        print(json.dumps({"verdict": result, "findings": rows}, ensure_ascii=False, indent=2))
    else:
        print(say("screens", f"verdict_{result}", spoken, count=len(findings)))
        for finding in findings:
            line, column = place_of(source, finding.start)
            print(f"{file}:{line}:{column}")
            print(marked(source, [finding], spoken), end="")
    return ExitCode.REFUSED if _refused(findings, strict) else ExitCode.WRITTEN


def _refused(findings: tuple[Finding, ...], strict: bool | None) -> bool:
    """Whether a text is refused: where something may not be sent, or strictly also where we cannot vouch for it."""
    if strict is None:
        strict = not (sys.stdout is not None and sys.stdout.isatty())
    return any(item.severity == "block" or (strict and item.rule == UNRECOGNISED) for item in findings)


def _given(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise UsageError([Problem("U010", "check", {})])
    if file is not None:
        try:
            return read_text(file, str(file), limit=_MOST_BYTES)
        except ContentError as error:
            raise UsageError(error.problems) from None
    if text == "-":
        if sys.stdin is None:
            raise UsageError([Problem("U010", "check", {})])
        try:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageError([Problem("S005", "standard input", {"offset": error.start})]) from None
    assert text is not None
    return text


def check_lines(language: str, content: list[Path], ui: str | None) -> int:
    """Check texts one a line, each answered as it comes; a bad line is answered with its problem."""
    spoken = interface_language(ui)
    catalogue = load_catalogue(content)
    worst = ExitCode.WRITTEN
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        if not raw.strip():
            continue
        answer, fine = _answer(raw, number, language, catalogue, spoken)
        if not fine:
            worst = ExitCode.REFUSED
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return worst


def _answer(raw: bytes, number: int, language: str, catalogue: Catalogue, ui: Ui) -> tuple[dict[str, Any], bool]:
    record: Any = {}
    try:
        record = json.loads(raw)
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise UsageError([Problem("U009", f"line {number}", {"line": number, "reason": "no text"})])
        spoken, intent = record.get("language") or language, record.get("intent") or None
        if not isinstance(spoken, str) or not isinstance(intent, str | None):
            raise UsageError([Problem("U009", f"line {number}", {"line": number, "reason": "language, intent"})])
        findings = check(record["text"], language=spoken, intent=intent, catalogue=catalogue)
    except PermittedError as error:
        name = record.get("id") if isinstance(record, dict) else None
        return _faulty(name, error.problems, ui), False
    except (ValueError, RecursionError) as error:
        problem = Problem("U009", f"line {number}", {"line": number, "reason": str(error)})
        return _faulty(None, (problem,), ui), False
    return {
        "id": record.get("id"),
        "verdict": verdict(findings),
        "findings": [finding.as_dict(ui) for finding in findings],
    }, True


def _faulty(name: Any, problems: tuple[Problem, ...], ui: Ui) -> dict[str, Any]:
    told = [{"code": item.code, "where": item.where, "what": item.what(ui), "hint": item.hint(ui)} for item in problems]
    return {"id": name, "verdict": "error", "problems": told}
