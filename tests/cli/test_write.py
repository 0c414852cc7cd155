"""``permitted write`` without questions: facts in, one message out, or everything that is wrong."""

from __future__ import annotations

import email
import json
import os
import signal
import subprocess
import sys
from email.policy import default
from pathlib import Path

import pytest

from generator.cli.boundary import ExitCode
from generator.content import load_catalogue
from generator.facts import marketplaces

from .conftest import (
    BROKEN,
    DELAY,
    DELAY_TEXT,
    NEAREST,
    NOTE,
    NOTE_ZH,
    ROOT,
    SAMPLES,
    TEN,
    delay,
    options,
    process,
    writing,
)

FORMS = ["text", "html", "eml", "json", "api"]
UNAVAILABLE = {
    "order_id": "302-1234567-7654321",
    "product": "Mug",
    "reason": "out_of_stock",
    "amount_adjusted": "24.90 EUR",
    "adjusted_on": "2026-11-22",
    "adjustment_confirmed": "yes",
    "shop_name": "Northlight Home",
}
REVIEW = {
    "order_id": "302-1234567-7654321",
    "product": "Mug",
    "earliest_delivery": "2026-11-12",
    "latest_delivery": "2026-11-16",
    "shop_name": "Northlight Home",
}


def refused(*lines: str) -> str:
    """Give what standard error holds for problems told in these lines."""
    count = sum(not line.startswith("  ") for line in lines)
    return "".join(f"{line}\n" for line in (f"Not written: {count} thing(s) to mend.", *lines))


# The message and nothing else


def test_message_alone_on_standard_output(permitted):
    """Standard output holds the message and nothing else."""
    assert permitted(*delay()) == (ExitCode.WRITTEN, DELAY_TEXT, NOTE + NEAREST)


def test_facts_from_a_file(permitted, tmp_path):
    """Facts come from a YAML file, and an option rules over the file."""
    (tmp_path / "facts.yaml").write_text("".join(f"{name}: {value}\n" for name, value in DELAY.items()))
    done = permitted(*writing("delay_notice", "--facts", tmp_path / "facts.yaml", "--fact", "product=Bowl"))
    assert done == (ExitCode.WRITTEN, DELAY_TEXT.replace("Mug", "Bowl"), NOTE + NEAREST)


def test_facts_from_json(permitted, tmp_path):
    """Facts come from a JSON file."""
    (tmp_path / "facts.json").write_text(json.dumps(DELAY))
    assert permitted(*writing("delay_notice", "--facts", tmp_path / "facts.json")).out == DELAY_TEXT


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_facts_from_standard_input(permitted, mark):
    """Facts come from standard input, with or without a byte order mark, in JSON or YAML."""
    yaml = mark + "".join(f"{name}: {value}\n" for name, value in DELAY.items())
    for text in (yaml, mark + json.dumps(DELAY)):
        assert permitted(*writing("delay_notice", "--facts", "-"), stdin=text.encode()).out == DELAY_TEXT


def test_flow_mapping_is_yaml(permitted, tmp_path):
    """A YAML file may hold its facts in braces."""
    (tmp_path / "facts.yaml").write_text("{" + ", ".join(f"{name}: {value}" for name, value in DELAY.items()) + "}\n")
    assert permitted(*writing("delay_notice", "--facts", tmp_path / "facts.yaml")).out == DELAY_TEXT


def test_html(permitted):
    """HTML comes from the same words, with everything typed escaped."""
    done = permitted(*delay("--as", "html", product='Mug & "Saucer" <large>', shop_name="Kim's <b>Shop</b>"))
    assert done.code == ExitCode.WRITTEN
    assert "<li>Product: Mug &amp; &quot;Saucer&quot; &lt;large&gt;</li>" in done.out
    assert "<p>Kind regards,<br>Kim&#x27;s &lt;b&gt;Shop&lt;/b&gt;</p>" in done.out
    assert "<large>" not in done.out
    assert "<b>" not in done.out


def test_html_whole(permitted):
    """HTML holds paragraphs and lists and no styling."""
    assert permitted(*delay("--as", "html")).out == (
        '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        "<title>Delivery of your order 302-1234567-7654321 is delayed</title>\n</head>\n<body>\n"
        "<p>Hello,</p>\n"
        "<p>We are sorry, but your order 302-1234567-7654321 will arrive later than promised.</p>\n"
        "<ul>\n<li>Product: Mug</li>\n<li>Original delivery date: 24 November 2026</li>\n"
        "<li>New delivery date: 28 November 2026</li>\n</ul>\n"
        "<p>Reason: the carrier is experiencing delays.</p>\n"
        "<p>The order amount does not change.</p>\n"
        "<p>Your order remains active and you do not need to do anything. "
        "It will be delivered to the address in the order.</p>\n"
        "<p>Kind regards,<br>Northlight Home</p>\n</body>\n</html>\n"
    )


