"""Writing quality: an excess of spelling or grammar errors (G5.7), with offline libraries only.

One typo is human: what counts is errors against length. Names, brands, ids and the order's own facts are no errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Final, Literal

from generator.policy.hit import Hit
from generator.policy.writing.english import english
from generator.policy.writing.german import german
from generator.policy.writing.japanese import japanese
from generator.policy.writing.listed import LISTED, listed

__all__ = ["writing"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BLOCK_SHARE: Final = 0.2
_BLOCK_ERRORS: Final = 4
_WARN_SHARE: Final = 0.12
_WARN_ERRORS: Final = 2
_LISTED_SHARE: Final = 0.34
_LISTED_ERRORS: Final = 4
_MOST: Final = 4000
_SPELLERS: Final = {"en": english, "de": german}


def writing(
    text: str, language: str, known: Iterable[str] = (), usual: Callable[[str], bool] = lambda _: False
) -> Iterator[Hit]:
    """Judge a text's spelling and grammar in the languages that an offline library serves.

    Args:
        text: prose, without links and markup.
        language: the message's language.
        known: names of the order's own facts.
        usual: whether a word is so usual that no word list needs to be asked; loading one takes a while.
    """
    base = language.partition("-")[0]
    text = text[:_MOST]
    if base == "ja":
        yield from japanese(text)
        return
    words = [*_WORD.finditer(text)]
    familiar = {part.casefold() for name in known for part in _WORD.findall(name)}
    if base in _SPELLERS:
        yield from _judged(sorted(_SPELLERS[base](text, words, familiar)), max(len(words), 1))
    elif base in LISTED:
        odd = [match for match in words if not usual(match[0])]
        if _full(odd, words):
            spans = listed(base, odd, familiar, text)
            if _full(spans, words):
                yield from (Hit("spelling", start, end, "warn") for start, end in spans)


def _full(odd: Sized, words: list[re.Match[str]]) -> bool:
    """Whether a text is full of strange words; word lists lack many rare ones."""
    return len(odd) >= _LISTED_ERRORS and len(odd) / len(words) >= _LISTED_SHARE


def _judged(spans: list[tuple[int, int]], count: int) -> Iterator[Hit]:
    severity: Literal["block", "warn"] | None = None
    if len(spans) >= _BLOCK_ERRORS and len(spans) / count >= _BLOCK_SHARE:
        severity = "block"
    elif len(spans) >= _WARN_ERRORS and len(spans) / count >= _WARN_SHARE:
        severity = "warn"
    if severity:
        for start, end in spans:
            yield Hit("spelling", start, end, severity)
