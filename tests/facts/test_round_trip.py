"""What every fact type holds: a value written plainly reads back as itself."""

from __future__ import annotations

import string
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Problem
from generator.facts import FACT_TYPES, FactFault, ParseContext, Slot, Window
from generator.facts.money import Money

OPTIONS = ("carrier", "weather", "address_check")
CONTEXT = ParseContext(date(2026, 11, 23), options=OPTIONS)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MINUTES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
LINES = (
    st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" \u200d"), min_size=1, max_size=200)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text.strip("\u200d "))
)
CODES = st.text(string.ascii_letters + string.digits + "._/#-", max_size=39)


def money(places: int, currency: str) -> st.SearchStrategy[Money]:
    return st.integers(1, 10**8).map(lambda number: Money(Decimal(number).scaleb(-places), currency))


def slot(day: date, one: time, two: time) -> Slot:
    return Slot(day, min(one, two), max(one, two))


VALUES: dict[str, st.SearchStrategy] = {
    "order_id": st.from_regex(r"[0-9]{3}-[0-9]{7}-[0-9]{7}", fullmatch=True),
    "reference": CODES.map(lambda code: f"A{code}"),
    "name": LINES,
    "names": st.lists(LINES, min_size=1, max_size=20).map(tuple),
    "pairs": st.lists(st.tuples(LINES, LINES), min_size=1, max_size=12).map(tuple),
    "date": DAYS,
    "date_or_window": st.tuples(DAYS, DAYS).map(lambda days: Window(min(days), max(days))),
    "slots": st.lists(
        st.tuples(DAYS, MINUTES, MINUTES).filter(lambda parts: parts[1] != parts[2]).map(lambda parts: slot(*parts)),
        min_size=1,
        max_size=10,
        unique=True,
    ).map(tuple),
    "money": st.one_of(money(2, "EUR"), money(0, "JPY"), money(3, "KWD"), money(2, "USD")),
    "choice": st.sampled_from(OPTIONS),
    "choices": st.sets(st.sampled_from(OPTIONS), min_size=1).map(
        lambda chosen: tuple(option for option in OPTIONS if option in chosen)
    ),
    "confirmation": st.just(True),
    "phone": st.from_regex(r"\+49228[1-9][0-9]{5,6}", fullmatch=True).map(
        lambda text: FACT_TYPES["phone"].parse(text, CONTEXT)
    ),
}


def test_every_type_has_values():
    """No fact type is left out of the property; files are tried below, since they must exist."""
    assert {*VALUES, "files"} == {*FACT_TYPES}


@pytest.mark.parametrize("kind", sorted(VALUES))
@settings(deadline=None, derandomize=True)
@given(data=st.data())
def test_round_trip(kind, data):
    """A value written as JSON can hold it reads back as the same value."""
    value = data.draw(VALUES[kind])
    assert FACT_TYPES[kind].parse(FACT_TYPES[kind].plain(value), CONTEXT) == value


@pytest.mark.parametrize("folder", ["", "inner"])
def test_files_round_trip(tmp_path, monkeypatch, folder):
    """Files read back as themselves, also where names start in a folder below the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("inner").mkdir()
    (tmp_path / folder / "a; b.pdf").write_bytes(b"%PDF-1.4\n")
    context = ParseContext(date(2026, 11, 23), folder=Path(folder))
    kind = FACT_TYPES["files"]
    value = kind.parse(["a; b.pdf"], context)
    assert kind.parse(kind.plain(value), context) == value


def refusal(kind: str, raw: object) -> Problem | None:
    """Give the problem for which a raw value is refused, if it is; any other error comes through."""
    try:
        FACT_TYPES[kind].parse(raw, CONTEXT)
    except FactFault as fault:
        return fault.problem(kind)
    return None


@pytest.mark.parametrize("kind", sorted(FACT_TYPES))
@settings(deadline=None, derandomize=True)
@given(raw=st.one_of(st.text(), st.none(), st.lists(st.text()), st.dictionaries(st.text(), st.text())))
def test_anything_is_read_or_refused(kind, raw):
    """Whatever is handed in is read, or refused in words of both languages."""
    problem = refusal(kind, raw)
    assert problem is None or (problem.what("en") != "" and problem.what("zh") != "")


@pytest.mark.parametrize("kind", sorted(FACT_TYPES))
@pytest.mark.parametrize("raw", ["9" * 20_000, "x" * 20_000, "9" * 20_000 + " EUR", "1-" * 10_000])
def test_refusals_stay_short(kind, raw):
    """A refusal never repeats a whole wall of text."""
    problem = refusal(kind, raw)
    assert problem is None or len(problem.what()) < 1000
