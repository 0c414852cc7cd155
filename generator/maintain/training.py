"""Training of the second readers from the corpus (``make model``); needs the extra ``train``.

For each language logistic regressions on the features of ``policy/features.py``: one that chooses between "innocent"
and the rules, and one for each rule against all the rest; together they do better than either, and than a single one
for "breaks a rule". What a text would score that the model never saw is
found by leaving whole writers out in turn; from these scores the levels are set, together with what detectors and
relations find in the same texts: the most violations stopped while few enough innocent texts are blocked.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from generator.maintain.corpus import Sample, read_corpus, read_rule_texts
from generator.policy.check import blocked_by
from generator.policy.concepts import reader
from generator.policy.lexicon import languages_read, lexicon
from generator.policy.reading import fold
from generator.policy.second_reader import model_file, prose, seen

__all__ = ["train"]

_CORPUS: Final = Path(__file__).parents[2] / "tests" / "policy" / "corpus"
_INVERSE_PENALTY: Final = 30.0
_FOLDS: Final = 8
_EACH: Final = 0.5
"""How much the models of single rules count against the one that chooses, when both spread alike."""
_FEWEST_WRITERS: Final = 3
"""With fewer, single texts are left out in turn."""
_LEAST_TEXTS: Final = 2
"""In how many texts a feature must stand."""
_LEAST_LABELS: Final = 4
_BLOCKED: Final = 0.03
"""The share of the innocent texts that both readers together may block; the open texts flatter a little."""
_BLOCKED_IF_FEW: Final = 0.025
_FEW: Final = 250
"""Of fewer innocent texts than this a level is drawn from the very few highest scores: rather block less."""
_BLOCK_SHARES: Final = tuple(step / 500 for step in range(2, 21))
_LIFT_SHARES: Final = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
"""Shares of the innocent texts whose scores are tried as levels."""
_DOUBTED: Final = {"en": 0.10}
_MOST_DOUBTED: Final = 0.15
_LEVELS: Final = 127
_SIGNS: Final = frozenset({"emoji", "unfilled", "critical-tag", "bare-link"})


class _Text:
    """A sample as the reader sees it."""

    def __init__(self, sample: Sample, language: str) -> None:
        book = lexicon(language)
        characters = book.alphabet.characters
        folded = prose(fold(sample.text, book.alphabet))
        tokens = reader(language).tokens(folded)
        self.sample = sample
        self.forbidden = bool(sample.labels)
        self.sure, self.related = blocked_by(sample.text, language)
        # What stands around an emoji is mostly innocent and would be learnt as guilty.
        self.formal = self.sure and self.forbidden and _SIGNS.issuperset(sample.labels)
        self.found = seen(folded.text, tokens, characters=characters)


class _Space:
    """The features that a model knows, with their weights of rarity."""

    def __init__(self, sets: Sequence[set[int]]) -> None:
        count: Counter[int] = Counter()
        for found in sets:
            count.update(found)
        self.keys = np.array(sorted(key for key, times in count.items() if times >= _LEAST_TEXTS), dtype=np.uint32)
        self.place = {int(key): index for index, key in enumerate(self.keys)}
        times = np.array([count[int(key)] for key in self.keys])
        self.idf = (np.log((1 + len(sets)) / (1 + times)) + 1).astype(np.float32)

    def matrix(self, sets: Sequence[set[int]]) -> Any:
        from scipy.sparse import csr_matrix

        columns: list[int] = []
        ends = [0]
        values: list[Any] = []
        for found in sets:
            places = sorted(self.place[key] for key in found if key in self.place)
            weights = self.idf[places]
            values.append(weights / max(float(np.sqrt(weights @ weights)), 1e-9))
            columns += places
            ends.append(len(columns))
        data = np.concatenate(values) if values else np.zeros(0)
        return csr_matrix((data, columns, ends), shape=(len(sets), len(self.keys)))


class _Models:
    """The models learnt from some texts."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        texts = [text for text in texts if not text.formal]
        sets = [text.found for text in texts]
        labels = Counter(rule for text in texts for rule in text.sample.labels)
        self.rules = [rule for rule, times in sorted(labels.items()) if times >= _LEAST_LABELS]
        self.space = _Space(sets)
        matrix = self.space.matrix(sets)
        choice = _fitted(matrix, [self._class(text.sample.labels) for text in texts])
        each = [_fitted(matrix, [rule in text.sample.labels for text in texts]) for rule in self.rules]
        chosen, bias = choice.coef_, choice.intercept_
        if len(chosen) == 1:
            chosen, bias = np.vstack([np.zeros_like(chosen), chosen]), np.array([0.0, bias[0]])
        self.weights = np.vstack([chosen, *(model.coef_ for model in each)]).T
        self.bias = np.array([*bias, *(model.intercept_[0] for model in each)])

    def _class(self, labels: Sequence[str]) -> str:
        """Give the class of a text; "innocent" sorts first."""
        return next((rule for rule in labels if rule in self.rules), "~") if labels else ""

    def scores(self, texts: Sequence[_Text]) -> tuple[Any, Any]:
        """Give what each kind of model says of texts: of the choice, and of the rules one by one."""
        scores = self.space.matrix([text.found for text in texts]) @ self.weights + self.bias
        choice, each = scores[:, : -len(self.rules)], scores[:, -len(self.rules) :]
        return np.logaddexp.reduce(choice[:, 1:], axis=1) - choice[:, 0], np.logaddexp(0, each).sum(axis=1)


