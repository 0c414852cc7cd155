"""Upkeep of content: first files, audit, signing, samples, examples."""

from generator.maintain.approve import approve
from generator.maintain.audit import Audit, audit, audit_wording
from generator.maintain.contact_sheet import sheet_file, write_sheet
from generator.maintain.evaluate import Report, evaluate, evaluate_files, shipped_corpora
from generator.maintain.examples import EXAMPLE_DAY, example_facts, example_message, home_marketplace
from generator.maintain.samples import write_samples
from generator.maintain.scaffold import new_intent, new_language, prepare_root
from generator.maintain.schema import schema_of
from generator.maintain.vetting import Vetted, vetting_states

__all__ = [
    "EXAMPLE_DAY",
    "Audit",
    "Report",
    "Vetted",
    "approve",
    "audit",
    "audit_wording",
    "evaluate",
    "evaluate_files",
    "example_facts",
    "example_message",
    "home_marketplace",
    "new_intent",
    "new_language",
    "prepare_root",
    "schema_of",
    "sheet_file",
    "shipped_corpora",
    "vetting_states",
    "write_samples",
    "write_sheet",
]
