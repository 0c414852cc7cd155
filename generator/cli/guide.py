"""``permitted write`` at a terminal: question by question to a finished message.

The guide asks and shows; every answer goes through the same functions that read a script's facts, and the message is
made by ``compose`` alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from generator.cli.asker import Asker, Back
from generator.cli.boundary import ExitCode, tell, tell_findings, tell_problems
from generator.cli.marks import marked
from generator.cli.order import Order, read_today
from generator.cli.remember import remembered
from generator.cli.show import gloss_lines, route_lines
from generator.content import Catalogue, Entry, Fact, load_catalogue
from generator.content.intent import INSERT
from generator.errors import ContentError, PermittedError, Problem
from generator.facts import ParseContext, find_marketplace, language_name, marketplaces
from generator.interface import Ui, say
from generator.message import Draft, Message, RefusedError, compose, gloss, write_as

__all__ = ["guide"]

_FORM_BY_SUFFIX: Final = {".txt": "text", ".html": "html", ".htm": "html", ".eml": "eml", ".json": "json"}


def guide(order: Order, content: list[Path], ui: Ui) -> int:
    """Ask for everything that a message needs, show it, and hand it over."""
    catalogue = load_catalogue(content)
    asker = Asker(ui)
    print(say("screens", "how_back", ui))
    answers: dict[str, Any] = {
        "intent": order.intent,
        "marketplace": order.marketplace,
        "language": order.language,
    }
    steps: list[Callable[[], None]] = []
    dialogue = _Dialogue(catalogue, asker, answers, ui)
    if order.intent is None:
        steps.append(dialogue.ask_intent)
    if order.marketplace is None:
        steps.append(dialogue.ask_marketplace)
    if order.language is None:
        steps.append(dialogue.ask_language)
    answers["reply"] = order.buyer_wrote_first
    if not order.buyer_wrote_first:
        steps.append(dialogue.ask_reply)
    today = read_today(order.today)
    _walk(steps)
    dialogue.begin(today)
    while True:
        dialogue.ask_facts()
        dialogue.ask_insert()
        try:
            message = compose(
                dialogue.entry.id,
                dialogue.raw,
                language=answers["language"],
                today=today,
                marketplace=answers["marketplace"],
                buyer_wrote_first=answers["reply"],
                drafts=order.drafts,
                catalogue=catalogue,
                strict=bool(order.strict),
            )
        except RefusedError as error:
            tell(say("screens", "refused", ui, count=len(error.problems) + len(error.findings)))
            tell_problems(error.problems, ui)
            tell_findings(error.findings, ui)
            if not dialogue.forget(
                {problem.where for problem in error.problems} | {item.where for item in error.findings}
            ):
                return ExitCode.REFUSED
            continue
        _preview(message, dialogue.entry, ui)
        with remembered(message, order):
            return _deliver(message, asker, ui)


def _walk(steps: list[Callable[[], None]]) -> None:
    """Ask the questions in order; going back asks the one before again."""
    at = 0
    while at < len(steps):
        try:
            steps[at]()
            at += 1
        except Back:
            at = max(0, at - 1)


class _Dialogue:
    """What was answered so far, and the questions that are left."""

    def __init__(self, catalogue: Catalogue, asker: Asker, answers: dict[str, Any], ui: Ui) -> None:
        self._catalogue = catalogue
        self._asker = asker
        self._answers = answers
        self._ui = ui
        self.raw: dict[str, Any] = {}
        self._draft: Draft | None = None
        self._done: list[str] = []

    @property
    def entry(self) -> Entry:
        return self._catalogue.entry(self._answers["intent"])

    def ask_intent(self) -> None:
        options = []
        for name, entry in self._catalogue.entries.items():
            try:
                intent = entry.intent
            except ContentError as error:
                tell(say("screens", "broken", self._ui, what=f"{name}: {error.problems[0].what(self._ui)}"))
                continue
            options.append((f"{intent.title[self._ui]} – {intent.when[self._ui]}", name))
        self._answers["intent"] = self._asker.choose(
            say("screens", "ask_intent", self._ui), options, default=self._answers["intent"], back=False
        )

    def ask_marketplace(self) -> None:
        options = [(f"{code}  {entry.site}", code) for code, entry in marketplaces().items()]
        self._answers["marketplace"] = self._asker.choose(say("screens", "ask_marketplace", self._ui), options)

    def ask_language(self) -> None:
        known = self.entry.languages
        wishes = find_marketplace(self._answers["marketplace"]).languages
        first = [tag for tag in wishes if tag in known]
        ordered = [*first, *(tag for tag in known if tag not in first)]
        names = [(f"{tag}  {language_name(tag, self._ui)}", tag) for tag in ordered]
        self._answers["language"] = self._asker.choose(say("screens", "ask_language", self._ui), names)

    def ask_reply(self) -> None:
        yes, no = (say("screens", word, self._ui) for word in ("yes", "no"))
        self._answers["reply"] = self._asker.choose(say("screens", "ask_reply", self._ui), [(no, False), (yes, True)])

    def begin(self, today: Any) -> None:
        """Start on the facts, now that intent, marketplace and language are known."""
        market = find_marketplace(self._answers["marketplace"])
        context = ParseContext(today, market.currency, market.country)
        self._draft = Draft(
            self.entry.intent, context, self._answers["language"], buyer_wrote_first=self._answers["reply"]
        )

    def forget(self, names: set[str]) -> bool:
        """Ask these facts again; tell whether any of them can be asked."""
        askable = names & {*self.entry.intent.facts, INSERT}
        self._done = [name for name in self._done if name not in askable]
        for name in askable:
            self.raw.pop(name, None)
        return bool(askable)

    def ask_facts(self) -> None:
        """Ask every fact that is not answered; ``<`` goes to the one before."""
        names = [*self.entry.intent.facts]
        while left := [name for name in names if name not in self._done and self._is_due(name)]:
            name = left[0]
            try:
                self._ask_fact(name, self.entry.intent.facts[name])
                self._done.append(name)
            except Back:
                if self._done:
                    self._done.pop()

    def _is_due(self, name: str) -> bool:
        assert self._draft is not None
        return self._draft.is_due(name, self.raw)

    def _ask_fact(self, name: str, fact: Fact) -> None:
        assert self._draft is not None
        required = self._draft.is_required(name, self.raw)
        given = self.raw.get(name, "")
        while True:
            raw = given = self._answer(fact, given, self._draft.options(name, self.raw), required=required)
            if raw in ("", []) and not required:
                self.raw.pop(name, None)
                return
            problems, findings = self._draft.fault(name, {**self.raw, name: raw})
            if not problems and not findings:
                self.raw[name] = raw
                return
            tell_problems(problems, self._ui)
            tell_findings(findings, self._ui)

    def _answer(self, fact: Fact, given: Any, allowed: list[str], *, required: bool) -> Any:
        """Ask one fact, with what was typed before ready to be edited."""
        question = fact.ask[self._ui]
        options = [(fact.options[option][self._ui], option) for option in allowed]
        skip = say("screens", "skip", self._ui)
        if fact.type == "choice":
            return self._asker.choose(
                question, options if required else [(skip, ""), *options], default=given if given in allowed else None
            )
        if fact.type == "choices":
            return self._asker.tick(question, options, given or [])
        if fact.type == "confirmation":
            yes, no = (say("screens", word, self._ui) for word in ("yes", "no"))
            return self._asker.choose(question, [(yes, "yes"), (no, "no")])
        example = fact.example if isinstance(fact.example, str) else "; ".join(fact.example)
        hints = [say("screens", "example", self._ui, example=example)]
        if not required:
            hints.append(say("screens", "optional", self._ui))
        if fact.help:
            print(f"  {fact.help[self._ui]}")
        return self._asker.type(
            f"{question} ({'; '.join(hints)}):", default=given if isinstance(given, str) else "; ".join(given)
        ).strip()

    def ask_insert(self) -> None:
        """Offer the insert; what the check finds is shown under its words, to be edited or dropped."""
        insert = self.entry.intent.insert
        if insert is None or self._draft is None:
            return
        values: dict[str, Any] = {
            "sentences": insert.sentences,
            "characters": insert.characters,
            "language": language_name(self._answers["language"], self._ui),
        }
        print(f"  {insert.ask[self._ui]}")
        print(f"  {say('screens', 'insert_offer', self._ui, **values)}")
        text = str(self.raw.get(INSERT, ""))
        hint = say("screens", "example", self._ui, example=insert.example)
        optional = "" if self._draft.is_required(INSERT, self.raw) else f"; {say('screens', 'optional', self._ui)}"
        while True:
            try:
                text = self._asker.type(
                    f"{say('screens', 'insert', self._ui)} ({hint}{optional}):", default=text
                ).strip()
            except Back:
                if self._done:
                    self._done.pop()
                    self.ask_facts()
                continue
            problems, findings = self._draft.fault(INSERT, {**self.raw, INSERT: text})
            if not problems and not findings:
                break
            print(say("screens", "insert_found", self._ui))
            tell_problems(problems, self._ui)
            print(marked(text, findings, self._ui), end="")
            if not text:
                continue
            rest = self._draft.mended(text, self.raw) if findings else ""
            if rest:
                print(f"{say('screens', 'fix_offer', self._ui)}\n  {rest}")
            hard = bool(problems) or any(finding.severity == "block" for finding in findings)
            choice = self._what_now(hard=hard, mended=bool(rest))
            if choice == "mended":
                text = rest
                continue
            if choice == "keep":
                break
            if choice == "drop":
                text = ""
                if not self._draft.is_required(INSERT, self.raw):
                    break
        self.raw[INSERT] = text

    def _what_now(self, *, hard: bool, mended: bool) -> str:
        options = [
            (say("screens", "insert_edit", self._ui), "edit"),
            (say("screens", "insert_drop", self._ui), "drop"),
        ]
        if mended:
            options.insert(0, (say("screens", "insert_mended", self._ui), "mended"))
        if not hard:
            options.append((say("screens", "insert_keep", self._ui), "keep"))
        return str(self._asker.choose(say("screens", "insert_what", self._ui), options, back=False))


def _preview(message: Message, entry: Entry, ui: Ui) -> None:
    from rich.console import Console
    from rich.panel import Panel
    from rich.text import Text

    console = Console(highlight=False)
    body = Text(f"{say('screens', 'subject', ui, subject=message.subject)}\n\n{message.text}")
    console.print(Panel(body, title=say("screens", "preview", ui)))
    if ui in entry.languages and message.language.partition("-")[0] != ui:
        beside = "\n".join(gloss_lines(gloss(message, entry, ui)))
        console.print(Panel(Text(beside), title=say("screens", "gloss", ui)))
    names = ", ".join(item.name for item in message.attachments)
    lines = [
        *route_lines(entry, ui),
        say("screens", "length", ui, length=len(message.text), limit=message.route.limit),
        say("screens", "attachments", ui, names=names) if names else say("screens", "no_attachments", ui),
    ]
    if message.critical:
        lines.append(say("screens", "opt_out", ui))
    lines += [note[ui] for note in message.notes if note[ui] not in lines]
    console.print(Panel(Text("\n".join(lines)), title=say("screens", "where_to", ui)))
    if message.findings:
        print(say("screens", "warned", ui))
        tell_findings(message.findings, ui)


def _deliver(message: Message, asker: Asker, ui: Ui) -> int:
    options = [(say("screens", f"deliver_{way}", ui), way) for way in ("copy", "save", "print")]
    way = asker.choose(say("screens", "deliver", ui), options, back=False)
    if way == "copy" and _copy(message.text):
        print(say("screens", "copied", ui))
        return ExitCode.WRITTEN
    if way == "copy":
        print(say("screens", "no_clipboard", ui))
    if way == "save":
        return _save(message, asker, ui)
    sys.stdout.buffer.write(write_as(message, "text"))
    sys.stdout.buffer.flush()
    return ExitCode.WRITTEN


def _copy(text: str) -> bool:
    import pyperclip

    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException:
        return False
    return True


def _save(message: Message, asker: Asker, ui: Ui) -> int:
    while True:
        try:
            name = asker.type(
                say("screens", "deliver_file", ui), default=f"{message.intent}-{message.order_id}.txt"
            ).strip()
        except Back:
            return _deliver(message, asker, ui)
        path = Path(name).expanduser()
        form = _FORM_BY_SUFFIX.get(path.suffix.lower(), "text")
        try:
            with path.open("xb") as file:
                file.write(write_as(message, form, ui=ui))
        except FileExistsError:
            tell(say("screens", "exists", ui, file=name))
            continue
        except PermittedError as error:
            tell_problems(error.problems, ui)
            continue
        except OSError as error:
            tell_problems([Problem("U012", "", {"found": name, "reason": error.strerror or str(error)})], ui)
            continue
        print(say("screens", "saved", ui, file=name))
        return ExitCode.WRITTEN
