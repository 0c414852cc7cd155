"""A real cluster of several worker processes, one of which is killed in mid-run: every order exactly once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch.conftest import FACTS, ROOT, lines, made_report
from distributed import Client, LocalCluster

from generator.batch import open_ledger

POSTGRES = os.environ.get("PERMITTED_POSTGRES")
KEY = {"PERMITTED_LEDGER_KEY": "5a" * 32}


@pytest.mark.parametrize("form", ["txt", "parquet"])
def test_a_worker_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    for name, value in KEY.items():
        monkeypatch.setenv(name, value)
    count = 60_000
    report = made_report(tmp_path / "r.txt", count)
    if form == "parquet":
        from pyarrow import csv, parquet

        table = csv.read_csv(report, parse_options=csv.ParseOptions(delimiter="\t"))
        report = tmp_path / "r.parquet"
        parquet.write_table(table, report, row_group_size=6_000)
    ledger = POSTGRES or str(tmp_path / "ledger.db")
    if POSTGRES:
        opened = open_ledger(POSTGRES)
        assert opened is not None
        with opened._engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM messages")
        opened.close()
    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        out = tmp_path / "out"
        command = [sys.executable, "-m", "generator", "batch", "delay_notice", str(report), "--out", str(out), "--ledger", ledger, "--engine", "dask", "--scheduler", cluster.scheduler_address, *FACTS]  # fmt: skip
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        started = time.monotonic()
        while not [*out.glob("*.jsonl")] and time.monotonic() - started < 60:
            time.sleep(0.05)
        with Client(cluster.scheduler_address) as client:
            pids = client.run(os.getpid)
        os.kill(next(iter(pids.values())), 9)
        _, told = process.communicate(timeout=300)
        assert process.returncode == 0, told
    written = [record["order_id"] for path in out.glob("*.jsonl") for record in lines(path)]
    assert len(written) == len({*written}) == count
    opened = open_ledger(ledger)
    assert opened is not None
    assert sum(line.state == "written" for line in opened.history()) == count
