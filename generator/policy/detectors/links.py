"""Links: to outside sites, and standing bare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from generator.facts import marketplaces
from generator.policy.detectors.plain import without_markup
from generator.policy.detectors.subject import Hit, Subject

if TYPE_CHECKING:
    from linkify_it import LinkifyIt

__all__ = ["TOP_LEVEL", "is_amazon", "links"]

TOP_LEVEL: Final = (
    "com net org info biz shop store online site xyz club app top vip live link blog wiki web pro name mobi "
    "asia edu gov deals market sale world life email cloud space website tech page global group ltd company "
    "social de at ch fr es it nl be se pl pt br tr ae sa eg jp cn tw hk kr in uk us ca mx au nz za ie sg eu ru "
    "ua cz dk no fi hu ro gr il io me co cc tv ly gg to ai gl gd am fm ws example "
).split()
_TOPS: Final = "|".join(sorted(TOP_LEVEL, key=len, reverse=True))
_JOINED: Final = re.compile(r"[^\s.]\.[^\s.]|//|www")
_SPOKEN_TOPS: Final = "pl|br|tr|nl|com|net|org|info|biz|shop|store|online|site|de|at|ch|fr|es|it|co|uk|ie|ca|au|mx|ae|sg|za|jp|eu|us|cn|io|tv|example"
_GATE: Final = re.compile(
    r"://|www|\.\s?[a-z]{2}|。[a-z]{2}|dot|punkt|point|punto|\bpunt\b|ponto|kropka|nokta|نقطه|点|ドット|どっと|\bhxxp|\[\.|\(\.|{\.",
    re.IGNORECASE,
)
_DOT: Final = (
    r"(?:\s*[\[({<]\s*(?:\.|dot|punkt|点|どっと|point|punto|punt|ponto|kropka|nokta|نقطه)\s*[\])}>]\s*|\s+(?:dot|punkt|どっと)\s+|\s*どっと\s*"
    r"|\s+(?:point|punto|punt|ponto|kropka|nokta)\s+(?=(?:com|net|org|info|biz|shop|store|online|site|eu|fr|pl|br|nl|tr)\b)|\s*(?:نقطه|点)\s*(?=(?:com|net|org|shop|cn)\b)"
    r"|\s+\.\s*|\.\s+(?=(?:com|net|org|shop|store)\b))"
)
_UNDONE: Final = re.compile(
    rf"(?<![\w@.])([a-z0-9-]{{2,40}}(?:{_DOT}[a-z0-9-]{{2,40}}){{0,2}}?{_DOT}(?:{_SPOKEN_TOPS}))(?![\w-])(/\S*)?"
    r"|どっとこむ|(?<![a-z0-9.])\.(?:com|shop|net|org|store|jp)(?![a-z0-9])"
)
_SCHEME: Final = re.compile(
    r"(?<![a-z])(?:https?|hxxps?|h\*\*ps?|ftp)\s*:\s*/\s*/\s*[!-~]+|(?<![a-z])www\s?[.。]\s?[!-~]+|(?<![a-z])w w w \. \S+(?: \. \S+)+(?: / \S+)?"
)
_IDEOGRAPHIC: Final = re.compile(rf"[a-z0-9-]{{2,40}}。(?:{_TOPS})(?![a-z])")
_BARE_HOST: Final = re.compile(
    rf"(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{{0,40}}\.){{1,4}}(?:{_TOPS})(?![\w-])(?:[/?#:][^\s<>\"')\]]*)?"
)
_NO_HOST: Final = re.compile(r"(?:[a-z]\.){2,}[a-z]{1,3}\.?|(?:[a-z]\.)+[a-z]\.?|\d+(?:\.\d+)*\.\w{1,3}")
_WORD: Final = re.compile(r"[^\W\d_]{2,}|[\u3040-\u30ff\u3400-\u9fff]")
_BREAK: Final = re.compile(r"[.!?]\s|[。！？\n]")
_SHORT_TOP: Final = 2
_POINTERS: Final = frozenset(
    "click here this one first then tell us link the that and please see open tap now you your know what to do hier klicken bitte diesen "
    "dann sie wissen ja wohin erst danach orders ま ず 次 に で す".split()
)
_LEADS: Final = re.compile(r"page|form\b|site|help|account|seite|formular|konto|hilfe|ぺーじ|ふぉーむ|さいと|へるぷ")
_FILE_ENDINGS: Final = frozenset({"pdf", "jpg", "jpeg", "png", "doc", "docx", "txt", "gif", "zip", "ai"})


@cache
def _linkify() -> LinkifyIt:
    from linkify_it import LinkifyIt

    return LinkifyIt().tlds(TOP_LEVEL, keep_old=True)


def is_amazon(url: str) -> bool:
    """Tell whether an address, with or without scheme, is on one of Amazon's own sites."""
    host = re.sub(r"^[a-z*]+://", "", url).split("/")[0].split("?")[0].split(":")[0].rpartition("@")[2]
    sites = {entry.site for entry in marketplaces().values()} | {"amazon.cn", "amazon.com"}
    return any(host == site or host.endswith("." + site) for site in sites)


