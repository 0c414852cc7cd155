"""HTML messages: their look, pictures and links; every case with its rules and where they are found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.policy.layout import MOST_CHARACTERS, check_html, place_of

HERE = Path(__file__).parent / "layout"
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
LOOKS: list[dict[str, Any]] = yaml.safe_load((HERE.parents[1] / "browser" / "cases.yaml").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    ["<p>", "</p>", "<table>", "<tr><td width=30%>", "</td>", "<style>", "</style>", "p{margin:0 30%}", "@media x{", "}", "<br>", "<img src=data:,", "<a href='", "'>", "\"", "<!--", "-->",
     "late", "&nbsp;", "&#x1f600;", "<div style='margin:calc(1px + 2em)'>", "<font size=+9>", "<svg><image href=x></svg>", "<center>", "\x00", "<![CDATA[", "<script>", "<p/ style=color:red>", "<P\nALIGN=x>", "é"]
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_pages(case: dict[str, Any]) -> None:
    findings = check_html(case["html"], language="en", base=HERE, words=case.get("words", False))
    told: dict[str, list[str]] = {"block": [], "warn": []}
    for finding in findings:
        line, column = place_of(case["html"], finding.start)
        told[finding.severity].append(f"{finding.rule} {line}:{column}")
    assert told == {"block": case.get("breaks", []), "warn": case.get("warns", [])}


@pytest.mark.parametrize("case", LOOKS, ids=lambda case: case["name"])
def test_looks(case: dict[str, Any]) -> None:
    """The pages that ``.ci/run`` opens in a browser too."""
    findings = check_html(case["html"], language="en", words=False)
    assert {finding.rule for finding in findings if finding.severity == "block"} == set(case["breaks"])


def test_a_style_is_marked_where_it_stands() -> None:
    html = "<style>p { color: red }</style><p>Late.</p>"
    (finding,) = check_html(html, language="en", words=False)
    assert finding.text == "color: red"


@settings(max_examples=200, deadline=None)
@given(html=st.lists(PIECES, max_size=30).map("".join))
def test_any_page_is_read(html: str) -> None:
    """Whatever the markup, findings have spans inside it."""
    for finding in check_html(html, language="en", words=False):
        assert 0 <= finding.start <= finding.end <= len(html)


def test_deep_pages_are_read() -> None:
    html = "<div style='margin-left:1px'>" * 3000 + "Late."
    assert {finding.rule for finding in check_html(html, language="en", words=False)} == {"margin-width"}


def test_long_pages_are_cut() -> None:
    findings = check_html("<p>x" * (MOST_CHARACTERS // 4) + "y" * 10, language="en", words=False)
    assert [finding.rule for finding in findings] == ["too-long"]
