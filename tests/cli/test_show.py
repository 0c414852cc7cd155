"""``intents``, ``show``, ``rules`` and ``explain``: what there is; and broken content beside good."""

from __future__ import annotations

import json

import pytest

from generator.cli.boundary import ExitCode
from generator.policy import rulebook

from .conftest import BROKEN, DELAY_TEXT, TEN, delay

UNSIGNED = BROKEN / "unsigned"


def test_intents(permitted):
    """Every intent stands on a line with title, reason, languages and origin."""
    done = permitted("intents")
    assert (done.code, done.err) == (ExitCode.WRITTEN, "")
    assert [line.split()[0] for line in done.out.splitlines()] == TEN.split(", ")
    assert (
        "delay_notice          Delay notice: The delivery will be later than Amazon promised the buyer.  [" in done.out
    )


def test_intents_in_chinese(permitted):
    """With --ui zh titles and reasons are Chinese."""
    assert (
        "delay_notice          延迟通知: 配送将晚于亚马逊向买家承诺的日期。  ["
        in permitted("intents", "--ui", "zh").out
    )


def test_intents_as_json(permitted):
    """As JSON every intent has the documented keys."""
    shape = json.loads(permitted("intents", "--json").out)
    assert (shape["format"], [row["intent"] for row in shape["intents"]]) == (1, TEN.split(", "))
    row = shape["intents"][1]
    assert {key: row[key] for key in row if key not in ("languages", "clauses", "when")} == {
        "intent": "delay_notice",
        "root": "bundled",
        "file": "intents/delay_notice.yaml",
        "title": "Delay notice",
        "mandatory": True,
        "critical": True,
    }


def test_intents_of_another_root(permitted):
    """Intents of a folder of one's own stand among the bundled ones."""
    line = "late                  Late: It comes later.  [en] (option)\n"
    assert line in permitted("intents", "--content", UNSIGNED).out


def test_intents_by_environment(permitted, monkeypatch):
    """A folder can be named in the environment."""
    monkeypatch.setenv("PERMITTED_CONTENT", str(UNSIGNED))
    line = "late                  Late: It comes later.  [en] (environment)\n"
    assert line in permitted("intents").out


def test_show(permitted):
    """An intent is shown whole: facts, insert, clauses, route, example."""
    done = permitted("show", "late", "--content", UNSIGNED)
    assert (done.code, done.err) == (ExitCode.WRITTEN, "")
    head, _, rest = done.out.partition("\nClauses\n")
    assert head == (
        f"late: Late\nIt comes later.\nLanguages: en\nFrom: option ({UNSIGNED.as_posix()}/intents/late.yaml)\n\nFacts\n"
        "  order_id (order_id, required): Order id\n"
        "      such as 302-1234567-7654321. The 17 digits that Amazon shows for the order, as NNN-NNNNNNN-NNNNNNN.\n"
        "  completed_on (date, optional): Order completed (delivered) on\n"
        "      such as 2026-11-20. Leave it empty while the order has not arrived. "
        "A seller may write first until 30 days after this day.\n"
        "  shop_name (name, required): Name of your shop\n"
        "      such as Northlight Home. It signs the message.\n"
        "\nInsert\n  takes no words of your own\n"
    )
    assert rest.partition("\n\n")[2] == (
        "Where to send it\n  Contact reason: Problem with Order\n  API operation: createUnexpectedProblem\n"
        "\nExample (en)\n  Subject: Your order 302-1234567-7654321 is late\n\n"
        "  Your order 302-1234567-7654321 will come later.\n\n  Kind regards,\n  Northlight Home\n"
    )


def test_show_as_json(permitted):
    """As JSON an intent has the documented keys."""
    shape = json.loads(permitted("show", "delay_notice", "--json").out)
    assert [*shape] == [
        "format", "intent", "root", "file", "title", "when", "languages", "mandatory", "critical", "clauses",
        "route", "facts", "insert", "clause_texts", "example", "gloss",
    ]  # fmt: skip
    assert shape["facts"]["reason"]["options"]["carrier"] == "Delay at the carrier"
    assert shape["insert"] == {
        "ask": "Anything about this delay that the buyer should know",
        "sentences": 2,
        "characters": 300,
        "required_when": {"reason": ["other"]},
    }


@pytest.mark.parametrize("name", ["delay_notice", "Delay Notice", "delay-notice"])
def test_show_by_any_spelling(permitted, name):
    """An intent is found whatever its case, with blank or hyphen for the underscore."""
    assert permitted("show", name).out.splitlines()[0] == "delay_notice: Delay notice"


def test_show_in_chinese(permitted):
    """With --ui zh an intent is shown in Chinese, its example in the buyer's language."""
    lines = permitted("show", "delay_notice", "--ui", "zh").out.splitlines()
    assert lines[0] == "delay_notice: 延迟通知"
    assert "  联系原因：订单问题（Problem with Order）" in lines
    assert "  We are sorry, but your order 302-1234567-7654321 will arrive later than promised." in lines


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (
            ["show", "invoce"],
            f"intent: U001 there is no intent 'invoce'; there are: {TEN}\n  hint: did you mean invoice?\n",
        ),
        (
            ["explain", "emogi"],
            f"rule: U004 there is no rule 'emogi'; there are: {', '.join(rulebook())}\n  hint: did you mean emoji?\n",
        ),
        (["explain", "qqqq"], f"rule: U004 there is no rule 'qqqq'; there are: {', '.join(rulebook())}\n"),
        (
            ["explain", "emogi", "--ui", "zh"],
            f"rule: U004 没有规则“emogi”；可用：{', '.join(rulebook())}\n  提示：是否指 emoji？\n",
        ),
    ],
)
def test_unknown_names(permitted, arguments, err):
    """An unknown intent or rule is refused with the nearest name."""
    assert permitted(*arguments) == (ExitCode.USAGE, "", err)


