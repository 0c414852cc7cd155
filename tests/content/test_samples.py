"""Samples: facts in, the expected message beside them. ``UPDATE_SAMPLES=1`` writes the messages anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.content import load_catalogue
from generator.maintain import EXAMPLE_DAY, home_marketplace
from generator.message import Message, compose, read_fact_file, write_as

SAMPLES = Path(__file__).parents[2] / "samples"
UPDATE = os.environ.get("UPDATE_SAMPLES") == "1"
CATALOGUE = load_catalogue()
LANGUAGES = sorted({language for entry in CATALOGUE.entries.values() for language in entry.languages})


def languages_of(case: Path) -> list[str]:
    """Give the languages of a case: the one in its name, for a case with an insert, or all."""
    own = case.stem.rpartition("_")[2]
    return [own] if own in LANGUAGES else [*CATALOGUE.entry(case.parent.name).languages]


def cases() -> list[tuple[Path, str]]:
    return [(case, language) for case in sorted(SAMPLES.glob("*/*.yaml")) for language in languages_of(case)]


def write(case: Path, language: str) -> Message:
    return compose(
        case.parent.name,
        read_fact_file(str(case)),
        language=language,
        today=EXAMPLE_DAY,
        marketplace=home_marketplace(language),
        drafts=UPDATE,
        catalogue=CATALOGUE,
        folder=case.parent,
    )


@pytest.mark.parametrize(
    ("case", "language"),
    [pytest.param(*case, id=f"{case[0].parent.name}/{case[0].stem}.{case[1]}") for case in cases()],
)
def test_sample(case: Path, language: str) -> None:
    """A sample's facts give exactly the message beside them."""
    expected = case.with_name(f"{case.stem}.{language}.txt")
    found = write_as(write(case, language), "text")
    if UPDATE:
        expected.write_bytes(found)
    assert found == expected.read_bytes()


@pytest.mark.parametrize("intent", sorted(CATALOGUE.entries))
def test_every_intent_has_a_sample_in_every_language(intent: str) -> None:
    """No intent is without a sample, and none of its languages."""
    shown = {language for case in (SAMPLES / intent).glob("*.yaml") for language in languages_of(case)}
    assert shown == {*CATALOGUE.entry(intent).languages}


def test_no_stray_samples() -> None:
    """Every expected text belongs to facts that exist."""
    wanted = {case.with_name(f"{case.stem}.{language}.txt") for case, language in cases()}
    assert {*SAMPLES.glob("*/*.txt")} == wanted
