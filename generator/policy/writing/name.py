"""What looks like a name and is no misspelling."""

from __future__ import annotations

import re

__all__ = ["name_like"]


def name_like(match: re.Match[str], text: str) -> bool:
    """Whether a word looks like a name: a capital inside a sentence, all capitals among others, or part of a code."""
    word = match[0]
    before = text[: match.start()].rstrip(" \"'(")
    inside = bool(before) and before[-1] not in ".!?:\n"
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    if re.search(r"[\d_/@#.]\Z|\A[\d_/@#]", around.strip()) and any(letter.isdigit() for letter in around):
        return True
    return (word[0].isupper() and inside and not text.isupper()) or (len(word) <= 4 and word.isupper())
