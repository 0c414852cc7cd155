"""Writing quality: an excess of spelling or grammar errors (G5.7), with offline libraries only.

One typo is human: what counts is errors against length. Names, brands, ids and the order's own facts are no errors.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, Final, Literal

from generator.policy.hit import Hit

__all__ = ["writing"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BLOCK_SHARE: Final = 0.15
_BLOCK_ERRORS: Final = 3
_WARN_SHARE: Final = 0.12
_WARN_ERRORS: Final = 2
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
_MOST: Final = 4000
_SHORT: Final = 3


def writing(text: str, language: str, known: Iterable[str] = ()) -> Iterator[Hit]:
    """Judge a text's spelling and grammar in the languages that an offline library serves."""
    base = language.partition("-")[0]
    text = text[:_MOST]
    if base == "ja":
        yield from _japanese(text)
        return
    words = [*_WORD.finditer(text)]
    familiar = {part.casefold() for name in known for part in _WORD.findall(name)}
    if base in _SPELLERS:
        yield from _judged(sorted(_SPELLERS[base](text, words, familiar)), max(len(words), 1))
    elif base in _LISTED:
        spans = _listed(base, words, familiar, text)
        if len(spans) >= _LISTED_ERRORS and len(spans) / len(words) >= _LISTED_SHARE:
            yield from (Hit("spelling", start, end, "warn") for start, end in spans)


def _judged(spans: list[tuple[int, int]], count: int) -> Iterator[Hit]:
    severity: Literal["block", "warn"] | None = None
    if len(spans) >= _BLOCK_ERRORS and len(spans) / count >= _BLOCK_SHARE:
        severity = "block"
    elif len(spans) >= _WARN_ERRORS and len(spans) / count >= _WARN_SHARE:
        severity = "warn"
    if severity:
        for start, end in spans:
            yield Hit("spelling", start, end, severity)


def _name_like(match: re.Match[str], text: str) -> bool:
    """Whether a word looks like a name: a capital inside a sentence, all capitals among others, or part of a code."""
    word = match[0]
    before = text[: match.start()].rstrip(" \"'(")
    inside = bool(before) and before[-1] not in ".!?:\n"
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    if re.search(r"[\d_/@#.]\Z|\A[\d_/@#]", around.strip()) and any(letter.isdigit() for letter in around):
        return True
    return (word[0].isupper() and inside and not text.isupper()) or (len(word) <= 4 and word.isupper())


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
_BRITISH_WORDS: Final = frozenset(
    [
        "postcode",
        "lorry",
        "lorries",
        "parcel",
        "tyre",
        "tyres",
        "kerb",
        "grey",
        "moulding",
        "mould",
        "moulds",
        "programme",
        "cheque",
        "plough",
        "sceptical",
        "aluminium",
        "jewellery",
        "pyjamas",
        "dispatch",
        "whilst",
        "learnt",
        "spelt",
        "cosy",
        "draught",
        "maths",
        "mum",
        "storey",
        "courier",
        "pallet",
        "pallets",
        "courier",
        "couriers",
        "fulfil",
        "resend",
        "resent",
        "restock",
        "restocked",
        "prepaid",
        "preorder",
        "refurb",
        "mockup",
        "hallmark",
        "tradesman",
        "fitter",
        "unboxed",
        "untracked",
        "handover",
        "ok",
        "asap",
        "eta",
        "vat",
        "rma",
        "sku",
        "colli",
    ]
)


@cache
def _english_word(word: str) -> bool:
    speller = _hunspell()
    lower = word.lower().replace("’", "'")
    if lower in _BRITISH_WORDS or speller.spell(word) or speller.spell(lower) or speller.spell(lower.capitalize()):
        return True
    stem = lower.removesuffix("'s")
    if stem != lower and speller.spell(stem):
        return True
    return any(pattern.search(lower) and speller.spell(pattern.sub(into, lower)) for pattern, into in _BRITISH)


