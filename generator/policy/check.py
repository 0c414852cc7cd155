"""The verdict on a text: every rule that it meets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.policy.finding import Finding, make_finding
from generator.policy.hit import Hit
from generator.policy.rulebook import rulebook

if TYPE_CHECKING:
    from generator.policy.concepts import Spot
    from generator.policy.detectors import Subject
    from generator.policy.lexicon import Lexicon
    from generator.policy.reading import Folded, Token
    from generator.policy.second_reader import Seen

__all__ = [
    "UNRECOGNISED",
    "FirstReading",
    "check_insert",
    "check_message",
    "check_name",
    "check_whole",
    "check_writing",
    "first_reading",
    "reads",
]

UNRECOGNISED: Final = "unrecognised"
"""The rule of what is neither clearly permitted nor clearly forbidden."""

MOST_READ: Final = 20_000
"""Ten times what any route takes: longer text is refused unread from there on."""
_NAME_RULES: Final = frozenset(
    [
        "external-link",
        "email-address",
        "phone-number",
        "emoji",
        "unfilled",
        "review-request",
        "incentive",
        "positive-review",
        "review-change",
        "marketing",
        "opt-out",
        "offensive",
        "off-platform",
        "thank-you",
        "critical-tag",
        "tracking-pixel",
        "image-alt",
        "insecure-image",
        "animated-gif",
        "linked-logo",
        "style-override",
        "text-align",
        "cancel-request",
        "repeat-request",
        "standing-offer",
    ]
)
_SHAPES: Final = frozenset(
    {"external-link", "bare-link", "email-address", "phone-number", "unfilled", "emoji", "critical-tag"}
)
"""Rules that detectors judge by form: what they mark is no prose."""
_LINK: Final = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w-])[\w-]{1,80}\.(?:pdf|jpe?g|png|gif|docx?|txt)\b", re.IGNORECASE
)
_QUOTED: Final = re.compile(r"\"[^\"\n]{1,60}\"|„[^“\n]{1,60}“|“[^”\n]{1,60}”|«[^»\n]{1,60}»|「[^」\n]{1,60}」")
_NAME_TROUBLE: Final = re.compile(
    r"[^\w\s\-,.;:/&+'()°®™×\"%#]|://|www\.|\.[a-zA-Z]{2}|\d{6}|[:;=8xX][-'^]?[)(DPp]|"
    r"review|rating|feedback|star|gift|free|coupon|voucher|discount|thank|subscribe|follow|visit|whats|wechat|line|telegram|"
    r"bewert|rezens|stern|gutschein|rabatt|gratis|danke|dot|punkt|\bat\b|<\w|\{|\[|___|XXX",
    re.IGNORECASE,
)


def check_insert(
    text: str,
    *,
    language: str,
    intent: str | None = None,
    where: str = "text",
    limit: int | None = None,
    known: Iterable[str] = (),
    allowed: tuple[str, ...] = (),
) -> tuple[Finding, ...]:
    """Check free text against every rule that judges words.

    Args:
        text: what the seller typed.
        language: the message's language, with a lexicon (``en``, ``de``, ``ja``).
        intent: the message that the text belongs to; some rules allow more in one of them.
        where: what to call the text in findings.
        limit: the most characters that the text may have.
        known: names of the order's own facts, which are neither foreign words nor misspelled.
        allowed: pieces that may stand in the text whatever their form, such as a carrier's phone given as a fact.

    Returns:
        Findings in the order of the text, each with a span inside it.

    Raises:
        UsageError: the language has no lexicon.
    """
    book = _book(language)
    known = tuple(known)
    read = text[:MOST_READ]
    folded = _fold(read, book)
    hits = [*_formal(_subject(read, folded, book, allowed=allowed))]
    written = [*_written(read, hits, language, known)]
    worded = _worded(folded, book, intent)
    if _foreign(written):
        hits += worded.hits
    else:
        hits = [*_read_twice(folded, worded, hits, book, intent)]
    hits += written
    most = MOST_READ if limit is None else limit
    if len(text) > most:
        hits.append(Hit("too-long", min(most, len(text) - 1), len(text)))
    return _findings(text, hits, where)


class FirstReading(NamedTuple):
    """What is known of a text before the second reader: whether its form or writing is refused, whether a relation
    or an unsure form is met, and what the second reader will see."""

    formal: bool
    related: bool
    seen: Seen


def first_reading(text: str, language: str) -> FirstReading:
    """Read a text up to the second reader, which learns from this."""
    from generator.policy.concepts import reader
    from generator.policy.second_reader import prose, seen, thoughts

    book = _book(language)
    folded = _fold(text, book)
    formal = [*_formal(_subject(text, folded, book))]
    # The words that the reader has met are not known yet; they matter to warnings alone.
    formal += _written(text, formal, language, (), usual=lambda _: True)
    tokens, spots, hits = _worded(folded, book, None)
    if (words := prose(folded)) is not folded:
        tokens = reader(language).tokens(words)
        spots = reader(language).spots(tokens)
    rules = {hit.rule for hit in hits}
    found = seen(words.text, tokens, spots, thoughts(tokens, book), rules, characters=book.alphabet.characters)
    refused = [hit for hit in (*formal, *hits) if _blocks(hit)]
    return FirstReading(any(not hit.unsure for hit in refused), any(hit.unsure for hit in refused), found)


def _blocks(hit: Hit) -> bool:
    return (hit.severity or rulebook()[hit.rule].severity) == "block"


def check_message(
    text: str, *, language: str, order_id: str | None, limit: int, where: str = "message"
) -> tuple[Finding, ...]:
    """Check a finished message as a whole: order id, length, placeholders, line breaks, tags.

    Its words were vetted or checked before; here is judged what only the whole can break.
    """
    hits: list[Hit] = []
    if len(text) > limit:
        hits.append(Hit("too-long", limit, len(text)))
    if order_id is not None and order_id not in text:
        hits.append(Hit("order-id", 0, 0))
    if "\n\n\n" in text or "{{" in text or "{%" in text:
        book = _any_book(language)
        subject = _subject(text, _fold(text, book), book)
        hits += (hit for hit in _formal(subject) if hit.rule in ("line-breaks", "unfilled"))
    return _findings(text, hits, where)


def check_whole(
    text: str, *, language: str, order_id: str | None, intent: str | None = None, limit: int | None = None
) -> tuple[Finding, ...]:
    """Check a whole message by its words too: as free text, and that it holds the order's id.

    Where the language has no lexicon, by its form alone.
    """
    book = _any_book(language)
    folded = _fold(text, book)
    hits = [*_formal(_subject(text, folded, book, whole=True, order_id=order_id))]
    if reads(language):
        hits += _worded(folded, book, intent).hits
    if limit is not None and len(text) > limit:
        hits.append(Hit("too-long", limit, len(text)))
    return _findings(text, hits, "message")


def check_writing(text: str, *, language: str, known: tuple[str, ...]) -> tuple[Finding, ...]:
    """Check spelling, grammar and language of vetted wording; nothing is found in a language without a lexicon."""
    if not reads(language):
        return ()
    return _findings(text, _written(text, (), language, known), "message")


@lru_cache(maxsize=4096)
def check_name(text: str, *, language: str, where: str) -> tuple[Finding, ...]:
    """Check a short name among the facts for what no name needs: links, addresses, emoji, asking for reviews.

    A name without any sign of that is passed at once, and no language library is loaded for it.
    """
    if text.isascii() and not _NAME_TROUBLE.search(text):
        return ()
    if not text.isascii() and not _odd(text):
        return ()
    book = _any_book(language)
    folded = _fold(text, book)
    hits = [*_formal(_subject(text, folded, book)), *_worded(folded, book, None).hits]
    return _findings(text, [hit for hit in hits if hit.rule in _NAME_RULES], where)


def reads(language: str) -> bool:
    """Tell whether the words of a language can be checked: whether it has a lexicon."""
    from generator.policy.lexicon import languages_read

    return language.partition("-")[0].lower() in languages_read()


def _any_book(language: str) -> Lexicon:
    """Give the lexicon of a language, or for one that has none the English: what is judged by form needs no other."""
    return _book(language if reads(language) else "en")


def _book(language: str) -> Lexicon:
    from generator.policy.lexicon import lexicon

    return lexicon(language)


def _fold(text: str, book: Lexicon) -> Folded:
    from generator.policy.reading import fold

    return fold(text, book.alphabet)


def _odd(text: str) -> bool:
    plain = "".join(letter if letter.isascii() else "a" for letter in text if letter.isascii() or letter.isalpha())
    strange = any(
        not (letter.isascii() or letter.isalpha() or letter in "·°®™×–—’„“”…、。・（）「」【】　ー々½¼²³Ø№")
        for letter in text
    )
    asks = re.search(
        r"レビュー|評価|口コミ|クチコミ|星|ギフト|無料|クーポン|割引|好评|评价|返现|微信|加薇|ありがとう|友だち",
        text,
    )
    return strange or bool(asks) or bool(_NAME_TROUBLE.search(plain))


def _subject(
    text: str,
    folded: Folded,
    book: Lexicon,
    *,
    allowed: tuple[str, ...] = (),
    whole: bool = False,
    order_id: str | None = None,
) -> Subject:
    from generator.policy.detectors import Subject

    return Subject(text, folded, book.language, tuple(book.settings.regions), _digits(book), order_id, whole, allowed)


def _digits(book: Lexicon) -> dict[str, str]:
    return _digit_words(book.language)


@lru_cache
def _digit_words(language: str) -> dict[str, str]:
    book = _book(language)
    return {_fold(word, book).text: str(value) for value, words in enumerate(book.settings.digits) for word in words}


def _formal(subject: Subject) -> Iterable[Hit]:
    from generator.policy.detectors import DETECTORS

    for detector in DETECTORS:
        yield from detector(subject)


def _written(
    text: str,
    hits: Iterable[Hit],
    language: str,
    known: tuple[str, ...],
    usual: Callable[[str], bool] | None = None,
) -> Iterable[Hit]:
    """Judge spelling and language of what is prose: without markup, links, addresses and placeholders."""
    from generator.policy.detectors import without_markup
    from generator.policy.tongue import tongue
    from generator.policy.writing import writing

    prose = without_markup(text)
    for hit in hits:
        if hit.rule in _SHAPES:
            prose = prose[: hit.start] + " " * (hit.end - hit.start) + prose[hit.end :]
    prose = _QUOTED.sub(lambda match: " " * len(match[0]), prose)
    prose = _LINK.sub(lambda match: " " * len(match[0]), prose)
    yield from writing(prose, language, known, usual or partial(_usual, language))
    yield from tongue(prose, language, known)


@lru_cache(maxsize=65_536)
def _usual(language: str, word: str) -> bool:
    """Whether a word is usual in inserts: the second reader has met it."""
    from generator.policy.second_reader import second_reader

    book = _book(language)
    reader = second_reader(book.language)
    return reader is not None and reader.met(_fold(word, book).text)


class _Worded(NamedTuple):
    """The words of a text, the concepts among them and what relations meet."""

    tokens: list[Token]
    spots: list[Spot]
    hits: list[Hit]


def _worded(folded: Folded, book: Lexicon, intent: str | None) -> _Worded:
    from generator.policy.concepts import reader
    from generator.policy.relations import Relations

    eyes = reader(book.language)
    tokens = eyes.tokens(folded)
    spots = eyes.spots(tokens)
    if not spots:
        return _Worded(tokens, spots, [])
    relations = Relations(tokens, spots, book)
    hits = [
        Hit(name, start, end, unsure=True)
        for name, rule in rulebook().items()
        if rule.patterns and intent not in rule.except_in
        for start, end in relations.met(rule)
    ]
    return _Worded(tokens, spots, hits)


def _read_twice(folded: Folded, worded: _Worded, formal: list[Hit], book: Lexicon, intent: str | None) -> Iterable[Hit]:
    """Let the second reader judge what form and relations found, and what they did not."""
    from generator.policy.concepts import reader
    from generator.policy.second_reader import prose, second_reader

    second = second_reader(book.language)
    tokens, spots, related = worded
    words = prose(folded)
    if words is not folded:
        eyes = reader(book.language)
        folded, tokens = words, eyes.tokens(words)
        spots = eyes.spots(tokens)
    if second is None or not second.can_judge(folded.text, characters=book.alphabet.characters):
        yield from (*formal, *related)
        return
    worst = second.read(folded, tokens, spots, related, book)
    for hit in (*formal, *related):
        yield hit._replace(severity="warn") if hit.unsure and worst.guilt < second.levels.lift else hit
    if worst.guilt < second.levels.doubt:
        return
    shapes = {hit.rule for hit in formal if hit.start < worst.end and worst.start < hit.end}
    told = shapes | {hit.rule for hit in related if hit.start < worst.end and worst.start < hit.end}
    exempt = {rule for rule in worst.rules if intent in rulebook()[rule].except_in}
    # Links, numbers and signs are the detectors' to name where they have found one.
    known = told | exempt | (_SHAPES if shapes & _SHAPES else frozenset())
    named = [rule for rule in worst.rules if rule not in known]
    if worst.guilt >= second.levels.block and worst.rules[0] not in exempt:
        yield from (Hit(rule, worst.start, worst.end) for rule in named)
    elif not told:
        yield Hit(UNRECOGNISED, worst.start, worst.end)
        yield from (Hit(rule, worst.start, worst.end, "warn") for rule in named[:1] if rule not in _SHAPES)


def _foreign(written: Iterable[Hit]) -> bool:
    """Whether a sentence is in another language, of which the second reader knows nothing."""
    return any(hit.rule == "language" for hit in written)


def _findings(text: str, hits: Iterable[Hit], where: str) -> tuple[Finding, ...]:
    """Make findings, one for places of a rule that overlap."""
    merged: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: (hit.rule, hit.start, -hit.end)):
        last = merged.setdefault(hit.rule, [])
        if last and hit.start < last[-1].end:
            before = last[-1]
            severity = before.severity if before.severity == hit.severity else None
            last[-1] = Hit(hit.rule, before.start, max(before.end, hit.end), severity)
        else:
            last.append(hit)
    return tuple(
        sorted(
            make_finding(hit.rule, text, hit.start, hit.end, where=where, severity=hit.severity)
            for group in merged.values()
            for hit in group
        )
    )
