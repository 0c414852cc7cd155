"""The ledger: what was written for which order, in SQLite or PostgreSQL. Nothing of the buyer is kept.

Orders stand in it as keyed hashes, so that the file tells nobody which orders there were. A message is first reserved,
then its output is brought safely to disk, then it is confirmed: whatever ends the program between, the same command run
again finds its own reservations and goes on. That nothing is written twice the database itself sees to.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from generator.errors import Problem, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

__all__ = ["Kept", "Ledger", "Wish", "default_ledger", "open_ledger"]

NONE: Final = "none"
HEAD: Final = "0002"
"""The newest migration in ``migrations/versions``."""
_KEY_VARIABLE: Final = "PERMITTED_LEDGER_KEY"
_KEY_BYTES: Final = 32
_RESERVED, _WRITTEN = "reserved", "written"
_SQLITE_WAIT: Final = float(os.environ.get("PERMITTED_LEDGER_WAIT", "60"))
_ABANDONED: Final = timedelta(hours=1)


class Wish(msgspec.Struct, frozen=True):
    """A message that is to be written: its order, and what is told of it in the ledger."""

    order_id: str
    language: str
    wording: str
    policy: str
    answered: bool = False


class Kept(msgspec.Struct, frozen=True):
    """One line of the ledger; times in UTC."""

    order_key: str
    intent: str
    number: int
    state: str
    at: str
    language: str
    wording: str
    policy: str
    answered: bool
    run: str


def default_ledger() -> str:
    """Give the ledger of this user: a file in the user's data folder."""
    from platformdirs import user_data_path

    return str(user_data_path("permitted") / "ledger.db")


def _table() -> Table:
    from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, UniqueConstraint

    return Table(
        "messages",
        MetaData(),
        Column("id", Integer, primary_key=True),
        Column("order_key", String(64), nullable=False),
        Column("intent", String(80), nullable=False),
        Column("number", Integer, nullable=False),
        Column("state", String(10), nullable=False),
        Column("run", String(64), nullable=False),
        Column("at", String(32), nullable=False),
        Column("language", String(35), nullable=False),
        Column("wording", String(64), nullable=False),
        Column("policy", String(20), nullable=False),
        Column("answered", Boolean, nullable=False),
        UniqueConstraint("order_key", "intent", "number"),
    )


