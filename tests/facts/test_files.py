"""Files that go with a message."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from generator.facts import Attachment

PDF = b"%PDF-1.4\n%%EOF\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file of every kind."""
    contents = {
        "a.pdf": PDF,
        "b.PNG": b"\x89PNG\r\n\x1a\n",
        "c.jpeg": b"\xff\xd8\xff\xd9",
        "d.txt": "Grüße".encode(),
        "long.txt": b"a" + "ü".encode() * 5000,
        "e.doc": b"\xd0\xcf\x11\xe0",
        "empty.pdf": b"",
        "image.pdf": b"\x89PNG\r\n\x1a\n",
        "fun.gif": b"GIF89a",
        "run.txt": b"MZ\x90",
        "latin.txt": b"Gr\xfc\xdfe aus Bonn",
        "nul.txt": b"a\0b",
        "bad.docx": b"PK\x03\x04",
        "x.html": b"<p>x</p>",
        "noend": PDF,
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "f.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with zipfile.ZipFile(tmp_path / "sheet.docx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<w/>")
    (tmp_path / "inner").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("a.pdf", ["application/pdf"]),
        ("b.PNG; c.jpeg", ["image/png", "image/jpeg"]),
        (["d.txt", "long.txt", "d.txt"], ["text/plain", "text/plain"]),
        (["e.doc", "f.docx"], ["application/msword", WORD]),
        ("inner/../a.pdf", ["application/pdf"]),
    ],
)
def test_read(parse, folder, raw, kinds):
    """Files are found beside the facts, told by their content, each once."""
    assert [item.media_type for item in parse("files", raw, folder=folder)] == kinds


def test_attachment(parse, folder):
    """An attachment holds place, name, kind and size."""
    assert parse("files", "a.pdf", folder=folder) == (
        Attachment(folder / "a.pdf", "a.pdf", "application/pdf", len(PDF)),
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "F002"),
        ([], "F002"),
        ("missing.pdf", "F060"),
        ("a.pdf/b.pdf", "F062"),
        ("~nobody-of-this-name/a.pdf", "F060"),
        ("inner", "F061"),
        ("x" * 300 + ".pdf", "F062"),
        ("empty.pdf", "F063"),
        ("image.pdf", "F063"),
        ("fun.gif", "F063"),
        ("run.txt", "F063"),
        ("latin.txt", "F063"),
        ("nul.txt", "F063"),
        ("bad.docx", "F063"),
        ("sheet.docx", "F063"),
        ("x.html", "F063"),
        ("noend", "F063"),
        (["a.pdf", "b.PNG", "c.jpeg", "d.txt", "e.doc", "f.docx"], "F065"),
        ([["a.pdf"]], "F003"),
        ("a\x00.pdf", "F004"),
    ],
)
def test_refused(fault, folder, raw, code):
    """A file that is not there, not of an allowed kind, or not what its name says is refused."""
    assert fault("files", raw, folder=folder) == code


@pytest.mark.parametrize(("size", "code"), [(9_999_999, None), (10_000_000, "F064")])
def test_size(fault, parse, folder, size, code):
    """Files stay under ten megabytes together."""
    with (folder / "a.pdf").open("r+b") as file:
        file.truncate(size)
    if code:
        assert fault("files", "a.pdf", folder=folder) == code
    else:
        assert parse("files", "a.pdf", folder=folder)[0].size == size


def test_named_pipe_is_refused(folder):
    """A named pipe is no file to attach, and reading of facts does not wait for it."""
    os.mkfifo(folder / "pipe.pdf")
    code = (
        "import sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from generator.facts import FACT_TYPES, FactFault, ParseContext\n"
        "try:\n    FACT_TYPES['files'].parse('pipe.pdf', ParseContext(date(2026, 11, 23), folder=Path(sys.argv[1])))\n"
        "except FactFault as fault:\n    print(fault.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, timeout=5, check=True)
    assert done.stdout in ("F062\n", "F063\n")


def test_text(told, folder):
    """The refusal names the kinds that are allowed and the clause, in both languages."""
    known = ".pdf, .jpg, .jpeg, .png, .txt, .doc, .docx"
    assert told("files", "fun.gif", folder=folder) == [
        f"the file 'fun.gif' is image/gif; allowed are {known} with fitting content (clause A12)",
        "",
    ]
    assert told("files", "fun.gif", "zh", folder=folder) == [
        f"文件“fun.gif”为 image/gif；只允许内容相符的 {known}（条款 A12）",
        "",
    ]
    assert told("files", "missing.pdf", folder=folder) == ["there is no file 'missing.pdf'", ""]
    assert told("files", "missing.pdf", "zh", folder=folder) == ["没有文件“missing.pdf”", ""]
