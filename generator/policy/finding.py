"""A finding: one rule met in a text."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from generator.interface import Ui
from generator.policy.rulebook import rulebook

__all__ = ["Finding", "Severity", "make_finding", "verdict"]

Severity = Literal["block", "warn"]


class Finding(msgspec.Struct, frozen=True, order=True):
    """One rule that a text breaks.

    ``start`` and ``end`` count characters of the text as it was given; ``text`` is what stands there. ``where`` names
    what was read: ``insert``, ``message``, ``text``, or a fact. ``severity`` is ``block`` or ``warn``.
    """

    start: int
    end: int
    rule: str
    severity: Severity
    clause: str
    text: str
    where: str = "text"

    @property
    def why(self) -> str:
        """The reason, in English."""
        return self.why_in("en")

    @property
    def fix(self) -> str:
        """How to mend it, in English."""
        return self.fix_in("en")

    def why_in(self, ui: Ui) -> str:
        """Give the reason in the seller's language."""
        return rulebook()[self.rule].why[ui]

    def fix_in(self, ui: Ui) -> str:
        """Say how to mend it in the seller's language."""
        return rulebook()[self.rule].fix[ui]

    def as_dict(self, ui: Ui = "en") -> dict[str, Any]:
        """Give the finding in the documented JSON shape."""
        return {
            "rule": self.rule, "severity": self.severity, "clause": self.clause, "start": self.start,
            "end": self.end, "text": self.text, "why": self.why_in(ui), "fix": self.fix_in(ui),
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.where}: {self.rule} ({self.clause}): {self.why} Found: {self.text!r}"


def make_finding(
    rule: str, original: str, start: int, end: int, *, where: str = "text", severity: Severity | None = None
) -> Finding:
    """Make a finding for a span of the original text; the rule's own severity holds unless one is given."""
    entry = rulebook()[rule]
    return Finding(start, end, rule, severity or entry.severity, entry.clause, original[start:end], where)


def verdict(findings: tuple[Finding, ...]) -> Literal["pass", "warn", "block"]:
    """Sum findings up: the worst severity, or ``pass``."""
    if any(finding.severity == "block" for finding in findings):
        return "block"
    return "warn" if findings else "pass"
