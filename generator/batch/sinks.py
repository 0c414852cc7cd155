"""Where a batch goes: a folder, JSON lines, CSV, standard output. A record is on disk when ``write`` returns.

A file or folder that exists is gone on with: what it holds, also of a run that was killed, is kept, and half a
line at its end is cut off.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

import msgspec

from generator.errors import Problem, UsageError

__all__ = ["FORMS", "Record", "Sink", "open_sink"]

FORMS: Final = ("json", "text", "eml", "api")
_ENDINGS: Final = {"json": "json", "text": "txt", "eml": "eml", "api": "api.json"}
_HEAD: Final = ("order_id", "line", "outcome", "intent", "language", "subject", "text", "why")
OTHERS: Final = "_not_written.jsonl"


class Record(msgspec.Struct, frozen=True):
    """What became of one order: ``written``, ``refused`` or ``left_out``.

    ``body`` is the message in the form asked for; ``why`` the problems, or the reason for which it was left out.
    """

    order_id: str
    line: int
    outcome: str
    intent: str
    language: str = ""
    subject: str = ""
    text: str = ""
    body: bytes = b""
    why: tuple[str, ...] = ()
    wording: str = ""
    policy: str = ""


class Sink(Protocol):
    """A place for records."""

    one_line: bool
    """Whether a message has to stand on one line."""

    kept: set[str]
    """Orders that stand there already."""

    def write(self, records: Sequence[Record]) -> None:
        """Put records there so that they survive whatever comes."""

    def close(self) -> None:
        """Let go of it."""


def open_sink(out: str, form: str) -> Sink:
    """Open the place that ``--out`` names.

    Raises:
        UsageError: it cannot be written to.
    """
    try:
        if out == "-":
            return _Stream(form)
        path = Path(out)
        if path.suffix.lower() == ".jsonl":
            return _Lines(path, form)
        if path.suffix.lower() == ".csv":
            return _Csv(path)
        return _Folder(path, form)
    except OSError as error:
        raise UsageError([Problem("U012", "--out", {"found": out, "reason": error.strerror or str(error)})]) from None


def _line(record: Record, form: str) -> str:
    """Write a record as one line of JSON; a message that is JSON itself stands in it as it is."""
    head = json.dumps({"order_id": record.order_id, "line": record.line, "outcome": record.outcome}, ensure_ascii=False)
    if record.outcome == "written":
        name = {"json": "message", "api": "request"}.get(form, form)
        body = record.body.decode()
        told = body.replace("\n", "") if form in ("json", "api") else json.dumps(body, ensure_ascii=False)
    else:
        name, told = "why", json.dumps(record.why, ensure_ascii=False)
    return f'{head[:-1]}, "{name}": {told}}}\n'


def _name(order_id: str, line: int | str) -> str:
    """Tell records apart, also those without an order id."""
    return order_id or f"line {line}"


def _fresh(records: Sequence[Record], told: set[str]) -> list[Record]:
    """Leave out what was told before of orders that are still not written."""
    found = []
    for record in records:
        name = _name(record.order_id, record.line)
        if record.outcome == "written" or name not in told:
            found.append(record)
        if record.outcome != "written":
            told.add(name)
    return found


class _Stream:
    one_line = True

    def __init__(self, form: str) -> None:
        self.kept: set[str] = set()
        self._form = form

    def write(self, records: Sequence[Record]) -> None:
        for record in records:
            sys.stdout.write(_line(record, self._form))
        sys.stdout.flush()

    def close(self) -> None:
        sys.stdout.flush()


class _File:
    """A file that grows; a torn last line is cut off when it is opened."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._file = path.open("ab+")
        self._cut()

    def _cut(self) -> None:
        self._file.seek(0, os.SEEK_END)
        end = place = self._file.tell()
        while place:
            step = min(65_536, place)
            self._file.seek(place - step)
            found = self._file.read(step).rfind(b"\n")
            if found >= 0:
                place = place - step + found + 1
                break
            place -= step
        if place != end:
            self._file.truncate(place)

    def append(self, content: bytes) -> None:
        place = self._file.seek(0, os.SEEK_END)
        try:
            self._file.write(content)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError:
            # What is half written would be taken for a record by whoever reads the file before the next run.
            self._file.truncate(place)
            raise

    def read_lines(self) -> io.BufferedReader:
        self._file.seek(0)
        return self._file  # type: ignore[return-value]

    def close(self) -> None:
        self._file.close()


class _Lines:
    one_line = True

    def __init__(self, path: Path, form: str) -> None:
        self._form = form
        self._file = _File(path)
        self.kept: set[str] = set()
        self._told: set[str] = set()
        for line in self._file.read_lines():
            shape = json.loads(line)
            (self.kept if shape["outcome"] == "written" else self._told).add(_name(shape["order_id"], shape["line"]))

    def write(self, records: Sequence[Record]) -> None:
        records = _fresh(records, self._told)
        self._file.append("".join(_line(record, self._form) for record in records).encode())

    def close(self) -> None:
        self._file.close()


class _Csv:
    one_line = True

    def __init__(self, path: Path) -> None:
        self._file = _File(path)
        text = self._file.read_lines().read().decode("utf-8-sig")
        rows = [*csv.DictReader(io.StringIO(text))]
        self.kept = {row["order_id"] for row in rows if row["outcome"] == "written"}
        self._told = {_name(row["order_id"], row["line"]) for row in rows if row["outcome"] != "written"}
        if not text:
            self._file.append("\ufeff".encode() + self._line(_HEAD))

    def _line(self, values: Sequence[str]) -> bytes:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerow(
            [value.replace("\r", "").replace("\n", "\u2028") for value in values]
        )
        return text.getvalue().replace("\u2028", " ").encode()

    def write(self, records: Sequence[Record]) -> None:
        records = _fresh(records, self._told)
        self._file.append(
            b"".join(
                self._line(
                    (
                        one.order_id,
                        str(one.line),
                        one.outcome,
                        one.intent,
                        one.language,
                        one.subject,
                        one.text,
                        "; ".join(one.why),
                    )
                )
                for one in records
            )
        )

    def close(self) -> None:
        self._file.close()


class _Folder:
    one_line = False

    def __init__(self, folder: Path, form: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._ending = _ENDINGS[form]
        self.kept = {path.name.removesuffix(f".{self._ending}") for path in folder.glob(f"*.{self._ending}")}
        self._others = _File(folder / OTHERS)
        shapes = [json.loads(line) for line in self._others.read_lines()]
        self._told = {_name(shape["order_id"], shape["line"]) for shape in shapes}

    def write(self, records: Sequence[Record]) -> None:
        others = b""
        for record in _fresh(records, self._told):
            if record.outcome == "written":
                path = self._folder / f"{record.order_id}.{self._ending}"
                fresh = path.with_name(path.name + ".new")
                with fresh.open("wb") as file:
                    file.write(record.body)
                    file.flush()
                    os.fsync(file.fileno())
                fresh.replace(path)
            else:
                others += _line(record, "").encode()
        if others:
            self._others.append(others)

    def close(self) -> None:
        self._others.close()
