"""Reports of every kind and encoding: what they are, and what becomes of each order."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.batch import column_name, kind_of, orders, read_table, read_where
from generator.batch.facts import later
from generator.batch.orders import local_day
from generator.cli.boundary import ExitCode
from generator.errors import UsageError
from generator.facts import find_marketplace

from .conftest import FACTS, REPORTS, Call

EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "reports.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", EXPECTED)
def test_report(call: Call, name: str) -> None:
    """A report is told by its columns, and each of its orders ends as it should."""
    wanted = EXPECTED[name]
    shape = json.loads(call("report", REPORTS / name, "--json").stdout)
    assert [shape["kind"], shape["form"], shape["encoding"]] == wanted["is"]
    mapping = ("--map", REPORTS / "plain.map.yaml") if wanted["is"][0] == "plain" else ()
    facts = ("--fact", "shop_name=Northlight", "--today", "2026-11-23") if mapping else FACTS
    done = call(
        "batch", "delay_notice", REPORTS / name, "--out", "-", "--dry-run", "--ledger", "none", *facts, *mapping
    )
    found = {}
    for line in done.stdout.splitlines():
        record = json.loads(line)
        code = re.search(r"\b[A-Z]\d{3}\b", record["why"][0]) if record["why"] else None
        why = code[0] if code else (record["why"][0] if record["why"] else record["language"])
        found[record["order_id"] or record["line"]] = f"{record['outcome']} {why}"
    assert found == wanted["orders"]
    assert done.returncode == (ExitCode.REFUSED if any("refused" in told for told in found.values()) else 0)


def test_every_sample_report_is_expected() -> None:
    assert {path.name for path in REPORTS.iterdir()} - {"plain.map.yaml", "returns.csv", "README.md"} == {*EXPECTED}


def test_several_rows_are_one_order() -> None:
    """The items of an order are listed in one message; a quote that is never closed is a sign like any other."""
    found = {order.order_id: order.products for order in orders(read_table(REPORTS / "unshipped.txt"))}
    assert found["302-1000004-7654317"] == ("Ceramic mug 350 ml", "Wooden spoon")
    assert found["302-1000002-7654319"] == ('Wall clock 12" "Nord',)


def test_rows_of_an_order_need_not_stand_together(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("order-id\tproduct-name\nA\tone\nB\ttwo\nA\tthree\n", encoding="utf-8")
    assert [(order.order_id, order.products) for order in orders(read_table(path))] == [
        ("A", ("one", "three")),
        ("B", ("two",)),
    ]


def test_refunded_amounts_of_a_returns_report(call: Call) -> None:
    """``1.210,00 €`` and a bare ``15,50`` with its currency in another column are both money."""
    mapping = REPORTS.parent.parent / "tests" / "batch" / "returns.map.yaml"
    done = call("batch", "partial_refund", REPORTS / "returns.csv", "--out", "-", "--map", mapping, "--ledger", "none", "--marketplace", "DE", "--fact", "state=made", "--fact", "refund_for=damaged_item", "--fact", "buyer_does=nothing", "--fact", "shop_name=Northlight", "--today", "2026-11-23")  # fmt: skip
    texts = [json.loads(line)["message"]["text"] for line in done.stdout.splitlines()]
    assert ["1.210,00\xa0€" in texts[0], "15,50\xa0€" in texts[1]] == [True, True]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("AmazonOrderId", "amazon-order-id"),
        ("Order ID", "order-id"),
        ("order_id", "order-id"),
        ("FULFILMENT-CHANNEL", "fulfillment-channel"),
        ("fulfillment.deliverByWindow.latestDateTime", "fulfillment.deliver-by-window.latest-date-time"),
        ("\ufeffsku", "sku"),
    ],
)
def test_column_names(found: str, wanted: str) -> None:
    assert column_name(found) == wanted


def test_an_unknown_table_is_plain() -> None:
    assert kind_of(["a", "b", "order-id"]) == "plain"


@pytest.mark.parametrize(
    ("text", "country", "day"),
    [
        ("2026-11-20T22:59:59+00:00", "DE", "2026-11-20"),
        ("2026-11-20T23:30:00Z", "DE", "2026-11-21"),
        ("2026-11-21T07:59:59+00:00", "US", "2026-11-20"),
        ("2026-11-20", "JP", "2026-11-20"),
        ("2026/11/20 08:00:00", "JP", "2026-11-20"),
    ],
)
def test_days_are_local(text: str, country: str, day: str) -> None:
    """A promise ends at midnight in the marketplace's country, whatever zone the report writes."""
    assert str(local_day(text, country)) == day


@pytest.mark.parametrize("text", ["soon", "2026-13-40", ""])
def test_what_is_no_day(text: str) -> None:
    assert local_day(text, "DE") is None


def test_working_days_pass_over_holidays() -> None:
    """Five working days from Wednesday before Christmas in Germany."""
    import datetime as dt

    start = dt.date(2026, 12, 23)
    assert later(start, 5, None) == dt.date(2026, 12, 28)
    assert later(start, 5, find_marketplace("DE").country) == dt.date(2026, 12, 31)
    with pytest.raises(UsageError):
        later(start, 1, "QQ")


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("quantity-to-ship > 0", 8),
        ("product-name ~ clock", 1),
        ("sales-channel = Amazon.nl", 1),
        ("sales-channel != Amazon.nl and quantity-to-ship>=1", 7),
        ("days-past-promise < 0", 1),
    ],
)
def test_where(condition: str, count: int) -> None:
    table = read_table(REPORTS / "unshipped.txt")
    chosen = read_where(condition, table.columns)
    assert sum(map(chosen, orders(table))) == count


@pytest.mark.parametrize(("condition", "code"), [("quantity", "B010"), ("quantty-to-ship>0", "B011")])
def test_where_that_cannot_be_read(condition: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_where(condition, read_table(REPORTS / "unshipped.txt").columns)
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "B001"),
        ("blank.txt", b"\n\n", "B001"),
        ("prose.txt", b"Dear seller\nplease find attached\n", "B003"),
        ("broken.json", b'{"orders": [', "S006"),
        ("none.json", b"[]", "B001"),
        ("broken.zip", b"PK\x03\x04garbage", "S003"),
        ("broken.txt.gz", b"\x1f\x8b\x08garbage", "S003"),
        ("broken.xlsx", b"PK\x03\x04garbage", "S003"),
        ("other.csv", b"a,b\n1,2\n", "B006"),
    ],
)
def test_files_that_are_no_reports(call: Call, tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = call("batch", "delay_notice", path, "--out", tmp_path / "out.jsonl", *FACTS)
    assert (done.returncode, code in done.stderr) == (ExitCode.USAGE, True), done.stderr
    assert "Traceback" not in done.stderr
