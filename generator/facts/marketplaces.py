"""Amazon's marketplaces: id, currency, country and the buyers' languages."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import msgspec

from generator.errors import Problem, UsageError, nearest, one_of

__all__ = ["Marketplace", "find_marketplace", "marketplaces"]


class Marketplace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One marketplace as Amazon's public API documentation lists it."""

    id: str
    currency: str
    country: str
    languages: tuple[str, ...]
    site: str
    code: str = ""


@cache
def marketplaces() -> dict[str, Marketplace]:
    """Read the marketplaces, by their two-letter code."""
    raw = (Path(__file__).parent / "marketplaces.yaml").read_bytes()
    import msgspec.yaml

    read = msgspec.yaml.decode(raw, type=dict[str, Marketplace])
    return {code: msgspec.structs.replace(entry, code=code) for code, entry in read.items()}


@lru_cache(maxsize=256)
def find_marketplace(name: str) -> Marketplace:
    """Find a marketplace by code, id or site (``DE``, ``A1PA6795UKMFR9``, ``amazon.de``, ``Amazon.de``).

    Raises:
        UsageError: there is no such marketplace.
    """
    wanted = name.strip().casefold().removeprefix("www.")
    wanted = {"gb": "uk"}.get(wanted, wanted)
    for code, entry in marketplaces().items():
        if wanted in (code.casefold(), entry.id.casefold(), entry.site):
            return entry
    known = [*marketplaces()]
    near = nearest(name, [*known, *(entry.site for entry in marketplaces().values())])
    raise UsageError([Problem("U002", "marketplace", {"found": name, "near": near or "–", "known": one_of(known)})])
