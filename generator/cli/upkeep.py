"""``new``, ``vet``, ``approve``, ``vetting``, ``samples``, ``paths`` and ``schema``: the upkeep of content."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from generator.cli.boundary import ExitCode, tell, tell_problems
from generator.cli.order import read_today
from generator.content import Catalogue, Root, find_roots, load_catalogue, root_of, user_folder
from generator.errors import PermittedError, Problem, UsageError
from generator.interface import Ui, interface_language, say
from generator.maintain import (
    Audit,
    approve,
    audit,
    new_intent,
    new_language,
    prepare_root,
    schema_of,
    sheet_file,
    vetting_states,
    write_samples,
    write_sheet,
)

__all__ = [
    "approve_wording",
    "list_paths",
    "print_schema",
    "scaffold_intent",
    "scaffold_language",
    "show_vetting",
    "vet_content",
    "write_expected",
]

_PAUSE: Final = 0.5
"""Seconds between two looks at files that are watched."""


def vet_content(paths: list[Path], content: list[Path], ui: str | None, *, as_json: bool, watch: bool = False) -> int:
    """Audit all content, or what lies under some paths, and print what is wrong."""
    spoken = interface_language(ui)
    code = _vet_once(paths, content, spoken, as_json=as_json)
    seen = _stamps(paths, content) if watch else {}
    while watch:
        time.sleep(_PAUSE)
        if (now := _stamps(paths, content)) != seen:
            seen = now
            tell("")
            try:
                code = _vet_once(paths, content, spoken, as_json=as_json)
            except PermittedError as error:
                tell_problems(error.problems, spoken)
    return code


def _stamps(paths: list[Path], content: list[Path]) -> dict[Path, int]:
    found: dict[Path, int] = {}
    for root in find_roots(_roots(paths, content)):
        for folder in (root.intents, root.templates, root.samples):
            for path in folder.rglob("*"):
                try:
                    found[path] = path.stat().st_mtime_ns
                except OSError:
                    continue
    return found


def _roots(paths: list[Path], content: list[Path]) -> list[Path]:
    """Give the content roots asked for, and those in which the paths lie.

    Raises:
        UsageError: a path does not exist or lies in no content root.
    """
    bundled = find_roots()[-1].folder
    roots = [*content]
    problems = []
    for path in paths:
        if not path.exists():
            problems.append(Problem("U024", str(path), {}))
        elif (root := root_of(path)) is None:
            problems.append(Problem("U025", str(path), {}))
        elif root not in (bundled, *(folder.resolve() for folder in roots)):
            roots.append(root)
    if problems:
        raise UsageError(problems)
    return roots


def _vet_once(paths: list[Path], content: list[Path], ui: Ui, *, as_json: bool) -> int:
    catalogue = load_catalogue(_roots(paths, content))
    homes = {home for path in paths if (home := root_of(path))}
    result = audit(catalogue, homes if paths else None)
    if paths:
        _keep(result, paths, catalogue)
    counts: dict[str, Any] = {"intents": result.intents, "wordings": result.wordings, "count": len(result.problems)}
    if as_json:
        shape = {"format": 1, **counts, "problems": _rows(result.problems, ui), "notes": _rows(result.notes, ui)}
        print(json.dumps(shape, ensure_ascii=False, indent=2))
    else:
        tell_problems(result.problems, ui)
        if result.notes:
            tell(say("screens", "vet_notes", ui))
            tell_problems(result.notes, ui)
        print(say("screens", "vet_found" if result.problems else "vet_pass", ui, **counts), flush=True)
    return ExitCode.CONTENT if result.problems else ExitCode.WRITTEN


def _keep(result: Audit, paths: list[Path], catalogue: Catalogue) -> None:
    """Keep what was found in or under the paths."""
    wanted = [path.resolve() for path in paths]

    def lies(problem: Problem) -> bool:
        place = Path(problem.location.path if problem.location else problem.where)
        if not place.is_absolute() and not place.exists():
            place = catalogue.roots[-1].folder / place
        return any(place.resolve().is_relative_to(path) for path in wanted)

    result.problems = [problem for problem in result.problems if lies(problem)]
    result.notes = [problem for problem in result.notes if lies(problem)]


def _rows(problems: Iterable[Problem], ui: Ui) -> list[dict[str, Any]]:
    return [
        {
            "code": problem.code,
            "where": problem.where,
            "path": problem.location.path if problem.location else "",
            "line": problem.location.line if problem.location else 0,
            "column": problem.location.column if problem.location else 0,
            "what": problem.what(ui),
            "hint": problem.hint(ui),
        }
        for problem in problems
    ]


def approve_wording(
    intent: str, languages: list[str], by: str, note: str, today: str | None, content: list[Path], ui: str | None
) -> int:
    """Sign an intent's wordings."""
    spoken = interface_language(ui)
    signed = approve(load_catalogue(content), intent, languages, by=by, on=read_today(today), note=note)
    for wording in signed:
        print(say("screens", "signed", spoken, intent=intent, language=wording.language, sha=wording.sha256[:12]))
    return ExitCode.WRITTEN


