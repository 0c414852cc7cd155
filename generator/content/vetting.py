"""The vetting record: which wording was signed, by whom, under which policy version.

A wording's hash covers the intent file, the shared facts it uses, the template and every partial the template
includes. One changed letter anywhere makes the wording unsigned.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final

import msgspec

from generator.content.roots import Root
from generator.sources import convert, read_source, read_text

__all__ = ["Record", "Signature", "read_record", "record_lock", "wording_hash", "write_record"]

_LONGEST_WAIT: Final = 20.0
"""Seconds to wait for another who signs."""


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One signed wording."""

    sha256: str
    policy: str
    by: str
    on: str
    note: str = ""


Record = dict[str, dict[str, Signature]]
"""Intent → language → signature."""


def wording_hash(files: Sequence[tuple[str, Path]]) -> str:
    """Hash the files of a wording, each under its name, whatever the line ends of the checkout."""
    digest = hashlib.sha256()
    for name, path in files:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_record(root: Root, intent: str | None = None) -> Record:
    """Read a root's record, or one intent's part of it; a root without one has signed nothing.

    Raises:
        ContentError: the record is damaged.
    """
    if not root.record.exists():
        return {}
    shown = root.shown(root.record)
    text = None if intent is None else _part(read_text(root.record, shown), intent)
    return convert(read_source(root.record, shown, text=text), Record) if text != "" else {}


def _part(text: str, intent: str) -> str:
    """Cut out one intent's part; lines before it are left empty, so that places in the file stay right."""
    match = re.search(rf"^{re.escape(intent)}:\n(?:[ #].*\n|\n)*", text, re.MULTILINE)
    return "\n" * text.count("\n", 0, match.start()) + match[0] if match else ""


def record_lock(root: Root) -> AbstractContextManager[Any]:
    """Lock a root's record from reading it until it is written, against others who sign at the same time.

    Raises:
        OSError: the folder cannot be written to.
    """
    from filelock import FileLock

    return FileLock(root.record.with_name(f".{root.record.name}.lock"), timeout=_LONGEST_WAIT)


def write_record(root: Root, record: Record) -> None:
    """Write a root's record whole or not at all.

    Two that write at once go one after the other where both hold ``record_lock``.

    Raises:
        OSError: the folder cannot be written to.
    """
    lines = [
        (
            "# The vetting record: who vouches for what. Written by `permitted approve`, not by hand;"
            " a changed file is unsigned.\n"
        )
    ]
    for intent in sorted(record):
        lines.append(f"{intent}:\n")
        for language, signature in sorted(record[intent].items()):
            lines.append(f"  {language}:\n")
            lines += [
                f"    {name}: {_quoted(text)}\n" for name, text in msgspec.structs.asdict(signature).items() if text
            ]
    fresh = root.record.with_name(root.record.name + ".new")
    fresh.write_text("".join(lines), encoding="utf-8")
    fresh.replace(root.record)


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
