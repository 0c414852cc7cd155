"""Reading a text as a person would, whatever letters it hides behind, with every letter tied to where it stood.

Compatibility forms, look-alike letters of other scripts, invisible characters and foreign accents are folded here.
What needs to know words (spaced-out letters, leetspeak, masks) is undone in ``disguise``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

import msgspec

__all__ = ["Alphabet", "Folded", "Token", "fold", "tokenize", "words_in"]

# Look-alike letters by shape, not by sound: Cyrillic р looks like p.
_CYRILLIC: Final = dict(zip("авеіјкмнорстухѕԁԛԝһгпьѵү", "abeijkmhopctyxsdqwhrnbvy", strict=True))
_GREEK: Final = dict(zip("αβεηικνορτυχωγ", "abenikvoptuxwy", strict=True))
_OTHER: Final = dict(zip("ıɑɡɩʀꞌᴀʙᴄᴅᴇꜰɢʜᴊᴋʟᴍɴᴏᴘꜱᴛᴜᴠᴡʏᴢłøđħ", "iagir'abcdefghjklmnopstuvwyzlodh", strict=True))
# Arabic is written with and without hamza and dots; Persian keyboards add letters of their own.
_ARABIC: Final = dict(zip("أإآٱؤئىةکگیپ", "ااااوييهككيب", strict=True)) | dict.fromkeys("ـء", "")
_SHAPES: Final = {**_CYRILLIC, **_GREEK, **_OTHER, **_ARABIC, "ß": "ss", "æ": "ae", "œ": "oe"}
_SIGNS: Final = {
    **dict.fromkeys("’‘ʼ´`＇‛", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("“”„«»‟", '"'),
}
_ROUND: Final = ((0x1F150, 26), (0x1F170, 26), (0x1F1E6, 26))
_HALF_MARKS: Final = "\uff9e\uff9f"
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,:]\d+)*|[%$€£¥★☆⭐🌟]")
_PART: Final = re.compile(r"[^\W\d_]+|\d+(?:[.,:]\d+)*|[%$€£¥★☆⭐🌟]")
_CJK: Final = "\u3005-\u3007\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff"
_CHARACTER: Final = re.compile(rf"[{_CJK}]|[^\W\d_{_CJK}]+|\d+(?:[.,:]\d+)*|[%$€£¥★☆⭐🌟]")
_END: Final = re.compile(r"[.!?…]+(?=[\s\"')\]]|$)|[。！？!?؟]|\n")
_CLAUSE: Final = re.compile(r"[,;:()、，；：–،؛]|\s-\s")


class Alphabet(msgspec.Struct, frozen=True):
    """What belongs to a language: letters beyond a–z, whether it is read letter by letter, and elides (``l'avis``).

    ``variants`` are two strings of equal length: letters of another form, and those they are read as.
    """

    language: str
    letters: str
    characters: bool
    elides: bool = False
    variants: tuple[str, str] = ("", "")

    def words(self) -> re.Pattern[str]:
        """Give the expression that one token matches."""
        return _CHARACTER if self.characters else _PART if self.elides else _WORD


class Folded(msgspec.Struct, frozen=True):
    """A folded text; letter ``i`` of ``text`` came from ``original[starts[i]:ends[i]]``."""

    original: str
    text: str
    starts: range | list[int]
    ends: range | list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the original of a piece of the folded text."""
        if start >= end or start >= len(self.text):
            place = self.starts[start] if start < len(self.text) else len(self.original)
            return place, place
        return self.starts[start], self.ends[end - 1]


class Token(msgspec.Struct, frozen=True):
    """A word with its place in the original, its sentence and its clause."""

    text: str
    start: int
    end: int
    sentence: int
    clause: int


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str, alphabet: Alphabet) -> str:
    if (
        len(cluster) > 1
        and (composed := unicodedata.normalize("NFC", cluster)) in alphabet.letters
        and len(composed) == 1
    ):
        return composed
    if cluster[0] in alphabet.letters:
        return cluster[0]
    code = ord(cluster[0])
    for first, count in _ROUND:
        if first <= code < first + count:
            return chr(ord("a") + code - first)
    result = []
    for letter in unicodedata.normalize("NFKC", cluster).lower():
        if letter in _SIGNS:
            result.append(_SIGNS[letter])
        elif letter in alphabet.letters:
            result.append(letter)
        elif letter in _SHAPES:
            result.append(_SHAPES[letter])
        elif alphabet.characters and "ァ" <= letter <= "ヶ":
            result.append(chr(ord(letter) - 0x60))
        else:
            result += _plain(letter, alphabet)
    return "".join(result)


def _plain(letter: str, alphabet: Alphabet) -> list[str]:
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf") or "\ufe00" <= letter <= "\ufe0f" or letter == "\u034f":
        return ["\u3099"] if letter == "\u3099" else []
    if kind in ("Zs", "Zl", "Zp"):
        return [" "]
    if kind == "Cc" and letter not in "\n\t":
        return ["\n"] if letter == "\r" else []
    base = unicodedata.normalize("NFD", letter)[0]
    if letter.isalpha() and base.isascii() and not alphabet.characters:
        return [base]
    if kind == "Nd":
        return [str(unicodedata.digit(letter))]
    return [letter]


def fold(text: str, alphabet: Alphabet) -> Folded:
    """Fold a text for reading; lower case, one script, nothing invisible."""
    if text.isascii():
        return Folded(text, text.lower(), range(len(text)), range(1, len(text) + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    original, position, length = text, 0, len(text)
    if alphabet.variants[0]:
        text = text.translate(_table(alphabet.variants))
    while position < length:
        end = position + 1
        while end < length and end - position < 8 and (unicodedata.combining(text[end]) or text[end] in _HALF_MARKS):
            end += 1
        letter = text[position]
        folded = (
            letter.lower()
            if letter.isascii() and end == position + 1
            else _fold_cluster(text[position:end].lower(), alphabet)
        )
        for piece in folded:
            letters.append(piece)
            starts.append(position)
            ends.append(end)
        position = end
    return Folded(original, "".join(letters), starts, ends)


@cache
def _table(variants: tuple[str, str]) -> dict[int, int]:
    return str.maketrans(*variants)


def words_in(folded: Folded, alphabet: Alphabet) -> list[str]:
    """Split a folded text into the words, or for Chinese and Japanese the characters, that are matched."""
    return alphabet.words().findall(folded.text)


def tokenize(folded: Folded, alphabet: Alphabet) -> list[Token]:
    """Split a folded text into tokens that know their place, sentence and clause."""
    text = folded.text
    ends = [match.end() for match in _END.finditer(text)]
    clauses = [match.start() for match in _CLAUSE.finditer(text)]
    tokens: list[Token] = []
    sentence = clause = 0
    for match in alphabet.words().finditer(text):
        while sentence < len(ends) and ends[sentence] <= match.start():
            sentence += 1
        while clause < len(clauses) and clauses[clause] < match.start():
            clause += 1
        start, end = folded.span(match.start(), match.end())
        tokens.append(Token(match[0], start, end, sentence, clause))
    return tokens
