"""The lemma tables beside the lexicons, made from spaCy's lookups.

A lexicon lists dictionary forms; its table says which inflected forms lead to them. The tables of the lookups
hold hundreds of thousands of words and take most of a second to load; what a lexicon needs of them is a few thousand.
Run with ``make reference`` after a lexicon changed; a test tells when that was forgotten.
"""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from pathlib import Path
from typing import Final

from generator.policy.lexicon import languages_read, lexicon

__all__ = ["forms_for", "write_all"]

_FOLDER: Final = Path(__file__).parent.parent / "policy" / "lexicon" / "forms"
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


def forms_for(language: str) -> dict[str, str]:
    """Give form → lemma for every word of a language's lexicon; empty where spaCy has no lookups.

    Needs the package ``spacy-lookups-data``.
    """
    table = files("spacy_lookups_data") / "data" / f"{language}_lemma_lookup.json.gz"
    if not table.is_file() or lexicon(language).alphabet.characters:
        return {}
    lookup: dict[str, str] = json.loads(gzip.decompress(table.read_bytes()))
    lower: dict[str, str] = {}
    for form, lemma in lookup.items():
        key = form.lower()
        if key not in lower or form[:1].islower() < (key in lower):
            lower[key] = lemma.lower()
    words = {
        word for phrase in lexicon(language).phrases if not phrase.exact for piece in phrase.pieces for word in piece
    }
    lemmas = {lower.get(word, word) for word in words} - _PRONOUNS
    forms = {
        form: lemma for form, lemma in lower.items() if lemma in lemmas and form != lemma and form not in _PRONOUNS
    }
    return dict(sorted(forms.items()))


def write_all() -> None:
    """Write the tables of all languages anew."""
    _FOLDER.mkdir(exist_ok=True)
    for language in languages_read():
        (_FOLDER / f"{language}.json").unlink(missing_ok=True)
        lexicon.cache_clear()
        forms = forms_for(language)
        if forms:
            text = json.dumps(forms, ensure_ascii=False, indent=0, sort_keys=True)
            (_FOLDER / f"{language}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_all()
