"""Lexicons: complete, compiled afresh, and naming only concepts that exist."""

from __future__ import annotations

import pytest

from generator.maintain.lexicons import compile_lexicon
from generator.policy.lexicon import compiled_file, concept_words, languages_read
from generator.policy.rulebook import concepts, rulebook


@pytest.mark.parametrize("language", languages_read())
def test_compiled_is_fresh(language: str) -> None:
    """The compiled lexicon is what its source gives today (``make reference`` writes it)."""
    assert compiled_file(language).read_text(encoding="utf-8") == compile_lexicon(language)


@pytest.mark.parametrize("language", languages_read())
def test_every_concept_has_words(language: str) -> None:
    """Each concept is carried by words in each language, and no other concept is named."""
    assert {concept for concept, _, _ in concept_words(language)[0]} == {*concepts()}


def test_every_concept_is_used() -> None:
    """Each concept is named by a rule, guards others, or steers relations."""
    named = {name for rule in rulebook().values() for pattern in rule.patterns for name in pattern.names()}
    assert {*concepts()} - named == {name for name, entry in concepts().items() if entry.guard}
