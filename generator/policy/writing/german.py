"""German: a word list with compounds and endings; a few faults of grammar that no writer makes."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

__all__ = ["compound", "german"]


@cache
def _german_words() -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language="de").word_frequency.dictionary


_LINKS: Final = ("", "s", "n", "en", "er", "es", "e")
_GERMAN_ENDINGS: Final = ("", "e", "en", "er", "es", "em", "n", "s", "st", "t", "te", "ten", "tes", "ter")


@cache
def _german_word(word: str) -> bool:
    known = _german_words()
    lower = word.lower().replace("ß", "ss") if word.lower() not in known else word.lower()
    if lower in known or word.lower() in known:
        return True
    if any(
        lower.endswith(end) and len(lower) - len(end) > 4 and lower[: len(lower) - len(end)] in known
        for end in _GERMAN_ENDINGS[1:]
    ):
        return True
    for old, new in (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß")):
        if old in lower and lower.replace(old, new) in known:
            return True
    return compound(lower, known)


def compound(word: str, known: Any) -> bool:
    """Tell whether a word is put together from known ones."""
    for cut in range(3, len(word) - 2):
        head = word[:cut]
        for link in _LINKS:
            if link and not head.endswith(link):
                continue
            if head[: len(head) - len(link)] in known and cut - len(link) >= 3:
                rest = word[cut:]
                if rest in known or (len(rest) > 6 and compound(rest, known)):
                    return True
    return False


_GERMAN_GRAMMAR: Final = re.compile(
    r"\b(?:für|durch|ohne|gegen|um) (?:der|dem)\b(?! (?:es|sie|er|wir))|\b(?:mit|von|zu|bei|aus|nach|seit) (?:die|das)\b(?! (?:beiden|ist|sind))|\bwegen (?:die|den)\b|"
    r"\b(?:mein|ihr|unser|das|die|der|ein|eine) (?:konto|paket|bestellung|lieferung|artikel|adresse|produkt|ware|rechnung)\b|"
    r"\b(?:haben|hat) gewollt\b|\bsein tun\b|\btun das\b|\bnicht (?:sehen|machen|finden) kann\b(?=[^,]*$)|\bzwei \w+ (?:kommt|ist)\b|\b(\w{2,}) \1\b(?<!die die)(?<!der der)|"
    r"\bmüssen zu hause gewesen\b|\bzurück gegeben ihnen\b",
)


def german(text: str, words: list[re.Match[str]], familiar: set[str]) -> list[tuple[int, int]]:
    """Give the spans of what is misspelled or against grammar."""
    grammar = [match.span() for match in _GERMAN_GRAMMAR.finditer(text)]
    spelling = _german_spelling(words, familiar)
    return [
        *spelling,
        *(span for span in grammar if not any(span[0] < last and first < span[1] for first, last in spelling)),
    ]


def _german_spelling(words: list[re.Match[str]], familiar: set[str]) -> list[tuple[int, int]]:
    return [
        match.span()
        for match in words
        if len(match[0]) > 2
        and match[0].casefold() not in familiar
        and not (len(match[0]) <= 4 and match[0].isupper())
        and not _german_word(match[0])
    ]
