"""Linear models over sets of features, as ``make model`` writes them: one that chooses, and one for each rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Linear", "guilt"]


class Linear:
    """Models of one file.

    ``rules`` are those that it tells apart; ``about`` what training wrote beside the weights.
    """

    def __init__(self, file: Path) -> None:
        import numpy as np

        self._np = np
        with np.load(file) as stored:
            self._keys: NDArray[Any] = stored["keys"]
            self._idf: NDArray[Any] = stored["idf"].astype(np.float32)
            self._weights: NDArray[Any] = stored["weights"]
            self._scale: NDArray[Any] = stored["scale"]
            self._bias: NDArray[Any] = stored["bias"]
            self.about: dict[str, Any] = json.loads(bytes(stored["about"]).decode())
        self.rules: tuple[str, ...] = tuple(self.about["rules"])

    def knows(self, feature: int) -> bool:
        """Tell whether a feature stood in the texts that it learnt from."""
        key = self._np.uint32(feature)
        place = int(self._np.searchsorted(self._keys, key))
        return place < len(self._keys) and bool(self._keys[place] == key)

    def scores(self, found: set[int]) -> tuple[float, NDArray[Any]]:
        """Give for a set of features how guilty it looks, and the log-odds of each in ``rules``."""
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
        return guilt(scores[: -len(self.rules)], each, self.about["share"]), each


def guilt(choice: NDArray[Any], each: NDArray[Any], share: float) -> float:
    """Join both kinds of models into one figure.

    Args:
        choice: the scores of the model that chooses, "innocent" first.
        each: the log-odds of each rule.
        share: how much the second counts against the first.
    """
    import numpy as np

    return float(np.logaddexp.reduce(choice[1:]) - choice[0] + share * np.logaddexp(0, each).sum())
