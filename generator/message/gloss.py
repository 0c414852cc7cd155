"""Glosses: a message set beside the same message in a language that its seller reads, sentence by sentence.

Nothing is translated and nothing is guessed: both are vetted wordings of one intent, filled with the same facts, and
the n-th line of a part in one stands for the n-th line of that part in the other, as the audit makes sure.
"""

from __future__ import annotations

import msgspec

from generator.content import BREAK, SUBJECT, Entry
from generator.facts import locale_for
from generator.message.compose import choose_language, render
from generator.message.message import Message

__all__ = ["Gloss", "gloss"]


class Gloss(msgspec.Struct, frozen=True):
    """One sentence or list item of a message, and what it says.

    ``part`` names where it stands. ``meaning`` is empty where the words are the seller's own.
    """

    part: str
    text: str
    meaning: str


def gloss(message: Message, entry: Entry, language: str) -> tuple[Gloss, ...]:
    """Set a message beside the same message in another language, the subject first.

    Args:
        message: a composed message.
        entry: the intent that it was composed from.
        language: a language that the intent is written in, or one near it.

    Raises:
        UsageError: the intent has no wording near that language.
        ContentError: that wording is wrong.
    """
    wording = entry.wording(choose_language(language, entry, None))
    country = message.marketplace.country if message.marketplace else ""
    parts = render(wording, message.values, message.insert, locale_for(wording.language, country))
    meanings = {part.name: part.lines for part in parts}
    originals = [(SUBJECT, (message.subject,)), *((part.name, part.lines) for part in message.parts)]
    return tuple(
        Gloss(name, line.removesuffix(BREAK), "" if line == message.insert else meaning.removesuffix(BREAK))
        for name, lines in originals
        for line, meaning in zip(lines, _beside(meanings.get(name, ()), len(lines)), strict=True)
    )


def _beside(meanings: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Give as many meanings as there are lines: a root's own wordings may cut a part otherwise, and then the first
    line bears the meaning of all.
    """
    if len(meanings) == number:
        return meanings
    return (" ".join(meanings), *[""] * (number - 1))
