"""First files of a new intent or a new language, with guidance inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from generator.content import Catalogue, Root
from generator.content.templates import SUFFIX
from generator.errors import ContentError, Problem, UsageError, nearest, one_of

__all__ = ["TODO", "is_language", "new_intent", "new_language", "prepare_root"]

TODO: Final = "TODO"
"""Stands in what a maintainer has still to write; the audit lists it."""
_SKELETON: Final = Path(__file__).parent / "skeleton"
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_MODEL: Final = "en"
_CONTROL: Final = re.compile(r"\s*\{[%#].*[%#]\}\s*")


def is_language(tag: str) -> bool:
    """Tell whether a name is the tag of a language whose dates and numbers are known."""
    from babel import Locale, UnknownLocaleError

    try:
        return bool(_TAG.fullmatch(tag)) and Locale.parse(tag, sep="-") is not None
    except (UnknownLocaleError, ValueError):
        return False


def prepare_root(folder: Path) -> Root:
    """Make a folder a content root, if it is none yet.

    Raises:
        UsageError: the folder cannot be written to.
    """
    _write({folder / "intents" / ".keep": None, folder / "templates" / ".keep": None})
    return Root(folder, "option")


def new_intent(root: Root, name: str, catalogue: Catalogue) -> list[Path]:
    """Write an intent, its English template and a sample.

    Args:
        root: where to write.
        name: the new id, in small letters with ``_`` between words.
        catalogue: what there is already.

    Raises:
        UsageError: the name is none, it is taken, or the folder cannot be written to. Nothing is left half done.
    """
    if not _NAME.fullmatch(name):
        wanted = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "warranty_info"
        raise UsageError([Problem("U020", "intent", {"found": name, "near": wanted})])
    if name in catalogue.entries:
        entry = catalogue.entries[name]
        raise UsageError([Problem("U019", "intent", {"found": name, "other": entry.root.shown(entry.path)})])
    text = {part: (_SKELETON / part).read_text(encoding="utf-8") for part in ("intent.yaml", "sample.yaml")}
    template = (_SKELETON / f"template{SUFFIX}").read_text(encoding="utf-8")
    return _write(
        {
            root.intents / f"{name}.yaml": text["intent.yaml"],
            root.templates / name / f"{_MODEL}{SUFFIX}": template,
            root.samples / name / "example.yaml": text["sample.yaml"],
        }
    )


def new_language(root: Root, language: str, intents: Sequence[str], catalogue: Catalogue) -> list[Path]:
    """Write a language's templates, each line with what it has to say in English.

    Intents that stand in another root are written as wholes of their own, so that the new language is found.

    Args:
        root: where to write.
        language: its tag, such as ``da`` or ``pt-BR``.
        intents: for which intents; none means all that lack it.
        catalogue: what there is already.

    Raises:
        UsageError: the tag is none, there is no such intent, all is there already, or the folder cannot be written to.
    """
    tag = language.replace("_", "-")
    if not is_language(tag):
        raise UsageError([Problem("U021", "language", {"found": language})])
    entries = [catalogue.entry(name) for name in intents] or [
        entry for entry in catalogue.entries.values() if tag not in entry.languages
    ]
    taken = [entry for entry in entries if tag in entry.languages]
    if taken or not entries:
        raise UsageError([Problem("U022", "language", {"found": tag, "known": one_of(entry.id for entry in taken)})])
    files: dict[Path, str | None] = {}
    for entry in entries:
        source = _MODEL if _MODEL in entry.languages else entry.languages[0]
        template = entry.wording(source).template
        for file in template.files:
            inside = _inside(file, catalogue)
            place = root.templates / inside.replace(f"/{source}{SUFFIX}", f"/{tag}{SUFFIX}").replace(
                f"_shared/{source}/", f"_shared/{tag}/"
            )
            if not place.exists() and catalogue.shared(place.relative_to(root.templates).as_posix()) is None:
                files[place] = _to_translate(file.read_text(encoding="utf-8"), source, tag)
        if entry.root.folder != root.folder:
            files |= _whole(entry.id, root, catalogue)
    return _write(files)


def _whole(name: str, root: Root, catalogue: Catalogue) -> dict[Path, str | None]:
    """Copy an intent of another root, for an intent comes whole from one root."""
    entry = catalogue.entry(name)
    intent = entry.path.read_text(encoding="utf-8")
    if entry.root.origin == "bundled" and "replaces:" not in intent:
        intent = intent.rstrip("\n") + "\nreplaces: bundled\n"
    files: dict[Path, str | None] = {root.intents / f"{name}.yaml": intent}
    for language in entry.languages:
        path = entry.root.templates / name / f"{language}{SUFFIX}"
        files[root.templates / name / f"{language}{SUFFIX}"] = path.read_text(encoding="utf-8")
    return files


def _inside(file: Path, catalogue: Catalogue) -> str:
    for root in catalogue.roots:
        if file.is_relative_to(root.templates):
            return file.relative_to(root.templates).as_posix()
    raise ContentError([Problem("T001", str(file), {"found": file.name, "near": nearest(file.name, ())})])


def _to_translate(text: str, source: str, tag: str) -> str:
    """Mark each line of words as still to be written."""
    lines = []
    for line in text.replace(f"_shared/{source}/", f"_shared/{tag}/").split("\n"):
        if not line.strip() or _CONTROL.fullmatch(line) or not re.search(r"[^\W\d_]", re.sub(r"\{\{.*?\}\}", "", line)):
            lines.append(line)
        elif line.lstrip().startswith("- "):
            lines.append(f"- {TODO} {line.lstrip()[2:]}")
        else:
            lines.append(f"{TODO} {line.strip()}")
    return "\n".join(lines)


def _write(files: dict[Path, str | None]) -> list[Path]:
    """Write files, none over another; a file without text only asks for its folder."""
    made: list[Path] = []
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is not None and not path.exists():
                with path.open("x", encoding="utf-8", newline="\n") as file:
                    made.append(path)
                    file.write(text)
    except OSError as error:
        for path in made:
            path.unlink(missing_ok=True)
        raise UsageError(
            [Problem("U012", "new", {"found": str(path), "reason": error.strerror or str(error)})]
        ) from None
    return made
