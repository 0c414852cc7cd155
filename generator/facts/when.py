"""Facts of time: a day, a window of days, and slots of hours."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from typing import Final

import msgspec

from generator.facts.base import FactFault, FactType, ParseContext, Raw, Shown, items, plain_line
from generator.facts.locale import show_date, show_moment, show_window

__all__ = ["Day", "DayOrWindow", "Slot", "Slots", "Window", "read_day"]

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_CJK: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?")
_NUMBERS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NAMED: Final = re.compile(r"(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4})|([a-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_BETWEEN: Final = re.compile(r"\.\.|\s+(?:to|bis|and|until|-|–|—|至|~|～|〜|/)\s+|[至~～〜–—]")
_HOURS: Final = re.compile(r"(\d{1,2}):(\d{2})\s*(?:-|–|—|~|～|〜|to|bis|至)\s*(\d{1,2}):(\d{2})")
_LAST_YEAR: Final = 2100
_FIRST_YEAR: Final = 2000


class Window(msgspec.Struct, frozen=True):
    """A span of days; ``first == last`` is a single day."""

    first: date
    last: date


class Slot(msgspec.Struct, frozen=True):
    """A day with a span of hours."""

    day: date
    start: time
    end: time


def _make(year: str, month: str | int, day: str, *, found: str) -> date:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        raise FactFault("F021", found=found) from None
    if not _FIRST_YEAR <= made.year <= _LAST_YEAR:
        raise FactFault("F023", found=found, first=_FIRST_YEAR, last=_LAST_YEAR)
    return made


def read_day(raw: Raw) -> date:
    """Read one day: year first, or with the month in words, or in figures that can only be read one way.

    Raises:
        FactFault: no date, a day that does not exist, or one that could be read two ways.
    """
    text = unicodedata.normalize("NFKC", plain_line(raw)).casefold()
    if not text:
        raise FactFault("F002")
    if match := _YEAR_FIRST.fullmatch(text) or _CJK.fullmatch(text):
        year, month, day = match.groups()
        return _make(year, month, day, found=text)
    if match := _NUMBERS.fullmatch(text):
        one, two, year = match.groups()
        if int(one) > 12 or one == two:
            return _make(year, two, one, found=text)
        if int(two) > 12:
            return _make(year, one, two, found=text)
        raise FactFault(
            "F022",
            found=text,
            a=f"{year}-{int(two):02}-{int(one):02}",
            b=f"{year}-{int(one):02}-{int(two):02}",
        )
    if match := _NAMED.fullmatch(text):
        day, month, year = match.group(1, 2, 3) if match.group(1) else match.group(5, 4, 6)
        if month[:3] in _MONTHS:
            return _make(year, _MONTHS.index(month[:3]) + 1, day, found=text)
    if match := re.match(r"(\d{4}-\d{2}-\d{2})t\d{2}:\d{2}", text):
        return read_day(match.group(1))
    raise FactFault("F020", found=text[:60])


class Day(FactType):
    """One day."""

    name = "date"
    example = "2026-11-28"

    def parse(self, raw: Raw, context: ParseContext) -> date:
        return read_day(raw)

    def show(self, value: date, locale: str) -> str:
        return show_date(value, locale)

    def plain(self, value: date) -> str:
        return value.isoformat()


class DayOrWindow(FactType):
    """One day, or the first and the last day of a span (``2026-11-28..2026-12-02``)."""

    name = "date_or_window"
    example = "2026-11-28..2026-12-02"

    def parse(self, raw: Raw, context: ParseContext) -> Window:
        if isinstance(raw, list) and len(raw) == 2:
            first, last = raw
        else:
            parts = _BETWEEN.split(plain_line(raw), maxsplit=1)
            first, last = parts[0], parts[-1]
        window = Window(read_day(first), read_day(last))
        if window.last < window.first:
            raise FactFault("F024", first=window.first, last=window.last)
        return window

    def show(self, value: Window, locale: str) -> str:
        if value.first == value.last:
            return show_date(value.first, locale)
        return show_window(value.first, value.last, locale)

    def plain(self, value: Window) -> str:
        days = (value.first,) if value.first == value.last else (value.first, value.last)
        return "..".join(day.isoformat() for day in days)


class Slots(FactType):
    """Days with hours to choose from (``2026-11-28 09:00-12:00; 2026-11-30 14:00-18:00``)."""

    name = "slots"
    example = "2026-11-28 09:00-12:00; 2026-11-30 14:00-18:00"
    many = True

    def parse(self, raw: Raw, context: ParseContext) -> tuple[Slot, ...]:
        found = tuple(dict.fromkeys(self._slot(item) for item in items(raw)))
        if not found:
            raise FactFault("F002")
        if len(found) > 10:
            raise FactFault("F017", count=len(found), most=10)
        return found

    def _slot(self, raw: Raw) -> Slot:
        text = unicodedata.normalize("NFKC", plain_line(raw))
        match = _HOURS.search(text)
        if not match or match.end() != len(text):
            raise FactFault("F025", found=text[:60])
        day = read_day(text[: match.start()].rstrip(" ,T"))
        try:
            start, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
        except ValueError:
            raise FactFault("F026", found=match[0]) from None
        if end <= start:
            raise FactFault("F027", found=match[0])
        return Slot(day, start, end)

    def show(self, value: tuple[Slot, ...], locale: str) -> Shown:
        return tuple(show_moment(slot.day, slot.start, slot.end, locale) for slot in value)

    def plain(self, value: tuple[Slot, ...]) -> list[str]:
        return [f"{slot.day} {slot.start:%H:%M}-{slot.end:%H:%M}" for slot in value]
