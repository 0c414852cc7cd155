"""Markup typed into a text: pictures, links around pictures, and styling (HTML, Markdown, BBCode)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from generator.policy.detectors.subject import Hit, Subject

__all__ = ["ACTIVE", "markup", "picture"]

ACTIVE: Final = frozenset(
    "script form input button select textarea iframe frame frameset object embed applet audio video base".split()
)
"""Elements that act, or that bring in what acts."""

_GATE: Final = re.compile(r"<\s*/?[a-zA-Z]|!\[|\[img|\[url", re.IGNORECASE)
_MARKDOWN: Final = re.compile(
    r"(?P<link>\[\s*)?!\[(?P<alt>[^\]]*)\]\(\s*(?P<src>[^)\s]+)[^)]*\)(?(link)\s*\]\(\s*(?P<href>[^)\s]+)[^)]*\))"
)
_BBCODE: Final = re.compile(
    r"(?P<link>\[url[^\]]*\]\s*)?\[img(?P<attrs>[^\]]*)\]\s*(?P<src>[^\[\s]+)\s*\[/img\](?:\s*\[/url\])?",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_TRACKER: Final = re.compile(
    r"pixel|beacon|1x1|spacer|blank\.gif|track\w*\.(?:php|aspx?|gif)|"
    r"[?&](?:open|opened|o|u|e|uid|cid|mid|utm_\w+|trk|track|tracking|email_?id|email|recipient|subscriber|msgid|user)=|"
    r"/(?:open|opens|track|tracking|tracker|trk|o|t)(?:[/?]|\.(?:php|gif|png|aspx?)|$)",
    re.IGNORECASE,
)
_PROOF: Final = re.compile(
    r"proof|layout|sketch|draft|design|plan|mock|engraving|preview|entwurf|gravur|skizze|vorschau|korrektur|muster|校正|見本|名入れ|図案|下書き|デザイン|案",
    re.IGNORECASE,
)
_UNRELATED: Final = re.compile(
    r"\bcat\b|kitten|\bdog|puppy|bunny|easter|christmas|x-?mas|new year|halloween|valentine|sunset|beach|landscape|party|meme|holiday|vacation|"
    r"heart|flower|clover|pumpkin|quote|baby|kids|katze|hund|welpe|ostern|oster|weihnacht|neujahr|sonnenuntergang|strand|feier|urlaub|herz|blume|klee|spruch|"
    r"猫|犬|子犬|クリスマス|正月|年賀|桜|花火|夕焼け|風景|忘年会|旅行|ハート|富士|祭り|赤ちゃん",
    re.IGNORECASE,
)
_LOGO: Final = re.compile(r"logo|wordmark|brand|ロゴ|ろご|marke(?:nzeichen)?\b|シンボルマーク", re.IGNORECASE)
_COMPANY: Final = re.compile(
    r"logo|brand|seal|company|shop|firm|store|emblem|unterschrift|signature|siegel|ロゴ|会社|店|ブランド|印|マーク|marke|laden|team|wordmark|label|banner",
    re.IGNORECASE,
)
_PRODUCT: Final = re.compile(
    r"product|item|you (?:have )?(?:bought|order)|\bihr(?:e|en)? (?!logo|firmen)\w|your (?:\w+ ){0,3}(?:mug|lamp|order|purchase|chair|shoe|case|bag|knife|bottle|table|shirt|ring)|purchase|produkt|artikel|bestell|ware|gekauft|商品|製品|ご購入|お買い上げ|注文|listing|main_image|images-amazon",
    re.IGNORECASE,
)
_SITE: Final = re.compile(
    r"www\.|https?://|\b[a-z0-9-]{2,}\.(?:com|de|net|org|shop|store|jp|co\.jp|example|eu|uk)\b", re.IGNORECASE
)
_MEANINGLESS: Final = re.compile(
    r"\s*(?:(?:my |the |a )?(?:image|img|picture|pic|photo|foto|bild|grafik|graphic|file|untitled|unbenannt|icon|alt|画像|写真|イメージ|図|無題)[\s_-]*\d*|(?:img|dsc|pic|image|scan|screenshot|p|photo|foto|bild)?[_-]?\d[\d_-]*|.*\.(?:jpe?g|png|gif|webp|bmp)|\W*)\s*",
    re.IGNORECASE,
)
_LENGTH: Final = re.compile(r"\s*([\d.]+)\s*(px|%|em|pt|vw)?")
_DECLARATION: Final = re.compile(r"([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
_STYLED: Final = frozenset(
    {
        "color",
        "font-family",
        "font",
        "line-height",
        "background",
        "background-color",
        "font-weight",
        "letter-spacing",
    }
)


class _Tags(HTMLParser):
    """Collects start tags with their place and the link around them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[str, dict[str, str], int, int, str]] = []
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._link = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        values = {name: value or "" for name, value in attrs}
        self.found.append((tag, values, start, start + len(self.get_starttag_text() or "<>"), self._link))
        if tag == "a":
            self._link = values.get("href", "") or "#"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = ""


