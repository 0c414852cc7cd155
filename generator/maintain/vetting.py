"""The state of vetting: who signed which wording, when, under which policy, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from generator.clauses import policy_version
from generator.content import Catalogue, Signature, changes_since
from generator.errors import ContentError

__all__ = ["State", "Vetted", "vetting_states"]

State = Literal["signed", "unsigned", "changed", "older policy", "broken"]


class Vetted(msgspec.Struct, frozen=True):
    """One wording's place in the record.

    ``changes`` are the lines of a diff from what was signed to what stands there now; nothing where the record holds no
    snapshot of it.
    """

    intent: str
    language: str
    root: str
    state: State
    signature: Signature | None
    changes: list[str] | None = None


def vetting_states(catalogue: Catalogue, intents: Sequence[str] = ()) -> Iterator[Vetted]:
    """Give the state of every wording, or of those of some intents.

    Raises:
        UsageError: there is no such intent.
    """
    chosen = [catalogue.entry(name) for name in intents] or [*catalogue.entries.values()]
    for entry in chosen:
        for language in entry.languages:
            try:
                wording = entry.wording(language)
            except ContentError:
                yield Vetted(entry.id, language, entry.root.origin, "broken", None)
                continue
            signature = wording.signature
            state: State = "signed"
            changes = None
            if signature is None:
                state = "unsigned"
            elif wording.changed:
                state = "changed"
                changes = changes_since(entry.root, entry.id, language, wording.files)
            elif signature.policy != policy_version():
                state = "older policy"
            yield Vetted(entry.id, language, entry.root.origin, state, signature, changes)
