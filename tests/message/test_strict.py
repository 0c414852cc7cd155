"""Free text that is neither clearly permitted nor clearly forbidden: refused strictly, told otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.maintain import EXAMPLE_DAY
from generator.maintain.corpus import read_corpus
from generator.message import RefusedError, compose
from generator.policy import UNRECOGNISED, check_insert

ROOT = Path(__file__).parents[2]
FACTS = yaml.safe_load((ROOT / "samples" / "delay_notice" / "carrier.yaml").read_text(encoding="utf-8"))


def doubted() -> str:
    """Find a short text of the corpus that is doubted and nothing else."""
    for sample in read_corpus(ROOT / "tests" / "policy" / "corpus" / "en.jsonl"):
        if len(sample.text) > 120 or sum(sample.text.count(mark) for mark in ".!?") > 1:
            continue
        findings = check_insert(sample.text, language="en", intent="delay_notice")
        if UNRECOGNISED in {finding.rule for finding in findings} and {finding.severity for finding in findings} == {
            "warn"
        }:
            return sample.text
    pytest.fail("no text was doubted")


def test_strict_refuses_and_lenient_tells() -> None:
    facts = {**FACTS, "insert": doubted()}
    with pytest.raises(RefusedError) as refused:
        compose("delay_notice", facts, language="en", today=EXAMPLE_DAY)
    assert [problem.code for problem in refused.value.problems] == ["N005"]
    message = compose("delay_notice", facts, language="en", today=EXAMPLE_DAY, strict=False)
    assert facts["insert"] in message.text
    assert UNRECOGNISED in {finding.rule for finding in message.findings}
    assert {finding.severity for finding in message.findings} == {"warn"}
