"""Samples: facts in, the expected message beside them. ``make samples`` writes the messages anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content import load_catalogue
from generator.maintain.samples import expected_file, sample_cases, sample_message

SAMPLES = Path(__file__).parents[2] / "samples"
CATALOGUE = load_catalogue()
CASES = [
    (SAMPLES / case.parent.name / case.name, language)
    for entry in CATALOGUE.entries.values()
    for case, language in sample_cases(entry, SAMPLES)
]


@pytest.mark.parametrize(
    ("case", "language"),
    [pytest.param(*case, id=f"{case[0].parent.name}/{case[0].stem}.{case[1]}") for case in CASES],
)
def test_sample(case: Path, language: str) -> None:
    """A sample's facts give exactly the message beside them."""
    assert sample_message(CATALOGUE, case, language, drafts=False) == expected_file(case, language).read_bytes()


@pytest.mark.parametrize("intent", sorted(CATALOGUE.entries))
def test_every_intent_has_a_sample_in_every_language(intent: str) -> None:
    """No intent is without a sample, and none of its languages."""
    shown = {language for case, language in CASES if case.parent.name == intent}
    assert shown == {*CATALOGUE.entry(intent).languages}


def test_no_stray_samples() -> None:
    """Every expected text belongs to facts that exist."""
    assert {*SAMPLES.glob("*/*.*.txt")} == {expected_file(case, language) for case, language in CASES}
