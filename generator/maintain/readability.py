"""Readability of wording, by textstat's measures that work offline and in every language with spaces."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from generator.sources import convert, read_source

__all__ = ["readability_problem"]

_BOUNDS: Final = Path(__file__).with_name("readability.yaml")


@cache
def _bounds() -> dict[str, float]:
    return convert(read_source(_BOUNDS, f"maintain/{_BOUNDS.name}"), dict[str, float])


def readability_problem(text: str, language: str) -> dict[str, object] | None:
    """Measure a text; give what is wrong with it, or nothing.

    List items count as sentences of their own, as a reader takes them.
    """
    bound = _bounds().get(language.partition("-")[0])
    if bound is None:
        return None
    import textstat

    prose = " ".join(
        line if line[-1:] in ".?!" else f"{line}." for line in text.split("\n") if line and not line.startswith("- ")
    )
    found = float(textstat.lix(prose))
    return {"found": f"{found:.0f}", "limit": f"{bound:.0f}"} if found > bound else None
