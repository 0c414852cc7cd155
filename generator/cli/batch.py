"""``batch`` and ``report``: from a report to messages, and what a report says."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from generator.batch import (
    FORMS,
    Order,
    Plan,
    Record,
    Summary,
    Table,
    column_name,
    columns_of,
    kind_of,
    kinds,
    open_ledger,
    open_sink,
    orders,
    read_mapping,
    read_table,
    read_where,
    run,
    run_name,
    run_on_cluster,
)
from generator.cli.boundary import ExitCode, tell
from generator.cli.order import read_today
from generator.content import load_catalogue
from generator.errors import Problem, UsageError, nearest, one_of
from generator.facts import find_marketplace
from generator.interface import Ui, interface_language, say
from generator.message import read_fact_options

__all__ = ["Request", "describe_report", "write_batch"]

_ENGINES: Final = ("here", "dask")
_EACH: Final = 10.0
"""Seconds between two lines of progress where there is no terminal."""


class Request(msgspec.Struct, frozen=True):
    """What was asked for on the command line of ``permitted batch``."""

    intent: str
    reports: list[Path]
    out: str
    form: str
    mapping: Path | None
    fact: list[str]
    where: str | None
    marketplace: str | None
    language: str | None
    today: str | None
    ledger: str | None
    summary: Path | None
    jobs: int
    again: bool
    buyer_wrote_first: bool
    drafts: bool
    strict: bool
    dry_run: bool
    scheduler: str | None = None
    engine: str = "here"


def write_batch(request: Request, content: list[Path], ui: str | None) -> int:
    """Write a message for every order of the reports that needs one."""
    spoken = interface_language(ui)
    if request.form not in FORMS:
        values = {"found": request.form, "near": nearest(request.form, FORMS) or "–", "known": one_of(FORMS)}
        raise UsageError([Problem("U006", "--as", values)])
    intent = load_catalogue(content).entry(request.intent).intent
    tables = [read_table(path) for path in request.reports]
    columns = tuple(dict.fromkeys(column for table in tables for column in table.columns))
    mapping = read_mapping(request.mapping, intent, columns)
    if request.marketplace:
        find_marketplace(request.marketplace)
    plan = Plan(
        intent=intent.id,
        form=request.form,
        today=read_today(request.today),
        given={name: str(value) for name, value in read_fact_options(request.fact).items()},
        mapping=mapping,
        marketplace=request.marketplace,
        language=request.language,
        content=tuple(map(str, content)),
        drafts=request.drafts,
        strict=request.strict,
        answered=request.buyer_wrote_first,
        again=request.again,
    )
    if request.engine != "here":
        return _on_cluster(request, plan, spoken)
    where = read_where(request.where, columns) if request.where else None
    for table in tables:
        _needs_order_id(table.columns, mapping.columns, table.path)
    ledger = open_ledger(request.ledger)
    sink = None if request.dry_run else open_sink(request.out, request.form)
    plan = msgspec.structs.replace(plan, one_line=sink is None or sink.one_line)

    def all_orders() -> Iterator[Order]:
        for table in tables:
            yield from orders(table, mapping.columns.get("order_id"))

    try:
        with _progress(tables, spoken) as told:
            summary = run(
                all_orders(),
                plan,
                sink,
                ledger,
                name=run_name(plan, request.out),
                where=where,
                jobs=request.jobs,
                told=told,
                show=_shown if request.dry_run else None,
            )
    finally:
        if sink:
            sink.close()
        if ledger:
            ledger.close()
    for table in tables:
        for line in table.torn:
            tell(say("screens", "torn_line", spoken, path=table.path, line=line))
    _tell_summary(summary, spoken)
    if request.summary:
        _write_summary(request.summary, summary)
    return ExitCode.REFUSED if summary.refused else ExitCode.WRITTEN


def _on_cluster(request: Request, plan: Plan, ui: Ui) -> int:
    if request.engine != "dask":
        values = {"found": request.engine, "near": nearest(request.engine, _ENGINES) or "–", "known": one_of(_ENGINES)}
        raise UsageError([Problem("U026", "--engine", values)])
    if not request.scheduler or not request.ledger or Path(request.out).suffix or request.out == "-":
        raise UsageError([Problem("B023", "--engine", {})])
    out = Path(request.out).absolute()
    reports = [path.absolute() for path in request.reports]
    summary = run_on_cluster(reports, plan, out, request.ledger, request.scheduler, request.where)
    _tell_summary(summary, ui)
    if request.summary:
        _write_summary(request.summary, summary)
    return ExitCode.REFUSED if summary.refused else ExitCode.WRITTEN


def _needs_order_id(columns: tuple[str, ...], mapped: dict[str, str], path: str) -> None:
    if not columns_of(columns)["order_id"] and mapped.get("order_id") not in columns:
        raise UsageError([Problem("B006", path, {"known": one_of(columns)})])


def _shown(record: Record) -> None:
    print(
        json.dumps(
            {
                "order_id": record.order_id,
                "line": record.line,
                "outcome": record.outcome,
                "language": record.language,
                "why": [*record.why],
            },
            ensure_ascii=False,
        )
    )


@contextmanager
def _progress(tables: Sequence[Table], ui: Ui) -> Iterator[Callable[[Summary], None]]:
    """Show how far one is: a line that moves on a terminal, a line now and then elsewhere."""
    start = last = time.monotonic()
    if sys.stderr is not None and sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        with Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        ) as progress:
            task = progress.add_task("")

            def moved(summary: Summary) -> None:
                progress.update(task, description=_figures(summary, tables, time.monotonic() - start, ui))

            yield moved
        return

    def now_and_then(summary: Summary) -> None:
        nonlocal last
        if time.monotonic() - last >= _EACH:
            last = time.monotonic()
            tell(_figures(summary, tables, last - start, ui))

    yield now_and_then


def _figures(summary: Summary, tables: Sequence[Table], seconds: float, ui: Ui) -> str:
    rate = summary.orders / max(seconds, 0.001)
    if any(table.orders is None for table in tables):
        left = "–"
    else:
        left = str(
            timedelta(
                seconds=round(max(sum(table.orders or 0 for table in tables) - summary.orders, 0) / max(rate, 0.001))
            )
        )
    return say(
        "screens",
        "batch_progress",
        ui,
        orders=summary.orders,
        written=summary.written,
        rate=f"{rate:.0f}",
        left=left,
    )


def _tell_summary(summary: Summary, ui: Ui) -> None:
    tell(say("screens", "batch_orders", ui, count=summary.orders))
    tell("  " + say("screens", "batch_written", ui, count=summary.written))
    if summary.kept:
        tell("  " + say("screens", "batch_kept", ui, count=summary.kept))
    if summary.not_chosen:
        tell("  " + say("screens", "batch_not_chosen", ui, count=summary.not_chosen))
    if summary.left_out:
        tell("  " + say("screens", "batch_left_out", ui, count=summary.left_out.total()))
        for reason, count in summary.left_out.most_common():
            tell(f"    {count:>6}  {say('screens', f'left_{reason}', ui)}")
    if summary.refused:
        tell("  " + say("screens", "batch_refused", ui))
        for code, count in summary.refused.most_common():
            tell(f"    {count:>6}  {code}")


def _write_summary(path: Path, summary: Summary) -> None:
    try:
        path.write_text(json.dumps(summary.as_dict(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        values = {"found": str(path), "reason": error.strerror or str(error)}
        raise UsageError([Problem("U012", "--summary", values)]) from None


def describe_report(path: Path, intent: str | None, content: list[Path], ui: str | None, *, as_json: bool) -> int:
    """Say what a report is, how its columns are read, and which facts an intent would still need."""
    spoken = interface_language(ui)
    table = read_table(path)
    kind = kind_of(table.columns)
    known = {field: columns for field, columns in columns_of(table.columns).items() if columns}
    catalogue = load_catalogue(content)
    shape: dict[str, Any] = {
        "format": 1,
        "path": str(path),
        "kind": kind,
        "title": kinds().kinds[kind].title[spoken] if kind in kinds().kinds else say("screens", "report_plain", spoken),
        "form": table.form,
        "encoding": table.encoding,
        "columns": [*table.columns],
        "read": {field: [*columns] for field, columns in known.items()},
    }
    if intent:
        shape["lacking"] = _lacking(catalogue.entry(intent).intent, known, table.columns)
    if as_json:
        print(json.dumps(shape, ensure_ascii=False, indent=2))
        return ExitCode.WRITTEN
    encoding = f", {table.encoding}" if table.encoding else ""
    print(f"{path}: {shape['title']} ({table.form}{encoding})")
    for field, columns in known.items():
        print(f"  {field:<14} {', '.join(columns)}")
    others = [name for name in table.columns if not any(name in columns for columns in known.values())]
    if others:
        print(say("screens", "report_unread", spoken, names=one_of(others)))
    if intent:
        lacking = shape["lacking"]
        print(
            say("screens", "report_lacking", spoken, intent=intent, names=one_of(lacking))
            if lacking
            else say("screens", "report_complete", spoken, intent=intent)
        )
    return ExitCode.WRITTEN


def _lacking(intent: Any, known: dict[str, tuple[str, ...]], columns: tuple[str, ...]) -> list[str]:
    names = {column_name(column).replace("-", "_") for column in columns}
    told = {"order_id": "order_id", "product": "product", "promised_date": "promised", "buyer_name": "buyer_name"}
    return [
        name
        for name, fact in intent.facts.items()
        if fact.required and name not in names and told.get(name) not in known
    ]
