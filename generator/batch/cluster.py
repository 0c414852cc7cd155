"""The batch on a Dask cluster: partitions of CSV or Parquet, each written by one worker, exactly once.

All rows of an order are brought into one partition. A partition is a batch with a file of its own in a folder
that all workers see and one ledger for all: when a worker dies, another goes on with its partition where it stopped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from generator.batch.kinds import columns_of
from generator.batch.ledger import open_ledger
from generator.batch.orders import orders
from generator.batch.runner import Plan, Summary, run, run_name
from generator.batch.selection import read_where
from generator.batch.sinks import open_sink
from generator.batch.tables import Table
from generator.errors import Problem, UsageError

if TYPE_CHECKING:
    import pandas

__all__ = ["run_on_cluster"]

_BLOCK: Final = "4MB"
"""Text of a partition: some seconds of work."""
_SEPARATORS: Final = {".csv": ",", ".tsv": "\t", ".txt": "\t"}


def run_on_cluster(
    reports: Sequence[Path], plan: Plan, out: Path, ledger: str, scheduler: str, where: str | None
) -> Summary:
    """Write a message for every order of the reports, on the workers of a cluster.

    Args:
        reports: CSV, TSV or Parquet files that all workers see.
        plan: what to write.
        out: the folder for the partitions' files (``part-0000.jsonl`` …).
        ledger: a ledger that all workers reach.
        scheduler: the address of the cluster's scheduler, such as ``tcp://10.0.0.5:8786``.
        where: which orders to take.

    Raises:
        UsageError: the extra ``dask`` is not installed, the cluster cannot be reached, or a report is of another kind.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise UsageError([Problem("B020", "--engine", {})]) from None
    out.mkdir(parents=True, exist_ok=True)
    frame = _frame(reports)
    known = columns_of([str(column) for column in frame.columns])["order_id"]
    name = plan.mapping.columns.get("order_id") or (known[0] if known else "")
    if not name:
        raise UsageError([Problem("B006", str(reports[0]), {"known": ", ".join(map(str, frame.columns))})])
    opened = open_ledger(ledger)
    if opened:
        # Migrations run here once, and not on every worker at the same time.
        opened.close()
    parts = frame.shuffle(name).to_delayed()
    try:
        with Client(scheduler, timeout="20s") as client:  # type: ignore[no-untyped-call]
            from dask.delayed import delayed

            work = delayed(_write_part, pure=False)
            tasks = [work(part, number, plan, str(out), ledger, where) for number, part in enumerate(parts)]
            futures = client.compute(tasks, retries=3)
            done = [result for _, result in as_completed(futures, with_results=True)]  # type: ignore[no-untyped-call]
    except OSError as error:
        raise UsageError([Problem("B021", "--scheduler", {"found": scheduler, "reason": str(error)})]) from None
    return _sum(done)


def _frame(reports: Sequence[Path]) -> Any:
    import dask.dataframe

    frames = []
    for path in reports:
        if path.suffix.lower() == ".parquet":
            frames.append(dask.dataframe.read_parquet(str(path)).astype(str))
        elif path.suffix.lower() in _SEPARATORS:
            separator = _SEPARATORS[path.suffix.lower()]
            quoting = 3 if separator == "\t" else 0
            frames.append(
                dask.dataframe.read_csv(
                    str(path), sep=separator, dtype=str, keep_default_na=False, quoting=quoting, blocksize=_BLOCK
                )
            )
        else:
            raise UsageError([Problem("B022", str(path), {})])
    return dask.dataframe.concat(frames) if len(frames) > 1 else frames[0]  # type: ignore[no-untyped-call]


def _write_part(part: pandas.DataFrame, number: int, plan: Plan, out: str, ledger: str, where: str | None) -> str:
    """Write one partition; gives its figures as JSON. Run again, it goes on where it stopped."""
    columns = tuple(map(str, part.columns))
    rows = (
        (line, {name: str(value) for name, value in record.items() if value not in (None, "", "None", "nan")})
        for line, record in enumerate(part.to_dict("records"), start=1)
    )
    table = Table(f"part {number}", "partition", "", columns, rows)
    place = str(Path(out) / f"part-{number:04}.jsonl")
    sink, opened = open_sink(place, plan.form), open_ledger(ledger)
    try:
        summary = run(
            orders(table, plan.mapping.columns.get("order_id")),
            plan,
            sink,
            opened,
            name=run_name(plan, place),
            where=read_where(where, columns) if where else None,
        )
    finally:
        sink.close()
        if opened:
            opened.close()
    return json.dumps(msgspec.to_builtins(summary))


def _sum(results: Sequence[str]) -> Summary:
    total = Summary()
    for result in results:
        figures = json.loads(result)
        for name in ("orders", "written", "kept", "not_chosen"):
            setattr(total, name, getattr(total, name) + figures[name])
        total.refused += Counter(figures["refused"])
        total.left_out += Counter(figures["left_out"])
    return total
