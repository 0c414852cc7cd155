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
    if country and "_" not in base:
        try:
            return str(Locale.parse(f"{base}_{country}"))
        except UnknownLocaleError:
            pass
    return str(Locale.parse(base))


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
    """Show a span of days, ``28 November – 2 December 2026``."""
    from babel.dates import format_interval

    return format_interval(first, last, "yMMMMd", fuzzy=True, locale=locale)


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
    """Tell whether a code is a currency that CLDR knows."""
    from babel.numbers import is_currency as known

    return known(code)


@lru_cache(64)
def decimals(currency: str) -> int:
    """Give the number of decimals that a currency has: 2 for EUR, 0 for JPY."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)
