"""Dates, times, money and lists in the buyer's local form, by CLDR through Babel.

Results are kept: a batch shows the same few dates and amounts over and over, and formatting them anew costs more than
rendering the message around them.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from functools import lru_cache

__all__ = [
    "decimals",
    "is_currency",
    "join_list",
    "language_name",
    "locale_for",
    "show_date",
    "show_money",
    "show_time",
    "show_window",
]

_KEEP = 4096


@lru_cache(_KEEP)
def locale_for(language: str, country: str = "") -> str:
    """Choose the CLDR locale for a language in a country, the language alone where CLDR has no such pair."""
    from babel import Locale, UnknownLocaleError

    base = language.replace("-", "_")
    wishes = [f"{base}_{country}"] if country and "_" not in base else []
    for wish in (*wishes, base):
        try:
            return str(Locale.parse(wish))
        except UnknownLocaleError:
            continue
    return str(Locale.parse(base.partition("_")[0]))


def language_name(tag: str, ui: str) -> str:
    """Name a language in another one, as CLDR does: ``de`` is "German" in English."""
    from babel import Locale

    return Locale.parse(tag.replace("-", "_")).get_display_name(ui) or tag


@lru_cache(_KEEP)
def show_date(value: date, locale: str) -> str:
    """Show a day in the long form, ``28 November 2026``."""
    from babel.dates import format_date

    return format_date(value, "long", locale)


@lru_cache(_KEEP)
def show_window(first: date, last: date, locale: str) -> str:
    """Show a span of days in CLDR's form for spans with the months in full, ``28 November – 2 December 2026``."""
    from babel import Locale
    from babel.dates import format_date

    spans = Locale.parse(locale).interval_formats["yMMMd"]
    field = next(name for name, part in zip("yMd", (0, 1, 2), strict=True) if _parts(first)[part] != _parts(last)[part])
    patterns = spans.get(field) or spans["y"]
    return "".join(
        format_date(day, pattern.replace("MMMM", "MMM").replace("MMM", "MMMM"), locale)
        for day, pattern in zip((first, last), patterns, strict=True)
    ).replace("\u2009", " ")


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


@lru_cache(_KEEP)
def show_time(value: time, locale: str) -> str:
    """Show a time of day in the short form."""
    from babel.dates import format_time

    return format_time(value, "short", locale=locale)


@lru_cache(_KEEP)
def show_money(amount: Decimal, currency: str, locale: str) -> str:
    """Show an amount with the currency's own number of decimals."""
    from babel.numbers import format_currency

    return format_currency(amount, currency, locale=locale)


def join_list(parts: tuple[str, ...], locale: str) -> str:
    """Join names as a list in a sentence, ``a, b and c``."""
    if len(parts) == 1:
        return parts[0]
    from babel.lists import format_list

    return format_list(parts, "standard", locale)


@lru_cache(64)
def is_currency(code: str) -> bool:
    """Tell whether a code is money that some country pays with today, by CLDR."""
    return code in _tender()


@lru_cache(1)
def _tender() -> frozenset[str]:
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    return frozenset(
        code for territory in get_global("territory_currencies") for code in get_territory_currencies(territory)
    )


@lru_cache(64)
def decimals(currency: str) -> int:
    """Give the number of decimals that a currency has: 2 for EUR, 0 for JPY."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)
