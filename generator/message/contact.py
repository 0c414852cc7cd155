"""Whether the seller may write at all today (G1.2, A13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.content import Intent
from generator.errors import Problem
from generator.message.answers import Answers

__all__ = ["contact_problems"]


def contact_problems(intent: Intent, answers: Answers, today: date, *, buyer_wrote_first: bool) -> Iterator[Problem]:
    """Name what stands against writing today, with the date that was used (A14)."""
    contact = intent.contact
    if buyer_wrote_first and not contact.once:
        return
    if contact.opens and (day := answers.get(contact.opens.after)):
        opens = day + timedelta(days=contact.opens.days)
        if today < opens:
            yield Problem(
                "C002",
                contact.opens.after,
                {"day": day, "days": contact.opens.days, "opens": opens, "today": today},
            )
    if day := answers.get(contact.closes.after):
        closes = day + timedelta(days=contact.closes.days)
        if today > closes:
            code = "C003" if contact.once else "C001"
            yield Problem(
                code,
                contact.closes.after,
                {"day": day, "days": contact.closes.days, "closes": closes, "today": today},
            )
