"""The text under a detector, and what a detector says of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from generator.policy.hit import Hit
from generator.policy.reading import Folded

__all__ = ["Hit", "Subject"]


class Subject(msgspec.Struct, frozen=True):
    """A text to be judged: as given, as read, and what is known about it.

    ``order_id`` is the order's own id where the text is a whole message that must hold it. ``regions`` are countries
    whose national phone numbers are known. ``markup`` is false where a text was rendered by us.
    """

    original: str
    folded: Folded
    language: str
    regions: tuple[str, ...] = ()
    digits: dict[str, str] = msgspec.field(default_factory=dict)
    order_id: str | None = None
    whole: bool = False
    allowed: tuple[str, ...] = ()
    """Pieces that may stand in the text although a detector would mark them, such as a carrier's phone (G4.9)."""

    def hit(
        self,
        rule: str,
        start: int,
        end: int,
        severity: Literal["block", "warn"] | None = None,
        *,
        unsure: bool = False,
    ) -> Hit:
        """Make a hit from places in the folded text."""
        return Hit(rule, *self.folded.span(start, end), severity, unsure)
