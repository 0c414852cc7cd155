"""Thesauri: what the words of a text speak of, one YAML file a language.

A lexicon says which words carry a concept that rules relate. A thesaurus is broader and looser: it sorts the words of
inserts, forbidden or innocent, by some 150 ideas (``thesaurus/ideas.yaml``), the same for all languages. No rule reads
it; the second reader does, so that what it learnt of ideas in one language holds in every other. What a maintainer
writes is compiled (``make reference``), as lexicons are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from generator.policy.lexicon import alphabet_of, lexicon, pieces_of
from generator.sources import convert, read_source

__all__ = [
    "Thesaurus",
    "compile_thesaurus",
    "compiled_thesaurus",
    "idea_names",
    "read_thesaurus",
    "thesauri",
    "thesaurus",
]

_FOLDER: Final = Path(__file__).parent / "thesaurus"
_ANY: Final = "*"
_SHORTEST_STEM: Final = 2
_SHORTEST_REST: Final = 3
_KEY: Final = 2
"""Letters by which the second word of a phrase is looked up; no stem is shorter."""
_MOST_WORDS: Final = 50_000


class _Compiled(msgspec.Struct):
    """What a thesaurus lists, ideas by their number: single words, as a whole, by how they begin and by how they end;
    and phrases by their first word, which may end in a star, each with the words that follow.
    """

    ideas: list[str]
    words: dict[str, list[int]]
    stems: dict[str, list[int]]
    tails: dict[str, list[int]]
    phrases: dict[str, list[tuple[list[str], int]]]


class _Word(NamedTuple):
    """What one word may carry: ideas by itself, and ideas of phrases that it begins.

    The phrases stand by how their second word begins, the longest first.
    """

    ideas: tuple[int, ...]
    phrases: dict[str, list[tuple[list[str], int]]]


class Thesaurus:
    """The ideas that words of one language carry."""

    def __init__(self, language: str) -> None:
        book = lexicon(language)
        self._read = msgspec.json.decode(compiled_thesaurus(language).read_bytes(), type=_Compiled)
        self._characters = book.alphabet.characters
        self._prefixes = book.settings.prefixes
        self._known: dict[str, _Word] = {}

    def ideas(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Give the ideas of some words as read, each with the place of the word that it begins at.

        Where words are not set apart the longest phrase is taken, and what stands inside it is none.
        """
        names = self._read.ideas
        until = 0
        for place, word in enumerate(words):
            if place < until:
                continue
            known = self._word(word)
            longest = 0
            following = words[place + 1][:_KEY] if known.phrases and place + 1 < len(words) else ""
            for rest, idea in known.phrases.get(following, ()):
                if self._characters and len(rest) < longest:
                    break
                if self._follows(words, place + 1, rest):
                    yield place, names[idea]
                    longest = len(rest)
            if self._characters and longest:
                until = place + 1 + longest
                continue
            for idea in known.ideas:
                yield place, names[idea]

    def _word(self, word: str) -> _Word:
        found = self._known.get(word)
        if found is None:
            found = self._look_up(word)
            if not any(found):
                rests = (word.removeprefix(prefix) for prefix in self._prefixes if word.startswith(prefix))
                hits = (self._look_up(rest) for rest in rests if len(rest) >= _SHORTEST_REST)
                found = next((hit for hit in hits if any(hit)), found)
            if len(self._known) < _MOST_WORDS:
                self._known[word] = found
        return found

    def _look_up(self, word: str) -> _Word:
        read = self._read
        if self._characters:
            return _Word(tuple(read.words.get(word, ())), _by_second(read.phrases.get(word, ())))
        found = {*read.words.get(word, ())}
        beginnings = [word[:length] for length in range(len(word), _SHORTEST_STEM - 1, -1)]
        found.update(next((read.stems[start] for start in beginnings if start in read.stems), ()))
        if not found:
            endings = (word[start:] for start in range(1, len(word) - _SHORTEST_STEM))
            found.update(next((read.tails[end] for end in endings if end in read.tails), ()))
        phrases = [*read.phrases.get(word, ())]
        for start in beginnings:
            phrases += read.phrases.get(start + _ANY, ())
        return _Word(tuple(sorted(found)), _by_second(phrases))

    def _follows(self, words: Sequence[str], place: int, rest: Sequence[str]) -> bool:
        following = words[place : place + len(rest)]
        return len(following) == len(rest) and all(
            word == wanted or (wanted.endswith(_ANY) and word.startswith(wanted[:-1]))
            for word, wanted in zip(following, rest, strict=True)
        )


