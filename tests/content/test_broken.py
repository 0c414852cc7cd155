"""Wrong content and what is said about it: ``tests/broken/<case>/`` with the exact words in ``expected.txt``.

``UPDATE_BROKEN=1`` writes the words anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.content import Catalogue, load_catalogue
from generator.errors import Problem
from generator.maintain import audit

BROKEN = Path(__file__).parents[1] / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir())
UPDATE = os.environ.get("UPDATE_BROKEN") == "1"


def own_entries(root: Path) -> Catalogue:
    """Load a root before the bundled one, with the root's own intents alone: the bundled ones are audited elsewhere."""
    catalogue = load_catalogue([root])
    catalogue.entries = {name: entry for name, entry in catalogue.entries.items() if entry.root.folder == root}
    return catalogue


def told(problem: Problem, root: Path) -> str:
    place = str(problem.location).removeprefix(f"{root.as_posix()}/")
    hint = problem.hint()
    return f"{place}: {problem.code} {problem.what()}\n" + (f"  hint: {hint}\n" if hint else "")


@pytest.mark.parametrize("case", CASES)
def test_broken(case: str) -> None:
    """The audit tells everything that is wrong with a root, each fault with its place and the nearest right thing."""
    root = BROKEN / case
    result = audit(own_entries(root))
    problems = [
        problem
        for problem in (*result.problems, *(note for note in result.notes if note.code != "K005"))
        if problem.location and Path(problem.location.path).is_relative_to(root)
    ]
    found = "".join(told(problem, root) for problem in problems)
    expected = root / "expected.txt"
    if UPDATE:
        expected.write_text(found, encoding="utf-8")
    assert expected.read_text(encoding="utf-8") == found
