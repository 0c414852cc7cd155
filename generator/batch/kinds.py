"""What reports there are, told by their columns, and which column says what of an order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import msgspec

from generator.interface import Words
from generator.sources import convert, read_source

__all__ = ["PLAIN", "Kinds", "column_name", "columns_of", "kind_of", "kinds"]

PLAIN: Final = "plain"
"""The kind of a table that is none of Amazon's reports."""
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER: Final = re.compile(r"[^\w.]+|_+", re.UNICODE)
_SPELLINGS: Final = (("fulfilment", "fulfillment"), ("cancelled", "canceled"), ("cancelation", "cancellation"))


class _Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Words
    needs: list[str]


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data of ``report_kinds.yaml``."""

    kinds: dict[str, _Kind]
    fields: dict[str, list[str]]
    status_words: dict[str, list[str]]
    by_amazon: list[str]
    yes: list[str]
    left_out: dict[str, list[str]]
    zones: dict[str, str]


@cache
def kinds() -> Kinds:
    """Read what is known of reports."""
    return convert(read_source(Path(__file__).parent / "report_kinds.yaml", "batch/report_kinds.yaml"), Kinds)


@lru_cache(maxsize=4096)
def column_name(name: str) -> str:
    """Give a column's name in the form in which names are compared."""
    plain = _OTHER.sub("-", _CAMEL.sub("-", name.strip().strip('"\ufeff'))).strip("-").lower()
    for british, american in _SPELLINGS:
        plain = plain.replace(british, american)
    return plain


def kind_of(columns: Iterable[str]) -> str:
    """Tell which report has such columns, or ``PLAIN``; two of a kind's columns at least must be there."""
    names = {column_name(column) for column in columns}
    scores = {kind: sum(need in names for need in entry.needs) for kind, entry in kinds().kinds.items()}
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= 2 else PLAIN


def columns_of(columns: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Give for each thing that is known of an order the columns that may tell it, as they stand in the report."""
    by_name = {column_name(column): column for column in columns}
    return {field: tuple(by_name[name] for name in names if name in by_name) for field, names in kinds().fields.items()}
