"""Samples: facts of a made-up order, with the expected message in each language beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.content import Catalogue, Entry
from generator.errors import Location, PermittedError, Problem
from generator.maintain.examples import EXAMPLE_DAY, home_marketplace
from generator.message import Message, compose, read_fact_file, write_as

__all__ = ["composed_sample", "expected_file", "sample_cases", "sample_message", "sample_problems", "write_samples"]


def sample_cases(entry: Entry, folder: Path | None = None) -> list[tuple[Path, str]]:
    """List the samples of an intent with the languages that they are written in.

    Args:
        entry: the intent.
        folder: where samples lie; without one, those of the intent's root.

    A case whose name ends in a language, such as ``other_de``, is for that one: it holds an insert.
    """
    found = []
    for case in sorted(((folder or entry.root.samples) / entry.id).glob("*.yaml")):
        own = case.stem.rpartition("_")[2]
        found += [(case, language) for language in ([own] if own in entry.languages else entry.languages)]
    return found


def expected_file(case: Path, language: str) -> Path:
    """Give the place of the expected message of a case."""
    return case.with_name(f"{case.stem}.{language}.txt")


def sample_message(catalogue: Catalogue, case: Path, language: str, *, drafts: bool = True) -> bytes:
    """Write the message of a case as text; see ``composed_sample``."""
    return write_as(composed_sample(catalogue, case, language, drafts=drafts), "text")


def composed_sample(catalogue: Catalogue, case: Path, language: str, *, drafts: bool = True) -> Message:
    """Compose the message of a case; unsigned wording is taken too, unless ``drafts`` is false.

    Raises:
        PermittedError: the facts are refused, or a file is wrong.
    """
    return compose(
        case.parent.name,
        read_fact_file(str(case)),
        language=language,
        today=EXAMPLE_DAY,
        marketplace=home_marketplace(language),
        drafts=drafts,
        catalogue=catalogue,
        folder=case.parent,
    )


def sample_problems(catalogue: Catalogue, entry: Entry) -> Iterator[Problem]:
    """Name what is wrong with an intent's samples: none, refused, not written yet, or stale."""
    root = entry.root
    if root.origin == "bundled" and not root.samples.is_dir():
        return
    cases = sample_cases(entry)
    if not cases:
        shown = root.shown(entry.path)
        yield Problem("K005", shown, {"found": entry.id}, Location(shown))
    wanted = set()
    for case, language in cases:
        expected = expected_file(case, language)
        wanted.add(expected)
        shown = root.shown(expected)
        values = {"intent": entry.id, "language": language}
        try:
            found = sample_message(catalogue, case, language)
        except PermittedError as error:
            reason = "; ".join(problem.what() for problem in error.problems) or str(error)
            source = root.shown(case)
            yield Problem("K008", source, {**values, "reason": reason}, Location(source))
            continue
        if not expected.is_file():
            yield Problem("K006", shown, values, Location(shown))
        elif expected.read_bytes().replace(b"\r\n", b"\n") != found:
            yield Problem("K007", shown, values, Location(shown))
    for path in sorted((root.samples / entry.id).glob("*.txt")):
        if path not in wanted:
            shown = root.shown(path)
            yield Problem("K009", shown, {}, Location(shown))


def write_samples(catalogue: Catalogue, entry: Entry) -> list[Path]:
    """Write the expected messages of an intent anew; gives those that changed.

    Raises:
        PermittedError: a sample's facts are refused; nothing is written then.
        OSError: a file cannot be written.
    """
    texts = {
        expected_file(case, language): sample_message(catalogue, case, language)
        for case, language in sample_cases(entry)
    }
    changed = [path for path, text in texts.items() if not path.is_file() or path.read_bytes() != text]
    for path in changed:
        path.write_bytes(texts[path])
    return changed