def _english(text: str, words: list[re.Match[str]], familiar: set[str]) -> list[tuple[int, int]]:
    spans = [
        match.span()
        for match in words
        if len(match[0]) > 1
        and match[0].isascii()
        and match[0].casefold() not in familiar
        and not _english_word(match[0])
        and not _name_like(match, text)
    ]
    suspicious = [match.span() for match in _AGREEMENT.finditer(text)]
    signs = len(spans) + len(suspicious)
    if signs >= _WARN_ERRORS or signs / max(len(words), 1) >= _WARN_SHARE:
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


@cache
def _german_words() -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language="de").word_frequency.dictionary


_LINKS: Final = ("", "s", "n", "en", "er", "es", "e")
_GERMAN_ENDINGS: Final = ("", "e", "en", "er", "es", "em", "n", "s", "st", "t", "te", "ten", "tes", "ter")


@cache
def _german_word(word: str) -> bool:
    known = _german_words()
    lower = word.lower().replace("ß", "ss") if word.lower() not in known else word.lower()
    if lower in known or word.lower() in known:
        return True
    if any(
        lower.endswith(end) and len(lower) - len(end) > 4 and lower[: len(lower) - len(end)] in known
        for end in _GERMAN_ENDINGS[1:]
    ):
        return True
    for old, new in (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß")):
        if old in lower and lower.replace(old, new) in known:
            return True
    return _german_compound(lower, known)


def _german_compound(word: str, known: Any) -> bool:
    for cut in range(3, len(word) - 2):
        head = word[:cut]
        for link in _LINKS:
            if link and not head.endswith(link):
                continue
            if head[: len(head) - len(link)] in known and cut - len(link) >= 3:
                rest = word[cut:]
                if rest in known or (len(rest) > 6 and _german_compound(rest, known)):
                    return True
    return False


_GERMAN_GRAMMAR: Final = re.compile(
    r"\b(?:für|durch|ohne|gegen|um) (?:der|dem)\b(?! (?:es|sie|er|wir))|\b(?:mit|von|zu|bei|aus|nach|seit) (?:die|das)\b(?! (?:beiden|ist|sind))|\bwegen (?:die|den)\b|"
    r"\b(?:mein|ihr|unser|das|die|der|ein|eine) (?:konto|paket|bestellung|lieferung|artikel|adresse|produkt|ware|rechnung)\b|"
    r"\b(?:haben|hat) gewollt\b|\bsein tun\b|\btun das\b|\bnicht (?:sehen|machen|finden) kann\b(?=[^,]*$)|\bzwei \w+ (?:kommt|ist)\b|\b(\w{2,}) \1\b(?<!die die)(?<!der der)|"
    r"\bmüssen zu hause gewesen\b|\bzurück gegeben ihnen\b",
)


def _german(text: str, words: list[re.Match[str]], familiar: set[str]) -> list[tuple[int, int]]:
    grammar = [match.span() for match in _GERMAN_GRAMMAR.finditer(text)]
    spelling = _german_spelling(words, familiar)
    return [
        *spelling,
        *(span for span in grammar if not any(span[0] < last and first < span[1] for first, last in spelling)),
    ]


def _german_spelling(words: list[re.Match[str]], familiar: set[str]) -> list[tuple[int, int]]:
    return [
        match.span()
        for match in words
        if len(match[0]) > 2
        and match[0].casefold() not in familiar
        and not (len(match[0]) <= 4 and match[0].isupper())
        and not _german_word(match[0])
    ]


_LISTED: Final = frozenset({"ar", "es", "fr", "it", "nl", "pt"})
_LISTED_ENDINGS: Final = (
    "",
    "s",
    "es",
    "en",
    "e",
    "n",
    "se",
    "lo",
    "la",
    "los",
    "las",
    "le",
    "les",
    "me",
    "te",
    "nos",
    "ci",
    "mi",
    "ti",
    "vi",
    "lhe",
    "je",
    "tje",
    "jes",
)
_LISTED_SHARE: Final = 0.34
_LISTED_ERRORS: Final = 4
_ARABIC_PREFIX: Final = re.compile(r"^[وفبلك]?(?:ال)?")


@cache
def _listed_words(language: str) -> frozenset[str]:
    """Load a word list, without accents: many sellers type none."""
    from spellchecker import SpellChecker

    return frozenset(map(_bare, SpellChecker(language=language).word_frequency.dictionary))


@lru_cache(maxsize=200_000)
def _bare(word: str) -> str:
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _listed_word(word: str, language: str) -> bool:
    known = _listed_words(language)
    bare = _bare(word.rpartition("'")[2].rpartition("’")[2])
    if len(bare) < _SHORT or any(
        bare.endswith(end) and bare[: len(bare) - len(end)] in known for end in _LISTED_ENDINGS
    ):
        return True
    if language == "ar":
        return _ARABIC_PREFIX.sub("", bare) in known
    return language == "nl" and _german_compound(bare, known)


def _listed(language: str, words: list[re.Match[str]], familiar: set[str], text: str) -> list[tuple[int, int]]:
    """Judge by a word list; it lacks many rare words, so that only a text full of unknown ones is wrong."""
    return [
        match.span()
        for match in words
        if len(match[0]) >= _SHORT
        and match[0].casefold() not in familiar
        and not _listed_word(match[0], language)
        and not _name_like(match, text)
    ]


_SPELLERS: Final = {"en": _english, "de": _german}

_MOJIBAKE: Final = re.compile(
    r"[\ufffd\ue000-\uf8ff]|[縺繧繝譁蜷髮隕蝠譌螳菴驟騾][\uff61-\uff9f\u3000-\u9fff¡-ÿ]|[Ãâã][\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]+|[ﾀ-ﾟ]{2}[^\uff61-\uff9f\s][ﾀ-ﾟ]"
)
_DOUBLED: Final = re.compile(
    r"をを|がが|のの(?!し)|にに(?!ん)|でで(?!き)|へへ|とと(?!も|の|り)|はは(?![、。はお])|もも(?!の|い|ち)|です(?:です|ます|ました)|ますです|ましたです|まし(?:です|ます)|をが|がを|にを|をに(?!ん)|のを(?=は|が)|がは|はが(?!き|ね|れ|い|さ|か|く|た|ん)|はを|でを|へを|をへ|をは(?![いじずかさしがめ])|にが(?=[^いつてさくす])|ください(?:ます|です)|でしたます|ことます|荷物は(?:を|が)|[すつぬむる]ない(?=[。、だでのにがた])|しいない|[重高大き新し良悪早遅]いの(?=[一-龯])|だます|必要だま|お願うし|であるか|するを(?:下|くだ)|ことを(?:請い|終了し|完了し)|我々に(?:言|云)|彼を見つけ|のの名|トラックと来|ることを完了"
)
_NOT_JAPANESE: Final = frozenset(
    "们这为发请您货评给买卖订单钱时间现会说对动过还进远运送达题谢请问价优惠员产样质尽联系户寄收图书门关东车马风飞鸟鱼龙长见认让谁课赠轻迟邮钟错问阳阴难须预领频颜饭馆验"
)
_JAPANESE_ONLY: Final = frozenset("会送達寄収図書員産質題")


def _japanese(text: str) -> Iterator[Hit]:
    """Judge Japanese by what no writer writes: broken encodings, doubled particles, letters of another script form."""
    spans = [match.span() for match in (*_MOJIBAKE.finditer(text), *_DOUBLED.finditer(text))]
    foreign = [place for place, letter in enumerate(text) if letter in _NOT_JAPANESE and letter not in _JAPANESE_ONLY]
    spans += [(place, place + 1) for place in foreign]
    mojibake = Counter(text)["\ufffd"]
    length = sum(unicodedata.category(letter)[0] == "L" for letter in text)
    if len(spans) >= 2 or mojibake or (spans and length < 40):
        broken = bool(_MOJIBAKE.search(text)) or len(spans) >= 2
        for start, end in sorted(spans):
            yield Hit("spelling", start, end, "block" if broken else "warn")
