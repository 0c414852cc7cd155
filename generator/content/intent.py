"""An intent: why one writes, which facts that needs, and how Amazon takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from generator.errors import ContentError, Problem, nearest, one_of
from generator.facts import FACT_TYPES, FactType
from generator.interface import Words
from generator.sources import Source, convert

__all__ = ["Contact", "Day", "Fact", "Insert", "Intent", "Words", "read_intent"]

TODAY = "today"
GIVEN = "given"
SHARED = "shared"
INSERT = "insert"


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One typed value that an intent asks for.

    ``after``, ``from_`` and ``until`` hold days against ``today`` or another fact: later than, not earlier than, not
    later than. ``required_when`` maps another fact to the values (or ``given``) that make this one required;
    ``only_with`` names the fact without which this one makes no sense; ``never_when`` the answers beside which it would
    contradict, and ``option_never_when`` the same for single options; ``alone`` is a choice that excludes all others.
    """

    type: str
    ask: Words
    example: str | list[str] = ""
    help: Words | None = None
    required: bool = False
    required_when: dict[str, list[str]] = {}
    only_with: str | None = None
    never_when: dict[str, list[str]] = {}
    option_never_when: dict[str, dict[str, list[str]]] = {}
    alone: str | None = None
    options: dict[str, Words] = {}
    after: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    until: str | None = None
    longest: int = 0

    @property
    def kind(self) -> FactType:
        """The fact type that reads and shows this fact."""
        return FACT_TYPES[self.type]

    def contradicted(self, value: Any, answers: Mapping[str, Any]) -> str | None:
        """Name the other fact whose answer a value of this one contradicts."""
        options = value if isinstance(value, list | tuple) else (value,)
        against = [self.never_when, *(self.option_never_when.get(option, {}) for option in options if self.options)]
        return next((other for rule in against for other, values in rule.items() if answers.get(other) in values), None)


class Insert(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The only free text of a message: how much of it, and when it is needed."""

    ask: Words
    sentences: int = 2
    characters: int = 300
    example: str = ""
    required_when: dict[str, list[str]] = {}


class Day(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day counted from a fact: ``days`` after the last day of fact ``after``."""

    after: str
    days: int


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When a seller may write first (G1.2, A13). ``once`` allows one message an order, ever (G3.8)."""

    opens: Day | None = None
    closes: Day
    once: bool = False


class Intent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A reason to write to a buyer, as its file declares it."""

    title: Words
    when: Words
    clauses: list[str]
    route: str
    contact: Contact
    facts: dict[str, Fact]
    insert: Insert | None = None
    mandatory: bool = False
    critical: bool = False
    note: Words | None = None
    replaces: Literal["bundled"] | None = None
    id: str = ""

    def example_facts(self) -> dict[str, Any]:
        """Give every fact's example, as a caller would hand it in."""
        return {name: fact.example for name, fact in self.facts.items()}


def read_intent(source: Source, identifier: str, shared: Source | None, *, routes: frozenset[str]) -> Intent:
    """Build an intent from its file; facts given as ``shared`` are taken from the shared facts' file.

    Raises:
        ContentError: with everything that is wrong with the file, each with its place.
    """
    shared_facts = shared.data if shared and isinstance(shared.data, dict) else {}
    problems: list[Problem] = []
    data = source.data
    if isinstance(data, dict) and isinstance(data.get("facts"), dict):
        facts: dict[str, Any] = {}
        for name, entry in data["facts"].items():  # type: ignore[union-attr]
            if entry != SHARED:
                facts[name] = entry
            elif name in shared_facts:
                facts[name] = shared_facts[name]
            else:
                near = nearest(name, shared_facts)
                problems.append(
                    source.problem("I001", ("facts", name), found=name, near=near or "–", known=one_of(shared_facts))
                )
        source.data = {**data, "facts": facts}
    try:
        intent = convert(source, Intent)
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None
    finally:
        source.data = data
    problems += _Meaning(source, intent).problems(routes)
    if problems:
        raise ContentError(problems)
    return msgspec.structs.replace(intent, id=identifier)


class _Meaning:
    """Holds the names inside an intent against each other."""

    def __init__(self, source: Source, intent: Intent) -> None:
        self.source = source
        self.intent = intent

    def problems(self, routes: frozenset[str]) -> list[Problem]:
        return [*self._heads(routes), *self._facts(), *self._contact()]

    def _unknown(
        self, code: str, trail: tuple[str | int, ...], found: str, known: frozenset[str] | list[str]
    ) -> Problem:
        return self.source.problem(
            code, trail, found=found, near=nearest(found, known) or "–", known=one_of(sorted(known))
        )

    def _heads(self, routes: frozenset[str]) -> Iterator[Problem]:
        if self.intent.route not in routes:
            yield self._unknown("I002", ("route",), self.intent.route, routes)
        if "order_id" not in self.intent.facts:
            yield self.source.problem("I008", ("facts",))

    def _facts(self) -> Iterator[Problem]:
        names = [*self.intent.facts]
        for name, fact in self.intent.facts.items():
            trail = ("facts", name)
            if fact.type not in FACT_TYPES:
                yield self._unknown("I004", (*trail, "type"), fact.type, frozenset(FACT_TYPES))
                continue
            if not fact.example:
                yield self.source.problem("I005", trail, name=name)
            chosen = fact.type in ("choice", "choices")
            if chosen != bool(fact.options):
                yield self.source.problem("I006", trail, name=name, type=fact.type)
            others = [(key, getattr(fact, key.rstrip("_"), None)) for key in ("after", "until", "only_with")]
            others += [("from", fact.from_), *(("required_when", other) for other in fact.required_when)]
            others += [("never_when", other) for other in fact.never_when]
            for option, rule in fact.option_never_when.items():
                if option not in fact.options:
                    yield self._unknown("I011", (*trail, "option_never_when"), option, [*fact.options])
                others += [("option_never_when", other) for other in rule]
            for key, other in others:
                if other and other != TODAY and other not in names:
                    yield self._unknown("I007", (*trail, key), other, names)
        if self.intent.insert:
            for other in self.intent.insert.required_when:
                if other not in names:
                    yield self._unknown("I007", ("insert", "required_when"), other, names)

    def _contact(self) -> Iterator[Problem]:
        for key in ("opens", "closes"):
            day: Day | None = getattr(self.intent.contact, key)
            if day and day.after not in self.intent.facts:
                yield self._unknown("I007", ("contact", key, "after"), day.after, [*self.intent.facts])
