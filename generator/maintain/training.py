"""Training of the second reader from the corpus (``make model``); needs the extra ``test``.

Logistic regressions on what ``policy/features.py`` gives: one that chooses between "innocent" and the rules, and one
for each rule against all the rest; together they do better than either, and than a single one for "breaks a rule".
There is one such set for the concepts in the texts of all languages, and one a language for its words. What a
stranger's text would score is found by leaving each writer out in turn; from these scores the levels are set,
together with what detectors and relations find in the same texts: the most violations stopped while few enough
innocent texts are blocked. A writer without whom too little is left to learn from is no stranger to ask about.
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
from generator.policy.check import first_reading
from generator.policy.lexicon import languages_read
from generator.policy.linear import Linear
from generator.policy.second_reader import CONCEPTS, model_file

__all__ = ["TrainingText", "read_texts", "score_with", "sealed_texts", "train", "train_concepts"]

_CORPUS: Final = Path(__file__).parents[2] / "tests" / "policy" / "corpus"
_WORDS_PENALTY: Final = 60.0
_CONCEPTS_PENALTY: Final = 10.0
"""Inverse strength of the penalty on weights; concepts are few and seen often."""
_CONCEPTS_SHARE: Final = 0.35
"""How much concepts count against words, when both spread alike."""
_CONCEPTS_KEPT: Final = 5
_EACH: Final = 0.5
"""How much the models of single rules count against the one that chooses, when both spread alike."""
_LEAST_LEFT: Final = 0.5
"""The share of all texts that must be left to learn from without a writer."""
_UNKNOWN: Final = 0.5
"""How much a feature that was never met weighs against the rarest of those that were."""
_LEAST_TEXTS: Final = 2
"""In how many texts a feature must stand."""
_LEAST_LABELS: Final = 4
_BLOCKED: Final = dict.fromkeys(("en", "de", "fr", "es", "it", "ja", "zh"), 0.03)
_MOST_BLOCKED: Final = 0.04
"""The share of a stranger's innocent texts that both readers together may block, by language and elsewhere."""
_FEWEST_BLOCKED: Final = 0.004
_UPPER: Final = 0.15
_LIFT_SHARES: Final = (0.05, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7)
"""Shares of the innocent texts whose scores are tried as levels."""
_DOUBTED: Final = {"en": 0.10}
_MOST_DOUBTED: Final = 0.15
_LEVELS: Final = 127
_SIGNS: Final = frozenset({"emoji", "unfilled", "critical-tag", "bare-link"})


class TrainingText:
    """A sample as the reader sees it."""

    def __init__(self, sample: Sample, language: str) -> None:
        self.sample = sample
        self.forbidden = bool(sample.labels)
        self.sure, self.related, seen = first_reading(sample.text, language)
        # What stands around an emoji is mostly innocent and would be learnt as guilty.
        self.formal = self.sure and self.forbidden and _SIGNS.issuperset(sample.labels)
        self.words, self.ideas = seen.words, seen.ideas


class _Space:
    """The features that a model knows, with their weights of rarity."""

    def __init__(self, sets: Sequence[set[int]], least: int) -> None:
        count: Counter[int] = Counter()
        for found in sets:
            count.update(found)
        self.keys = np.array(sorted(key for key, times in count.items() if times >= least), dtype=np.uint32)
        self.place = {int(key): index for index, key in enumerate(self.keys)}
        times = np.array([count[int(key)] for key in self.keys])
        self.idf = (np.log((1 + len(sets)) / (1 + times)) + 1).astype(np.float32)
        self.unknown = _UNKNOWN * float(self.idf.max())

    def matrix(self, sets: Sequence[set[int]]) -> Any:
        from scipy.sparse import csr_matrix

        columns: list[int] = []
        ends = [0]
        values: list[Any] = []
        for found in sets:
            places = sorted(self.place[key] for key in found if key in self.place)
            weights = self.idf[places]
            unknown = (len(found) - len(places)) * self.unknown**2
            values.append(weights / max(float(np.sqrt(weights @ weights + unknown)), 1e-9))
            columns += places
            ends.append(len(columns))
        data = np.concatenate(values) if values else np.zeros(0)
        return csr_matrix((data, columns, ends), shape=(len(sets), len(self.keys)))