def test_email(permitted):
    """An e-mail is a draft with subject, text and the files."""
    facts = SAMPLES / "invoice" / "one_file.yaml"
    done = permitted(*writing("invoice", "--facts", facts, "--as", "eml"))
    mail = email.message_from_string(done.out, policy=default)
    assert mail["Subject"] == "Invoice INV-2026-0042 for your order 302-1234567-7654321"
    assert mail["X-Unsent"] == "1"
    assert mail["Date"] is None
    assert [part.get_filename() for part in mail.iter_attachments()] == ["invoice.pdf"]
    text = permitted(*writing("invoice", "--facts", facts)).out
    assert mail.get_body(["plain"]).get_content().replace("\r\n", "\n") == text


def test_json(permitted):
    """JSON holds the message, its facts and where its wording came from."""
    shape = json.loads(permitted(*delay("--as", "json", "--marketplace", "UK")).out)
    assert [*shape] == [
        "format", "intent", "language", "locale", "marketplace", "order_id", "subject", "text", "parts",
        "attachments", "route", "mandatory", "critical", "draft", "findings", "notes", "facts", "provenance",
    ]  # fmt: skip
    assert (shape["format"], shape["locale"], shape["marketplace"]) == (1, "en-GB", "UK")
    assert shape["text"] + "\n" == DELAY_TEXT
    assert shape["facts"] == {**DELAY, "product": ["Mug"]}
    assert shape["provenance"]["template"] == "templates/delay_notice/en.txt.j2"


@pytest.mark.parametrize("sample", ["delay_notice/carrier", "invoice/one_file", "delivery_appointment/wardrobe"])
def test_json_facts_give_the_same_message(permitted, tmp_path, monkeypatch, sample):
    """The facts in the JSON, handed in again from the same folder, give the same message."""
    monkeypatch.chdir(ROOT)
    intent = sample.partition("/")[0]
    first = permitted(*writing(intent, "--facts", f"samples/{sample}.yaml", "--as", "json")).out
    again = permitted(
        *writing(intent, "--facts", "-", "--as", "json"), stdin=json.dumps(json.loads(first)["facts"]).encode()
    )
    assert again.out == first


def test_api(permitted):
    """An API request names operation, path and marketplace and holds the text."""
    assert json.loads(permitted(*delay("--as", "api", "--marketplace", "UK")).out) == {
        "operation": "createUnexpectedProblem",
        "method": "POST",
        "path": "/messaging/v1/orders/302-1234567-7654321/messages/unexpectedProblem",
        "query": {"marketplaceIds": ["A1F83G8C2ARO7P"]},
        "body": {"text": DELAY_TEXT.removesuffix("\n")},
    }


def test_api_needs_a_marketplace(permitted):
    """An API request cannot be made without a marketplace."""
    assert permitted(*delay("--as", "api")) == (
        ExitCode.USAGE,
        "",
        "--as api: U008 an API request needs the marketplace\n  hint: give --marketplace\n",
    )


def test_api_without_operation(permitted):
    """Where Amazon's API has no operation, the way through Seller Central is named."""
    facts = SAMPLES / "return_info" / "photo_and_serial.yaml"
    assert permitted(*writing("return_info", "--facts", facts, "--as", "api", "--marketplace", "UK")) == (
        ExitCode.USAGE,
        "",
        (
            "--as api: U007 Amazon's API has no operation for return_info; "
            "it goes through Contact Buyer: Follow-up on return request\n  hint: use --as text\n"
        ),
    )


