"""The clauses of the policy that this version keeps, dated; rules and intents name them by id."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

__all__ = ["clauses", "policy_version"]


class _Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    en: str
    zh: str


class _Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    clauses: dict[str, _Clause]


@cache
def _policy() -> _Policy:
    import msgspec.yaml

    return msgspec.yaml.decode((Path(__file__).parent / "clauses.yaml").read_bytes(), type=_Policy, strict=False)


def policy_version() -> str:
    """Give the version of the policy, ``YYYY-MM``."""
    return _policy().version


@cache
def clauses() -> dict[str, dict[str, str]]:
    """Give every clause by id, in English and Chinese."""
    return {name: {"en": clause.en, "zh": clause.zh} for name, clause in _policy().clauses.items()}
