"""Upkeep of content: audit, signing, examples."""

from generator.maintain.approve import approve
from generator.maintain.audit import Audit, audit, audit_wording
from generator.maintain.evaluate import Report, evaluate, evaluate_files, shipped_corpora
from generator.maintain.examples import EXAMPLE_DAY, example_facts, example_message, home_marketplace

__all__ = [
    "EXAMPLE_DAY",
    "Audit",
    "Report",
    "approve",
    "audit",
    "audit_wording",
    "evaluate",
    "evaluate_files",
    "example_facts",
    "example_message",
    "home_marketplace",
    "shipped_corpora",
]