@pytest.mark.parametrize("form", FORMS)
def test_same_bytes_every_time(form):
    """Two runs give the same bytes, whatever the seed of the process."""
    arguments = writing("invoice", "--facts", "samples/invoice/one_file.yaml", "--as", form, "--marketplace", "UK")
    one, two = (process(*arguments, environment={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
    assert (one.returncode, two.returncode) == (ExitCode.WRITTEN, ExitCode.WRITTEN)
    assert len(one.stdout) > 0
    assert one.stdout == two.stdout


# Everything that is missing or wrong, at once


def test_all_missing_facts(permitted):
    """Every missing fact is listed with its example."""
    assert permitted(*writing("delay_notice", "--no-input")) == (
        ExitCode.REFUSED,
        "",
        refused(
            "order_id: F000 is missing: Order id",
            "  hint: such as 302-1234567-7654321",
            "product: F000 is missing: Product (several: put ; between them)",
            "  hint: such as Blue ceramic mug, 350 ml",
            "promised_date: F000 is missing: Delivery date that was promised",
            "  hint: such as 2026-11-24",
            "new_date: F000 is missing: New delivery date",
            "  hint: such as 2026-11-28..2026-12-02",
            "reason: F000 is missing: Reason for the delay",
            "  hint: such as carrier",
            "shop_name: F000 is missing: Name of your shop",
            "  hint: such as Northlight Home",
        ),
    )


def test_all_missing_facts_in_chinese(permitted):
    """With --ui zh everything is said in Chinese."""
    assert permitted(*writing("delay_notice", "--ui", "zh", *options({**DELAY, "reason": "", "new_date": " "}))) == (
        ExitCode.REFUSED,
        "",
        (
            "未生成：有 2 处需要修改。\n"
            "new_date: F000 缺少：新的送达日期\n  提示：例如 2026-11-28..2026-12-02\n"
            "reason: F000 缺少：延迟原因\n  提示：例如 carrier\n"
        ),
    )


def test_chinese_leaves_the_message_alone(permitted):
    """The seller's language changes notes, never the buyer's message."""
    assert permitted(*delay("--ui=zh")) == (
        ExitCode.WRITTEN,
        DELAY_TEXT,
        NOTE_ZH + "已使用英语 (en)，即现有语言中最接近 en-GB 的一种。\n",
    )


@pytest.mark.parametrize("variable", ["LC_ALL", "LC_MESSAGES", "LANG"])
def test_chinese_by_locale(permitted, monkeypatch, variable):
    """Without --ui the locale decides."""
    monkeypatch.setenv(variable, "zh_CN.UTF-8")
    assert permitted("write", "delay_notise").err == (
        f"intent: U001 没有意图“delay_notise”；可用：{TEN}\n  提示：是否指 delay_notice？\n"
    )


def test_faults_of_every_kind_together(permitted):
    """Missing, malformed, unknown and impossible facts are told in one go."""
    facts = {**DELAY, "order_id": "302-123", "reason": "wether", "prodct": "Mug", "promised_date": "2026-02-30"}
    del facts["shop_name"]
    done = permitted(*writing("delay_notice", *options(facts)))
    known = ", ".join([*DELAY][:5]) + ", amount_change, amount_for, shop_name, buyer_name, completed_on"
    choices = "carrier, weather, customs, stock, production, address_check, public_holiday, system_fault, other"
    assert done == (
        ExitCode.REFUSED,
        "",
        refused(
            f"prodct: F001 there is no fact 'prodct'; there are: {known}",
            "  hint: did you mean product?",
            "order_id: F010 '302-123' has 6 digits; an order id has 17",
            "  hint: it looks like 302-1234567-7654321",
            "promised_date: F021 the day '2026-02-30' does not exist",
            "  hint: write it as 2026-11-28",
            f"reason: F040 'wether' is not among the choices: {choices}",
            "  hint: did you mean weather?",
            "shop_name: F000 is missing: Name of your shop",
            "  hint: such as Northlight Home",
        ),
    )


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        (
            {"order_id": "302-1234567-765432l"},
            [
                "order_id: F011 '302-1234567-765432l' holds 'l'; an order id holds digits and hyphens alone",
                "  hint: it looks like 302-1234567-7654321",
            ],
        ),
        (
            {"order_id": "30212345677654321"},
            [
                "order_id: F012 '30212345677654321' has 17 digits but not in groups of 3, 7 and 7",
                "  hint: did you mean 302-1234567-7654321?",
            ],
        ),
        (
            {"new_date": "11/12/2026"},
            [
                "new_date: F022 '11/12/2026' can be read as 2026-12-11 or as 2026-11-12",
                "  hint: write the one that you mean",
            ],
        ),
        ({"new_date": "2026-11-24"}, ["new_date: F070 2026-11-24 is not later than 2026-11-24 (promised_date)"]),
        (
            {"promised_date": "2026-11-24..2026-11-28"},
            ["new_date: F070 2026-11-28 is not later than 2026-11-28 (promised_date)"],
        ),
        (
            {"promised_date": "2026-11-18", "new_date": "2026-11-20"},
            ["new_date: F071 2026-11-20 is earlier than 2026-11-23 (today)"],
        ),
        ({"completed_on": "2026-11-24"}, ["completed_on: F072 2026-11-24 is later than 2026-11-23 (today)"]),
        (
            {"amount_change": "4.99", "amount_for": "shipping"},
            [
                "amount_change: F031 '4.99' has no currency",
                "  hint: write it as 12.50 EUR, or name the marketplace",
            ],
        ),
        (
            {"amount_change": "-4.99 EUR", "amount_for": "shipping"},
            ["amount_change: F034 '-4.99 EUR' must be more than nothing"],
        ),
        (
            {"amount_change": "4.99 EUR"},
            ["amount_for: F000 is missing: What the amount is for", "  hint: such as shipping"],
        ),
        (
            {"amount_for": "shipping"},
            [
                "amount_for: F005 makes sense only together with amount_change",
                "  hint: give amount_change too, or leave this out",
            ],
        ),
        (
            {"buyer_name": "Kim\x1b[31mSato"},
            [
                "buyer_name: F004 holds the control character U+001B at position 4",
                "  hint: type it anew without it",
            ],
        ),
        (
            {"shop_name": "W" * 81},
            ["shop_name: F016 has 81 characters; 60 are allowed", "  hint: use a short name"],
        ),
        (
            {"reason": "other"},
            [
                "insert: N002 is needed here: Anything about this delay that the buyer should know",
                "  hint: such as: The parcel has been at the sorting centre in Leipzig since Friday.",
            ],
        ),
    ],
)
def test_refused_facts(permitted, changes, lines):
    """A fact that does not fit is refused with what is wrong and the nearest right thing, told once."""
    assert permitted(*delay(**changes)) == (ExitCode.REFUSED, "", refused(*lines))


def test_marketplace_gives_the_currency(permitted):
    """An amount without a currency is read in the marketplace's own."""
    done = permitted(*delay("--marketplace", "UK", amount_change="4.99", amount_for="shipping"))
    assert "we are refunding £4.99 for shipping." in done.out


# When one may write


@pytest.mark.parametrize(("raw", "code"), [("no", "F041"), ("not yet", "F041"), ("maybe", "F042"), ("", "F000")])
def test_unavailable_needs_the_adjustment_first(permitted, raw, code):
    """The notice that a product is unavailable is refused until the amount is adjusted."""
    done = permitted(*writing("unavailable_notice", *options({**UNAVAILABLE, "adjustment_confirmed": raw})))
    assert (done.code, done.out) == (ExitCode.REFUSED, "")
    assert done.err.splitlines()[1].startswith(f"adjustment_confirmed: {code} ")


def test_unavailable_after_the_adjustment(permitted):
    """The notice that a product is unavailable is written once the adjustment is confirmed."""
    done = permitted(*writing("unavailable_notice", *options(UNAVAILABLE)))
    assert done.code == ExitCode.WRITTEN
    assert "On 22 November 2026, we reduced the amount of your order by €24.90." in done.out


@pytest.mark.parametrize(
    ("today", "line"),
    [
        (
            "2026-11-16",
            (
                "earliest_delivery: C002 the earliest delivery date is 2026-11-12; a review may be asked for "
                "from 2026-11-17, 5 days later, and today is 2026-11-16 (clause A13)"
            ),
        ),
        ("2026-11-17", ""),
        ("2026-12-16", ""),
        (
            "2026-12-17",
            (
                "latest_delivery: C003 the latest delivery date is 2026-11-16; a review may be asked for "
                "until 2026-12-16, 30 days later, and today is 2026-12-17 (clause A13)"
            ),
        ),
    ],
)
@pytest.mark.parametrize("more", [[], ["--buyer-wrote-first"]])
def test_review_window(permitted, today, line, more):
    """A review is asked for from 5 days after the earliest until 30 days after the latest delivery, and only once."""
    done = permitted(*writing("review_request", *options(REVIEW), *more, today=today))
    if line:
        assert done == (ExitCode.REFUSED, "", refused(line))
    else:
        assert done.code == ExitCode.WRITTEN


@pytest.mark.parametrize(("today", "code"), [("2026-12-20", 0), ("2026-12-21", 1)])
def test_thirty_days(permitted, today, code):
    """A seller writes first for 30 days after completion, and the refusal names the date used."""
    facts = {**DELAY, "completed_on": "2026-11-20", "new_date": "2026-12-24"}
    done = permitted(*writing("delay_notice", *options(facts), today=today))
    assert done.code == code
    if code:
        assert done.err == refused(
            "completed_on: C001 the order was completed on 2026-11-20; a seller may write first until 2026-12-20, "
            "30 days later, and today is 2026-12-21 (clause G1.2)",
            "  hint: if the buyer wrote first, say so: --buyer-wrote-first",
        )


def test_buyer_wrote_first(permitted):
    """The window does not hold for an answer to the buyer."""
    facts = {**DELAY, "completed_on": "2026-11-20", "new_date": "2026-12-24"}
    done = permitted(*writing("delay_notice", *options(facts), "--buyer-wrote-first", today="2026-12-21"))
    assert done.code == ExitCode.WRITTEN


# Names that do not exist


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (
            ["write", "delay_notise", "--language", "en"],
            f"intent: U001 there is no intent 'delay_notise'; there are: {TEN}\n  hint: did you mean delay_notice?\n",
        ),
        (
            ["write", "zzzzzz", "--language", "en"],
            f"intent: U001 there is no intent 'zzzzzz'; there are: {TEN}\n",
        ),
        (
            delay("--marketplace", "amazon.dd"),
            (
                f"marketplace: U002 there is no marketplace 'amazon.dd'; there are: {', '.join(marketplaces())}\n"
                "  hint: did you mean amazon.de?\n"
            ),
        ),
        (
            delay("--marketplace", "JPN"),
            (
                f"marketplace: U002 there is no marketplace 'JPN'; there are: {', '.join(marketplaces())}\n"
                "  hint: did you mean JP?\n"
            ),
        ),
        (
            delay("--as", "htm"),
            "--as: U006 there is no form 'htm'; there are: text, html, eml, json, api\n  hint: did you mean html?\n",
        ),
        (
            delay("--today", "yesterday"),
            "--today: F020 'yesterday' is no date\n  hint: write it as 2026-11-28\n",
        ),
    ],
)
def test_unknown_names(permitted, arguments, err):
    """An unknown name is refused with all that exist and the nearest, if one is near."""
    assert permitted(*arguments) == (ExitCode.USAGE, "", err)


