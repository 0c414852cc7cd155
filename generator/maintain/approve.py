"""Signing of wording: only what passes the audit is put on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.clauses import policy_version
from generator.content import (
    Catalogue,
    Signature,
    Wording,
    keep_snapshot,
    read_record,
    record_lock,
    write_record,
)
from generator.errors import ContentError, Location, Problem, UsageError, nearest, one_of
from generator.maintain.audit import audit_wording, unfinished

__all__ = ["approve"]


def approve(
    catalogue: Catalogue, intent: str, languages: Sequence[str], *, by: str, on: date, note: str = ""
) -> list[Wording]:
    """Sign an intent's wordings and put them on their root's record.

    Args:
        catalogue: where the intent is found.
        intent: the intent's id.
        languages: the languages to sign; none means all.
        by: who signs.
        on: the day of signing.
        note: which checks and readings the wording passed.

    Raises:
        UsageError: no name, or no such intent or language.
        ContentError: the audit found something, or the record cannot be written. Nothing is signed then.
    """
    entry = catalogue.entry(intent)
    if not by.strip():
        raise UsageError([Problem("V006", "--by", {})])
    chosen = [*languages] or [*entry.languages]
    for language in chosen:
        if language not in entry.languages:
            near = nearest(language, entry.languages)
            raise UsageError(
                [
                    Problem(
                        "U003",
                        "language",
                        {"found": language, "near": near or "–", "known": one_of(entry.languages)},
                    )
                ]
            )
    problems = [problem for language in chosen for problem in audit_wording(catalogue, entry, language)]
    if not problems:
        problems = [problem for language in chosen for problem in unfinished(entry.wording(language))]
    if problems:
        raise ContentError(problems)
    wordings = [entry.wording(language) for language in chosen]
    signatures = {
        wording.language: Signature(
            sha256=wording.sha256, policy=policy_version(), by=by.strip(), on=on.isoformat(), note=note.strip()
        )
        for wording in wordings
    }
    try:
        with record_lock(entry.root):
            record = read_record(entry.root)
            record.setdefault(entry.id, {}).update(signatures)
            for wording in wordings:
                keep_snapshot(entry.root, entry.id, wording.language, wording.files)
            write_record(entry.root, record)
    except OSError as error:
        shown = entry.root.shown(entry.root.record)
        raise ContentError(
            [Problem("V005", shown, {"reason": error.strerror or str(error)}, Location(shown))]
        ) from None
    return wordings
