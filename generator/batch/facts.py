"""Facts of an intent from an order of a report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from generator.batch.kinds import column_name
from generator.batch.orders import Order, local_day
from generator.content import Intent
from generator.errors import ContentError, Problem, UsageError, nearest, one_of
from generator.facts import Marketplace
from generator.sources import convert, read_source

__all__ = ["ColumnMap", "facts_of", "later", "read_mapping"]

_OFFSET: Final = re.compile(r"\+(\d{1,3})\s*(d|wd)", re.IGNORECASE)
_BARE: Final = re.compile(r"-?[\d.,\s]+")
_DAYS: Final = frozenset({"date", "date_or_window"})
_FROM_ORDER: Final = {"order_id": "order_id", "buyer_name": "buyer_name", "promised_date": "promised"}
_MOST_LISTED: Final = 12


class ColumnMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping file: which column holds which fact, and what its values mean.

    ``columns`` maps a fact (or ``language``, ``marketplace``) to a column; ``values`` maps a fact to what stands in the
    column and the fact's value for it.
    """

    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}


def read_mapping(path: Path | None, intent: Intent, columns: tuple[str, ...]) -> ColumnMap:
    """Read a mapping file and hold it against the intent and the report.

    Raises:
        UsageError: it cannot be read, or names a fact or a column that there is not.
    """
    if path is None:
        return ColumnMap()
    try:
        mapping = convert(read_source(path, str(path)), ColumnMap)
    except ContentError as error:
        raise UsageError(error.problems) from None
    facts = {*intent.facts, "insert", "language", "marketplace"}
    names = {column_name(column): column for column in columns}
    problems = []
    for fact in (*mapping.columns, *mapping.values):
        if fact not in facts:
            near = nearest(fact, facts) or "–"
            problems.append(Problem("B012", str(path), {"found": fact, "near": near, "known": one_of(sorted(facts))}))
    fitting = {}
    for fact, column in mapping.columns.items():
        if column_name(column) in names:
            fitting[fact] = names[column_name(column)]
        else:
            near = nearest(column_name(column), names) or "–"
            problems.append(Problem("B011", str(path), {"found": column, "near": near, "known": one_of(names)}))
    if problems:
        raise UsageError(problems)
    return ColumnMap(fitting, mapping.values)


def facts_of(
    order: Order, intent: Intent, mapping: ColumnMap, given: Mapping[str, str], market: Marketplace | None, today: date
) -> dict[str, Any]:
    """Give what is known of an order as the facts of an intent, as a caller would type them.

    What was given for all orders rules over a mapping, a mapping over a column of the fact's own name, that over what
    the report is known to say.
    """
    country = market.country if market else ""
    by_name = {column_name(name).replace("-", "_"): value for name, value in order.columns.items()}
    facts: dict[str, Any] = {}
    for name, fact in intent.facts.items():
        value: Any = None
        if name in mapping.columns:
            value = order.columns.get(mapping.columns[name])
        elif name == "product" and order.products:
            value = _listed(order.products)
        elif name in _FROM_ORDER and order.known.get(_FROM_ORDER[name]):
            value = order.known[_FROM_ORDER[name]]
        elif name in by_name and name != "order_id":
            value = by_name[name]
        if isinstance(value, str):
            value = mapping.values.get(name, {}).get(value, value)
        if name in given:
            value = given[name]
        if value in (None, "", []):
            continue
        facts[name] = _fitting(value, fact.type, order, market, country, today)
    if (insert := given.get("insert") or order.columns.get(mapping.columns.get("insert", ""))) and intent.insert:
        facts["insert"] = insert
    return facts


def _listed(products: tuple[str, ...]) -> list[str]:
    return [*products[:_MOST_LISTED]]


def _fitting(value: Any, kind: str, order: Order, market: Marketplace | None, country: str, today: date) -> Any:
    """Bring a value of a report into the form in which facts are typed."""
    if not isinstance(value, str):
        return value
    if kind in _DAYS:
        if match := _OFFSET.fullmatch(value.strip()):
            return later(today, int(match[1]), country if match[2].lower() == "wd" else None).isoformat()
        if day := local_day(value, country):
            return day.isoformat() if ".." not in value else value
    if kind == "money" and _BARE.fullmatch(value.strip()):
        currency = order.known.get("currency") or (market.currency if market else "")
        return f"{value.strip()} {currency}".strip()
    return value


def later(day: date, count: int, working_in: str | None) -> date:
    """Give the day that lies so many days later; working days of a country where one is named.

    Raises:
        UsageError: the country's holidays are not known.
    """
    if working_in is None:
        return day + timedelta(days=count)
    import holidays

    try:
        free = holidays.country_holidays(working_in)
    except NotImplementedError:
        raise UsageError([Problem("B013", "--fact", {"found": working_in or "–"})]) from None
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in free:
            count -= 1
    return day
