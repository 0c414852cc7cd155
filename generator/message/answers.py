"""Facts as they were given, read and held against what the intent asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from generator.content import Fact, Intent
from generator.content.intent import GIVEN, INSERT, TODAY
from generator.errors import Problem, nearest, one_of
from generator.facts import FactFault, ParseContext, Slot, Window

__all__ = ["Answers", "fact_problem", "is_given", "needed", "read_facts", "read_one"]

Answers = dict[str, Any]


def is_given(raw: object) -> bool:
    """Whether a value was given at all; blank text counts as nothing."""
    return raw is not None and raw != [] and raw != {} and not (isinstance(raw, str) and not raw.strip())


def context_for(fact: Fact, base: ParseContext) -> ParseContext:
    """Give the context in which one fact is read."""
    if not fact.options and not fact.longest:
        return base
    return ParseContext(base.today, base.currency, base.country, base.folder, tuple(fact.options), fact.longest)


def read_one(fact: Fact, raw: object, base: ParseContext) -> Any:
    """Read one fact by its type.

    Raises:
        FactFault: the value does not fit.
    """
    return fact.kind.parse(raw, context_for(fact, base))  # type: ignore[arg-type]


def needed(rules: Mapping[str, list[str]], answers: Mapping[str, Any]) -> bool:
    """Whether one of the conditions for a fact or insert is met by the answers so far."""
    for other, values in rules.items():
        if other not in answers:
            continue
        found = answers[other]
        if GIVEN in values or found in values or (isinstance(found, tuple) and any(item in values for item in found)):
            return True
    return False


def read_facts(intent: Intent, raw: Mapping[str, object], base: ParseContext) -> tuple[Answers, list[Problem]]:
    """Read every fact and tell everything that is wrong at once."""
    answers: Answers = {}
    problems = [
        Problem(
            "F001",
            str(name),
            {"found": name, "near": nearest(str(name), intent.facts) or "–", "known": one_of(intent.facts)},
        )
        for name in raw
        if name not in intent.facts and name != INSERT
    ]
    for name, fact in intent.facts.items():
        if not is_given(raw.get(name)):
            continue
        try:
            answers[name] = read_one(fact, raw[name], base)
        except FactFault as fault:
            problems.append(fault.problem(name))
    faulty = {problem.where for problem in problems}
    for name, fact in intent.facts.items():
        if name in faulty or fact.only_with in faulty:
            continue
        if problem := fact_problem(name, fact, answers, base.today):
            problems.append(problem)
    return answers, problems


def fact_problem(name: str, fact: Fact, answers: Answers, today: date) -> Problem | None:
    """Hold one fact against the others: missing, out of place, or a day in the wrong order."""
    if name not in answers:
        if fact.required or needed(fact.required_when, answers):
            example = fact.example if isinstance(fact.example, str) else "; ".join(fact.example)
            return Problem("F000", name, {"ask": {"en": fact.ask.en, "zh": fact.ask.zh}, "example": example})
        return None
    if fact.only_with and fact.only_with not in answers:
        return Problem("F005", name, {"other": fact.only_with})
    if other := fact.contradicted(answers[name], answers):
        return Problem("F008", name, {"other": other, "value": answers[other]})
    if fact.alone and fact.alone in answers[name] and len(answers[name]) > 1:
        return Problem("F009", name, {"alone": fact.alone})
    if not (fact.after or fact.from_ or fact.until):
        return None
    first, last = _days(answers[name])
    if first is None or last is None:
        return None
    for limit, code, early in ((fact.after, "F070", 1), (fact.from_, "F071", 0)):
        border = _border(limit, answers, today)
        if border and first < border + timedelta(days=early):
            return Problem(code, name, {"found": first, "border": border, "other": limit})
    border = _border(fact.until, answers, today)
    if border and last > border:
        return Problem("F072", name, {"found": last, "border": border, "other": fact.until})
    return None


def _border(limit: str | None, answers: Answers, today: date) -> date | None:
    if limit is None:
        return None
    return today if limit == TODAY else _days(answers.get(limit))[1]


def _days(value: Any) -> tuple[date | None, date | None]:
    if isinstance(value, date):
        return value, value
    if isinstance(value, Window):
        return value.first, value.last
    if isinstance(value, tuple) and value and isinstance(value[0], Slot):
        return min(slot.day for slot in value), max(slot.day for slot in value)
    return None, None
