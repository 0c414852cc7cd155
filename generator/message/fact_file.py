"""Facts from a file or a stream: YAML or JSON, every value as it was typed."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from generator.errors import ContentError, Location, Problem, UsageError
from generator.sources import MAX_BYTES, read_source, read_text

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
            text = _standard_input(shown)
        else:
            shown, text = name, read_text(Path(name), name)
        data = _json(text, shown) if _looks_like_json(name, text) else _yaml(text, name, shown)
    except ContentError as error:
        raise UsageError(error.problems) from None
    if not isinstance(data, dict):
        raise UsageError([Problem("S007", shown, {}, Location(shown))])
    return data


def _looks_like_json(name: str, text: str) -> bool:
    """Tell JSON from YAML in braces: JSON puts its names in quotes."""
    return name.endswith(".json") or bool(re.match(r"\s*\{\s*(?:\"|\})", text))


def _yaml(text: str, name: str, shown: str) -> Any:
    source = read_source(Path(name), shown, text=text)
    if source.problems:
        raise UsageError(source.problems)
    return source.data


def _standard_input(shown: str) -> str:
    if sys.stdin is None:
        raise UsageError([Problem("S001", shown, {"near": "–"}, Location(shown))])
    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise UsageError([Problem("S004", shown, {"limit": MAX_BYTES}, Location(shown))])
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
        name = name.strip()
        if not mark or not name:
            problems.append(Problem("F006", "--fact", {"found": option[:60]}))
        elif name in facts:
            problems.append(Problem("F007", "--fact", {"found": name}))
        facts[name] = value
    if problems:
        raise UsageError(problems)
    return facts
