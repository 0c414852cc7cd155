"""Compose: the one path on which every message is made, whoever asks for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from generator.clauses import policy_version
from generator.content import SUBJECT, Catalogue, Entry, Intent, Part, Wording, counted, load_catalogue
from generator.content.intent import INSERT
from generator.errors import Problem, UsageError, nearest, one_of
from generator.facts import (
    Attachment,
    Marketplace,
    ParseContext,
    find_marketplace,
    language_name,
    locale_for,
    nearest_language,
    plural_category,
)
from generator.interface import Words, say
from generator.message.answers import Answers, is_given, needed, read_facts
from generator.message.contact import contact_problems
from generator.message.message import Message, Provenance
from generator.message.refusal import RefusedError
from generator.policy import UNRECOGNISED, Finding, check_insert, check_message, check_name, given_facts, reads

__all__ = ["choose_language", "compose", "fact_words", "insert_findings", "insert_problems", "name_findings", "render"]

_HERE = Path()
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|[。！？]+")


def compose(
    intent: str,
    facts: Mapping[str, Any],
    *,
    language: str | None = None,
    today: date,
    marketplace: str | None = None,
    buyer_wrote_first: bool = False,
    drafts: bool = False,
    catalogue: Catalogue | None = None,
    folder: Path | None = None,
    strict: bool = True,
) -> Message:
    """Compose one message from vetted wording and typed facts.

    Args:
        intent: the intent's id, such as ``delay_notice``.
        facts: raw values by fact name, texts or lists as a file or form gives them; ``insert`` is the free text.
        language: the buyer's language as a BCP 47 tag; without it the marketplace's first language.
        today: the day on which the message is written.
        marketplace: a marketplace's code, id or site; it sets the currency and the local forms.
        buyer_wrote_first: the message answers the buyer, so that the window for writing first does not apply.
        drafts: also use wording that is not on the vetting record; the message says so.
        catalogue: the content to use; the default is found as ``load_catalogue`` does.
        folder: where relative names of attached files start; the default is the working folder.
        strict: also refuse free text that is neither clearly permitted nor clearly forbidden (``unrecognised``).

    Returns:
        The message. The same arguments give the same message.

    Raises:
        RefusedError: facts, contact or text may not be so; holds every problem and finding at once.
        UsageError: there is no such intent, language or marketplace.
        ContentError: the intent's files are wrong.
    """
    books = catalogue or load_catalogue()
    entry = books.entry(intent)
    market = find_marketplace(marketplace) if marketplace else None
    used = choose_language(language, entry, market)
    wording = entry.wording(used)
    context = ParseContext(today, market.currency if market else "", market.country if market else "", folder or _HERE)

    answers, problems = read_facts(wording.intent, facts, context)
    problems += contact_problems(wording.intent, answers, today, buyer_wrote_first=buyer_wrote_first)
    if not wording.signed and not drafts:
        problems.append(_unsigned(wording))
    insert = _insert(facts)
    if is_given(facts.get(INSERT)) and not insert:
        problems.append(Problem("F003", INSERT, {"found": "[…]"}))
    findings = [*name_findings(wording.intent, answers, used)]
    problems += insert_problems(wording.intent, insert, answers)
    if insert and wording.intent.insert and not reads(used):
        problems.append(Problem("N006", INSERT, {"language": used}))
    elif insert and wording.intent.insert and len(insert) <= wording.intent.insert.characters:
        findings += insert_findings(wording.intent, insert, answers, language=used)
    if strict and any(finding.rule == UNRECOGNISED for finding in findings):
        problems.append(Problem("N005", INSERT, {}))
    if problems or any(finding.severity == "block" for finding in findings):
        raise RefusedError(problems, findings)

    locale = locale_for(_locale_tag(language, used), market.country if market else "")
    parts = render(wording, answers, insert, locale)
    message = _message(entry, wording, parts, answers, market, locale, today)
    whole = check_message(message.text, language=used, order_id=message.order_id, limit=entry.route.limit)
    if whole:
        raise RefusedError([], [*findings, *whole])
    why = _why_language(language, used, market)
    if not (findings or insert or why):
        return message
    notes = (why, *message.notes) if why else message.notes
    return msgspec.structs.replace(message, insert=insert, findings=tuple(findings), notes=notes)


def choose_language(asked: str | None, entry: Entry, market: Marketplace | None) -> str:
    """Choose the wording for a language tag: exactly it, else the nearest by CLDR.

    Args:
        asked: the buyer's language as a BCP 47 tag; without it the marketplace's first language.
        entry: the intent; its languages are what there is to choose from.
        market: the marketplace; a wording for its country comes before the language's own (``en-US`` for ``en``).

    Raises:
        UsageError: the intent has no wording near it.
    """
    known = entry.languages
    wishes = [asked] if asked else [*(market.languages if market else ())]
    if not wishes:
        raise UsageError([Problem("U005", "language", {"known": one_of(known)})])
    for wish in wishes:
        local = f"{wish}-{market.country}" if market else wish
        if found := next((tag for tag in (local, wish) if tag in known), None) or nearest_language(wish, known):
            return found
    values = {"found": wishes[0], "near": nearest(wishes[0], known) or "–", "known": one_of(known)}
    raise UsageError([Problem("U003", "language", values)])


def _why_language(asked: str | None, used: str, market: Marketplace | None) -> Words | None:
    """Say why a wording was chosen that nobody named."""
    if asked == used:
        return None
    entry, other = ("language_near", asked) if asked else ("language_of_site", market.site if market else "")
    return Words(
        *(say("screens", entry, ui, language=f"{language_name(used, ui)} ({used})", other=other) for ui in ("en", "zh"))
    )


def _locale_tag(asked: str | None, used: str) -> str:
    """Keep the region of the tag that was asked for, so that ``en-GB`` shows dates as in Britain."""
    parts = (asked or used).replace("_", "-").split("-")
    region = next((part.upper() for part in parts[1:] if len(part) == 2 and part.isalpha()), "")
    return f"{used}-{region}" if region and "-" not in used else used


def _unsigned(wording: Wording) -> Problem:
    code = "V002" if wording.changed else "V001"
    shown = wording.root.shown(wording.path)
    return Problem(code, shown, {"intent": wording.intent.id, "language": wording.language})


def _insert(facts: Mapping[str, Any]) -> str:
    raw = facts.get(INSERT)
    return raw.strip() if isinstance(raw, str) else ""


def insert_problems(intent: Intent, insert: str, answers: Answers) -> list[Problem]:
    """Name what is wrong with an insert before it is read: missing, not wanted, too long, not text."""
    if intent.insert is None:
        return [Problem("N001", INSERT, {"intent": intent.id})] if insert else []
    if not insert:
        if needed(intent.insert.required_when, answers):
            ask = {"en": intent.insert.ask.en, "zh": intent.insert.ask.zh}
            return [Problem("N002", INSERT, {"ask": ask, "example": intent.insert.example})]
        return []
    if len(insert) > intent.insert.characters:
        return [Problem("N003", INSERT, {"length": len(insert), "most": intent.insert.characters})]
    problems = []
    sentences = sum(bool(part.strip()) for part in _SENTENCE_END.split(insert))
    if sentences > intent.insert.sentences:
        problems.append(Problem("N004", INSERT, {"count": sentences, "most": intent.insert.sentences}))
    for position, letter in enumerate(insert, start=1):
        if letter not in "\n\r\t" and unicodedata.category(letter) in ("Cc", "Co", "Cs"):
            problems.append(Problem("F004", INSERT, {"code_point": f"U+{ord(letter):04X}", "position": position}))
            break
    return problems


def insert_findings(intent: Intent, insert: str, answers: Answers, *, language: str) -> tuple[Finding, ...]:
    """Check the insert of a message beside the facts that it stands with."""
    given = tuple(shown_piece(intent, answers, name) for name in given_facts(intent.id) if name in answers)
    return check_insert(
        insert, language=language, intent=intent.id, where=INSERT, known=fact_words(intent, answers), allowed=given
    )


def shown_piece(intent: Intent, answers: Answers, name: str) -> str:
    """Give a fact's value as a message of any language shows it; such a fact has one form everywhere."""
    shown = intent.facts[name].kind.show(answers[name], "en")
    return shown if isinstance(shown, str) else " ".join(shown)


