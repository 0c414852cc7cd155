"""The ledger: kept private, brought up to date without loss, read, forgotten, carried elsewhere."""

from __future__ import annotations

import json
import sqlite3
import stat
from pathlib import Path

import pytest

from generator.batch import Ledger, open_ledger
from generator.batch.ledger import HEAD, Wish
from generator.cli.boundary import ExitCode
from generator.errors import UsageError

from .conftest import FACTS, REPORTS, Call

ORDER = "302-1000001-7654320"
UNSHIPPED = REPORTS / "unshipped.txt"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = open_ledger(str(tmp_path / "ledger.db"))
    assert opened is not None
    return opened


def wish(order: str) -> Wish:
    return Wish(order, "de", "0" * 64, "2026-11")


def test_orders_stand_as_keyed_hashes(call: Call, tmp_path: Path) -> None:
    """Neither an order id nor anything of the buyer is in the files, and the key is this user's alone."""
    call("batch", "delay_notice", UNSHIPPED, "--out", tmp_path / "o.jsonl", *FACTS)
    folder = tmp_path / "data" / "permitted"
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    assert ORDER.encode() not in content
    assert b"Kim Sato" not in content
    assert stat.S_IMODE((folder / "ledger.key").stat().st_mode) == 0o600


def test_reserve_confirm(ledger: Ledger) -> None:
    """A reservation is its run's own; once confirmed it stands against everybody."""
    assert ledger.reserve("delay_notice", [wish("a"), wish("b")], run="one") == ({"a", "b"}, {})
    granted, against = ledger.reserve("delay_notice", [wish("a")], run="two")
    assert (granted, against["a"].state) == (set(), "reserved")
    assert ledger.reserve("delay_notice", [wish("a")], run="one")[0] == {"a"}
    ledger.confirm("delay_notice", ["a"], run="one")
    granted, against = ledger.reserve("delay_notice", [wish("a"), wish("b")], run="one")
    assert (granted, against["a"].state) == ({"b"}, "written")
    ledger.release("delay_notice", ["b"], run="one")
    assert ledger.reserve("delay_notice", [wish("b")], run="two")[0] == {"b"}


def test_again_is_a_line_of_its_own(ledger: Ledger) -> None:
    for run in ("one", "two"):
        assert ledger.reserve("delay_notice", [wish("a")], run=run, again=True)[0] == {"a"}
        ledger.confirm("delay_notice", ["a"], run=run)
    assert [line.number for line in ledger.history("a")] == [0, 1]


def test_history_forget(call: Call, tmp_path: Path) -> None:
    call("batch", "delay_notice", UNSHIPPED, "--out", tmp_path / "o.jsonl", "--buyer-wrote-first", *FACTS)
    told = call("history", ORDER).stdout
    assert ["delay_notice  de  written" in told, "(answer to the buyer)" in told] == [True, True]
    rows = [json.loads(line) for line in call("history", "--json").stdout.splitlines()]
    assert len(rows) == 4
    assert call("history", "--since", "2999-01-01").stdout == "nothing was written\n"
    assert call("forget", ORDER).stdout == "1 line(s) taken out\n"
    assert call("history", ORDER).stdout == "nothing was written\n"
    assert "F010" in call("history", "302").stderr


def test_export_import(call: Call, tmp_path: Path) -> None:
    """A ledger carried to another file with the same key knows the same orders."""
    call("batch", "delay_notice", UNSHIPPED, "--out", tmp_path / "o.jsonl", *FACTS)
    exported = tmp_path / "ledger.jsonl"
    exported.write_text(call("ledger", "export").stdout, encoding="utf-8")
    key = (tmp_path / "data" / "permitted" / "ledger.key").read_text(encoding="ascii")
    other = ("--ledger", tmp_path / "other.db")
    settings = {"environment": {"PERMITTED_LEDGER_KEY": key}}
    assert call("ledger", "import", exported, *other, **settings).stdout == "4 of 4 line(s) added\n"
    assert call("ledger", "import", exported, *other, **settings).stdout == "0 of 4 line(s) added\n"
    assert "written" in call("history", ORDER, *other, **settings).stdout
    exported.write_text("{}\n", encoding="utf-8")
    assert "L004" in call("ledger", "import", exported, *other, **settings).stderr


