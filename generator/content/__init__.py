"""Content: intents, templates, and the record of which wording was signed."""

from generator.content.catalogue import Catalogue, Entry, Wording, load_catalogue
from generator.content.intent import Fact, Insert, Intent
from generator.content.layouts import Layout
from generator.content.roots import Root, bundled_root, find_roots
from generator.content.routes import Route, routes
from generator.content.templates import BREAK, BULLET, SUBJECT, Part, Template
from generator.content.vetting import Record, Signature, read_record, write_record

__all__ = [
    "BREAK",
    "BULLET",
    "SUBJECT",
    "Catalogue",
    "Entry",
    "Fact",
    "Insert",
    "Intent",
    "Layout",
    "Part",
    "Record",
    "Root",
    "Route",
    "Signature",
    "Template",
    "Wording",
    "bundled_root",
    "find_roots",
    "load_catalogue",
    "read_record",
    "routes",
    "write_record",
]
