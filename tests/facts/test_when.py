"""Days, windows of days, and slots of hours."""

from __future__ import annotations

from datetime import date, time

import pytest

from generator.facts import Slot, Window

DAY = date(2026, 11, 28)
LAST = date(2026, 12, 2)
MORNING = Slot(DAY, time(9), time(12))


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11-28",
        " 2026/11/28 ",
        "2026.11.28",
        "28.11.2026",
        "28/11/2026",
        "11/28/2026",
        "28-11-2026",
        "28 November 2026",
        "28. Nov. 2026",
        "November 28, 2026",
        "nov 28 2026",
        "２０２６年１１月２８日",
        "2026年11月28日",
        "2026年11月28号",
        "2026-11-28T10:00:00Z",
        "2026-11-28T10:00:00+09:00",
    ],
)
def test_date(parse, raw):
    """A date is read in every form that can only mean one day."""
    assert parse("date", raw) == DAY


def test_same_figures_are_not_ambiguous(parse):
    """A date whose day and month are equal can only be read one way."""
    assert parse("date", "11/11/2026") == date(2026, 11, 11)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "F002"),
        (None, "F002"),
        ("tomorrow", "F020"),
        ("28 November", "F020"),
        ("28.11.26", "F020"),
        ("28 Brumaire 2026", "F020"),
        ("2026-11-28 and a review", "F020"),
        ("20261128", "F020"),
        ("2026-02-30", "F021"),
        ("2027-02-29", "F021"),
        ("2026-13-01", "F021"),
        ("2026-00-10", "F021"),
        ("31.11.2026", "F021"),
        ("13/14/2026", "F021"),
        ("31 November 2026", "F021"),
        ("11/12/2026", "F022"),
        ("01-02-2026", "F022"),
        ("1.2.2026", "F022"),
        ("1999-12-31", "F023"),
        ("2101-01-01", "F023"),
        (["2026-11-28"], "F003"),
        ("2026-11-\x0028", "F004"),
    ],
)
def test_date_refused(fault, raw, code):
    """A date that is none, does not exist, could mean two days or lies far off is refused."""
    assert fault("date", raw) == code


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2026-11-28", Window(DAY, DAY)),
        ("2026-11-28..2026-12-02", Window(DAY, LAST)),
        ("2026-11-28 - 2026-12-02", Window(DAY, LAST)),
        ("2026-11-28–2026-12-02", Window(DAY, LAST)),
        ("28.11.2026 bis 02.12.2026", "F022"),
        ("28 Nov 2026 to 2 Dec 2026", Window(DAY, LAST)),
        ("2026年11月28日至2026年12月2日", Window(DAY, LAST)),
        ("2026年11月28日～2026年12月2日", Window(DAY, LAST)),
        (["2026-11-28", "2026-12-02"], Window(DAY, LAST)),
        ("2026-11-28..2026-11-28", Window(DAY, DAY)),
        ("2026-12-02..2026-11-28", "F024"),
        ("2026-11-28..", "F002"),
        ("..2026-11-28", "F002"),
        ("", "F002"),
        ("2026-11-28..2026-02-30", "F021"),
        ("2026-11-28..soon", "F020"),
        (["2026-11-28"], "F003"),
        (["2026-11-28", "2026-11-29", "2026-11-30"], "F003"),
        ({"first": "2026-11-28"}, "F003"),
    ],
)
def test_window(parse, fault, raw, value):
    """A window is one day or two with a sign between them, the earlier first."""
    if isinstance(value, str):
        assert fault("date_or_window", raw) == value
    else:
        assert parse("date_or_window", raw) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2026-11-28 09:00-12:00", (MORNING,)),
        ("2026-11-28, 9:00 – 12:00", (MORNING,)),
        ("28 November 2026 09:00 to 12:00", (MORNING,)),
        ("2026年11月28日 ０９：００～１２：００", (MORNING,)),
        (
            "2026-11-28 09:00-12:00; 2026-12-02 14:00-18:30",
            (MORNING, Slot(LAST, time(14), time(18, 30))),
        ),
        (["2026-11-28 09:00-12:00", "2026-11-28 09:00-12:00"], (MORNING,)),
    ],
)
def test_slots(parse, raw, value):
    """A slot is a day with hours; several come as a list or with ; between them, each once."""
    assert parse("slots", raw) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "F002"),
        ([], "F002"),
        ("2026-11-28", "F025"),
        ("2026-11-28 morning", "F025"),
        ("2026-11-28 9-12", "F025"),
        ("2026-11-28 09:00-12:00 or so", "F025"),
        ("2026-11-28 09:00-12:00 13:00-14:00", "F025"),
        ("2026-11-28 24:00-25:00", "F026"),
        ("2026-11-28 09:60-12:00", "F026"),
        ("2026-11-28 12:00-09:00", "F027"),
        ("2026-11-28 09:00-09:00", "F027"),
        ("2026-02-30 09:00-12:00", "F021"),
        ("11/12/2026 09:00-12:00", "F022"),
        ("09:00-12:00", "F002"),
        ([{"day": "2026-11-28"}], "F003"),
        ([f"2026-11-{day} 09:00-12:00" for day in range(10, 21)], "F017"),
    ],
)
def test_slots_refused(fault, raw, code):
    """A slot needs a day and hours that exist and follow each other, and there are at most ten."""
    assert fault("slots", raw) == code


@pytest.mark.parametrize(
    ("kind", "raw", "en", "zh"),
    [
        (
            "date",
            "11/12/2026",
            ["'11/12/2026' can be read as 2026-12-11 or as 2026-11-12", "write the one that you mean"],
            ["“11/12/2026”可理解为 2026-12-11 或 2026-11-12", "请写明其中一个"],
        ),
        (
            "date",
            "2026-02-30",
            ["the day '2026-02-30' does not exist", "write it as 2026-11-28"],
            ["日期“2026-02-30”不存在", "请写成 2026-11-28"],
        ),
        (
            "date",
            "1999-12-31",
            ["the year of '1999-12-31' is not between 2000 and 2100", ""],
            ["“1999-12-31”的年份不在 2000 至 2100 之间", ""],
        ),
        (
            "date_or_window",
            "2026-12-02..2026-11-28",
            ["the window ends on 2026-11-28, before it begins on 2026-12-02", ""],
            ["时段结束于 2026-11-28，早于开始 2026-12-02", ""],
        ),
        (
            "slots",
            "2026-11-28 12:00-09:00",
            ["'12:00-09:00' ends before it begins", ""],
            ["“12:00-09:00”结束早于开始", ""],
        ),
    ],
)
def test_text(told, kind, raw, en, zh):
    """The refusal names both readings, the missing day, or the wrong order, in both languages."""
    assert told(kind, raw) == en
    assert told(kind, raw, "zh") == zh
