"""Whatever facts their types accept make a message that is whole and holds them; nothing typed is ever evaluated."""

from __future__ import annotations

import datetime as dt
import string
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content import load_catalogue
from generator.maintain import EXAMPLE_DAY, home_marketplace
from generator.message import RefusedError, compose

CATALOGUE = load_catalogue()
LETTERS = string.ascii_letters + "äöüßéñçøåńśżğı" + "日本語カタカナひらがな漢字"
NAMES = st.lists(st.text(LETTERS, min_size=2, max_size=9), min_size=1, max_size=4).map(" ".join)
DAYS = st.integers(1, 60).map(lambda days: EXAMPLE_DAY + dt.timedelta(days=days))
PAST = st.integers(0, 20).map(lambda days: EXAMPLE_DAY - dt.timedelta(days=days))
ORDER_IDS = st.tuples(st.integers(0, 999), st.integers(0, 9999999), st.integers(0, 9999999)).map(
    lambda parts: f"{parts[0]:03}-{parts[1]:07}-{parts[2]:07}"
)
MONEY = st.tuples(st.integers(1, 99999), st.integers(0, 99), st.sampled_from(["EUR", "GBP", "USD", "PLN"])).map(
    lambda parts: f"{parts[0]}.{parts[1]:02} {parts[2]}"
)
SLOTS = st.lists(DAYS, min_size=1, max_size=3, unique=True).map(lambda days: [f"{day} 09:00-12:00" for day in days])


def values(name: str, fact: Any) -> st.SearchStrategy[Any] | None:
    """Give a strategy for one fact; none for those that need files."""
    by_type = {
        "order_id": ORDER_IDS, "name": NAMES, "names": NAMES, "reference": st.text(string.ascii_uppercase, min_size=1, max_size=12),
        "date": PAST.map(str) if fact.until == "today" else DAYS.map(str), "money": MONEY, "slots": SLOTS,
        "choice": st.sampled_from([*fact.options] or [""]), "confirmation": st.just("yes"), "phone": st.just("+49 228 4333112"),
        "choices": st.lists(st.sampled_from([*fact.options] or [""]), min_size=1, unique=True),
        "pairs": st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=3).map(lambda pairs: [{a: b} for a, b in pairs]),
    }  # fmt: skip
    if name == "promised_date":
        return PAST.map(str)
    if fact.type == "date_or_window":
        return DAYS.map(lambda day: f"{day}..{day + dt.timedelta(days=2)}")
    return by_type.get(fact.type)


@st.composite
def orders(draw: st.DrawFn, intent: str) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, fact in CATALOGUE.entry(intent).intent.facts.items():
        strategy = values(name, fact)
        if strategy is not None and (fact.required or draw(st.booleans())):
            facts[name] = draw(strategy)
    return facts


SILENT = {"choice", "choices", "confirmation", "files"}
WRITABLE = [name for name in CATALOGUE.entries if name != "invoice"]


@pytest.mark.parametrize("intent", WRITABLE)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data(), language=st.sampled_from(["en", "de", "ja"]))
def test_accepted_facts_make_a_whole_message(intent: str, data: st.DataObject, language: str) -> None:
    """Every required fact stands in the text, and nothing of the template is left; what is refused is refused in words."""
    facts = data.draw(orders(intent))
    try:
        message = compose(
            intent,
            facts,
            language=language,
            today=EXAMPLE_DAY,
            marketplace=home_marketplace(language),
            catalogue=CATALOGUE,
        )
    except RefusedError as error:
        assert all(problem.what("zh") and problem.what("en") for problem in error.problems)
        assert error.problems or error.findings
        return
    declared = CATALOGUE.entry(intent).intent
    hidden = {declared.contact.closes.after, declared.contact.opens.after if declared.contact.opens else ""}
    for name, value in message.values.items():
        fact = declared.facts[name]
        if fact.type in SILENT or name in hidden:
            continue
        shown = fact.kind.show(value, message.locale.replace("-", "_"))
        for text in [shown] if isinstance(shown, str) else shown:
            assert text in message.text
    assert "\n\n\n" not in message.text
    assert not {"{", "}", "\ue000"} & set(message.text)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["product", "shop_name", "buyer_name"]),
    code=st.sampled_from(["{{ 7*7 }}", "{% for x in y %}", "{# a #}", "{{ order_id.__class__ }}", "${7*7}"]),
    around=st.text(LETTERS, min_size=2, max_size=10),
)
def test_template_code_is_never_run(name: str, code: str, around: str) -> None:
    """Template code in a fact is refused as a placeholder, and shown as it was typed."""
    facts = {
        "order_id": "302-1234567-7654321", "product": "Mug", "promised_date": "2026-11-24",
        "new_date": "2026-11-28", "reason": "weather", "shop_name": "Northlight", name: f"{around} {code}",
    }  # fmt: skip
    with pytest.raises(RefusedError) as caught:
        compose("delay_notice", facts, language="en", today=EXAMPLE_DAY, catalogue=CATALOGUE)
    found = [finding for finding in caught.value.findings if finding.rule == "unfilled"]
    assert found
    assert all(finding.where == name for finding in found)
    assert all(finding.text in f"{around} {code}" for finding in found)
