"""Finding concepts in a text: spaCy's phrase matcher over the words as read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from generator.policy.disguise import undisguise
from generator.policy.lexicon import Lexicon, Phrase, lexicon
from generator.policy.reading import Folded, Token, tokenize
from generator.policy.rulebook import concepts

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Reader", "Spot", "reader"]

_NEAR = 40
"""How many guards before a word are looked at; no guard reaches further back than that."""


class Spot(msgspec.Struct, frozen=True, order=True):
    """A concept that stands at tokens ``first`` to ``last`` (inclusive)."""

    first: int
    last: int
    concept: str


class Reader:
    """Finds the concepts of one language; build it once, it keeps spaCy's matchers."""

    def __init__(self, book: Lexicon) -> None:
        from spacy.matcher import PhraseMatcher
        from spacy.vocab import Vocab

        self.book = book
        self._vocab = Vocab()
        self._phrases = book.phrases
        self._shields = {name: frozenset(concept.shields) for name, concept in concepts().items() if concept.guard}
        self._places: dict[bool, dict[tuple[str, ...], list[tuple[int, int]]]] = {True: {}, False: {}}
        for index, phrase in enumerate(book.phrases):
            for position, piece in enumerate(phrase.pieces):
                self._places[phrase.exact].setdefault(piece, []).append((index, position))
        # One key for all pieces: which piece was met is looked up by its words, a tenth of the cost of a key each.
        self._exact = PhraseMatcher(self._vocab, attr="ORTH")
        self._exact.add("piece", [self._doc(piece, piece) for piece in self._places[True]])
        self._lemma = PhraseMatcher(self._vocab, attr="LEMMA")
        self._lemma.add("piece", [self._doc(piece, piece) for piece in self._places[False]])

    def _doc(self, words: Sequence[str], lemmas: Sequence[str]) -> Doc:
        from spacy.tokens import Doc

        return Doc(self._vocab, words=[*words], lemmas=[*lemmas])

    def tokens(self, folded: Folded) -> list[Token]:
        """Split a folded text into words, with disguises undone."""
        return undisguise(tokenize(folded, self.book.alphabet), folded, self.book)

    def spots(self, tokens: list[Token]) -> list[Spot]:
        """Find every concept among the tokens, innocent uses taken away."""
        if not tokens:
            return []
        words = [token.text for token in tokens]
        lemmas = [self.book.lemma(word) for word in words]
        doc = self._doc(words, lemmas)
        hits: dict[int, dict[int, list[tuple[int, int]]]] = {}
        for matcher, exact, forms in ((self._exact, True, words), (self._lemma, False, lemmas)):
            for _, start, end in matcher(doc):
                for index, position in self._places[exact][tuple(forms[start:end])]:
                    hits.setdefault(index, {}).setdefault(position, []).append((start, end - 1))
        found: set[Spot] = set()
        for index, places in hits.items():
            phrase = self._phrases[index]
            if len(places) == len(phrase.pieces):
                found.update(
                    Spot(first, last, phrase.concept) for first, last in self._assembled(phrase, places, tokens)
                )
        return self._without_guarded(sorted(found))

    def _assembled(
        self, phrase: Phrase, places: dict[int, list[tuple[int, int]]], tokens: list[Token]
    ) -> Iterator[tuple[int, int]]:
        if len(phrase.pieces) == 1:
            yield from places[0]
            return
        later = [sorted(places[position]) for position in range(1, len(phrase.pieces))]
        for first, last in places[0]:
            end = last
            for choices in later:
                at = bisect_left(choices, (end + 1, 0))
                if at == len(choices) or choices[at][0] - end - 1 > self.book.settings.gap:
                    break
                if tokens[choices[at][0]].sentence != tokens[first].sentence:
                    break
                end = choices[at][1]
            else:
                yield first, end

    def _without_guarded(self, spots: list[Spot]) -> list[Spot]:
        """Take away what ends on the words of a guard: of "leave a note of your address" nothing is left."""
        guards = [spot for spot in spots if spot.concept in self._shields]
        if not guards:
            return spots
        starts = [guard.first for guard in guards]
        return [spot for spot in spots if spot.concept in self._shields or not self._shielded(spot, guards, starts)]

    def _shielded(self, spot: Spot, guards: list[Spot], starts: list[int]) -> bool:
        until = bisect_right(starts, spot.last)
        for guard in guards[max(0, until - _NEAR) : until]:
            shields = self._shields[guard.concept]
            if spot.last <= guard.last and (not shields or spot.concept in shields):
                return True
        return False


@cache
def reader(language: str) -> Reader:
    """Get the reader of a language, built on first use.

    Raises:
        UsageError: the language has no lexicon.
    """
    return Reader(lexicon(language))
