"""Mending: what is left of a text when the sentences that break a rule are taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from generator.policy.check import check_insert
from generator.policy.finding import Finding

__all__ = ["mend"]

_END: Final = re.compile(r"[.!?…؟]+[\"')\]»”]*(?:\s+|$)|[。！？]+[」』）]*\s*|\n+")
_ROUNDS: Final = 8


def mend(
    text: str,
    findings: tuple[Finding, ...],
    *,
    language: str,
    intent: str | None = None,
    limit: int | None = None,
    known: Iterable[str] = (),
) -> str:
    """Take out the sentences that findings mark, until what is left passes; every other sentence stays as it was.

    Args:
        text: what was checked.
        findings: what the check found in it.
        language: its language, as for ``check_insert``; ``intent``, ``limit`` and ``known`` likewise.

    Returns:
        The rest, which passes without a finding; empty where nothing does.
    """
    known = tuple(known)
    for _ in range(_ROUNDS):
        if not findings:
            return text
        spans = _sentences(text)
        kept = [text[start:end] for start, end in spans if not any(_marked(start, end, item) for item in findings)]
        rest = "".join(kept).strip()
        if rest == text:
            return ""
        text = rest
        if not text:
            return ""
        findings = check_insert(text, language=language, intent=intent, limit=limit, known=known)
    return ""


def _marked(start: int, end: int, finding: Finding) -> bool:
    return finding.start < end and start < max(finding.end, finding.start + 1)


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return list(zip([0, *ends[:-1]], ends, strict=True))
