"""Benchmarks as ratios taken in one run: ``make bench``.

Each figure is a median; the yardstick runs in turn with what it measures, so that a machine that drifts drifts for both.
"""

from __future__ import annotations

import datetime as dt
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 23)
SAMPLE = ROOT / "samples" / "delay_notice" / "carrier.yaml"
BARE = "import typer, jinja2, yaml"
SPACY = "import spacy; spacy.blank('en')"
WRITE = [
    "-m",
    "generator",
    "write",
    "delay_notice",
    "--facts",
    str(SAMPLE),
    "--language",
    "en",
    "--today",
    "2026-11-23",
]
CHECK = "from generator.policy import check_insert; check_insert('x y z', language='{language}')"
INSERT = "The parcel has been at the sorting centre in Leipzig since Friday."
RUNS = 9


def process(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def cold(name: str, goal: float, command: list[str], yardstick: list[str]) -> None:
    """Print the ratio of two cold starts."""
    pairs = [(process(command), process(yardstick)) for _ in range(RUNS + 1)][1:]
    ratio = statistics.median(mine / other for mine, other in pairs)
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name:<46} {ratio:5.2f}  (goal {goal:.1f})   {mine:.3f} s against {other:.3f} s")


def rate(work: Callable[[], object], seconds: float = 1.0) -> float:
    """Count calls a second."""
    work()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        work()
        count += 1
    return count / (time.perf_counter() - start)


def compose_against_jinja() -> None:
    """Print how much dearer a composed message is than bare Jinja on the same template."""
    import jinja2

    from generator import compose, load_catalogue

    catalogue = load_catalogue()
    days = [str(TODAY + dt.timedelta(days=number)) for number in range(2, 40)]
    state = {"number": 0}

    def facts() -> dict[str, str]:
        state["number"] += 1
        number = state["number"]
        return {
            "order_id": f"302-{number:07}-7654321",
            "product": f"Ceramic mug no. {number}",
            "promised_date": "2026-11-24",
            "new_date": days[number % len(days)],
            "reason": "carrier",
            "amount_change": f"{number % 50 + 1}.99 EUR",
            "amount_for": "shipping",
            "shop_name": "Northlight Home",
            "buyer_name": "Kim Sato",
        }

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "templates"), trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template("delay_notice/en.txt.j2")
    ready = {**facts(), "insert": "", "completed_on": ""}
    ours = [
        rate(
            lambda: compose("delay_notice", facts(), language="en", marketplace="UK", today=TODAY, catalogue=catalogue)
        )
        for _ in range(3)
    ]
    bare = [rate(lambda: template.render(ready)) for _ in range(3)]
    ratio = statistics.median(bare) / statistics.median(ours)
    print(
        f"{'compose against bare Jinja':<46} {ratio:5.2f}  (goal 5.0)   {statistics.median(ours):,.0f}/s against {statistics.median(bare):,.0f}/s"
    )


def checks() -> None:
    """Print how many texts are checked in a second."""
    from generator import check

    texts = {
        "en": "The parcel has been at the sorting centre in Leipzig since Friday and the carrier moves it on Monday. "
        "We checked the tracking number 00340434161094042557 today. The blue mug is packed in a second box.",
        "de": "Das Paket liegt seit Freitag im Verteilzentrum in Leipzig und wird am Montag weiter befördert. "
        "Wir haben die Sendungsnummer 00340434161094042557 heute geprüft. Die blaue Tasse liegt in einem zweiten Karton.",
        "ja": "お荷物は金曜日からライプツィヒの仕分け拠点にあり、月曜日に動く予定です。本日、追跡番号00340434161094042557を確認しました。"
        "青いマグカップは二つ目の箱に入っています。",
    }
    for language, text in texts.items():
        found = statistics.median(rate(partial(check, text, language=language)) for _ in range(3))
        print(f"{f'checks a second, {language}, {len(text)} characters':<46} {found:,.0f}")
    corpus_checks()


def corpus_texts(language: str) -> list[str]:
    """Give a language's own innocent texts, pairs of them joined."""
    from generator.maintain.corpus import read_corpus

    path = ROOT / "tests" / "policy" / "corpus" / f"{language}.jsonl"
    calm = [sample.text for sample in read_corpus(path) if not sample.labels]
    return [f"{one} {other}" for one, other in zip(calm[::2], calm[1::2], strict=False)]


def once_each(work: Callable[[str], object], texts: list[str]) -> float:
    """Count texts a second over the second half of texts; the first half loads what is loaded on demand."""
    half = len(texts) // 2
    for text in texts[:half]:
        work(text)
    start = time.perf_counter()
    for text in texts[half:]:
        work(text)
    return (len(texts) - half) / (time.perf_counter() - start)


def corpus_checks() -> None:
    """Print checks a second over texts as sellers write them, no text read twice."""
    from generator.policy import check_insert
    from generator.policy.lexicon import languages_read

    for language in languages_read():
        texts = corpus_texts(language)
        found = once_each(partial(check_insert, language=language), texts)
        mean = sum(map(len, texts)) / len(texts)
        print(f"{f'corpus, checks a second, {language}, {mean:.0f} characters':<46} {found:,.0f}")


def peers() -> None:
    """Print how many of the same English texts others read in a second: ``make bench`` installs them."""
    import harper
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    from generator.policy import check_insert
    from generator.policy.writing import english

    texts = corpus_texts("en")
    CheckRegistry().register_many(__register__)
    linter = harper.Linter(dialect=harper.Dialect.AMERICAN)
    readers: dict[str, Callable[[str], object]] = {
        "permitted, everything": partial(check_insert, language="en"),
        "proselint (style)": lambda text: LintFile("text", content=text).lint(),
        "harper (spelling and grammar)": linter.lint,
    }
    for name, work in readers.items():
        print(f"{f'same English texts a second, {name}':<62} {once_each(work, texts):,.0f}")
    english._grammar = lambda text: []
    print(
        f"{'same English texts a second, permitted without grammar':<62} {once_each(partial(check_insert, language='en'), texts):,.0f}"
    )


def main() -> None:
    """Run all benchmarks."""
    cold("permitted --help", 1.5, ["-m", "generator", "--help"], ["-c", BARE])
    cold("a notice without insert", 1.5, WRITE, ["-c", BARE])
    cold("a notice with insert", 1.2, [*WRITE, "--insert", INSERT], ["-c", SPACY])
    for language in ("en", "fr", "zh"):
        cold(f"the checker, {language}", 1.3, ["-c", CHECK.format(language=language)], ["-c", SPACY])
    compose_against_jinja()
    checks()
    peers()


if __name__ == "__main__":
    main()
