"""Dates, times, money and lists in the buyer's local form."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from generator.facts import FACT_TYPES, Slot, Window, locale_for
from generator.facts.locale import decimals
from generator.facts.money import Money

DAY = date(2026, 11, 28)
NBSP, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("language", "country", "locale"),
    [
        ("en", "GB", "en_GB"),
        ("en", "", "en"),
        ("en-GB", "DE", "en_GB"),
        ("de", "DE", "de_DE"),
        ("pt-BR", "BR", "pt_BR"),
        ("ja", "JP", "ja_JP"),
        ("ja", "DE", "ja"),
        ("en", "DE", "en_DE"),
        ("en-XX", "", "en"),
    ],
)
def test_locale(language, country, locale):
    """A language in a country gives that local form, and the language alone where there is none."""
    assert locale_for(language, country) == locale


@pytest.mark.parametrize(
    ("kind", "value", "locale", "shown"),
    [
        ("date", DAY, "en_GB", "28 November 2026"),
        ("date", DAY, "en_US", "November 28, 2026"),
        ("date", DAY, "de_DE", "28. November 2026"),
        ("date", DAY, "ja_JP", "2026年11月28日"),
        ("date_or_window", Window(DAY, DAY), "en_GB", "28 November 2026"),
        ("date_or_window", Window(DAY, date(2026, 12, 2)), "en_GB", "28 November – 2 December 2026"),
        ("date_or_window", Window(DAY, date(2026, 11, 30)), "en_GB", "28–30 November 2026"),
        ("date_or_window", Window(DAY, date(2026, 11, 30)), "de_DE", "28.–30. November 2026"),
        ("date_or_window", Window(DAY, date(2026, 12, 2)), "ja_JP", "2026年11月28日～12月2日"),
        ("slots", (Slot(DAY, time(9), time(12)),), "en_GB", ("28 November 2026, 09:00–12:00",)),
        (
            "slots",
            (Slot(DAY, time(9), time(12)),),
            "en_US",
            (f"November 28, 2026, 9:00{NARROW}AM–12:00{NARROW}PM",),
        ),
        ("slots", (Slot(DAY, time(9), time(12)),), "ja_JP", ("2026年11月28日 9:00～12:00",)),
        ("money", Money(Decimal("1210.5"), "EUR"), "en_GB", "€1,210.50"),
        ("money", Money(Decimal("1210.5"), "EUR"), "de_DE", f"1.210,50{NBSP}€"),
        ("money", Money(Decimal("1210"), "JPY"), "ja_JP", "￥1,210"),
        ("money", Money(Decimal("5"), "USD"), "en_US", "$5.00"),
        ("names", ("Mug",), "en_GB", "Mug"),
        ("names", ("Mug", "Towel", "Bowl"), "en_GB", "Mug, Towel and Bowl"),
        ("names", ("Mug", "Towel"), "de_DE", "Mug und Towel"),
        ("names", ("Mug", "Towel"), "ja_JP", "Mug、Towel"),
        ("pairs", (("Text", "ANNA"),), "en_GB", ("Text: ANNA",)),
        ("pairs", (("Text", "ANNA"),), "ja_JP", ("Text：ANNA",)),
        ("pairs", (("Text", "ANNA"),), "fr_FR", (f"Text{NBSP}: ANNA",)),
    ],
)
def test_shown(kind, value, locale, shown):
    """Every fact is shown to the buyer in the local form."""
    assert FACT_TYPES[kind].show(value, locale) == shown


@pytest.mark.parametrize(("currency", "places"), [("EUR", 2), ("JPY", 0), ("KWD", 3)])
def test_decimals(currency, places):
    """A currency has its own number of decimals."""
    assert decimals(currency) == places
