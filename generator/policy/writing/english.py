"""English: hunspell's dictionary, British spellings allowed; grammar where there is a first sign of trouble."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from generator.policy.writing.name import name_like
from generator.policy.writing.words import word_lists

__all__ = ["english"]

_ERRORS: Final = 2
_SHARE: Final = 0.12
_AGREEMENT: Final = re.compile(
    r"\b(?:(?:we|you|they) (?:is|was|has|does)|(?:he|she|it) (?:are|were|have|do)\b|i (?:is|are|has)|(\w{2,}) \1\b|"
    r"(?:have|has) (?:went|came|did|gave|took|sended|writed)|(?:will|can|must|could) (?:\w+ed|\w+s|be \w+s)\b|a [aeiou]\w+|an [bcdfgjklmnpqrstvwxz]\w+|"
    r"(?:did|do|does|not) (?:\w+ed)\b|more (?:better|worse|faster)|informations|equipments|sorrys|fastly|disturbances|much (?:parcels|items)|"
    r"(?:no|not) have\b|please to \w+|(?:is|are|was|were)(?: not)? (?:make|give|send|come|go|get|take|ship|arrive|break|engrave|deliver|need|want|say|know|wait)\b|"
    r"(?:i|we|you|they|he|she) (?:waiting|sending|shipping|making|giving|coming|going|sends|gives|makes|wants)\b|of you \w+|is \w+ is\b|already give\b)",
    re.IGNORECASE,
)
_GRAMMAR_KINDS: Final = frozenset(
    {"Agreement", "Grammar", "Repetition", "Usage", "Nonstandard", "WordChoice", "BoundaryError", "Eggcorn"}
)


@cache
def _hunspell() -> Any:
    import hunspell

    return hunspell.Hunspell()


_BRITISH: Final = (
    (re.compile(r"our(?=ed|ing|s|ful|able|ite|$)"), "or"),
    (re.compile(r"is(?=e[sd]?$|ing$|ation)"), "iz"),
    (re.compile(r"ys(?=e[sd]?$|ing$)"), "yz"),
    (re.compile(r"(?<=[tb])re(?=d?$|s$)"), "er"),
    (re.compile(r"ll(?=ed$|ing$|er)"), "l"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"ey$"), "ay"),
)


@cache
def _english_word(word: str) -> bool:
    speller = _hunspell()
    lower = word.lower().replace("’", "'")
    if (
        lower in word_lists().accepted["en"]
        or speller.spell(word)
        or speller.spell(lower)
        or speller.spell(lower.capitalize())
    ):
        return True
    stem = lower.removesuffix("'s")
    if stem != lower and speller.spell(stem):
        return True
    return any(pattern.search(lower) and speller.spell(pattern.sub(into, lower)) for pattern, into in _BRITISH)


def english(text: str, words: list[re.Match[str]], familiar: set[str]) -> list[tuple[int, int]]:
    """Give the spans of what is misspelled or against grammar."""
    spans = [
        match.span()
        for match in words
        if len(match[0]) > 1
        and match[0].isascii()
        and match[0].casefold() not in familiar
        and not _english_word(match[0])
        and not name_like(match, text)
    ]
    suspicious = [match.span() for match in _AGREEMENT.finditer(text)]
    signs = len(spans) + len(suspicious)
    if signs >= _ERRORS or signs / max(len(words), 1) >= _SHARE:
        taken = [*spans]
        for start, end in (*suspicious, *_grammar(text)):
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
        return taken
    return [*spans, *(span for span in suspicious if not any(_overlap(span, other) for other in spans))]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@cache
def _harper() -> Any:
    import harper

    return harper.Linter(dialect=harper.Dialect.AMERICAN)


def _grammar(text: str) -> list[tuple[int, int]]:
    """Ask the grammar checker; it costs most of a second to build, so only a text with a first sign of trouble does."""
    return [
        (lint.span.start, lint.span.end)
        for lint in _harper().lint(text)
        if str(lint.lint_kind).rpartition(".")[2] in _GRAMMAR_KINDS
    ]
