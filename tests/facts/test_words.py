"""References, names, lists of names, and labels with values."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("INV-2026-0042", "INV-2026-0042"),
        (" RE 2026/11 #7 ", "RE 2026/11 #7"),
        ("ＩＮＶ－１", "INV-1"),
        ("7", "7"),
        ("A" * 40, "A" * 40),
        ("a_b.c", "a_b.c"),
    ],
)
def test_reference(parse, raw, value):
    """A reference is letters, digits and a few signs, in plain width."""
    assert parse("reference", raw) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "F015"),
        ("-42", "F015"),
        ("A" * 41, "F015"),
        ("INV;42", "F015"),
        ("INV<42>", "F015"),
        ("{{ 7*7 }}", "F015"),
        ("Réf 42", "F015"),
        ("発票42", "F015"),
        ("INV\n42", "F004"),
        (["INV-42"], "F003"),
    ],
)
def test_reference_refused(fault, raw, code):
    """A reference cannot hold prose or signs that no number needs."""
    assert fault("reference", raw) == code


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Blue ceramic mug, 350 ml", "Blue ceramic mug, 350 ml"),
        ("  Kim   Sato ", "Kim Sato"),
        ("Kim\u00a0Sato", "Kim Sato"),
        ("佐藤\u3000花子", "佐藤 花子"),
        ("Fjäll & Söhne (2)", "Fjäll & Söhne (2)"),
        ("W" * 200, "W" * 200),
        ("no", "no"),
    ],
)
def test_name(parse, raw, value):
    """A name is one line with single blanks."""
    assert parse("name", raw) == value


@pytest.mark.parametrize(
    ("raw", "context", "code"),
    [
        ("", {}, "F002"),
        ("   ", {}, "F002"),
        (None, {}, "F002"),
        ("\u200e\u200f", {}, "F002"),
        ("W" * 201, {}, "F016"),
        ("W" * 81, {"most": 80}, "F016"),
        ("W" * 1_000_000, {}, "F016"),
        ("Kim\tSato", {}, "F004"),
        ("Kim\nSato", {}, "F004"),
        ("Kim\x1b[31mSato", {}, "F004"),
        ("Kim\u200bSato", {}, "F004"),
        ("Kim\u202eSato", {}, "F004"),
        ("Kim\ue000Sato", {}, "F004"),
        ("Kim\udcffSato", {}, "F004"),
        (["Kim"], {}, "F003"),
        ({"first": "Kim"}, {}, "F003"),
    ],
)
def test_name_refused(fault, raw, context, code):
    """A name is not empty, not long, one line, and holds nothing that cannot be seen."""
    assert fault("name", raw, **context) == code


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Mug", ("Mug",)),
        ("Mug, blue", ("Mug, blue",)),
        ("Mug; Tea towel", ("Mug", "Tea towel")),
        ("Mug；Tea towel；", ("Mug", "Tea towel")),
        (["Mug", "Tea towel"], ("Mug", "Tea towel")),
        (["Mug; big", None, ""], ("Mug; big",)),
        (["x"] * 20, ("x",) * 20),
    ],
)
def test_names(parse, raw, value):
    """Several names come as a list, or on one line with ; between them."""
    assert parse("names", raw) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "F002"),
        (None, "F002"),
        (";;", "F002"),
        ([], "F002"),
        (["x"] * 21, "F017"),
        (["W" * 201], "F016"),
        ([["Mug"]], "F003"),
        ("Mug; Tea\x07towel", "F004"),
    ],
)
def test_names_refused(fault, raw, code):
    """A list of names has one to twenty, each a name."""
    assert fault("names", raw) == code


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Engraving: ANNA", (("Engraving", "ANNA"),)),
        ("Engraving: ANNA; Colour: dark blue", (("Engraving", "ANNA"), ("Colour", "dark blue"))),
        ("文字：安娜；颜色：蓝", (("文字", "安娜"), ("颜色", "蓝"))),
        ("Time: 10:30", (("Time", "10:30"),)),
        ([{"Engraving": "ANNA"}, {"Engraving": "OTTO"}], (("Engraving", "ANNA"), ("Engraving", "OTTO"))),
        ({"Engraving": "ANNA", "Colour": "blue"}, (("Engraving", "ANNA"), ("Colour", "blue"))),
        ([["Engraving", "ANNA"]], (("Engraving", "ANNA"),)),
        (["Engraving: ANNA"], (("Engraving", "ANNA"),)),
    ],
)
def test_pairs(parse, raw, value):
    """Labels with values come as a line, a list, or keys with values."""
    assert parse("pairs", raw) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "F002"),
        (None, "F002"),
        ("Engraving", "F018"),
        ("Engraving:", "F018"),
        (": ANNA", "F018"),
        ([["Engraving", "ANNA", "blue"]], "F018"),
        ({"Engraving": None}, "F002"),
        ({"Engraving": ["ANNA"]}, "F003"),
        ({"Engraving": "AN\x00NA"}, "F004"),
        ({"Engraving": "W" * 201}, "F016"),
        ("; ".join(f"a{n}: b" for n in range(13)), "F017"),
    ],
)
def test_pairs_refused(fault, raw, code):
    """Each pair has a label and a value, and there are at most twelve."""
    assert fault("pairs", raw) == code


@pytest.mark.parametrize(
    ("kind", "raw", "en", "zh"),
    [
        (
            "reference",
            "INV;42",
            ["'INV;42' is no number or code; letters, digits and . _ / # - are allowed, at most 40", ""],
            ["“INV;42”不是号码；只允许字母、数字和 . _ / # -，最多 40 个", ""],
        ),
        (
            "name",
            "W" * 201,
            ["has 201 characters; 200 are allowed", "use a short name"],
            ["有 201 个字符；最多 200 个", "请用简称"],
        ),
        (
            "name",
            "Kim\x07Sato",
            ["holds the control character U+0007 at position 4", "type it anew without it"],
            ["第 4 位有控制字符 U+0007", "请重新输入"],
        ),
        (
            "name",
            ["Kim"],
            ["one plain value is wanted, not […]", ""],
            ["需要单个值，而不是 […]", ""],
        ),
        ("names", ["x"] * 21, ["has 21 entries; 20 are allowed", ""], ["有 21 项；最多 20 项", ""]),
        (
            "pairs",
            "Engraving",
            ["'Engraving' has no label and value", "write them as Label: value"],
            ["“Engraving”缺少名称或内容", "请写成 名称: 内容"],
        ),
    ],
)
def test_text(told, kind, raw, en, zh):
    """The refusal says what is wrong and what is allowed, in both languages."""
    assert told(kind, raw) == en
    assert told(kind, raw, "zh") == zh