def links(subject: Subject) -> Iterator[Hit]:
    """Find links: outside ones are ``external-link``; any without words around it is ``bare-link``."""
    text = without_markup(subject.folded.text)
    if not _GATE.search(text):
        return
    told: list[tuple[int, int]] = []
    for start, end, url in _found(text, subject):
        if any(start < last and first < end for first, last in told):
            continue
        told.append((start, end))
        if not is_amazon(url):
            yield subject.hit("external-link", start, end, unsure=_blank_lacks(text, start, end, subject))
    for start, end in told:
        first, last = _sentence(text, start, end)
        around = text[first:last]
        for other, until in told:
            if first <= other < last:
                around = around.replace(text[other:until], " ")
        if sum(word not in _POINTERS for word in _WORD.findall(around)) < 2 and not _LEADS.search(text[:first][-80:]):
            yield subject.hit("bare-link", start, end)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the sentence that a link stands in; its words must say where the link leads."""
    breaks = [match.end() for match in _BREAK.finditer(text, 0, start)]
    after = _BREAK.search(text, end)
    return (breaks[-1] if breaks else 0), (after.start() if after else len(text))


def _found(text: str, subject: Subject) -> Iterator[tuple[int, int, str]]:
    for match in _SCHEME.finditer(text):
        yield match.start(), match.end(), re.sub(r"\s", "", match[0])
    if _JOINED.search(text):
        for link in _linkify().match(text[:20_000]) or ():
            if link.schema != "mailto:" and not _innocent(text, link.index, link.last_index, subject):
                yield link.index, link.last_index, link.url
        for match in _BARE_HOST.finditer(text):
            if not _innocent(text, match.start(), match.end(), subject):
                yield match.start(), match.end(), match[0]
    for pattern in (_UNDONE, _IDEOGRAPHIC):
        for match in pattern.finditer(text):
            if "@" not in text[max(0, match.start() - 3) : match.start()]:
                yield match.start(), match.end(), re.sub(_DOT, ".", match[0]).replace("。", ".")


def _innocent(text: str, start: int, end: int, subject: Subject) -> bool:
    """Tell a missing space after a full stop ("in the box.It comes") and abbreviations from hosts."""
    found = text[start:end]
    if "//" in found or found.startswith("www"):
        return False
    if _NO_HOST.fullmatch(found) or text[max(0, start - 1) : start] == "@":
        return True
    host, _, tail = found.partition("/")
    before, _, top = host.rpartition(".")
    if (top in _FILE_ENDINGS and not tail) or len(before) == 1:
        return True
    return len(top) == _SHORT_TOP and _blank_lacks(text, start, end, subject)


def _blank_lacks(text: str, start: int, end: int, subject: Subject) -> bool:
    """Tell whether two sentences may have met for want of a blank: the second begins with a capital."""
    host, slash, _ = text[start:end].partition("/")
    first, last = subject.folded.span(start, start + len(host))
    before, _, after = subject.original[first:last].rpartition(".")
    return after.istitle() and before[-1:].islower() and not slash
