"""Linear models over sets of features, as ``make model`` writes them: one that chooses, and one for each rule."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Linear", "Scores", "guilt"]


class Scores(NamedTuple):
    """What the models of one file say of some texts.

    ``guilt`` is one figure a text (see ``guilt``). ``choice`` and ``each`` hold a row a text and in it a log-odds for
    each rule: of the rule against "innocent" by the model that chooses, of the rule against all the rest by its own.
    """

    guilt: NDArray[Any]
    choice: NDArray[Any]
    each: NDArray[Any]


_NEVER = -30.0
"""The log-odds of a rule that is no text's main one, so that the model that chooses knows nothing of it."""


class Linear:
    """Models of one file.

    ``rules`` are those that it tells apart; ``about`` what training wrote beside the weights. A feature that it does
    not know weighs as much as ``about["unknown"]``: it says nothing, but makes what the others say count for less.
    """

    def __init__(self, file: Path) -> None:
        import numpy as np

        self._np = np
        with np.load(file) as stored:
            self._keys: NDArray[Any] = stored["keys"]
            self._idf: NDArray[Any] = stored["idf"].astype(np.float32)
            self._weights: NDArray[Any] = stored["weights"] * stored["scale"]
            self._bias: NDArray[Any] = stored["bias"]
            self.about: dict[str, Any] = json.loads(bytes(stored["about"]).decode())
        self.rules: tuple[str, ...] = tuple(self.about["rules"])
        self._chosen = [self.rules.index(name) for name in self.about["choices"]]

    def knows(self, feature: int) -> bool:
        """Tell whether a feature stood in the texts that it learnt from."""
        key = self._np.uint32(feature)
        place = int(self._np.searchsorted(self._keys, key))
        return place < len(self._keys) and bool(self._keys[place] == key)

    def scores(self, texts: Sequence[set[int]]) -> Scores:
        """Judge some texts, each a set of features."""
        np = self._np
        scores = np.tile(self._bias, (len(texts), 1))
        for row, found in zip(scores, texts, strict=True):
            wanted = np.fromiter(found, dtype=np.uint32, count=len(found))
            # Sorted they are found in half the time: neighbours lie in the same stretch of memory.
            wanted.sort()
            places = np.searchsorted(self._keys, wanted)
            places[places == len(self._keys)] = 0
            places = places[self._keys[places] == wanted]
            if len(places):
                weight = self._idf[places]
                unknown = (len(found) - len(places)) * self.about["unknown"] ** 2
                row += (weight @ self._weights[places]) / np.sqrt(weight @ weight + unknown)
        classes, each = scores[:, : -len(self.rules)], scores[:, -len(self.rules) :]
        choice = np.full((len(texts), len(self.rules)), _NEVER, dtype=np.float32)
        choice[:, self._chosen] = classes[:, 1 : len(self._chosen) + 1] - classes[:, :1]
        return Scores(guilt(classes, each, self.about["share"]), choice, each)


def guilt(choice: NDArray[Any], each: NDArray[Any], share: float) -> NDArray[Any]:
    """Join both kinds of models into one figure a text.

    Args:
        choice: a row a text of the scores of the model that chooses, "innocent" first.
        each: a row a text of the log-odds of each rule.
        share: how much the second counts against the first.
    """
    import numpy as np

    result: NDArray[Any] = (
        np.logaddexp.reduce(choice[:, 1:], axis=1) - choice[:, 0] + share * np.logaddexp(0, each).sum(axis=1)
    )
    return result
