"""Tables as rows of text, from whatever file they come in: separated text, JSON, Parquet, Excel, packed or not."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from generator.errors import Location, Problem, UsageError

__all__ = ["Row", "Table", "read_table"]

Row = dict[str, str]
_SAMPLE: Final = 200_000
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_JSON: Final = 500_000_000
_LISTS: Final = ("payload", "orders", "Orders", "data")
_ITEMS: Final = ("orderItems", "OrderItems", "items")


class Table(msgspec.Struct):
    """An opened table: what it is, its columns as they stand there, and its rows, which can be read once."""

    path: str
    form: str
    encoding: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, Row]]
    torn: list[int] = msgspec.field(default_factory=list)
    """Numbers of lines that are cut off; known once the rows are read."""
    orders: int | None = None
    """How many orders they make; known once the rows are read."""


def read_table(path: Path) -> Table:
    """Open a table.

    Raises:
        UsageError: there is no such file, it is empty, or it is no table.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
        if head.startswith(b"PK") and path.suffix.lower() in (".xlsx", ".xlsm"):
            return _excel(path)
        if head.startswith(b"PAR1"):
            return _parquet(path)
        if head.startswith((b"\xd0\xcf\x11\xe0",)):
            return _excel(path)
        return _text(path)
    except FileNotFoundError:
        raise UsageError([Problem("S001", str(path), {"near": "–"}, Location(str(path)))]) from None
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError([Problem("S003", str(path), {"reason": reason}, Location(str(path)))]) from None


def _opened(path: Path) -> IO[bytes]:
    """Open a file, unpacked when it is a gz or a zip of one file."""
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(b"\x1f\x8b"):
        return io.BufferedReader(gzip.open(path, "rb"))
    if head.startswith(b"PK\x03\x04"):
        archive = zipfile.ZipFile(path)
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if len(names) != 1:
            raise UsageError([Problem("B002", str(path), {"count": len(names)}, Location(str(path)))])
        return archive.open(names[0])
    return path.open("rb")


def _text(path: Path) -> Table:
    with _opened(path) as file:
        sample = file.read(_SAMPLE)
    if not sample.strip():
        raise UsageError([Problem("B001", str(path), {}, Location(str(path)))])
    encoding = _encoding(sample)
    start = sample.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        return _json(path, encoding, start)
    header = start.split("\n", 1)[0].rstrip("\r")
    mark = "\t" if "\t" in header else max(",;|", key=header.count)
    if mark not in header:
        raise UsageError([Problem("B003", str(path), {"found": header[:60]}, Location(str(path)))])
    return _separated(path, encoding, mark)


