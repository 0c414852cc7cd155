"""Orders from rows: several rows of one order become one, in the order in which they first stand there."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from generator.batch.kinds import columns_of, kinds
from generator.batch.tables import Row, Table

__all__ = ["Order", "local_day", "orders"]

_NUMBER: Final = re.compile(r"-?\d+")
_ISO: Final = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_CHUNK: Final = 5_000


class Order(msgspec.Struct, frozen=True):
    """What a report says of one order.

    ``line`` is where it first stands; ``known`` what was understood, by the names of ``report_kinds.yaml``; ``columns``
    everything as it stands in its first row; ``products`` its items.
    """

    line: int
    order_id: str
    known: Row
    columns: Row
    products: tuple[str, ...]

    @property
    def by_amazon(self) -> bool:
        """Whether Amazon ships it."""
        channel = self.known.get("channel", "").lower()
        return any(word in channel for word in kinds().by_amazon)

    def says(self, field: str) -> bool:
        """Whether a column that is yes or no says yes; a second order's id counts as yes."""
        value = self.known.get(field, "").strip().lower()
        return value in kinds().yes or bool(re.fullmatch(r"\d{3}-\d{7}-\d{7}", value))

    def stands(self, state: str) -> bool:
        """Whether the status says so: ``cancelled``, ``returned``, ``shipped``."""
        status = self.known.get("status", "").lower()
        if any(word in status for word in kinds().status_words["unshipped"]) and state == "shipped":
            return False
        if state == "shipped" and self.to_ship == 0:
            return True
        return any(word in status for word in kinds().status_words[state])

    @property
    def to_ship(self) -> int | None:
        """How many items are still to be shipped, where the report tells."""
        match = _NUMBER.match(self.known.get("to_ship", ""))
        return int(match[0]) if match else None

    @property
    def days_past(self) -> int | None:
        """By how many days the promise is past, where the report tells."""
        match = _NUMBER.match(self.known.get("days_past", ""))
        return int(match[0]) if match else None


@lru_cache(maxsize=64)
def _zone(country: str) -> ZoneInfo:
    return ZoneInfo(kinds().zones.get(country, "UTC"))


def local_day(text: str, country: str) -> date | None:
    """Give the day that a point in time is in a marketplace's country; a bare day stays what it is."""
    match = _ISO.match(text.strip())
    if not match:
        return None
    year, month, day = (int(match[index]) for index in (1, 2, 3))
    try:
        if match[4] is None or match[7] is None:
            return date(year, month, day)
        zone = match[7].replace("Z", "+00:00")
        moment = datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{match[4]}:{match[5]}:{match[6] or '00'}{zone}")
    except ValueError:
        return None
    return moment.astimezone(_zone(country)).date()


def orders(table: Table, order_id: str | None = None) -> Iterator[Order]:
    """Give the orders of a table, each once.

    Args:
        table: the report.
        order_id: the column with the order id, where a mapping names one.

    Rows are kept on disk until all are read, because those of one order need not stand together; so memory stays flat.
    Rows without an order id come first, each by itself with an empty id.
    """
    known = dict(columns_of(table.columns))
    if order_id:
        known["order_id"] = (order_id,)
    with tempfile.TemporaryDirectory(prefix="permitted-") as folder:
        spool = sqlite3.connect(Path(folder) / "rows")
        try:
            spool.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                "CREATE TABLE rows (line INTEGER PRIMARY KEY, id TEXT NOT NULL, data TEXT NOT NULL);"
            )
            rows = (
                (place, _field(row, known["order_id"]) or f"\0{place}", json.dumps([number, row], ensure_ascii=False))
                for place, (number, row) in enumerate(table.rows)
            )
            while True:
                spool.executemany("INSERT INTO rows VALUES (?, ?, ?)", chunk := [*_taken(rows, _CHUNK)])
                if len(chunk) < _CHUNK:
                    break
            spool.execute("CREATE INDEX by_id ON rows (id, line)")
            table.orders = int(spool.execute("SELECT count(DISTINCT id) FROM rows").fetchone()[0])
            first = spool.execute("SELECT id FROM rows GROUP BY id ORDER BY min(line)")
            for (identity,) in first:
                found = [
                    json.loads(data)
                    for (data,) in spool.execute("SELECT data FROM rows WHERE id = ? ORDER BY line", (identity,))
                ]
                yield _order("" if identity.startswith("\0") else identity, found, known)
        finally:
            spool.close()


def _taken(rows: Iterator[tuple[int, str, str]], count: int) -> Iterator[tuple[int, str, str]]:
    for _ in range(count):
        row = next(rows, None)
        if row is None:
            return
        yield row


def _field(row: Row, columns: Iterable[str]) -> str:
    return next((row[name] for name in columns if row.get(name)), "")


def _order(identity: str, rows: list[tuple[int, Row]], known: Mapping[str, tuple[str, ...]]) -> Order:
    head = rows[0][1]
    told = {field: value for field, columns in known.items() if (value := _field(head, columns))}
    products = dict.fromkeys(name for _, row in rows if (name := _field(row, known["product"])))
    counts = [int(match[0]) for _, row in rows if (match := _NUMBER.match(_field(row, known["to_ship"])))]
    if counts:
        told["to_ship"] = str(sum(counts))
    statuses = [status for _, row in rows if (status := _field(row, known["status"]))]
    if statuses:
        told["status"] = "; ".join(dict.fromkeys(statuses))
    return Order(rows[0][0], identity, told, head, tuple(products))
