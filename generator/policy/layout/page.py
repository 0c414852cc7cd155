"""An HTML page as a tree whose elements know where they stand in the source.

The parser (``tinyhtml5``, as browsers parse) gives no places, so each start tag is marked before it reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any, Final

import msgspec

__all__ = ["MOST_CHARACTERS", "Element", "Page", "place_of", "read_page"]

MOST_CHARACTERS: Final = 500_000
"""Longer pages are refused unread: Amazon takes no mail near that size."""
_MARK: Final = "data-permitted-at"
_UNSEEN: Final = frozenset({"script", "style", "title", "head", "template", "noscript", "textarea", "select"})
_INLINE: Final = frozenset(
    "a abbr b bdi bdo big cite code dfn em font i img ins kbd label mark q s samp small span strike strong sub sup tt u var wbr".split()
)


class Element:
    """One element with its place, its parent and, once the cascade has run, its styles.

    ``at`` and ``end`` are where its start tag stands in the source; an element that the parser has added stands where
    its parent does.
    """

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None, at: int, end: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.at = at
        self.end = end
        self.children: list[Element | str] = []
        self.declared: dict[str, Any] = {}
        self.wrapper: Any = None

    def elements(self) -> Iterator[Element]:
        """Give the elements right inside."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """Give this element and all inside it, in the order of the source."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed([*element.elements()])

    def own_text(self) -> str:
        """Give the text right inside, without that of elements in it."""
        return "".join(child for child in self.children if isinstance(child, str))

    def text(self) -> str:
        """Give all visible text inside."""
        pieces: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            piece = waiting.pop()
            if isinstance(piece, str):
                pieces.append(piece)
            elif piece.tag not in _UNSEEN:
                waiting += reversed(piece.children)
        return "".join(pieces)

    def ancestors(self) -> Iterator[Element]:
        """Give the parent, its parent and so on."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent


class Page(msgspec.Struct, frozen=True):
    """A parsed page.

    ``words`` is what a reader reads, blocks set apart by line ends; letter ``i`` of it begins at ``places[i]`` of the
    source. ``sheets`` are style sheets with the place of their text.
    """

    source: str
    root: Element
    words: str
    places: list[int]
    sheets: list[tuple[int, str]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the source of a piece of ``words``."""
        if start >= len(self.places):
            return len(self.source), len(self.source)
        return self.places[start], self.places[max(start, end - 1)] + 1


def read_page(source: str) -> Page:
    """Parse a page; whatever is wrong with it is mended as a browser does."""
    import tinyhtml5

    scanner = _Scanner(source)
    tree: Any = tinyhtml5.parse(scanner.marked(), namespace_html_elements=False)
    root = _tree(tree, {start: end for start, end, _ in scanner.tags})
    return Page(source, root, "".join(scanner.words), scanner.places, scanner.sheets)


def _tree(node: Any, ends: dict[int, int]) -> Element:
    """Make elements of the parser's nodes; pages may be nested deeper than Python's calls."""
    root = _element(node, None, ends)
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        for child in parent.wrapper:
            if isinstance(child.tag, str):
                made = _element(child, parent, ends)
                parent.children.append(made)
                waiting.append(made)
            if child.tail:
                parent.children.append(child.tail)
    return root


def _element(node: Any, parent: Element | None, ends: dict[int, int]) -> Element:
    mark = node.attrib.pop(_MARK, None)
    attributes = {str(name): str(value) for name, value in node.attrib.items()}
    at = int(mark) if mark and mark.isdigit() else (parent.at if parent else 0)
    element = Element(node.tag.rpartition("}")[2].lower(), attributes, parent, at, ends.get(at, at))
    element.wrapper = node
    if node.text:
        element.children.append(node.text)
    return element


class _Scanner(HTMLParser):
    """Finds the places of start tags, of style sheets and of the words that are read."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self.tags: list[tuple[int, int, str]] = []
        self.words: list[str] = []
        self.places: list[int] = []
        self.sheets: list[tuple[int, str]] = []
        self._unseen: list[str] = []
        self.feed(source)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _add(self, text: str, at: int, *, each: bool) -> None:
        self.words.append(text)
        self.places += range(at, at + len(text)) if each else [at] * len(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = self._here()
        self.tags.append((at, at + len(self.get_starttag_text() or "<>"), tag))
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag not in _INLINE:
            self._add("\n", at, each=False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML a slash at the end of a tag means nothing.
        self.handle_starttag(tag, attrs)
        if tag in _UNSEEN:
            self._unseen.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif tag not in _INLINE:
            self._add("\n", self._here(), each=False)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            if self._unseen[-1] == "style":
                self.sheets.append((self._here(), data))
            return
        self._add(data, self._here(), each=True)

    def handle_entityref(self, name: str) -> None:
        if not self._unseen:
            self._add(unescape(f"&{name};"), self._here(), each=False)

    def handle_charref(self, name: str) -> None:
        if not self._unseen:
            self._add(unescape(f"&#{name};"), self._here(), each=False)

    def marked(self) -> str:
        pieces: list[str] = []
        last = 0
        for start, _, tag in self.tags:
            cut = start + 1 + len(tag)
            pieces += (self._source[last:cut], f' {_MARK}="{start}"')
            last = cut
        return "".join([*pieces, self._source[last:]])


def place_of(source: str, offset: int) -> tuple[int, int]:
    """Give line and column of a place, both counted from 1."""
    line = source.count("\n", 0, offset) + 1
    return line, offset - source.rfind("\n", 0, offset)
