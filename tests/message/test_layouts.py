"""A content root's own HTML around a message: signed with the wording, filled for HTML and e-mail."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import shutil
from pathlib import Path

import pytest

from generator.content import bundled_root, load_catalogue
from generator.errors import ContentError
from generator.maintain import EXAMPLE_DAY, approve, audit, example_message
from generator.message import write_as

PAGE = """\
<!DOCTYPE html>
<html lang="{{ language }}" dir="{{ direction }}">
<head><meta charset="utf-8"><title>{{ subject }}</title></head>
<body>
{# the seal stands above the text -#}
<p><img src="seal.png" alt="Logo of Northlight" width="60"></p>
{{ body }}
</body>
</html>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with one intent of its own and a layout for it."""
    bundled = bundled_root()
    (tmp_path / "intents" / "_shared").mkdir(parents=True)
    shutil.copy(bundled.intents / "_shared" / "facts.yaml", tmp_path / "intents" / "_shared")
    text = (bundled.intents / "order_question.yaml").read_text(encoding="utf-8")
    (tmp_path / "intents" / "own_question.yaml").write_text(text, encoding="utf-8")
    folder = tmp_path / "templates" / "own_question"
    folder.mkdir(parents=True)
    shutil.copy(bundled.templates / "order_question" / "en.txt.j2", folder)
    shutil.copy(Path(__file__).parents[1] / "policy" / "layout" / "seal.png", folder)
    (folder / "en.html.j2").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_layout_is_filled(root: Path) -> None:
    catalogue = load_catalogue([root])
    approve(catalogue, "own_question", ["en"], by="tests", on=dt.date(2026, 11, 23))
    message = example_message(load_catalogue([root]), load_catalogue([root]).entry("own_question"), "en")
    page = write_as(message, "html").decode()
    assert page.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">\n')
    assert "Logo of Northlight" in page
    assert "the seal stands" not in page
    assert f"<p>{message.parts[1].text}</p>" in page or message.parts[1].lines[0] in page
    mail = email.message_from_bytes(write_as(message, "eml"), policy=email.policy.default)
    assert "Logo of Northlight" in mail.get_body(("html",)).get_content()


def test_layout_is_signed_with_the_wording(root: Path) -> None:
    """One changed letter of the layout makes the wording unsigned."""
    approve(load_catalogue([root]), "own_question", ["en"], by="tests", on=EXAMPLE_DAY)
    assert load_catalogue([root]).entry("own_question").wording("en").signed
    page = root / "templates" / "own_question" / "en.html.j2"
    page.write_text(PAGE.replace("Northlight", "Nightlight"), encoding="utf-8")
    assert not load_catalogue([root]).entry("own_question").wording("en").signed


def test_a_layout_for_all_intents_of_a_root(root: Path) -> None:
    own = root / "templates" / "own_question" / "en.html.j2"
    (root / "templates" / "_shared").mkdir()
    own.rename(root / "templates" / "_shared" / "en.html.j2")
    wording = load_catalogue([root]).entry("own_question").wording("en")
    assert wording.layout is not None
    assert not [
        problem
        for problem in audit(load_catalogue([root])).problems
        if problem.code == "K004" and "seal" not in problem.where
    ]


def test_what_breaks_a_rule_is_not_signed(root: Path) -> None:
    page = root / "templates" / "own_question" / "en.html.j2"
    page.write_text(PAGE.replace("<body>", '<body style="color: navy">'), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        approve(load_catalogue([root]), "own_question", ["en"], by="tests", on=EXAMPLE_DAY)
    (problem,) = refused.value.problems
    assert (problem.code, problem.location.line, problem.location.column) == ("T032", 4, 1)
