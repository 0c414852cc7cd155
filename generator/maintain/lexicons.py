"""Compiling of lexicons, with lemma tables made from spaCy's lookups, and of thesauri.

A lexicon lists dictionary forms; its table says which inflected forms lead to them. The tables of the lookups
hold hundreds of thousands of words and take most of a second to load; what a lexicon needs of them is a few thousand.
Run with ``make reference`` after a lexicon changed; a test tells when that was forgotten.
"""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from typing import Final

from generator.policy.lexicon import (
    alphabet_of,
    compile_phrases,
    compiled_file,
    concept_words,
    languages_read,
    uses_lookups,
)
from generator.policy.reading import fold
from generator.policy.thesaurus import compile_thesaurus, compiled_thesaurus, thesauri

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
    if not table.is_file() or not uses_lookups(language):
        return {}
    lookup: dict[str, str | list[str]] = json.loads(gzip.decompress(table.read_bytes()))
    alphabet = alphabet_of(language)
    lower: dict[str, str] = {}
    for form, lemma in lookup.items():
        key = fold(form, alphabet).text
        if key not in lower or form[:1].islower() < (key in lower):
            lower[key] = fold(lemma if isinstance(lemma, str) else lemma[0], alphabet).text
    source = concept_words(language)
    words = {word for _, exact, pieces in source.phrases if not exact for piece in pieces for word in piece}
    lemmas = {lower.get(word, word) for word in words} - _PRONOUNS
    stems = tuple(stem[:-1] for stem in source.stems)
    return {
        form: lemma
        for form, lemma in sorted(lower.items())
        if lemma in lemmas and form != lemma and form not in _PRONOUNS and not (stems and form.startswith(stems))
    }


def _variants() -> None:
    """Write the traditional Chinese letters with the simplified ones that they are read as."""
    from opencc import OpenCC

    simple = OpenCC("t2s")
    pairs = [(letter, simple.convert(letter)) for letter in map(chr, range(0x3400, 0xA000))]
    pairs = [(letter, other) for letter, other in pairs if letter != other and len(other) == 1 and ord(other) < 0x10000]
    lines = ("".join(letters) for letters in zip(*pairs, strict=True))
    compiled_file("zh").with_name("zh-variants.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def compile_lexicon(language: str) -> str:
    """Compile a language's lexicon; needs the package ``spacy-lookups-data``."""
    return compile_phrases(language, _forms(language))


def write_all() -> None:
    """Write the compiled lexicons and thesauri of all languages anew."""
    _variants()
    for language in languages_read():
        path = compiled_file(language)
        path.parent.mkdir(exist_ok=True)
        path.write_text(compile_lexicon(language), encoding="utf-8")
    for language in thesauri():
        path = compiled_thesaurus(language)
        path.parent.mkdir(exist_ok=True)
        path.write_text(compile_thesaurus(language), encoding="utf-8")


if __name__ == "__main__":
    write_all()