def fact_words(intent: Intent, answers: Answers) -> tuple[str, ...]:
    """Give the names among the facts, which an insert may hold whatever its language."""
    return tuple(
        word
        for name, value in answers.items()
        if intent.facts[name].kind.prose
        for word in intent.facts[name].kind.words(value)
    )


def name_findings(intent: Intent, answers: Answers, language: str) -> list[Finding]:
    """Check the names among the facts for what no name needs."""
    findings: list[Finding] = []
    for name, value in answers.items():
        kind = intent.facts[name].kind
        if kind.prose:
            for word in kind.words(value):
                findings += check_name(word, language=language, where=name)
    return findings


def render(wording: Wording, answers: Answers, insert: str, locale: str) -> tuple[Part, ...]:
    """Fill a wording with facts that were read and accepted."""
    values: dict[str, Any] = {}
    for name, fact in wording.intent.facts.items():
        value = answers.get(name)
        shown = "" if value is None else fact.kind.show(value, locale)
        if fact.kind.many:
            number = 0 if value is None else len(value)
            shown = counted(shown, number, plural_category(number, locale))
        values[name] = shown
    values[INSERT] = insert
    return wording.template.render(values)


def _message(
    entry: Entry,
    wording: Wording,
    parts: tuple[Part, ...],
    answers: Answers,
    market: Marketplace | None,
    locale: str,
    today: date,
) -> Message:
    intent = wording.intent
    subject = next((part.text for part in parts if part.name == SUBJECT), "")
    attachments = tuple(
        item for value in answers.values() if isinstance(value, tuple) for item in value if isinstance(item, Attachment)
    )
    notes = [note for note in (intent.note, entry.route.note) if note]
    if not wording.signed:
        notes.insert(0, Words(say("screens", "draft", "en"), say("screens", "draft", "zh")))
    return Message(
        intent=intent.id,
        language=wording.language,
        locale=locale.replace("_", "-"),
        marketplace=market,
        order_id=answers["order_id"],
        subject=subject,
        parts=tuple(part for part in parts if part.name != SUBJECT),
        route=entry.route,
        attachments=attachments,
        provenance=Provenance(
            intent=intent.id,
            template=wording.root.shown(wording.path),
            root=wording.root.origin,
            wording=wording.sha256,
            policy=policy_version(),
            signed_by=wording.signature.by if wording.signature and wording.signed else "",
        ),
        on=today,
        mandatory=intent.mandatory,
        critical=intent.critical,
        notes=tuple(dict.fromkeys(notes)),
        draft=not wording.signed,
        facts={name: intent.facts[name].kind.plain(value) for name, value in answers.items()},
        values=answers,
        layout=wording.layout,
    )
