"""Checking of a text that somebody typed, for the message that it belongs to."""

from __future__ import annotations

from generator.content import Catalogue, load_catalogue
from generator.policy import Finding, check_insert, mend

__all__ = ["check", "mended"]


def check(
    text: str, *, language: str, intent: str | None = None, catalogue: Catalogue | None = None
) -> tuple[Finding, ...]:
    """Check a text against the policy.

    Args:
        text: what would be written to a buyer.
        language: its language (a BCP 47 tag; ``permitted check`` serves those with a lexicon).
        intent: the message that it belongs to, if one is known; its text limit and its exceptions then apply.
        catalogue: the content to find the intent in.

    Returns:
        Findings in the order of the text; none means that nothing forbidden was found.

    Raises:
        UsageError: there is no such language or intent.
    """
    if intent is None:
        return check_insert(text, language=language)
    entry = (catalogue or load_catalogue()).entry(intent)
    return check_insert(text, language=language, intent=entry.id, limit=entry.route.limit)


def mended(
    text: str,
    findings: tuple[Finding, ...],
    *,
    language: str,
    intent: str | None = None,
    catalogue: Catalogue | None = None,
) -> str:
    """Give a checked text without the sentences that its findings mark; empty where nothing passes."""
    if intent is None:
        return mend(text, findings, language=language)
    entry = (catalogue or load_catalogue()).entry(intent)
    return mend(text, findings, language=language, intent=entry.id, limit=entry.route.limit)
