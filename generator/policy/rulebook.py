"""The rulebook: every rule with its clause, its reason and its patterns, as data in ``rules/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec

from generator.clauses import clauses
from generator.errors import ContentError, Problem, UsageError, nearest, one_of
from generator.interface import Words
from generator.sources import Source, convert, read_source

__all__ = ["Pattern", "Rule", "concepts", "find_rule", "given_facts", "rulebook"]

_HERE: Final = Path(__file__).parent


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A relation between concepts.

    ``all`` names the concepts that must meet (``A|B`` is either), ``sentences`` how many neighbouring sentences they
    may spread over, ``gap`` the most tokens between two of them, ``unless`` what lifts the rule when it stands in the
    same sentences, ``not_between`` what may not stand between the first and the last. A ``negatable`` pattern is
    lifted when a negation stands close by.
    """

    all: list[str]
    sentences: int = 1
    gap: int | None = None
    ordered: bool = False
    unless: list[str] = []
    not_between: list[str] = []
    negatable: bool = True

    def names(self) -> set[str]:
        """Give every concept that the pattern names."""
        return {name for part in (*self.all, *self.unless, *self.not_between) for name in part.split("|")}


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that the policy forbids or demands, with an example each of refused and accepted.

    ``except_in`` names intents in which it does not apply; ``given_in`` maps an intent to the facts whose values may
    stand in its text although their form would break the rule. ``brings`` maps a rule that a text which breaks this
    one breaks as well to the rules in whose company it does not: a gift for a review asks for the review, unless it is
    for taking one down.
    """

    clause: str
    severity: Literal["block", "warn"]
    why: Words
    fix: Words
    refused: str
    accepted: str
    patterns: list[Pattern] = []
    except_in: list[str] = []
    given_in: dict[str, list[str]] = {}
    brings: dict[str, list[str]] = {}
    id: str = ""


class _Concept(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"is_": "is"}):
    is_: str
    guard: bool = False
    shields: list[str] = []


class _Concepts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    concepts: dict[str, _Concept]


@cache
def concepts() -> dict[str, _Concept]:
    """Read the concepts by name."""
    return convert(read_source(_HERE / "concepts.yaml", "policy/concepts.yaml"), _Concepts).concepts


@cache
def rulebook() -> dict[str, Rule]:
    """Read all rules by id.

    Raises:
        ContentError: a rule is wrong, or names a clause or concept that does not exist.
    """
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    for path in sorted((_HERE / "rules").glob("*.yaml")):
        source = read_source(path, f"policy/rules/{path.name}")
        try:
            read = convert(source, dict[str, Rule])
        except ContentError as error:
            problems += error.problems
            continue
        for name, rule in read.items():
            problems += _faults(source, name, rule)
            rules[name] = msgspec.structs.replace(rule, id=name)
    if problems:
        raise ContentError(problems)
    return rules


def _faults(source: Source, name: str, rule: Rule) -> list[Problem]:
    problems = []
    if rule.clause not in clauses():
        problems.append(
            source.problem(
                "I003",
                (name, "clause"),
                found=rule.clause,
                near=nearest(rule.clause, clauses()) or "–",
                known=one_of(clauses()),
            )
        )
    for index, pattern in enumerate(rule.patterns):
        problems += [
            source.problem(
                "P001",
                (name, "patterns", index),
                found=concept,
                near=nearest(concept, concepts()) or "–",
                known=one_of(concepts()),
            )
            for concept in sorted(pattern.names() - set(concepts()))
        ]
    return problems


def given_facts(intent: str) -> tuple[str, ...]:
    """Name the facts of an intent whose values may stand in its text whatever their form."""
    return tuple(fact for rule in rulebook().values() for fact in rule.given_in.get(intent, ()))


def find_rule(name: str) -> Rule:
    """Find a rule by its id.

    Raises:
        UsageError: there is no such rule.
    """
    wanted = name.strip().casefold().replace("_", "-")
    if wanted in rulebook():
        return rulebook()[wanted]
    near = nearest(wanted, rulebook())
    raise UsageError([Problem("U004", "rule", {"found": name, "near": near or "–", "known": one_of(rulebook())})])
