"""Templates: vetted wording as named parts, rendered in a sandbox.

A template is a list of Jinja blocks. Each block is one part of the message (``subject``, ``greeting``, ``reason`` …);
inside a part every line is one sentence, lines that begin with ``- `` make a list, and a backslash at the end of a line
keeps the line break. So parts and sentences of two languages stand against each other by construction, and no wording
has to care for blank lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final

import jinja2
import msgspec
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.errors import ContentError, Location, Problem, nearest, one_of
from generator.sources import read_text

__all__ = ["BREAK", "BULLET", "SINGLE", "SUBJECT", "Part", "Template", "Templates", "Use", "counted"]

SUBJECT: Final = "subject"
SUFFIX: Final = ".txt.j2"
MAX_BYTES: Final = 60_000
BULLET: Final = "- "
SINGLE: Final = "single"
NUMBERS: Final = (SINGLE, "zero", "one", "two", "few", "many", "other")
"""What a template may ask of a fact with several values (``{% if slots is few %}``): whether it is exactly one, or a
plural category of the language, by CLDR."""
BREAK: Final = "\ue000"
"""Stands for a kept line break; a private letter, so that no fact can hold it."""
_UNSPACED: Final = frozenset({"ja", "zh"})
_ALLOWED: Final = (
    nodes.Template, nodes.Block, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.For, nodes.Const,
    nodes.Compare, nodes.Operand, nodes.Include, nodes.And, nodes.Or, nodes.Not, nodes.Tuple, nodes.List,
    nodes.Test,
)  # fmt: skip


class Part(msgspec.Struct, frozen=True):
    """One part of a message: its name, and its lines (list items begin with ``- ``)."""

    name: str
    lines: tuple[str, ...]
    joint: str = " "

    @property
    def text(self) -> str:
        """The part as a buyer reads it: sentences run on, list items stand on lines of their own."""
        result = ""
        for line in self.lines:
            if not result:
                result = line
            elif result.endswith(BREAK):
                result = result.removesuffix(BREAK) + "\n" + line
            elif line.startswith(BULLET) or result.rpartition("\n")[2].startswith(BULLET):
                result += "\n" + line
            else:
                result += self.joint + line
        return result.removesuffix(BREAK)


class Use(msgspec.Struct, frozen=True):
    """A name that a template uses: merely, compared with a value, or counted."""

    name: str
    value: str
    location: Location
    excerpt: str
    number: str = ""
    """The word after ``is`` where the values of a fact are counted."""


class CountedText(str):
    """A fact with several values as one text, of which a template can ask how many they are."""

    number: int
    plural: str


class CountedTexts(tuple[str, ...]):
    """A fact with several values, each a text, of which a template can ask how many they are."""

    number: int
    plural: str


def counted(shown: str | tuple[str, ...], number: int, plural: str) -> CountedText | CountedTexts:
    """Tie shown values to their number and to its plural category in the language of the message."""
    made = CountedText(shown) if isinstance(shown, str) else CountedTexts(shown)
    made.number, made.plural = number, plural
    return made


class Template:
    """One wording: the template of an intent in a language."""

    def __init__(
        self,
        compiled: jinja2.Template,
        tree: nodes.Template,
        language: str,
        shown: str,
        files: tuple[Path, ...],
        uses: tuple[Use, ...],
    ) -> None:
        self._compiled = compiled
        self.language = language
        self.shown = shown
        self.files = files
        self.uses = uses
        self.parts: tuple[str, ...] = tuple(block.name for block in tree.find_all(nodes.Block))
        self._joint = "" if language.partition("-")[0] in _UNSPACED else " "
        self._blocks = tuple((name, compiled.blocks[name]) for name in self.parts)

    def render(self, values: Mapping[str, Any]) -> tuple[Part, ...]:
        """Render every part that has words; the values are plain texts, truths and tuples of texts.

        Raises:
            ContentError: the template uses a name that was not given, or prints what is no text.
        """
        context = self._compiled.new_context(dict(values))
        try:
            return tuple(part for name, block in self._blocks if (part := self._part(name, "".join(block(context)))))
        except jinja2.TemplateError as error:
            location = Location(self.shown)
            values = {"reason": error.message or "", "case": self.language}
            raise ContentError([Problem("T019", self.shown, values, location)]) from None

    def _part(self, name: str, text: str) -> Part | None:
        lines = tuple([stripped for line in text.split("\n") if (stripped := line.strip())])
        return Part(name, lines, self._joint) if lines else None


class _FromTrees(jinja2.BaseLoader):
    """Compiles each template from the tree that was read and checked, so that none is parsed twice."""

    def __init__(self, trees: Mapping[str, nodes.Template]) -> None:
        self._trees = trees

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> jinja2.Template:
        if name not in self._trees:
            raise jinja2.TemplateNotFound(name)
        code = environment.compile(self._trees[name], name, name)
        return environment.template_class.from_code(environment, code, globals or {})


class Templates:
    """The templates of one content root; partials may come from the bundled root."""

    def __init__(self, folders: tuple[Path, ...], show: Callable[[Path], str]) -> None:
        self._folders = folders
        self._show = show
        self._trees: dict[str, nodes.Template] = {}
        self._environment = ImmutableSandboxedEnvironment(
            loader=_FromTrees(self._trees),
            undefined=jinja2.StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            keep_trailing_newline=True,
            lstrip_blocks=True,
            auto_reload=False,
            finalize=_only_text,
        )
        self._environment.globals.clear()
        self._environment.filters.clear()
        self._environment.tests.clear()
        self._environment.tests.update({word: _counts(word) for word in NUMBERS})

    def find(self, name: str) -> Path | None:
        """Find the file of a template or partial."""
        for folder in self._folders:
            path = folder / name
            if path.is_file():
                return path
        return None

    def load(self, name: str, language: str, shown: str) -> Template:
        """Read, check and compile one template.

        Raises:
            ContentError: the file cannot be read, is no template, or uses what templates may not.
        """
        files: list[Path] = []
        uses: list[Use] = []
        tree = self._tree(name, shown, files, uses, ())
        try:
            compiled = self._environment.get_template(name)
        except jinja2.TemplateError as error:
            raise ContentError([self._fault(error, shown)]) from None
        return Template(compiled, tree, language, shown, tuple(files), tuple(uses))

    def _tree(
        self, name: str, shown: str, files: list[Path], uses: list[Use], above: tuple[str, ...]
    ) -> nodes.Template:
        path = self.find(name)
        if path is None:
            raise ContentError([Problem("T001", shown, {"found": name}, Location(shown))])
        text = read_text(path, shown, limit=MAX_BYTES)
        try:
            tree = self._environment.parse(text.replace("\\\n", f"{BREAK}\n"), name=name)
        except jinja2.TemplateError as error:
            raise ContentError([self._fault(error, shown)]) from None
        files.append(path)
        uses += _uses(tree, shown, text)
        problems = [*self._forbidden(tree, shown, text, included=bool(above))]
        for include in tree.find_all(nodes.Include):
            if not isinstance(include.template, nodes.Const):
                continue
            wanted = str(include.template.value)
            if wanted in above or wanted == name:
                problems.append(_at("T004", shown, text, include.lineno, found=wanted))
            elif not wanted.startswith("_shared/") or self.find(wanted) is None:
                every = sorted(self._partials())
                own = f"_shared/{(above or (name,))[0].rpartition('/')[2].partition('.')[0]}/"
                known = [partial for partial in every if partial.startswith(own)] or every
                problems.append(
                    _at(
                        "T003",
                        shown,
                        text,
                        include.lineno,
                        found=wanted,
                        near=nearest(wanted, known) or "–",
                        known=one_of(known),
                    )
                )
            else:
                try:
                    self._tree(wanted, self._show(self.find(wanted) or Path(wanted)), files, uses, (*above, name))
                except ContentError as error:
                    problems += error.problems
        if problems:
            raise ContentError(problems)
        self._trees[name] = tree
        return tree

    def _partials(self) -> set[str]:
        return {
            path.relative_to(folder).as_posix()
            for folder in self._folders
            for path in (folder / "_shared").glob(f"*/*{SUFFIX}")
        }

    def _forbidden(self, tree: nodes.Template, shown: str, text: str, *, included: bool) -> Iterator[Problem]:
        for node in tree.find_all(nodes.Node):
            if isinstance(node, nodes.Include) and not isinstance(node.template, nodes.Const):
                yield _at("T005", shown, text, node.lineno)
            elif isinstance(node, nodes.Test) and node.name not in NUMBERS:
                near = nearest(node.name, NUMBERS) or "–"
                yield _at("T008", shown, text, node.lineno, found=node.name, near=near, known=one_of(NUMBERS))
            elif not isinstance(node, _ALLOWED):
                yield _at(
                    "T002",
                    shown,
                    text,
                    node.lineno,
                    found=_KINDS.get(type(node).__name__, type(node).__name__.lower()),
                )
        yield from _side_by_side(tree, shown, text)
        if included:
            return
        for node in tree.body:
            if isinstance(node, nodes.Block):
                continue
            if isinstance(node, nodes.Output) and all(
                isinstance(n, nodes.TemplateData) and not n.data.strip() for n in node.nodes
            ):
                continue
            yield _at("T006", shown, text, node.lineno)
        if SUBJECT not in {block.name for block in tree.find_all(nodes.Block)}:
            yield _at("T007", shown, text, 1)

    def _fault(self, error: jinja2.TemplateError, shown: str) -> Problem:
        line = getattr(error, "lineno", None) or 0
        name = getattr(error, "name", None)
        place = shown if not name or name in shown else f"templates/{name}"
        location = Location(place, line, 1 if line else 0)
        return Problem("T010", str(location), {"reason": error.message or ""}, location)


_KINDS: Final = {
    "Filter": "a filter (|)", "Call": "a call", "Macro": "macro", "Assign": "set", "Getattr": "a dot", "Getitem": "[…]",
    "Import": "import", "FromImport": "import", "Extends": "extends", "CallBlock": "call", "With": "with",
}  # fmt: skip


def _uses(tree: nodes.Template, shown: str, text: str) -> Iterator[Use]:
    lines = text.split("\n")

    def use(name: str, value: str, line: int, number: str = "") -> Use:
        return Use(name, value, Location(shown, line, 1), lines[line - 1] if line <= len(lines) else "", number)

    def walk(node: nodes.Node, loops: dict[str, str]) -> Iterator[Use]:
        if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name) and isinstance(node.iter, nodes.Name):
            yield use(loops.get(node.iter.name, node.iter.name), "", node.lineno)
            loops = {**loops, node.target.name: node.iter.name}
            children: Iterable[nodes.Node] = (*node.body, *node.else_)
        else:
            children = node.iter_child_nodes()
        if isinstance(node, nodes.Name) and node.ctx == "load":
            yield use(loops.get(node.name, node.name), "", node.lineno)
        elif isinstance(node, nodes.Test) and isinstance(node.node, nodes.Name):
            yield use(node.node.name, "", node.lineno, node.name)
        elif isinstance(node, nodes.Compare) and isinstance(node.expr, nodes.Name):
            for operand in node.ops:
                if isinstance(operand.expr, nodes.Const):
                    yield use(loops.get(node.expr.name, node.expr.name), str(operand.expr.value), node.lineno)
        for child in children:
            yield from walk(child, loops)

    yield from walk(tree, {})


def _side_by_side(tree: nodes.Template, shown: str, text: str) -> Iterator[Problem]:
    """Name facts that stand side by side without a word or a sign between them."""
    for output in tree.find_all(nodes.Output):
        before: nodes.Node | None = None
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                if node.data.strip() or "\n" in node.data:
                    before = None
                continue
            if isinstance(before, nodes.Name) and isinstance(node, nodes.Name):
                found = f"{{{{ {before.name} }}}} {{{{ {node.name} }}}}"
                yield _at("T033", shown, text, node.lineno, found=found)
            before = node


def _at(code: str, shown: str, text: str, line: int, **values: object) -> Problem:
    lines = text.split("\n")
    location = Location(shown, line, 1)
    return Problem(code, str(location), values, location, lines[line - 1] if 0 < line <= len(lines) else "")


def _counts(word: str) -> Callable[[object], bool]:
    def holds(value: object) -> bool:
        if not isinstance(value, CountedText | CountedTexts):
            raise jinja2.TemplateRuntimeError(f"'is {word}' counts the values of a fact; this is one value")
        return value.number == 1 if word == SINGLE else value.plural == word

    return holds


def _only_text(value: object) -> object:
    """Let only text be printed: a list or a truth in the middle of a sentence is a fault of the template."""
    if isinstance(value, str | jinja2.Undefined):
        return value
    raise jinja2.TemplateRuntimeError(f"only a text can be printed, not {type(value).__name__}")