def _encoding(sample: bytes) -> str:
    """Tell the encoding of a text from its beginning."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if sample[1:2] == b"\0":
        return "utf-16-le"
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(sample, final=len(sample) < _SAMPLE)
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=["cp932", "cp1252"]).best()
    return best.encoding if best else "cp1252"


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with _opened(path) as file, io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text:
        yield from text


def _separated(path: Path, encoding: str, mark: str) -> Table:
    lines = _lines(path, encoding)
    # In Amazon's tab separated reports a quote is a sign like any other.
    reader: Iterator[list[str]] = (
        (line.rstrip("\r\n").split("\t") for line in lines) if mark == "\t" else csv.reader(lines, delimiter=mark)
    )
    columns = tuple(name.strip().lstrip("\ufeff").strip('"') for name in next(reader))
    table = Table(str(path), "tab separated" if mark == "\t" else "separated", encoding, columns, iter(()))
    table.rows = _rows(reader, columns, table)
    return table


def _rows(reader: Iterator[list[str]], columns: tuple[str, ...], table: Table) -> Iterator[tuple[int, Row]]:
    waiting: tuple[int, list[str]] | None = None
    for number, values in enumerate(reader, start=2):
        if waiting:
            yield waiting[0], _row(columns, waiting[1])
        waiting = (number, values) if any(value.strip() for value in values) else None
    if waiting:
        # A report whose download broke off ends in half a line.
        if len(waiting[1]) < len(columns) and len(waiting[1]) <= len(columns) // 2:
            table.torn.append(waiting[0])
        else:
            yield waiting[0], _row(columns, waiting[1])


def _row(columns: tuple[str, ...], values: list[str]) -> Row:
    return {name: value.strip() for name, value in zip(columns, values, strict=False) if value.strip()}


def _json(path: Path, encoding: str, start: str) -> Table:
    first = start.split("\n", 1)[0].strip()
    if first.startswith("{") and _is_json(first) and not _holds_list(first):
        records: Iterator[tuple[int, Any]] = (
            (number, _loads(line, path, number))
            for number, line in enumerate(_lines(path, encoding), 1)
            if line.strip()
        )
        form = "JSON lines"
    else:
        with _opened(path) as file:
            content = file.read(_MOST_JSON)
        records = enumerate(_listed(_loads(content.decode(encoding, "replace").lstrip("\ufeff"), path, 0)), start=1)
        form = "JSON"
    rows = ((number, row) for number, record in records for row in _flat_rows(record))
    head: list[tuple[int, Row]] = []
    columns: dict[str, None] = {}
    for number, row in rows:
        head.append((number, row))
        columns.update(dict.fromkeys(row))
        if len(head) >= 200:
            break
    if not head:
        raise UsageError([Problem("B001", str(path), {}, Location(str(path)))])

    def all_rows() -> Iterator[tuple[int, Row]]:
        yield from head
        yield from rows

    return Table(str(path), form, encoding, tuple(columns), all_rows())


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _holds_list(line: str) -> bool:
    data = json.loads(line)
    return isinstance(data, dict) and any(isinstance(data.get(name), list | dict) for name in _LISTS)


def _loads(text: str, path: Path, number: int) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        where = f"{path}:{number}" if number else str(path)
        raise UsageError(
            [Problem("S006", where, {"reason": str(error)}, Location(str(path), number, 1 if number else 0))]
        ) from None


def _listed(data: Any) -> list[Any]:
    while isinstance(data, dict):
        inner = next((data[name] for name in _LISTS if isinstance(data.get(name), list | dict)), None)
        if inner is None:
            return [data]
        data = inner
    return data if isinstance(data, list) else []


def _flat_rows(record: Any) -> Iterator[Row]:
    """Write a record out flat: one row for each item of an order."""
    if not isinstance(record, dict):
        return
    name = next((name for name in _ITEMS if isinstance(record.get(name), list)), None)
    head = _flat({key: value for key, value in record.items() if key != name}, "")
    items = record.get(name) or [{}] if name else [{}]
    for item in items:
        yield {**head, **(_flat(item, "orderItems.") if isinstance(item, dict) else {})}


def _flat(record: dict[str, Any], before: str) -> Row:
    found: Row = {}
    for key, value in record.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{before}{key}.")
        elif isinstance(value, bool):
            found[before + key] = str(value).lower()
        elif value is not None and not isinstance(value, list):
            found[before + key] = str(value)
    return found


def _parquet(path: Path) -> Table:
    from pyarrow import parquet

    file = parquet.ParquetFile(path)

    def rows() -> Iterator[tuple[int, Row]]:
        number = 0
        for batch in file.iter_batches(batch_size=2000):
            for record in batch.to_pylist():
                number += 1
                yield number, {name: str(value) for name, value in record.items() if value is not None}

    return Table(str(path), "Parquet", "", tuple(file.schema_arrow.names), rows())


def _excel(path: Path) -> Table:
    from python_calamine import CalamineError, load_workbook

    try:
        sheet = load_workbook(str(path)).get_sheet_by_index(0)
    except CalamineError as error:
        raise UsageError([Problem("S003", str(path), {"reason": str(error)}, Location(str(path)))]) from None
    lines = sheet.iter_rows()
    columns = tuple(str(value).strip() for value in next(lines, []))
    if not any(columns):
        raise UsageError([Problem("B001", str(path), {}, Location(str(path)))])
    table = Table(str(path), "Excel", "", columns, iter(()))
    table.rows = _rows(([_cell(value) for value in line] for line in lines), columns, table)
    return table


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
