"""The words of a text without its markup, every other letter in its place."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["without_markup"]

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_LINK: Final = re.compile(r"(?:href)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_PICTURE: Final = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|\[img[^\]\n]{0,300}\][^\[\n]{0,500}\[/img\]", re.IGNORECASE
)


def without_markup(text: str) -> str:
    """Blank out tags and pictures; where a tag holds a link, the link stays to be judged."""
    if "<" not in text and "[" not in text:
        return text
    text = _PICTURE.sub(lambda match: " " * len(match[0]), text)
    return _TAG.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    tag = match[0]
    link = _LINK.search(tag)
    if not link:
        return " " * len(tag)
    start, end = link.span(1)
    return " " * start + tag[start:end] + " " * (len(tag) - end)