@pytest.mark.parametrize(("language", "hint"), [("enn", "  hint: did you mean en?\n"), ("xq", ""), ("{{ 1 }}", "")])
def test_unknown_language(permitted, language, hint):
    """A language without wording is refused with all that exist."""
    known = ", ".join(load_catalogue().entry("delay_notice").languages)
    assert permitted(*writing("delay_notice", *options(DELAY), language=language)) == (
        ExitCode.USAGE,
        "",
        f"language: U003 there is nothing in the language '{language}'; there are: {known}\n{hint}",
    )


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "en_gb", "en-Latn-GB", "en-ZZ", "en-XX"])
def test_variants_of_a_language(permitted, language):
    """A variant of a language takes its wording, also where the region is one that nobody knows."""
    done = permitted(*writing("delay_notice", *options(DELAY), language=language))
    assert done.code == ExitCode.WRITTEN
    assert done.out.startswith("Hello,\n")


def test_language_is_needed(permitted):
    """Without language and marketplace the languages are named."""
    known = ", ".join(load_catalogue().entry("delay_notice").languages)
    assert permitted("write", "delay_notice", *options(DELAY)) == (
        ExitCode.USAGE,
        "",
        (
            f"language: U005 the buyer's language is not given; there are: {known}\n"
            "  hint: give --language, or --marketplace for its first language\n"
        ),
    )


