"""Money: an amount with its currency."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.facts.money import Money


@pytest.mark.parametrize(
    ("raw", "amount", "currency"),
    [
        ("12.50 EUR", "12.50", "EUR"),
        ("12,50 €", "12.50", "EUR"),
        ("€12.50", "12.50", "EUR"),
        ("eur 12.5", "12.5", "EUR"),
        ("12EUR", "12", "EUR"),
        ("+5 EUR", "5", "EUR"),
        ("1.210,00 €", "1210.00", "EUR"),
        ("1,210.00 GBP", "1210.00", "GBP"),
        ("1 234,50 €", "1234.50", "EUR"),
        ("1\u202f234,50 €", "1234.50", "EUR"),
        ("CHF 1'234.50", "1234.50", "CHF"),
        ("1.234.567 EUR", "1234567", "EUR"),
        ("JPY 1200", "1200", "JPY"),
        ("1,200円", "1200", "JPY"),
        ("1.200 JPY", "1200", "JPY"),
        ("R$ 5", "5", "BRL"),
        ("5 zł", "5", "PLN"),
        ("kr 5", "5", "SEK"),
        ("1.234 KWD", "1.234", "KWD"),
        ("１２．５０ ＥＵＲ", "12.50", "EUR"),
        ("١٢ EUR", "12", "EUR"),
        ({"amount": "12.50", "currency": "EUR"}, "12.50", "EUR"),
        ("999999999.99 EUR", "999999999.99", "EUR"),
    ],
)
def test_read(parse, raw, amount, currency):
    """An amount is read with its currency as code, sign or word, in the marks of any country."""
    assert parse("money", raw) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("raw", "default", "currency"),
    [
        ("5", "EUR", "EUR"),
        ("$5", "USD", "USD"),
        ("$5", "CAD", "CAD"),
        ("¥500", "JPY", "JPY"),
        ("￥500", "JPY", "JPY"),
        ("5 GBP", "EUR", "GBP"),
    ],
)
def test_marketplace_decides(parse, raw, default, currency):
    """The marketplace's currency stands in where none is given, and settles what a shared sign means."""
    assert parse("money", raw, currency=default).currency == currency


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "F002"),
        (None, "F002"),
        ("free", "F030"),
        ("EUR", "F030"),
        (".5 EUR", "F030"),
        ("1e5 EUR", "F030"),
        ("EUR 12 EUR", "F030"),
        ("12.50 EUR and a coupon", "F030"),
        ("1,50,000 EUR", "F030"),
        ("1.234,567.00 EUR", "F030"),
        ("12 50 EUR", "F030"),
        ("1 2.50 EUR", "F030"),
        ("12,50", "F031"),
        ("$5", "F032"),
        ("¥500", "F032"),
        ("12.50 Euro", "F033"),
        ("12.50 QQQ", "F033"),
        ("12.50 XXX", "F033"),
        ("12.50-EUR", "F033"),
        ("0 EUR", "F034"),
        ("0,00 €", "F034"),
        ("-5 EUR", "F034"),
        ("EUR -5", "F034"),
        ("12.5 JPY", "F035"),
        ("12.3456 EUR", "F035"),
        ("5. EUR", "F035"),
        ("1000000000 EUR", "F036"),
        ("9" * 5000 + " EUR", "F016"),
        ("1.234 EUR", "F037"),
        ("12,505 EUR", "F037"),
        (["12.50 EUR"], "F003"),
        ("12.50\x00EUR", "F004"),
    ],
)
def test_refused(fault, raw, code):
    """What is no amount, has no clear currency or could mean two amounts is refused."""
    assert fault("money", raw) == code


@pytest.mark.parametrize(
    ("raw", "en", "zh"),
    [
        (
            "12,50",
            ["'12,50' has no currency", "write it as 12.50 EUR, or name the marketplace"],
            ["“12,50”没有币种", "请写成 12.50 EUR，或指定站点"],
        ),
        (
            "$5",
            [
                "the sign '$' stands for more than one currency: USD, CAD, MXN, AUD, SGD",
                "write the three letters of the one meant",
            ],
            ["符号“$”可能是多种货币：USD, CAD, MXN, AUD, SGD", "请写三个字母的币种代码"],
        ),
        (
            "12.5 JPY",
            ["'12.5' has the wrong number of decimals; JPY has 0", ""],
            ["“12.5”小数位数不对；JPY 为 0 位", ""],
        ),
        (
            "1.234 EUR",
            [
                "'1.234' may have three decimals or stand for thousands",
                "write 1234 with 2 decimals, or without the mark",
            ],
            ["“1.234”可能是三位小数，也可能是千位分隔", "请将 1234 写成 2 位小数，或去掉分隔符"],
        ),
    ],
)
def test_text(told, raw, en, zh):
    """The refusal repeats what was typed without stray blanks, in both languages."""
    assert told("money", raw) == en
    assert told("money", raw, "zh") == zh
