"""``permitted check``: a verdict on a text that somebody typed."""

from __future__ import annotations

import json

import pytest

from generator.cli.boundary import ExitCode

from .conftest import TEN, process

GOOD = "The parcel has been at the sorting centre in Leipzig since Friday."
BAD = "The manual stands on www.example.com/manual today."
MARKED = """\
block: 1 thing(s) that may not be sent
  The manual stands on www.example.com/manual today.
                       ^^^^^^^^^^^^^^^^^^^^^^
  external-link (G4.1, block)
  why: Links to sites outside Amazon are not permitted.
  fix: Leave the link out and say what the buyer needs in words.

"""


def test_pass(permitted):
    """A text that breaks nothing passes."""
    assert permitted("check", GOOD) == (ExitCode.WRITTEN, "pass: nothing forbidden was found\n", "")


def test_block(permitted):
    """A text that breaks a rule is refused, with the words underlined."""
    assert permitted("check", BAD) == (ExitCode.REFUSED, MARKED, "")


def test_block_in_chinese(permitted):
    """With --ui zh verdict, reason and mend are Chinese."""
    assert permitted("check", BAD, "--ui", "zh") == (
        ExitCode.REFUSED,
        (
            "禁止：有 1 处不得发送\n"
            "  The manual stands on www.example.com/manual today.\n"
            "                       ^^^^^^^^^^^^^^^^^^^^^^\n"
            "  external-link (G4.1, block)\n"
            "  原因：不允许链接到亚马逊以外的网站。\n"
            "  修改：删除链接，用文字说明买家需要的内容。\n\n"
        ),
        "",
    )


def test_json(permitted):
    """As JSON the verdict comes with every finding and its span."""
    done = permitted("check", BAD, "--json")
    assert (done.code, json.loads(done.out)) == (
        ExitCode.REFUSED,
        {
            "verdict": "block",
            "findings": [
                {
                    "rule": "external-link",
                    "severity": "block",
                    "clause": "G4.1",
                    "start": 21,
                    "end": 43,
                    "text": "www.example.com/manual",
                    "why": "Links to sites outside Amazon are not permitted.",
                    "fix": "Leave the link out and say what the buyer needs in words.",
                }
            ],
        },
    )


def test_one_reason(permitted):
    """A link after the word "at" is a link and no e-mail address."""
    done = permitted("check", "The manual is at www.example.com/manual.", "--json")
    assert [finding["rule"] for finding in json.loads(done.out)["findings"]] == ["external-link"]


def test_from_file_and_standard_input(permitted, tmp_path):
    """A text comes from a file or from standard input alike."""
    (tmp_path / "text.txt").write_text(BAD)
    assert permitted("check", "--file", tmp_path / "text.txt") == (ExitCode.REFUSED, MARKED, "")
    assert permitted("check", "-", stdin=BAD.encode()) == (ExitCode.REFUSED, MARKED, "")


@pytest.mark.parametrize("code", ["{{ 7*7 }}", "{% if reason %}"])
def test_template_code(permitted, code):
    """Template code is reported as a placeholder and never evaluated."""
    done = permitted("check", f"The parcel weighs {code} kg.", "--json")
    found = [finding for finding in json.loads(done.out)["findings"] if finding["rule"] == "unfilled"]
    assert (done.code, [finding["text"] for finding in found]) == (ExitCode.REFUSED, [code])


def test_empty_text(permitted):
    """An empty text breaks nothing."""
    assert permitted("check", "").out == "pass: nothing forbidden was found\n"


def test_intent_sets_the_limit(permitted):
    """A text for an intent is held against the limit of its route."""
    text = "The letters are four millimetres high and stand in one row. " * 20
    done = permitted("check", text, "--intent", "custom_design", "--json")
    assert "too-long" in {finding["rule"] for finding in json.loads(done.out)["findings"]}


@pytest.mark.parametrize("arguments", [["check"], ["check", GOOD, "--file", "text.txt"]])
def test_one_text(permitted, arguments):
    """Exactly one text is wanted."""
    assert permitted(*arguments) == (
        ExitCode.USAGE,
        "",
        "check: U010 give one text: as an argument, with --file, or - for standard input\n",
    )


def test_unknown_intent(permitted):
    """An unknown intent is refused with the nearest name."""
    assert permitted("check", GOOD, "--intent", "invoce") == (
        ExitCode.USAGE,
        "",
        f"intent: U001 there is no intent 'invoce'; there are: {TEN}\n  hint: did you mean invoice?\n",
    )


def test_unknown_language(permitted):
    """A language that cannot be judged is refused with those that can."""
    done = permitted("check", GOOD, "--language", "enn")
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    first, second = done.err.splitlines()
    assert first.startswith("language: U003 there is nothing in the language 'enn'; there are: ")
    assert second == "  hint: did you mean en?"


