"""What a rule forbids may stand in a message where it is one of the order's facts; the rulebook says where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.content import load_catalogue
from generator.maintain import EXAMPLE_DAY
from generator.message import RefusedError, compose
from generator.policy import given_facts, rulebook

ROOT = Path(__file__).parents[2]
FACTS = yaml.safe_load((ROOT / "samples" / "delivery_appointment" / "wardrobe.yaml").read_text(encoding="utf-8"))


def written(insert: str, **facts: Any) -> Any:
    return compose(
        "delivery_appointment", {**FACTS, "insert": insert, **facts}, language="en", today=EXAMPLE_DAY, strict=False
    )


@pytest.mark.parametrize("number", ["+49 228 4333112", "0228 4333112", "0228/4333112"])
def test_the_carriers_number_may_be_told(number: str) -> None:
    message = written(f"The carrier Nordfracht rings before it comes; its number is {number}.")
    assert number in message.text


def test_another_number_may_not() -> None:
    with pytest.raises(RefusedError) as refused:
        written("Please ring us at 0228 4333999 about the stairs.")
    assert "phone-number" in {finding.rule for finding in refused.value.findings}


def test_without_the_fact_no_number_may() -> None:
    with pytest.raises(RefusedError) as refused:
        written("Please ring us at 0228 4333112 about the stairs.", carrier_phone=None)
    assert "phone-number" in {finding.rule for finding in refused.value.findings}


def test_every_given_fact_exists() -> None:
    """A rule that lets a fact stand names an intent and a fact that there are."""
    entries = load_catalogue().entries
    for rule in rulebook().values():
        for intent in rule.given_in:
            assert {*given_facts(intent)} <= {*entries[intent].intent.facts}
