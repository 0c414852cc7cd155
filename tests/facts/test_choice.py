"""Choices of an intent, and confirmations."""

from __future__ import annotations

import pytest

OPTIONS = ("carrier", "weather", "address_check")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("carrier", "carrier"),
        (" Carrier ", "carrier"),
        ("address check", "address_check"),
        ("ADDRESS-CHECK", "address_check"),
    ],
)
def test_choice(parse, raw, value):
    """A choice is read whatever its case, with a blank or hyphen for the underscore."""
    assert parse("choice", raw, options=OPTIONS) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "F002"),
        ("carier", "F040"),
        ("carrier, weather", "F040"),
        ("{{ carrier }}", "F040"),
        (["carrier"], "F003"),
        ("carrier\x00", "F004"),
    ],
)
def test_choice_refused(fault, raw, code):
    """A choice is one of the declared values and nothing else."""
    assert fault("choice", raw, options=OPTIONS) == code


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("carrier", ("carrier",)),
        ("weather; carrier", ("carrier", "weather")),
        ("weather, carrier，address check", OPTIONS),
        (["weather", "weather"], ("weather",)),
    ],
)
def test_choices(parse, raw, value):
    """Several choices are kept once each, in the declared order."""
    assert parse("choices", raw, options=OPTIONS) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [("", "F002"), (None, "F002"), ([], "F002"), ("carrier; whether", "F040"), ([["carrier"]], "F003")],
)
def test_choices_refused(fault, raw, code):
    """Every one of several choices is a declared value, and there is at least one."""
    assert fault("choices", raw, options=OPTIONS) == code


@pytest.mark.parametrize("raw", ["yes", " YES ", "true", "y", "1", "是", "ja", "done"])
def test_confirmed(parse, raw):
    """A confirmation is read from the usual words for yes."""
    assert parse("confirmation", raw) is True


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("no", "F041"),
        ("False", "F041"),
        ("0", "F041"),
        ("否", "F041"),
        ("not yet", "F041"),
        ("maybe", "F042"),
        ("yes please", "F042"),
        (["yes"], "F003"),
    ],
)
def test_not_confirmed(fault, raw, code):
    """Without a clear yes the message is not written."""
    assert fault("confirmation", raw) == code


@pytest.mark.parametrize(
    ("kind", "raw", "en", "zh"),
    [
        (
            "choice",
            "wether",
            ["'wether' is not among the choices: carrier, weather, address_check", "did you mean weather?"],
            ["“wether”不在选项中：carrier, weather, address_check", "是否指 weather？"],
        ),
        ("choice", "zzz", ["'zzz' is not among the choices: carrier, weather, address_check", ""], None),
        (
            "confirmation",
            "no",
            ["must be done first; the message may only be written after it", ""],
            ["须先完成，之后才能写此消息", ""],
        ),
        ("confirmation", "maybe", ["'maybe' is neither yes nor no", ""], ["“maybe”不是 yes 或 no", ""]),
    ],
)
def test_text(told, kind, raw, en, zh):
    """The refusal lists the choices and the nearest one, and gives no hint where none is near."""
    assert told(kind, raw, options=OPTIONS) == en
    if zh:
        assert told(kind, raw, "zh", options=OPTIONS) == zh
