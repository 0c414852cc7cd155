"""Languages with an offline word list alone: only a text full of words that it lacks is wrong."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from generator.policy.writing.german import compound
from generator.policy.writing.name import name_like
from generator.policy.writing.words import word_lists

__all__ = ["LISTED", "listed"]

LISTED: Final = frozenset({"ar", "es", "fr", "it", "nl", "pl", "pt", "sv", "tr"})
_BY_FORM: Final = frozenset({"pl", "sv", "tr"})
"""Served by simplemma, which tells whether it knows a form; the others by pyspellchecker's lists."""
_SHORT: Final = 3
_ARABIC_PREFIX: Final = re.compile(r"^[وفبلك]?(?:ال)?")


@cache
def _listed_words(language: str) -> frozenset[str]:
    """Load a word list, without accents: many sellers type none."""
    from spellchecker import SpellChecker

    return frozenset(map(_bare, SpellChecker(language=language).word_frequency.dictionary))


@lru_cache(maxsize=200_000)
def _bare(word: str) -> str:
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _form_known(word: str, language: str) -> bool:
    from simplemma import is_known

    return any(is_known(form, language) for form in {word, word.lower(), word.capitalize()})


def _listed_word(word: str, language: str) -> bool:
    if language in _BY_FORM:
        return _form_known(word, language)
    known = _listed_words(language)
    bare = _bare(word.rpartition("'")[2].rpartition("’")[2])
    endings = word_lists().endings
    if bare in known or any(bare.endswith(end) and bare[: len(bare) - len(end)] in known for end in endings):
        return True
    if language == "ar":
        return _ARABIC_PREFIX.sub("", bare) in known
    return language == "nl" and compound(bare, known)


def listed(language: str, words: list[re.Match[str]], familiar: set[str], text: str) -> list[tuple[int, int]]:
    """Judge by a word list; it lacks many rare words, so that only a text full of unknown ones is wrong."""
    if language in _BY_FORM and text.isascii():
        return []  # Typed without the letters of the language: every other word would be unknown.
    return [
        match.span()
        for match in words
        if len(match[0]) >= _SHORT
        and match[0].casefold() not in familiar
        and not _listed_word(match[0], language)
        and not name_like(match, text)
    ]