def markup(subject: Subject) -> Iterator[Hit]:
    """Find what typed markup shows and how it is styled."""
    text = subject.original
    if not _GATE.search(text):
        return
    sizes: dict[str, tuple[int, int]] = {}
    for tag, attrs, start, end, link in _Tags(text[:200_000]).found:
        if tag == "img":
            yield from picture(attrs, start, end, link)
        yield from _styling(tag, attrs, start, end, sizes)
    if len(sizes) > 3:
        yield Hit("font-sizes", min(first for first, _ in sizes.values()), max(last for _, last in sizes.values()))
    for match in _MARKDOWN.finditer(text):
        yield from picture({"src": match["src"], "alt": match["alt"]}, match.start(), match.end(), match["href"] or "")
    for match in _BBCODE.finditer(text):
        alt = re.search(r"alt\s*=\s*[\"']?([^\"'\]]*)", match["attrs"])
        attrs = {"src": match["src"], "alt": alt[1] if alt else ""}
        for name, found in re.findall(r"(width|height)\s*=\s*[\"']?(\d+)", match["attrs"], re.IGNORECASE):
            attrs[name.lower()] = found
        if size := re.match(r"=(\d+)x(\d+)", match["attrs"]):
            attrs["width"], attrs["height"] = size[1], size[2]
        yield from picture(attrs, match.start(), match.end(), match["link"] or "")


def picture(attrs: dict[str, str], start: int, end: int, link: str) -> Iterator[Hit]:
    """Judge one picture by its attributes and by the address of the link around it (empty: none)."""
    source, alt, style = attrs.get("src", ""), attrs.get("alt", ""), attrs.get("style", "")
    shown = f"{alt} {source.rpartition('/')[2]} {attrs.get('class', '')} {attrs.get('title', '')}"
    tiny = any(re.fullmatch(r"\s*[01](?:px)?\s*", attrs.get(name, "")) for name in ("width", "height"))
    tracking = tiny or bool(_HIDDEN.search(style)) or bool(_TRACKER.search(source)) or "hidden" in attrs
    if tracking:
        yield Hit("tracking-pixel", start, end)
    if source.lower().startswith("http:"):
        yield Hit("insecure-image", start, end)
    if re.search(r"\.gif(?:$|[?#])", source, re.IGNORECASE):
        yield Hit("animated-gif", start, end)
    if _MEANINGLESS.fullmatch(alt):
        yield Hit("image-alt", start, end)
    logo = bool(_LOGO.search(shown))
    if (logo and link) or (logo and _SITE.search(alt)):
        yield Hit("linked-logo", start, end)
    if _PRODUCT.search(shown) and not logo and not _PROOF.search(shown):
        yield Hit("product-image", start, end)
    elif not logo and not tracking and not _PROOF.search(shown) and not _MEANINGLESS.fullmatch(alt):
        if _UNRELATED.search(shown):
            yield Hit("unrelated-image", start, end)
        elif not _COMPANY.search(shown):
            yield Hit("unrelated-image", start, end, "warn")
    width = _LENGTH.match(attrs.get("width", "")) or _LENGTH.match(dict(_declarations(style)).get("width", ""))
    if width and ((width[2] == "%" and float(width[1]) > 80) or (width[2] in (None, "px") and float(width[1]) > 640)):
        yield Hit("image-width", start, end)


def _declarations(style: str) -> list[tuple[str, str]]:
    return [(name.lower(), value.strip().lower()) for name, value in _DECLARATION.findall(style)]


def _styling(tag: str, attrs: dict[str, str], start: int, end: int, sizes: dict[str, tuple[int, int]]) -> Iterator[Hit]:
    if tag in ACTIVE or any(name.startswith("on") for name in attrs):
        yield Hit("active-content", start, end)
    declared = _declarations(attrs.get("style", ""))
    names = {name for name, _ in declared}
    if tag == "font" and "size" in attrs:
        sizes.setdefault(attrs["size"], (start, end))
    if tag == "font" or names & _STYLED or {"color", "bgcolor", "face"} & attrs.keys():
        yield Hit("style-override", start, end)
    for value in (attrs.get("background", ""), *re.findall(r"url\(\s*['\"]?([^'\")]+)", attrs.get("style", ""))):
        if value.lower().startswith("http:"):
            yield Hit("insecure-image", start, end)
        if re.search(r"\.gif(?:$|[?#])", value, re.IGNORECASE):
            yield Hit("animated-gif", start, end)
    if tag == "center" or "align" in attrs or "text-align" in names:
        yield Hit("text-align", start, end)
    for name, value in declared:
        if name == "font-size":
            sizes.setdefault(value, (start, end))
        if name.startswith("margin") and any(_wide(part) for part in value.split()):
            yield Hit("margin-width", start, end)


def _wide(value: str) -> bool:
    match = _LENGTH.match(value)
    if not match:
        return False
    share = {"%": 20.0, "vw": 20.0, "em": 8.0, "pt": 105.0}.get(match[2] or "px", 140.0)
    return float(match[1]) > share
