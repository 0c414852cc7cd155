"""The one place where errors become words on standard error and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from generator.errors import ContentError, PermittedError, Problem
from generator.interface import Ui, interface_language, say, spoken

if TYPE_CHECKING:
    from typer import Typer

__all__ = ["ExitCode", "run", "tell", "tell_findings", "tell_problems", "ui_of"]


class ExitCode(IntEnum):
    """Exit codes, stable."""

    WRITTEN = 0
    REFUSED = 1
    USAGE = 2
    CONTENT = 3
    UNEXPECTED = 4
    INTERRUPTED = 130


def ui_of(arguments: Sequence[str]) -> Ui:
    """Find the interface language before the arguments are parsed, so that errors of usage have it too."""
    for index, word in enumerate(arguments):
        if word.startswith("--ui="):
            return interface_language(word.partition("=")[2])
        if word == "--ui" and index + 1 < len(arguments):
            return interface_language(arguments[index + 1])
    return interface_language()


def run(app: Typer) -> int:
    """Run the application and turn whatever happens into an exit code."""
    ui = ui_of(sys.argv[1:])
    try:
        with spoken(ui):
            result = _command(app, ui)(standalone_mode=False)
        sys.stdout.flush()
    except PermittedError as error:
        return _refusal(error, ui)
    except KeyboardInterrupt:
        return _interrupted(ui)
    except BrokenPipeError:
        return _closed_pipe()
    except SystemExit as error:
        # Click turns a closed pipe into exit 1, which here means "refused".
        if isinstance(error.__context__, BrokenPipeError):
            return _closed_pipe()
        raise
    except Exception as error:  # noqa: BLE001 (the last stop: whatever came up becomes a sentence and a code)
        return _other(error, ui)
    if result == ExitCode.INTERRUPTED:
        return _interrupted(ui)
    return result if isinstance(result, int) else ExitCode.WRITTEN


def _command(app: Typer, ui: Ui) -> Callable[..., Any]:
    if ui == "en":
        return app
    from typer.main import get_command

    from generator.cli.chinese import in_chinese

    command: Callable[..., Any] = in_chinese(get_command(app))
    return command


def _closed_pipe() -> int:
    _drop_output()
    return ExitCode.WRITTEN


def _drop_output() -> None:
    """Let what could not be written go nowhere, or Python fails on it once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _refusal(error: PermittedError, ui: Ui) -> int:
    from generator.message.refusal import RefusedError

    if isinstance(error, RefusedError):
        tell(say("screens", "refused", ui, count=len(error.problems) + len(error.findings)))
        tell_problems(error.problems, ui)
        tell_findings(error.findings, ui)
        return ExitCode.REFUSED
    tell_problems(error.problems, ui)
    return ExitCode.CONTENT if isinstance(error, ContentError) else ExitCode.USAGE


def _interrupted(ui: Ui) -> int:
    tell("\n" + say("screens", "interrupted", ui))
    return ExitCode.INTERRUPTED


def _misused(error: Any, ui: Ui) -> int:
    from generator.cli.usage import usage_problem

    if type(error).__name__ == "NoArgsIsHelpError":
        tell(error.format_message())
    else:
        tell_problems([usage_problem(error)], ui)
    return ExitCode.USAGE


def _other(error: Exception, ui: Ui) -> int:
    if type(error).__name__ == "Abort":
        return _interrupted(ui)
    if hasattr(error, "format_message"):
        return _misused(error, ui)
    if os.environ.get("PERMITTED_TRACE"):
        traceback.print_exc()
    if isinstance(error, OSError):
        _drop_output()
    name = type(error).__name__
    tell(say("screens", "unexpected", ui, error=f"{name}: {error}" if str(error) else name))
    return ExitCode.UNEXPECTED


def tell(text: str) -> None:
    """Print a line on standard error."""
    print(text.encode("utf-8", "replace").decode(), file=sys.stderr)


def tell_problems(problems: Sequence[Problem], ui: Ui) -> None:
    """Print problems, each with its place, its line and its hint."""
    for problem in problems:
        head = f"{problem.where}: " if problem.where else ""
        tell(f"{head}{problem.code} {problem.what(ui)}")
        if problem.excerpt.strip():
            line = problem.location.line if problem.location else 0
            tell(f"  {line:>4} | {problem.excerpt.rstrip()}")
        if hint := problem.hint(ui):
            tell("  " + say("screens", "hint", ui, hint=hint))


def tell_findings(findings: Sequence[Any], ui: Ui) -> None:
    """Print findings, each with its words, its reason and its mend."""
    for finding in findings:
        shown = f' "{finding.text}"' if finding.text else ""
        tell(f"{finding.where}:{finding.start}-{finding.end}: {finding.rule} ({finding.clause}){shown}")
        tell("  " + say("screens", "why", ui, why=finding.why_in(ui)))
        tell("  " + say("screens", "fix", ui, fix=finding.fix_in(ui)))
