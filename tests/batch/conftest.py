"""Calling the command on reports, each test with a ledger of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "samples" / "reports"
FACTS = (
    "--fact",
    "reason=carrier",
    "--fact",
    "new_date=+5d",
    "--fact",
    "shop_name=Northlight",
    "--today",
    "2026-11-23",
)

Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Call the command in a process of its own with a ledger in a folder of its own."""
    home = {"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}

    def run(*arguments: object, **settings: Any) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **home, **settings.pop("environment", {})}
        command = [sys.executable, "-m", "generator", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=environment, check=False, stdin=subprocess.DEVNULL, **settings)  # fmt: skip

    return run


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def made_report(path: Path, count: int, first: int = 0) -> Path:
    """Write a report of late orders."""
    head = "order-id\tproduct-name\tpromise-date\tquantity-to-ship\tsales-channel"
    rows = (
        f"302-{number:07}-{number * 7919 % 10**7:07}\tMug {number % 97}\t2026-11-20T22:59:59+00:00\t1\tAmazon.de"
        for number in range(first, first + count)
    )
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path
