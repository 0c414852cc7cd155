"""Which orders of a report must be written to, and why the others are left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from generator.batch.kinds import column_name, kinds
from generator.batch.orders import Order, local_day
from generator.errors import Problem, UsageError

__all__ = ["Condition", "left_out", "read_where"]

Condition = Callable[[Order], bool]
_CLAUSE: Final = re.compile(r"\s*([\w .-]+?)\s*(!=|>=|<=|=|<|>|~)\s*(.*?)\s*")
_AND: Final = re.compile(r"\s+and\s+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


def left_out(order: Order, intent: str, country: str, today: date) -> str | None:
    """Give the reason for which an order is left out (a name of ``screens.yaml``), or nothing."""
    for reason in kinds().left_out.get(intent, ["cancelled"]):
        if _holds(reason, order, country, today):
            return reason
    return None


def _holds(reason: str, order: Order, country: str, today: date) -> bool:
    if reason == "by_amazon":
        return order.by_amazon
    if reason in ("buyer_cancels", "replacement"):
        return order.says(reason)
    if reason == "not_late":
        return not _late(order, country, today)
    return order.stands(reason)


def _late(order: Order, country: str, today: date) -> bool:
    """Whether the promise is past; a report that tells of no promise leaves that to whoever chose the report."""
    promised = local_day(order.known.get("promised", ""), country)
    if promised is not None:
        return promised < today
    return order.days_past is None or order.days_past > 0


def read_where(text: str, columns: Sequence[str]) -> Condition:
    """Read a condition: comparisons of columns joined by ``and``.

    ``=`` and ``!=`` compare text, or numbers where both are; ``~`` asks whether the column holds the words; ``<`` and
    the like compare numbers, or days and other text by their letters.

    Raises:
        UsageError: it is no such condition, or names a column that the report does not have.
    """
    by_name = {column_name(column): column for column in columns}
    tests: list[tuple[str, str, str]] = []
    for clause in _AND.split(text):
        match = _CLAUSE.fullmatch(clause)
        if not match:
            raise UsageError([Problem("B010", "--where", {"found": clause})])
        name = by_name.get(column_name(match[1]))
        if name is None:
            from generator.errors import nearest, one_of

            near = nearest(column_name(match[1]), by_name) or "–"
            raise UsageError([Problem("B011", "--where", {"found": match[1], "near": near, "known": one_of(by_name)})])
        tests.append((name, match[2], match[3].strip("'\"")))
    return lambda order: all(_compared(order.columns.get(name, ""), sign, value) for name, sign, value in tests)


def _compared(found: str, sign: str, value: str) -> bool:
    if sign == "~":
        return value.lower() in found.lower()
    one: float | str = found.lower()
    other: float | str = value.lower()
    if _NUMBER.fullmatch(found) and _NUMBER.fullmatch(value):
        one, other = float(found), float(value)
    if sign in ("=", "!="):
        return (one == other) == (sign == "=")
    if isinstance(one, str) != isinstance(other, str) or not found:
        return False
    less = one < other  # type: ignore[operator]
    return {"<": less, "<=": less or one == other, ">": not less and one != other, ">=": not less}[sign]
