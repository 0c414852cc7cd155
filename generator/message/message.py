"""A message: the result, with where it goes and where its wording came from."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from generator.content import BREAK, Layout, Part, Route
from generator.facts import Attachment, Marketplace
from generator.interface import Ui, Words
from generator.policy import Finding

__all__ = ["Message", "Provenance"]


class Provenance(msgspec.Struct, frozen=True):
    """Where a message's wording came from, enough to find it again.

    ``wording`` is the hash in the vetting record; ``signed_by`` is empty for a draft.
    """

    intent: str
    template: str
    root: str
    wording: str
    policy: str
    signed_by: str


class Message(msgspec.Struct, frozen=True, dict=True):
    """One message to a buyer, ready to be sent.

    ``findings`` holds warnings only: a text with anything worse is never made into a message. ``draft`` says that the
    wording is not on record. ``notes`` tell the seller what to mind.
    """

    intent: str
    language: str
    locale: str
    marketplace: Marketplace | None
    order_id: str
    subject: str
    parts: tuple[Part, ...]
    route: Route
    attachments: tuple[Attachment, ...]
    provenance: Provenance
    on: date
    mandatory: bool
    critical: bool
    findings: tuple[Finding, ...] = ()
    notes: tuple[Words, ...] = ()
    draft: bool = False
    facts: dict[str, Any] = {}
    """The facts as JSON can hold them; read again they give the same message."""
    values: dict[str, Any] = {}
    """The facts as values of their types."""
    insert: str = ""
    """The seller's own words."""
    layout: Layout | None = None
    """The HTML that the content root puts around the text."""

    @cached_property
    def text(self) -> str:
        """The body as plain text; parts are set apart by one empty line."""
        return "\n\n".join(part.text for part in self.parts)

    def as_dict(self, ui: Ui = "en") -> dict[str, Any]:
        """Give the message in the documented JSON shape (``"format": 1``)."""
        return {
            "format": 1,
            "intent": self.intent,
            "language": self.language,
            "locale": self.locale,
            "marketplace": self.marketplace.code if self.marketplace else None,
            "order_id": self.order_id,
            "subject": self.subject,
            "text": self.text,
            "parts": [
                {"name": part.name, "lines": [line.removesuffix(BREAK) for line in part.lines]} for part in self.parts
            ],
            "attachments": [
                {"name": item.name, "media_type": item.media_type, "size": item.size} for item in self.attachments
            ],
            "route": {
                "contact_reason": self.route.contact_reason[ui],
                "operation": self.route.operation,
                "limit": self.route.limit,
                "api_text": self.route.api_text,
            },
            "mandatory": self.mandatory,
            "critical": self.critical,
            "draft": self.draft,
            "findings": [finding.as_dict(ui) for finding in self.findings],
            "notes": [note[ui] for note in self.notes],
            "facts": self.facts,
            "provenance": {
                "intent": self.provenance.intent,
                "template": self.provenance.template,
                "root": self.provenance.root,
                "wording": self.provenance.wording,
                "policy": self.provenance.policy,
                "signed_by": self.provenance.signed_by,
            },
        }
