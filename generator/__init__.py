"""permitted: messages to Amazon buyers that keep Amazon's communication policy.

``compose`` makes a message from an intent and facts, ``check`` judges a text, ``load_catalogue`` finds the content.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from generator.content import Catalogue, load_catalogue
    from generator.errors import ContentError, PermittedError, Problem, UsageError
    from generator.message import Message, RefusedError, check, compose
    from generator.policy import Finding

__all__ = [
    "Catalogue",
    "ContentError",
    "Finding",
    "Message",
    "PermittedError",
    "Problem",
    "RefusedError",
    "UsageError",
    "check",
    "compose",
    "load_catalogue",
]

_ROOMS: Final = {
    "generator.content": ("Catalogue", "load_catalogue"),
    "generator.errors": ("ContentError", "PermittedError", "Problem", "UsageError"),
    "generator.message": ("Message", "RefusedError", "check", "compose"),
    "generator.policy": ("Finding",),
}
_HOME: Final = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return [*__all__]
