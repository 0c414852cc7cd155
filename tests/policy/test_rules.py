"""Every rule against its own texts: ``<rule>.yaml`` holds ``flag`` and ``pass`` lists a language.

A flagged text marked ``open: true`` is one that the checker does not see yet. It is held to that: once a change makes
it seen, the mark must go, so that the list of known misses is always the true one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.content import routes
from generator.policy import check_insert, check_whole, rulebook, verdict

HERE = Path(__file__).parent
LANGUAGES = ("en", "de", "ja")
LAYOUT_RULES = {"margin-width", "image-width", "style-override", "font-sizes", "text-align", "active-content"}
LIMITS = {"custom_design": routes()["confirm_customization"].limit}


def entries(kind: str) -> list[Any]:
    """Read all texts of a kind, each with its rule and language."""
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        for language, lists in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for number, entry in enumerate(lists[kind], start=1):
                entry = entry if isinstance(entry, dict) else {"text": entry}
                found.append(pytest.param(path.stem, language, entry, id=f"{path.stem}-{language}-{number}"))
    return found


def judge(language: str, entry: dict[str, Any]) -> tuple[Any, ...]:
    text = entry["text"] * entry.get("times", 1)
    if entry.get("scope") == "message":
        return check_whole(text, language=language, order_id=entry.get("order_id"))
    limit = LIMITS.get(entry["intent"], 2000) if "times" in entry else None
    return check_insert(text, language=language, intent=entry.get("intent"), limit=limit)


def is_seen(rule: str, language: str, entry: dict[str, Any]) -> bool:
    """Tell whether the rule is found and, where the words are named, whether it marks some of them."""
    findings = [finding for finding in judge(language, entry) if finding.rule == rule]
    if "words" not in entry:
        return bool(findings)
    start = entry["text"].index(entry["words"])
    end = start + len(entry["words"])
    return any(finding.start < end and start < finding.end for finding in findings)


@pytest.mark.parametrize(("rule", "language", "entry"), entries("flag"))
def test_flagged(rule: str, language: str, entry: dict[str, Any]) -> None:
    """A text that breaks the rule is found, and the words that break it are among those marked."""
    assert is_seen(rule, language, entry) == ("open" not in entry)


@pytest.mark.parametrize(("rule", "language", "entry"), entries("pass"))
def test_passed(rule: str, language: str, entry: dict[str, Any]) -> None:
    """An innocent text is not refused, save for the other rules that it says it breaks."""
    others = set(entry.get("other", ()))
    findings = tuple(finding for finding in judge(language, entry) if finding.rule not in others)
    assert verdict(findings) != "block", [(finding.rule, finding.text) for finding in findings]


@pytest.mark.parametrize("rule", sorted({*rulebook()} - {"unrecognised"}))
def test_every_rule_has_texts(rule: str) -> None:
    """Each rule has enough texts of both kinds in each language, those not yet seen left out."""
    lists = yaml.safe_load((HERE / f"{rule}.yaml").read_text(encoding="utf-8"))
    for language in LANGUAGES:
        least = 5 if rule in LAYOUT_RULES else (15 if language == "en" else 8)
        seen = [entry for entry in lists[language]["flag"] if not (isinstance(entry, dict) and "open" in entry)]
        assert len(seen) >= least
        assert len(lists[language]["pass"]) >= least


@pytest.mark.parametrize("rule", sorted(rulebook()))
def test_examples_hold(rule: str) -> None:
    """The example that ``explain`` shows as refused is refused for this rule, and the accepted one passes."""
    entry = rulebook()[rule]
    if entry.refused and rule != "language":
        assert rule in {finding.rule for finding in check_insert(entry.refused, language="en")}
    assert check_insert(entry.accepted, language="en") == ()
