"""Killed at any moment, and many at once: every order exactly once.

``PERMITTED_STRESS`` is the number of kills; ``.ci/run`` does a few, ``make stress`` two hundred. With
``PERMITTED_POSTGRES``, the address of an empty database, the same on PostgreSQL.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch.conftest import FACTS, ROOT, lines, made_report

from generator.batch import open_ledger

TRIALS = int(os.environ["PERMITTED_STRESS"])
FULL = TRIALS >= 200
POSTGRES = os.environ.get("PERMITTED_POSTGRES")
LEDGERS = ["sqlite", *(["postgresql"] if POSTGRES else [])]
KEY = {"PERMITTED_LEDGER_KEY": "5a" * 32}


def start(report: Path, out: Path, ledger: str, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "generator", "batch", "delay_notice", str(report), "--out", str(out), "--ledger", ledger, *FACTS, *more]  # fmt: skip
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **KEY}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip


@pytest.fixture(params=LEDGERS)
def ledger(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty ledger."""
    monkeypatch.setenv(*next(iter(KEY.items())))
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    assert POSTGRES
    opened = open_ledger(POSTGRES)
    assert opened is not None
    with opened._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM messages")
    opened.close()
    return POSTGRES


def whole(ledger: str) -> int:
    opened = open_ledger(ledger)
    assert opened is not None
    states = [line.state for line in opened.history()]
    assert {*states} <= {"written"}
    return len(states)


@pytest.mark.parametrize("form", ["jsonl", "folder"])
def test_killed_at_any_moment(tmp_path: Path, ledger: str, form: str) -> None:
    """The same command, killed again and again and run to its end at last, loses no order and doubles none."""
    count = 2000
    report = made_report(tmp_path / "r.txt", count)
    # Fixed, so that a red run is red again as far as the machine lets it.
    chance = random.Random(7)
    seconds = time.monotonic()
    assert start(report, tmp_path / "first.jsonl", str(tmp_path / "first.db")).wait(120) == 0
    seconds = time.monotonic() - seconds
    killed = rounds = 0
    while killed < TRIALS // (2 * len(LEDGERS)):
        rounds += 1
        out = tmp_path / (f"out{rounds}.jsonl" if form == "jsonl" else f"out{rounds}")
        # Other orders each round: the ledger remembers those before.
        report = made_report(tmp_path / "r.txt", count, first=rounds * count)
        for _ in range(4):
            process = start(report, out, ledger)
            try:
                process.wait(chance.uniform(0.2, 1.1) * seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
            process.wait()
            assert process.stderr
            process.stderr.close()
        process = start(report, out, ledger)
        assert process.wait(120) == 0, process.stderr.read() if process.stderr else ""
        found = [record["order_id"] for record in lines(out)] if form == "jsonl" else [path.stem for path in out.glob("*.json")]  # fmt: skip
        assert len(found) == len({*found}) == count
        for path in out.glob("*.json") if form == "folder" else ():
            json.loads(path.read_bytes())
    assert whole(ledger) == rounds * count


def test_eight_at_once(tmp_path: Path, ledger: str) -> None:
    """Eight processes with the same orders, each into a place of its own: every order once among them."""
    count = 10_000 if FULL else 3_000
    report = made_report(tmp_path / "r.txt", count)
    outs = [tmp_path / f"{number}.jsonl" for number in range(8)]
    running = [start(report, out, ledger) for out in outs]
    assert [process.wait(600) for process in running] == [0] * 8, [process.stderr.read() for process in running if process.stderr]  # fmt: skip
    written = [record["order_id"] for out in outs for record in lines(out) if record["outcome"] == "written"]
    assert len(written) == len({*written}) == count
    assert whole(ledger) == count


def test_one_review_request_under_concurrency(tmp_path: Path, ledger: str) -> None:
    """The database itself has room for one request an order, whatever is asked at once."""
    report = tmp_path / "r.csv"
    rows = (f"302-{number:07}-{number:07},Mug,Amazon.co.uk,2026-11-10,2026-11-12" for number in range(200))
    report.write_text("\n".join(["order-id,product-name,sales-channel,earliest-delivery,latest-delivery", *rows]) + "\n", encoding="utf-8")  # fmt: skip
    outs = [tmp_path / f"{number}.jsonl" for number in range(6)]
    command = [sys.executable, "-m", "generator", "batch", "review_request", str(report), "--again", "--ledger", ledger, "--fact", "shop_name=Northlight", "--today", "2026-11-23"]  # fmt: skip
    running = [subprocess.Popen([*command, "--out", str(out)], cwd=ROOT, env={**os.environ, **KEY}, stderr=subprocess.DEVNULL) for out in outs]  # fmt: skip
    assert [process.wait(300) for process in running] == [0] * 6
    written = [record["order_id"] for out in outs for record in lines(out) if record["outcome"] == "written"]
    assert len(written) == len({*written}) == 200
