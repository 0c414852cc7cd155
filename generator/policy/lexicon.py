"""Lexicons: which words and phrases carry a concept in a language, one YAML file a language.

What a maintainer writes is compiled (``make reference``) into ``lexicon/compiled/``: phrases cut into words, and the
inflected forms that lead to them. Reading that takes a few milliseconds, reading the source a hundred.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any, Final

import msgspec

from generator.errors import Problem, UsageError, nearest, one_of
from generator.policy.reading import Alphabet, fold, words_in
from generator.sources import convert, read_source

__all__ = ["Lexicon", "Phrase", "compile_phrases", "compiled_file", "languages_read", "lexicon"]

_FOLDER: Final = Path(__file__).parent / "lexicon"
_HEADS: Final = "*"
_STEM: Final = "*"
_SHORTEST_STEM: Final = 3
_MOST_ENDING: Final = 3
_EXACT: Final = "="
_MOST_FORMS: Final = 200_000
_GAP: Final = re.compile(r"\s*…\s*")
_STEMMED: Final = re.compile(r"[^\W\d_]{2,}\*")
_ENDINGS: Final = "(?:en|ern|er|es|em|e|n|s)?"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    language: str
    concepts: dict[str, list[str]]


class _Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a language is read: see ``languages.yaml``."""

    letters: str = ""
    characters: bool = False
    elides: bool = False
    lookups: bool = True
    prefixes: list[str] = []
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
    stems: list[str]
    forms: dict[str, str]


class Lexicon(msgspec.Struct, frozen=True, dict=True):
    """A language's phrases, its lemma table, and the words that they are made of."""

    language: str
    alphabet: Alphabet
    settings: _Settings
    phrases: tuple[Phrase, ...]
    forms: dict[str, str]
    stems: frozenset[str]
    heads: re.Pattern[str] | None
    vocabulary: frozenset[str]

    def lemma(self, word: str) -> str:
        """Give the form under which a word is matched."""
        found = self.forms.get(word)
        if found is not None:
            return found
        found = self._lemma(word)
        if len(self.forms) < _MOST_FORMS:
            self.forms[word] = found
        return found

    def _lemma(self, word: str) -> str:
        stem = _stem(word, self.stems) if self.stems else ""
        if word in self.vocabulary and not _inflects(word, stem):
            return word
        if stem:
            return stem
        for prefix in self.settings.prefixes:
            rest = word.removeprefix(prefix)
            if len(rest) < len(word) and len(rest) >= _SHORTEST_STEM:
                if rest in self.vocabulary:
                    return rest
                if stem := _stem(rest, self.stems):
                    return stem
        if self.heads and len(word) > 6 and (match := self.heads.fullmatch(word)):
            return match[1]
        return word


def _inflects(word: str, stem: str) -> bool:
    """Whether a word that a phrase spells out is a mere form of a stem, and not a longer word that begins alike."""
    return bool(stem) and len(word) - len(stem) < _MOST_ENDING


def _stem(word: str, stems: Collection[str]) -> str:
    """Give the longest stem that a word begins with, written as in the lexicon (``recenzj*``), or nothing."""
    for length in range(len(word), 1, -1):
        if word[:length] + _STEM in stems:
            return word[:length] + _STEM
    return ""


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
    return Alphabet(language, settings.letters, settings.characters, settings.elides, _variants(language))


def uses_lookups(language: str) -> bool:
    """Whether a language's inflected forms come from spaCy's lookups; its stems do without."""
    settings = _settings()[language]
    return settings.lookups and not settings.characters


@cache
def _variants(language: str) -> tuple[str, str]:
    """Read the letters of another form: for Chinese the traditional ones, each with the simplified beside it."""
    path = _FOLDER / "compiled" / f"{language}-variants.txt"
    if not path.is_file():
        return "", ""
    other, own = path.read_text(encoding="utf-8").split()
    return other, own


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
        frozenset(read.stems),
        re.compile(f".+?({heads}){_ENDINGS}") if heads else None,
        frozenset(words) | frozenset(read.forms),
    )


class Source(msgspec.Struct):
    """A lexicon as its maintainer wrote it: phrases (concept, exactness, pieces of words), compound heads, stems."""

    phrases: list[tuple[str, bool, list[tuple[str, ...]]]] = []
    heads: dict[str, None] = {}
    stems: dict[str, None] = {}


def concept_words(language: str) -> Source:
    """Read a language's YAML."""
    alphabet = alphabet_of(language)
    read = convert(read_source(_FOLDER / f"{language}.yaml", f"policy/lexicon/{language}.yaml"), _File)
    source = Source()
    for concept, texts in read.concepts.items():
        for text in texts:
            plain = text.lstrip(_EXACT + _HEADS).strip()
            for stem in _STEMMED.findall(plain):
                folded = words_in(fold(stem[:-1], alphabet), alphabet)
                source.stems.setdefault(folded[-1] + _STEM)
            pieces = [pieces_of(part, alphabet) for part in _GAP.split(plain)]
            pieces = [piece for piece in pieces if piece]
            if text.startswith(_HEADS) and pieces:
                source.heads.setdefault(pieces[0][0])
            if pieces:
                source.phrases.append((concept, text.startswith(_EXACT), pieces))
    return source


def pieces_of(text: str, alphabet: Alphabet) -> tuple[str, ...]:
    """Cut a piece of a phrase into words; a stem keeps its star."""
    words: list[str] = []
    for chunk in text.split():
        found = words_in(fold(chunk.rstrip(_STEM), alphabet), alphabet)
        if chunk.endswith(_STEM) and found:
            found[-1] += _STEM
        words += found
    return tuple(words)


def compile_phrases(language: str, forms: dict[str, str]) -> str:
    """Compile a language's lexicon with its lemma table into the text of its compiled file."""
    source = concept_words(language)

    def form(word: str) -> str:
        if word.endswith(_STEM):
            return word
        stem = _stem(word, source.stems)
        return forms.get(word) or (stem if _inflects(word, stem) else word)

    longer = {stem: [other for other in source.stems if other.startswith(stem[:-1])] for stem in source.stems}

    def forms_of(word: str) -> list[str]:
        # A word is cut down to the longest stem that it begins with, so a shorter one stands for all that begin so.
        found = form(word)
        return longer.get(found, [found])

    rows: list[Any] = []
    for concept, exact, pieces in source.phrases:
        words = [word for piece in pieces for word in piece]
        for choice in product(*([word] if exact else forms_of(word) for word in words)):
            rest = iter(choice)
            rows.append([concept, exact, [[*islice(rest, len(piece))] for piece in pieces]])
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    table = json.dumps(forms, ensure_ascii=False, indent=0, sort_keys=True)
    heads, stems = (json.dumps([*words], ensure_ascii=False) for words in (source.heads, source.stems))
    return f'{{"heads": {heads},\n"stems": {stems},\n"phrases": [\n{lines}\n],\n"forms": {table}}}\n'
