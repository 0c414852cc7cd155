"""The forms in which a message leaves: whole, safe, and the same for the same message."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from generator.content import load_catalogue
from generator.errors import UsageError
from generator.maintain import EXAMPLE_DAY
from generator.message import FORMS, Message, compose, read_fact_file, write_as

CATALOGUE = load_catalogue()
SAMPLES = Path(__file__).parents[2] / "samples"
FACTS = {
    "order_id": "302-1234567-7654321",
    "product": "Mug",
    "promised_date": "2026-11-24",
    "new_date": "2026-11-28",
    "reason": "weather",
    "shop_name": "Northlight",
}


def delay(language: str = "en", marketplace: str | None = "DE", **changes: Any) -> Message:
    return compose(
        "delay_notice",
        {**FACTS, **changes},
        language=language,
        today=EXAMPLE_DAY,
        marketplace=marketplace,
        catalogue=CATALOGUE,
    )


def sample(intent: str, case: str, language: str = "en", marketplace: str = "UK") -> Message:
    path = SAMPLES / intent / f"{case}.yaml"
    return compose(
        intent,
        read_fact_file(str(path)),
        language=language,
        today=EXAMPLE_DAY,
        marketplace=marketplace,
        catalogue=CATALOGUE,
        folder=path.parent,
    )


def parsed(message: Message) -> EmailMessage:
    mail = message_from_bytes(write_as(message, "eml"), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


@pytest.mark.parametrize("form", sorted(FORMS))
def test_same_message_same_bytes(form: str) -> None:
    """Two runs give the same bytes in every form."""
    assert write_as(delay(), form) == write_as(delay(), form)


def test_text_is_the_body_alone() -> None:
    """The text form holds the body and a final line break, nothing else."""
    message = delay()
    assert write_as(message, "text").decode() == message.text + "\n"


@pytest.mark.parametrize("language", ["en", "de", "ja"])
def test_mail_opens_in_a_parser(language: str) -> None:
    """An .eml has a subject with the order id, the text, and the same words as HTML."""
    message = delay(language)
    mail = parsed(message)
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert mail["Subject"] == message.subject
    assert "302-1234567-7654321" in mail["Subject"]
    assert plain.get_content().replace("\r\n", "\n") == message.text + "\n"
    assert page.get_content().count("302-1234567-7654321") >= 1


def test_mail_carries_its_files() -> None:
    """An invoice's file is attached under its name and with its bytes."""
    files = [*parsed(sample("invoice", "one_file")).iter_attachments()]
    assert [(item.get_filename(), item.get_content_type()) for item in files] == [("invoice.pdf", "application/pdf")]
    assert files[0].get_content() == (SAMPLES / "invoice" / "invoice.pdf").read_bytes()


@pytest.mark.parametrize("name", ["Mug & Co <b>bold</b>", 'Mug "large" <3 mm>'])
def test_html_in_facts_is_escaped(name: str) -> None:
    """What looks like HTML in a fact is shown as text, or refused, and never becomes a tag."""

    class Tags(HTMLParser):
        found: set[str] = set()  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found.add(tag)

    reader = Tags()
    reader.feed(write_as(delay(product=name), "html").decode())
    assert reader.found == {"html", "head", "meta", "title", "body", "p", "ul", "li", "br"}


def test_no_header_can_be_injected() -> None:
    """A line break in a fact never reaches a header: the fact is refused."""
    from generator.message import RefusedError

    with pytest.raises(RefusedError) as caught:
        delay(shop_name="Shop\r\nBcc: someone@example.com")
    assert {problem.code for problem in caught.value.problems} == {"F004"}


def test_api_request_of_a_delay_notice() -> None:
    """The API form names operation, path, marketplace and text."""
    request = json.loads(write_as(delay(), "api"))
    assert request["operation"] == "createUnexpectedProblem"
    assert request["path"] == "/messaging/v1/orders/302-1234567-7654321/messages/unexpectedProblem"
    assert request["query"] == {"marketplaceIds": ["A1PA6795UKMFR9"]}
    assert request["body"] == {"text": delay().text}


def test_api_request_of_a_review_has_no_text() -> None:
    """Amazon writes a review request itself: the API form sends no words of ours."""
    request = json.loads(write_as(sample("review_request", "once"), "api"))
    assert request["operation"] == "createProductReviewAndSellerFeedbackSolicitation"
    assert "body" not in request


def test_api_request_of_an_invoice_names_its_upload() -> None:
    """An invoice by API is its files; the cover note stays away."""
    request = json.loads(write_as(sample("invoice", "one_file"), "api"))
    assert request["body"] == {"attachments": [{"fileName": "invoice.pdf"}]}
    assert [item["fileName"] for item in request["uploads"]] == ["invoice.pdf"]


def test_api_refuses_what_amazon_has_no_operation_for() -> None:
    """A return has no API operation, and that is said."""
    with pytest.raises(UsageError) as caught:
        write_as(sample("return_info", "photo_and_serial"), "api")
    assert [problem.code for problem in caught.value.problems] == ["U007"]


def test_api_needs_a_marketplace() -> None:
    """Without a marketplace there is no API request."""
    with pytest.raises(UsageError) as caught:
        write_as(delay(marketplace=None), "api")
    assert [problem.code for problem in caught.value.problems] == ["U008"]


def test_json_gives_the_message_again() -> None:
    """The facts in the JSON form compose the very same message."""
    first = delay(amount_change="4.99 EUR", amount_for="shipping", buyer_name="Kim Sato")
    data = json.loads(write_as(first, "json"))
    again = compose(
        data["intent"],
        data["facts"],
        language=data["language"],
        today=EXAMPLE_DAY,
        marketplace=data["marketplace"],
        catalogue=CATALOGUE,
    )
    assert again.text == first.text
    assert data["format"] == 1
    assert data["draft"] is False
