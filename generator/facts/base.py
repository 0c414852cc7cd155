"""What a fact type is, and the registry of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Final

import msgspec

from generator.errors import Problem

__all__ = ["FACT_TYPES", "FactFault", "FactType", "ParseContext", "Raw", "Shown", "plain_line"]

Raw = str | None | list[Any] | dict[str, Any]
Shown = str | tuple[str, ...]

FACT_TYPES: Final[dict[str, FactType]] = {}
LONGEST: Final = 1000
"""No single value is longer; what is longer was pasted by mistake."""


class FactFault(ValueError):  # noqa: N818 (a fault in one value; errors hold many of them)
    """One value does not fit its type; ``code`` and ``values`` make the problem."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def problem(self, where: str) -> Problem:
        """Turn the fault into the problem of one fact."""
        return Problem(self.code, where, self.values)


class ParseContext(msgspec.Struct, frozen=True):
    """What reading a value may depend on: nothing else does.

    ``currency`` and ``country`` are the marketplace's (empty without one), ``folder`` is where relative file names
    start, ``options`` are a choice's allowed values.
    """

    today: date
    currency: str = ""
    country: str = ""
    folder: Path = msgspec.field(default_factory=Path)
    options: tuple[str, ...] = ()
    most: int = 0


class FactType(ABC):
    """One kind of fact: how it is read, how it is shown, and an example."""

    name: ClassVar[str]
    example: ClassVar[str]
    prose: ClassVar[bool] = False
    """Whether the value is typed words, so that the policy must read it."""
    many: ClassVar[bool] = False
    """Whether several values make one fact (a list in a file, ``;`` between them on a line)."""

    def __init_subclass__(cls) -> None:
        if "name" in cls.__dict__:
            FACT_TYPES[cls.name] = cls()

    @abstractmethod
    def parse(self, raw: Raw, context: ParseContext) -> Any:
        """Read a value.

        Raises:
            FactFault: the value does not fit.
        """

    @abstractmethod
    def show(self, value: Any, locale: str) -> Shown:
        """Format a value for a buyer: a text, or a tuple of texts for lists."""

    def plain(self, value: Any) -> Any:
        """Give the value as JSON can hold it, so that ``parse(plain(value)) == value``."""
        return value

    def words(self, value: Any) -> tuple[str, ...]:
        """Give the typed words inside, for the policy check; only for ``prose`` types."""
        return (value,)


def items(raw: Raw) -> list[Any]:
    """Split what was given for a list fact: a list, or one line with ``;`` between the values."""
    if isinstance(raw, list):
        return [item for item in raw if item not in (None, "")]
    if isinstance(raw, Mapping):
        return [*raw.items()]
    return [part.strip() for part in str(raw or "").replace("；", ";").split(";") if part.strip()]


def plain_line(raw: Raw) -> str:
    """Take a value as one trimmed line of text.

    Raises:
        FactFault: it is a list or a set of keys, holds control characters, or cannot be written as UTF-8.
    """
    if type(raw) is not str:
        if isinstance(raw, list | Mapping):
            raise FactFault("F003", found="[…]" if isinstance(raw, list) else "{…}")
        raw = str(raw if raw is not None else "")
    text = raw.strip()
    if len(text) > LONGEST:
        raise FactFault("F016", length=len(text), most=LONGEST)
    if not text.isprintable():
        for position, letter in enumerate(text):
            if not letter.isprintable() and not _harmless(letter):
                raise FactFault("F004", code_point=f"U+{ord(letter):04X}", position=position + 1)
    return text


def _harmless(letter: str) -> bool:
    return letter in "\u00a0\u202f\u2007\u2009\u3000\u200e\u200f\u200d\u200c"
