"""The documentation: every command is told, the examples run, the tables are true."""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path

import pytest
import typer.main

from generator.cli.app import app
from generator.cli.evaluate import evaluate_corpora
from generator.content import load_catalogue, routes
from generator.interface import UIS, entries

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    """No command is without a line of help or without a word in the README."""
    assert typer.main.get_command(app).commands[command].help  # type: ignore[attr-defined]
    assert f"permitted {command}" in README


def test_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The README's Python example runs as it stands."""
    exec(re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0], {})
    shown = capsys.readouterr().out
    assert "28. November 2026" in shown
    assert "positive-review" in shown


def test_table_of_intents_is_true() -> None:
    """Every intent stands in both READMEs with its route's operation and contact reason."""
    for name, entry in load_catalogue().entries.items():
        row = next(line for line in README.split("\n") if line.startswith(f"| `{name}`"))
        route = routes()[entry.intent.route]
        assert route.contact_reason.en in row
        assert ("mandatory" in row) == entry.intent.mandatory
        assert f"`{name}`" in CHINESE


@pytest.mark.parametrize("topic", ["problems", "screens"])
def test_interface_is_complete_in_both_languages(topic: str) -> None:
    """Every text has an English and a Chinese side with the same fields and the same values to fill in."""
    for name, sides in entries(topic).items():
        assert {*sides} == {*UIS}, name
        for field in sides["en"]:
            holes = [set(re.findall(r"(?<!\{)\{(\w+)\}", sides[ui][field])) for ui in UIS]
            assert holes[0] == holes[1], (name, field)


def test_every_problem_code_is_used_and_told() -> None:
    """Each code that the program can tell has its text, and no text stands for a code that is never told."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "generator").rglob("*.py"))
    used = set(re.findall(r'"([A-Z]\d{3})"', source))
    assert used == {*entries("problems")}


def test_figures_in_the_readme_are_true() -> None:
    """The README's table is what ``permitted evaluate`` prints today; ``UPDATE_DOCS=1`` writes it."""
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("<!-- evaluate -->\n")
    told, _, tail = rest.partition("<!-- /evaluate -->")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        evaluate_corpora([], None, "sealed", "en", misses=False, as_json=False)
    if os.environ.get("UPDATE_DOCS"):
        path.write_text(f"{head}<!-- evaluate -->\n{printed.getvalue()}<!-- /evaluate -->{tail}", encoding="utf-8")
    else:
        assert told == printed.getvalue()
