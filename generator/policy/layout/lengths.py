"""CSS lengths in pixels."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["WIDTH", "font_size", "length"]

WIDTH: Final = 700.0
"""The width in pixels that a message is held against; what is given in pixels has no other measure."""
_IN_PIXELS: Final = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "vw": WIDTH / 100,
    "vi": WIDTH / 100,
    "vmax": WIDTH / 100,
}
_BASE: Final = 16.0
_KEYWORDS: Final = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": _BASE,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}
_STEP: Final = 1.2
_LENGTH: Final = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)", re.IGNORECASE)
_SUM: Final = re.compile(r"calc\(\s*(.+?)\s*\)", re.IGNORECASE)
_EX: Final = 0.5


def length(value: str, *, of: float, size: float = _BASE) -> float | None:
    """Give a length in pixels, or nothing for what is none (``auto``, ``inherit``, what cannot be told).

    Args:
        value: the CSS value, also a plain number as in old attributes.
        of: what per cents are counted from.
        size: the font size that ``em`` is counted from.
    """
    value = value.strip().lower()
    if found := _SUM.fullmatch(value):
        parts = re.split(r"\s+([+-])\s+", found[1])
        total = 0.0
        for sign, part in zip(["+", *parts[1::2]], parts[::2], strict=True):
            piece = length(part, of=of, size=size)
            if piece is None:
                return None
            total += piece if sign == "+" else -piece
        return total
    match = _LENGTH.fullmatch(value)
    if not match:
        return None
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return number * of / 100
    if unit in ("em", "ic", "lh"):
        return number * size
    if unit in ("rem", "rlh"):
        return number * _BASE
    if unit in ("ex", "ch"):
        return number * size * _EX
    return number * _IN_PIXELS[unit or "px"] if (unit or "px") in _IN_PIXELS else None


def font_size(value: str, parent: float) -> float | None:
    """Give a font size in pixels; ``parent`` is that of the element around."""
    value = value.strip().lower()
    if value in _KEYWORDS:
        return _KEYWORDS[value]
    if value in ("smaller", "larger"):
        return parent / _STEP if value == "smaller" else parent * _STEP
    return length(value, of=parent, size=parent)
