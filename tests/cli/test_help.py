"""Help and errors of usage, in both languages of the interface."""

from __future__ import annotations

import re

import pytest
import typer.main

from generator.cli.app import app
from generator.cli.boundary import ExitCode
from generator.cli.chinese import help_texts
from generator.interface import entries

COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
ENGLISH = {*help_texts(typer.main.get_command(app))}
OF_THE_PARSER = {
    "Usage", "Options", "Arguments", "Commands", "[OPTIONS]", "COMMAND [ARGS]...", "required", "default",
    "Show this message and exit.",
}  # fmt: skip


def test_every_help_text_has_its_chinese():
    """Each text of the commands is in the catalogue, and the catalogue holds no other."""
    assert {*entries("help")} == ENGLISH | OF_THE_PARSER
    for english, sides in entries("help").items():
        assert re.search(r"[\u4e00-\u9fff]", sides["zh"]["text"]), english


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_in_chinese(permitted, command):
    """No sentence of a help page is left in English, and no line is wider than the page."""
    done = permitted(*([command] if command else []), "--help", "--ui", "zh")
    assert done.code == ExitCode.WRITTEN
    assert "用法：" in done.out
    assert [text for text in ENGLISH | OF_THE_PARSER if len(text) > 12 and text in done.out] == []
    for line in done.out.splitlines():
        assert sum(1 + (ord(letter) > 0x2E7F) for letter in line) <= 100, line


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["writ"], "U028"),
        (["write", "delay_notice", "--languag", "de"], "U027"),
        (["check", "--file"], "U030"),
        (["write", "--drafts=yes", "delay_notice"], "U031"),
        (["batch", "delay_notice", "x", "--jobs", "0"], "U032"),
        (["explain", "a", "b"], "U033"),
        (["explain"], "U029"),
        ([], "U035"),
    ],
)
@pytest.mark.parametrize("ui", ["en", "zh"])
def test_errors_of_usage(permitted, arguments, code, ui):
    """A wrong call names what was found and what is allowed, in the user's language and without a trace."""
    done = permitted("--ui", ui, *arguments)
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert code in done.err, done.err
    assert bool(re.search(r"[\u4e00-\u9fff]", done.err)) == (ui == "zh")
    assert "Traceback" not in done.err


def test_nearest_command_and_option(permitted):
    """A slip of the hand is met with what was probably meant."""
    assert "write" in permitted("writ").err
    assert "--language" in permitted("write", "delay_notice", "--languag", "de").err
