"""YAML as plain strings, with the place of every key and value.

PyYAML's own constructors would turn ``no`` into ``False``, ``1.10`` into 1.1 and keep the last of two equal keys; here
every scalar stays the text that was typed and its type follows from the declaration that it is held against.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Final

import msgspec
import yaml

from generator.errors import ContentError, Location, Problem

__all__ = ["Plain", "Source", "Trail", "read_source", "read_text"]

Plain = str | None | list["Plain"] | dict[str, "Plain"]
Trail = tuple[str | int, ...]

MAX_BYTES: Final = 1_000_000
_DEEPEST: Final = 100
_WIDEST: Final = 300
_PLAIN_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value", "merge")
)
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Source(msgspec.Struct):
    """One read file: its plain data, its lines, and where each trail of keys stands."""

    path: str
    text: str
    data: Plain = None
    places: dict[Trail, tuple[int, int]] = msgspec.field(default_factory=dict)
    problems: list[Problem] = msgspec.field(default_factory=list)

    def problem(self, code: str, trail: Trail = (), **values: object) -> Problem:
        """Make a problem that stands at a trail, or at the nearest part of it that has a place."""
        while trail and trail not in self.places:
            trail = trail[:-1]
        line, column = self.places.get(trail, (0, 0))
        return self.problem_at(code, line, column, **values)

    def problem_at(self, code: str, line: int, column: int, **values: object) -> Problem:
        """Make a problem at a line and column, with the line itself as the excerpt."""
        location = Location(self.path, line, column)
        lines = self.text.split("\n")
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        return Problem(code, str(location), values, location, excerpt)


def read_text(path: Path, shown: str, *, limit: int = MAX_BYTES) -> str:
    """Read a UTF-8 text file.

    Raises:
        ContentError: the file is missing, unreadable, a folder, too large, or not UTF-8 text.
    """

    def refuse(code: str, **values: object) -> ContentError:
        return ContentError([Problem(code, shown, values, Location(shown))])

    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError:
        names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        near = difflib.get_close_matches(path.name, names, n=1)
        raise refuse("S001", near=near[0] if near else "–") from None
    except IsADirectoryError:
        raise refuse("S002") from None
    except (OSError, ValueError) as error:
        raise refuse("S003", reason=getattr(error, "strerror", None) or str(error)) from None
    if len(raw) > limit:
        raise refuse("S004", limit=limit)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("S005", offset=error.start) from None
    if "\0" in text:
        raise refuse("S005", offset=text.index("\0"))
    return text.replace("\r\n", "\n")


def read_source(path: Path, shown: str | None = None, *, text: str | None = None) -> Source:
    """Read one YAML document as plain strings.

    Problems of form (two equal keys, an anchor, a tag) are collected in the result, so that they can be told
    together with those of meaning.

    Raises:
        ContentError: the file cannot be read or is no YAML.
    """
    name = shown or str(path)
    source = Source(name, read_text(path, name) if text is None else text)
    if _too_deep(source.text):
        raise ContentError([source.problem_at("S010", 1, 1, reason={"en": "nested too deeply", "zh": "嵌套过深"})])
    try:
        root = yaml.compose(source.text, Loader=_LOADER)
        if root is not None:
            source.data = _Walk(source).value(root, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = source.text.split("\n")
        if "\t" in lines[min(line, len(lines)) - 1]:
            raise ContentError([source.problem_at("S015", line, column)]) from None
        raise ContentError([source.problem_at("S010", line, column, reason=error.problem or error.context)]) from None
    except yaml.YAMLError as error:
        raise ContentError([source.problem_at("S010", 1, 1, reason=str(error).split("\n")[0])]) from None
    return source


def _too_deep(text: str) -> bool:
    """Tell nesting beyond any honest file before libyaml recurses into it and takes the process down."""
    if re.search(rf"(?:[-?] ){{{_DEEPEST}}}|^ {{{_WIDEST}}}\S", text, re.MULTILINE):
        return True
    depth = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            return True
    return False


class _Walk:
    """Turns YAML nodes into plain data and notes their places."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, trail: Trail) -> Plain:
        place = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.source.places.setdefault(trail, place)
        if id(node) in self.seen:
            self._note("S012", place)
            return None
        self.seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self._note("S013", place, tag=node.tag.replace("tag:yaml.org,2002:", "!!"))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, trail)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*trail, index)) for index, item in enumerate(node.value)]
        text: str = node.value
        return None if not text and getattr(node, "style", None) is None else text

    def _mapping(self, node: yaml.MappingNode, trail: Trail) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self._note("S014", place)
                continue
            key: str = key_node.value
            if key in result:
                first = self.source.places[(*trail, key)][0]
                self._note("S011", place, key=key, first=first)
                continue
            self.source.places[(*trail, key)] = place
            result[key] = self.value(value_node, (*trail, key))
        return result

    def _note(self, code: str, place: tuple[int, int], **values: object) -> None:
        self.source.problems.append(self.source.problem_at(code, place[0], place[1], **values))