def test_marketplace_gives_the_language(permitted):
    """Without a language the marketplace's first is used, in its local form."""
    done = permitted(*[word for word in delay("--marketplace", "UK") if word not in ("--language", "en-GB")])
    assert done.out == DELAY_TEXT


@pytest.mark.parametrize("option", ["order_id", "=Mug", ""])
def test_option_without_a_value(permitted, option):
    """A fact option without name or value is told as just that."""
    assert permitted(*writing("delay_notice", "--fact", option)) == (
        ExitCode.USAGE,
        "",
        f"--fact: F006 '{option}' is not name=value\n  hint: write --fact name=value\n",
    )


def test_unknown_option():
    """An option that does not exist is refused by name, on standard error."""
    done = process("write", "delay_notice", "--lanugage", "en")
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, b"")
    assert b"--lanugage" in done.stderr


# Exit codes that nothing else shows


def test_unsigned_wording_is_refused(permitted):
    """Wording that nobody signed is refused unless drafts are allowed."""
    template = BROKEN / "unsigned" / "templates" / "late" / "en.txt.j2"
    facts = options({"order_id": DELAY["order_id"], "shop_name": "Northlight Home"})
    arguments = ["write", "late", "--content", BROKEN / "unsigned", "--language", "en", *facts]
    assert permitted(*arguments) == (
        ExitCode.REFUSED,
        "",
        refused(
            f"{template.as_posix()}: V001 the wording of late in en is not vetted",
            "  hint: permitted approve late en --by NAME, or allow drafts",
        ),
    )
    assert permitted(*arguments, "--drafts") == (
        ExitCode.WRITTEN,
        "Your order 302-1234567-7654321 will come later.\n\nKind regards,\nNorthlight Home\n",
        "DRAFT: this wording is not on the vetting record; do not send it.\n",
    )


