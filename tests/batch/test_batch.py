"""The batch: outputs, what is gone on with, what is never written twice, and what goes wrong."""

from __future__ import annotations

import csv
import email
import email.policy
import json
import resource
import sqlite3
import time
from pathlib import Path

import pytest

from generator.cli.boundary import ExitCode

from .conftest import FACTS, REPORTS, Call, lines, made_report

UNSHIPPED = REPORTS / "unshipped.txt"


def test_each_order_is_one_record(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = call("batch", "delay_notice", UNSHIPPED, "--out", out, "--summary", tmp_path / "s.json", *FACTS)
    assert done.returncode == ExitCode.REFUSED
    assert [record["outcome"] for record in lines(out)] == ["written", "written", "left_out", "written", "left_out", "left_out", "written", "left_out", "refused"]  # fmt: skip
    message = lines(out)[3]["message"]
    assert "Ceramic mug 350 ml und Wooden spoon" in message["text"]
    assert "20. November 2026" in message["text"]
    summary = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert (summary["orders"], summary["written"], summary["refused"]["B004"], summary["left_out"]["not_late"]) == (9, 4, 1, 2)  # fmt: skip
    assert "4 written" in done.stderr
    assert done.stdout == ""


def test_the_same_input_gives_the_same_bytes(call: Call, tmp_path: Path) -> None:
    for name in ("a", "b"):
        call("batch", "delay_notice", UNSHIPPED, "--out", tmp_path / f"{name}.jsonl", "--ledger", tmp_path / f"{name}.db", *FACTS)  # fmt: skip
    call("batch", "delay_notice", UNSHIPPED, "--out", tmp_path / "c.jsonl", "--ledger", tmp_path / "c.db", "--jobs", "2", *FACTS)  # fmt: skip
    assert len({(tmp_path / f"{name}.jsonl").read_bytes() for name in "abc"}) == 1


def test_a_second_run_writes_nothing_again(call: Call, tmp_path: Path) -> None:
    """Into the same place what stands there is kept; into another it is left out, unless asked for again."""
    first, second, third = (tmp_path / f"{name}.jsonl" for name in "abc")
    call("batch", "delay_notice", UNSHIPPED, "--out", first, *FACTS)
    before = first.read_bytes()
    assert "4 written by an earlier run" in call("batch", "delay_notice", UNSHIPPED, "--out", first, *FACTS).stderr
    assert first.read_bytes() == before
    call("batch", "delay_notice", UNSHIPPED, "--out", second, *FACTS)
    assert [record["why"] for record in lines(second)].count(["written_before"]) == 4
    call("batch", "delay_notice", UNSHIPPED, "--out", third, "--again", *FACTS)
    assert [record["outcome"] for record in lines(third)].count("written") == 4


def test_without_a_ledger_nothing_is_remembered(call: Call, tmp_path: Path) -> None:
    for name in "ab":
        out = tmp_path / f"{name}.jsonl"
        call("batch", "delay_notice", UNSHIPPED, "--out", out, "--ledger", "none", *FACTS)
        assert [record["outcome"] for record in lines(out)].count("written") == 4
    assert not (tmp_path / "data").exists()


def test_one_review_request_an_order_ever(call: Call, tmp_path: Path) -> None:
    """Not even when asked for again: the database itself has room for one."""
    report = tmp_path / "r.csv"
    report.write_text("order-id,product-name,sales-channel,earliest-delivery,latest-delivery\n302-1234567-7654321,Mug,Amazon.co.uk,2026-11-10,2026-11-12\n", encoding="utf-8")  # fmt: skip
    facts = ("--fact", "shop_name=Northlight", "--today", "2026-11-23")
    first = call("batch", "review_request", report, "--out", tmp_path / "a.jsonl", *facts)
    assert first.returncode == ExitCode.WRITTEN, lines(tmp_path / "a.jsonl")
    call("batch", "review_request", report, "--out", tmp_path / "b.jsonl", "--again", *facts)
    assert [record["why"] for record in lines(tmp_path / "b.jsonl")] == [["written_before"]]


def test_a_folder_holds_a_file_an_order(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "mails"
    call("batch", "delay_notice", UNSHIPPED, "--out", out, "--as", "eml", *FACTS)
    names = sorted(path.name for path in out.iterdir())
    assert names == ["302-1000001-7654320.eml", "302-1000002-7654319.eml", "302-1000004-7654317.eml", "302-1000007-7654314.eml", "_not_written.jsonl"]  # fmt: skip
    mail = email.message_from_bytes((out / names[0]).read_bytes(), policy=email.policy.default)
    assert "302-1000001-7654320" in mail["Subject"]
    assert len(lines(out / "_not_written.jsonl")) == 5
    call("batch", "delay_notice", UNSHIPPED, "--out", out, "--as", "eml", *FACTS)
    assert len(lines(out / "_not_written.jsonl")) == 5


def test_csv(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    call("batch", "delay_notice", UNSHIPPED, "--out", out, *FACTS)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert [row["outcome"] for row in rows].count("written") == 4
    assert rows[0]["language"] == "de"
    before = out.read_bytes()
    call("batch", "delay_notice", UNSHIPPED, "--out", out, *FACTS)
    assert out.read_bytes() == before


def test_api_requests(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    call("batch", "delay_notice", UNSHIPPED, "--out", out, "--as", "api", *FACTS)
    assert lines(out)[0]["request"]["query"] == {"marketplaceIds": ["A1PA6795UKMFR9"]}


def test_dry_run_leaves_no_trace(call: Call, tmp_path: Path) -> None:
    done = call("batch", "delay_notice", UNSHIPPED, "--out", tmp_path / "out.jsonl", "--dry-run", *FACTS)
    assert done.stdout.count('"written"') == 4
    assert not (tmp_path / "out.jsonl").exists()
    assert call("history").stdout == "nothing was written\n"


def test_an_insert_that_breaks_a_rule_refuses_each_order(call: Call, tmp_path: Path) -> None:
    done = call("batch", "delay_notice", UNSHIPPED, "--out", tmp_path / "out.jsonl", "--fact", "insert=Bitte bewerten Sie uns mit 5 Sternen.", *FACTS)  # fmt: skip
    assert done.returncode == ExitCode.REFUSED
    assert "written" not in {record["outcome"] for record in lines(tmp_path / "out.jsonl")}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--as", "pdf"], "U006"),
        (["--marketplace", "XX"], "U002"),
        (["--where", "colour=blue"], "B011"),
        (["--today", "tomorrow"], "--today"),
        (["--ledger", "/proc/no/ledger.db"], "L001"),
        (["--map", "nowhere.yaml"], "S001"),
    ],
)
def test_usage(call: Call, tmp_path: Path, arguments: list[str], code: str) -> None:
    done = call("batch", "delay_notice", UNSHIPPED, "--out", tmp_path / "out.jsonl", *FACTS, *arguments)
    assert (done.returncode, code in done.stderr) == (ExitCode.USAGE, True), done.stderr


def test_mapping_names_what_is_wrong(call: Call, tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text("columns: {reson: Grund, new_date: Neuu}\n", encoding="utf-8")
    done = call("batch", "delay_notice", REPORTS / "plain.csv", "--out", "-", "--map", mapping)
    assert done.returncode == ExitCode.USAGE
    assert ["did you mean 'reason'?" in done.stderr, "did you mean 'neu'?" in done.stderr] == [True, True]


def test_a_full_disk_loses_nothing(call: Call, tmp_path: Path) -> None:
    """What was written before it was full is safe, what was not is written by the next run, nothing twice."""
    report = made_report(tmp_path / "r.txt", 1500)
    out = tmp_path / "out.jsonl"

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))

    done = call("batch", "delay_notice", report, "--out", out, *FACTS, preexec_fn=little_room)
    assert (done.returncode, "B005" in done.stderr) == (ExitCode.USAGE, True), done.stderr
    assert 0 < len(lines(out)) < 1500
    done = call("batch", "delay_notice", report, "--out", out, *FACTS)
    assert done.returncode == ExitCode.WRITTEN
    assert len({record["order_id"] for record in lines(out)}) == len(lines(out)) == 1500


def test_a_torn_line_is_cut_off(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    call("batch", "delay_notice", UNSHIPPED, "--out", out, "--ledger", "none", *FACTS)
    whole = out.read_bytes()
    out.write_bytes(whole[: whole.index(b"\n", 4000) + 30])
    call("batch", "delay_notice", UNSHIPPED, "--out", out, "--ledger", "none", *FACTS)
    assert sorted(out.read_bytes().split(b"\n")) == sorted(whole.split(b"\n"))


def test_a_busy_ledger(call: Call, tmp_path: Path) -> None:
    """Another program that holds the ledger for too long: a sentence and a code."""
    place = tmp_path / "ledger.db"
    call("history", "--ledger", place)
    holder = sqlite3.connect(place)
    holder.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    done = call("batch", "delay_notice", UNSHIPPED, "--out", tmp_path / "o.jsonl", "--ledger", place, *FACTS, environment={"PERMITTED_LEDGER_WAIT": "0.2"})  # fmt: skip
    holder.close()
    assert (done.returncode, "L005" in done.stderr) == (ExitCode.USAGE, True), done.stderr
    assert time.monotonic() - started < 30


def test_progress_is_told_without_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line now and then, with rate and time left."""
    from generator.batch import Summary, read_table
    from generator.cli import batch

    monkeypatch.setattr(batch, "_EACH", 0.0)
    table = read_table(UNSHIPPED)
    table.orders = 1000
    with batch._progress([table], "en") as told:
        told(Summary(orders=500, written=400))
    line = capsys.readouterr().err
    assert line.startswith("500 orders read, 400 messages, ")
    assert line.rstrip().endswith("0:00:00 left")
