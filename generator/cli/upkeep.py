"""``vet`` and ``approve``: the audit of content, and its signing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.cli.boundary import ExitCode, tell_problems
from generator.cli.order import read_today
from generator.content import load_catalogue
from generator.interface import interface_language, say
from generator.maintain import approve, audit

__all__ = ["approve_wording", "vet_content"]


def vet_content(content: list[Path], ui: str | None, *, as_json: bool) -> int:
    """Audit all content and print what is wrong."""
    spoken = interface_language(ui)
    result = audit(load_catalogue(content))
    counts: dict[str, Any] = {"intents": result.intents, "wordings": result.wordings, "count": len(result.problems)}
    if as_json:
        problems = [
            {
                "code": problem.code,
                "where": problem.where,
                "path": problem.location.path if problem.location else "",
                "line": problem.location.line if problem.location else 0,
                "column": problem.location.column if problem.location else 0,
                "what": problem.what(spoken),
                "hint": problem.hint(spoken),
            }
            for problem in result.problems
        ]
        print(json.dumps({"format": 1, **counts, "problems": problems}, ensure_ascii=False, indent=2))
    else:
        tell_problems(result.problems, spoken)
        print(say("screens", "vet_found" if result.problems else "vet_pass", spoken, **counts))
    return ExitCode.CONTENT if result.problems else ExitCode.WRITTEN


def approve_wording(
    intent: str,
    languages: list[str],
    by: str,
    note: str,
    today: str | None,
    content: list[Path],
    ui: str | None,
) -> int:
    """Sign an intent's wordings."""
    spoken = interface_language(ui)
    signed = approve(load_catalogue(content), intent, languages, by=by, on=read_today(today), note=note)
    for wording in signed:
        print(say("screens", "signed", spoken, intent=intent, language=wording.language, sha=wording.sha256[:12]))
    return ExitCode.WRITTEN
