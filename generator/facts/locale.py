"""Dates, times, money and lists in the buyer's local form, by CLDR through Babel.

Results are kept: a batch shows the same few dates and amounts over and over, and formatting them anew costs more than
rendering the message around them.
"""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

import msgspec

__all__ = [
    "decimals",
    "is_currency",
    "is_right_to_left",
    "isolated",
    "join_list",
    "language_name",
    "locale_for",
    "nearest_language",
    "plural_categories",
    "plural_category",
    "show_date",
    "show_moment",
    "show_money",
    "show_pair",
    "show_window",
]

_KEEP = 4096
_DAY = re.compile(r"(?<!d)d(?!d)(?=[^']*(?:'[^']*'[^']*)*$)")
_MONTH = re.compile(r"M{3,4}")
_FARTHEST = 10
"""A CLDR distance: below it lie regions and close relatives (Egyptian Arabic to Arabic), above it languages that most
readers have merely learnt (Catalan to Spanish, Welsh to English)."""


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


@lru_cache(256)
def nearest_language(tag: str, known: tuple[str, ...]) -> str | None:
    """Choose the language nearest to a tag, by CLDR's distances: ``pt-PT`` is served by ``pt``, ``zh-HK`` by ``zh-TW``.

    Args:
        tag: any BCP 47 tag, also with ``_``.
        known: the languages to choose from.

    Returns:
        One of them, or nothing where a reader of the tag's language need not understand any.
    """
    import langcodes
    from langcodes.tag_parser import LanguageTagError

    try:
        near, _ = langcodes.closest_match(tag.strip(), list(known), max_distance=_FARTHEST)
    except LanguageTagError:
        return None
    return near if near in known else None


class _Habits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    first: str = ""
    span: str = "–"
    hours: str = "short"
    moment: str = ""
    names: str = ""
    pair: str = "{label}: {value}"


@cache
def _all_habits() -> dict[str, _Habits]:
    import msgspec.yaml

    raw = (Path(__file__).parent / "habits.yaml").read_bytes()
    return msgspec.yaml.decode(raw, type=dict[str, _Habits])


def _habits(locale: str) -> _Habits:
    known = _all_habits()
    while locale not in known and "_" in locale:
        locale = locale.rpartition("_")[0]
    return known.get(locale) or _Habits()


@lru_cache(_KEEP)
def show_date(value: date, locale: str) -> str:
    """Show a day in the long form, ``28 November 2026``."""
    from babel import Locale

    return _by_pattern(value, Locale.parse(locale).date_formats["long"].pattern, locale)


def _by_pattern(value: date, pattern: str, locale: str) -> str:
    from babel.dates import format_date

    first = _habits(locale).first
    if first and value.day == 1:
        pattern = _DAY.sub(f"'{first}'", pattern)
    return format_date(value, pattern, locale)


@lru_cache(_KEEP)
def show_window(first: date, last: date, locale: str) -> str:
    """Show a span of days in CLDR's form for spans with the months in full, ``28 November – 2 December 2026``."""
    from babel import Locale

    rules = Locale.parse(locale)
    spans = rules.interval_formats.get("yMMMMd") or rules.interval_formats["yMMMd"]
    field = next(name for name, part in zip("yMd", (0, 1, 2), strict=True) if _parts(first)[part] != _parts(last)[part])
    padded = "dd" in rules.date_formats["long"].pattern
    return "".join(
        _by_pattern(day, _MONTH.sub("MMMM", pattern if padded else pattern.replace("dd", "d")), locale)
        for day, pattern in zip((first, last), spans.get(field) or spans["y"], strict=True)
    ).replace("\u2009", " ")


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def show_moment(day: date, start: time, end: time, locale: str) -> str:
    """Show a day with hours, ``28 November 2026, 09:00–12:00``."""
    from babel import Locale

    habits = _habits(locale)
    hours = f"{_show_time(start, locale)}{habits.span}{_show_time(end, locale)}"
    pattern = habits.moment or Locale.parse(locale).datetime_formats["medium"].format("{hours}", "{day}")
    return pattern.format(day=show_date(day, locale), hours=hours)


@lru_cache(_KEEP)
def _show_time(value: time, locale: str) -> str:
    from babel.dates import format_time

    return format_time(value, _habits(locale).hours, locale=locale)


def show_pair(label: str, value: str, locale: str) -> str:
    """Put a value beside its label, ``Engraving: ANNA``, each kept in its own direction of writing."""
    return _habits(locale).pair.format(label=isolated(label, locale), value=isolated(value, locale))


@lru_cache(_KEEP)
def show_money(amount: Decimal, currency: str, locale: str) -> str:
    """Show an amount with the currency's own number of decimals."""
    from babel.numbers import format_currency

    return format_currency(amount, currency, locale=locale)


def join_list(parts: tuple[str, ...], locale: str) -> str:
    """Join names as a list in a sentence, ``a, b and c``."""
    if len(parts) == 1:
        return parts[0]
    if between := _habits(locale).names:
        return between.join(parts)
    from babel.lists import format_list

    return format_list(parts, "standard", locale)


@lru_cache(256)
def plural_category(number: int, locale: str) -> str:
    """Give CLDR's plural category of a whole number in a language: ``one``, ``few``, ``other`` …."""
    from babel import Locale

    return str(Locale.parse(locale).plural_form(number))


@lru_cache(64)
def plural_categories(locale: str) -> frozenset[str]:
    """Give all plural categories that a language has."""
    from babel import Locale

    return frozenset({*Locale.parse(locale).plural_form.tags, "other"})


@lru_cache(64)
def is_right_to_left(locale: str) -> bool:
    """Whether a language is written from right to left."""
    from babel import Locale

    return str(Locale.parse(locale).text_direction) == "rtl"


def isolated(text: str, locale: str) -> str:
    """Keep a name or number in one piece within text that runs from right to left (Unicode's FSI and PDI).

    Without it ``302-1234567-7654321`` after an Arabic word is shown with its three groups in reverse.
    """
    return f"\u2068{text}\u2069" if is_right_to_left(locale) else text


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
