"""Lexicons: complete, compiled afresh, and naming only concepts that exist."""

from __future__ import annotations

import pytest

from generator.maintain.lexicons import compile_lexicon
from generator.policy.lexicon import compiled_file, concept_words, languages_read
from generator.policy.rulebook import concepts, rulebook

ALONE = {
    name
    for rule in rulebook().values()
    for pattern in rule.patterns
    for part in pattern.all
    for name in part.split("|")
}
"""Concepts by which a rule fires."""


@pytest.mark.parametrize("language", languages_read())
def test_compiled_is_fresh(language: str) -> None:
    """The compiled lexicon is what its source gives today (``make reference`` writes it)."""
    assert compiled_file(language).read_text(encoding="utf-8") == compile_lexicon(language)


@pytest.mark.parametrize("language", languages_read())
def test_every_concept_has_words(language: str) -> None:
    """Each concept is carried by words in each language, and no other concept is named."""
    assert {concept for concept, _, _ in concept_words(language).phrases} == {*concepts()}


def test_every_concept_is_used() -> None:
    """Each concept is named by a rule, guards others, or steers relations."""
    named = {name for rule in rulebook().values() for pattern in rule.patterns for name in pattern.names()}
    assert {*concepts()} - named == {name for name, entry in concepts().items() if entry.guard}


@pytest.mark.parametrize("language", languages_read())
def test_no_guard_swallows_a_whole_phrase(language: str) -> None:
    """No phrase of a guard is, word for word, a phrase of a concept that it takes words away from."""
    phrases = concept_words(language).phrases
    carried: dict[tuple[tuple[str, ...], ...], set[str]] = {}
    for concept, _, pieces in phrases:
        carried.setdefault(tuple(pieces), set()).add(concept)
    guards = {name: {*entry.shields} for name, entry in concepts().items() if entry.guard}
    claimed = [
        (guard, concept, " … ".join(" ".join(piece) for piece in pieces))
        for pieces, names in carried.items()
        for guard in names & {*guards}
        for concept in names - {*guards}
        if (not guards[guard] or concept in guards[guard]) and concept in ALONE
    ]
    assert claimed == []
