"""Lexicons: which words and phrases carry a concept in a language, one YAML file a language.

What a maintainer writes is compiled (``make reference``) into ``lexicon/compiled/``: phrases cut into words, and the
inflected forms that lead to them. Reading that takes a few milliseconds, reading the source a hundred.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from generator.errors import Problem, UsageError, nearest, one_of
from generator.policy.reading import Alphabet, fold, words_in
from generator.sources import convert, read_source

__all__ = ["Lexicon", "Phrase", "compile_phrases", "compiled_file", "languages_read", "lexicon"]

_FOLDER: Final = Path(__file__).parent / "lexicon"
_HEADS: Final = "*"
_EXACT: Final = "="
_GAP: Final = re.compile(r"\s*…\s*")
_ENDINGS: Final = "(?:en|ern|er|es|em|e|n|s)?"


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


class Phrase(msgspec.Struct, frozen=True, array_like=True):
    """One phrase: its pieces of words (more than one where a gap stands between), by lemma or exact."""

    concept: str
    exact: bool
    pieces: tuple[tuple[str, ...], ...]


class _Compiled(msgspec.Struct, frozen=True):
    phrases: tuple[Phrase, ...]
    heads: list[str]
    forms: dict[str, str]


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


def compiled_file(language: str) -> Path:
    """Give the place of a language's compiled lexicon."""
    return _FOLDER / "compiled" / f"{language}.json"


def alphabet_of(language: str) -> Alphabet:
    """Give the alphabet of a language that has a lexicon."""
    settings = _settings()[language]
    return Alphabet(language, settings.letters, settings.characters)


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
        values = {"found": language, "near": near or "–", "known": one_of(known)}
        raise UsageError([Problem("U003", "language", values)])
    read = msgspec.json.decode(compiled_file(name).read_bytes(), type=_Compiled)
    words = {word for phrase in read.phrases for piece in phrase.pieces for word in piece}
    heads = "|".join(sorted(map(re.escape, read.heads), key=len, reverse=True))
    return Lexicon(
        name,
        alphabet_of(name),
        _settings()[name],
        read.phrases,
        read.forms,
        re.compile(f".+?({heads}){_ENDINGS}") if heads else None,
        frozenset(words) | frozenset(read.forms),
    )


def concept_words(language: str) -> tuple[list[tuple[str, bool, list[tuple[str, ...]]]], list[str]]:
    """Read a language's YAML: every phrase as concept, exactness and pieces, and the heads of compounds."""
    alphabet = alphabet_of(language)
    read = convert(read_source(_FOLDER / f"{language}.yaml", f"policy/lexicon/{language}.yaml"), _File)
    phrases: list[tuple[str, bool, list[tuple[str, ...]]]] = []
    heads: dict[str, None] = {}
    for concept, texts in read.concepts.items():
        for text in texts:
            plain = text.lstrip(_EXACT + _HEADS).strip()
            pieces = [tuple(words_in(fold(part, alphabet), alphabet)) for part in _GAP.split(plain)]
            pieces = [piece for piece in pieces if piece]
            if text.startswith(_HEADS) and pieces:
                heads.setdefault(pieces[0][0])
            if pieces:
                phrases.append((concept, text.startswith(_EXACT), pieces))
    return phrases, [*heads]


def compile_phrases(language: str, forms: dict[str, str]) -> str:
    """Compile a language's lexicon with its lemma table into the text of its compiled file."""
    phrases, heads = concept_words(language)
    rows: list[Any] = [
        [concept, exact, [[word if exact else forms.get(word, word) for word in piece] for piece in pieces]]
        for concept, exact, pieces in phrases
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    table = json.dumps(forms, ensure_ascii=False, indent=0, sort_keys=True)
    return f'{{"heads": {json.dumps(heads, ensure_ascii=False)},\n"phrases": [\n{lines}\n],\n"forms": {table}}}\n'
