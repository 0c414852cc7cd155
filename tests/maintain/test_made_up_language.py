"""A language that nobody speaks, added as a maintainer adds one: templates, a lexicon, an entry of settings, no Python.

It is English with its vowels moved on by one, so that its templates and its lexicon are made in a moment.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator.content import load_catalogue

ROOT = Path(__file__).parents[2]
LANGUAGE = "eo"
VOWELS = str.maketrans("aeiouAEIOU", "eiouaEIOUA")
INTENTS = sorted(load_catalogue().entries)
Call = Callable[..., subprocess.CompletedProcess[str]]


def made_up(english: str) -> str:
    """Write an English text in the made-up language; what stands in braces stays."""
    parts = re.split(r"(\{[{%].*?[%}]\})", english)
    return "".join(part if part.startswith("{") else part.translate(VOWELS) for part in parts)


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Call:
    """Give the command of a project that has the language beside the others."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("generator", "intents", "templates", "samples"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = set(root.rglob("*.py"))

    english = "_shared/en/"
    for path in [*(root / "templates").glob("*/en.txt.j2"), *(root / "templates" / english).iterdir()]:
        own = (
            path.parent.with_name(LANGUAGE) / path.name
            if path.parent.name == "en"
            else path.with_name(f"{LANGUAGE}.txt.j2")
        )
        own.parent.mkdir(exist_ok=True)
        own.write_text(
            made_up(path.read_text(encoding="utf-8")).replace(english, f"_shared/{LANGUAGE}/"), encoding="utf-8"
        )

    lexicon = root / "generator" / "policy" / "lexicon"
    words = yaml.safe_load((lexicon / "en.yaml").read_text(encoding="utf-8"))["concepts"]
    own_words = {concept: [made_up(phrase) for phrase in phrases] for concept, phrases in words.items()}
    (lexicon / f"{LANGUAGE}.yaml").write_text(
        yaml.safe_dump({"language": LANGUAGE, "concepts": own_words}, allow_unicode=True), encoding="utf-8"
    )
    with (lexicon / "languages.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"{LANGUAGE}:\n  lookups: false\n  negation_before: 5\n  negation_after: 3\n")

    listed = root / "generator" / "policy" / "writing" / "words.yaml"
    lists = yaml.safe_load(listed.read_text(encoding="utf-8"))
    lists["common"][LANGUAGE] = made_up(lists["common"]["en"])
    listed.write_text(yaml.safe_dump(lists, allow_unicode=True), encoding="utf-8")

    def run(*arguments: str, module: str = "generator") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
        )

    assert run(module="generator.maintain.lexicons").returncode == 0
    assert set(root.rglob("*.py")) == before
    return run


def test_it_makes_messages(call: Call) -> None:
    """Signed and sampled, its wordings have nothing wrong, and each intent is written in it."""
    told = json.loads(call("vet", "--json").stdout)["problems"]
    assert {problem["code"] for problem in told} == {"K006", "K011", "V001"}, told
    for intent in INTENTS:
        approved = call("approve", intent, LANGUAGE, "--by", "tests")
        assert approved.returncode == 0, approved.stderr
    assert call("samples").returncode == 0
    done = call("vet", "--json")
    assert (done.returncode, json.loads(done.stdout)["problems"]) == (0, [])
    facts = ROOT / "samples" / "delay_notice" / "carrier.yaml"
    done = call("write", "delay_notice", "--facts", str(facts), "--language", LANGUAGE, "--today", "2026-11-23")
    assert done.returncode == 0, done.stderr
    assert made_up("will arrive later than promised") in done.stdout


def test_it_reads_inserts(call: Call) -> None:
    """Its lexicon lets an insert of the order through and stops a forbidden one, by the rules that all languages share."""
    assert call("check", made_up("The parcel is at the depot in Leipzig."), "--language", LANGUAGE).returncode == 0
    done = call("check", made_up("Please leave a positive review."), "--language", LANGUAGE, "--json")
    assert done.returncode != 0
    assert "review" in done.stdout
