"""Pictures of a page: where they come from, and what their bytes tell where these are at hand."""

from __future__ import annotations

import base64
import binascii
import io
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, unquote_to_bytes

import msgspec

__all__ = ["Facts", "read_picture", "sources_in"]

_DATA: Final = re.compile(r"data:([^,;]*)((?:;[^,]*)?),(.*)", re.IGNORECASE | re.DOTALL)
_URL: Final = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\s]*))\s*\)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_MOST_BYTES: Final = 20_000_000


class Facts(msgspec.Struct, frozen=True):
    """What the bytes of a picture tell; sizes in pixels."""

    width: int
    height: int
    moves: bool


def read_picture(source: str, base: Path | None) -> Facts | None:
    """Read a ``data:`` address or a file beside the page; nothing for what is elsewhere or is no picture.

    Args:
        source: the address as it stands in the page.
        base: the folder of the page, if it has one.
    """
    content = _bytes(source.strip(), base)
    if content is None:
        return None
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture:
            return Facts(picture.width, picture.height, bool(getattr(picture, "is_animated", False)))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _bytes(source: str, base: Path | None) -> bytes | None:
    if match := _DATA.match(source):
        if "base64" not in match[2].lower():
            return unquote_to_bytes(match[3])
        try:
            return base64.b64decode(re.sub(r"\s", "", unquote(match[3])))
        except (binascii.Error, ValueError):
            return None
    if base is None or not source or _SCHEME.match(source):
        return None
    path = base / unquote(re.split(r"[?#]", source)[0])
    try:
        if path.is_file() and path.stat().st_size <= _MOST_BYTES:
            return path.read_bytes()
    except (OSError, ValueError):
        return None
    return None


def sources_in(css: str) -> list[str]:
    """Give the addresses in a CSS value."""
    return [match[1] or match[2] or match[3] or "" for match in _URL.finditer(css)]
