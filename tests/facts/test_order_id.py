"""Order ids: 17 digits in groups of 3, 7 and 7."""

from __future__ import annotations

import pytest

ORDER = "302-1234567-7654321"


@pytest.mark.parametrize(
    "raw",
    [
        ORDER,
        f"  {ORDER}\n",
        "302 - 1234567 - 7654321",
        "302‐1234567‑7654321",
        "302–1234567—7654321",
        "302−1234567－7654321",
        "302ー1234567ｰ7654321",
        "３０２－１２３４５６７－７６５４３２１",
        "302\u00a0-\u30001234567-7654321",
    ],
)
def test_read(parse, raw):
    """An order id is read whatever its blanks, its width and the kind of its hyphens."""
    assert parse("order_id", raw) == ORDER


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("302-1234567-765432", "F010"),
        ("302-1234567-76543210", "F010"),
        ("302", "F010"),
        ("-", "F010"),
        ("302-1234567-765432l", "F011"),
        ("3O2-1234567-7654321", "F011"),
        ("302.1234567.7654321", "F011"),
        ("302_1234567_7654321", "F011"),
        ("#302-1234567-7654321", "F011"),
        (f"{ORDER} {ORDER}", "F010"),
        (f"{ORDER} thank you", "F011"),
        ("30212345677654321", "F012"),
        ("302 1234567 7654321", "F012"),
        ("3021-234567-7654321", "F012"),
        ("302-1234567-7654321-", "F012"),
        ("--302-1234567-7654321", "F012"),
        ([ORDER], "F003"),
        ({"id": ORDER}, "F003"),
        ("302-1234567-\x007654321", "F004"),
        ("302-1234567-\u200b7654321", "F004"),
    ],
)
def test_refused(fault, raw, code):
    """A malformed order id is refused for what is wrong with it."""
    assert fault("order_id", raw) == code


@pytest.mark.parametrize(
    ("raw", "en", "zh"),
    [
        (
            "302-1234567-765432",
            ["'302-1234567-765432' has 16 digits; an order id has 17", "it looks like 302-1234567-7654321"],
            ["“302-1234567-765432”有 16 位数字；订单编号应为 17 位", "格式如 302-1234567-7654321"],
        ),
        (
            "3O2-l234567-7654321",
            [
                "'3O2-l234567-7654321' holds 'Ol'; an order id holds digits and hyphens alone",
                "it looks like 302-1234567-7654321",
            ],
            ["“3O2-l234567-7654321”含有“Ol”；订单编号只含数字和连字符", "格式如 302-1234567-7654321"],
        ),
        (
            "30212345677654321",
            [
                "'30212345677654321' has 17 digits but not in groups of 3, 7 and 7",
                "did you mean 302-1234567-7654321?",
            ],
            ["“30212345677654321”有 17 位数字，但未按 3-7-7 分组", "是否指 302-1234567-7654321？"],
        ),
    ],
)
def test_text(told, raw, en, zh):
    """The refusal counts, names the wrong signs, or offers the right grouping, in both languages."""
    assert told("order_id", raw) == en
    assert told("order_id", raw, "zh") == zh
