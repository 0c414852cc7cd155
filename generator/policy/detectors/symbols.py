"""Emoji, emoticons and decorative signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from generator.policy.detectors.subject import Hit, Subject

__all__ = ["symbols"]

_EMOTICON: Final = re.compile(
    r"(?<![\w:;=8])(?:[:;=8xX]'?[-–^o]?[)(\]\[DPpOo3|\\/*}{@$]|[:;=]['-][)(DPp]|<3+|</3|\^[_.-]?\^;?|>[_.]<|[-=]_[-=]|T_T|o_O|O_o|xD+|XD+|\\o/|¯\\_\(ツ\)_/¯)(?![\w/]|-\w)"
)
_KAOMOJI: Final = re.compile(
    r"[(（][^()（）\w\s]{0,3}[＾^´｀`・◕●≧≦>＞<＜;；TＴ╥°ﾟ￣*♡ﾉᴗω∀▽д・Дー_＿'\-]{1,3}[_＿ωー∀▽дДᴗ∇oO.３3・〇。、 ﾟ◡‿]{0,2}"
    r"[＾^´｀`・◕●≧≦>＞<＜;；TＴ╥°ﾟ￣*♡ﾉᴗω∀▽д*‘’'\-]{1,3}[^()（）\w\s]{0,3}[)）][ノﾉ／/♪!！☆★~～b]*|m\(_ _\)m|m（_ _）m|[(（]笑[)）]|[ｗw]{3,}$|\borz\b"
)
_DECORATION: Final = frozenset(
    "♥♡❤★☆✓✔✗✘☎☏✉✌♪♫♬♩☺☻☹❀✿❁✨✦✧✩✪✫✬✭✮✯❄☀☁☂☃☯✆➤➜❗❓‼⁉⭐♻⚠☑☒❣✅❌❎⛔✖⚡☕♠♣♦◆◇■□●○▲△▼▽※◕◔◉‿ᴗಠ"
)
_PLAIN: Final = frozenset("™©®°℃℉№→←↑↓×÷±≤≥≈½¼¾€£¥₺₹■□●○▲△▼▽◆◇※℠⌀∅•·㎜㎝㎡℮〒々〆〇＊♂♀㊗㊙")
_GROUPS: Final = frozenset({"So", "Sk", "Cn", "Co"})


def symbols(subject: Subject) -> Iterator[Hit]:
    """Find emoji (one hit a run), emoticons of signs, kaomoji, and signs used as decoration."""
    text = subject.original
    if not text.isascii():
        yield from _emoji(text)
        for match in _KAOMOJI.finditer(text):
            yield Hit("emoji", match.start(), match.end())
    for match in _EMOTICON.finditer(text):
        if not _list_mark(text, match):
            yield Hit("emoji", match.start(), match.end())


def _list_mark(text: str, match: re.Match[str]) -> bool:
    found = match[0]
    after = text[match.end() : match.end() + 2]
    at_start = not text[: match.start()].strip() or text[: match.start()].rstrip(" ").endswith("\n")
    if found[0] == "8" and (found[-1] == ")" and (at_start or len(found) == 2)):
        return True
    if found.lower().startswith("x") and len(found) == 2 and found[1] in ")(]/":
        return True
    if found.startswith("<3"):
        return bool(
            re.match(r"\s?(?:mm|cm|m|kg|g|l|ml|w|v|h|%|°|years?|days?|tage?)\b|\d", after.strip() or " ")
        ) or bool(re.match(r"\s?(?:mm|cm|kg|ml|days|years|tage|%)", text[match.end() : match.end() + 6]))
    if found[0] in ":=" and found[-1] in "/\\" and after[:1] in ("/", " "):
        return after[:1] == "/"
    return found[0] == "=" and found[-1].isdigit()


def _emoji(text: str) -> Iterator[Hit]:
    start = end = -1
    for place, letter in enumerate(text):
        if letter.isascii() or not _is_emoji(letter, text, place):
            continue
        if start >= 0 and place <= end + 1 and not text[end:place].strip("\u200d\ufe0f \u20e3"):
            end = place + 1
            continue
        if start >= 0:
            yield Hit("emoji", start, end)
        start, end = place, place + 1
    if start >= 0:
        yield Hit("emoji", start, end)


def _is_emoji(letter: str, text: str, place: int) -> bool:
    if letter in _PLAIN:
        return text[place + 1 : place + 2] == "\ufe0f" and letter not in "™©®"
    if letter in _DECORATION or letter == "\u20e3":
        return True
    if "\U0001f1e6" <= letter <= "\U0001f1ff" or "\U0001f3fb" <= letter <= "\U0001f3ff":
        return True
    if unicodedata.category(letter) not in _GROUPS:
        return False
    import emoji

    return emoji.is_emoji(letter) or (
        "\U0001f000" <= letter <= "\U0001faff" and not "\U0001f100" <= letter <= "\U0001f16f"
    )
