"""A hit: what one detector or relation says, before it becomes a finding."""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["Hit"]


class Hit(NamedTuple):
    """A rule met between two places of the original text."""

    rule: str
    start: int
    end: int
    severity: Literal["block", "warn"] | None = None
    unsure: bool = False
    """Whether it may be innocent in a text that is innocent otherwise, so that the second reader is asked."""
