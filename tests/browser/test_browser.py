"""What the checker says of a page against what a browser makes of it.

Run by ``.ci/run`` alone, with Debian's Chromium: ``PERMITTED_BROWSER=/usr/bin/chromium pytest tests/browser``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, sync_playwright

from generator.content import load_catalogue
from generator.maintain import example_message
from generator.message import write_as
from generator.policy.layout import check_html

HERE = Path(__file__).parent
MEASURE = (HERE / "measure.js").read_text(encoding="utf-8").partition("\n")[2]
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
WIDTH = 700
MEASURED = {"margin-width", "image-width", "font-sizes", "style-override", "text-align", "tracking-pixel"}
TAGS = [
    "a",
    "a[href]",
    "b",
    "big",
    "blockquote",
    "body",
    "center",
    "code",
    "dd",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "li",
    "p",
    "pre",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "td",
    "th",
    "u",
]
CATALOGUE = load_catalogue()
WORDINGS = [(name, language) for name, entry in CATALOGUE.entries.items() for language in entry.languages]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]  # fmt: skip


@pytest.fixture(scope="session")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["PERMITTED_BROWSER"], args=FLAGS)
        context = browser.new_context(
            viewport={"width": WIDTH + 16, "height": 900}, offline=True, java_script_enabled=True
        )
        yield context.new_page()
        browser.close()


@pytest.fixture(scope="session")
def usual(page: Page) -> dict[str, Any]:
    """How a browser shows each tag that nobody has styled."""
    body = "".join(
        f"<{tag.removesuffix('[href]')}{' href=#' if tag.endswith(']') else ''}>x</{tag.removesuffix('[href]')}>"
        for tag in TAGS
        if tag != "body"
    )
    page.set_content(f"<!DOCTYPE html><body>{body}</body>")
    return page.evaluate(
        """() => Object.fromEntries([document.body, ...document.body.querySelectorAll("*")].map((element) => {
          const style = getComputedStyle(element);
          const tag = element.tagName.toLowerCase() + (element.hasAttribute("href") ? "[href]" : "");
          return [tag, {color: style.color, fontFamily: style.fontFamily, lineHeight: style.lineHeight}];
        }))"""
    )


def seen_by_browser(page: Page, usual: dict[str, Any], html: str) -> set[str]:
    """Tell which of the rules of look a page breaks, by boxes and computed styles alone."""
    page.set_content(html)
    found = page.evaluate(MEASURE, usual)
    rules = set()
    texts, pictures = found["texts"], found["pictures"]
    if any(max(text["left"], text["right"]) > 0.2 * WIDTH + 0.5 for text in texts):
        rules.add("margin-width")
    if len({round(text["size"], 1) for text in texts}) > 3:
        rules.add("font-sizes")
    if any(text["restyled"] for text in texts):
        rules.add("style-override")
    for text in texts:
        usual_side = "right" if text["direction"] == "rtl" else "left"
        if text["align"] not in ("start", usual_side):
            rules.add("text-align")
    if any(picture["seen"] and picture["width"] > 0.8 * WIDTH + 0.5 for picture in pictures):
        rules.add("image-width")
    if any(not picture["seen"] or picture["width"] <= 1 or picture["height"] <= 1 for picture in pictures):
        rules.add("tracking-pixel")
    return rules


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_checker_and_browser_agree(page: Page, usual: dict[str, Any], case: dict[str, Any]) -> None:
    """Both find the same rules broken, or the case says why not."""
    html = f"<!DOCTYPE html>\n{case['html']}"
    ours = {finding.rule for finding in check_html(html, language="en", words=False) if finding.severity == "block"}
    assert ours & MEASURED == set(case["breaks"])
    theirs = seen_by_browser(page, usual, html)
    assert (theirs == ours & MEASURED) == ("differs" not in case), (theirs, ours)


@pytest.mark.parametrize(("intent", "language"), WORDINGS)
def test_our_messages_are_plain_in_a_browser(page: Page, usual: dict[str, Any], intent: str, language: str) -> None:
    """The HTML of every wording breaks no rule of look, for the checker and for the browser."""
    html = write_as(example_message(CATALOGUE, CATALOGUE.entry(intent), language), "html").decode()
    assert check_html(html, language=language, words=False) == ()
    assert seen_by_browser(page, usual, html) == set()
    assert page.evaluate("() => document.compatMode") == "CSS1Compat"
