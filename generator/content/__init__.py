"""Content: intents, templates, and the record of which wording was signed."""

from generator.content.catalogue import Catalogue, Entry, Wording, load_catalogue
from generator.content.intent import Fact, Insert, Intent
from generator.content.layouts import Layout
from generator.content.roots import Root, bundled_root, find_roots, root_of, user_folder
from generator.content.routes import Route, routes
from generator.content.snapshots import changes_since, keep_snapshot
from generator.content.templates import BREAK, BULLET, SINGLE, SUBJECT, Part, Template, Use, counted
from generator.content.vetting import Record, Signature, read_record, record_lock, write_record

__all__ = [
    "BREAK",
    "BULLET",
    "SINGLE",
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
    "Use",
    "Wording",
    "bundled_root",
    "changes_since",
    "counted",
    "find_roots",
    "keep_snapshot",
    "load_catalogue",
    "read_record",
    "record_lock",
    "root_of",
    "routes",
    "user_folder",
    "write_record",
]
