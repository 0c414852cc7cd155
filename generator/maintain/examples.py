"""Example messages: every fact's example put into every wording."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from generator.content import Catalogue, Entry, Fact
from generator.facts import marketplaces
from generator.message import Message, compose

__all__ = ["EXAMPLE_DAY", "example_facts", "example_message", "home_marketplace", "several_examples"]

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
    base, _, region = language.partition("-")
    if base == "en":
        return region or "UK"
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


def several_examples(fact: Fact, number: int) -> list[Any]:
    """Give as many examples as asked for of a fact with several values."""
    if fact.type == "choices":
        return [*fact.options][:number]
    given = fact.example if isinstance(fact.example, list) else str(fact.example).split(";")
    first = [str(item).strip() for item in given]
    return [_another(fact.type, first[index % len(first)], index) for index in range(number)]


def _another(kind: str, example: str, index: int) -> str:
    if kind == "slots":
        day = EXAMPLE_DAY + timedelta(days=index + 1)
        return f"{day} {example.partition(' ')[2]}"
    if kind == "files":
        return f"{index}{Path(example).suffix}"
    label, colon, value = example.partition(":")
    return f"{label} {index + 1}{colon}{value}"


def example_message(
    catalogue: Catalogue, entry: Entry, language: str, changes: Mapping[str, Any] | None = None
) -> Message:
    """Compose an intent's message from the examples, some of them changed (``None`` leaves a fact out).

    Raises:
        RefusedError: an example does not fit.
    """
    with tempfile.TemporaryDirectory() as folder:
        facts = {**example_facts(entry, Path(folder)), **(changes or {})}
        for name, fact in entry.intent.facts.items():
            if fact.type == "files" and isinstance(facts.get(name), list):
                for file in facts[name]:
                    (Path(folder) / file).write_bytes(_CONTENTS[Path(file).suffix])
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
