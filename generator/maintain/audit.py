"""The audit of content: everything that is wrong with intents, templates and the vetting record, at once.

The same function serves ``permitted vet``, ``permitted approve``, the tests and CI.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from generator.clauses import clauses, policy_version
from generator.content import SINGLE, Catalogue, Entry, Template, Use, Wording, read_record
from generator.content.intent import INSERT
from generator.content.roots import Root
from generator.errors import ContentError, Location, Problem, nearest, one_of
from generator.facts import locale_for, plural_categories, plural_category
from generator.maintain.contact_sheet import sheet_problem
from generator.maintain.examples import example_message, several_examples
from generator.maintain.readability import readability_problem
from generator.maintain.samples import sample_problems
from generator.maintain.scaffold import TODO, is_language
from generator.message import Message, RefusedError, write_as
from generator.message.compose import fact_words, shown_piece
from generator.policy import Finding, check_whole, check_writing, given_facts, reads
from generator.policy.layout import check_html, place_of
from generator.sources import read_text

__all__ = ["Audit", "audit", "audit_wording", "unfinished"]

_SHOWN = frozenset({"order_id", "name", "names", "reference", "date", "date_or_window", "money", "phone"})
_LISTED = frozenset({"pairs", "slots", "files"})
_ALL = "all examples"
_MOST_COUNTED = 5
"""As many values as every fact that can be counted may have."""
_NASTY = 'O\'Neil & Söhne "No. 5", 100 %'
"""A name with everything that names may hold and that HTML, e-mail or a template could trip over."""
_CASE_ONLY = frozenset({"F000", "F005", "F008", "F009"})
"""What a made-up case may break although the example as a whole is sound: answers that hang together."""
_NO_INSERT_RULES = frozenset({"spelling", "language"})


class Audit(msgspec.Struct):
    """What an audit looked at and what it found."""

    intents: int = 0
    wordings: int = 0
    problems: list[Problem] = msgspec.field(default_factory=list)
    notes: list[Problem] = msgspec.field(default_factory=list)
    """What a maintainer should know although nothing is wrong."""


def audit(catalogue: Catalogue, only: Collection[Path] | None = None) -> Audit:
    """Audit every intent and wording of a catalogue.

    Args:
        catalogue: what to audit.
        only: folders of content roots; what other roots hold is left out.
    """
    roots = [root for root in catalogue.roots if only is None or root.folder.resolve() in only]
    entries = [entry for entry in catalogue.entries.values() if entry.root in roots]
    result = Audit(problems=[*catalogue.stray_files(roots), *_todo_problems(roots)])
    languages = _languages_by_root(catalogue)
    result.problems += [problem for root in roots if (problem := sheet_problem(catalogue, root))]
    for entry in entries:
        result.intents += 1
        own = result.problems if entry.root.origin == "bundled" else result.notes
        result.problems += _entry_problems(entry)
        own += _missing_languages(entry, languages[entry.root.folder])
        if _sound(entry) and all(map(is_language, entry.languages)):
            for problem in sample_problems(catalogue, entry):
                (own if problem.code == "K005" else result.problems).append(problem)
        for language in entry.languages:
            result.wordings += 1
            if not is_language(language):
                shown = entry.root.shown(entry.root.templates / entry.id / f"{language}.txt.j2")
                result.problems.append(Problem("K010", shown, {"found": language}, Location(shown)))
                continue
            if not reads(language):
                shown = entry.root.shown(entry.root.templates / entry.id / f"{language}.txt.j2")
                result.notes.append(Problem("T035", shown, {"language": language}, Location(shown)))
            result.problems += audit_wording(catalogue, entry, language)
            result.problems += _signature_problems(entry, language)
    for root in roots:
        result.problems += _record_problems(catalogue, root)
        result.problems += _unused_partials(catalogue, root)
    unique = dict.fromkeys((problem.code, problem.where, problem.what()) for problem in result.problems)
    by_key = {(problem.code, problem.where, problem.what()): problem for problem in result.problems}
    result.problems = sorted((by_key[key] for key in unique), key=_place)
    return result


def _sound(entry: Entry) -> bool:
    """Whether an intent can be read at all."""
    try:
        return bool(entry.intent.id)
    except ContentError:
        return False


def _left_to_do(shown: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        if (column := line.find(TODO)) >= 0:
            location = Location(shown, number, column + 1)
            yield Problem("I010", str(location), {"found": line[column:].strip()[:80]}, location, line)


def _todo_problems(roots: Iterable[Root]) -> Iterator[Problem]:
    """List what the scaffold left to be written."""
    for root in roots:
        for folder, pattern in (
            (root.intents, "*.yaml"),
            (root.templates, "*/*.txt.j2"),
            (root.templates, "_shared/*/*.txt.j2"),
            (root.samples, "*/*.yaml"),
        ):
            for path in sorted(folder.glob(pattern)):
                try:
                    yield from _left_to_do(root.shown(path), read_text(path, root.shown(path)))
                except ContentError:
                    continue


def _place(problem: Problem) -> tuple[str, int, int, str]:
    """Give what problems are sorted by: their place as numbers, so that line 10 comes after line 9."""
    place = problem.location or Location(problem.where)
    return place.path, place.line, place.column, problem.code


def unfinished(wording: Wording) -> Iterator[Problem]:
    """List what is still to be written in the files of a wording."""
    for _, path in wording.files:
        shown = wording.root.shown(path)
        yield from _left_to_do(shown, read_text(path, shown))


def _languages_by_root(catalogue: Catalogue) -> dict[Path, list[str]]:
    found: dict[Path, set[str]] = {root.folder: set() for root in catalogue.roots}
    for entry in catalogue.entries.values():
        found[entry.root.folder].update(entry.languages)
    return {folder: sorted(languages) for folder, languages in found.items()}


def _missing_languages(entry: Entry, languages: list[str]) -> Iterator[Problem]:
    """Name languages in which other intents of the same root are written and this one is not."""
    shown = entry.root.shown(entry.path)
    for language in languages:
        if entry.languages and not {language, language.partition("-")[0]} & {*entry.languages}:
            yield Problem("T023", shown, {"language": language}, Location(shown))


def _entry_problems(entry: Entry) -> Iterator[Problem]:
    shown = entry.root.shown(entry.path)
    try:
        intent = entry.intent
    except ContentError as error:
        yield from error.problems
        return
    for index, clause in enumerate(intent.clauses):
        if clause not in clauses():
            values = {"found": clause, "near": nearest(clause, clauses()) or "–", "known": one_of(clauses())}
            yield entry.source.problem("I003", ("clauses", index), **values)
    if not entry.languages:
        yield Problem("T020", shown, {"name": intent.id}, Location(shown))


def _signature_problems(entry: Entry, language: str) -> Iterator[Problem]:
    try:
        wording = entry.wording(language)
    except ContentError:
        return
    shown = entry.root.shown(wording.path)
    values = {"intent": entry.id, "language": language}
    if wording.signature is None:
        yield Problem("V001", shown, values, Location(shown))
    elif wording.changed:
        yield Problem("V002", shown, values, Location(shown))
    elif wording.signature.policy != policy_version():
        yield Problem(
            "V004",
            shown,
            {**values, "found": wording.signature.policy, "wanted": policy_version()},
            Location(shown),
        )


def _record_problems(catalogue: Catalogue, root: Root) -> Iterator[Problem]:
    shown = root.shown(root.record)
    try:
        record = read_record(root)
    except ContentError as error:
        yield from error.problems
        return
    for intent, signatures in record.items():
        for language in signatures:
            if not (root.templates / intent / f"{language}.txt.j2").is_file() or intent not in catalogue.entries:
                yield Problem("V003", shown, {"intent": intent, "language": language}, Location(shown))


def _unused_partials(catalogue: Catalogue, root: Root) -> Iterator[Problem]:
    used: set[Path] = set()
    for entry in catalogue.entries.values():
        for language in entry.languages:
            try:
                used.update(entry.wording(language).template.files)
            except ContentError:
                return
    for path in sorted((root.templates / "_shared").glob("*/*.txt.j2")):
        if path not in used:
            shown = root.shown(path)
            yield Problem("T022", shown, {"found": path.name}, Location(shown))


def audit_wording(catalogue: Catalogue, entry: Entry, language: str) -> list[Problem]:
    """Audit one wording; the vetting record is not looked at."""
    try:
        wording = entry.wording(language)
    except ContentError as error:
        return [*error.problems]
    problems = [*_name_problems(wording)]
    if problems:
        return problems
    return [*_WordingAudit(catalogue, entry, wording).problems()]


def _name_problems(wording: Wording) -> Iterator[Problem]:
    intent, template = wording.intent, wording.template
    known = {*intent.facts, INSERT}
    for use in template.uses:
        if use.name not in known:
            values = {
                "found": use.name,
                "near": nearest(use.name, known) or "–",
                "known": one_of(sorted(known)),
            }
            yield Problem("T011", str(use.location), values, use.location, use.excerpt)
        elif use.number:
            yield from _number_problems(wording, use)
        elif use.value and use.name in intent.facts:
            options = intent.facts[use.name].options
            if use.value not in options:
                values = {
                    "found": use.value,
                    "name": use.name,
                    "near": nearest(use.value, options) or "–",
                    "known": one_of(options),
                }
                yield Problem("T021", str(use.location), values, use.location, use.excerpt)


def _number_problems(wording: Wording, use: Use) -> Iterator[Problem]:
    facts = wording.intent.facts
    forms = plural_categories(locale_for(wording.language))
    if use.name == INSERT or not facts[use.name].kind.many:
        known = one_of([name for name, fact in facts.items() if fact.kind.many]) or "–"
        values = {"name": use.name, "found": use.number, "known": known}
        yield Problem("T009", str(use.location), values, use.location, use.excerpt)
    elif use.number not in (SINGLE, *forms):
        values = {"language": wording.language, "found": use.number, "known": one_of(sorted(forms))}
        yield Problem("T024", str(use.location), values, use.location, use.excerpt)


class _WordingAudit:
    """Renders one wording in every case that its facts allow and holds the results against the rules."""

    def __init__(self, catalogue: Catalogue, entry: Entry, wording: Wording) -> None:
        self._catalogue = catalogue
        self._entry = entry
        self._wording = wording
        self._intent = wording.intent
        self._shown = wording.root.shown(wording.path)
        self._model = "en" if "en" in entry.languages else entry.languages[0]
        self._told: set[str] = set()
        """Facts that are not shown and parts that differ, of which the first case is enough to tell."""

    def problems(self) -> Iterator[Problem]:
        for name, changes in self._cases():
            try:
                message = self._compose(self._wording.language, changes)
            except RefusedError as error:
                yield from self._refusal(error, name)
                continue
            yield from self._missing_facts(message, name)
            yield from self._policy(message)
            yield from self._against_model(message, changes, name)
            if name == _ALL:
                yield from self._writing(message)
            if name == _ALL and (found := readability_problem(message.text, self._wording.language)):
                yield self._problem("T018", **found)
        yield from self._silent_choices()
        yield from self._length()
        yield from self._layout()

    def _problem(self, code: str, **values: object) -> Problem:
        return Problem(code, self._shown, values, Location(self._shown))

    def _compose(self, language: str, changes: dict[str, Any]) -> Message:
        return example_message(self._catalogue, self._entry, language, changes)

    def _cases(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give every case: all examples, each optional fact left out, each choice, nothing optional."""
        for name, changes in self._changes():
            yield name, self._reconciled(changes)

    def _reconciled(self, changes: dict[str, Any]) -> dict[str, Any]:
        """Change the examples that contradict a case: choose otherwise, or leave out what need not be given."""
        answers = {**self._intent.example_facts(), **changes}
        for name, fact in self._intent.facts.items():
            if name in changes or not answers[name] or not fact.contradicted(answers[name], answers):
                continue
            others = [option for option in fact.options if not fact.contradicted(option, answers)]
            answers[name] = others[0] if others else None
        for name in changes.keys() & self._intent.facts.keys():
            fact = self._intent.facts[name]
            while answers[name] and (other := fact.contradicted(answers[name], answers)):
                answers[other] = next(
                    option
                    for option in self._intent.facts[other].options
                    if not fact.contradicted(answers[name], {**answers, other: option})
                )
        examples = self._intent.example_facts()
        return changes | {name: value for name, value in answers.items() if value != examples.get(name)}

    def _changes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield _ALL, {}
        optional = [name for name, fact in self._intent.facts.items() if not fact.required]
        for name in optional:
            dependants = {
                other: None
                for other, fact in self._intent.facts.items()
                if fact.only_with == name or name in fact.required_when
            }
            yield f"without {name}", {name: None, **dependants}
        yield "nothing optional", dict.fromkeys(optional)
        for name, fact in self._intent.facts.items():
            for value in fact.options:
                changes: dict[str, Any] = {name: [value] if fact.type == "choices" else value}
                if self._intent.insert and value in self._intent.insert.required_when.get(name, []):
                    if not reads(self._wording.language):
                        continue
                    changes[INSERT] = self._insert()
                yield f"{name} = {value}", changes
        if self._intent.insert and reads(self._wording.language):
            yield "with insert", {INSERT: self._insert()}
        for name in dict.fromkeys(use.name for use in self._wording.template.uses if use.number):
            for number in self._numbers():
                yield f"{number} × {name}", {name: several_examples(self._intent.facts[name], number)}
        yield (
            "names with signs",
            {
                name: _NASTY if fact.type == "name" else [_NASTY, "2nd"]
                for name, fact in self._intent.facts.items()
                if fact.type in ("name", "names") and (fact.longest or len(_NASTY)) >= len(_NASTY)
            },
        )

    def _numbers(self) -> list[int]:
        """Give a number for each plural form that the language has among numbers of things in a message."""
        locale = locale_for(self._wording.language)
        by_form = {plural_category(number, locale): number for number in range(_MOST_COUNTED, 0, -1)}
        return sorted({1, 2, *by_form.values()})

    def _insert(self) -> str:
        """Give a text that stands for an insert in any language: a name alone."""
        return "Leipzig."

    def _refusal(self, error: RefusedError, case: str) -> Iterator[Problem]:
        for problem in error.problems:
            if problem.code in _CASE_ONLY and case != _ALL:
                continue
            values = {"name": problem.where, "reason": {"en": problem.what(), "zh": problem.what("zh")}}
            yield self._entry.source.problem("I009", ("facts", problem.where, "example"), **values)
        for finding in error.findings:
            yield self._problem(
                "T016",
                rule=finding.rule,
                clause=finding.clause,
                found=finding.text or case,
                fix={"en": finding.fix, "zh": finding.fix_in("zh")},
            )

    def _missing_facts(self, message: Message, case: str) -> Iterator[Problem]:
        for name in message.facts:
            fact = self._intent.facts[name]
            if fact.type not in _SHOWN | _LISTED or name in self._unshown():
                continue
            shown = fact.kind.show(message.values[name], message.locale.replace("-", "_"))
            wanted = shown if isinstance(shown, tuple) else (shown,)
            if any(text not in message.text for text in wanted) and name not in self._told:
                self._told.add(name)
                yield self._problem("T012", name=name, case=case)

    def _unshown(self) -> frozenset[str]:
        """Facts that only decide when one may write."""
        contact = self._intent.contact
        return frozenset({contact.closes.after} | ({contact.opens.after} if contact.opens else set()))

    def _writing(self, message: Message) -> Iterator[Problem]:
        """Judge spelling and language of the fixed words; names of the examples may be any."""
        known = fact_words(self._intent, message.values)
        for finding in check_writing(message.text, language=message.language, known=known):
            yield self._problem(
                "T016",
                rule=finding.rule,
                clause=finding.clause,
                found=finding.text,
                fix={"en": finding.fix, "zh": finding.fix_in("zh")},
            )

    def _policy(self, message: Message) -> Iterator[Problem]:
        text = message.text
        for name in given_facts(message.intent):
            if name in message.values:
                text = text.replace(shown_piece(self._intent, message.values, name), "")
        findings = check_whole(
            f"{message.subject}\n\n{text}",
            language=message.language,
            intent=message.intent,
            order_id=message.order_id,
            limit=message.route.limit,
        )
        for finding in findings:
            if finding.rule not in _NO_INSERT_RULES and finding.text != TODO:
                yield self._problem(
                    "T016",
                    rule=finding.rule,
                    clause=finding.clause,
                    found=finding.text,
                    fix={"en": finding.fix, "zh": finding.fix_in("zh")},
                )

    def _against_model(self, message: Message, changes: dict[str, Any], case: str) -> Iterator[Problem]:
        if self._model == self._wording.language:
            return
        model = self._entry.wording(self._model).template
        if model.parts != self._wording.template.parts:
            yield self._parts_problem(model)
            return
        other = {part.name: len(part.lines) for part in self._compose(self._model, changes).parts}
        mine = {part.name: len(part.lines) for part in message.parts}
        for name in dict.fromkeys((*other, *mine)):
            if other.get(name, 0) != mine.get(name, 0) and f"part {name}" not in self._told:
                self._told.add(f"part {name}")
                yield self._problem(
                    "T014",
                    part=name,
                    found=mine.get(name, 0),
                    wanted=other.get(name, 0),
                    other=self._model,
                    case=case,
                )

    def _parts_problem(self, model: Template) -> Problem:
        return self._problem(
            "T013", other=self._model, found=one_of(self._wording.template.parts), wanted=one_of(model.parts)
        )

    def _layout(self) -> Iterator[Problem]:
        """Judge the root's own HTML: as it stands, so that places are right, and filled."""
        layout, language = self._wording.layout, self._wording.language
        if layout is None:
            return
        bare = layout.fill(body="<p>x</p>", subject="x", language=language, direction="ltr")
        findings = check_html(bare, language=language, base=layout.path.parent)
        told = {finding.rule for finding in findings}
        for finding in findings:
            line, column = place_of(bare, finding.start)
            yield self._layout_problem(finding, Location(layout.shown, line, column))
        try:
            message = self._compose(language, {})
        except RefusedError:
            return
        page = write_as(message, "html").decode()
        for finding in check_html(page, language=language, base=layout.path.parent, words=False):
            if finding.rule not in told:
                yield self._layout_problem(finding, Location(layout.shown, 1, 1))

    def _layout_problem(self, finding: Finding, location: Location) -> Problem:
        values = {
            "rule": finding.rule,
            "clause": finding.clause,
            "found": finding.text[:80],
            "fix": {"en": finding.fix, "zh": finding.fix_in("zh")},
        }
        return Problem("T032", str(location), values, location)

    def _silent_choices(self) -> Iterator[Problem]:
        """Name choices whose words are missing: the text is the same as for a value that does not exist."""
        template = self._wording.template
        for name, fact in self._intent.facts.items():
            said = {use.value for use in template.uses if use.name == name and use.value}
            for value in fact.options:
                if value not in said:
                    yield self._problem("T015", name=name, value=value)

    def _length(self) -> Iterator[Problem]:
        changes: dict[str, Any] = {}
        for name, fact in self._intent.facts.items():
            if fact.type in ("name", "names"):
                changes[name] = "W" * (fact.longest or 120)
            elif fact.type == "choices":
                changes[name] = [*fact.options]
        if self._intent.insert:
            changes[INSERT] = "M" * self._intent.insert.characters
        try:
            message = self._compose(self._wording.language, {**changes, INSERT: None})
        except RefusedError as error:
            too_long = [finding for finding in error.findings if finding.rule == "too-long"]
            for finding in too_long:
                yield self._problem("T017", length=finding.end, limit=self._entry.route.limit)
            return
        length = len(message.text) + (self._intent.insert.characters + 2 if self._intent.insert else 0)
        if length > self._entry.route.limit:
            yield self._problem("T017", length=length, limit=self._entry.route.limit)
