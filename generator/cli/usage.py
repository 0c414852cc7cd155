"""Errors in how a command was called, as problems in the user's own language."""

from __future__ import annotations

from typing import Any

from generator.errors import Problem, nearest, one_of

__all__ = ["usage_problem"]


def usage_problem(error: Any) -> Problem:
    """Make a problem of an error that the parser of arguments raises.

    The parser's classes are none of Typer's public ones, so they are told apart by name and by what they carry.
    """
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "permitted"
    kind, message = type(error).__name__, str(getattr(error, "message", "") or "")
    values = {"command": command, "reason": message}
    if kind == "NoSuchOption":
        known = sorted(option for option in _options(context) if option.startswith("--"))
        found = error.option_name
        return Problem("U027", command, {"found": found, "known": one_of(known), "near": nearest(found, known) or "–"})
    if kind == "MissingParameter":
        return Problem("U029", _name(error, command), values)
    if kind == "BadOptionUsage":
        return Problem("U031" if "not take" in message else "U030", error.option_name, values)
    if kind == "BadParameter":
        found = message.partition(" is not ")[0].strip("'")
        return Problem("U032", _name(error, command), {**values, "found": found, "known": _allowed(error)})
    if "extra argument" in message:
        return Problem("U033", command, {**values, "found": message.rpartition("(")[2].rstrip(")")})
    if context and "Missing command" in message:
        return Problem("U035", command, {"known": one_of(sorted(context.command.commands))})
    if "No such command" in message and context:
        found, known = message.split("'")[1], sorted(context.command.commands)
        return Problem("U028", command, {"found": found, "known": one_of(known), "near": nearest(found, known) or "–"})
    return Problem("U034", command, values)


def _options(context: Any) -> list[str]:
    parameters = context.command.get_params(context) if context else []
    return [option for parameter in parameters for option in (*parameter.opts, *parameter.secondary_opts)]


def _allowed(error: Any) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "–"
    kind = parameter.type
    if getattr(kind, "max", None) is not None:
        return f"{kind.min}–{kind.max}"
    return one_of(map(str, getattr(kind, "choices", ()))) if hasattr(kind, "choices") else str(kind.name)


def _name(error: Any, command: str) -> str:
    parameter = getattr(error, "param", None)
    return max(parameter.opts, key=len) if parameter is not None else command
