"""Lexicons: which words and phrases carry a concept in a language, one YAML file a language."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from generator.errors import Problem, UsageError, nearest, one_of
from generator.policy.reading import Alphabet, fold, words_in
from generator.sources import convert, read_source

__all__ = ["Lexicon", "Phrase", "languages_read", "lexicon"]

_FOLDER: Final = Path(__file__).parent / "lexicon"
_HEADS: Final = "*"
_EXACT: Final = "="
_GAP: Final = re.compile(r"\s*…\s*")
ENDINGS: Final = "(?:en|ern|er|es|em|e|n|s)?"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    language: str
    concepts: dict[str, list[str]]


class _Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a language is read: see ``languages.yaml``."""

    letters: str = ""
    characters: bool = False
    verb_last: bool = False
    gap: int = 6
    stretch: int = 1
    negation_before: int = 5
    negation_after: int = 3
    regions: list[str] = []
    digits: list[list[str]] = []


class Phrase(msgspec.Struct, frozen=True):
    """One phrase: its pieces of words (more than one where a gap stands between), by lemma or exact."""

    concept: str
    pieces: tuple[tuple[str, ...], ...]
    exact: bool


class Lexicon(msgspec.Struct, frozen=True, dict=True):
    """A language's phrases, its lemma table, and the words that they are made of."""

    language: str
    alphabet: Alphabet
    settings: _Settings
    phrases: tuple[Phrase, ...]
    forms: dict[str, str]
    heads: re.Pattern[str] | None
    vocabulary: frozenset[str]

    def lemma(self, word: str) -> str:
        """Give the form under which a word is matched."""
        found = self.forms.get(word)
        if found is not None:
            return found
        if self.heads and len(word) > 6 and word not in self.vocabulary and (match := self.heads.fullmatch(word)):
            return match[1]
        return word


@cache
def _settings() -> dict[str, _Settings]:
    return convert(read_source(_FOLDER / "languages.yaml", "policy/lexicon/languages.yaml"), dict[str, _Settings])


def languages_read() -> tuple[str, ...]:
    """List the languages that have a lexicon."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml") if path.stem != "languages"))


@cache
def lexicon(language: str) -> Lexicon:
    """Read the lexicon of a language; a variant such as ``en-GB`` reads its base.

    Raises:
        UsageError: there is no lexicon for the language.
    """
    base = language.replace("_", "-").partition("-")[0].lower()
    known = languages_read()
    name = language if language in known else base
    if name not in known:
        near = nearest(name, known)
        raise UsageError(
            [Problem("U003", "language", {"found": language, "near": near or "–", "known": one_of(known)})]
        )
    settings = _settings()[name]
    alphabet = Alphabet(name, settings.letters, settings.characters)
    read = convert(read_source(_FOLDER / f"{name}.yaml", f"policy/lexicon/{name}.yaml"), _File)
    forms = _forms(name)
    heads = {
        fold(text[1:].strip(), alphabet).text
        for texts in read.concepts.values()
        for text in texts
        if text.startswith(_HEADS)
    }
    phrases = tuple(
        phrase
        for concept, texts in read.concepts.items()
        for text in texts
        if (phrase := _phrase(concept, text, alphabet, forms))
    )
    vocabulary = frozenset(word for phrase in phrases for piece in phrase.pieces for word in piece) | frozenset(forms)
    ending = f".+?({'|'.join(sorted(map(re.escape, heads), key=len, reverse=True))}){ENDINGS}"
    return Lexicon(name, alphabet, settings, phrases, forms, re.compile(ending) if heads else None, vocabulary)


def _forms(name: str) -> dict[str, str]:
    path = _FOLDER / "forms" / f"{name}.json"
    return json.loads(path.read_bytes()) if path.exists() else {}


def _phrase(concept: str, text: str, alphabet: Alphabet, forms: dict[str, str]) -> Phrase | None:
    exact = text.startswith(_EXACT)
    pieces = []
    for part in _GAP.split(text.lstrip(_EXACT + _HEADS).strip()):
        words = tuple(words_in(fold(part, alphabet), alphabet))
        if words:
            pieces.append(words if exact else tuple(forms.get(word, word) for word in words))
    return Phrase(concept, tuple(pieces), exact) if pieces else None
