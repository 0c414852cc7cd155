"""The guided prompts, driven through a pipe as a terminal would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from generator.cli import guide as guide_module
from generator.cli.guide import guide
from generator.cli.order import Order

ENTER = "\r"
DOWN = "\x1b[B"
CLEAR = "\x15"


@pytest.fixture
def terminal() -> Iterator[Any]:
    """Give a pipe that types."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def order(**changes: Any) -> Order:
    values: dict[str, Any] = {
        "intent": "delay_notice", "facts": None, "fact": [], "insert": None, "language": "en", "marketplace": "UK",
        "today": "2026-11-23", "form": "text", "buyer_wrote_first": True, "drafts": False, "no_input": False,
    }  # fmt: skip
    return Order(**{**values, **changes})


def lines(*answers: str) -> str:
    return "".join(answer + ENTER for answer in answers)


FACTS = lines("302-1234567-7654321", "Blue mug", "2026-11-24", "2026-11-28", "", "", "Northlight", "", "")


def test_writes_and_prints(terminal: Any, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Answer by answer a seller gets the message, and where to send it."""
    terminal.send_text(FACTS + lines("") + DOWN + DOWN + ENTER)
    assert guide(order(), [], "en") == 0
    shown = capsysbinary.readouterr().out.decode()
    assert "New delivery date: 28 November 2026" in shown
    assert "Contact reason: Problem with Order" in shown
    assert "of 2000 characters" in shown


def test_wrong_answer_is_asked_again_with_the_reason(terminal: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong answer is told at once and stays to be edited."""
    wrong = lines(
        "302-1234567-765432",
        CLEAR + "302-1234567-7654321",
        "Blue mug",
        "2026-11-24",
        "2026-11-20",
        CLEAR + "2026-11-28",
    )
    terminal.send_text(wrong + lines("", "", "Northlight", "", "", "") + DOWN + DOWN + ENTER)
    assert guide(order(), [], "en") == 0
    told = capsys.readouterr().err
    assert "has 16 digits; an order id has 17" in told
    assert "2026-11-20 is not later than 2026-11-24" in told


def test_going_back_changes_an_answer(terminal: Any, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """``<`` goes to the question before, with its answer ready to be edited."""
    back = lines(
        "302-1234567-7654321",
        "Blue mug",
        "<",
        CLEAR + "Red mug",
        "2026-11-24",
        "2026-11-28",
        "",
        "",
        "Northlight",
        "",
        "",
        "",
    )
    terminal.send_text(back + DOWN + DOWN + ENTER)
    assert guide(order(), [], "en") == 0
    shown = capsysbinary.readouterr().out.decode()
    assert "Red mug" in shown
    assert "Blue mug" not in shown


def test_insert_is_checked_and_dropped(terminal: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """What may not be said is shown under its words with why and how to mend it, and can be dropped."""
    terminal.send_text(FACTS + lines("Please leave us a review.") + DOWN + ENTER + DOWN + DOWN + ENTER)
    assert guide(order(), [], "en") == 0
    shown = capsys.readouterr().out
    assert "^^^" in shown
    assert "review-request (A7, block)" in shown
    assert "why: A message sent for another reason may not ask for a review." in shown


def test_insert_is_edited(terminal: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A refused insert can be edited into one that stands in the message."""
    edited = ENTER + lines(CLEAR + "The parcel is in Leipzig.")
    terminal.send_text(FACTS + lines("Please leave us a review.") + edited + DOWN + DOWN + ENTER)
    assert guide(order(), [], "en") == 0
    assert "The parcel is in Leipzig." in capsys.readouterr().out


def test_saves_in_the_form_of_the_suffix(terminal: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Saving asks for a name, keeps what is there, and follows the suffix."""
    taken = tmp_path / "taken.txt"
    taken.write_text("keep me")
    target = tmp_path / "message.eml"
    terminal.send_text(FACTS + lines("") + DOWN + ENTER + lines(CLEAR + str(taken), CLEAR + str(target)))
    assert guide(order(), [], "en") == 0
    assert taken.read_text() == "keep me"
    assert target.read_bytes().startswith(b"Subject: ")
    assert "exists already" in capsys.readouterr().err


def test_copies(terminal: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copying hands the text to the clipboard."""
    copied: list[str] = []

    def keep(text: str) -> bool:
        copied.append(text)
        return True

    monkeypatch.setattr(guide_module, "_copy", keep)
    terminal.send_text(FACTS + lines("") + ENTER)
    assert guide(order(), [], "en") == 0
    assert copied[0].startswith("Hello,")


def test_asks_for_intent_marketplace_language_and_reply(terminal: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Without options everything is asked, in Chinese where that is wanted."""
    terminal.send_text(DOWN + ENTER + DOWN * 4 + ENTER + ENTER + ENTER + FACTS + lines("") + DOWN + DOWN + ENTER)
    plain = order(intent=None, language=None, marketplace=None, buyer_wrote_first=False)
    assert guide(plain, [], "zh") == 0
    shown = capsys.readouterr().out
    assert "联系原因：订单问题（Problem with Order）" in shown
    assert "Original delivery date: 24 November 2026" in shown


def test_interrupt_leaves(terminal: Any) -> None:
    """Ctrl-C at any question leaves without a message."""
    terminal.send_text(lines("302-1234567-7654321") + "\x03")
    with pytest.raises(KeyboardInterrupt):
        guide(order(), [], "en")
