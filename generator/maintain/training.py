"""Training of the second readers from the corpus (``make model``); needs the extra ``train``.

For each language logistic regressions on the features of ``policy/features.py``: one for "breaks a rule", learnt from
all texts, and one for each rule, learnt from those that break some. What a text would score that the model never saw is
found by leaving whole writers out in turn; from these scores the levels are set: how many innocent texts may be
blocked, and how many doubted.
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
from generator.policy.concepts import reader
from generator.policy.lexicon import languages_read, lexicon
from generator.policy.reading import fold
from generator.policy.second_reader import model_file, prose, seen

__all__ = ["train"]

_CORPUS: Final = Path(__file__).parents[2] / "tests" / "policy" / "corpus"
_INVERSE_PENALTY: Final = 30.0
_FOLDS: Final = 8
_FEWEST_WRITERS: Final = 3
"""With fewer, single texts are left out in turn."""
_LEAST_TEXTS: Final = 2
"""In how many texts a feature must stand."""
_LEAST_LABELS: Final = 4
_BLOCKED: Final = 0.02
_BLOCKED_IF_FEW: Final = 0.012
_FEW: Final = 250
"""Of fewer innocent texts than this the level is drawn from the very few highest scores: rather block less."""
_DOUBTED: Final = {"en": 0.10}
_MOST_DOUBTED: Final = 0.15
_LIFTED: Final = 0.02
"""The share of violations that look so innocent that a relation found in them would only warn."""
_LEVELS: Final = 127


class _Text:
    """A sample as the reader sees it."""

    def __init__(self, sample: Sample, language: str) -> None:
        book = lexicon(language)
        characters = book.alphabet.characters
        folded = prose(fold(sample.text, book.alphabet))
        tokens = reader(language).tokens(folded)
        self.sample = sample
        self.forbidden = bool(sample.labels)
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


def _fitted(matrix: Any, target: Any, weight: str | None = None) -> Any:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=3000, random_state=0, class_weight=weight)
    return model.fit(matrix, target)


def _unseen_scores(texts: list[_Text]) -> Any:
    """Score each text by a model that never saw its writer."""
    from sklearn.model_selection import GroupKFold

    scores = np.zeros(len(texts))
    groups = [text.sample.writer for text in texts]
    if len(set(groups)) < _FEWEST_WRITERS:
        groups = [text.sample.id for text in texts]
    target = np.array([text.forbidden for text in texts])
    folds = GroupKFold(min(_FOLDS, len(set(groups))))
    for seen_places, held in folds.split(texts, target, groups):
        sets = [texts[index].found for index in seen_places]
        space = _Space(sets)
        model = _fitted(space.matrix(sets), target[seen_places])
        scores[held] = model.decision_function(space.matrix([texts[index].found for index in held]))
    return scores


def train(language: str, samples: Sequence[Sample] | None = None) -> dict[str, Any] | None:
    """Train and write the model of one language; gives its levels and size, or nothing where there are no texts."""
    if samples is None:
        path = _CORPUS / f"{language}.jsonl"
        if not path.is_file():
            return None
        samples = [sample for sample in read_corpus(path) if not sample.sealed]
        samples += read_rule_texts(_CORPUS.parent, language, {rule for sample in samples for rule in sample.labels})
    texts = [_Text(sample, language) for sample in samples]
    scores = _unseen_scores(texts)
    innocent = np.array([not text.forbidden for text in texts])
    calm = scores[innocent & np.array([text.sample.drawn for text in texts])]
    levels = {
        "block": float(np.quantile(calm, 1 - (_BLOCKED_IF_FEW if len(calm) < _FEW else _BLOCKED))),
        "doubt": float(np.quantile(calm, 1 - _DOUBTED.get(language, _MOST_DOUBTED))),
        "lift": float(np.quantile(scores[~innocent], _LIFTED)),
    }
    sets = [text.found for text in texts]
    space = _Space(sets)
    matrix = space.matrix(sets)
    labels = Counter(label for sample in samples for label in sample.labels)
    rules = [rule for rule, times in sorted(labels.items()) if times >= _LEAST_LABELS]
    guilty = [index for index, text in enumerate(texts) if text.forbidden]
    named = [np.array([rule in texts[index].sample.labels for index in guilty]) for rule in rules]
    models = [_fitted(matrix, ~innocent), *(_fitted(matrix[guilty], target, "balanced") for target in named)]
    weights = np.stack([model.coef_[0] for model in models], axis=1)
    scale = np.abs(weights).max(axis=0) / _LEVELS
    about = json.dumps({"language": language, "rules": rules, "levels": levels, "texts": len(texts)})
    file = model_file(language)
    file.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        file,
        keys=space.keys,
        idf=space.idf.astype(np.float16),
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=np.array([model.intercept_[0] for model in models], dtype=np.float32),
        about=np.frombuffer(about.encode(), dtype=np.uint8),
    )
    return {"texts": len(texts), "features": len(space.keys), "bytes": file.stat().st_size, **levels}


def main(languages: Sequence[str]) -> None:
    """Train the given languages, or all."""
    for language in languages or languages_read():
        result = train(language)
        if result:
            sys.stdout.write(f"{language}: {json.dumps(result)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
