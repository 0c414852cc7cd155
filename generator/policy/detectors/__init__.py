"""Detectors: what is found by its form and not by its meaning.

Each takes a ``Subject`` and yields hits: a rule and a span of the folded or the original text. Third-party libraries
are imported only after a cheap look has shown that there is something for them to judge.
"""

from generator.policy.detectors.contacts import emails, messenger_ids, phones
from generator.policy.detectors.form import critical_tags, line_breaks, order_ids, placeholders
from generator.policy.detectors.links import links
from generator.policy.detectors.markup import markup
from generator.policy.detectors.plain import without_markup
from generator.policy.detectors.subject import Hit, Subject
from generator.policy.detectors.symbols import symbols

__all__ = ["DETECTORS", "Hit", "Subject", "without_markup"]

DETECTORS = (
    critical_tags,
    emails,
    line_breaks,
    links,
    markup,
    messenger_ids,
    order_ids,
    phones,
    placeholders,
    symbols,
)
