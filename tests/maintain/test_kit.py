"""The kit of a template maintainer, by its commands: new, vet, samples, approve, vetting, paths, schema."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from generator.cli.boundary import ExitCode
from generator.content import Intent, bundled_root, load_catalogue
from generator.maintain import audit

ROOT = Path(__file__).parents[2]
DANISH = {
    "Delivery of your order {{ order_id }} is delayed": "Leveringen af din ordre {{ order_id }} er forsinket",
    "We are sorry, but your order {{ order_id }} will arrive later than promised.": "Vi beklager, men din ordre {{ order_id }} kommer senere end lovet.",
}


def call(*arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    """Call the command in a process of its own, as a maintainer does."""
    return subprocess.run([sys.executable, "-m", "generator", *arguments], capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT, **settings)  # fmt: skip


def problems(root: Path) -> list[dict[str, Any]]:
    done = call("vet", str(root), "--json")
    found: list[dict[str, Any]] = json.loads(done.stdout)["problems"]
    return found


def fill_in(folder: Path) -> None:
    """Write something sensible on every marked line."""
    for path in [*folder.rglob("*.yaml"), *folder.rglob("*.j2")]:
        text = path.read_text(encoding="utf-8")
        for mark, words in (
            ("TODO about your order", "The warranty of your order"),
            ("TODO say first what the buyer needs to know about order {{ order_id }}.", "This is the warranty of the product in your order {{ order_id }}."),
            ("TODO name of the date", "Warranty ends on"),
            ("TODO ", ""),
        ):  # fmt: skip
            text = text.replace(mark, words)
        path.write_text(text, encoding="utf-8")


def test_a_new_intent_from_nothing_to_a_message(tmp_path: Path) -> None:
    """What is written passes save for what is marked; filled in, sampled and signed it makes messages."""
    root = tmp_path / "own"
    done = call("new", "intent", "warranty_info", "--content", str(root))
    assert (done.returncode, done.stderr.count("TODO")) == (ExitCode.WRITTEN, 1)
    assert {problem["code"] for problem in problems(root)} == {"I010", "K006", "V001"}
    fill_in(root)
    assert {problem["code"] for problem in problems(root)} == {"K006", "V001"}
    assert call("samples", "warranty_info", "--content", str(root)).returncode == ExitCode.WRITTEN
    assert call("approve", "warranty_info", "--by", "tests", "--content", str(root)).returncode == ExitCode.WRITTEN
    assert problems(root) == []
    sample = root / "samples" / "warranty_info" / "example.yaml"
    done = call("write", "warranty_info", "--facts", str(sample), "--language", "en-GB", "--today", "2026-11-23", "--content", str(root))  # fmt: skip
    assert done.stdout == sample.with_name("example.en.txt").read_text(encoding="utf-8")
    assert "Warranty ends on: 28 December 2026" in done.stdout


def test_a_new_language(tmp_path: Path) -> None:
    """Danish, which has no lexicon: every line is marked, and what stays unchecked is said."""
    root = tmp_path / "own"
    done = call("new", "language", "da", "delay_notice", "--content", str(root))
    assert done.returncode == ExitCode.WRITTEN
    template = root / "templates" / "delay_notice" / "da.txt.j2"
    text = template.read_text(encoding="utf-8")
    english = (bundled_root().templates / "delay_notice" / "en.txt.j2").read_text(encoding="utf-8")
    assert text.count("\n") == english.count("\n")
    for line, danish in DANISH.items():
        assert f"TODO {line}" in text
        text = text.replace(f"TODO {line}", danish)
    assert '{% include "_shared/da/greeting.txt.j2" %}' in text
    template.write_text(text.replace("TODO ", ""), encoding="utf-8")
    for path in (root / "templates" / "_shared" / "da").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("TODO ", ""), encoding="utf-8")
    result = audit(load_catalogue([root]))
    assert {problem.code for problem in result.problems if str(root) in problem.where} == {"V001"}
    assert "T035" in {note.code for note in result.notes}
    done = call("approve", "delay_notice", "da", "--by", "tests", "--content", str(root))
    assert done.returncode == ExitCode.WRITTEN, done.stderr
    facts = ("--facts", "samples/delay_notice/carrier.yaml", "--today", "2026-11-23", "--content", str(root))
    done = call("write", "delay_notice", *facts, "--language", "da")
    assert done.returncode == ExitCode.WRITTEN
    assert "kommer senere end lovet" in done.stdout
    assert "24. november 2026" in done.stdout
    done = call("write", "delay_notice", *facts, "--language", "da", "--insert", "Pakken er i Aarhus.")
    assert (done.returncode, "N006" in done.stderr) == (ExitCode.REFUSED, True)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["intent", "Warranty Info"], "U020"),
        (["intent", "delay_notice"], "U019"),
        (["language", "klingon_empire"], "U021"),
        (["language", "de", "delay_notice"], "U022"),
        (["language", "da", "delay_notise"], "U001"),
    ],
)
def test_what_new_refuses(tmp_path: Path, arguments: list[str], code: str) -> None:
    done = call("new", *arguments, "--content", str(tmp_path / "own"))
    assert (done.returncode, code in done.stderr) == (ExitCode.USAGE, True)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    root = tmp_path / "own"
    mine = root / "templates" / "warranty_info" / "en.txt.j2"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    call("new", "intent", "warranty_info", "--content", str(root))
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("finished")
    call("new", "intent", "warranty_info", "--content", str(root))
    fill_in(root)
    call("samples", "--content", str(root), "warranty_info")
    call("approve", "warranty_info", "--by", "Kim", "--note", "read twice", "--today", "2026-11-23", "--content", str(root))  # fmt: skip
    return root


@pytest.fixture
def signed(finished: Path, tmp_path: Path) -> Path:
    """A root with one finished and signed intent."""
    return shutil.copytree(finished, tmp_path / "signed")


def test_vetting_shows_what_changed(signed: Path) -> None:
    """The diff comes from the record alone."""
    done = call("vetting", "warranty_info", "--content", str(signed))
    assert done.stdout.splitlines()[:2] == [
        "warranty_info en (option)  signed  Kim, 2026-11-23, 2026-11",
        "    read twice",
    ]
    template = signed / "templates" / "warranty_info" / "en.txt.j2"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("Warranty ends on", "The warranty ends on"), encoding="utf-8")
    done = call("vetting", "warranty_info", "--content", str(signed))
    assert "changed since it was signed" in done.stdout
    assert "-- Warranty ends on: {{ valid_until }}" in done.stdout
    assert "+- The warranty ends on: {{ valid_until }}" in done.stdout
    rows = json.loads(call("vetting", "warranty_info", "--content", str(signed), "--json").stdout)["wordings"]
    assert [(row["state"], row["by"]) for row in rows] == [("changed", "Kim")]
    assert {problem["code"] for problem in problems(signed)} == {"V002", "K007", "K011"}


def test_unfinished_wording_is_not_signed(tmp_path: Path) -> None:
    """A line still to be written is never signed, whatever else passes."""
    call("new", "language", "da", "review_request", "--content", str(tmp_path))
    done = call("approve", "review_request", "da", "--by", "tests", "--content", str(tmp_path))
    assert (done.returncode, "I010" in done.stderr) == (ExitCode.CONTENT, True)
    assert not (tmp_path / "templates" / "vetted.yaml").exists()


def test_a_stale_contact_sheet(signed: Path) -> None:
    """The sheet of all samples is written with them, and is told of when it says something else."""
    sheet = signed / "samples" / "README.md"
    assert "Warranty ends on: 28 December 2026" in sheet.read_text(encoding="utf-8")
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("28 December", "29 December"), encoding="utf-8")
    assert [problem["code"] for problem in problems(signed)] == ["K011"]


def test_a_file_named_by_no_language(signed: Path) -> None:
    """It is told with its place, and the rest is audited."""
    folder = signed / "templates" / "warranty_info"
    (folder / "en.txt.j2").rename(folder / "english.txt.j2")
    assert {problem["code"] for problem in problems(signed)} >= {"K010"}


def test_another_policy_version_asks_for_new_signatures(signed: Path) -> None:
    record = signed / "templates" / "vetted.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace('"2026-11"', '"2026-05"'), encoding="utf-8")
    assert [problem["code"] for problem in problems(signed)] == ["V004"]
    assert "signed under another policy version" in call("vetting", "warranty_info", "--content", str(signed)).stdout


def test_samples_out_of_step_are_told(signed: Path) -> None:
    folder = signed / "samples" / "warranty_info"
    (folder / "example.en.txt").write_text("something else\n", encoding="utf-8")
    (folder / "old.en.txt").write_text("left over\n", encoding="utf-8")
    (folder / "wrong.yaml").write_text("order_id: 1\n", encoding="utf-8")
    assert {problem["code"] for problem in problems(signed)} == {"K007", "K008", "K009"}


def test_vet_takes_paths(signed: Path) -> None:
    """Only what lies under a path is told; the root is found from it."""
    (signed / "templates" / "warranty_info" / "en.txt.j2").write_text("no blocks", encoding="utf-8")
    (signed / "samples" / "warranty_info" / "left.en.txt").write_text("x", encoding="utf-8")
    done = call("vet", str(signed / "templates"), "--json")
    found = {problem["code"] for problem in json.loads(done.stdout)["problems"]}
    assert (done.returncode, "T007" in found, "K009" in found) == (ExitCode.CONTENT, True, False)
    assert "U024" in call("vet", str(signed / "nowhere")).stderr
    assert "U025" in call("vet", str(ROOT.parent)).stderr


def test_two_sign_at_once(tmp_path: Path) -> None:
    """Eight who sign different intents at the same moment all stand on the record."""
    names = [f"own_{letter}" for letter in "abcdefgh"]
    for name in names:
        call("new", "intent", name, "--content", str(tmp_path))
    fill_in(tmp_path)
    running = [
        subprocess.Popen([sys.executable, "-m", "generator", "approve", name, "--by", "tests", "--content", str(tmp_path)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for name in names
    ]  # fmt: skip
    assert [process.wait(60) for process in running] == [ExitCode.WRITTEN] * len(names)
    for process in running:
        assert process.stderr
        process.stderr.close()
    assert [*yaml.safe_load((tmp_path / "templates" / "vetted.yaml").read_text(encoding="utf-8"))] == names


def test_a_record_that_cannot_be_written(signed: Path) -> None:
    """Nothing is signed then, and what was signed stays."""
    before = (signed / "templates" / "vetted.yaml").read_bytes()
    (signed / "templates" / "vetted.yaml.new").mkdir()
    done = call("approve", "warranty_info", "--by", "tests", "--content", str(signed))
    assert (done.returncode, "V005" in done.stderr) == (ExitCode.CONTENT, True)
    assert (signed / "templates" / "vetted.yaml").read_bytes() == before


BAD = {
    "binary": b"\x7fELF\x00\xff\xfe",
    "huge": b"x" * 5_000_000,
    "half a block": b"{% block subject %}",
    "loop over a number": b"{% block subject %}{% for x in range(10**9) %}x{% endfor %}{% endblock %}",
    "recursive loop": b"{% block subject %}{% for x in product recursive %}{{ loop(product) }}{% endfor %}{% endblock %}",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_templates(signed: Path, name: str) -> None:
    """A template that is none gives problems with places and leaves the other intents working."""
    (signed / "templates" / "warranty_info" / "en.txt.j2").write_bytes(BAD[name])
    found = problems(signed)
    assert found
    assert all(problem["code"][0] in "STK" for problem in found), found
    done = call("intents", "--content", str(signed))
    assert (done.returncode, "delay_notice" in done.stdout) == (ExitCode.WRITTEN, True)


def test_partials_that_include_each_other(signed: Path) -> None:
    shared = signed / "templates" / "_shared" / "en"
    shared.mkdir(parents=True)
    (shared / "one.txt.j2").write_text('{% include "_shared/en/two.txt.j2" %}', encoding="utf-8")
    (shared / "two.txt.j2").write_text('{% include "_shared/en/one.txt.j2" %}', encoding="utf-8")
    template = signed / "templates" / "warranty_info" / "en.txt.j2"
    text = template.read_text(encoding="utf-8").replace("_shared/en/greeting", "_shared/en/one")
    template.write_text(text, encoding="utf-8")
    assert "T004" in {problem["code"] for problem in problems(signed)}


def test_paths(tmp_path: Path) -> None:
    """The roots stand in the order in which they are searched, with what is taken from each."""
    call("new", "intent", "warranty_info", "--content", str(tmp_path / "a"))
    environment = {**os.environ, "PERMITTED_CONTENT": str(tmp_path / "a"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    rows = json.loads(call("paths", "--json", env=environment).stdout)["roots"]
    assert [row["origin"] for row in rows] == ["environment", "bundled"]
    assert rows[0]["intents"] == ["warranty_info"]
    assert "delay_notice" in rows[1]["intents"]


def test_schema_is_that_of_the_files() -> None:
    """Every bundled intent is what the schema describes, and its names are those that the reader takes."""
    schema = json.loads(call("schema", "intent").stdout)
    keys = {field.encode_name for field in msgspec.structs.fields(Intent)} - {"id"}
    assert {*schema["$defs"]["Intent"]["properties"]} == keys
    for path in bundled_root().intents.glob("*.yaml"):
        assert {*re.findall(r"^(\w+):", path.read_text(encoding="utf-8"), re.MULTILINE)} <= keys
    assert "U023" in call("schema", "intend").stderr


def test_explain_a_code() -> None:
    done = call("explain", "t012")
    assert done.stdout.splitlines()[0] == "T012: the fact '<name>' is not shown by this template (<case>)"
    assert json.loads(call("explain", "U019", "--json", "--ui", "zh").stdout)["code"] == "U019"
    assert call("explain", "g1.10").stdout.startswith("G1.10: ")


def test_watch_audits_again(signed: Path) -> None:
    """A change under watch is told without being asked for."""
    process = subprocess.Popen([sys.executable, "-m", "generator", "vet", str(signed), "--watch"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # fmt: skip
    assert process.stdout
    first = process.stdout.readline()
    shutil.rmtree(signed / "samples" / "warranty_info")
    (signed / "templates" / "warranty_info" / "stray.doc").write_text("x", encoding="utf-8")
    second = process.stdout.readline()
    process.terminate()
    process.wait()
    process.stdout.close()
    assert ("nothing wrong" in first, "problem(s)" in second) == (True, True)
