"""The command line: prompts, printing, exit codes. Nothing outside this room prints."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code."""
    from generator.cli.app import app
    from generator.cli.boundary import run

    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (stays open as long as the process)
    sys.exit(run(app))
