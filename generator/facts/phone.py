"""A telephone number as a typed fact: a carrier's, where the delivery needs it (G4.9)."""

from __future__ import annotations

import msgspec

from generator.facts.base import FactFault, FactType, ParseContext, Raw, plain_line
from generator.facts.locale import isolated

__all__ = ["Phone", "PhoneFact"]


class Phone(msgspec.Struct, frozen=True):
    """A number in the E.164 form, with its international spelling."""

    e164: str
    spelled: str


class PhoneFact(FactType):
    """A telephone number, with the country's prefix or in the form of the marketplace's country."""

    name = "phone"
    example = "+49 228 4333112"

    def parse(self, raw: Raw, context: ParseContext) -> Phone:
        import phonenumbers

        text = plain_line(raw)
        if not text:
            raise FactFault("F002")
        try:
            number = phonenumbers.parse(text, context.country or None)
        except phonenumbers.NumberParseException:
            raise FactFault("F050", found=text[:60]) from None
        if number.extension or not phonenumbers.is_possible_number(number):
            raise FactFault("F050", found=text[:60])
        form = phonenumbers.PhoneNumberFormat
        return Phone(
            phonenumbers.format_number(number, form.E164),
            phonenumbers.format_number(number, form.INTERNATIONAL),
        )

    def show(self, value: Phone, locale: str) -> str:
        return isolated(value.spelled, locale)

    def plain(self, value: Phone) -> str:
        return value.e164
