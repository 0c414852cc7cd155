"""Content roots: the folders that hold ``intents/`` and ``templates/``, in the order in which they are searched."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from generator.errors import ContentError, Location, Problem

__all__ = ["Origin", "Root", "bundled_root", "find_roots", "root_of", "user_folder"]

Origin = Literal["option", "environment", "user", "bundled"]
VARIABLE: Final = "PERMITTED_CONTENT"


class Root(msgspec.Struct, frozen=True):
    """A folder with content, and how it came to be searched."""

    folder: Path
    origin: Origin

    @property
    def intents(self) -> Path:
        """The folder of intent files."""
        return self.folder / "intents"

    @property
    def templates(self) -> Path:
        """The folder of templates, one folder an intent."""
        return self.folder / "templates"

    @property
    def samples(self) -> Path:
        """The folder of samples; an installed package has none."""
        return self.folder / "samples"

    @property
    def record(self) -> Path:
        """The vetting record of this root."""
        return self.templates / "vetted.yaml"

    def shown(self, path: Path) -> str:
        """Name a file for a person: from the root for bundled content, as given for other roots."""
        if self.origin == "bundled":
            return path.relative_to(self.folder).as_posix()
        return path.as_posix()


def _is_root(folder: Path) -> bool:
    return (folder / "intents").is_dir() and (folder / "templates").is_dir()


def bundled_root() -> Root:
    """Find the content that came with this package: inside it when installed, beside it in a checkout.

    Raises:
        ContentError: the installation is incomplete.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_content", package.parent):
        if _is_root(folder):
            return Root(folder, "bundled")
    raise ContentError([Problem("K001", str(package), {}, Location(str(package)))])


def user_folder() -> Path:
    """Give the folder in which a user may keep content of their own; it need not exist."""
    base = os.environ.get("XDG_CONFIG_HOME")
    if os.name == "nt":
        base = os.environ.get("APPDATA") or base
    return (Path(base) if base else Path.home() / ".config") / "permitted" / "content"


def root_of(path: Path) -> Path | None:
    """Find the content root that a file or folder lies in: the nearest folder above with intents and templates."""
    here = path.resolve()
    return next((folder for folder in (here, *here.parents) if _is_root(folder)), None)


def find_roots(content: Sequence[Path] = ()) -> tuple[Root, ...]:
    """List the content roots: the folders asked for, the environment's, the user's, the bundled one.

    Raises:
        ContentError: a folder that was asked for is no content root.
    """
    named: list[tuple[Path, Origin]] = [(folder, "option") for folder in content]
    named += [(Path(part), "environment") for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    problems = [
        Problem("K002", str(folder), {"origin": origin}, Location(str(folder)))
        for folder, origin in named
        if not _is_root(folder)
    ]
    if problems:
        raise ContentError(problems)
    if _is_root(user_folder()):
        named.append((user_folder(), "user"))
    return (*(Root(folder, origin) for folder, origin in named), bundled_root())
