"""Facts from a file or a stream: YAML or JSON, every value as it was typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from generator.errors import ContentError, Location, Problem, UsageError
from generator.sources import read_source, read_text

__all__ = ["read_fact_file", "read_fact_options"]

STANDARD_INPUT = "-"


def read_fact_file(name: str) -> dict[str, Any]:
    """Read facts from a YAML or JSON file, or from standard input (``-``).

    Raises:
        UsageError: the file cannot be read or does not hold names with values.
    """
    try:
        if name == STANDARD_INPUT:
            shown = "standard input"
            text = _decoded(sys.stdin.buffer.read(), shown)
        else:
            shown, text = name, read_text(Path(name), name)
        if name.endswith(".json") or text.lstrip().startswith("{"):
            data = _json(text, shown)
        else:
            source = read_source(Path(name), shown, text=text)
            if source.problems:
                raise UsageError(source.problems)
            data = source.data
    except ContentError as error:
        raise UsageError(error.problems) from None
    if not isinstance(data, dict):
        raise UsageError([Problem("S007", shown, {}, Location(shown))])
    return data


def _decoded(raw: bytes, shown: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError([Problem("S005", shown, {"offset": error.start}, Location(shown))]) from None


def _json(text: str, shown: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in pairs:
            if key in result:
                raise UsageError([Problem("S011", shown, {"key": key, "first": "–"}, Location(shown))])
            result[key] = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        return result

    try:
        return json.loads(text, object_pairs_hook=once, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        location = Location(shown, error.lineno, error.colno)
        raise UsageError([Problem("S006", str(location), {"reason": error.msg}, location)]) from None
    except RecursionError:
        raise UsageError([Problem("S006", shown, {"reason": "nested too deeply"}, Location(shown))]) from None


def read_fact_options(options: list[str]) -> dict[str, str]:
    """Read facts given as ``name=value``.

    Raises:
        UsageError: one of them has no ``=`` or no name.
    """
    facts: dict[str, str] = {}
    problems = []
    for option in options:
        name, mark, value = option.partition("=")
        if not mark or not name.strip():
            problems.append(Problem("F006", "--fact", {"found": option}))
        facts[name.strip()] = value
    if problems:
        raise UsageError(problems)
    return facts
