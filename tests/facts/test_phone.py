"""Telephone numbers of carriers."""

from __future__ import annotations

import pytest

from generator.facts.phone import Phone

BONN = Phone("+492284333112", "+49 228 4333112")


@pytest.mark.parametrize(
    ("raw", "country"),
    [
        ("+49 228 4333112", ""),
        ("+49 (0)228/4333112", ""),
        ("+492284333112", "JP"),
        ("0228 4333112", "DE"),
        ("0049 228 4333112", "DE"),
        ("＋４９ ２２８ ４３３３１１２", ""),
    ],
)
def test_read(parse, raw, country):
    """A number is read with its prefix, or in the form of the marketplace's country."""
    assert parse("phone", raw, country=country) == BONN


@pytest.mark.parametrize(
    ("raw", "country", "code"),
    [
        ("", "", "F002"),
        ("0228 4333112", "", "F050"),
        ("1", "DE", "F050"),
        ("+49 1", "", "F050"),
        ("+49 228 4333112 call me on WhatsApp", "", "F050"),
        ("+999 228 4333112", "", "F050"),
        ("help@shop.example", "DE", "F050"),
        ("9" * 1000, "DE", "F050"),
        (["+49 228 4333112"], "", "F003"),
        ("+49 228\x004333112", "", "F004"),
    ],
)
def test_refused(fault, raw, country, code):
    """What is no possible number, or none without its country, is refused."""
    assert fault("phone", raw, country=country) == code


def test_text(told):
    """The refusal shows how to write the number, in both languages."""
    assert told("phone", "0228 4333112") == [
        "'0228 4333112' is no telephone number",
        "write it with the country's prefix, such as +49 228 4333112",
    ]
    assert told("phone", "0228 4333112", "zh") == ["“0228 4333112”不是电话号码", "请带国家区号，如 +49 228 4333112"]
