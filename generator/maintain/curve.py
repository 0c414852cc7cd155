"""The learning curve: what more texts bring (``python -m generator.maintain.curve en fr``).

For a quarter, a half and all of the batches of open texts, the second reader alone is trained and asked of the
sealed texts; its level is set where two in a hundred of the innocent among them are blocked.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from generator.maintain.corpus import KINDS
from generator.maintain.training import TrainingText, read_texts, score_with, sealed_texts

__all__ = ["learning_curve"]

_SHARES: Final = (0.25, 0.5, 1.0)
_BLOCKED: Final = 0.02
_FEWEST: Final = 3


def learning_curve(language: str) -> Iterator[tuple[int, dict[str, float]]]:
    """Give for each share the number of texts learnt from, and the share stopped of each kind of violation."""
    texts, held = read_texts(language), sealed_texts(language)
    batches = sorted({text.sample.batch for text in texts})
    forbidden = np.array([text.forbidden for text in held])
    kinds = np.array([text.sample.kind for text in held])
    for share in _SHARES:
        chosen = {*batches[: max(_FEWEST, round(len(batches) * share))]}
        learnt: list[TrainingText] = [text for text in texts if text.sample.batch in chosen]
        scores = score_with(learnt, held)
        level = np.quantile(scores[~forbidden], 1 - _BLOCKED)
        yield len(learnt), {kind: float((scores[kinds == kind] > level).mean()) for kind in KINDS[:3]}


def main(languages: Sequence[str]) -> None:
    """Print the curves of some languages, or of all that have texts."""
    folder = Path(__file__).parents[2] / "tests" / "policy" / "corpus"
    for language in languages or sorted(path.stem for path in folder.glob("*.jsonl")):
        for count, stopped in learning_curve(language):
            told = ", ".join(f"{kind} {share:.0%}" for kind, share in stopped.items())
            sys.stdout.write(f"{language}: {count} texts: {told}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
