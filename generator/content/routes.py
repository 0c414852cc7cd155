"""Routes: how Amazon takes a message of each kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from generator.interface import Words
from generator.sources import convert, read_source

__all__ = ["Route", "routes"]


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way into Amazon's messaging. ``limit`` counts characters; no ``operation`` means that the API has none."""

    contact_reason: Words
    limit: int
    operation: str | None = None
    path: str = ""
    api_text: bool = True
    least_files: int = 0
    most_files: int = 0
    only: tuple[str, ...] = ()
    note: Words | None = None
    id: str = ""


@cache
def routes() -> dict[str, Route]:
    """Read the routes by their id."""
    path = Path(__file__).parent / "routes.yaml"
    read = convert(read_source(path, path.name), dict[str, Route])
    return {name: msgspec.structs.replace(route, id=name) for name, route in read.items()}
