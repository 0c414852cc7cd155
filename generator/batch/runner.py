"""The runner: from the orders of a report to checked messages, none lost and none twice."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from generator.batch.facts import ColumnMap, facts_of
from generator.batch.ledger import Ledger, Wish
from generator.batch.orders import Order
from generator.batch.selection import Condition, left_out
from generator.batch.sinks import Record, Sink
from generator.clauses import policy_version
from generator.content import Catalogue, load_catalogue
from generator.errors import PermittedError, Problem, UsageError
from generator.facts import Marketplace, find_marketplace
from generator.message import Message, RefusedError, compose, write_as

__all__ = ["Plan", "Summary", "run", "run_name"]

_CHUNK: Final = 500


class Plan(msgspec.Struct, frozen=True):
    """What is to be written: one intent for all orders of a report.

    ``given`` are facts for all orders; ``marketplace`` and ``language`` hold where the report does not say.
    """

    intent: str
    form: str
    today: date
    given: dict[str, str] = {}
    mapping: ColumnMap = ColumnMap()
    marketplace: str | None = None
    language: str | None = None
    content: tuple[str, ...] = ()
    drafts: bool = False
    strict: bool = True
    answered: bool = False
    again: bool = False
    one_line: bool = True


class Summary(msgspec.Struct):
    """What became of the orders; reasons with how often."""

    orders: int = 0
    written: int = 0
    kept: int = 0
    refused: Counter[str] = msgspec.field(default_factory=Counter)
    left_out: Counter[str] = msgspec.field(default_factory=Counter)
    not_chosen: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Give it in the documented JSON shape."""
        return {
            "format": 1, "orders": self.orders, "written": self.written, "kept": self.kept,
            "refused": {"total": self.refused.total(), **dict(self.refused.most_common())},
            "left_out": {"total": self.left_out.total(), **dict(self.left_out.most_common())},
            "not_chosen": self.not_chosen,
        }  # fmt: skip


class _Job(msgspec.Struct, frozen=True):
    """One order on its way: what to compose, or why not."""

    order_id: str
    line: int
    facts: dict[str, Any] = {}
    language: str | None = None
    marketplace: str | None = None
    left_out: str = ""
    problems: tuple[str, ...] = ()


def run_name(plan: Plan, out: str) -> str:
    """Name a run: the same command gives the same name, so that it finds what an earlier one of it has reserved."""
    place = out if out == "-" else str(Path(out).absolute())
    return hashlib.sha256(f"{plan.intent}\0{plan.form}\0{place}".encode()).hexdigest()[:32]


def run(
    orders: Iterable[Order],
    plan: Plan,
    sink: Sink | None,
    ledger: Ledger | None,
    *,
    name: str,
    where: Condition | None = None,
    jobs: int = 1,
    told: Callable[[Summary], None] | None = None,
    show: Callable[[Record], None] | None = None,
) -> Summary:
    """Write a message for every order that needs one.

    Args:
        orders: the orders of a report.
        plan: what to write.
        sink: where to; without one nothing is written or reserved.
        ledger: what was written before; without one nothing is looked up.
        name: the name of the run (see ``run_name``).
        where: which orders to take.
        jobs: in how many processes to compose.
        told: called with the figures so far, now and then.
        show: called with each record.

    Raises:
        UsageError: the intent, the ledger or the place of the output fail.
    """
    summary = Summary()
    pool = ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(plan,)) if jobs > 1 else None
    catalogue = None if pool else load_catalogue(plan.content)
    try:
        work = _Work(plan, sink, ledger, name, summary, show)
        for chunk in work.composed(_chosen(orders, where, summary), pool, catalogue):
            work.bring_home(chunk)
            if told:
                told(summary)
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)
    return summary


def _chosen(orders: Iterable[Order], where: Condition | None, summary: Summary) -> Iterator[Order]:
    for order in orders:
        if where is None or where(order):
            yield order
        else:
            summary.not_chosen += 1


