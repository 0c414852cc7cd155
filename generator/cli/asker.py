"""The questions of a dialogue: choose one, tick some, type one line; ``<`` goes back."""

from __future__ import annotations

from typing import Any, Final

from generator.interface import Ui, say

__all__ = ["Asker", "Back"]

_BACK: Final = "<"


class Back(Exception):  # noqa: N818 (a step of the dialogue, not an error)
    """The seller wants the question before."""


class Asker:
    """The two kinds of question: choose one, type one."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui

    def choose(self, question: str, options: list[tuple[str, Any]], *, default: Any = None, back: bool = True) -> Any:
        """Let one option be chosen with the arrow keys.

        Raises:
            Back: the way back was chosen.
        """
        import questionary

        choices = [questionary.Choice(title=title, value=(value,)) for title, value in options]
        if back:
            choices.append(questionary.Choice(title=say("screens", "back", self._ui), value=_BACK))
        start = next((choice for choice in choices if choice.value == (default,)), None)
        found = questionary.select(question, choices=choices, default=start, qmark="?", instruction=" ").unsafe_ask()
        if found == _BACK:
            raise Back
        return found[0]

    def tick(self, question: str, options: list[tuple[str, Any]], ticked: list[Any]) -> list[Any]:
        """Let any number of options be ticked with the space bar.

        Raises:
            Back: the way back was ticked.
        """
        import questionary

        choices = [questionary.Choice(title=title, value=value, checked=value in ticked) for title, value in options]
        choices.append(questionary.Choice(title=say("screens", "back", self._ui), value=_BACK))
        found = questionary.checkbox(question, choices=choices, qmark="?", instruction=" ").unsafe_ask()
        if _BACK in found:
            raise Back
        return list(found)

    def type(self, question: str, *, default: str = "") -> str:
        """Let one line be typed.

        Raises:
            Back: ``<`` alone was typed.
        """
        import questionary

        found = questionary.text(question, default=default, qmark="?").unsafe_ask()
        if found.strip() in (_BACK, "＜"):
            raise Back
        return str(found)
