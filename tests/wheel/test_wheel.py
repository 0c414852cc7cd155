"""What is installed holds all content and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import generator
from generator.content import bundled_root, load_catalogue

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Give a folder with nothing in it to run from."""
    return tmp_path


def test_bundled_content_is_whole() -> None:
    """Every intent has its file, its templates and its signatures."""
    catalogue = load_catalogue()
    assert len(catalogue.entries) >= 10
    assert all(entry.wording(language).signed for entry in catalogue.entries.values() for language in entry.languages)


def test_content_stands_where_it_belongs() -> None:
    """An installed package reads content from inside itself, a checkout from beside the package."""
    package = Path(generator.__file__).parent
    if os.environ.get("PERMITTED_WHEEL"):
        assert bundled_root().folder == package / "_content"
        assert not package.is_relative_to(CHECKOUT / "generator")
    else:
        assert bundled_root().folder == package.parent


def test_writes_from_anywhere(elsewhere: Path) -> None:
    """The command writes a message from a folder that has nothing to do with the project."""
    facts = {
        "order_id": "302-1234567-7654321",
        "product": "Mug",
        "promised_date": "2026-11-24",
        "new_date": "2026-11-28",
        "reason": "weather",
        "shop_name": "Northlight",
    }
    options = [part for name, value in facts.items() for part in ("--fact", f"{name}={value}")]
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "generator",
            "write",
            "delay_notice",
            "--language",
            "de",
            "--today",
            "2026-11-23",
            *options,
        ],
        cwd=elsewhere,
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr.decode()
    assert "28. November 2026" in result.stdout.decode()
