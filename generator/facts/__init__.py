"""Fact types: typed values that cannot smuggle prose into a message."""

from generator.facts import choice, files, money, phone, when, words
from generator.facts.base import FACT_TYPES, FactFault, FactType, ParseContext, Raw, Shown
from generator.facts.files import Attachment
from generator.facts.locale import (
    is_right_to_left,
    language_name,
    locale_for,
    nearest_language,
    plural_categories,
    plural_category,
)
from generator.facts.marketplaces import Marketplace, find_marketplace, marketplaces
from generator.facts.when import Slot, Window

__all__ = [
    "FACT_TYPES",
    "Attachment",
    "FactFault",
    "FactType",
    "Marketplace",
    "ParseContext",
    "Raw",
    "Shown",
    "Slot",
    "Window",
    "choice",
    "files",
    "find_marketplace",
    "is_right_to_left",
    "language_name",
    "locale_for",
    "marketplaces",
    "money",
    "nearest_language",
    "phone",
    "plural_categories",
    "plural_category",
    "when",
    "words",
]
