"""Example messages: every fact's example put into every wording."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from generator.content import Catalogue, Entry
from generator.facts import marketplaces
from generator.message import Message, compose

__all__ = ["EXAMPLE_DAY", "example_facts", "example_message", "home_marketplace"]

EXAMPLE_DAY: Final = date(2026, 11, 23)
"""The day on which every example and sample is written; the examples of dates are chosen around it."""

_CONTENTS: Final = {
    ".pdf": b"%PDF-1.4\n%%EOF\n",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff\xd9",
    ".txt": b"text\n",
}


def home_marketplace(language: str) -> str:
    """Give the marketplace whose buyers read a language first; for English the British one."""
    base = language.partition("-")[0]
    if base == "en":
        return "UK"
    homes = [code for code, entry in marketplaces().items() if entry.languages[0].partition("-")[0] == base]
    return homes[0] if homes else "UK"


def example_facts(entry: Entry, folder: Path) -> dict[str, Any]:
    """Give the example of every fact; files that it names are made in ``folder``."""
    facts = entry.intent.example_facts()
    for name, fact in entry.intent.facts.items():
        if fact.type == "files":
            for file in [fact.example] if isinstance(fact.example, str) else fact.example:
                (folder / file).write_bytes(_CONTENTS[Path(file).suffix])
            facts[name] = fact.example
    if entry.intent.insert and entry.intent.insert.required_when:
        for other, values in entry.intent.insert.required_when.items():
            if facts.get(other) in values:
                facts["insert"] = entry.intent.insert.example
    return facts


def example_message(
    catalogue: Catalogue, entry: Entry, language: str, changes: Mapping[str, Any] | None = None
) -> Message:
    """Compose an intent's message from the examples, some of them changed (``None`` leaves a fact out).

    Raises:
        RefusedError: an example does not fit.
    """
    with tempfile.TemporaryDirectory() as folder:
        facts = {**example_facts(entry, Path(folder)), **(changes or {})}
        return compose(
            entry.id,
            {name: value for name, value in facts.items() if value is not None},
            language=language,
            today=EXAMPLE_DAY,
            marketplace=home_marketplace(language),
            drafts=True,
            catalogue=catalogue,
            folder=Path(folder),
        )
