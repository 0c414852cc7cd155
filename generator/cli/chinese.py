"""The help of the commands in Chinese: the English of the code exchanged for the entries of ``interface/help.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.cells import cell_len

from generator.interface import entries

__all__ = ["HELP", "Command", "help_texts", "in_chinese"]

Command = Any
"""A command as Typer builds it; its class is none of Typer's public ones."""
HELP: Final = "help"
_EXTRAS: Final = re.compile(r"\s*\[([^\[\]]*)\]$")
_WIDEST_FIRST: Final = 32
_GAP: Final = 2
_CLOSING: Final = "，。；：、）”"


def _say(english: str) -> str:
    entry = entries(HELP).get(english)
    return entry["zh"]["text"] if entry else english


def help_texts(command: Command) -> Iterator[str]:
    """Give every English text that the help of a command and of those under it shows."""
    if command.help:
        yield command.help
    for parameter in command.params:
        if text := getattr(parameter, "help", None):
            yield text
    for under in getattr(command, "commands", {}).values():
        yield from help_texts(under)


def in_chinese(command: Command) -> Command:
    """Exchange the help of a command, and of all those under it, for the Chinese."""
    command.help = command.short_help = _say(command.help or "")
    for parameter in command.params:
        if text := getattr(parameter, "help", None):
            parameter.help = _say(text)
    command.options_metavar = _say(command.options_metavar)
    if hasattr(command, "commands"):
        command.subcommand_metavar = _say(command.subcommand_metavar)
        for under in command.commands.values():
            in_chinese(under)
    command.context_class = _context(command.context_class)
    return command


def _context(base: Any) -> Any:
    """Make a context whose pages are laid out for wide letters and have Chinese headings."""
    return type("Context", (base,), {"formatter_class": _formatter(base.formatter_class)})


def _formatter(base: Any) -> Any:
    class Formatter(base):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", **_: object) -> None:
            super().write_usage(prog, args, f"{_say('Usage')}：")

        def write_heading(self, heading: str) -> None:
            self.write(f"{'':>{self.current_indent}}{_say(heading)}：\n")

        def write_text(self, text: str) -> None:
            for line in _lines(text, self.width - self.current_indent):
                self.write(f"{'':>{self.current_indent}}{line}\n")

        def write_dl(self, rows: Sequence[tuple[str, str]], **_: object) -> None:
            first = min(max(cell_len(name) for name, _ in rows), _WIDEST_FIRST) + _GAP
            for name, text in rows:
                gap = first - cell_len(name)
                lines = [*_lines(_with_extras(text), self.width - first - self.current_indent)]
                if gap < _GAP:
                    lines.insert(0, "")
                self.write(f"{'':>{self.current_indent}}{name}{' ' * max(gap, 0)}{lines[0]}".rstrip() + "\n")
                for line in lines[1:]:
                    self.write(f"{'':>{self.current_indent + first}}{line}\n")

    return Formatter


def _with_extras(text: str) -> str:
    """Give a help text with what stands behind it in brackets (required, default) in Chinese."""
    found = _EXTRAS.search(text)
    if not found:
        return _say(text)
    extras = [part.strip().partition(": ") for part in found[1].split(";")]
    said = "；".join(f"{_say(name)}：{value}" if mark else _say(name) for name, mark, value in extras)
    return f"{_say(text[: found.start()])} [{said}]"


def _lines(text: str, width: int) -> Iterator[str]:
    """Break a text into lines by the cells that letters take; closing marks never begin a line."""
    line = ""
    for piece in re.findall(r"[\x21-\x7e]+|\s+|.", text):
        if line and piece not in _CLOSING and cell_len(line) + cell_len(piece) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line
