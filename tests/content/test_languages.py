"""Every wording in every language: facts in their local form, glosses line by line, habits of writing, nearest language."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.content import load_catalogue
from generator.errors import UsageError
from generator.facts import FACT_TYPES, Slot, Window, find_marketplace, locale_for
from generator.facts.money import Money
from generator.maintain.audit import _WordingAudit
from generator.maintain.examples import EXAMPLE_DAY, example_facts
from generator.message import Message, RefusedError, compose, gloss
from generator.message.compose import choose_language

CATALOGUE = load_catalogue()
FORMS: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "local_forms.yaml")
    .read_text(encoding="utf-8")
    .translate(str.maketrans("␣‸⟨⟩", "\u00a0\u202f\u2068\u2069"))
)
WORDINGS = [(intent, language) for intent, entry in CATALOGUE.entries.items() for language in entry.languages]
MARKETS = {
    "ar": "EG", "de": "DE", "en": "UK", "en-US": "US", "es": "ES", "fr": "FR", "it": "IT", "ja": "JP", "nl": "NL",
    "pl": "PL", "pt": "BR", "sv": "SE", "tr": "TR", "zh": "", "zh-TW": "",
}  # fmt: skip
SHOWN = {"order_id", "name", "names", "reference", "date", "date_or_window", "money", "slots", "pairs", "files"}
UNTOLD = {"not_shipped", "adjustment_confirmed", "earliest_delivery", "latest_delivery"}
"""Facts that only decide whether one may write."""
DAY = date(2026, 11, 24)
VALUES: dict[str, tuple[str, Any]] = {
    "first": ("date", date(2026, 12, 1)),
    "window": ("date_or_window", Window(date(2026, 11, 28), date(2026, 12, 2))),
    "days": ("date_or_window", Window(DAY, date(2026, 11, 26))),
    "money": ("money", Money(Decimal("1210.5"), "EUR")),
    "slot": ("slots", (Slot(date(2026, 11, 30), time(9), time(14)),)),
    "names": ("names", ("Mug", "Bowl", "Cup")),
    "pair": ("pairs", (("Text", "ANNA"),)),
}


def forms_of(language: str) -> dict[str, str]:
    """Give the forms that readers of a language expect where it is mostly spoken."""
    return FORMS[locale_for({"zh": "zh-Hans-CN", "pt": "pt-BR"}.get(language, language), MARKETS[language])]


def cases(intent: str, language: str) -> list[Message]:
    """Compose an intent in all its cases: each choice, with and without optional facts, one thing and several."""
    entry = CATALOGUE.entry(intent)
    audit = _WordingAudit(CATALOGUE, entry, entry.wording(language))
    messages = []
    for _, changes in audit._cases():
        try:
            messages.append(audit._compose(language, changes))
        except RefusedError:
            continue
    assert len(messages) > 3
    return messages


@pytest.mark.parametrize("locale", FORMS)
@pytest.mark.parametrize("name", VALUES)
def test_local_form(locale: str, name: str) -> None:
    """A value is shown as its readers write it, by a table written by hand."""
    kind, value = VALUES[name]
    shown = FACT_TYPES[kind].show(value, locale)
    assert (shown if isinstance(shown, str) else shown[0]) == FORMS[locale][name]


def expected_of(kind: str, raw: str, forms: dict[str, str]) -> list[str]:
    """Give the pieces by which a reader knows an example's value."""
    if kind == "money":
        return [forms["price"].format(*raw.split()[0].split("."))]
    if kind == "date":
        return [forms["november"].format(int(raw[-2:]))]
    if kind == "date_or_window" and ".." in raw:
        return [forms["window"]]
    if kind == "date_or_window":
        return [forms["november"].format(int(raw[-2:]))]
    if kind == "slots":
        days = [forms["november"].format(int(slot.strip()[8:10])) for slot in raw.split(";")]
        return [*days, forms["morning"], forms["afternoon"]]
    if kind == "pairs":
        return [part.strip() for pair in raw.split(";") for part in pair.split(":")]
    return [raw]


@pytest.mark.parametrize(("intent", "language"), WORDINGS)
def test_every_required_fact_is_told_in_its_local_form(intent: str, language: str, tmp_path: Path) -> None:
    """Read back from the message alone, each value is there as the buyer writes it."""
    entry = CATALOGUE.entry(intent)
    facts = example_facts(entry, tmp_path)
    market = MARKETS[language]
    tag = {"zh": "zh-Hans-CN", "zh-TW": "zh-TW"}.get(language, language)
    message = compose(intent, facts, language=tag, today=EXAMPLE_DAY, marketplace=market or None, folder=tmp_path)
    assert message.language == language
    text = f"{message.subject}\n{message.text}"
    told = 0
    for name, fact in entry.intent.facts.items():
        if (
            name in facts
            and name not in UNTOLD
            and (fact.required or name in ("total", "amount_change"))
            and fact.type in SHOWN
        ):
            for piece in expected_of(fact.type, str(facts[name]), forms_of(language)):
                assert piece in text, name
                told += 1
    assert told >= 2


