"""The contact sheet ``samples/README.md``: every intent in every language at a glance, from the samples' messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.content import Catalogue, Entry, Part
from generator.content.roots import Root
from generator.errors import Location, PermittedError, Problem
from generator.facts import is_right_to_left, language_name, locale_for
from generator.maintain.samples import composed_sample, expected_file, sample_cases
from generator.maintain.scaffold import is_language
from generator.message import Message

__all__ = ["sheet_file", "sheet_problem", "write_sheet"]

_TOP = """# Samples

Facts of made-up orders (`*.yaml`) and the message that they give in each language. `permitted samples` writes the
messages and this sheet, and `permitted vet` tells when one is no longer true.
"""


def sheet_file(root: Root) -> Path:
    """Give the place of a root's contact sheet."""
    return root.samples / "README.md"


def write_sheet(catalogue: Catalogue, root: Root) -> bool:
    """Write a root's contact sheet anew; tells whether it changed.

    While something in the root is wrong the sheet stays as it is: the audit tells what.

    Raises:
        OSError: the file cannot be written.
    """
    path = sheet_file(root)
    try:
        text = _sheet(catalogue, root)
    except PermittedError:
        return False
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def sheet_problem(catalogue: Catalogue, root: Root) -> Problem | None:
    """Name a contact sheet that no longer shows what the samples say; a root need not have one."""
    path = sheet_file(root)
    if not path.is_file():
        return None
    try:
        if path.read_text(encoding="utf-8") == _sheet(catalogue, root):
            return None
    except PermittedError:
        return None
    shown = root.shown(path)
    return Problem("K011", shown, {}, Location(shown))


def _sheet(catalogue: Catalogue, root: Root) -> str:
    own = [
        entry for entry in catalogue.entries.values() if entry.root is root and all(map(is_language, entry.languages))
    ]
    entries = [entry for entry in own if sample_cases(entry)]
    languages = sorted({language for entry in entries for language in entry.languages})
    lines = [_TOP, f"| Intent | {' | '.join(languages)} |", f"|---|{'---|' * len(languages)}"]
    lines += [f"| [{entry.id}](#{entry.id}) | {' | '.join(_links(entry, languages))} |" for entry in entries]
    for entry in entries:
        lines += _section(catalogue, entry)
    return "\n".join(lines) + "\n"


def _links(entry: Entry, languages: list[str]) -> Iterator[str]:
    cases = sample_cases(entry)
    for language in languages:
        found = next((case for case, other in cases if other == language), None)
        yield f"[{language}]({entry.id}/{expected_file(found, language).name})" if found else "–"


def _section(catalogue: Catalogue, entry: Entry) -> Iterator[str]:
    yield f"\n## {entry.id}\n\n{entry.intent.title.en}. {entry.intent.when.en}"
    shown: set[str] = set()
    for case, language in sample_cases(entry):
        if case.stem not in shown:
            shown.add(case.stem)
            yield f"\n### {case.stem}\n\nFacts: [{case.name}]({entry.id}/{case.name})\n"
            yield "| Language | Subject | Text |\n|---|---|---|"
        message = composed_sample(catalogue, case, language)
        name = language_name(language, "en")
        text = _cell(language, " / ".join(part.text.replace("\n", " ") for part in _middle(message)))
        link = f"[{name} ({language})]({entry.id}/{expected_file(case, language).name})"
        yield f"| {link} | {_cell(language, message.subject)} | {text} |"


def _middle(message: Message) -> list[Part]:
    return [part for part in message.parts if part.name not in ("greeting", "closing")]


def _cell(language: str, text: str) -> str:
    text = text.replace("|", "\\|").replace("<", "&lt;")
    return f'<span dir="rtl">{text}</span>' if is_right_to_left(locale_for(language)) else text
