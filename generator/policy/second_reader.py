"""The second reader: linear models that have read thousands of inserts and their innocent twins.

One file a language judges by its words; one for all languages judges by the concepts that stand in the text, so that
what was learnt from the texts of one language helps in every other. In each file two kinds of models judge together:
one that chooses between "innocent" and the rules, and one for each rule that tells it from all the rest.
Concepts find what is said in words that a lexicon knows. This reader judges the rest: a paraphrase, a hint. It is
trained by ``make model`` on the texts in ``tests/policy/corpus`` and never lets a text pass on its own: where it
disagrees with a relation, what the relation found is still told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from generator.policy.detectors.plain import without_markup
from generator.policy.features import Idea, features, ideas, whole
from generator.policy.linear import Linear, Scores
from generator.policy.reading import Folded, Token
from generator.policy.rulebook import rulebook
from generator.policy.thesaurus import thesaurus

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.policy.concepts import Spot
    from generator.policy.hit import Hit
    from generator.policy.lexicon import Lexicon

__all__ = ["CONCEPTS", "Opinion", "SecondReader", "Seen", "model_file", "prose", "second_reader", "seen", "thoughts"]

CONCEPTS: Final = "concepts"
"""The name of the models that judge by concepts."""

_FOLDER: Final = Path(__file__).parent / "model"
_PIECE: Final = re.compile(r"\w+|[^\w\s]")
_CJK_PIECE: Final = re.compile(r"[a-z]+|\d|[^\s]")
_IDEOGRAPH: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_END: Final = re.compile(r"(?<=[.!?…؟])\s+(?=\S)|(?<=[。！？])(?=\S)|\n+")
_AMAZONS: Final = re.compile(
    r"(?:https?://)?(?:www\.)?amazon\.[a-z.]{2,6}(?:/\S*)?|(?<![0-9])[0-9]{3}-[0-9]{7}-[0-9]{7}(?![0-9])"
)
"""Addresses on Amazon, and its order ids."""
_NAMED: Final = 1.5
"""A rule is named beside the likeliest when its log-odds by choice are less than this below."""
_MOST_NAMED: Final = 3
_LIKELY: Final = -2.0
"""A rule is named besides when its own log-odds are above this."""
_MANY: Final = 3
_ALONE: Final = 2.0
"""How much guiltier than a whole text one of many sentences has to be."""
_ENOUGH: Final = 6
"""Words that such a sentence has at least."""
_LETTER_BY_LETTER: Final = 2
"""How many letters count as a word where words are not set apart."""
_FEWEST_WORDS: Final = 2
_MOST_STRANGE: Final = 5
_FEWEST_CHARACTERS: Final = 5
_PLAIN: Final = re.compile(r"[^\W\d_]*[,.]?")


class Opinion(msgspec.Struct, frozen=True):
    """What the second reader thinks of a text.

    ``guilt`` is how guilty it looks (see ``linear.guilt``); ``start`` and ``end`` the places in the original of the
    sentence that it objects to most; ``rules`` those that it would name, the likeliest first.
    """

    start: int
    end: int
    guilt: float
    rules: tuple[str, ...]


class Levels(msgspec.Struct, frozen=True):
    """The guilt from which a text is blocked, doubted, or taken as innocent against a relation (below ``lift``)."""

    block: float
    doubt: float
    lift: float


class Seen(msgspec.Struct, frozen=True):
    """What the reader sees of a text: features of its words, and of its concepts."""

    words: set[int]
    ideas: set[int]


def thoughts(tokens: Sequence[Token], book: Lexicon) -> list[Idea]:
    """Give the ideas that the words of a text carry, disguises undone; none in a language without a thesaurus."""
    words = thesaurus(book.language)
    if words is None:
        return []
    found = words.ideas([token.text for token in tokens])
    return [Idea(tokens[place].sentence, place, name) for place, name in found]


def seen(
    folded: str,
    tokens: Sequence[Token],
    spots: Iterable[Spot],
    thought: Iterable[Idea],
    rules: Iterable[str],
    *,
    characters: bool,
) -> Seen:
    """Give the features of a text: of its words as written and with disguises undone, and of its ideas.

    Args:
        folded: the text as folded.
        tokens: its words, disguises undone.
        spots: the concepts among them.
        thought: the ideas among them.
        rules: the rules that relations have met in it.
        characters: whether its language is read letter by letter.
    """
    written = (_CJK_PIECE if characters else _PIECE).findall(folded)
    found = features(written, characters=characters)
    undone = [token.text for token in tokens]
    if not {*undone} <= {*written}:
        found |= features(undone, characters=characters)
    concepts = [Idea(tokens[spot.first].sentence, spot.first, spot.concept) for spot in spots]
    return Seen(found, ideas(concepts, thought, rules))


def prose(folded: Folded) -> Folded:
    """Blank out what other detectors judge alone: markup and pictures, addresses on Amazon itself and order ids."""
    text = _AMAZONS.sub(lambda match: " " * len(match[0]), without_markup(folded.text))
    return folded if text == folded.text else msgspec.structs.replace(folded, text=text)


class SecondReader:
    """The models that judge texts of one language."""

    def __init__(self, language: str) -> None:
        import numpy as np

        self._np = np
        self._words = Linear(model_file(language))
        self._places = [_concept_models().rules.index(rule) for rule in self._words.rules]
        self.levels = Levels(**self._words.about["levels"])

    def met(self, word: str) -> bool:
        """Tell whether a word, as folded, stood in the texts that it learnt from."""
        return self._words.knows(whole(word))

    def can_judge(self, folded: str, *, characters: bool) -> bool:
        """Tell whether a text says enough to be judged by habit: a place, a day or a name alone does not.

        What is no plain word may be a disguised one and is judged.
        """
        if characters and _IDEOGRAPH.search(folded):
            return len(folded.strip()) >= _FEWEST_CHARACTERS
        words = folded.split()
        if len(words) == 1:
            return not _PLAIN.fullmatch(words[0])
        if len(words) > _MOST_STRANGE or not all(_PLAIN.fullmatch(word) for word in words):
            return True
        return sum(self.met(word.strip(",.")) for word in words if len(word) > 1) > (len(words) > _FEWEST_WORDS)

    def judge(self, texts: Sequence[Seen]) -> Scores:
        """Judge texts by their words and by their ideas."""
        concepts = _concept_models()
        weight = self._words.about["weight"]
        by_words = self._words.scores([found.words for found in texts])
        by_ideas = concepts.scores([found.ideas for found in texts])
        return Scores(
            by_words.guilt + weight * by_ideas.guilt,
            by_words.choice + weight * by_ideas.choice[:, self._places],
            by_words.each + weight * by_ideas.each[:, self._places],
        )

    def read(
        self, folded: Folded, tokens: Sequence[Token], spots: Sequence[Spot], hits: Sequence[Hit], book: Lexicon
    ) -> Opinion:
        """Judge a text: its guilt, and the worst sentence of a guilty one.

        The whole is judged better than its sentences one by one; they tell where to look. Only where there are many
        may one alone decide, so that innocent ones do not cover it; it has to be the guiltier for that.

        Args:
            folded: the text as folded.
            tokens: its words, disguises undone.
            spots: the concepts among them.
            hits: what relations have met in it.
            book: the lexicon of its language.
        """
        characters = book.alphabet.characters
        thought = thoughts(tokens, book)
        rules = {hit.rule for hit in hits}
        text = seen(folded.text, tokens, spots, thought, rules, characters=characters)
        spans = sentences(folded.text)
        if len(spans) < _MANY:
            whole = self.judge([text])
            if len(spans) == 1 or whole.guilt[0] < self.levels.doubt:
                return self._opinion(folded, spans, whole)
        enough = _ENOUGH * (_LETTER_BY_LETTER if characters else 1)
        parts: list[Seen] = []
        weighty: list[int] = []
        for start, end in spans:
            first, last = folded.span(start, end)
            inside = [index for index, token in enumerate(tokens) if first <= token.start and token.end <= last]
            at, until = (inside[0], inside[-1]) if inside else (0, -1)
            if len(spans) >= _MANY and len(inside) >= enough:
                weighty.append(len(parts) + 1)
            parts.append(
                seen(
                    folded.text[start:end],
                    tokens[at : until + 1],
                    [
                        msgspec.structs.replace(spot, first=spot.first - at, last=spot.last - at)
                        for spot in spots
                        if at <= spot.first and spot.last <= until
                    ],
                    [idea for idea in thought if at <= idea.place <= until],
                    {hit.rule for hit in hits if first <= hit.start and hit.end <= last},
                    characters=characters,
                )
            )
        return self._opinion(folded, spans, self.judge([text, *parts]), weighty)

    def _opinion(
        self, folded: Folded, spans: Sequence[tuple[int, int]], scores: Scores, weighty: Sequence[int] = ()
    ) -> Opinion:
        """Make an opinion of the scores of a text and, where there are more than one, of its sentences.

        ``weighty`` are the rows of sentences of which one alone may decide.
        """
        guilt = float(scores.guilt[0])
        if len(spans) == 1 or (len(spans) < _MANY and guilt < self.levels.doubt):
            start, end = folded.span(spans[0][0], spans[-1][1])
            return Opinion(start, end, guilt, self._named(scores.choice[0], scores.each[0]))
        worst = int(scores.guilt[1:].argmax()) + 1
        guilt = max([guilt, *(float(scores.guilt[row]) - _ALONE for row in weighty)])
        choice, each = ((kind[worst] + kind[0]) / 2 for kind in (scores.choice, scores.each))
        return Opinion(*folded.span(*spans[worst - 1]), guilt, self._named(choice, each))

    def _named(self, choice: NDArray[Any], each: NDArray[Any]) -> tuple[str, ...]:
        """Name the rules that a text seems to break, the likeliest first, with what comes with them."""
        by_choice = [int(index) for index in self._np.argsort(-choice)[:_MOST_NAMED]]
        likely = [index for index in by_choice if choice[index] > choice[by_choice[0]] - _NAMED]
        by_own = (int(index) for index in self._np.argsort(-each) if each[index] > _LIKELY)
        likely += [index for index in by_own if index not in likely]
        named = [self._words.rules[index] for index in likely[:_MOST_NAMED]]
        brought = (
            other for name in named for other, without in rulebook()[name].brings.items() if not {*without} & {*named}
        )
        return tuple(dict.fromkeys([*named, *brought]))


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a folded text into sentences, blanks at their borders left out."""
    spans = []
    start = 0
    for match in _END.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    trimmed = [
        (first + len(text[first:last]) - len(text[first:last].lstrip()), first + len(text[first:last].rstrip()))
        for first, last in spans
    ]
    return [(first, last) for first, last in trimmed if first < last] or [(0, len(text))]


def model_file(name: str) -> Path:
    """Give the place of the models of a language, or of ``CONCEPTS``."""
    return _FOLDER / f"{name}.npz"


@cache
def _concept_models() -> Linear:
    return Linear(model_file(CONCEPTS))


@cache
def second_reader(language: str) -> SecondReader | None:
    """Load the model of a language, if it has one."""
    return SecondReader(language) if model_file(language).is_file() else None