def show_vetting(intents: list[str], content: list[Path], ui: str | None, *, as_json: bool) -> int:
    """Show who signed which wording, and what changed since."""
    spoken = interface_language(ui)
    states = [*vetting_states(load_catalogue(content), intents)]
    if as_json:
        rows = [
            {
                "intent": item.intent,
                "language": item.language,
                "root": item.root,
                "state": item.state,
                "by": item.signature.by if item.signature else "",
                "on": item.signature.on if item.signature else "",
                "policy": item.signature.policy if item.signature else "",
                "note": item.signature.note if item.signature else "",
                "changes": item.changes,
            }
            for item in states
        ]
        print(json.dumps({"format": 1, "wordings": rows}, ensure_ascii=False, indent=2))
        return ExitCode.WRITTEN
    for item in states:
        state = say("screens", f"vetting_{item.state.replace(' ', '_')}", spoken)
        signed = item.signature
        tail = f"  {signed.by}, {signed.on}, {signed.policy}" if signed else ""
        print(f"{item.intent} {item.language} ({item.root})  {state}{tail}")
        if intents and signed and signed.note:
            print(f"    {signed.note}")
        if item.state == "changed" and item.changes is None:
            print("    " + say("screens", "no_snapshot", spoken))
        for line in item.changes or ():
            print(f"    {line}")
    return ExitCode.WRITTEN


def write_expected(intents: list[str], content: list[Path], ui: str | None) -> int:
    """Write the expected messages of samples anew."""
    spoken = interface_language(ui)
    catalogue = load_catalogue(content)
    chosen = [catalogue.entry(name) for name in intents] or [*catalogue.entries.values()]
    for entry in chosen:
        try:
            changed = write_samples(catalogue, entry)
        except OSError as error:
            raise UsageError(
                [Problem("U012", "samples", {"found": str(error.filename), "reason": error.strerror or str(error)})]
            ) from None
        for path in changed:
            print(say("screens", "sample_written", spoken, path=entry.root.shown(path)))
    for root in {entry.root.folder: entry.root for entry in chosen}.values():
        if root.samples.is_dir() and write_sheet(catalogue, root):
            print(say("screens", "sample_written", spoken, path=root.shown(sheet_file(root))))
    return ExitCode.WRITTEN


def scaffold_intent(name: str, content: list[Path], ui: str | None) -> int:
    """Write the first files of an intent."""
    root, catalogue = _target(content)
    return _tell_made(new_intent(root, name, catalogue), interface_language(ui), root)


def scaffold_language(language: str, intents: list[str], content: list[Path], ui: str | None) -> int:
    """Write the first files of a language."""
    root, catalogue = _target(content)
    return _tell_made(new_language(root, language, intents, catalogue), interface_language(ui), root)


def _target(content: list[Path]) -> tuple[Root, Catalogue]:
    """Choose the root to write to: the one asked for, the one that one stands in, else the user's own."""
    here = root_of(Path.cwd())
    folder = content[0] if content else (here or user_folder())
    bundled = find_roots()[-1]
    root = bundled if folder.resolve() == bundled.folder.resolve() else prepare_root(folder)
    others = [path for path in content[1:] if path != folder]
    return root, load_catalogue([*([folder] if root is not bundled else []), *others])


def _tell_made(made: list[Path], ui: Ui, root: Root) -> int:
    for path in made:
        print(say("screens", "made", ui, path=path))
    option = "" if root.origin == "bundled" or root.folder == user_folder() else f" --content {root.folder}"
    tell(say("screens", "next_vet", ui, option=option))
    return ExitCode.WRITTEN


def list_paths(content: list[Path], ui: str | None, *, as_json: bool) -> int:
    """List the content roots in the order in which they are searched."""
    spoken = interface_language(ui)
    catalogue = load_catalogue(content)
    rows = []
    for root in catalogue.roots:
        used = [name for name, entry in catalogue.entries.items() if entry.root == root]
        rows.append({"origin": root.origin, "folder": str(root.folder), "intents": used})
    if as_json:
        print(json.dumps({"format": 1, "roots": rows, "user": str(user_folder())}, ensure_ascii=False, indent=2))
        return ExitCode.WRITTEN
    for row in rows:
        print(f"{row['origin']:<12} {row['folder']}")
        print("    " + (", ".join(row["intents"]) or say("screens", "root_unused", spoken)))
    if not any(root.origin == "user" for root in catalogue.roots):
        print(say("screens", "no_user_root", spoken, folder=user_folder()))
    return ExitCode.WRITTEN


def print_schema(kind: str) -> int:
    """Print a JSON Schema."""
    print(json.dumps(schema_of(kind), ensure_ascii=False, indent=2))
    return ExitCode.WRITTEN
