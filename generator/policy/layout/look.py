"""How a page looks: what is inherited, how wide things are, what is hidden."""

from __future__ import annotations

from typing import Final

import msgspec

from generator.policy.layout.lengths import WIDTH, font_size, length
from generator.policy.layout.page import Element

__all__ = ["Look", "look_of"]

_BLOCK_MARGINS: Final = {"blockquote": (40.0, 40.0), "figure": (40.0, 40.0), "dd": (40.0, 0.0)}
_LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
_LIST_PADDING: Final = 40.0
_TAG_SIZES: Final = {
    "h1": "2em", "h2": "1.5em", "h3": "1.17em", "h5": "0.83em", "h6": "0.67em", "small": "smaller", "big": "larger",
    "sub": "smaller", "sup": "smaller", "rt": "50%",
}  # fmt: skip
_FIXED_WIDTH: Final = frozenset({"pre", "code", "kbd", "samp", "tt"})
_FIXED_SHARE: Final = 13 / 16
_KEPT: Final = frozenset({"inherit", "unset", "revert"})
_INLINE: Final = frozenset(
    "a abbr b bdi bdo big cite code em font i img ins kbd label mark q s samp small span strike strong sub sup tt u".split()
)
_CELLS: Final = frozenset({"td", "th"})


class Look(msgspec.Struct):
    """The look of one element, in pixels.

    ``left`` and ``right`` are how far its contents stand from the borders of the message; ``width`` is the room that
    they have.
    """

    left: float
    right: float
    width: float
    size: float
    hidden: bool
    aligned: Element | None


def look_of(element: Element, parent: Look | None) -> Look:
    """Work out the look of an element from that of its parent."""
    if parent is None:
        return Look(0.0, 0.0, WIDTH, 16.0, hidden=False, aligned=None)
    size = _size(element, parent.size)
    look = Look(parent.left, parent.right, parent.width, size, parent.hidden or _hidden(element, size), parent.aligned)
    _align(element, look)
    if element.tag in _INLINE and element.declared.keys().isdisjoint({"display", "float"}):
        return look
    left, right, width = _box(element, parent, size)
    look.left += left
    look.right += right
    look.width = max(width, 0.0)
    return look


def _value(element: Element, name: str) -> str:
    declared = element.declared.get(name)
    return declared.value.strip().lower() if declared else ""


def _size(element: Element, parent: float) -> float:
    value = _value(element, "font-size")
    if value and value not in _KEPT:
        return font_size(value, parent) or parent
    if element.tag in _FIXED_WIDTH and not any(other.tag in _FIXED_WIDTH for other in element.ancestors()):
        return parent * _FIXED_SHARE
    return font_size(_TAG_SIZES.get(element.tag, "1em"), parent) or parent


def _hidden(element: Element, size: float) -> bool:
    if element.tag in ("head", "script", "style", "template", "title") or "hidden" in element.attributes:
        return True
    if _value(element, "display") == "none" or _value(element, "visibility") in ("hidden", "collapse") or size < 1:
        return True
    if _value(element, "opacity") in ("0", "0%", "0.0", ".0"):
        return True
    if _value(element, "overflow") in ("hidden", "clip") and any(
        length(_value(element, name), of=WIDTH) == 0
        for name in ("height", "max-height", "width", "max-width")
        if _value(element, name)
    ):
        return True
    if _value(element, "position") in ("absolute", "fixed"):
        for name in ("left", "top", "right", "bottom"):
            place = length(_value(element, name), of=WIDTH, size=size)
            if place is not None and place < -WIDTH / 2:
                return True
    return False


def _align(element: Element, look: Look) -> None:
    """Keep the element that re-aligns the text inside, or none where the text stands as it would by itself."""
    value = _value(element, "text-align")
    if not value or value in _KEPT:
        return
    right_to_left = any(other.attributes.get("dir", "").lower() == "rtl" for other in (element, *element.ancestors()))
    usual = {"start", "initial", "right" if right_to_left else "left"}
    look.aligned = None if value in usual else element


def _box(element: Element, parent: Look, size: float) -> tuple[float, float, float]:
    """Give how far the contents stand in from the parent's at the left and the right, and their width."""
    available = parent.width
    margins = [_side(element, "margin", side, available, size) for side in ("left", "right")]
    if element.tag in _BLOCK_MARGINS:
        margins = [
            own if _value(element, f"margin-{side}") else usual
            for own, usual, side in zip(margins, _BLOCK_MARGINS[element.tag], ("left", "right"), strict=True)
        ]
    paddings = [_side(element, "padding", side, available, size) or 0.0 for side in ("left", "right")]
    if element.tag in _LISTS and not _value(element, "padding-left"):
        paddings[0] = _LIST_PADDING
    width = _width(element, available, size)
    autos = [margin is None for margin in margins]
    fixed = sum(margin or 0.0 for margin in margins)
    if width is None or element.tag in _CELLS:
        inner = (min(width, available) if width is not None else available - fixed) - sum(paddings)
    else:
        inner = width
        room = max(available - width - sum(paddings) - fixed, 0.0)
        if any(autos):
            margins = [room / sum(autos) if auto else margin for auto, margin in zip(autos, margins, strict=True)]
    left = (margins[0] or 0.0) + paddings[0]
    right = (margins[1] or 0.0) + paddings[1]
    if element.tag in _CELLS and element.parent:
        left += _spacers(element, available, size, before=True)
        right += _spacers(element, available, size, before=False)
    indent = length(_value(element, "text-indent"), of=inner, size=size)
    return left + max(indent or 0.0, 0.0), right, inner


def _side(element: Element, kind: str, side: str, available: float, size: float) -> float | None:
    """Give a margin or padding; nothing for ``auto``."""
    value = _value(element, f"{kind}-{side}")
    if value == "auto":
        return None
    return length(value, of=available, size=size) or 0.0


def _width(element: Element, available: float, size: float) -> float | None:
    width = length(_value(element, "width"), of=available, size=size)
    most = length(_value(element, "max-width"), of=available, size=size)
    if most is not None and (width is None or most < width):
        return min(most, available)
    return width


def _spacers(cell: Element, available: float, size: float, *, before: bool) -> float:
    """Give the width of empty cells that stand before or after a cell and work as a margin."""
    row = [other for other in cell.parent.elements() if other.tag in _CELLS] if cell.parent else []
    at = row.index(cell)
    others = row[:at] if before else row[at + 1 :]
    if any(_filled(other) for other in others):
        return 0.0
    return sum(_width(other, available, size) or 0.0 for other in others)


def _filled(cell: Element) -> bool:
    return bool(cell.text().replace("\xa0", " ").strip()) or any(
        inner.tag in ("img", "svg", "hr") for inner in cell.walk()
    )
