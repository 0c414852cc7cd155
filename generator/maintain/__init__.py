"""Upkeep of content: audit, signing, examples."""

from generator.maintain.approve import approve
from generator.maintain.audit import Audit, audit, audit_wording
from generator.maintain.examples import EXAMPLE_DAY, example_facts, example_message, home_marketplace

__all__ = [
    "EXAMPLE_DAY",
    "Audit",
    "approve",
    "audit",
    "audit_wording",
    "example_facts",
    "example_message",
    "home_marketplace",
]
