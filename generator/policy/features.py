"""What the second reader sees of a text: its words, pairs of words, and the letters inside them, as numbers.

Each feature is the CRC-32 of its letters, so that no vocabulary has to be kept and every machine agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations
from typing import Final, NamedTuple
from zlib import crc32

__all__ = ["Idea", "features", "ideas", "whole"]

_DIGITS: Final = re.compile(r"\d")
_SHORTEST, _LONGEST = 2, 5
_RUN: Final = 4
_MOST_IDEAS: Final = 24
"""Concepts in one sentence whose order is seen: far more than people write, and few enough for pairs."""
_NEAR: Final = 4
"""Words within which one idea stands close to another."""
_MOST_NEAR: Final = 8
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


class Idea(NamedTuple):
    """A concept or an idea: the number of its sentence, the place of its first word, and its name."""

    sentence: int
    place: int
    name: str


def ideas(concepts: Iterable[Idea], thoughts: Iterable[Idea], rules: Iterable[str]) -> set[int]:
    """Give the features of what a text says, in whatever language.

    They are its concepts with their order, the rules that these meet, what else its words speak of, and what stands
    close to what.

    Args:
        concepts: concepts of the lexicon, in the order of the text.
        thoughts: ideas of the thesaurus.
        rules: names of rules that relations have met.
    """
    sentences: dict[int, list[str]] = {}
    found = {crc32(b"r" + rule.encode()) for rule in rules}
    near: list[tuple[int, int, str]] = []
    for sentence, place, name in concepts:
        sentences.setdefault(sentence, []).append(name)
        near.append((sentence, place, "c" + name))
    for names in sentences.values():
        found.update(_pair(one, other) for one, other in combinations(names[:_MOST_IDEAS], 2))
    near += ((sentence, place, "i" + name) for sentence, place, name in {*thoughts})
    near.sort()
    for index, (sentence, place, name) in enumerate(near):
        found.add(_single(name))
        for other_sentence, other_place, other in near[index + 1 : index + 1 + _MOST_NEAR]:
            if other_sentence != sentence or other_place - place > _NEAR:
                break
            found.add(_pair(name, other))
    return found


@lru_cache(maxsize=1_024)
def _single(name: str) -> int:
    return crc32(name.encode())


@lru_cache(maxsize=131_072)
def _pair(one: str, other: str) -> int:
    return crc32(f"{one}>{other}".encode())