def _fitted(matrix: Any, target: Any) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=_INVERSE_PENALTY, max_iter=3000, random_state=0).fit(matrix, target)


def _unseen_scores(texts: list[_Text]) -> tuple[Any, Any]:
    """Score each text by models that never saw its writer."""
    from sklearn.model_selection import GroupKFold

    choice, each = np.zeros(len(texts)), np.zeros(len(texts))
    groups = [text.sample.writer for text in texts]
    if len(set(groups)) < _FEWEST_WRITERS:
        groups = [text.sample.id for text in texts]
    folds = GroupKFold(min(_FOLDS, len(set(groups))))
    for seen_places, held in folds.split(texts, groups=groups):
        models = _Models([texts[index] for index in seen_places])
        choice[held], each[held] = models.scores([texts[index] for index in held])
    return choice, each


def _levels(language: str, texts: list[_Text], scores: Any) -> dict[str, float]:
    """Choose the levels from scores of unseen texts: ``block`` and ``lift`` together, ``doubt`` by its share."""
    drawn = np.array([text.sample.drawn for text in texts])
    forbidden = np.array([text.forbidden for text in texts])
    sure = np.array([text.sure for text in texts])
    related = np.array([text.related for text in texts])
    calm = drawn & ~forbidden
    kinds = [
        drawn & np.array([text.sample.kind == kind for text in texts]) for kind in ("plain", "paraphrase", "disguise")
    ]
    most = _BLOCKED_IF_FEW if calm.sum() < _FEW else _BLOCKED

    def level(share: float) -> float:
        return float(np.quantile(scores[calm], 1 - share))

    best = (-1.0, 0.0, 0.0)
    for lift in map(level, _LIFT_SHARES):
        for block in map(level, _BLOCK_SHARES):
            stopped = sure | (related & (scores >= lift)) | (scores >= block)
            gain = float(np.mean([stopped[kind].mean() for kind in kinds if kind.any()]))
            if stopped[calm].mean() <= most:
                best = max(best, (gain, block, lift))
    if best[0] < 0:
        best = (0.0, level(_BLOCK_SHARES[0]), level(_LIFT_SHARES[0]))
    doubt = level(_DOUBTED.get(language, _MOST_DOUBTED))
    return {"block": best[1], "doubt": min(doubt, best[1]), "lift": best[2]}


def train(language: str, samples: Sequence[Sample] | None = None) -> dict[str, Any] | None:
    """Train and write the model of one language; gives its levels and size, or nothing where there are no texts."""
    if samples is None:
        path = _CORPUS / f"{language}.jsonl"
        if not path.is_file():
            return None
        samples = [sample for sample in read_corpus(path) if not sample.sealed]
        samples += read_rule_texts(_CORPUS.parent, language, {rule for sample in samples for rule in sample.labels})
    texts = [_Text(sample, language) for sample in samples]
    choice, each = _unseen_scores(texts)
    share = _EACH * float(choice.std() / each.std())
    levels = _levels(language, texts, choice + share * each)
    models = _Models(texts)
    scale = np.abs(models.weights).max(axis=0) / _LEVELS
    about = json.dumps(
        {"language": language, "rules": models.rules, "share": share, "levels": levels, "texts": len(texts)}
    )
    file = model_file(language)
    file.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        file,
        keys=models.space.keys,
        idf=models.space.idf.astype(np.float16),
        weights=np.round(models.weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=models.bias.astype(np.float32),
        about=np.frombuffer(about.encode(), dtype=np.uint8),
    )
    return {"texts": len(texts), "features": len(models.space.keys), "bytes": file.stat().st_size, **levels}


def main(languages: Sequence[str]) -> None:
    """Train the given languages, or all."""
    for language in languages or languages_read():
        result = train(language)
        if result:
            sys.stdout.write(f"{language}: {json.dumps(result)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