class _Work:
    def __init__(
        self,
        plan: Plan,
        sink: Sink | None,
        ledger: Ledger | None,
        name: str,
        summary: Summary,
        show: Callable[[Record], None] | None,
    ) -> None:
        self._plan = plan
        self._sink = sink
        self._ledger = ledger
        self._name = name
        self._summary = summary
        self._show = show
        self._kept = sink.kept if sink else set()
        self._intent = load_catalogue(plan.content).entry(plan.intent).intent

    def composed(
        self, orders: Iterator[Order], pool: Executor | None, catalogue: Catalogue | None
    ) -> Iterator[list[Record]]:
        """Give the records of one chunk of orders after the other, in order."""
        chunks = iter(lambda: [self._job(order) for order in islice(orders, _CHUNK)], [])
        if pool is None:
            assert catalogue is not None
            for chunk in chunks:
                yield [_compose(job, self._plan, catalogue) for job in chunk]
            return
        # A few chunks are under way at a time, so that memory stays flat however long the report is.
        waiting = [pool.submit(_compose_all, chunk) for chunk in islice(chunks, 8)]
        while waiting:
            done = waiting.pop(0).result()
            waiting += [pool.submit(_compose_all, chunk) for chunk in islice(chunks, 1)]
            yield done

    def _job(self, order: Order) -> _Job:
        plan = self._plan
        self._summary.orders += 1
        if not order.order_id:
            return _Job("", order.line, problems=(str(Problem("B004", f"line {order.line}", {})),))
        if order.order_id in self._kept:
            return _Job(order.order_id, order.line, left_out="kept")
        try:
            market = self._market(order)
            country = market.country if market else ""
            reason = left_out(order, plan.intent, country, plan.today)
            if reason:
                return _Job(order.order_id, order.line, left_out=reason)
            facts = facts_of(order, self._intent, plan.mapping, plan.given, market, plan.today)
        except PermittedError as error:
            return _Job(order.order_id, order.line, problems=tuple(str(problem) for problem in error.problems))
        column = plan.mapping.columns.get("language")
        language = (order.columns.get(column) if column else None) or order.known.get("language") or plan.language
        return _Job(order.order_id, order.line, facts, language, market.code if market else None)

    def _market(self, order: Order) -> Marketplace | None:
        column = self._plan.mapping.columns.get("marketplace")
        told = (order.columns.get(column) if column else None) or order.known.get("market") or self._plan.marketplace
        return find_marketplace(told) if told else None

    def bring_home(self, records: list[Record]) -> None:
        """Reserve, write, confirm."""
        plan, ledger = self._plan, self._ledger
        kept = [record.order_id for record in records if record.why == ("kept",)]
        written = [record for record in records if record.outcome == "written"]
        against: dict[str, str] = {}
        if ledger and written:
            wishes = [
                Wish(record.order_id, record.language, record.wording, record.policy, plan.answered)
                for record in written
            ]
            if self._sink is None:
                standing = ledger.standing(plan.intent, [wish.order_id for wish in wishes])
            else:
                granted, standing = ledger.reserve(plan.intent, wishes, run=self._name, again=self._again())
                against |= {record.order_id: "twice" for record in written if record.order_id not in granted}
            for order, line in standing.items():
                if not (self._sink is None and self._again()):
                    against[order] = "written_before" if line.state == "written" else "reserved_elsewhere"
        final = [
            Record(record.order_id, record.line, "left_out", record.intent, why=(against[record.order_id],))
            if record.outcome == "written" and record.order_id in against
            else record
            for record in records
            if record.why != ("kept",)
        ]
        mine = [record.order_id for record in final if record.outcome == "written"]
        if self._sink:
            try:
                self._sink.write(final)
            except OSError as error:
                if ledger:
                    ledger.release(plan.intent, mine, run=self._name)
                reason = error.strerror or str(error)
                raise UsageError(
                    [Problem("B005", "--out", {"reason": reason, "count": self._summary.written})]
                ) from None
            if ledger:
                ledger.confirm(plan.intent, [*mine, *kept], run=self._name)
        self._count(final, len(kept))

    def _again(self) -> bool:
        """Whether a message may be written once more: never where the intent allows one an order, ever."""
        return self._plan.again and not self._intent.contact.once

    def _count(self, records: list[Record], kept: int) -> None:
        self._summary.kept += kept
        for record in records:
            if self._show:
                self._show(record)
            if record.outcome == "written":
                self._summary.written += 1
            elif record.outcome == "left_out":
                self._summary.left_out[record.why[0]] += 1
            else:
                for code in dict.fromkeys(why.split(": ", 1)[-1].split(" ", 1)[0] for why in record.why):
                    self._summary.refused[code] += 1
                if not record.why:
                    self._summary.refused["?"] += 1


_catalogues: dict[str, tuple[Plan, Catalogue]] = {}


def _prepare(plan: Plan) -> None:
    """Load the catalogue once in a process that composes."""
    _catalogues["here"] = (plan, load_catalogue(plan.content))


def _compose_all(jobs: list[_Job]) -> list[Record]:
    plan, catalogue = _catalogues["here"]
    return [_compose(job, plan, catalogue) for job in jobs]


def _compose(job: _Job, plan: Plan, catalogue: Catalogue) -> Record:
    """Compose one message; gives it, or why there is none."""
    if job.left_out:
        return Record(job.order_id, job.line, "left_out", plan.intent, why=(job.left_out,))
    if job.problems:
        return Record(job.order_id, job.line, "refused", plan.intent, why=job.problems)
    try:
        message = compose(
            plan.intent,
            job.facts,
            language=job.language,
            marketplace=job.marketplace,
            today=plan.today,
            catalogue=catalogue,
            buyer_wrote_first=plan.answered,
            drafts=plan.drafts,
            strict=plan.strict,
        )
        body = _in_form(message, plan)
    except RefusedError as error:
        why = (*map(str, error.problems), *map(_told, error.findings))
        return Record(job.order_id, job.line, "refused", plan.intent, why=why)
    except UsageError as error:
        return Record(job.order_id, job.line, "refused", plan.intent, why=tuple(map(str, error.problems)))
    return Record(
        job.order_id,
        job.line,
        "written",
        plan.intent,
        message.language,
        message.subject,
        message.text,
        body,
        wording=message.provenance.wording,
        policy=policy_version(),
    )


def _in_form(message: Message, plan: Plan) -> bytes:
    """Give a message in the form asked for; JSON on one line takes half the time."""
    if plan.form == "json" and plan.one_line:
        return json.dumps(message.as_dict(), ensure_ascii=False, default=str).encode()
    body = write_as(message, plan.form)
    return json.dumps(json.loads(body), ensure_ascii=False).encode() if plan.form == "api" and plan.one_line else body


def _told(finding: Any) -> str:
    return f"{finding.where}: {finding.rule} ({finding.clause}) {finding.text!r}"