def test_rules(permitted):
    """Every rule stands on a line with clause, severity and reason."""
    done = permitted("rules")
    assert (done.code, done.err) == (ExitCode.WRITTEN, "")
    assert [line.split()[:3] for line in done.out.splitlines()] == [
        [name, rule.clause, rule.severity] for name, rule in rulebook().items()
    ]
    assert "emoji                G4.14  block  Emoji and emoticons are not permitted.\n" in done.out


def test_rules_as_json(permitted):
    """As JSON every rule has the documented keys."""
    shape = json.loads(permitted("rules", "--json").out)
    assert (shape["format"], [rule["rule"] for rule in shape["rules"]]) == (1, [*rulebook()])
    assert [*shape["rules"][0]] == [
        "rule", "clause", "clause_text", "severity", "why", "fix", "refused", "accepted", "except_in"
    ]  # fmt: skip


def test_explain(permitted):
    """A rule is explained with clause, reason, mend and an example of each kind."""
    lines = permitted("explain", "external_link").out.splitlines()
    assert lines[0] == "external-link (block)"
    assert lines[1].startswith("Clause G4.1: ")
    assert lines[2:] == [
        "why: Links to sites outside Amazon are not permitted.",
        "fix: Leave the link out and say what the buyer needs in words.",
        "Refused:  The manual is at www.example.com/manual.",
        "Accepted: The manual is in the box, under the lid.",
    ]


def test_explain_in_chinese(permitted):
    """With --ui zh a rule is explained in Chinese."""
    lines = permitted("explain", "external-link", "--ui", "zh").out.splitlines()
    assert lines[2:4] == ["原因：不允许链接到亚马逊以外的网站。", "修改：删除链接，用文字说明买家需要的内容。"]


# A broken intent beside good ones


@pytest.mark.parametrize(
    "case", ["unknown-key", "yaml-syntax", "wrong-type", "empty-intent", "shadow", "duplicate-key"]
)
def test_broken_beside_good(permitted, case):
    """A broken intent is listed as broken, and everything else goes on as before."""
    root = BROKEN / case
    broken = "delay_notice" if case == "shadow" else "late"
    done = permitted("intents", "--content", root)
    assert (done.code, done.err) == (ExitCode.WRITTEN, "")
    assert [line.split()[0] for line in done.out.splitlines()] == sorted({*TEN.split(", "), broken})
    assert [line.split()[0] for line in done.out.splitlines() if "  BROKEN: " in line] == [broken]
    assert permitted("show", "invoice", "--content", root).code == ExitCode.WRITTEN
    if case != "shadow":
        assert permitted(*delay("--content", root)).out == DELAY_TEXT
    assert permitted("show", broken, "--content", root).code == ExitCode.CONTENT


@pytest.mark.parametrize(
    "case", ["filter", "template-syntax", "undeclared-name", "partial-names-unknown", "no-template"]
)
def test_broken_wording_beside_good(permitted, case):
    """Wrong wording or clauses stop this intent, with the code for content, and no other."""
    root = BROKEN / case
    assert permitted(*delay("--content", root)).out == DELAY_TEXT
    done = permitted("show", "late", "--content", root)
    assert (done.code, done.out) == (ExitCode.CONTENT, "")


@pytest.mark.parametrize("case", ["filter", "undeclared-name", "partial-names-unknown"])
def test_broken_wording_is_not_written(permitted, case):
    """A message is never made from wording that uses what it may not, drafts or not."""
    facts = ["--fact", "order_id=302-1234567-7654321", "--fact", "shop_name=Northlight Home"]
    done = permitted("write", "late", "--content", BROKEN / case, "--language", "en", "--drafts", *facts)
    assert (done.code, done.out) == (ExitCode.CONTENT, "")


def test_vet_tells_all(permitted):
    """The audit prints what the expected text of a broken root says, with the line and an exit code of its own."""
    root = BROKEN / "unknown-route"
    done = permitted("vet", "--content", root)
    assert done.code == ExitCode.CONTENT
    told = (root / "expected.txt").read_text(encoding="utf-8").splitlines()
    lines = done.err.splitlines()
    start = lines.index(f"{root.as_posix()}/{told[0]}")
    assert lines[start : start + 3] == [f"{root.as_posix()}/{told[0]}", "     4 | route: problem_with_orders", told[1]]


def test_vet_as_json(permitted):
    """As JSON every problem has its code, place and words."""
    root = BROKEN / "unknown-route"
    shape = json.loads(permitted("vet", "--json", "--content", root).out)
    found = [problem for problem in shape["problems"] if problem["path"].startswith(root.as_posix())]
    assert [(problem["code"], problem["line"], problem["column"]) for problem in found] == [("I002", 4, 1)]
    assert shape["count"] == len(shape["problems"])
