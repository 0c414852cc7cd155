"""A message in the making: what a dialogue needs to know before everything is answered.

It asks the same functions that ``compose`` uses, so that an answer accepted here is accepted there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.content import Intent
from generator.content.intent import INSERT
from generator.errors import Problem
from generator.facts import ParseContext
from generator.message.answers import is_given, needed, read_facts
from generator.message.compose import fact_words, insert_findings, insert_problems, name_findings
from generator.message.contact import contact_problems
from generator.policy import Finding, mend

__all__ = ["Draft"]


class Draft:
    """The answers given so far, held against the intent."""

    def __init__(self, intent: Intent, context: ParseContext, language: str, *, buyer_wrote_first: bool) -> None:
        self._intent = intent
        self._context = context
        self._language = language
        self._buyer_wrote_first = buyer_wrote_first

    def is_due(self, name: str, raw: Mapping[str, Any]) -> bool:
        """Whether a fact makes sense with the answers so far."""
        fact = self._intent.facts[name]
        if fact.contradicted(None, raw):
            return False
        return fact.only_with is None or is_given(raw.get(fact.only_with))

    def options(self, name: str, raw: Mapping[str, Any]) -> list[str]:
        """List the options of a fact that contradict none of the answers so far."""
        fact = self._intent.facts[name]
        return [option for option in fact.options if not fact.contradicted(option, raw)]

    def is_required(self, name: str, raw: Mapping[str, Any]) -> bool:
        """Whether a fact, or the insert, cannot be skipped with the answers so far."""
        answers, _ = read_facts(self._intent, raw, self._context)
        if name == INSERT:
            return self._intent.insert is not None and needed(self._intent.insert.required_when, answers)
        fact = self._intent.facts[name]
        return fact.required or needed(fact.required_when, answers)

    def fault(self, name: str, raw: Mapping[str, Any]) -> tuple[list[Problem], list[Finding]]:
        """Say what is wrong with one answer beside the others."""
        answers, problems = read_facts(self._intent, raw, self._context)
        problems += contact_problems(
            self._intent, answers, self._context.today, buyer_wrote_first=self._buyer_wrote_first
        )
        findings = [*name_findings(self._intent, answers, self._language)]
        if name == INSERT:
            insert = str(raw.get(INSERT, "")).strip()
            problems += insert_problems(self._intent, insert, answers)
            if insert and not any(problem.where == INSERT for problem in problems):
                findings += insert_findings(self._intent, insert, answers, language=self._language)
        return [item for item in problems if item.where == name], [item for item in findings if item.where == name]

    def mended(self, insert: str, raw: Mapping[str, Any]) -> str:
        """Give an insert without the sentences that may not be said; empty where nothing passes."""
        answers, _ = read_facts(self._intent, raw, self._context)
        findings = insert_findings(self._intent, insert, answers, language=self._language)
        known = fact_words(self._intent, answers)
        return mend(insert, findings, language=self._language, intent=self._intent.id, known=known)
