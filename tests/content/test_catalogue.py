"""The bundled content as a whole: audited, signed, and every fact shown in every language."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from generator.clauses import clauses, policy_version
from generator.content import load_catalogue, routes
from generator.maintain import audit, example_message
from generator.message import write_as
from generator.policy import check_whole, rulebook

CATALOGUE = load_catalogue()
WORDINGS = [(name, language) for name, entry in CATALOGUE.entries.items() for language in entry.languages]
TEN = {
    "custom_design", "delay_notice", "delivery_appointment", "invoice", "order_question",
    "partial_refund", "return_info", "review_request", "service_appointment", "unavailable_notice",
}  # fmt: skip
SHOWN_TYPES = {
    "order_id",
    "name",
    "names",
    "reference",
    "date",
    "date_or_window",
    "money",
    "phone",
    "pairs",
    "slots",
    "files",
}
WINDOW_FACTS = {"completed_on", "earliest_delivery", "latest_delivery"}


def test_ten_intents_in_three_languages() -> None:
    """All ten intents are there in English, German and Japanese."""
    assert {*CATALOGUE.entries} == TEN
    assert {*WORDINGS} >= set(itertools.product(TEN, ("en", "de", "ja")))


def test_audit_finds_nothing() -> None:
    """The audit of the bundled content is clean, signatures included."""
    assert [str(problem) for problem in audit(CATALOGUE).problems] == []


@pytest.mark.parametrize(("name", "language"), WORDINGS)
def test_signed_by_the_project(name: str, language: str) -> None:
    """Every bundled wording is on record under today's policy, signed by the project with a note of its readings."""
    wording = CATALOGUE.entry(name).wording(language)
    assert wording.signed
    assert wording.signature is not None
    assert (wording.signature.by, wording.signature.policy) == ("project", policy_version())
    assert wording.signature.note != ""


@pytest.mark.parametrize(("name", "language"), WORDINGS)
def test_every_fact_is_shown(name: str, language: str) -> None:
    """Every fact's value stands in the text in the form of the language."""
    entry = CATALOGUE.entry(name)
    message = example_message(CATALOGUE, entry, language)
    for fact_name, fact in entry.intent.facts.items():
        if fact.type not in SHOWN_TYPES or fact_name in WINDOW_FACTS:
            continue
        shown: Any = fact.kind.show(message.values[fact_name], message.locale.replace("-", "_"))
        for text in [shown] if isinstance(shown, str) else shown:
            assert text in message.text


@pytest.mark.parametrize(("name", "language"), WORDINGS)
def test_subject_holds_the_order_id(name: str, language: str) -> None:
    """The subject names the order and is one line."""
    message = example_message(CATALOGUE, CATALOGUE.entry(name), language)
    assert message.order_id in message.subject
    assert "\n" not in message.subject


@pytest.mark.parametrize(("name", "language"), WORDINGS)
def test_form_of_the_text(name: str, language: str) -> None:
    """No empty line runs, no trailing blanks, no braces, no mark of the template is left."""
    message = example_message(CATALOGUE, CATALOGUE.entry(name), language)
    for text in (message.text, message.subject):
        assert "\n\n\n" not in text
        assert all(line == line.strip() for line in text.split("\n"))
        assert not set("{}\ue000") & set(text)
        assert "None" not in text


@pytest.mark.parametrize(("name", "language"), WORDINGS)
def test_html_is_free_of_style(name: str, language: str) -> None:
    """The HTML comes from the same words and breaks no rule of pictures or looks by construction."""
    page = write_as(example_message(CATALOGUE, CATALOGUE.entry(name), language), "html").decode()
    assert f'lang="{language}"' in page
    for sign in ("style", "<img", "<a ", "<font", "align", "class="):
        assert sign not in page
    findings = {finding.rule for finding in check_whole(page, language=language, order_id=None, intent=name)}
    assert findings & {"style-override", "text-align", "font-sizes", "margin-width", "image-width"} == set()


def test_every_clause_is_kept() -> None:
    """Each clause of the policy has a rule, an intent that stands on it, or a check named here."""
    checked_elsewhere = {
        "G1.1": "--buyer-wrote-first", "A6": "off-platform", "A14": "completed_on is named in the refusal",
        "A15": "thank-you: PATIENCE", "A16": "standing-offer: THIS_CASE",
    }  # fmt: skip
    kept = {rule.clause for rule in rulebook().values()}
    kept |= {clause for entry in CATALOGUE.entries.values() for clause in entry.intent.clauses}
    assert {*clauses()} - kept - {*checked_elsewhere} == set()


def test_every_route_is_used() -> None:
    """No route stands without an intent."""
    assert {entry.intent.route for entry in CATALOGUE.entries.values()} == {*routes()}


def test_nothing_stray(tmp_path: Path) -> None:
    """The content folders hold nothing that belongs to no intent."""
    assert [problem.where for problem in CATALOGUE.stray_files(CATALOGUE.roots)] == []
