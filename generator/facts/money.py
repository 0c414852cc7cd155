"""Money: an amount with its currency."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

import msgspec

from generator.facts.base import FactFault, FactType, ParseContext, Raw, plain_line
from generator.facts.locale import decimals, is_currency, show_money

__all__ = ["Money", "MoneyFact"]

_SHAPE: Final = re.compile(
    r"(?P<before>[^\d\s.,+-]*)\s*(?P<number>[+-]?\d[\d.,' \u00a0\u202f]*)\s*(?P<after>[^\d\s.,]*)"
)
_SIGNS: Final = {
    "€": "EUR",
    "£": "GBP",
    "zł": "PLN",
    "₺": "TRY",
    "₹": "INR",
    "円": "JPY",
    "元": "CNY",
    "r$": "BRL",
    "tl": "TRY",
}
_SHARED_SIGNS: Final = {
    "$": ("USD", "CAD", "MXN", "AUD", "SGD"),
    "¥": ("JPY", "CNY"),
    "￥": ("JPY", "CNY"),
    "kr": ("SEK",),
    "r": ("ZAR",),
}
_LONGEST: Final = 40
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:[' \u00a0\u202f]\d{3})+(?:[.,]\d+)?")
_MOST: Final = Decimal(1_000_000_000)


class Money(msgspec.Struct, frozen=True):
    """An amount in a currency (ISO 4217)."""

    amount: Decimal
    currency: str


class MoneyFact(FactType):
    """An amount more than nothing (``12.50 EUR``, ``1.210,00 €``, ``JPY 1200``)."""

    name = "money"
    example = "12.50 EUR"

    def parse(self, raw: Raw, context: ParseContext) -> Money:
        if isinstance(raw, dict):
            raw = f"{raw.get('amount', '')} {raw.get('currency', '')}"
        text = unicodedata.normalize("NFKC", plain_line(raw))
        if not text:
            raise FactFault("F002")
        match = _SHAPE.fullmatch(text) if len(text) <= _LONGEST else None
        if not match or (match["before"] and match["after"]):
            raise FactFault("F030", found=text[:60])
        currency = self._currency(match["before"] or match["after"], context.currency, text)
        amount = self._amount(match["number"], currency)
        if amount <= 0:
            raise FactFault("F034", found=text)
        if amount >= _MOST:
            raise FactFault("F036", found=text)
        return Money(amount, currency)

    def _currency(self, mark: str, default: str, text: str) -> str:
        key = mark.casefold()
        if not key:
            if not default:
                raise FactFault("F031", found=text[:60])
            return default
        if key in _SIGNS:
            return _SIGNS[key]
        if shared := _SHARED_SIGNS.get(key):
            if len(shared) == 1 or default in shared:
                return default if default in shared else shared[0]
            raise FactFault("F032", found=mark, known=", ".join(shared))
        code = mark.upper()
        if not (len(code) == 3 and code.isascii() and is_currency(code)):
            raise FactFault("F033", found=mark)
        return code

    def _amount(self, number: str, currency: str) -> Decimal:
        number = number.strip()
        if re.search(r"['\s]", number) and not _GROUPED.fullmatch(number):
            raise FactFault("F030", found=number)
        digits = re.sub(r"['\s]", "", number)
        places = decimals(currency)
        last = max(digits.rfind("."), digits.rfind(","))
        marks = {letter for letter in digits if letter in ".,"}
        if last < 0:
            return Decimal(digits)
        whole, part = digits[:last], digits[last + 1 :]
        grouped = digits.count(digits[last]) > 1
        if len(marks) == 2 and grouped:
            raise FactFault("F030", found=number)
        if len(part) == 3 and len(marks) == 1 and (grouped or places == 0):
            if not re.fullmatch(r"[+-]?\d{1,3}([.,]\d{3})+", digits):
                raise FactFault("F030", found=number)
            return Decimal(re.sub(r"[.,]", "", digits))
        if len(part) == 3 and len(marks) == 1 and places != 3:
            raise FactFault("F037", found=number, a=f"{whole}.{part[:2]}", b=f"{whole}{part}", places=places)
        if grouped or len(part) > places or not part:
            raise FactFault("F035", found=number, currency=currency, places=places)
        if len(marks) == 2 and not re.fullmatch(r"[+-]?\d{1,3}([.,]\d{3})+", whole):
            raise FactFault("F030", found=number)
        return Decimal(re.sub(r"[.,]", "", whole) + "." + part)

    def show(self, value: Money, locale: str) -> str:
        return show_money(value.amount, value.currency, locale)

    def plain(self, value: Money) -> str:
        return f"{value.amount:f} {value.currency}"
