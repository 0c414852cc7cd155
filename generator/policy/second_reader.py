"""The second reader: linear models, one file a language, that have read thousands of inserts and their innocent twins.

Two kinds of them judge together: one that chooses between "innocent" and the rules, and one for each rule that tells
it from all the rest.
Concepts find what is said in words that a lexicon knows. This reader judges the rest: a paraphrase, a hint. It is
trained by ``make model`` on the texts in ``tests/policy/corpus`` and never lets a text pass on its own: where it
disagrees with a relation, what the relation found is still told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from generator.policy.detectors.plain import without_markup
from generator.policy.features import features, whole
from generator.policy.reading import Folded, Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Opinion", "SecondReader", "guilt", "model_file", "prose", "second_reader", "seen"]

_FOLDER: Final = Path(__file__).parent / "model"
_PIECE: Final = re.compile(r"\w+|[^\w\s]")
_CJK_PIECE: Final = re.compile(r"[a-z]+|\d|[^\s]")
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


class Opinion(msgspec.Struct, frozen=True):
    """What the second reader thinks of one sentence.

    ``start`` and ``end`` are places in the original; ``odds`` how guilty it looks (see ``guilt``); ``rules`` those that
    it would name, the likeliest first.
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


def seen(folded: str, tokens: Sequence[Token], *, characters: bool) -> set[int]:
    """Give the features of a text: as written, and with its disguises undone."""
    written = (_CJK_PIECE if characters else _PIECE).findall(folded)
    found = features(written, characters=characters)
    undone = [token.text for token in tokens]
    if not {*undone} <= {*written}:
        found |= features(undone, characters=characters)
    return found


def prose(folded: Folded) -> Folded:
    """Blank out what other detectors judge alone: markup and pictures, and addresses on Amazon itself."""
    text = without_markup(folded.text)
    if "amazon." in text:
        text = _ON_AMAZON.sub(lambda match: " " * len(match[0]), text)
    return folded if text == folded.text else msgspec.structs.replace(folded, text=text)


class SecondReader:
    """The model of one language."""

    def __init__(self, language: str) -> None:
        import numpy as np

        self._np = np
        with np.load(model_file(language)) as stored:
            self._keys: NDArray[Any] = stored["keys"]
            self._idf: NDArray[Any] = stored["idf"].astype(np.float32)
            self._weights: NDArray[Any] = stored["weights"]
            self._scale: NDArray[Any] = stored["scale"]
            self._bias: NDArray[Any] = stored["bias"]
            about = json.loads(bytes(stored["about"]).decode())
        self.rules: tuple[str, ...] = tuple(about["rules"])
        self.share: float = about["share"]
        self.levels = Levels(**about["levels"])

    def met(self, word: str) -> bool:
        """Tell whether a word, as folded, stood in the texts that it learnt from."""
        key = self._np.uint32(whole(word))
        place = int(self._np.searchsorted(self._keys, key))
        return place < len(self._keys) and bool(self._keys[place] == key)

    def odds(self, found: set[int]) -> NDArray[Any]:
        """Give for a set of features how guilty it looks, then the log-odds of each in ``rules``."""
        np = self._np
        wanted = np.fromiter(found, dtype=np.uint32, count=len(found))
        places = np.searchsorted(self._keys, wanted)
        places[places == len(self._keys)] = 0
        places = places[self._keys[places] == wanted]
        scores = self._bias
        if len(places):
            weight = self._idf[places]
            weight /= np.sqrt(weight @ weight)
            scores = (weight @ self._weights[places]) * self._scale + self._bias
        each = scores[-len(self.rules) :]
        result: NDArray[Any] = np.concatenate(([guilt(scores[: -len(self.rules)], each, self.share)], each))
        return result

    def read(self, folded: Folded, tokens: Sequence[Token], *, characters: bool) -> tuple[float, Opinion]:
        """Judge a text: its guilt, and its worst sentence.

        The whole is judged better than its sentences one by one; they tell where to look. Only where there are many
        may one alone decide, so that innocent ones do not cover it; it has to be the guiltier for that.
        """
        whole = self.odds(seen(folded.text, tokens, characters=characters))
        spans = sentences(folded.text)
        guilty = float(whole[0])
        if len(spans) == 1 or (len(spans) < _MANY and guilty < self.levels.doubt):
            return guilty, self._opinion(folded, spans[0][0], spans[-1][1], whole, whole)
        opinions = []
        for start, end in spans:
            first, last = folded.span(start, end)
            inside = [token for token in tokens if first <= token.start and token.end <= last]
            part = self.odds(seen(folded.text[start:end], inside, characters=characters))
            opinions.append(self._opinion(folded, start, end, part, whole))
            if len(spans) >= _MANY and len(inside) >= _ENOUGH * (2 if characters else 1):
                guilty = max(guilty, opinions[-1].odds - _ALONE)
        return guilty, max(opinions, key=lambda opinion: opinion.odds)

    def _opinion(self, folded: Folded, start: int, end: int, part: NDArray[Any], whole: NDArray[Any]) -> Opinion:
        scores = (part[1:] + whole[1:]) / 2
        order = [int(index) for index in self._np.argsort(-scores)[:_MOST_NAMED]]
        rules = tuple(self.rules[index] for index in order if scores[index] > scores[order[0]] - _NAMED)
        first, last = folded.span(start, end)
        return Opinion(first, last, float(part[0]), rules)


def guilt(choice: NDArray[Any], each: NDArray[Any], share: float) -> float:
    """Join both kinds of models into one figure.

    Args:
        choice: the scores of the model that chooses, "innocent" first.
        each: the log-odds of each rule.
        share: how much the second counts against the first.
    """
    import numpy as np

    return float(np.logaddexp.reduce(choice[1:]) - choice[0] + share * np.logaddexp(0, each).sum())


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


def model_file(language: str) -> Path:
    """Give the place of a language's model."""
    return _FOLDER / f"{language}.npz"


@cache
def second_reader(language: str) -> SecondReader | None:
    """Load the model of a language, if it has one."""
    return SecondReader(language) if model_file(language).is_file() else None