class Ledger:
    """An opened ledger."""

    def __init__(self, engine: Engine, key: bytes) -> None:
        self._engine = engine
        self._key = key
        self._messages = _table()

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with _in_words(self._engine), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _in_words(self._engine), self._engine.connect() as connection:
            yield connection

    def key_of(self, order_id: str) -> str:
        """Give the name under which an order stands in the ledger."""
        return hmac.new(self._key, order_id.encode(), sha256).hexdigest()

    def reserve(
        self, intent: str, wishes: Sequence[Wish], *, run: str, again: bool = False
    ) -> tuple[set[str], dict[str, Kept]]:
        """Reserve messages in one transaction.

        Args:
            intent: the intent of all of them.
            wishes: the messages.
            run: which command this is; its own reservations that were never confirmed are given to it again.
            again: whether a message that was written already may be written once more.

        Returns:
            The orders that are reserved now, and for the others what stands against them.
        """
        from sqlalchemy import and_, select

        table = self._messages
        keys = {self.key_of(wish.order_id): wish for wish in wishes}
        granted: set[str] = set()
        against: dict[str, Kept] = {}
        with self._changing() as connection:
            known: dict[str, Kept] = {}
            if again:
                known = {kept.order_key: kept for kept in self._latest(connection, intent, [*keys])}
            now = _now()
            rows = []
            for key, wish in keys.items():
                before = known.get(key)
                number = before.number + (before.state == _WRITTEN) if before else 0
                rows.append(
                    {
                        "order_key": key, "intent": intent, "number": number, "state": _RESERVED, "run": run, "at": now,
                        "language": wish.language, "wording": wish.wording, "policy": wish.policy,
                        "answered": wish.answered,
                    }
                )  # fmt: skip
            connection.execute(self._insert().on_conflict_do_nothing(), rows)
            numbers = {row["order_key"]: row["number"] for row in rows}
            found = connection.execute(
                select(table).where(and_(table.c.intent == intent, table.c.order_key.in_([*keys])))
            ).mappings()
            for row in found:
                if row["number"] != numbers[row["order_key"]]:
                    continue
                order = keys[row["order_key"]].order_id
                if row["state"] == _RESERVED and row["run"] == run:
                    granted.add(order)
                else:
                    against[order] = _kept(row)
        return granted, against

    def _insert(self) -> Any:
        from sqlalchemy.dialects import postgresql, sqlite

        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        return dialect.insert(self._messages)

    def _latest(self, connection: Connection, intent: str, keys: list[str]) -> Iterator[Kept]:
        from sqlalchemy import and_, select

        table = self._messages
        rows = connection.execute(
            select(table)
            .where(and_(table.c.intent == intent, table.c.order_key.in_(keys)))
            .order_by(table.c.order_key, table.c.number)
        ).mappings()
        for row in rows:
            yield _kept(row)

    def standing(self, intent: str, orders: Iterable[str]) -> dict[str, Kept]:
        """Give what stands in the ledger for some orders; nothing is changed."""
        keys = {self.key_of(order): order for order in orders}
        with self._reading() as connection:
            return {keys[kept.order_key]: kept for kept in self._latest(connection, intent, [*keys])}

    def confirm(self, intent: str, orders: Iterable[str], *, run: str) -> None:
        """Say that messages are safely on disk."""
        from sqlalchemy import and_, update

        keys = [self.key_of(order) for order in orders]
        table = self._messages
        if keys:
            with self._changing() as connection:
                connection.execute(
                    update(table)
                    .where(and_(table.c.intent == intent, table.c.run == run, table.c.order_key.in_(keys)))
                    .values(state=_WRITTEN)
                )

    def release(self, intent: str, orders: Iterable[str], *, run: str) -> None:
        """Give reservations back that came to nothing."""
        from sqlalchemy import and_, delete

        keys = [self.key_of(order) for order in orders]
        table = self._messages
        if keys:
            with self._changing() as connection:
                connection.execute(
                    delete(table).where(
                        and_(
                            table.c.intent == intent,
                            table.c.run == run,
                            table.c.state == _RESERVED,
                            table.c.order_key.in_(keys),
                        )
                    )
                )

    def history(self, order_id: str | None = None, since: str | None = None) -> Iterator[Kept]:
        """Give the lines of the ledger, the oldest first: of one order, or since a day (``2026-11-23``)."""
        from sqlalchemy import select

        table = self._messages
        query = select(table).order_by(table.c.at, table.c.id)
        if order_id is not None:
            query = query.where(table.c.order_key == self.key_of(order_id))
        if since is not None:
            query = query.where(table.c.at >= since)
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query).mappings():
                yield _kept(row)

    def forget(self, order_id: str) -> int:
        """Take an order out of the ledger; gives how many lines that were."""
        from sqlalchemy import delete

        with self._changing() as connection:
            done = connection.execute(delete(self._messages).where(self._messages.c.order_key == self.key_of(order_id)))
            return int(done.rowcount)

    def take_in(self, lines: Iterable[Kept]) -> int:
        """Add lines of another ledger that has the same key; those that are there already stay as they are."""
        rows = [{**msgspec.structs.asdict(line)} for line in lines]
        before = self.count()
        if rows:
            with self._changing() as connection:
                connection.execute(self._insert().on_conflict_do_nothing(), rows)
        return self.count() - before

    def count(self) -> int:
        """Count the lines."""
        from sqlalchemy import func, select

        with self._reading() as connection:
            return int(connection.execute(select(func.count()).select_from(self._messages)).scalar_one())

    def left_behind(self) -> list[Kept]:
        """Give reservations older than an hour: a run was killed and never gone on with."""
        limit = (datetime.now(UTC) - _ABANDONED).isoformat(timespec="seconds")
        return [line for line in self.history() if line.state == _RESERVED and line.at < limit]

    def give_back(self, lines: Sequence[Kept]) -> int:
        """Give reservations back that nobody goes on with."""
        from sqlalchemy import and_, delete

        table = self._messages
        given = 0
        with self._changing() as connection:
            for line in lines:
                given += connection.execute(
                    delete(table).where(
                        and_(
                            table.c.order_key == line.order_key,
                            table.c.intent == line.intent,
                            table.c.number == line.number,
                            table.c.state == _RESERVED,
                        )
                    )
                ).rowcount
        return given

    def faults(self) -> list[str]:
        """Ask the database whether its file is sound; a server looks after that itself."""
        if self._engine.dialect.name != "sqlite":
            return []
        with self._reading() as connection:
            told = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        return [] if told == ["ok"] else told

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _kept(row: Any) -> Kept:
    return Kept(**{name: row[name] for name in Kept.__struct_fields__})


