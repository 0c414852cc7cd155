"""Compiling of lexicons, with lemma tables made from spaCy's lookups.

A lexicon lists dictionary forms; its table says which inflected forms lead to them. The tables of the lookups
hold hundreds of thousands of words and take most of a second to load; what a lexicon needs of them is a few thousand.
Run with ``make reference`` after a lexicon changed; a test tells when that was forgotten.
"""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from typing import Final

from generator.policy.lexicon import alphabet_of, compile_phrases, compiled_file, concept_words, languages_read

__all__ = ["compile_lexicon", "write_all"]

_PRONOUNS: Final = frozenset(
    {
        "ich",
        "der",
        "die",
        "das",
        "er",
        "es",
        "sie",
        "ihr",
        "wir",
        "mein",
        "sein",
        "i",
        "we",
        "he",
        "she",
        "it",
        "they",
        "you",
    }
)


def _forms(language: str) -> dict[str, str]:
    table = files("spacy_lookups_data") / "data" / f"{language}_lemma_lookup.json.gz"
    if not table.is_file() or alphabet_of(language).characters:
        return {}
    lookup: dict[str, str] = json.loads(gzip.decompress(table.read_bytes()))
    lower: dict[str, str] = {}
    for form, lemma in lookup.items():
        key = form.lower()
        if key not in lower or form[:1].islower() < (key in lower):
            lower[key] = lemma.lower()
    phrases, _ = concept_words(language)
    words = {word for _, exact, pieces in phrases if not exact for piece in pieces for word in piece}
    lemmas = {lower.get(word, word) for word in words} - _PRONOUNS
    return {
        form: lemma
        for form, lemma in sorted(lower.items())
        if lemma in lemmas and form != lemma and form not in _PRONOUNS
    }


def compile_lexicon(language: str) -> str:
    """Compile a language's lexicon; needs the package ``spacy-lookups-data``."""
    return compile_phrases(language, _forms(language))


def write_all() -> None:
    """Write the compiled lexicons of all languages anew."""
    for language in languages_read():
        path = compiled_file(language)
        path.parent.mkdir(exist_ok=True)
        path.write_text(compile_lexicon(language), encoding="utf-8")


if __name__ == "__main__":
    write_all()
