"""Thesauri: one a language, complete, compiled afresh; and the ideas that they find in a text."""

from __future__ import annotations

import pytest

from generator.policy.lexicon import languages_read, lexicon
from generator.policy.reading import fold, tokenize
from generator.policy.thesaurus import (
    compile_thesaurus,
    compiled_thesaurus,
    idea_names,
    read_thesaurus,
    thesauri,
    thesaurus,
)


def test_each_language_has_one() -> None:
    assert thesauri() == languages_read()


@pytest.mark.parametrize("language", thesauri())
def test_every_idea_has_words(language: str) -> None:
    """Each idea is carried by words in each language, and no other idea is named."""
    read = read_thesaurus(language)
    assert {*read} == {*idea_names()}
    assert [idea for idea, words in read.items() if not words] == []


@pytest.mark.parametrize("language", thesauri())
def test_compiled_is_fresh(language: str) -> None:
    """The compiled thesaurus is what its source gives today (``make reference`` writes it)."""
    assert compiled_thesaurus(language).read_text(encoding="utf-8") == compile_thesaurus(language)


@pytest.mark.parametrize(
    ("language", "text", "ideas"),
    [
        ("en", "The screws are in the box", {"MACHINE_PART"}),
        ("en", "Word of mouth feeds us", {"SAY"}),
        ("de", "Das Ersatzteil kommt am Montag", {"ARRIVE", "DAY"}),
        ("zh", "快递员星期一送到", {"CARRIER", "DAY"}),
        ("ar", "بالسيارة", {"VEHICLE"}),
    ],
)
def test_ideas(language: str, text: str, ideas: set[str]) -> None:
    """Whole words, phrases, stems, ends of compounds, runs of characters, and words behind clitics are known."""
    found = thesaurus(language)
    assert found is not None
    alphabet = lexicon(language).alphabet
    words = [token.text for token in tokenize(fold(text, alphabet), alphabet)]
    places = [*found.ideas(words)]
    assert ideas <= {name for _, name in places}
    assert all(0 <= place < len(words) for place, _ in places)
