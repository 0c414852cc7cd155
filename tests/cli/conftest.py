"""Calling of the command, in this process or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator.cli.app import app
from generator.cli.boundary import run

DRAFTS: list[str] = []
"""Needed while the bundled wording is unsigned; empty once it is signed."""
NOTE = "DRAFT: this wording is not on the vetting record; do not send it.\n" if DRAFTS else ""
NEAREST = "Written in English (en), the nearest to en-GB that there is.\n"
NOTE_ZH = "草稿：此文字未在审核记录中，请勿发送。\n" if DRAFTS else ""

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "broken"
SAMPLES = ROOT / "samples"
TEN = (
    "custom_design, delay_notice, delivery_appointment, invoice, order_question, "
    "partial_refund, return_info, review_request, service_appointment, unavailable_notice"
)
DELAY = {
    "order_id": "302-1234567-7654321",
    "product": "Mug",
    "promised_date": "2026-11-24",
    "new_date": "2026-11-28",
    "reason": "carrier",
    "shop_name": "Northlight Home",
}
DELAY_TEXT = """\
Hello,

We are sorry, but your order 302-1234567-7654321 will arrive later than promised.

- Product: Mug
- Original delivery date: 24 November 2026
- New delivery date: 28 November 2026

Reason: the carrier is experiencing delays.

The order amount does not change.

Your order remains active and you do not need to do anything. It will be delivered to the address in the order.

Kind regards,
Northlight Home
"""


class Done(NamedTuple):
    """What a call left behind."""

    code: int
    out: str
    err: str


def options(facts: dict[str, str]) -> list[str]:
    """Give facts as options of the command line."""
    return [word for name, value in facts.items() for word in ("--fact", f"{name}={value}")]


def writing(intent: str = "delay_notice", *more: str, language: str = "en-GB", today: str = "2026-11-23") -> list[str]:
    """Give the arguments of ``write`` for the day of the examples."""
    return ["write", intent, "--language", language, "--today", today, *DRAFTS, *more]


def delay(*more: str, **changes: str) -> list[str]:
    """Give the arguments of a whole delay notice, some facts changed."""
    return writing("delay_notice", *options({**DELAY, **changes}), *more)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the tests apart from the locale and the content of whoever runs them."""
    for name in ("PERMITTED_CONTENT", "PERMITTED_TRACE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))


@pytest.fixture
def permitted(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> Callable[..., Done]:
    """Call the command in this process, without a terminal."""

    def call(*arguments: object, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "argv", ["permitted", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsysbinary.readouterr()
        code = run(app)
        out, err = capsysbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return call


def process(*arguments: str | bytes, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """Call the command in a process of its own; ``environment`` changes its variables."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "", **settings.pop("environment", {})}
    settings = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **settings}
    if "input" in settings:
        del settings["stdin"]
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, **settings)
