"""``intents``, ``show``, ``rules`` and ``explain``: what there is, for people and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.clauses import clauses
from generator.cli.boundary import ExitCode
from generator.content import Catalogue, Entry, Fact, load_catalogue
from generator.errors import ContentError, Location, Problem
from generator.interface import Ui, entries, interface_language, say
from generator.maintain import example_message
from generator.message import Gloss, choose_language, gloss
from generator.policy import find_rule, rulebook

__all__ = ["explain", "gloss_lines", "list_intents", "list_rules", "show_intent"]


_ISOLATES = dict.fromkeys((0x2068, 0x2069))
"""What keeps names in one piece in text from right to left; it has no meaning of its own."""


def _print_json(data: Any) -> int:
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))
    return ExitCode.WRITTEN


def list_intents(content: list[Path], ui: str | None, *, as_json: bool) -> int:
    """List every intent, a broken one with its first fault."""
    spoken = interface_language(ui)
    catalogue = load_catalogue(content)
    rows = [_row(name, entry, spoken) for name, entry in catalogue.entries.items()]
    if as_json:
        return _print_json({"format": 1, "intents": rows})
    width = max(len(row["intent"]) for row in rows)
    for row in rows:
        if "broken" in row:
            print(f"{row['intent']:<{width}}  {say('screens', 'broken', spoken, what=row['broken'])}")
            continue
        print(
            f"{row['intent']:<{width}}  {row['title']}: {row['when']}  [{', '.join(row['languages'])}] ({row['root']})"
        )
    return ExitCode.WRITTEN


def _row(name: str, entry: Entry, ui: Ui) -> dict[str, Any]:
    row: dict[str, Any] = {"intent": name, "root": entry.root.origin, "file": entry.root.shown(entry.path)}
    try:
        intent = entry.intent
    except ContentError as error:
        return {**row, "broken": f"{error.problems[0].where}: {error.problems[0].what(ui)}"}
    return {
        **row,
        "title": intent.title[ui],
        "when": intent.when[ui],
        "languages": [*entry.languages],
        "mandatory": intent.mandatory,
        "critical": intent.critical,
        "clauses": intent.clauses,
    }


def show_intent(
    name: str, language: str | None, beside: str | None, content: list[Path], ui: str | None, *, as_json: bool
) -> int:
    """Show one intent whole."""
    spoken = interface_language(ui)
    catalogue = load_catalogue(content)
    entry = catalogue.entry(name)
    shape = _shape(catalogue, entry, language, beside, spoken)
    if as_json:
        return _print_json(shape)
    _print_intent(entry, shape, spoken)
    return ExitCode.WRITTEN


def _shape(catalogue: Catalogue, entry: Entry, language: str | None, beside: str | None, ui: Ui) -> dict[str, Any]:
    intent = entry.intent
    if not entry.languages:
        shown = entry.root.shown(entry.path)
        raise ContentError([Problem("T020", shown, {"name": entry.id}, Location(shown))])
    used = choose_language(language or ("en" if "en" in entry.languages else entry.languages[0]), entry, None)
    message = example_message(catalogue, entry, used)
    insert = intent.insert
    return {
        "format": 1,
        **_row(entry.id, entry, ui),
        "route": {
            "contact_reason": entry.route.contact_reason[ui],
            "operation": entry.route.operation,
            "limit": entry.route.limit,
            "api_text": entry.route.api_text,
            "files": [entry.route.least_files, entry.route.most_files],
        },
        "facts": {fact: _fact(entry.intent.facts[fact], ui) for fact in intent.facts},
        "insert": None
        if insert is None
        else {
            "ask": insert.ask[ui],
            "sentences": insert.sentences,
            "characters": insert.characters,
            "required_when": insert.required_when,
        },
        "clause_texts": {clause: clauses().get(clause, {}).get(ui, "–") for clause in intent.clauses},
        "example": {"language": used, "subject": message.subject, "text": message.text},
        "gloss": [msgspec.to_builtins(item) for item in gloss(message, entry, beside)] if beside else None,
    }


def _fact(fact: Fact, ui: Ui) -> dict[str, Any]:
    return {
        "type": fact.type,
        "ask": fact.ask[ui],
        "help": fact.help[ui] if fact.help else "",
        "required": fact.required,
        "required_when": fact.required_when,
        "only_with": fact.only_with,
        "example": fact.example,
        "options": {name: words[ui] for name, words in fact.options.items()},
    }


def _print_intent(entry: Entry, shape: dict[str, Any], ui: Ui) -> None:
    print(f"{entry.id}: {shape['title']}")
    print(shape["when"])
    for flag in ("mandatory", "critical"):
        if shape[flag]:
            print(say("screens", flag, ui))
    if entry.intent.note:
        print(entry.intent.note[ui])
    print(say("screens", "languages", ui, names=", ".join(shape["languages"])))
    print(say("screens", "origin", ui, root=shape["root"], file=shape["file"]))
    print(f"\n{say('screens', 'facts', ui)}")
    for name, fact in shape["facts"].items():
        example = fact["example"] if isinstance(fact["example"], str) else "; ".join(fact["example"])
        print(f"  {name} ({fact['type']}, {_need(fact, ui)}): {fact['ask']}")
        if fact["options"]:
            print(f"      {say('screens', 'values', ui, names=', '.join(fact['options']))}")
        print(f"      {say('screens', 'example', ui, example=example)}" + (f". {fact['help']}" if fact["help"] else ""))
    print(f"\n{say('screens', 'insert', ui)}")
    if shape["insert"]:
        print(
            "  "
            + say(
                "screens",
                "insert_rules",
                ui,
                **{key: shape["insert"][key] for key in ("sentences", "characters", "ask")},
            )
        )
    else:
        print("  " + say("screens", "no_insert", ui))
    print(f"\n{say('screens', 'clauses', ui)}")
    for clause, text in shape["clause_texts"].items():
        print(f"  {clause}  {text}")
    print(f"\n{say('screens', 'where_to', ui)}")
    for line in route_lines(entry, ui):
        print(f"  {line}")
    print(f"\n{say('screens', 'shown_example', ui, language=shape['example']['language'])}")
    if shape["gloss"]:
        for line in gloss_lines([Gloss(**item) for item in shape["gloss"]]):
            print(f"  {line}".rstrip())
        return
    print(f"  {say('screens', 'subject', ui, subject=shape['example']['subject'])}\n")
    for line in shape["example"]["text"].split("\n"):
        print(f"  {line}".rstrip())


def gloss_lines(items: Sequence[Gloss]) -> Iterator[str]:
    """Lay out a gloss: each sentence with its meaning under it, an empty line between parts."""
    part = None
    for item in items:
        if part not in (None, item.part):
            yield ""
        part = item.part
        yield item.text
        if item.meaning and item.meaning != item.text.translate(_ISOLATES):
            yield f"    {item.meaning}"


def _need(fact: dict[str, Any], ui: Ui) -> str:
    if fact["required"]:
        return say("screens", "required", ui)
    if fact["required_when"]:
        return say("screens", "conditional", ui, names=", ".join(fact["required_when"]))
    return say("screens", "not_required", ui)


def route_lines(entry: Entry, ui: Ui) -> list[str]:
    """Say where a message of this intent goes."""
    route = entry.route
    operation = (
        say("screens", "operation", ui, operation=route.operation)
        if route.operation
        else say("screens", "no_operation", ui)
    )
    lines = [say("screens", "contact_reason", ui, reason=route.contact_reason[ui]), operation]
    if route.note:
        lines.append(route.note[ui])
    return lines


def list_rules(ui: str | None, *, as_json: bool) -> int:
    """List every rule with its clause and reason."""
    spoken = interface_language(ui)
    if as_json:
        return _print_json({"format": 1, "rules": [_rule(name, spoken) for name in rulebook()]})
    for name, rule in rulebook().items():
        print(f"{name:<20} {rule.clause:<6} {rule.severity:<6} {rule.why[spoken]}")
    return ExitCode.WRITTEN


def _rule(name: str, ui: Ui) -> dict[str, Any]:
    rule = rulebook()[name]
    return {
        "rule": name,
        "clause": rule.clause,
        "clause_text": clauses()[rule.clause][ui],
        "severity": rule.severity,
        "why": rule.why[ui],
        "fix": rule.fix[ui],
        "refused": rule.refused,
        "accepted": rule.accepted,
        "except_in": rule.except_in,
    }


def explain(name: str, ui: str | None, *, as_json: bool) -> int:
    """Explain a rule, the code of a problem, or a clause of the policy."""
    spoken = interface_language(ui)
    if name.strip().upper() in entries("problems"):
        return _explain_code(name.strip().upper(), spoken, as_json=as_json)
    if (clause := name.strip().upper()) in clauses():
        text = clauses()[clause][spoken]
        return (
            _print_json({"format": 1, "clause": clause, "text": text}) if as_json else _print_line(f"{clause}: {text}")
        )
    return _explain_rule(name, spoken, as_json=as_json)


def _print_line(text: str) -> int:
    print(text)
    return ExitCode.WRITTEN


def _explain_code(code: str, ui: Ui, *, as_json: bool) -> int:
    """Explain a code: what it says, with what stands in for the values, and what it is about."""
    words = entries("problems")[code][ui]
    holes = re.compile(r"\{(\w+)\}")
    shape = {
        "code": code,
        "about": say("screens", f"codes_{code[0]}", ui),
        "what": holes.sub(r"<\1>", words["what"]).replace("{{", "{").replace("}}", "}"),
        "hint": holes.sub(r"<\1>", words.get("hint", "")).replace("{{", "{").replace("}}", "}"),
    }
    if as_json:
        return _print_json({"format": 1, **shape})
    print(f"{code}: {shape['what']}")
    if shape["hint"]:
        print(say("screens", "hint", ui, hint=shape["hint"]))
    print(shape["about"])
    return ExitCode.WRITTEN


def _explain_rule(name: str, spoken: Ui, *, as_json: bool) -> int:
    shape = _rule(find_rule(name).id, spoken)
    if as_json:
        return _print_json({"format": 1, **shape})
    print(f"{shape['rule']} ({shape['severity']})")
    print(say("screens", "clause", spoken, clause=shape["clause"], text=shape["clause_text"]))
    print(say("screens", "why", spoken, why=shape["why"]))
    print(say("screens", "fix", spoken, fix=shape["fix"]))
    print(say("screens", "refused_example", spoken, text=shape["refused"]))
    print(say("screens", "accepted_example", spoken, text=shape["accepted"]))
    if shape["except_in"]:
        print(say("screens", "except_in", spoken, names=", ".join(shape["except_in"])))
    return ExitCode.WRITTEN
