"""Facts made of letters: order ids, references, and the short names of things and people."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar, Final

from generator.facts.base import FactFault, FactType, ParseContext, Raw, Shown, items, plain_line
from generator.facts.locale import isolated, join_list, show_pair

__all__ = ["Name", "Names", "OrderId", "Pairs", "Reference"]

_ORDER_ID: Final = re.compile(r"\d{3}-\d{7}-\d{7}", re.ASCII)
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ーｰ－", "-"))
_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/#-]{0,39}")


class OrderId(FactType):
    """Amazon's order id: 17 digits as ``NNN-NNNNNNN-NNNNNNN``."""

    name = "order_id"
    example = "302-1234567-7654321"

    def parse(self, raw: Raw, context: ParseContext) -> str:
        text = raw if isinstance(raw, str) else plain_line(raw)
        if _ORDER_ID.fullmatch(text) and text.isascii():
            return text
        text = unicodedata.normalize("NFKC", plain_line(text)).translate(_DASHES).replace(" ", "")
        text = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
        if _ORDER_ID.fullmatch(text):
            return text
        digits = re.sub(r"\D", "", text)
        wrong = "".join(dict.fromkeys(re.sub(r"[\d-]", "", text)))
        if wrong:
            raise FactFault("F011", found=text[:60], wrong=wrong[:20])
        if len(digits) == 17:
            raise FactFault("F012", found=text[:60], near=f"{digits[:3]}-{digits[3:10]}-{digits[10:]}")
        raise FactFault("F010", found=text[:60], count=len(digits))

    def show(self, value: str, locale: str) -> str:
        return isolated(value, locale)


class Reference(FactType):
    """A number or code such as an invoice number: letters, digits and ``. _ / # -``, at most 40."""

    name = "reference"
    example = "INV-2026-0042"

    def parse(self, raw: Raw, context: ParseContext) -> str:
        text = unicodedata.normalize("NFKC", plain_line(raw))
        if not _REFERENCE.fullmatch(text):
            raise FactFault("F015", found=text[:60])
        return text

    def show(self, value: str, locale: str) -> str:
        return isolated(value, locale)


class Name(FactType):
    """A short name of a product, person, shop or carrier: one line, at most 200 characters."""

    name = "name"
    example = "Blue ceramic mug, 350 ml"
    prose = True
    longest: ClassVar[int] = 200

    def parse(self, raw: Raw, context: ParseContext) -> str:
        text = " ".join(plain_line(raw).split())
        if not any(letter.isprintable() and unicodedata.category(letter) != "Cf" for letter in text):
            raise FactFault("F002")
        most = context.most or self.longest
        if len(text) > most:
            raise FactFault("F016", length=len(text), most=most)
        return text

    def show(self, value: str, locale: str) -> str:
        return isolated(value, locale)


class Names(FactType):
    """One or more short names, shown as a list in a sentence."""

    name = "names"
    example = "Blue ceramic mug, 350 ml"
    prose = True
    many = True
    most: ClassVar[int] = 20

    def parse(self, raw: Raw, context: ParseContext) -> tuple[str, ...]:
        found = [raw] if isinstance(raw, str) and ";" not in raw and "；" not in raw else items(raw)
        if len(found) > self.most:
            raise FactFault("F017", count=len(found), most=self.most)
        if not found:
            raise FactFault("F002")
        return tuple(FACT_NAME.parse(item, context) for item in found)

    def show(self, value: tuple[str, ...], locale: str) -> str:
        return join_list(tuple([isolated(name, locale) for name in value]), locale)

    def plain(self, value: tuple[str, ...]) -> list[str]:
        return [*value]

    def words(self, value: tuple[str, ...]) -> tuple[str, ...]:
        return value


class Pairs(FactType):
    """Labels with values, such as the details of a custom design (``Engraving: ANNA; Colour: blue``)."""

    name = "pairs"
    example = "Engraving: ANNA; Colour: dark blue"
    prose = True
    many = True
    most: ClassVar[int] = 12

    def parse(self, raw: Raw, context: ParseContext) -> tuple[tuple[str, str], ...]:
        found = [self._pair(item, context) for item in _single(items(raw))]
        if not found:
            raise FactFault("F002")
        if len(found) > self.most:
            raise FactFault("F017", count=len(found), most=self.most)
        return tuple(found)

    def _pair(self, item: Any, context: ParseContext) -> tuple[str, str]:
        if isinstance(item, tuple | list) and len(item) == 2:
            label, value = item
        else:
            label, mark, value = str(item).replace("：", ":").partition(":")
            if not mark or not label.strip() or not value.strip():
                raise FactFault("F018", found=str(item)[:60])
        return FACT_NAME.parse(label, context), FACT_NAME.parse(value, context)

    def show(self, value: tuple[tuple[str, str], ...], locale: str) -> Shown:
        return tuple(show_pair(label, text, locale) for label, text in value)

    def plain(self, value: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
        return [{label: text} for label, text in value]

    def words(self, value: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        return tuple(part for pair in value for part in pair)


def _single(found: list[Any]) -> list[Any]:
    """Take sets of several labels apart."""
    return [pair for item in found for pair in (item.items() if isinstance(item, dict) else [item])]


FACT_NAME: Final = Name()
