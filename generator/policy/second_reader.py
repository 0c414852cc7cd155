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
from generator.policy.features import features, ideas, whole
from generator.policy.linear import Linear
from generator.policy.reading import Folded, Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.policy.concepts import Spot
    from generator.policy.hit import Hit

__all__ = ["CONCEPTS", "Opinion", "SecondReader", "Seen", "model_file", "prose", "second_reader", "seen"]

CONCEPTS: Final = "concepts"
"""The name of the models that judge by concepts."""

_FOLDER: Final = Path(__file__).parent / "model"
_PIECE: Final = re.compile(r"\w+|[^\w\s]")
_CJK_PIECE: Final = re.compile(r"[a-z]+|\d|[^\s]")
_IDEOGRAPH: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_END: Final = re.compile(r"(?<=[.!?…؟])\s+(?=\S)|(?<=[。！？])(?=\S)|\n+")
_ON_AMAZON: Final = re.compile(r"(?:https?://)?(?:www\.)?amazon\.[a-z.]{2,6}(?:/\S*)?")
_NAMED: Final = 3.0
"""A rule is named beside the likeliest when its log-odds are less than this below."""
_MOST_NAMED: Final = 3
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
    """What the second reader thinks of one sentence.

    ``start`` and ``end`` are places in the original; ``odds`` how guilty it looks (see ``linear.guilt``); ``rules``
    those that it would name, the likeliest first.
    """

    start: int
    end: int
    odds: float
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


def seen(
    folded: str, tokens: Sequence[Token], spots: Iterable[Spot], rules: Iterable[str], *, characters: bool
) -> Seen:
    """Give the features of a text: of its words as written and with disguises undone, and of its concepts.

    Args:
        folded: the text as folded.
        tokens: its words, disguises undone.
        spots: the concepts among them.
        rules: the rules that relations have met in it.
        characters: whether its language is read letter by letter.
    """
    written = (_CJK_PIECE if characters else _PIECE).findall(folded)
    found = features(written, characters=characters)
    undone = [token.text for token in tokens]
    if not {*undone} <= {*written}:
        found |= features(undone, characters=characters)
    return Seen(found, ideas([(tokens[spot.first].sentence, spot.concept) for spot in spots], rules))


def prose(folded: Folded) -> Folded:
    """Blank out what other detectors judge alone: markup and pictures, and addresses on Amazon itself."""
    text = without_markup(folded.text)
    if "amazon." in text:
        text = _ON_AMAZON.sub(lambda match: " " * len(match[0]), text)
    return folded if text == folded.text else msgspec.structs.replace(folded, text=text)


class SecondReader:
    """The models that judge texts of one language."""

    def __init__(self, language: str) -> None:
        import numpy as np

        self._np = np
        self._words = Linear(model_file(language))
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

    def judge(self, found: Seen) -> tuple[float, NDArray[Any]]:
        """Give how guilty a text looks, and the log-odds of each rule."""
        concepts = _concept_models()
        weight = self._words.about["weight"]
        by_words, each = self._words.scores(found.words)
        by_ideas, each_idea = concepts.scores(found.ideas)
        places = [concepts.rules.index(rule) for rule in self._words.rules]
        result: NDArray[Any] = each + weight * each_idea[places]
        return by_words + weight * by_ideas, result

    def read(
        self, folded: Folded, tokens: Sequence[Token], spots: Sequence[Spot], hits: Sequence[Hit], *, characters: bool
    ) -> tuple[float, Opinion]:
        """Judge a text: its guilt, and its worst sentence.

        The whole is judged better than its sentences one by one; they tell where to look. Only where there are many
        may one alone decide, so that innocent ones do not cover it; it has to be the guiltier for that.

        Args:
            folded: the text as folded.
            tokens: its words, disguises undone.
            spots: the concepts among them.
            hits: what relations have met in it.
            characters: whether its language is read letter by letter.
        """
        guilty, each = self.judge(seen(folded.text, tokens, spots, {hit.rule for hit in hits}, characters=characters))
        spans = sentences(folded.text)
        if len(spans) == 1 or (len(spans) < _MANY and guilty < self.levels.doubt):
            return guilty, self._opinion(folded, spans[0][0], spans[-1][1], guilty, each)
        opinions = []
        for start, end in spans:
            first, last = folded.span(start, end)
            inside = [index for index, token in enumerate(tokens) if first <= token.start and token.end <= last]
            found = seen(
                folded.text[start:end],
                tokens[inside[0] : inside[-1] + 1] if inside else (),
                [
                    msgspec.structs.replace(spot, first=spot.first - inside[0], last=spot.last - inside[0])
                    for spot in spots
                    if inside and inside[0] <= spot.first and spot.last <= inside[-1]
                ],
                {hit.rule for hit in hits if first <= hit.start and hit.end <= last},
                characters=characters,
            )
            odds, part = self.judge(found)
            opinions.append(self._opinion(folded, start, end, odds, (part + each) / 2))
            if len(spans) >= _MANY and len(inside) >= _ENOUGH * (_LETTER_BY_LETTER if characters else 1):
                guilty = max(guilty, odds - _ALONE)
        return guilty, max(opinions, key=lambda opinion: opinion.odds)

    def _opinion(self, folded: Folded, start: int, end: int, odds: float, scores: NDArray[Any]) -> Opinion:
        order = [int(index) for index in self._np.argsort(-scores)[:_MOST_NAMED]]
        rules = tuple(self._words.rules[index] for index in order if scores[index] > scores[order[0]] - _NAMED)
        first, last = folded.span(start, end)
        return Opinion(first, last, odds, rules)


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
