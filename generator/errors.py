"""What can be wrong, as values: a problem says what was found, where, what is allowed and the nearest right thing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

import msgspec

from generator.interface import Ui, entries, say

__all__ = [
    "ContentError",
    "Location",
    "PermittedError",
    "Problem",
    "UsageError",
    "nearest",
    "one_of",
]


NONE_NEAR = "–"
"""Stands in a problem's values where no known name is near; its hint is then left out."""


class Location(msgspec.Struct, frozen=True, order=True):
    """A place in a file; line and column count from 1, and 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with facts, content or usage.

    ``code`` is a letter for the owner and three digits, never reused; the texts for it stand in
    ``interface/problems.yaml``. ``where`` names the fact, the option or the place in a file. ``excerpt`` is the
    offending line, for content.
    """

    code: str
    where: str
    values: Mapping[str, object] = {}
    location: Location | None = None
    excerpt: str = ""

    def what(self, ui: Ui = "en") -> str:
        """Say what was found and what is allowed."""
        return say("problems", self.code, ui, "what", where=self.where, **self._values(ui))

    def hint(self, ui: Ui = "en") -> str:
        """Say the nearest right thing; empty where there is none."""
        if self.values.get("near") == NONE_NEAR and "{near}" in entries("problems")[self.code][ui].get("hint", ""):
            return ""
        return say("problems", self.code, ui, "hint", where=self.where, **self._values(ui)).strip()

    def _values(self, ui: Ui) -> dict[str, object]:
        return {name: value[ui] if isinstance(value, dict) else value for name, value in self.values.items()}

    def __str__(self) -> str:
        head = f"{self.where}: " if self.where else ""
        hint = self.hint()
        return f"{head}{self.code} {self.what()}" + (f"\n  hint: {hint}" if hint else "")


class PermittedError(Exception):
    """Base of every error that this package raises on purpose; holds all problems found, not the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ContentError(PermittedError):
    """An intent, template or other content file is wrong: a maintainer mends it."""


class UsageError(PermittedError):
    """Something was asked for that does not exist, or in a way that cannot be served."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Find the known name most like the one given; empty where none is near."""
    by_key = {entry.lower(): entry for entry in known}
    match = difflib.get_close_matches(name.lower(), by_key, n=1, cutoff=0.55)
    return by_key[match[0]] if match else ""


def one_of(names: Iterable[str]) -> str:
    """List the allowed names for a sentence."""
    return ", ".join(names) or "–"
