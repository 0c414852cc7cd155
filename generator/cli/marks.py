"""Findings shown under the words that they mark."""

from __future__ import annotations

from collections.abc import Sequence

from generator.interface import Ui, say
from generator.policy import Finding

__all__ = ["marked"]


def marked(text: str, findings: Sequence[Finding], ui: Ui) -> str:
    """Show a text with each finding's words underlined, and below them rule, reason and mend."""
    from rich.cells import cell_len

    lines: list[str] = []
    for finding in findings:
        start = text.rfind("\n", 0, finding.start) + 1
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        first = finding.start - start
        last = max(first + 1, min(finding.end - start, len(line)))
        window = max(0, first - 60)
        shown = _printable(line[window : max(last, first + 60)])
        before = cell_len(_printable(line[window:first]))
        width = max(1, cell_len(_printable(line[first:last])))
        lines += [
            f"  {shown}",
            f"  {' ' * before}{'^' * width}",
            f"  {finding.rule} ({finding.clause}, {finding.severity})",
            f"  {say('screens', 'why', ui, why=finding.why_in(ui))}",
            f"  {say('screens', 'fix', ui, fix=finding.fix_in(ui))}",
            "",
        ]
    return "\n".join(lines) + ("\n" if lines else "")


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "·" for letter in text)
