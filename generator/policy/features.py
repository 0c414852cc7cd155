"""What the second reader sees of a text: its words, pairs of words, and the letters inside them, as numbers.

Each feature is the CRC-32 of its letters, so that no vocabulary has to be kept and every machine agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations
from typing import Final
from zlib import crc32

__all__ = ["features", "ideas", "whole"]

_DIGITS: Final = re.compile(r"\d")
_SHORTEST, _LONGEST = 2, 5
_RUN: Final = 4
_MOST_IDEAS: Final = 24
"""Concepts in one sentence whose order is seen: far more than people write, and few enough for pairs."""
_WHOLE, _PAIR, _SKIP = b"\x01", b"\x02", b"\x03"


def whole(word: str) -> int:
    """Give the feature of a word as a whole."""
    return crc32(_WHOLE + word.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=65_536)
def _of_word(word: str) -> frozenset[int]:
    """Give the features of one word: itself, and the pieces of two to five letters inside its borders."""
    padded = f" {word[:40]} ".encode("utf-32-le", "surrogatepass")
    found = {whole(word)}
    letters = len(padded) // 4
    for length in range(_SHORTEST, _LONGEST + 1):
        for start in range(letters - length + 1):
            found.add(crc32(padded[4 * start : 4 * (start + length)]))
    return frozenset(found)


def features(words: Iterable[str], *, characters: bool) -> set[int]:
    """Give the features of a text as read.

    Args:
        words: its words, disguises undone; single letters for a language read letter by letter.
        characters: whether it is such a language.
    """
    plain = [_DIGITS.sub("0", word) for word in words]
    found: set[int] = set()
    if characters:
        for start in range(len(plain)):
            piece = b""
            for word in plain[start : start + _RUN]:
                piece += word.encode("utf-8", "surrogatepass")
                found.add(crc32(piece))
        return found
    before = b"^"
    older = b""
    for word in plain:
        found |= _of_word(word)
        now = word.encode("utf-8", "surrogatepass")
        found.add(crc32(_PAIR + before + b" " + now))
        if older:
            found.add(crc32(_SKIP + older + b" " + now))
        older, before = before, now
    found.add(crc32(_PAIR + before + b" $"))
    return found


def ideas(concepts: Iterable[tuple[int, str]], rules: Iterable[str]) -> set[int]:
    """Give the features of what a text says, in whatever language: its concepts, their order, the rules they meet.

    Args:
        concepts: the number of the sentence and the name of each concept, in the order of the text.
        rules: names of rules that relations have met.
    """
    sentences: dict[int, list[str]] = {}
    found: set[int] = set()
    for sentence, name in concepts:
        sentences.setdefault(sentence, []).append(name)
        found.add(crc32(b"c" + name.encode()))
    for names in sentences.values():
        found.update(crc32(f"{one}>{other}".encode()) for one, other in combinations(names[:_MOST_IDEAS], 2))
    found.update(crc32(b"r" + rule.encode()) for rule in rules)
    return found
