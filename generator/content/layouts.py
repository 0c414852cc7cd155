"""Layouts: the HTML that a content root may put around its messages, with a logo of its own.

A layout is HTML with four names to fill in and nothing else: ``{{ body }}`` (the vetted text as paragraphs and lists),
``{{ subject }}``, ``{{ language }}`` and ``{{ direction }}`` (``ltr`` or ``rtl``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import jinja2
import msgspec
from jinja2 import nodes

from generator.errors import ContentError, Location, Problem, one_of
from generator.sources import read_text

__all__ = ["BODY", "LAYOUT_SUFFIX", "Layout", "find_layout", "read_layout"]

LAYOUT_SUFFIX: Final = ".html.j2"
BODY: Final = "body"
_NAMES: Final = ("subject", BODY, "language", "direction")
_ALLOWED: Final = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
_MOST_BYTES: Final = 200_000


class Layout(msgspec.Struct, frozen=True):
    """One layout, checked for its form."""

    path: Path
    shown: str
    source: str

    def fill(self, *, body: str, subject: str, language: str, direction: str) -> str:
        """Put a message into the layout.

        Args:
            body: HTML of the vetted text, already escaped.
            subject: plain text.
            language: a language tag.
            direction: ``ltr`` or ``rtl``.
        """
        from markupsafe import Markup

        return _compiled(self.source).render(
            {BODY: Markup(body), "subject": subject, "language": language, "direction": direction}
        )


def find_layout(templates: Path, intent: str, language: str) -> Path | None:
    """Find the layout for a wording: the intent's own, or the one for all intents of the root."""
    for folder in (templates / intent, templates / "_shared"):
        path = folder / f"{language}{LAYOUT_SUFFIX}"
        if path.is_file():
            return path
    return None


@cache
def _compiled(source: str) -> jinja2.Template:
    return jinja2.Environment(autoescape=True, keep_trailing_newline=True).from_string(source)


def read_layout(path: Path, shown: str) -> Layout:
    """Read a layout and check its form.

    Raises:
        ContentError: it cannot be read, holds more than names, or does not show the body exactly once.
    """
    source = read_text(path, shown, limit=_MOST_BYTES)
    lines = source.split("\n")

    def problem(code: str, line: int, **values: object) -> Problem:
        location = Location(shown, line, 1)
        return Problem(code, str(location), values, location, lines[line - 1] if 0 < line <= len(lines) else "")

    try:
        tree = jinja2.Environment(autoescape=True).parse(source)
    except jinja2.TemplateSyntaxError as error:
        raise ContentError([problem("T010", error.lineno or 1, reason=error.message or "")]) from None
    known = one_of([f"{{{{ {name} }}}}" for name in _NAMES])
    problems: list[Problem] = []
    bodies = 0
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Name):
            bodies += node.name == BODY
            if node.name not in _NAMES:
                problems.append(problem("T030", node.lineno, found=node.name, known=known))
        elif not isinstance(node, _ALLOWED):
            problems.append(problem("T030", node.lineno, found=type(node).__name__.lower(), known=known))
    if bodies != 1 and not problems:
        problems.append(problem("T031", 1, found=bodies))
    if problems:
        raise ContentError(problems)
    return Layout(path, shown, source)
