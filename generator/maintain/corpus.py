"""The development texts: inserts as sellers write them, labelled with the rules that they break."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, Literal

import msgspec
import yaml

from generator.errors import ContentError, Problem, UsageError
from generator.policy import rulebook
from generator.sources import read_text

__all__ = ["KINDS", "Sample", "read_corpus", "read_rule_texts"]

KINDS: Final = ("plain", "paraphrase", "disguise", "innocent", "near-miss")
_MOST_BYTES: Final = 100_000_000


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text with the rules that it breaks (none when it is innocent), the main one first.

    ``sealed`` texts are never trained on and never read while a lexicon is written; they are for final figures.
    """

    id: str
    text: str
    labels: tuple[str, ...]
    kind: Literal["plain", "paraphrase", "disguise", "innocent", "near-miss"]
    sealed: bool = False
    drawn: bool = True
    """Whether it was written as a seller would write, and not to try one rule: levels are set by such texts alone."""

    @property
    def batch(self) -> str:
        """The seller that it was written as: in the id ``en-b-07-12`` the seventh of writer ``b``."""
        return self.id.rpartition("-")[0]

    @property
    def writer(self) -> str:
        """Who wrote it: in the id ``en-b-07-12`` writer ``b`` of English."""
        return self.batch.rpartition("-")[0]


def read_corpus(path: Path) -> Iterator[Sample]:
    """Read a corpus: JSON lines, one sample each.

    Raises:
        UsageError: the file cannot be read, or a line is no sample.
    """
    try:
        lines = read_text(path, str(path), limit=_MOST_BYTES).splitlines()
    except ContentError as error:
        raise UsageError(error.problems) from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield msgspec.json.decode(line, type=Sample)
        except msgspec.MsgspecError as error:
            raise UsageError([Problem("U016", f"{path}:{number}", {"found": str(error)})]) from None


def read_rule_texts(folder: Path, language: str, rules: Collection[str]) -> list[Sample]:
    """Read the rules' own texts (``<rule>.yaml``), save for whole messages and what one intent alone may say.

    Of rules that are not among ``rules`` only the innocent texts are taken.
    """
    samples: list[Sample] = []
    if language == "en":
        samples += (
            Sample(f"en-{name}-accepted", rule.accepted, (), "innocent", drawn=False)
            for name, rule in rulebook().items()
        )
    for path in sorted(folder.glob("*.yaml")):
        exempt = rulebook()["review-request"].except_in
        lists = yaml.safe_load(path.read_text(encoding="utf-8")).get(language, {})
        for kind, entries in lists.items():
            for number, entry in enumerate(entries, start=1):
                entry = entry if isinstance(entry, dict) else {"text": entry}
                if (
                    entry.keys() - {"text", "words", "open", "intent"}
                    or entry.get("intent") in exempt
                    or (kind == "flag" and path.stem not in rules)
                ):
                    continue
                labels = (path.stem,) if kind == "flag" else ()
                name = f"{language}-{path.stem}-{number // 10}-{number}"
                samples.append(Sample(name, entry["text"], labels, "plain" if labels else "near-miss", drawn=False))
    return samples
