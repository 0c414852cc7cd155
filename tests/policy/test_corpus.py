"""The corpus: whole, fairly mixed, and judged no worse than before."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from generator.maintain import evaluate
from generator.maintain.corpus import read_corpus
from generator.policy import rulebook
from generator.policy.lexicon import languages_read

HERE = Path(__file__).parent
FLOORS = yaml.safe_load((HERE / "corpus" / "floors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", languages_read())
def test_corpus_is_whole(language: str) -> None:
    """Ids are unique, labels are rules, and about half the inserts are innocent."""
    samples = [*read_corpus(HERE / "corpus" / f"{language}.jsonl")]
    assert len({sample.id for sample in samples}) == len(samples)
    assert {label for sample in samples for label in sample.labels} <= {*rulebook()}
    assert all(bool(sample.labels) == (sample.kind in ("plain", "paraphrase", "disguise")) for sample in samples)
    innocent = sum(sample.drawn and not sample.labels for sample in samples)
    assert 0.4 < innocent / sum(sample.drawn for sample in samples) < 0.6
    batches = Counter(sample.batch for sample in samples if sample.sealed)
    assert not batches.keys() & {sample.batch for sample in samples if not sample.sealed}


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_sealed_figures_do_not_fall(language: str) -> None:
    """On texts never learnt from, each figure stays on its side of the floor that was reached before."""
    samples = [sample for sample in read_corpus(HERE / "corpus" / f"{language}.jsonl") if sample.sealed]
    report = evaluate(language, samples)
    reached = {
        kind: 100 * report.kinds[kind].blocked / max(report.kinds[kind].texts, 1)
        for kind in ("plain", "paraphrase", "disguise")
    }
    floor = FLOORS[language]
    assert all(reached[kind] >= floor[kind] for kind in reached), reached
    assert 100 * report.innocent.blocked / report.innocent.texts <= floor["innocent"]