def test_broken_content(permitted):
    """A broken intent is told with its place, its line, and an exit code of its own."""
    root = BROKEN / "unknown-key"
    done = permitted("write", "late", "--content", root, "--language", "en", "--fact", "shop_name=Kim")
    assert (done.code, done.out) == (ExitCode.CONTENT, "")
    assert done.err.splitlines()[-3:] == [
        (
            f"{root.as_posix()}/intents/late.yaml:3:1: S021 unknown key 'clause' in this file; known are: title, when, "
            "clauses, route, contact, facts, insert, mandatory, critical, note, replaces, id"
        ),
        "     3 | clause: [G1.2]",
        "  hint: did you mean 'clauses'?",
    ]


def test_no_content_root(permitted, tmp_path):
    """A folder that is no content root is refused by name."""
    assert permitted("write", "delay_notice", "--content", tmp_path, "--language", "en", "--fact", "a=b") == (
        ExitCode.CONTENT,
        "",
        f"{tmp_path}: K002 this is no content root; it must hold the folders intents and templates\n",
    )


def test_unexpected(permitted, monkeypatch):
    """What nobody foresaw becomes a sentence and a code, never a traceback."""
    monkeypatch.setattr("generator.cli.write.compose", lambda *_, **__: 1 / 0)
    assert permitted(*delay()) == (
        ExitCode.UNEXPECTED,
        "",
        (
            "This should not have happened (ZeroDivisionError: division by zero). Nothing was written. "
            "Please report it with the command that you used; PERMITTED_TRACE=1 shows more.\n"
        ),
    )


# Text that tries something


def test_huge_insert(permitted):
    """An insert of a megabyte is refused by its length at once."""
    assert permitted(*delay("--insert", "a" * 1_000_000)) == (
        ExitCode.REFUSED,
        "",
        refused("insert: N003 has 1000000 characters; 300 are allowed"),
    )


@pytest.mark.parametrize(("letter", "shown"), [("\x07", "U+0007"), ("\x1b", "U+001B"), ("\ue000", "U+E000")])
def test_control_characters_in_the_insert(permitted, letter, shown):
    """A control character in an insert is named with its position."""
    done = permitted(*delay("--insert", f"The parcel{letter} comes on Friday."))
    assert (done.code, done.out) == (ExitCode.REFUSED, "")
    assert f"insert: F004 holds the control character {shown} at position 11" in done.err.splitlines()


def test_insert_in_broken_utf_8():
    """Bytes that are no text are refused as an insert."""
    done = process(*delay("--insert"), b"The caf\xff is closed.")
    assert (done.returncode, done.stdout) == (ExitCode.REFUSED, b"")
    assert "insert: F004 holds the control character U+DCFF at position 8" in done.stderr.decode().splitlines()


def test_insert_is_one_text(permitted):
    """An insert that is a list is refused, not written out with its brackets."""
    done = permitted(
        *writing("delay_notice", "--facts", "-"), stdin=json.dumps({**DELAY, "insert": ["a", "b"]}).encode()
    )
    assert done == (ExitCode.REFUSED, "", refused("insert: F003 one plain value is wanted, not […]"))


def test_too_many_sentences(permitted):
    """An insert has no more sentences than the intent takes."""
    done = permitted(*delay("--insert", "It is late. It comes soon. It is blue."))
    assert (done.code, done.out) == (ExitCode.REFUSED, "")
    assert "insert: N004 has 3 sentences; 2 are allowed" in done.err.splitlines()


def test_no_insert_where_none_is_taken(permitted):
    """A review request takes no words of the seller's own."""
    assert permitted(*writing("review_request", *options(REVIEW), "--insert", "It is blue.")) == (
        ExitCode.REFUSED,
        "",
        refused(
            "insert: N001 a message of the kind review_request takes no words of your own",
            "  hint: leave the insert out",
        ),
    )


@pytest.mark.parametrize("code", ["{{ 7*7 }}", "{% if reason %}", "{{ reason }}", "{# note #}"])
def test_template_code_in_the_insert(permitted, code):
    """Template code in an insert is reported as a placeholder and never evaluated."""
    done = permitted(*delay("--insert", f"The parcel weighs {code} kg."))
    assert (done.code, done.out) == (ExitCode.REFUSED, "")
    assert f'insert:18-{18 + len(code)}: unfilled (A8) "{code}"' in done.err.splitlines()


