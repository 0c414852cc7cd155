"""The batch against its goals: ``make bench`` runs it after the other figures; ``--million`` adds a report of a million rows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
FACTS = [
    "--fact",
    "reason=carrier",
    "--fact",
    "new_date=+5d",
    "--fact",
    "shop_name=Northlight",
    "--today",
    "2026-11-23",
]
INSERT = ["--fact", "insert=The parcel has been at the sorting centre in Leipzig since Friday."]


def report(path: Path, count: int) -> Path:
    """Write a report of late orders, with the columns of an Unshipped report."""
    columns = "order-id order-item-id purchase-date payments-date reporting-date promise-date days-past-promise buyer-email buyer-name sku product-name quantity-purchased quantity-shipped quantity-to-ship ship-service-level recipient-name ship-city ship-country sales-channel"
    with path.open("w", encoding="utf-8") as file:
        file.write(columns.replace(" ", "\t") + "\n")
        for number in range(count):
            file.write(
                f"302-{number:07}-{number * 7919 % 10**7:07}\t{number}\t2026-11-10T09:00:00+00:00\t2026-11-10T09:00:00+00:00"
                f"\t2026-11-23T01:00:00+00:00\t2026-11-21T22:59:59+00:00\t2\t\tKim Sato\tS-{number}\tMug no. {number % 97}"
                "\t1\t0\t1\tStandard\tK. S.\tLeeds\tGB\tAmazon.co.uk\n"
            )
    return path


def run(folder: Path, path: Path, *more: str) -> tuple[float, float]:
    """Run one batch; gives its seconds and its peak memory in MB."""
    out = folder / "out.jsonl"
    out.unlink(missing_ok=True)
    command = [sys.executable, "-m", "generator", "batch", "delay_notice", str(path), "--out", str(out), *FACTS, *more]
    code = f"import resource,subprocess,sys; done=subprocess.run({command!r}, stderr=subprocess.PIPE); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(done.returncode)"
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "XDG_DATA_HOME": str(folder)}, capture_output=True, text=True, check=True)  # fmt: skip
    return time.perf_counter() - start, int(re.findall(r"\d+", done.stdout)[-1]) / 1024


def bare_jinja(count: int) -> float:
    """Give the seconds that bare Jinja takes for as many texts."""
    import jinja2

    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "templates"), trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    template = environment.get_template("delay_notice/en.txt.j2")
    facts = {"order_id": "302-1234567-7654321", "product": "Mug", "promised_date": "21 November", "new_date": "28 November", "reason": "carrier", "amount_change": "", "amount_for": "", "shop_name": "Northlight", "buyer_name": "Kim Sato", "insert": "", "completed_on": ""}  # fmt: skip
    start = time.perf_counter()
    for _ in range(count):
        template.render(facts)
    return time.perf_counter() - start


def told(name: str, figure: str) -> None:
    print(f"{name:<62} {figure}")


def main(show: Callable[[str, str], None] = told) -> None:
    """Run the batch benchmarks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = report(folder / "10k.txt", 10_000), report(folder / "100k.txt", 100_000)
        start_up, _ = run(folder, report(folder / "1.txt", 1), "--ledger", "none")
        small_time, small_memory = run(folder, small, "--ledger", "none")
        large_time, large_memory = run(folder, large, "--ledger", "none")
        rate = 100_000 / (large_time - start_up)
        show("batch, notices a second without insert (goal 3,000)", f"{rate:,.0f}")
        jinja = bare_jinja(100_000)
        show("batch against bare Jinja (goal 4.0)", f"{(large_time - start_up) / jinja:.1f}")
        per_row = ((large_time - start_up) / 100_000) / ((small_time - start_up) / 10_000)
        show("time a row, 100,000 rows against 10,000 (goal 1.15)", f"{per_row:.2f}")
        show(
            "peak memory, 100,000 rows against 10,000 (goal 1.2)",
            f"{large_memory / small_memory:.2f}  ({large_memory:.0f} MB)",
        )
        ledger_time, _ = run(folder, large, "--ledger", str(folder / "ledger.db"))
        show("the same with a ledger in SQLite, a second", f"{100_000 / (ledger_time - start_up):,.0f}")
        two_time, _ = run(folder, large, "--ledger", "none", "--jobs", "2")
        show("--jobs 2 against 1 (goal 1.7)", f"{large_time / two_time:.2f}")
        insert_start, _ = run(folder, folder / "1.txt", "--ledger", "none", *INSERT)
        insert_time, _ = run(folder, small, "--ledger", "none", *INSERT)
        show("with an English insert, a second (goal 800)", f"{10_000 / (insert_time - insert_start):,.0f}")
        if "--million" in sys.argv:
            million_time, million_memory = run(folder, report(folder / "1m.txt", 1_000_000), "--ledger", "none")
            show("time a row, 1,000,000 rows against 10,000 (goal 1.15)", f"{((million_time - start_up) / 1e6) / ((small_time - start_up) / 1e4):.2f}")  # fmt: skip
            show("peak memory, 1,000,000 rows against 10,000 (goal 1.2)", f"{million_memory / small_memory:.2f}  ({million_memory:.0f} MB)")  # fmt: skip


if __name__ == "__main__":
    main()
