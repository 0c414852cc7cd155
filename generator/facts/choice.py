"""Facts chosen from a list that the intent declares, and confirmations."""

from __future__ import annotations

from typing import Final

from generator.errors import nearest, one_of
from generator.facts.base import FactFault, FactType, ParseContext, Raw, Shown, items, plain_line

__all__ = ["Choice", "Choices", "Confirmation"]

_YES: Final = frozenset({"yes", "true", "y", "1", "是", "ja", "done"})
_NO: Final = frozenset({"no", "false", "n", "0", "否", "nein", "not yet"})


def _pick(raw: Raw, context: ParseContext) -> str:
    text = plain_line(raw).casefold().replace(" ", "_").replace("-", "_")
    if text in context.options:
        return text
    if not text:
        raise FactFault("F002")
    raise FactFault("F040", found=text[:60], known=one_of(context.options), near=nearest(text, context.options) or "–")


class Choice(FactType):
    """One of the values that the intent declares."""

    name = "choice"
    example = ""

    def parse(self, raw: Raw, context: ParseContext) -> str:
        return _pick(raw, context)

    def show(self, value: str, locale: str) -> str:
        return value


class Choices(FactType):
    """One or more of the values that the intent declares."""

    name = "choices"
    example = ""
    many = True

    def parse(self, raw: Raw, context: ParseContext) -> tuple[str, ...]:
        parts = items(raw.replace(",", ";").replace("，", ";") if isinstance(raw, str) else raw)
        if not parts:
            raise FactFault("F002")
        picked = {_pick(part, context) for part in parts}
        return tuple(option for option in context.options if option in picked)

    def show(self, value: tuple[str, ...], locale: str) -> Shown:
        return value

    def plain(self, value: tuple[str, ...]) -> list[str]:
        return [*value]


class Confirmation(FactType):
    """Something that must have been done before one may write; only ``yes`` goes on."""

    name = "confirmation"
    example = "yes"

    def parse(self, raw: Raw, context: ParseContext) -> bool:
        text = plain_line(raw).casefold()
        if text in _YES:
            return True
        if text in _NO:
            raise FactFault("F041")
        raise FactFault("F042", found=text[:60])

    def show(self, value: bool, locale: str) -> str:
        return ""

    def plain(self, value: bool) -> str:
        return "yes" if value else "no"
