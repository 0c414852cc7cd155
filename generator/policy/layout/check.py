"""The verdict on a page: every clause of look and content that HTML can break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.policy.check import check_insert
from generator.policy.detectors.links import is_amazon
from generator.policy.detectors.markup import ACTIVE, picture
from generator.policy.finding import Finding, make_finding
from generator.policy.hit import Hit
from generator.policy.layout.cascade import cascade, remote_sheets
from generator.policy.layout.lengths import WIDTH, length
from generator.policy.layout.look import Look, look_of
from generator.policy.layout.page import MOST_CHARACTERS, Element, Page, read_page
from generator.policy.layout.pictures import read_picture, sources_in

__all__ = ["check_html"]

_MOST_MARGIN: Final = 0.20
_MOST_PICTURE: Final = 0.80
_MOST_SIZES: Final = 3
_MOST_BREAKS: Final = 2
_ROUNDING: Final = 0.5
"""Pixels by which two ways to work out a width may differ."""
_STYLED: Final = frozenset({"color", "font-family", "line-height", "-webkit-text-fill-color"})
_UNCHANGED: Final = frozenset({"inherit", "initial", "unset", "revert", "normal", "currentcolor"})
_IMAGES: Final = frozenset(
    {
        "background-image",
        "background",
        "list-style-image",
        "list-style",
        "content",
        "border-image",
        "border-image-source",
    }
)
_POINTING: Final = re.compile(
    r"\W*(?:(?:please )?(?:click|tap|press)(?: here| this link| below)?|here|link|this link|more|read more|"
    r"(?:bitte )?(?:hier|hier klicken|klicken sie hier|mehr)|ici|cliquez ici|lien|aquí|aqui|haz clic aquí|clique aqui|qui|clicca qui|"
    r"klik hier|här|klicka här|tutaj|kliknij tutaj|buraya tıklayın|tıklayın|burada|اضغط هنا|هنا|こちら|ここ|ここをクリック|リンク|点击这里|点此|这里|链接)\W*",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"\s*(?:https?://|www\.)\S+\s*|\s*[\w-]+(?:\.[\w-]+)+(?:/\S*)?\s*", re.IGNORECASE)
_SCHEME: Final = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_BLANK: Final = re.compile(r"[\s\u00a0\u200b\u200c\u2060\ufeff]*")
_PARAGRAPHS: Final = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_OWN_ROOM: Final = frozenset({"img", "svg", "hr", "table", "td", "th", "input", "canvas", "object", "video"})
_KEPT_BREAKS: Final = re.compile(r"\n[ \t]*\n[ \t]*\n")


def check_html(
    source: str, *, language: str, base: Path | None = None, words: bool = True, known: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    """Check an HTML message: its look, its pictures and links, and its words.

    Args:
        source: the page or a piece of one; whatever is wrong with it is read as a browser would.
        language: the language of its words.
        base: the folder in which pictures with relative addresses are looked for; nothing is ever fetched.
        words: whether its words are checked too; not needed where they come from vetted wording.
        known: names of the order's own facts, for the check of words.

    Returns:
        Findings in the order of the source, their spans counted in characters of it.

    Raises:
        UsageError: the language has no lexicon.
    """
    page = read_page(source[:MOST_CHARACTERS])
    hits = [*_look(page), *_contents(page, base)]
    if words:
        hits += (
            Hit(finding.rule, *page.span(finding.start, finding.end), finding.severity)
            for finding in check_insert(page.words, language=language, known=known)
            if finding.rule not in ("line-breaks", "too-long")
        )
    if len(source) > MOST_CHARACTERS:
        hits.append(Hit("too-long", MOST_CHARACTERS, len(source)))
    unique = dict.fromkeys((hit.rule, hit.start, hit.end, hit.severity) for hit in hits)
    return tuple(
        sorted(
            make_finding(rule, source, start, end, where="html", severity=severity)
            for rule, start, end, severity in unique
        )
    )


def _at(rule: str, element: Element, severity: str | None = None) -> Hit:
    return Hit(rule, element.at, element.end, "warn" if severity == "warn" else None)


def _look(page: Page) -> Iterator[Hit]:
    """Judge what the cascade makes of the page."""
    for start, end in cascade(page):
        yield Hit("style-override", start, end)
    for element in remote_sheets(page):
        yield _at("style-override", element)
    looks: dict[int, Look] = {}
    sizes: dict[float, Element] = {}
    wide: list[Element] = []
    for element in page.root.walk():
        look = looks[id(element)] = look_of(element, looks.get(id(element.parent)))
        if look.hidden:
            continue
        yield from _overridden(element)
        if _BLANK.fullmatch(element.own_text()):
            continue
        sizes.setdefault(round(look.size, 1), element)
        most = WIDTH * _MOST_MARGIN + _ROUNDING
        if max(look.left, look.right) > most and not any(other in wide for other in element.ancestors()):
            wide.append(element)
            yield _at("margin-width", _declaring_margin(element))
        if look.aligned is not None:
            yield _at("text-align", look.aligned)
    if len(sizes) > _MOST_SIZES:
        yield _at("font-sizes", [*sizes.values()][_MOST_SIZES])
    yield from _breaks(page)


def _overridden(element: Element) -> Iterator[Hit]:
    for name in _STYLED & element.declared.keys():
        declared = element.declared[name]
        if declared.value.strip().lower() not in _UNCHANGED and (element.text().strip() or element.tag == "body"):
            yield Hit("style-override", declared.at, declared.end)
    if element.declared.get("font") and "font-family" not in element.declared:
        declared = element.declared["font"]
        if declared.value.strip().lower() not in _UNCHANGED:
            yield Hit("style-override", declared.at, declared.end)


def _declaring_margin(element: Element) -> Element:
    """Give the element that stands in furthest: the one whose own margins are to be mended."""
    chain = [element, *element.ancestors()]
    for other in chain:
        if any(name.startswith(("margin", "padding", "text-indent")) for name in other.declared):
            return other
        if other.tag in ("blockquote", "ul", "ol", "dd", "figure", "td", "th"):
            return other
    return element


def _breaks(page: Page) -> Iterator[Hit]:
    run: list[Element] = []
    for element in page.root.walk():
        if element.tag == "br":
            run.append(element)
        before_text = element.tag != "br" and not _BLANK.fullmatch(element.own_text())
        if before_text or (element.tag in _OWN_ROOM):
            run = []
        if len(run) > _MOST_BREAKS and element.tag == "br" and _adjacent(run[-_MOST_BREAKS - 1 :]):
            yield _at("line-breaks", element)
        if _is_empty_paragraph(element):
            yield _at("line-breaks", element)
        kept = element.tag == "pre" or (
            "white-space" in element.declared and element.declared["white-space"].value.startswith(("pre", "break"))
        )
        if kept and _KEPT_BREAKS.search(element.text()):
            yield _at("line-breaks", element)


def _adjacent(breaks: list[Element]) -> bool:
    """Whether nothing is read between line breaks that stand in one parent."""
    parent = breaks[0].parent
    if parent is None or any(element.parent is not parent for element in breaks):
        return all(element.parent is not None for element in breaks) and _bare_between(breaks)
    places = [parent.children.index(element) for element in breaks]
    between = parent.children[places[0] : places[-1]]
    return all(
        (isinstance(child, str) and bool(_BLANK.fullmatch(child))) or (isinstance(child, Element) and child.tag == "br")
        for child in between
    )


def _bare_between(breaks: list[Element]) -> bool:
    return all(
        _BLANK.fullmatch(
            "".join(child for child in (element.parent.children if element.parent else ()) if isinstance(child, str))
        )
        for element in breaks
    )


def _is_empty_paragraph(element: Element) -> bool:
    if element.tag not in _PARAGRAPHS or not _BLANK.fullmatch(element.text()):
        return False
    inside = [inner.tag for inner in element.walk()][1:]
    if any(tag in _OWN_ROOM or tag in _PARAGRAPHS for tag in inside):
        return False
    shows = "br" in inside or bool(element.text().strip(" \t\r\n\f"))
    return element.tag == "p" or shows


def _contents(page: Page, base: Path | None) -> Iterator[Hit]:
    """Judge pictures, links and what acts."""
    looks: dict[int, Look] = {}
    for element in page.root.walk():
        look = looks[id(element)] = look_of(element, looks.get(id(element.parent)))
        if element.tag in ACTIVE or any(name.startswith("on") for name in element.attributes):
            yield _at("active-content", element)
        if element.tag == "meta" and element.attributes.get("http-equiv", "").lower() == "refresh":
            yield _at("active-content", element)
        if element.tag == "a" and "href" in element.attributes:
            yield from _link(element)
        if element.tag == "img" or (element.tag == "input" and element.attributes.get("type", "").lower() == "image"):
            yield from _picture(element, look, looks, base)
        for source in _sources(element):
            yield from _source(element, source, base)


def _link(element: Element) -> Iterator[Hit]:
    target = element.attributes["href"].strip()
    scheme = match[1].lower() if (match := _SCHEME.match(target)) else ""
    if scheme == "mailto":
        yield _at("email-address", element)
    elif scheme in ("tel", "sms", "callto"):
        yield _at("phone-number", element)
    elif scheme in ("javascript", "vbscript", "data"):
        yield _at("active-content", element)
    elif scheme in ("http", "https", "") or target.startswith("//"):
        outside = scheme or target.startswith("//") or target.lower().startswith("www.")
        if outside and not is_amazon(target.lower().removeprefix("//")):
            yield _at("external-link", element)
    else:
        yield _at("off-platform", element)
    label = element.text().strip()
    label = label or " ".join(
        inner.attributes.get("alt", "").strip() for inner in element.walk() if inner.tag in ("img", "area")
    )
    told = label.replace("\xa0", " ").strip()
    if not told or _POINTING.fullmatch(told) or _ADDRESS.fullmatch(told):
        yield _at("bare-link", element)


def _picture(element: Element, look: Look, looks: dict[int, Look], base: Path | None) -> Iterator[Hit]:
    attributes = dict(element.attributes)
    source = attributes.get("src", "")
    facts = read_picture(source, base)
    around = next((other.attributes["href"] for other in element.ancestors() if other.attributes.get("href")), "")
    parent = looks.get(id(element.parent))
    room = parent.width if parent else WIDTH
    sizes = {name: _length(element, name, room, look) for name in ("width", "height")}
    if facts:
        sizes = {
            "width": sizes["width"] if sizes["width"] is not None else float(facts.width),
            "height": sizes["height"] if sizes["height"] is not None else float(facts.height),
        }
    tiny = any(size is not None and size <= 1 for size in sizes.values())
    if look.hidden or tiny:
        attributes["hidden"] = ""
    attributes.pop("style", None)
    for hit in picture(attributes, element.at, element.end, around):
        if hit.rule not in ("image-width", "animated-gif", "insecure-image"):
            yield hit
    if look.hidden or tiny:
        return
    width = sizes["width"]
    if width is None:
        yield _at("image-width", element, "warn")
    elif width > WIDTH * _MOST_PICTURE + _ROUNDING:
        yield _at("image-width", element)


def _length(element: Element, name: str, room: float, look: Look) -> float | None:
    """Give the width or height that a picture is given, or nothing where it takes its own."""
    declared = element.declared.get(name)
    size = length(declared.value, of=room, size=look.size) if declared else None
    limit = element.declared.get(f"max-{name}")
    most = length(limit.value, of=room, size=look.size) if limit else None
    if most is not None and name == "width":
        return most if size is None else min(size, most)
    return size


def _sources(element: Element) -> Iterator[str]:
    """Give every address from which the element takes a picture."""
    attributes = element.attributes
    if element.tag in ("img", "input", "image", "source") and attributes.get("src"):
        yield attributes["src"]
    if element.tag == "image":
        yield from (attributes[name] for name in ("href", "xlink:href") if attributes.get(name))
    if attributes.get("poster"):
        yield attributes["poster"]
    for candidate in re.split(r",\s+|,(?=https?:)", attributes.get("srcset", "")):
        if candidate.strip():
            yield candidate.split()[0]
    for name in _IMAGES & element.declared.keys():
        yield from sources_in(element.declared[name].value)


def _source(element: Element, source: str, base: Path | None) -> Iterator[Hit]:
    facts = read_picture(source, base)
    if source.strip().lower().startswith("http:"):
        yield _at("insecure-image", element)
    if facts.moves if facts else re.search(r"\.(?:gif|apng)(?:$|[?#])", source, re.IGNORECASE):
        yield _at("animated-gif", element)
    if element.tag != "img":
        for hit in picture({"src": source, "alt": "logo"}, element.at, element.end, ""):
            if hit.rule == "tracking-pixel":
                yield hit