def _by_second(phrases: Iterable[tuple[list[str], int]]) -> dict[str, list[tuple[list[str], int]]]:
    found: dict[str, list[tuple[list[str], int]]] = {}
    for rest, idea in phrases:
        found.setdefault(rest[0].removesuffix(_ANY)[:_KEY], []).append((rest, idea))
    return found


def compiled_thesaurus(language: str) -> Path:
    """Give the place of a language's compiled thesaurus."""
    return _FOLDER / "compiled" / f"{language}.json"


def thesauri() -> tuple[str, ...]:
    """List the languages that have a thesaurus."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml") if path.stem != "ideas"))


@cache
def idea_names() -> tuple[str, ...]:
    """Give the ideas that every thesaurus sorts words by."""
    return tuple(convert(read_source(_FOLDER / "ideas.yaml", "policy/thesaurus/ideas.yaml"), dict[str, str]))


@cache
def thesaurus(language: str) -> Thesaurus | None:
    """Load the thesaurus of a language, if it has one."""
    return Thesaurus(language) if compiled_thesaurus(language).is_file() else None


def read_thesaurus(language: str) -> dict[str, list[str]]:
    """Read a thesaurus as its maintainer wrote it.

    Raises:
        ContentError: the file is no mapping of ideas to lists of words.
    """
    path = _FOLDER / f"{language}.yaml"
    return convert(read_source(path, f"policy/thesaurus/{path.name}"), dict[str, list[str]])


def compile_thesaurus(language: str) -> str:
    """Compile a language's thesaurus into the text of its compiled file."""
    alphabet = alphabet_of(language)
    names = list(idea_names())
    single: dict[str, dict[str, set[int]]] = {"words": {}, "stems": {}, "tails": {}}
    phrases: dict[str, set[tuple[tuple[str, ...], int]]] = {}
    for idea, texts in read_thesaurus(language).items():
        for text in texts:
            pieces = pieces_of(text.removeprefix(_ANY), alphabet)
            if _shrunk(text, pieces):
                continue
            if len(pieces) > 1:
                phrases.setdefault(pieces[0], set()).add((pieces[1:], names.index(idea)))
            elif pieces:
                word = pieces[0].removesuffix(_ANY)
                kind = "tails" if text.startswith(_ANY) else "stems" if pieces[0].endswith(_ANY) else "words"
                single[kind].setdefault(word, set()).add(names.index(idea))
    tables: dict[str, dict[str, Any]] = {
        kind: {word: sorted(found) for word, found in table.items()} for kind, table in single.items()
    }
    tables["phrases"] = {
        first: [[[*rest], idea] for rest, idea in sorted(found, key=lambda phrase: (-len(phrase[0]), phrase))]
        for first, found in phrases.items()
    }
    written = ",\n".join(f'"{kind}": {_one_a_line(table)}' for kind, table in tables.items())
    return f'{{"ideas": {json.dumps(names)},\n{written}}}\n'


def _shrunk(text: str, pieces: tuple[str, ...]) -> bool:
    """Whether nothing but one letter is left of an entry such as ``A+``, which would match far too much."""
    return len(pieces) == 1 and len(pieces[0]) == 1 < len(text)


def _one_a_line(table: Mapping[str, Any]) -> str:
    rows = (
        f"{json.dumps(word, ensure_ascii=False)}:{json.dumps(table[word], ensure_ascii=False, separators=(',', ':'))}"
        for word in sorted(table)
    )
    return "{\n" + ",\n".join(rows) + "\n}"
