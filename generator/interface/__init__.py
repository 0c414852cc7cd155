"""What the program says to its users, in English and Chinese.

All wording lives in the YAML files beside this module, each entry with an ``en`` and a ``zh`` side; code names an
entry and hands over values. Nothing here imports another room.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec

Ui = Literal["en", "zh"]
UIS: Final[tuple[Ui, ...]] = ("en", "zh")

_VARIABLES: Final = ("PERMITTED_UI", "LC_ALL", "LC_MESSAGES", "LANG")
_chosen: ContextVar[Ui | None] = ContextVar("chosen", default=None)

__all__ = ["UIS", "Ui", "Words", "entries", "interface_language", "say", "spoken"]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text for the seller, in English and Chinese."""

    en: str
    zh: str

    def __getitem__(self, ui: str) -> str:
        return self.zh if ui == "zh" else self.en


_HERE: Final = Path(__file__).parent


@cache
def entries(topic: str) -> dict[str, dict[str, dict[str, str]]]:
    """Read one wording file: entry name → language → field → text."""
    import msgspec.yaml

    return msgspec.yaml.decode(
        (_HERE / f"{topic}.yaml").read_bytes(), type=dict[str, dict[str, dict[str, str]]], strict=False
    )


def say(topic: str, entry: str, ui: Ui, field: str = "text", **values: object) -> str:
    """Give one text with its values filled in; an absent field is the empty string.

    Raises:
        KeyError: the topic has no such entry.
    """
    return entries(topic)[entry][ui].get(field, "").format_map(_Values(values))


class _Values(dict[str, object]):
    """Values for ``format_map``, each shown as plain text whatever braces it holds."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__({name: str(value) for name, value in values.items()})


@contextmanager
def spoken(ui: Ui) -> Iterator[None]:
    """Speak one language wherever no other is asked for, whatever the environment says."""
    token = _chosen.set(ui)
    try:
        yield
    finally:
        _chosen.reset(token)


def interface_language(asked: str | None = None) -> Ui:
    """Choose the language of prompts: what was asked for, else ``PERMITTED_UI``, else the locale, else English."""
    for wish in (asked, _chosen.get(), *map(os.environ.get, _VARIABLES)):
        if wish:
            return "zh" if wish.lower().startswith("zh") else "en"
    return "en"
