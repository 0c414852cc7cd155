"""Undoing of disguises that only a reader who knows the words sees through.

Spaced or dotted letters, words split in two, leetspeak, masked and stretched letters: each is undone only where the
result is a word of the lexicon, so that sizes, SKUs and initials stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from typing import Final

from generator.policy.lexicon import Lexicon, lexicon
from generator.policy.reading import Folded, Token

__all__ = ["undisguise"]

_LEET: Final = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s",
    "!": "i", "|": "il", "+": "t", "€": "e", "£": "l", "(": "c",
}  # fmt: skip
_CHUNK: Final = re.compile(r"\S+")
_LEETED: Final = re.compile(r"(?=[^a-zäöü]*[a-zäöü])(?=.*[0-9@$!|+€£(])[a-zäöü0-9@$!|+€£(*-]{3,24}")
_MASKED: Final = re.compile(r"[^\W\d_]+[*#•·_]+[^\W\d_*#]*(?:[*#•·_]+[^\W\d_]+)*")
_STRETCHED: Final = re.compile(r"(.)\1{2,}")
_SHORTEST: Final = 4
_LONGEST: Final = 60
_LONG: Final = 5
_LONGEST_WORD: Final = 20
_WIDEST_JOINT: Final = 3
_COSTS: Final = {1: 3, 2: 4, 3: 4}
"""What a short word costs when a run of letters is cut into words: one long word beats two short ones."""
_MOST_MASKED: Final = 8


def undisguise(tokens: list[Token], folded: Folded, book: Lexicon) -> list[Token]:
    """Replace disguised words by what they say; innocent tokens come back as they were."""
    if book.alphabet.characters:
        return tokens
    chunks = {} if folded.text.isalpha() else dict(_chunks(folded, book))
    result: list[Token] = []
    beginnings = _beginnings(book.language)
    index = barren = 0
    while index < len(tokens):
        token = tokens[index]
        if (found := chunks.get(token.start)) is not None:
            word, end = found
            result.append(Token(word, token.start, end, token.sentence, token.clause))
            while index < len(tokens) and tokens[index].start < end:
                index += 1
            continue
        if index >= barren and len(token.text) == 1 and token.text.isalpha():
            words, after = _spaced(tokens, index, folded, book)
            if words:
                result += words
                index = after
                continue
            # A run without a word holds none in its parts either; the next window overlaps by one long word.
            barren = max(index + 1, after - _LONGEST_WORD)
        if token.text in beginnings and (joined := _split_word(tokens, index, book)):
            result.append(joined[0])
            index = joined[1]
            continue
        result.append(_unstretched(token, book))
        index += 1
    return result


def _chunks(folded: Folded, book: Lexicon) -> Iterator[tuple[int, tuple[str, int]]]:
    masked = 0
    for match in _CHUNK.finditer(folded.text):
        chunk = match[0]
        if chunk.isalpha():
            continue
        core = chunk.strip(".,;:?!\"'()[]{}…")
        if len(core) < 3 or len(core) > _LONGEST:
            continue
        offset = match.start() + chunk.index(core)
        word = ""
        if _LEETED.fullmatch(core) and not core.isdigit():
            word = _unleet(core, book)
        if not word and masked < _MOST_MASKED and _MASKED.fullmatch(core):
            masked += 1
            word = _unmask(core, book)
        if word:
            start, end = folded.span(offset, offset + len(core))
            yield start, (word, end)


def _known(word: str, book: Lexicon) -> bool:
    return len(word) >= _SHORTEST and (word in book.vocabulary or book.lemma(word) in book.vocabulary)


def _unleet(core: str, book: Lexicon) -> str:
    options = [_LEET.get(letter, letter) for letter in core.replace("-", "")]
    count = 1
    for option in options:
        count *= len(option)
    if count > 32:
        return ""
    for letters in product(*options):
        word = "".join(letters)
        if word.isalpha() and _known(word, book):
            return word
    return ""


@cache
def _by_length(language: str) -> dict[int, tuple[str, ...]]:
    words: dict[int, list[str]] = {}
    for word in sorted(lexicon(language).vocabulary):
        words.setdefault(len(word), []).append(word)
    return {length: tuple(found) for length, found in words.items()}


def _unmask(core: str, book: Lexicon) -> str:
    pattern = re.compile("".join("." if letter in "*#•·_" else re.escape(letter) for letter in core))
    if sum(letter.isalpha() for letter in core) < 2:
        return ""
    squeezed = re.sub(r"[*#•·_]", "", core)
    if _known(squeezed, book):
        return squeezed
    return next((word for word in _by_length(book.language).get(len(core), ()) if pattern.fullmatch(word)), "")


def _spaced(tokens: list[Token], index: int, folded: Folded, book: Lexicon) -> tuple[list[Token], int]:
    """Read letters that stand apart as words; gives them, none where they make no word, and where the run ends."""
    last = index
    joint = folded.original[tokens[index].end : tokens[index + 1].start] if index + 1 < len(tokens) else ""
    while (
        last + 1 < len(tokens)
        and last - index < _LONGEST
        and len(tokens[last + 1].text) == 1
        and len(joint) <= _WIDEST_JOINT
        and folded.original[tokens[last].end : tokens[last + 1].start] == joint
    ):
        last += 1
    if last - index < 3:
        return [], last + 1
    run = tokens[index : last + 1]
    pieces = _segment("".join(token.text for token in run), book)
    if not pieces:
        return [], last + 1
    words: list[Token] = []
    position = 0
    for piece in pieces:
        first, final = run[position], run[position + len(piece) - 1]
        words.append(Token(piece, first.start, final.end, first.sentence, first.clause))
        position += len(piece)
    return words, last + 1


def _segment(text: str, book: Lexicon) -> list[str]:
    """Cut a run of letters into known words; single letters may stay between, at least one word must be long."""
    best: list[tuple[int, list[str]] | None] = [None] * (len(text) + 1)
    best[0] = (0, [])
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            before = best[start]
            word = text[start:end]
            if before is None or not (len(word) == 1 or word in book.vocabulary or _known(word, book)):
                continue
            cost = before[0] + _COSTS.get(len(word), 1)
            current = best[end]
            if current is None or cost < current[0]:
                best[end] = (cost, [*before[1], word])
    found = best[-1]
    return found[1] if found and any(len(word) >= _SHORTEST for word in found[1]) else []


@cache
def _beginnings(language: str) -> frozenset[str]:
    """Give what a long word of the lexicon can begin with, so that few words are tried with those after them."""
    words = (word for word in lexicon(language).vocabulary if len(word) > _LONG and word.isalpha())
    return frozenset(word[:length] for word in words for length in range(1, len(word)))


def _split_word(tokens: list[Token], index: int, book: Lexicon) -> tuple[Token, int] | None:
    first = tokens[index]
    for count in (2, 3):
        pieces = tokens[index : index + count]
        if len(pieces) < count or any(not piece.text.isalpha() for piece in pieces):
            return None
        if any(after.start - before.end > 1 for before, after in pairwise(pieces)):
            return None
        word = "".join(piece.text for piece in pieces)
        known = [piece.text in book.vocabulary for piece in pieces]
        if len(word) > _LONG and word in book.vocabulary and not all(known):
            return Token(word, first.start, pieces[-1].end, first.sentence, first.clause), index + count
    return None


def _unstretched(token: Token, book: Lexicon) -> Token:
    if len(token.text) < 5 or token.text in book.vocabulary or not _STRETCHED.search(token.text):
        return token
    for replacement in (r"\1", r"\1\1"):
        word = _STRETCHED.sub(replacement, token.text)
        if _known(word, book):
            return Token(word, token.start, token.end, token.sentence, token.clause)
    return token