class _Models:
    """The models learnt from some texts: their labels, with a set of features for each."""

    def __init__(self, texts: Sequence[TrainingText], sets: Sequence[set[int]], penalty: float, least: int) -> None:
        kept = [index for index, text in enumerate(texts) if not text.formal]
        all_labels = [texts[index].sample.labels for index in kept]
        sets = [sets[index] for index in kept]
        count = Counter(rule for labels in all_labels for rule in labels)
        self.rules = [rule for rule, times in sorted(count.items()) if times >= _LEAST_LABELS]
        self.space = _Space(sets, least)
        matrix = self.space.matrix(sets)
        choice = _fitted(matrix, [self._class(labels) for labels in all_labels], penalty)
        each = [_fitted(matrix, [rule in labels for labels in all_labels], penalty) for rule in self.rules]
        self.choices = [name for name in choice.classes_ if name in self.rules]
        chosen, bias = choice.coef_, choice.intercept_
        if len(chosen) == 1:
            chosen, bias = np.vstack([np.zeros_like(chosen), chosen]), np.array([0.0, bias[0]])
        self.weights = np.vstack([chosen, *(model.coef_ for model in each)]).T
        self.bias = np.array([*bias, *(model.intercept_[0] for model in each)])

    def _class(self, labels: Sequence[str]) -> str:
        """Give the class of a text; "innocent" sorts first."""
        return next((rule for rule in labels if rule in self.rules), "~") if labels else ""

    def scores(self, sets: Sequence[set[int]]) -> tuple[Any, Any]:
        """Give what each kind of model says of texts: of the choice, and of the rules one by one."""
        scores = self.space.matrix(sets) @ self.weights + self.bias
        choice, each = scores[:, : -len(self.rules)], scores[:, -len(self.rules) :]
        return np.logaddexp.reduce(choice[:, 1:], axis=1) - choice[:, 0], np.logaddexp(0, each).sum(axis=1)

    def write(self, file: Path, about: dict[str, Any]) -> None:
        scale = np.abs(self.weights).max(axis=0) / _LEVELS
        file.parent.mkdir(exist_ok=True)
        np.savez_compressed(
            file,
            keys=self.space.keys,
            idf=self.space.idf.astype(np.float16),
            weights=np.round(self.weights / scale).astype(np.int8),
            scale=scale.astype(np.float32),
            bias=self.bias.astype(np.float32),
            about=np.frombuffer(
                json.dumps(
                    {"rules": self.rules, "choices": self.choices, "unknown": self.space.unknown, **about}
                ).encode(),
                dtype=np.uint8,
            ),
        )


def _fitted(matrix: Any, target: Any, penalty: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=penalty, max_iter=300, tol=1e-3, random_state=0).fit(matrix, target)


def _of_words(texts: Sequence[TrainingText]) -> _Models:
    return _Models(texts, [text.words for text in texts], _WORDS_PENALTY, _LEAST_TEXTS)


def _share(choice: Any, each: Any) -> float:
    return _EACH * float(choice.std() / each.std())


def _strangers(texts: list[TrainingText]) -> tuple[list[int], Any, Any]:
    """Score the words of texts by models that never saw their writer: the places of the texts, and both scores."""
    count = Counter(text.sample.writer for text in texts if text.sample.drawn)
    asked: list[int] = []
    scores: list[tuple[Any, Any]] = []
    for writer, times in sorted(count.items()):
        if times > (1 - _LEAST_LEFT) * count.total():
            continue
        held = [index for index, text in enumerate(texts) if text.sample.writer == writer]
        models = _of_words([text for text in texts if text.sample.writer != writer])
        scores.append(models.scores([texts[index].words for index in held]))
        asked += held
    choice, each = (np.concatenate(kind) for kind in zip(*scores, strict=True))
    return asked, choice, each


def _exceeded_by(count: float, scores: Any) -> float:
    """Give the level that as many as ``count`` of the scores are expected to exceed.

    The few highest scores of all are a matter of luck; those of the upper part fall off exponentially.
    """
    border = float(np.quantile(scores, 1 - _UPPER))
    above = scores[scores > border] - border
    return border + float(above.mean() * np.log(len(above) / count))