def test_check_names_what_was_left_behind(call: Call, tmp_path: Path, ledger: Ledger) -> None:
    place = ("--ledger", tmp_path / "ledger.db")
    ledger.reserve("delay_notice", [wish("a")], run="one")
    ledger.close()
    assert call("ledger", "check", *place).stdout == "1 line(s), nothing wrong\n"
    with sqlite3.connect(tmp_path / "ledger.db") as raw:
        raw.execute("UPDATE messages SET at = '2026-01-01T00:00:00+00:00'")
    done = call("ledger", "check", *place)
    assert (done.returncode, "left behind since 2026-01-01" in done.stdout) == (ExitCode.REFUSED, True)
    assert "1 reservation(s) given back" in call("ledger", "check", "--release", *place).stdout
    assert call("history", *place).stdout == "nothing was written\n"


def test_recheck(call: Call, tmp_path: Path) -> None:
    """A wording that has been changed since it was written is named, with how often."""
    call("batch", "delay_notice", UNSHIPPED, "--out", tmp_path / "o.jsonl", *FACTS)
    assert call("recheck").stdout == "All 4 messages would pass today.\n"
    with sqlite3.connect(tmp_path / "data" / "permitted" / "ledger.db") as raw:
        raw.execute("UPDATE messages SET wording = 'f' WHERE language = 'de'")
    done = call("recheck")
    assert (done.returncode, "delay_notice de f (2026-11, 3)" in done.stdout) == (ExitCode.REFUSED, True)


def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path) -> None:
    """Migrations run by themselves and lose nothing."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    import generator.batch as batch

    place = tmp_path / "old.db"
    config = Config()
    config.set_main_option("script_location", str(Path(batch.__file__).parent / "migrations"))
    with create_engine(f"sqlite:///{place}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO messages (order_key, intent, number, state, run, at, language, wording, policy)"
            " VALUES ('k', 'delay_notice', 0, 'written', 'r', '2026-01-01', 'de', 'w', '2026-05')"
        )
    opened = open_ledger(str(place))
    assert opened is not None
    assert [(line.order_key, line.answered) for line in opened.history()] == [("k", False)]


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    open_ledger(str(tmp_path / "new.db"))
    with sqlite3.connect(tmp_path / "new.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UsageError) as refused:
        open_ledger(str(tmp_path / "new.db"))
    assert [problem.code for problem in refused.value.problems] == ["L002"]


def test_head_is_the_newest_migration() -> None:
    import generator.batch as batch

    versions = (Path(batch.__file__).parent / "migrations" / "versions").glob("[0-9]*.py")
    assert max(path.name[:4] for path in versions) == HEAD


@pytest.mark.parametrize("content", ["", "xyz", "00" * 31])
def test_a_key_that_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "ledger.key").write_text(content, encoding="ascii")
    with pytest.raises(UsageError) as refused:
        open_ledger(str(tmp_path / "ledger.db"))
    assert [problem.code for problem in refused.value.problems] == ["L003"]


def test_single_messages_are_remembered_where_asked_for(call: Call, tmp_path: Path) -> None:
    """A second review request for the same order is refused, also when asked for again; a notice may be repeated."""
    ledger = ("--ledger", tmp_path / "ledger.db")
    review = ("write", "review_request", "--facts", REPORTS.parent / "review_request" / "once.yaml", "--language", "en", "--today", "2026-11-23", *ledger)  # fmt: skip
    assert call(*review).returncode == ExitCode.WRITTEN
    done = call(*review, "--again")
    assert (done.returncode, done.stdout, "L006" in done.stderr) == (ExitCode.REFUSED, "", True)
    notice = ("write", "delay_notice", "--facts", REPORTS.parent / "delay_notice" / "carrier.yaml", "--language", "en", "--today", "2026-11-23", *ledger)  # fmt: skip
    codes = [call(*notice).returncode, call(*notice).returncode, call(*notice, "--again").returncode]
    assert codes == [ExitCode.WRITTEN, ExitCode.REFUSED, ExitCode.WRITTEN]
    assert len(call("history", *ledger, "--json").stdout.splitlines()) == 3
