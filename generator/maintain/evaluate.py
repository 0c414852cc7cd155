"""How good the check of inserts is: its verdicts on texts whose labels are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from generator.maintain.corpus import KINDS, Sample, read_corpus
from generator.policy import check_insert

__all__ = ["Miss", "Report", "Score", "evaluate", "evaluate_files", "shipped_corpora"]

_CORPUS: Final = Path(__file__).parents[2] / "tests" / "policy" / "corpus"


class Score(msgspec.Struct):
    """Counts over some texts.

    ``blocked`` are those refused outright and ``doubted`` those only warned of; ``labels`` are the rules that the
    texts break and ``named`` those of them that are among the findings.
    """

    texts: int = 0
    blocked: int = 0
    doubted: int = 0
    labels: int = 0
    named: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Give counts and shares (0 to 1)."""
        share = {
            "blocked_share": round(self.blocked / self.texts, 4) if self.texts else None,
            "doubted_share": round(self.doubted / self.texts, 4) if self.texts else None,
            "named_share": round(self.named / self.labels, 4) if self.labels else None,
        }
        return {**msgspec.structs.asdict(self), **share}


class Miss(msgspec.Struct, frozen=True):
    """A text judged otherwise than its labels say, with the rules that were found."""

    id: str
    kind: str
    text: str
    labels: tuple[str, ...]
    found: tuple[str, ...]
    verdict: str


class Report(msgspec.Struct):
    """The scores of one language: by kind, by rule of the violations, and the misses."""

    language: str
    kinds: dict[str, Score]
    rules: dict[str, Score]
    misses: list[Miss]

    @property
    def innocent(self) -> Score:
        """The innocent texts and near misses together."""
        return _sum(self.kinds[kind] for kind in ("innocent", "near-miss"))

    @property
    def violations(self) -> Score:
        """All texts that break a rule."""
        return _sum(self.kinds[kind] for kind in ("plain", "paraphrase", "disguise"))

    def as_dict(self) -> dict[str, Any]:
        """Give the report in the documented JSON shape."""
        return {
            "language": self.language,
            "violations": self.violations.as_dict(),
            "innocent": self.innocent.as_dict(),
            "kinds": {kind: score.as_dict() for kind, score in self.kinds.items()},
            "rules": {rule: score.as_dict() for rule, score in self.rules.items()},
        }


def _sum(scores: Iterable[Score]) -> Score:
    total = Score()
    for score in scores:
        for name in Score.__struct_fields__:
            setattr(total, name, getattr(total, name) + getattr(score, name))
    return total


def shipped_corpora(languages: Sequence[str] = ()) -> list[Path]:
    """List the project's own corpora, in a checkout."""
    return [path for path in sorted(_CORPUS.glob("*.jsonl")) if not languages or path.stem in languages]


def evaluate(language: str, samples: Iterable[Sample]) -> Report:
    """Judge samples and count.

    Raises:
        UsageError: the language has no lexicon.
    """
    report = Report(language, {kind: Score() for kind in KINDS}, {}, [])
    for sample in samples:
        findings = check_insert(sample.text, language=language)
        blocking = {finding.rule for finding in findings if finding.severity == "block"}
        found = {finding.rule for finding in findings}
        doubted = not blocking and bool(found - {"spelling"})
        named = found & {*sample.labels}
        scores = [report.kinds[sample.kind], *(report.rules.setdefault(rule, Score()) for rule in sample.labels)]
        for score in scores:
            score.texts += 1
            score.blocked += bool(blocking)
            score.doubted += doubted
        scores[0].labels += len(sample.labels)
        scores[0].named += len(named)
        for rule in sample.labels:
            report.rules[rule].labels += 1
            report.rules[rule].named += rule in named
        if bool(blocking) != bool(sample.labels):
            verdict = "block" if blocking else "warn" if doubted else "pass"
            report.misses.append(
                Miss(sample.id, sample.kind, sample.text, sample.labels, tuple(sorted(found)), verdict)
            )
    report.rules = dict(sorted(report.rules.items()))
    return report


def evaluate_files(files: Sequence[Path], *, part: str = "all", language: str | None = None) -> list[Report]:
    """Evaluate corpora; each is named by its language (``de.jsonl``) unless one is given.

    Args:
        files: JSON lines of samples.
        part: ``all``, ``open`` (what models and lexicons were made with) or ``sealed``.
        language: the language of every file.

    Raises:
        UsageError: a file cannot be read, or there is no such language.
    """
    return [
        evaluate(
            language or path.stem.partition("-")[0],
            (sample for sample in read_corpus(path) if part == "all" or sample.sealed == (part == "sealed")),
        )
        for path in files
    ]
