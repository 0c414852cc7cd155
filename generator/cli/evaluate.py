"""``permitted evaluate``: how good the check is, on texts whose labels are known."""

from __future__ import annotations

import json
from pathlib import Path

from generator.cli.boundary import ExitCode
from generator.errors import Problem, UsageError, nearest, one_of
from generator.interface import interface_language, say
from generator.maintain import evaluate_files, shipped_corpora

__all__ = ["evaluate_corpora"]

_PARTS = ("all", "open", "sealed")
_COLUMNS = ("plain", "paraphrase", "disguise")


def evaluate_corpora(
    files: list[Path], language: str | None, part: str, ui: str | None, *, misses: bool, as_json: bool
) -> int:
    """Evaluate corpora, the project's own where none are given, and print a table or JSON."""
    spoken = interface_language(ui)
    if part not in _PARTS:
        near = nearest(part, _PARTS) or "–"
        raise UsageError([Problem("U006", "--part", {"found": part, "near": near, "known": one_of(_PARTS)})])
    found = files or shipped_corpora([language] if language else [])
    if not found:
        raise UsageError([Problem("U017", language or "evaluate", {})])
    reports = evaluate_files(found, part=part, language=language if files else None)
    if as_json:
        shapes = [
            report.as_dict() | ({"misses": [_shape(miss) for miss in report.misses]} if misses else {})
            for report in reports
        ]
        print(json.dumps(shapes, ensure_ascii=False, indent=2))
        return ExitCode.WRITTEN
    print(say("screens", "evaluate_head", spoken))
    for report in reports:
        shares = [_percent(report.kinds[kind].blocked, report.kinds[kind].texts) for kind in _COLUMNS]
        let_by = report.violations.texts - report.violations.blocked
        shares += [
            _percent(report.violations.named, report.violations.labels),
            _percent(report.innocent.blocked, report.innocent.texts),
            _percent(report.violations.doubted, let_by),
            _percent(report.innocent.doubted, report.innocent.texts),
        ]
        texts = report.violations.texts + report.innocent.texts
        print(f"| {report.language} | {texts} | {' | '.join(shares)} |")
    if misses:
        for report in reports:
            for miss in report.misses:
                labels, rules = ", ".join(miss.labels) or "–", ", ".join(miss.found) or "–"
                print(f"\n{miss.id} ({miss.kind}, {miss.verdict}): {labels} <> {rules}\n  {miss.text}")
    return ExitCode.WRITTEN


def _shape(miss: object) -> dict[str, object]:
    import msgspec

    return dict(msgspec.structs.asdict(miss))  # type: ignore[arg-type]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"
