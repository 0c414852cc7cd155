"""The catalogue: every intent and wording that the content roots hold, found by file name and read when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from generator.content.intent import Intent, read_intent
from generator.content.layouts import LAYOUT_SUFFIX, Layout, find_layout, read_layout
from generator.content.roots import Root, find_roots
from generator.content.routes import Route, routes
from generator.content.snapshots import FOLDER as SNAPSHOTS
from generator.content.templates import SUFFIX, Template, Templates
from generator.content.vetting import Record, Signature, read_record, wording_hash
from generator.errors import ContentError, Location, Problem, UsageError, nearest, one_of
from generator.sources import Source, read_source

__all__ = ["Catalogue", "Entry", "Wording", "load_catalogue"]

SHARED_FACTS = "_shared/facts.yaml"


class Wording(msgspec.Struct, frozen=True):
    """One wording with its hash and, when it is on record, its signature."""

    intent: Intent
    language: str
    template: Template
    sha256: str
    signature: Signature | None
    changed: bool
    root: Root
    path: Path
    files: tuple[tuple[str, Path], ...]
    """Every file that its hash covers, under the name by which it does."""
    layout: Layout | None = None

    @property
    def signed(self) -> bool:
        """Whether exactly this wording is on record."""
        return self.signature is not None and not self.changed


class Entry(msgspec.Struct, dict=True, eq=False):
    """One intent's place in a root; its files are read on first use."""

    id: str
    root: Root
    bundled: Root
    hidden: tuple[Root, ...] = ()
    _wordings: dict[str, Wording] = msgspec.field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The intent's file."""
        return self.root.intents / f"{self.id}.yaml"

    @cached_property
    def _shared(self) -> tuple[Path, Source] | None:
        for root in dict.fromkeys((self.root, self.bundled)):
            path = root.intents / SHARED_FACTS
            if path.is_file():
                return path, read_source(path, root.shown(path))
        return None

    @cached_property
    def source(self) -> Source:
        """The intent's file as read, with the place of every key.

        Raises:
            ContentError: it cannot be read.
        """
        return read_source(self.path, self.root.shown(self.path))

    @cached_property
    def intent(self) -> Intent:
        """The intent.

        Raises:
            ContentError: its file is wrong, or it hides a bundled intent without saying so.
        """
        source = self.source
        shared = self._shared[1] if self._shared else None
        intent = read_intent(source, self.id, shared, routes=frozenset(routes()))
        if self.hidden and self.root.origin != "bundled" and intent.replaces != "bundled":
            other = self.hidden[0]
            raise ContentError(
                [source.problem("K003", found=self.id, other=other.shown(other.intents / f"{self.id}.yaml"))]
            )
        return intent

    @property
    def route(self) -> Route:
        """How Amazon takes this intent's messages."""
        return routes()[self.intent.route]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a template, by file name."""
        folder = self.root.templates / self.id
        found = folder.glob(f"*{SUFFIX}") if folder.is_dir() else ()
        return tuple(sorted(path.name.removesuffix(SUFFIX) for path in found))

    @cached_property
    def _templates(self) -> Templates:
        return Templates(tuple(dict.fromkeys((self.root.templates, self.bundled.templates))), self._shown)

    def _shown(self, path: Path) -> str:
        home = self.root if path.is_relative_to(self.root.folder) else self.bundled
        return home.shown(path) if path.is_relative_to(home.folder) else path.as_posix()

    @cached_property
    def _record(self) -> Record:
        return read_record(self.root, self.id)

    def _layout(self, language: str) -> Layout | None:
        path = find_layout(self.root.templates, self.id, language)
        return read_layout(path, self.root.shown(path)) if path else None

    def wording(self, language: str) -> Wording:
        """Load the wording of a language that ``languages`` lists.

        Raises:
            ContentError: the intent, the template or the vetting record is wrong.
        """
        if language not in self._wordings:
            name = f"{self.id}/{language}{SUFFIX}"
            path = self.root.templates / name
            template = self._templates.load(name, language, self.root.shown(path))
            files = [("intent", self.path)]
            if self._shared:
                files.append(("shared facts", self._shared[0]))
            files += [(file.name, file) for file in template.files]
            layout = self._layout(language)
            if layout:
                files.append(("layout", layout.path))
            sha256 = wording_hash(files)
            signature = self._record.get(self.id, {}).get(language)
            changed = signature is not None and signature.sha256 != sha256
            self._wordings[language] = Wording(
                self.intent, language, template, sha256, signature, changed, self.root, path, (*files,), layout
            )
        return self._wordings[language]


class Catalogue(msgspec.Struct, dict=True, eq=False):
    """All intents of all roots. One broken entry never hides the others."""

    roots: tuple[Root, ...]

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every intent that has a file, by id; the first root that has one wins."""
        bundled = self.roots[-1]
        places: dict[str, list[Root]] = {}
        for root in self.roots:
            for path in sorted(root.intents.glob("*.yaml")):
                places.setdefault(path.stem, []).append(root)
        return {name: Entry(name, found[0], bundled, tuple(found[1:])) for name, found in sorted(places.items())}

    def entry(self, name: str) -> Entry:
        """Find an intent.

        Raises:
            UsageError: there is none of this name.
        """
        wanted = name.strip().casefold().replace("-", "_").replace(" ", "_")
        if wanted in self.entries:
            return self.entries[wanted]
        near = nearest(wanted, self.entries)
        raise UsageError(
            [Problem("U001", "intent", {"found": name, "near": near or "–", "known": one_of(self.entries)})]
        )

    def shared(self, name: str) -> Path | None:
        """Find a template or partial that every root may use: one that came with the bundled content."""
        path = self.roots[-1].templates / name
        return path if path.is_file() else None

    def stray_files(self, roots: Iterable[Root]) -> Iterable[Problem]:
        """Name the files that stand among the intents and templates of some roots and belong to nothing."""
        for root in roots:
            for path in sorted([*root.intents.rglob("*"), *root.templates.rglob("*")]):
                if path.is_file() and not self._known(root, path):
                    shown = root.shown(path)
                    near = {".yml": ".yaml", ".jinja": SUFFIX, ".j2": SUFFIX, ".jinja2": SUFFIX}.get(path.suffix, "")
                    yield Problem("K004", shown, {"near": near or "–"}, Location(shown))

    def _known(self, root: Root, path: Path) -> bool:
        if path.name.startswith(".") or path.name == "README.md" or path == root.record:
            return True
        if path.parent == root.templates / SNAPSHOTS:
            return path.suffix == ".txt"
        if path.is_relative_to(root.intents):
            inside = path.relative_to(root.intents).as_posix()
            return inside == SHARED_FACTS or (path.suffix == ".yaml" and path.parent == root.intents)
        inside_parts = path.relative_to(root.templates).parts
        if path.name.endswith(LAYOUT_SUFFIX) and inside_parts[0] == "_shared":
            return len(inside_parts) == 2
        if not path.name.endswith((SUFFIX, LAYOUT_SUFFIX)):
            return False
        if inside_parts[0] == "_shared":
            return len(inside_parts) == 3
        return len(inside_parts) == 2 and (root.intents / f"{inside_parts[0]}.yaml").is_file()


def load_catalogue(content: Sequence[Path | str] = ()) -> Catalogue:
    """Find the content roots and list what they hold; nothing is read until it is asked for.

    Args:
        content: folders that are searched before the environment's, the user's and the bundled content.

    Raises:
        ContentError: a folder asked for is no content root, or the installation is incomplete.
    """
    return Catalogue(find_roots([Path(folder) for folder in content]))