@contextmanager
def _in_words(engine: Engine) -> Iterator[None]:
    """Turn what a database says into a problem.

    Raises:
        UsageError: the database is busy, gone, full or damaged.
    """
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as error:
        raise _told(error, engine.url.database or "–") from None


def _told(error: Exception, place: str) -> UsageError:
    reason = str(getattr(error, "orig", None) or error).split("\n")[0]
    if "locked" in reason:
        return UsageError([Problem("L005", "--ledger", {})])
    return UsageError([Problem("L001", "--ledger", {"found": place, "reason": reason})])


def open_ledger(where: str | None) -> Ledger | None:
    """Open a ledger, made or brought up to date where needed.

    Args:
        where: a file, a PostgreSQL address, ``none`` for no ledger; nothing for the user's own.

    Raises:
        UsageError: it cannot be opened, is locked, or was written by a newer version.
    """
    if where == NONE:
        return None
    place = where or default_ledger()
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import SQLAlchemyError

    try:
        if "://" in place:
            url = place.replace("postgres://", "postgresql+psycopg://").replace(
                "postgresql://", "postgresql+psycopg://"
            )
            # A server in SQL_ASCII would hand out bytes.
            engine = create_engine(url, connect_args={"client_encoding": "utf8"})
            key = _key(None)
        else:
            path = Path(place).absolute()
            path.parent.mkdir(parents=True, exist_ok=True)
            key = _key(path.with_suffix(".key"))
            engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _SQLITE_WAIT})
            event.listen(engine, "connect", _settle)
            event.listen(engine, "begin", _begin)
        _bring_up_to_date(engine, place)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError([Problem("L001", "--ledger", {"found": place, "reason": reason})]) from None
    except SQLAlchemyError as error:
        raise _told(error, place.rpartition("@")[2]) from None
    return Ledger(engine, key)


def _settle(connection: Any, _: Any) -> None:
    # The driver's own transactions begin too late to keep two writers from reading before both write.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _bring_up_to_date(engine: Engine, place: str) -> None:
    from sqlalchemy import inspect, text

    with engine.connect() as connection:
        version = None
        if inspect(connection).has_table("alembic_version"):
            version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        connection.rollback()
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise UsageError([Problem("L002", "--ledger", {"found": place, "version": version, "known": HEAD})])
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7261)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _key(beside: Path | None) -> bytes:
    """Read the key of the hashes, made on first use for this user's eyes alone.

    Raises:
        UsageError: a database elsewhere needs the key in the environment, or the key is none.
    """
    told = os.environ.get(_KEY_VARIABLE)
    if told:
        return _from_hex(told.strip(), _KEY_VARIABLE)
    if beside is None:
        from platformdirs import user_data_path

        beside = user_data_path("permitted") / "ledger.key"
        beside.parent.mkdir(parents=True, exist_ok=True)
    try:
        place = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _existing(beside)
    with os.fdopen(place, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    return _existing(beside)


def _existing(path: Path) -> bytes:
    import time

    for _ in range(100):
        text = path.read_text(encoding="ascii", errors="replace").strip()
        if len(text) == 2 * _KEY_BYTES:
            break
        time.sleep(0.02)
    return _from_hex(text, str(path))


def _from_hex(text: str, where: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise UsageError([Problem("L003", where, {})])
    return key
