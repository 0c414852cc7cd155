"""Reading of one fact as the tests of every type need it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from generator.facts import FACT_TYPES, FactFault, ParseContext
from generator.interface import Ui

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def parse() -> Callable[..., Any]:
    """Read a raw value by the name of its type; keywords fill the context."""

    def read(kind: str, raw: Any, **context: Any) -> Any:
        return FACT_TYPES[kind].parse(raw, ParseContext(TODAY, **context))

    return read


@pytest.fixture(scope="session")
def fault(parse: Callable[..., Any]) -> Callable[..., str]:
    """Give the code with which a raw value is refused, or what it was read as."""

    def code(kind: str, raw: Any, **context: Any) -> str:
        try:
            return f"read as {parse(kind, raw, **context)!r}"
        except FactFault as error:
            return error.code

    return code


@pytest.fixture(scope="session")
def told(parse: Callable[..., Any]) -> Callable[..., list[str]]:
    """Give what is said about a refused value, and the hint, in English or Chinese."""

    def text(kind: str, raw: Any, ui: Ui = "en", **context: Any) -> list[str]:
        with pytest.raises(FactFault) as caught:
            parse(kind, raw, **context)
        problem = caught.value.problem(kind)
        return [problem.what(ui), problem.hint(ui)]

    return text
