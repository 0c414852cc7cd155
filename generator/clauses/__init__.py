"""The clauses of the policy that this version keeps, dated; rules and intents name them by id."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

__all__ = ["clauses", "policy_version"]

_HERE: Final = Path(__file__).parent


def _read(name: str, kind: Any) -> Any:
    import msgspec.yaml

    return msgspec.yaml.decode((_HERE / name).read_bytes(), type=kind)


@cache
def policy_version() -> str:
    """Give the version of the policy, ``YYYY-MM``."""
    return str(_read("policy.yaml", dict[str, str])["version"])


@cache
def clauses() -> dict[str, dict[str, str]]:
    """Give every clause by id, in English and Chinese."""
    read: dict[str, dict[str, str]] = _read("clauses.yaml", dict[str, dict[str, str]])
    return read
