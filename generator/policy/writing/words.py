"""Words and endings of ``words.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from generator.sources import convert, read_source

__all__ = ["word_lists"]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    accepted: dict[str, frozenset[str]]
    endings: list[str]
    common: dict[str, str]


@cache
def word_lists() -> _Words:
    """Read the words that dictionaries lack, and the endings that listed words take."""
    return convert(read_source(Path(__file__).with_name("words.yaml"), "policy/writing/words.yaml"), _Words)