@pytest.mark.parametrize(("intent", "language"), WORDINGS)
def test_every_choice_has_words_of_its_own(intent: str, language: str, tmp_path: Path) -> None:
    """No two choices of a fact are told in the same words."""
    for name, fact in CATALOGUE.entry(intent).intent.facts.items():
        if fact.type not in ("choice", "choices") or name in UNTOLD:
            continue
        texts = [message.text for message in cases(intent, language) if message.facts.get(name) not in (None, "", [])]
        assert len(set(texts)) >= len(fact.options), name


@pytest.mark.parametrize("meaning", ["en", "zh"])
@pytest.mark.parametrize(("intent", "language"), WORDINGS)
def test_gloss_line_by_line(intent: str, language: str, meaning: str) -> None:
    """In every case each sentence has its meaning, and the facts of a line stand in the line that explains it."""
    entry = CATALOGUE.entry(intent)
    for message in cases(intent, language):
        lines = gloss(message, entry, meaning)
        assert [line.text for line in lines if not line.meaning] == [
            line.text for line in lines if message.insert and line.text == message.insert
        ]
        for line in lines:
            if line.meaning:
                assert set(re.findall(r"\d{3}-\d{7}-\d{7}|[\w-]+\.pdf|INV-[\d-]+", line.text)) == set(
                    re.findall(r"\d{3}-\d{7}-\d{7}|[\w-]+\.pdf|INV-[\d-]+", line.meaning)
                )


@pytest.mark.parametrize("intent", CATALOGUE.entries)
def test_arabic_holds_latin_together(intent: str) -> None:
    """Each name, id and file that runs from left to right is isolated, and every isolate is closed."""
    for message in cases(intent, "ar"):
        for line in (message.subject, *message.text.split("\n")):
            if message.insert and message.insert in line:
                continue
            assert line.count("\u2068") == line.count("\u2069"), line
            assert not re.search(r"[A-Za-z]|\d-\d", re.sub("\u2068[^\u2069]*\u2069", "", line)), line


@pytest.mark.parametrize(("intent", "language"), WORDINGS)
def test_signs_as_the_language_writes_them(intent: str, language: str) -> None:
    """French keeps its signs from breaking off, Chinese and Japanese have full-width signs, and no blank is doubled."""
    for message in cases(intent, language):
        text = "\n".join(line for line in message.text.split("\n") if line != message.insert)
        assert "  " not in text
        assert not re.search(r" [,.]|[^\S\n]\n", text)
        if language == "fr":
            assert not re.search(r"(?<![\u00a0\u202f])[;:!?»](?!\d)", text)
        if language in ("ja", "zh", "zh-TW"):
            assert not re.search(r"[\u3040-\u9fff][,.;:?!]|[,;:?!](?=[\u3040-\u9fff])", text)


@pytest.mark.parametrize(
    ("tag", "used"),
    [
        ("en-IN", "en"), ("en_AU", "en"), ("EN-us", "en-US"), ("es-MX", "es"), ("es_US", "es"), ("fr-CA", "fr"),
        ("fr-BE", "fr"), ("nl-BE", "nl"), ("de-AT", "de"), ("pt-PT", "pt"), ("pt-BR", "pt"), ("ar-SA", "ar"),
        ("ar-EG", "ar"), ("zh-CN", "zh"), ("zh-Hans", "zh"), ("zh-SG", "zh"), ("zh-TW", "zh-TW"), ("zh-Hant", "zh-TW"),
        ("zh-HK", "zh-TW"), ("cmn-Hans-CN", "zh"), ("ja-JP", "ja"), ("sv-FI", "sv"), ("tr-CY", "tr"), ("pl-PL", "pl"),
    ],
)  # fmt: skip
def test_nearest_language(tag: str, used: str) -> None:
    """A tag without a wording of its own is served by the nearest, by CLDR."""
    assert choose_language(tag, CATALOGUE.entry("order_question"), None) == used


@pytest.mark.parametrize("tag", ["ko", "hi-IN", "ru", "ca", "cy", "da-DK", "qq", "not a tag"])
def test_no_language_near(tag: str) -> None:
    """Where a reader need not understand any wording, none is chosen, and the error lists what there is."""
    with pytest.raises(UsageError) as caught:
        choose_language(tag, CATALOGUE.entry("delay_notice"), None)
    assert caught.value.problems[0].code == "U003"
    assert "ar, de, en, es, fr, it, ja, nl, pl, pt, sv, tr, zh, zh-TW" in caught.value.problems[0].what()


@pytest.mark.parametrize(("market", "used"), [("US", "en-US"), ("UK", "en"), ("MX", "es"), ("BR", "pt"), ("EG", "ar")])
def test_language_of_a_marketplace(market: str, used: str) -> None:
    """Without a tag the marketplace's own language is used, in its country's wording where there is one."""
    assert choose_language(None, CATALOGUE.entry("order_question"), find_marketplace(market)) == used