def _levels(language: str, texts: list[TrainingText], scores: Any) -> dict[str, float]:
    """Choose the levels from scores of unseen texts: ``block`` and ``lift`` together, ``doubt`` by its share."""
    sure = np.array([text.sure for text in texts])
    related = np.array([text.related for text in texts])
    calm = np.array([not text.forbidden for text in texts])
    kinds = [np.array([text.sample.kind == kind for text in texts]) for kind in ("plain", "paraphrase", "disguise")]

    def level(share: float) -> float:
        return float(np.quantile(scores[calm], 1 - share))

    best = (-1.0, 0.0, 0.0)
    for lift in map(level, _LIFT_SHARES):
        first = sure | (related & (scores >= lift))
        left = max(_BLOCKED.get(language, _MOST_BLOCKED) - float(first[calm].mean()), _FEWEST_BLOCKED)
        if left == _FEWEST_BLOCKED and best[0] >= 0:
            continue
        block = _exceeded_by(left * calm.sum(), scores[calm & ~first])
        stopped = first | (scores >= block)
        best = max(best, (float(np.mean([stopped[kind].mean() for kind in kinds if kind.any()])), block, lift))
    doubt = level(_DOUBTED.get(language, _MOST_DOUBTED))
    return {"block": best[1], "doubt": min(doubt, best[1]), "lift": best[2]}


def open_samples(language: str) -> list[Sample]:
    """Give all that may be learnt from: the open texts of the corpus and the rules' own."""
    path = _CORPUS / f"{language}.jsonl"
    samples = [sample for sample in read_corpus(path) if not sample.sealed]
    return samples + read_rule_texts(_CORPUS.parent, language, {rule for sample in samples for rule in sample.labels})


def train_concepts(texts: Sequence[TrainingText]) -> dict[str, Any]:
    """Train and write the models that judge by concepts, from the texts of every language."""
    sets = [text.ideas for text in texts]
    models = _Models(texts, sets, _CONCEPTS_PENALTY, _CONCEPTS_KEPT)
    file = model_file(CONCEPTS)
    models.write(file, {"share": _share(*models.scores(sets)), "texts": len(texts)})
    return {"texts": len(texts), "features": len(models.space.keys), "bytes": file.stat().st_size}


def train(language: str, texts: list[TrainingText]) -> dict[str, Any]:
    """Train and write the models of one language, beside those of concepts; gives their levels and size.

    Concepts are so few that their models score the texts that they learnt from no better than others.
    """
    places, choice, each = _strangers(texts)
    asked = [texts[place] for place in places]
    share = _share(choice, each)
    by_words = choice + share * each
    concepts = Linear(model_file(CONCEPTS))
    by_ideas = concepts.scores([text.ideas for text in asked]).guilt
    weight = _CONCEPTS_SHARE * float(by_words.std() / by_ideas.std())
    levels = _levels(language, asked, by_words + weight * by_ideas)
    models = _of_words(texts)
    file = model_file(language)
    models.write(file, {"share": share, "weight": weight, "levels": levels, "texts": len(texts)})
    return {"texts": len(texts), "features": len(models.space.keys), "bytes": file.stat().st_size, **levels}


def read_texts(language: str) -> list[TrainingText]:
    """Read the open texts of a language as the second reader sees them."""
    return [TrainingText(sample, language) for sample in open_samples(language)]


def sealed_texts(language: str) -> list[TrainingText]:
    """Read the sealed texts of a language, to be asked of and never learnt from."""
    return [TrainingText(sample, language) for sample in read_corpus(_CORPUS / f"{language}.jsonl") if sample.sealed]


def score_with(learnt: Sequence[TrainingText], asked: Sequence[TrainingText]) -> Any:
    """Give the guilt of some texts under models of words learnt from others, beside the shipped models of concepts."""
    models = _of_words(learnt)
    choice, each = models.scores([text.words for text in asked])
    by_words = choice + _share(choice, each) * each
    concepts = Linear(model_file(CONCEPTS))
    by_ideas = concepts.scores([text.ideas for text in asked]).guilt
    return by_words + _CONCEPTS_SHARE * float(by_words.std() / by_ideas.std()) * by_ideas


def main(languages: Sequence[str]) -> None:
    """Train the given languages; or all, and the models of concepts first."""
    texts = {language: read_texts(language) for language in languages or languages_read()}
    if not languages:
        result = train_concepts([text for each in texts.values() for text in each])
        sys.stdout.write(f"{CONCEPTS}: {json.dumps(result)}\n")
    for language, each in texts.items():
        sys.stdout.write(f"{language}: {json.dumps(train(language, each))}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