@pytest.mark.parametrize("code", ["{{ 7*7 }}", "{% if reason %}", "{{ reason }}"])
@pytest.mark.parametrize("fact", ["product", "shop_name", "buyer_name"])
def test_template_code_in_a_fact(permitted, fact, code):
    """Template code in a name is reported as a placeholder and never evaluated."""
    done = permitted(*delay(**{fact: f"Kim {code}"}))
    assert (done.code, done.out) == (ExitCode.REFUSED, "")
    assert f'{fact}:4-{4 + len(code)}: unfilled (A8) "{code}"' in done.err.splitlines()


# Files of facts


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("order_id: &id 302-1234567-7654321\nproduct: *id\n", ":1:11: S012 references (& and *) are not allowed here"),
        ("product: !!python/object:os.system x\n", ":1:10: S013 the tag !!python/object:os.system is not allowed here"),
        ("product: Mug\nproduct: Bowl\n", ":2:1: S011 'product' stands here a second time; it was first on line 1"),
        ("? [a]\n: b\n", ":1:3: S014 a name before a colon must be plain text"),
        (
            "product: [Mug\n",
            ":2:1: S010 the file cannot be read as fields and values: did not find expected ',' or ']'",
        ),
        ("- Mug\n", ": S007 the file must hold fact names with values"),
        ("Mug\n", ": S007 the file must hold fact names with values"),
        ("", ": S007 the file must hold fact names with values"),
        ("a: 1\n---\nb: 2\n", ":2:1: S010 the file cannot be read as fields and values: but found another document"),
    ],
)
def test_facts_file_of_the_wrong_form(permitted, tmp_path, text, line):
    """A facts file with references, tags, equal keys or no keys is refused at its place."""
    file = tmp_path / "facts.yaml"
    file.write_text(text)
    done = permitted(*writing("delay_notice", "--facts", file))
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert done.err.splitlines()[0] == f"{file}{line}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"product": "Mug",}', ":1:19: S006 the file is not JSON (Expecting property name enclosed in double quotes)"),
        ('{"product": "Mug", "product": "Bowl"}', ": S011 'product' stands here a second time"),
        ("[]", ": S007 the file must hold fact names with values"),
        ('{"product": ' * 50_000, ": S006 the file is not JSON (nested too deeply)"),
    ],
)
def test_facts_file_of_wrong_json(permitted, tmp_path, text, line):
    """A JSON file with equal keys, a fault or no keys is refused."""
    file = tmp_path / "facts.json"
    file.write_text(text)
    done = permitted(*writing("delay_notice", "--facts", file))
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert done.err.splitlines()[0].startswith(f"{file}{line}")


def test_aliases_do_not_explode(permitted, tmp_path):
    """References that double at every step are refused without being followed."""
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    (tmp_path / "facts.yaml").write_text("\n".join(lines))
    done = permitted(*writing("delay_notice", "--facts", tmp_path / "facts.yaml"))
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert "S012" in done.err.splitlines()[0]


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 30_000 + "]" * 30_000, "{a: " * 30_000, "- " * 100_000])
def test_deep_nesting(tmp_path, text):
    """A file that nests without end is refused and does not bring the process down."""
    (tmp_path / "facts.yaml").write_text(f"product:\n  {text}\n")
    done = process(*writing("delay_notice", "--facts", str(tmp_path / "facts.yaml")))
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, b"")
    assert b"S010 the file cannot be read as fields and values" in done.stderr


def test_missing_facts_file(permitted, tmp_path):
    """A facts file that is not there is named, with the nearest one beside it."""
    (tmp_path / "facts.yaml").write_text("product: Mug\n")
    assert permitted(*writing("delay_notice", "--facts", tmp_path / "fact.yaml")) == (
        ExitCode.USAGE,
        "",
        f"{tmp_path}/fact.yaml: S001 there is no such file\n  hint: did you mean facts.yaml?\n",
    )
    assert permitted(*writing("delay_notice", "--facts", tmp_path / "no" / "where")) == (
        ExitCode.USAGE,
        "",
        f"{tmp_path}/no/where: S001 there is no such file\n",
    )


def test_facts_file_is_a_folder(permitted, tmp_path):
    """A folder is no facts file."""
    assert permitted(*writing("delay_notice", "--facts", tmp_path)) == (
        ExitCode.USAGE,
        "",
        f"{tmp_path}: S002 this is a folder; a file is wanted\n",
    )


