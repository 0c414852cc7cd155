"""Readability of wording, by textstat's measures that work offline and in every language with spaces."""

from __future__ import annotations

from typing import Final

__all__ = ["LIX_BOUNDS", "readability_problem"]

LIX_BOUNDS: Final = {"en": 40.0, "de": 50.0}
"""The highest LIX (words a sentence plus the share of words over six letters) that a wording may have.

LIX below 40 is read as "easy" by its makers and below 50 as "medium". German compounds alone lift plain German by
about ten points over plain English, so its bound stands that much higher. Japanese has no spaces between words and so
no LIX.
"""


def readability_problem(text: str, language: str) -> dict[str, object] | None:
    """Measure a text; give what is wrong with it, or nothing.

    List items count as sentences of their own, as a reader takes them.
    """
    bound = LIX_BOUNDS.get(language.partition("-")[0])
    if bound is None:
        return None
    import textstat

    prose = " ".join(
        line if line[-1:] in ".?!" else f"{line}." for line in text.split("\n") if line and not line.startswith("- ")
    )
    found = float(textstat.lix(prose))
    return {"found": f"{found:.0f}", "limit": f"{bound:.0f}"} if found > bound else None
