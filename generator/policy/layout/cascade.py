"""The cascade: which declaration wins for each element, from style sheets, ``style`` attributes and old attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from generator.policy.layout.page import Element, Page

__all__ = ["Declared", "cascade", "remote_sheets"]

_LONGHANDS: Final = ("top", "right", "bottom", "left")
_FONT_SIZES: Final = {
    "1": "x-small", "2": "small", "3": "medium", "4": "large", "5": "x-large", "6": "xx-large", "7": "xxx-large",
}  # fmt: skip
_FONT_SIZE: Final = re.compile(
    r"(?:^|\s)(xx-small|x-small|small|medium|large|x-large|xx-large|xxx-large|smaller|larger|[\d.]+(?:px|pt|em|rem|ex|%|pc|in|cm|mm|vw))"
    r"(?:\s*/\s*(\S+))?\s+(.+)$",
    re.IGNORECASE,
)
_ALIGNED: Final = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "tbody", "thead", "tfoot"}
)
_SIZED: Final = frozenset(
    {"img", "table", "td", "th", "hr", "object", "embed", "video", "iframe", "svg", "col", "canvas"}
)
_OLD: Final[dict[str, list[tuple[frozenset[str] | set[str], tuple[str, ...]]]]] = {
    "align": [(_ALIGNED, ("text-align",))],
    "width": [(_SIZED, ("width",))],
    "height": [(_SIZED, ("height",))],
    "face": [({"font"}, ("font-family",))],
    "color": [({"font"}, ("color",))],
    "text": [({"body"}, ("color",))],
    "marginwidth": [({"body"}, ("margin-left", "margin-right"))],
    "leftmargin": [({"body"}, ("margin-left",))],
    "rightmargin": [({"body"}, ("margin-right",))],
    "background": [({"body", "table", "td", "th", "tr"}, ("background-image",))],
    "hspace": [({"img"}, ("margin-left", "margin-right"))],
}
"""Old attributes: on which tags each stands for which properties."""
_NESTED: Final = frozenset({"media", "supports", "layer", "container"})
_OTHER_MEDIA: Final = re.compile(r"^\s*(?:print|speech)\s*$", re.IGNORECASE)


class Declared(msgspec.Struct, frozen=True):
    """A declaration that holds for an element: its value, and where in the source it stands."""

    value: str
    at: int
    end: int
    weight: tuple[Any, ...] = ()
    old: bool = False


def cascade(page: Page) -> list[tuple[int, int]]:
    """Put on every element the declarations that win for it; gives the places of remote sheets and fonts."""
    from cssselect2 import ElementWrapper

    matcher, remote = _matcher(page)
    by_node = {id(element.wrapper): element for element in page.root.walk()}
    for wrapper in ElementWrapper.from_html_root(page.root.wrapper).iter_subtree():
        element = by_node.get(id(wrapper.etree_element))
        if element is None:
            continue
        _put(element, _old_attributes(element), (0, (0, 0, 0), 0))
        for specificity, order, pseudo, declarations in matcher.match(wrapper):
            if pseudo is None:
                _put(element, declarations, (1, specificity, order))
        _put(element, _inline(element), (2, (0, 0, 0), 0))
    return remote


def _put(element: Element, declarations: list[tuple[str, Declared, bool]], weight: tuple[Any, ...]) -> None:
    for name, declared, important in declarations:
        full = (important, *weight)
        before = element.declared.get(name)
        if before is None or before.weight <= full:
            element.declared[name] = msgspec.structs.replace(declared, weight=full)


def _matcher(page: Page) -> tuple[Any, list[tuple[int, int]]]:
    import tinycss2
    from cssselect2 import Matcher, SelectorError, compile_selector_list

    matcher = Matcher()
    remote: list[tuple[int, int]] = []
    for start, sheet in page.sheets:
        lines = [0, *(match.end() for match in re.finditer("\n", sheet))]

        def place(node: Any, start: int = start, lines: list[int] = lines) -> int:
            return int(start + lines[min(node.source_line, len(lines)) - 1] + node.source_column - 1)

        rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        for rule in _flat(rules, remote, place):
            declarations = _declarations(rule.content, place)
            try:
                selectors = compile_selector_list(rule.prelude)
            except SelectorError:
                continue
            for selector in selectors:
                matcher.add_selector(selector, declarations)
    return matcher, remote


def _flat(rules: Any, remote: list[tuple[int, int]], place: Any) -> Iterator[Any]:
    """Give the style rules of a sheet, those inside ``@media`` for screens too; note what it fetches."""
    import tinycss2

    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule":
            name = rule.lower_at_keyword
            if name in ("import", "font-face"):
                remote.append((place(rule), place(rule) + len(name) + 1))
            elif name in _NESTED and rule.content and not _OTHER_MEDIA.match(tinycss2.serialize(rule.prelude)):
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield from _flat(inner, remote, place)


def remote_sheets(page: Page) -> Iterator[Element]:
    """Give the links to style sheets and fonts outside the page."""
    for element in page.root.walk():
        kinds = element.attributes.get("rel", "").lower().split()
        if element.tag == "link" and ({"stylesheet", "preload", "prefetch"} & {*kinds}):
            yield element


def _declarations(content: Any, place: Any) -> list[tuple[str, Declared, bool]]:
    import tinycss2

    found: list[tuple[str, Declared, bool]] = []
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            at = place(node)
            value = tinycss2.serialize(node.value)
            shown = Declared(value.strip(), at, at + len(node.name) + 1 + len(value.rstrip()))
            found += [(name, part, node.important) for name, part in _expanded(node.lower_name, shown)]
    return found


def _inline(element: Element) -> list[tuple[str, Declared, bool]]:
    import tinycss2

    style = element.attributes.get("style")
    if not style:
        return []
    found: list[tuple[str, Declared, bool]] = []
    for node in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            shown = Declared(tinycss2.serialize(node.value).strip(), element.at, element.end)
            found += [(name, part, node.important) for name, part in _expanded(node.lower_name, shown)]
    return found


def _expanded(name: str, declared: Declared) -> Iterator[tuple[str, Declared]]:
    """Write a shorthand out as what it stands for."""
    value = declared.value
    replace = msgspec.structs.replace
    if name in ("margin", "padding"):
        parts = re.findall(r"(?:[^\s(]|\([^)]*\))+", value)[:4] or [""]
        full = [parts[0], parts[1] if len(parts) > 1 else parts[0]]
        full.append(parts[2] if len(parts) > 2 else full[0])
        full.append(parts[3] if len(parts) > 3 else full[1])
        for side, part in zip(_LONGHANDS, full, strict=True):
            yield f"{name}-{side}", replace(declared, value=part)
    elif name in ("margin-inline", "padding-inline"):
        parts = value.split() or [""]
        kind = name.partition("-")[0]
        yield f"{kind}-left", replace(declared, value=parts[0])
        yield f"{kind}-right", replace(declared, value=parts[-1])
    elif name in ("margin-inline-start", "padding-inline-start", "margin-inline-end", "padding-inline-end"):
        kind, _, side = name.partition("-inline-")
        yield f"{kind}-{'left' if side == 'start' else 'right'}", declared
    elif name == "font":
        yield "font", declared
        if match := _FONT_SIZE.search(value):
            yield "font-size", replace(declared, value=match[1])
            yield "font-family", replace(declared, value=match[3])
            yield "line-height", replace(declared, value=match[2] or "normal")
    else:
        yield name, declared


def _old_attributes(element: Element) -> list[tuple[str, Declared, bool]]:
    """Give what old presentational attributes and tags stand for."""
    found: dict[str, str] = {"text-align": "center"} if element.tag == "center" else {}
    for name, value in element.attributes.items():
        for tags, names in _OLD.get(name, ()):
            if element.tag in tags and value.strip():
                found |= dict.fromkeys(names, value.strip())
    if element.tag == "table" and element.attributes.get("align", "").strip().lower() == "center":
        found |= {"margin-left": "auto", "margin-right": "auto"}
    if element.tag == "font" and "size" in element.attributes:
        found |= _old_font_size(element.attributes["size"].strip())
    if "background-image" in found:
        found["background-image"] = f"url({found['background-image']})"
    return [(name, Declared(value, element.at, element.end, old=True), False) for name, value in found.items()]


def _old_font_size(value: str) -> dict[str, str]:
    if value[:1] in ("+", "-") and value[1:].isdigit():
        value = str(min(7, max(1, 3 + int(value))))
    return {"font-size": _FONT_SIZES[value]} if value in _FONT_SIZES else {}
