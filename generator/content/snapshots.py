"""What a wording said when it was signed, kept beside the vetting record: so a change can be shown from it alone."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from generator.content.roots import Root

__all__ = ["FOLDER", "changes_since", "keep_snapshot", "snapshot_text"]

FOLDER: Final = "vetted"
_HEAD: Final = "=== "


def snapshot_text(files: Sequence[tuple[str, Path]]) -> str:
    """Put the files of a wording into one text, each under its name."""
    return "".join(
        f"{_HEAD}{name}\n{path.read_text(encoding='utf-8').rstrip()}\n" for name, path in files if path.is_file()
    )


def _place(root: Root, intent: str, language: str) -> Path:
    return root.templates / FOLDER / f"{intent}.{language}.txt"


def keep_snapshot(root: Root, intent: str, language: str, files: Sequence[tuple[str, Path]]) -> None:
    """Keep what is being signed.

    Raises:
        OSError: the folder cannot be written to.
    """
    place = _place(root, intent, language)
    place.parent.mkdir(exist_ok=True)
    fresh = place.with_name(place.name + ".new")
    fresh.write_text(snapshot_text(files), encoding="utf-8", newline="\n")
    fresh.replace(place)


def changes_since(root: Root, intent: str, language: str, files: Sequence[tuple[str, Path]]) -> list[str] | None:
    """Compare a wording with what was signed: the lines of a unified diff, or nothing where no snapshot was kept."""
    place = _place(root, intent, language)
    if not place.is_file():
        return None
    before = place.read_text(encoding="utf-8").splitlines()
    now = snapshot_text(files).splitlines()
    return [*difflib.unified_diff(before, now, "signed", "now", lineterm="", n=2)]