@pytest.mark.parametrize("raw", [b"caf\xe9", b"\xff\xfea\0"])
def test_broken_utf_8(permitted, tmp_path, raw):
    """Bytes that are no UTF-8 are refused alike from a file and from standard input."""
    (tmp_path / "text.txt").write_bytes(raw)
    offset = 3 if raw.startswith(b"caf") else 0
    told = f"S005 the file is not text in UTF-8 (first at byte {offset})\n  hint: save it as UTF-8\n"
    file = tmp_path / "text.txt"
    assert permitted("check", "--file", file) == (ExitCode.USAGE, "", f"{file}: {told}")
    assert permitted("check", "-", stdin=raw) == (ExitCode.USAGE, "", f"standard input: {told}")


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_broken_utf_8_as_argument(more):
    """Bytes that are no text get a verdict or a refusal, and never an unexpected end."""
    done = process("check", *more, b"The caf\xff is at www.example.com today.")
    assert done.returncode in (ExitCode.REFUSED, ExitCode.USAGE)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("txt.txt", "S001 there is no such file\n  hint: did you mean text.txt?\n"),
        ("", "S002 this is a folder; a file is wanted\n"),
        ("loop.txt", "S003 the file cannot be read (Too many levels of symbolic links)\n"),
        ("huge.txt", "S004 the file is larger than 5000000 bytes\n"),
    ],
)
def test_bad_file(permitted, tmp_path, name, told):
    """A file that cannot be read is refused with its name and the reason."""
    (tmp_path / "text.txt").write_text(GOOD)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "huge.txt").write_bytes(b"a" * 5_000_001)
    file = tmp_path / name if name else tmp_path
    assert permitted("check", "--file", file) == (ExitCode.USAGE, "", f"{file}: {told}")


def test_lines(permitted):
    """Line by line each text is answered under its name, and a bad line with its problem."""
    lines = [
        {"id": "a", "text": GOOD},
        {"id": "b", "text": BAD},
        {"id": "c", "text": GOOD, "intent": "invoce"},
        {"id": "d"},
        [1],
    ]
    raw = "\n".join(json.dumps(line) for line in lines) + "\n\nnonsense\n"
    done = permitted("check", "--jsonl", stdin=raw.encode())
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert (done.code, done.err) == (ExitCode.REFUSED, "")
    assert [(answer["id"], answer["verdict"]) for answer in answers] == [
        ("a", "pass"),
        ("b", "block"),
        ("c", "error"),
        ("d", "error"),
        (None, "error"),
        (None, "error"),
    ]
    assert [answer["problems"][0]["code"] for answer in answers[2:]] == ["U001", "U009", "U009", "U009"]
    assert [answer["problems"][0]["where"] for answer in answers[3:]] == ["line 4", "line 5", "line 7"]


@pytest.mark.parametrize(
    "line", [b'{"id": "a", "text": "caf\xff"}', b'{"id": "a", "text": "\\ud800 is late"}', b"[" * 100_000]
)
def test_lines_that_are_no_text(permitted, line):
    """A line that is no text or no end of brackets is answered, and the next one too."""
    done = permitted("check", "--jsonl", stdin=line + b"\n" + json.dumps({"id": "z", "text": GOOD}).encode() + b"\n")
    answers = [json.loads(answer) for answer in done.out.splitlines()]
    assert len(answers) == 2
    assert (answers[1]["id"], answers[1]["verdict"]) == ("z", "pass")


@pytest.mark.parametrize("value", [5, ["en"], {"a": 1}])
@pytest.mark.parametrize("key", ["language", "intent"])
def test_lines_with_values_of_the_wrong_kind(permitted, key, value):
    """A language or intent that is no text is a problem of its line alone."""
    done = permitted("check", "--jsonl", stdin=json.dumps({"id": "a", "text": GOOD, key: value}).encode())
    assert done.code == ExitCode.REFUSED
    assert json.loads(done.out)["verdict"] == "error"


def test_html(permitted, tmp_path):
    """An HTML file is judged by its look, with line and column."""
    page = tmp_path / "mail.html"
    page.write_text("<p>Your parcel is late.</p>\n<center>It comes on Friday.</center>\n", encoding="utf-8")
    code, out, _ = permitted("check", "--html", str(page))
    assert code == ExitCode.REFUSED
    assert f"{page}:2:1\n" in out
    assert "text-align (G5.5, block)" in out
    code, out, _ = permitted("check", "--html", str(page), "--json")
    assert [(row["rule"], row["line"], row["column"]) for row in json.loads(out)["findings"]] == [("text-align", 2, 1)]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01", b"PK\x03\x04\x00\xff"])
def test_html_that_is_no_text(permitted, tmp_path, content):
    page = tmp_path / "mail.html"
    page.write_bytes(content)
    code, _, err = permitted("check", "--html", str(page))
    assert code == ExitCode.USAGE
    assert "S005" in err


def test_html_goes_with_no_other_text(permitted, tmp_path):
    """What would be ignored is refused."""
    page = tmp_path / "mail.html"
    page.write_text("<p>x</p>", encoding="utf-8")
    code, _, err = permitted("check", "--html", str(page), "also this")
    assert code == ExitCode.USAGE
    assert "U018" in err