def test_unreadable_facts_file(permitted, tmp_path):
    """A facts file that cannot be opened is refused with the system's reason; a link to itself is one for root too."""
    (tmp_path / "facts.yaml").symlink_to("facts.yaml")
    assert permitted(*writing("delay_notice", "--facts", tmp_path / "facts.yaml")) == (
        ExitCode.USAGE,
        "",
        f"{tmp_path}/facts.yaml: S003 the file cannot be read (Too many levels of symbolic links)\n",
    )


@pytest.mark.parametrize(("text", "offset"), [(b"product: caf\xe9\n", 12), (b"\xff\xfep\0", 0)])
def test_facts_in_broken_utf_8(permitted, tmp_path, text, offset):
    """Facts that are no UTF-8 are refused alike from a file and from standard input."""
    (tmp_path / "facts.yaml").write_bytes(text)
    told = f"S005 the file is not text in UTF-8 (first at byte {offset})\n  hint: save it as UTF-8\n"
    arguments = writing("delay_notice", "--facts")
    file = tmp_path / "facts.yaml"
    assert permitted(*arguments, file) == (ExitCode.USAGE, "", f"{file}: {told}")
    assert permitted(*arguments, "-", stdin=text) == (ExitCode.USAGE, "", f"standard input: {told}")


def test_huge_facts(permitted, tmp_path):
    """Facts of more than a megabyte are refused alike from a file and from standard input."""
    text = b"product: " + b"a" * 1_000_000
    (tmp_path / "facts.yaml").write_bytes(text)
    told = "S004 the file is larger than 1000000 bytes\n"
    arguments = writing("delay_notice", "--facts")
    file = tmp_path / "facts.yaml"
    assert permitted(*arguments, file) == (ExitCode.USAGE, "", f"{file}: {told}")
    assert permitted(*arguments, "-", stdin=text) == (ExitCode.USAGE, "", f"standard input: {told}")


# Terminals, pipes, signals


@pytest.mark.parametrize("given", [b"", b"yes\n" * 100])
def test_no_terminal_no_questions(given):
    """Without a terminal nothing is asked, whatever stands on standard input."""
    done = process("write", input=given)
    assert (done.returncode, done.stdout, done.stderr) == (
        ExitCode.USAGE,
        b"",
        b"Without a terminal nothing is asked. Name the intent and give --facts or --fact.\n",
    )
    done = process(*writing("delay_notice"), input=given)
    assert (done.returncode, done.stdout) == (ExitCode.REFUSED, b"")
    assert done.stderr.startswith(b"Not written: 6 thing(s) to mend.\n")


def test_output_that_is_no_terminal_asks_nothing():
    """A terminal for input alone is not enough to be asked."""
    ours, theirs = os.openpty()
    done = process(*writing("delay_notice"), stdin=theirs)
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, done.stdout) == (ExitCode.REFUSED, b"")


def test_no_input_at_a_terminal():
    """With --no-input nothing is asked at a terminal either."""
    ours, theirs = os.openpty()
    done = process(*writing("delay_notice", "--no-input"), stdin=theirs, stdout=theirs)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == ExitCode.REFUSED
    assert done.stderr.startswith(b"Not written: 6 thing(s) to mend.\n")


@pytest.mark.parametrize("arguments", [delay(), ["rules"], ["intents"], ["show", "delay_notice"]])
def test_closed_pipe(arguments):
    """A reader that went away ends the command quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    done = process(*arguments, stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (ExitCode.WRITTEN, b"")


def test_full_disk():
    """Output that cannot be written ends with a sentence and a code."""
    with Path("/dev/full").open("wb") as full:
        done = process(*delay(), stdout=full)
    assert done.returncode == ExitCode.UNEXPECTED
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(("number", "arguments"), [(0, ["write"]), (0, writing()), (1, delay())])
def test_closed_streams(number, arguments):
    """A job started without standard input or output gets an answer and no traceback."""
    done = process(*arguments, **{("stdin", "stdout")[number]: None}, preexec_fn=lambda: os.close(number))
    assert done.returncode != ExitCode.UNEXPECTED
    assert b"Traceback" not in done.stderr


def test_interrupted(tmp_path):
    """Ctrl-C ends with 130 and a sentence, and nothing is written."""
    os.mkfifo(tmp_path / "facts.yaml")
    command = [sys.executable, "-m", "generator", *writing("delay_notice", "--facts", str(tmp_path / "facts.yaml"))]
    with (
        subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as running,
        (tmp_path / "facts.yaml").open("wb"),
    ):  # opens when the command reads
        running.send_signal(signal.SIGINT)
        out, err = running.communicate()
    assert (running.returncode, out, err) == (ExitCode.INTERRUPTED, b"", b"\nInterrupted; nothing was written.\n")
