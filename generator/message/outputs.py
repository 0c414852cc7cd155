"""A message in the forms in which it leaves: text, HTML, e-mail, JSON, API request."""

from __future__ import annotations

from typing import Any, Final

from generator.content import BREAK, BULLET, Part
from generator.errors import Problem, UsageError, nearest, one_of
from generator.facts import is_right_to_left
from generator.interface import Ui
from generator.message.message import Message

__all__ = ["FORMS", "write_as"]


def write_as(message: Message, form: str, *, ui: Ui = "en") -> bytes:
    """Give a message in one of the forms, as bytes (UTF-8), the same for the same message.

    Raises:
        UsageError: there is no such form, or this message cannot leave in it.
    """
    if form not in FORMS:
        values = {"found": form, "near": nearest(form, FORMS) or "–", "known": one_of(FORMS)}
        raise UsageError([Problem("U006", "--as", values)])
    return FORMS[form](message, ui)


def _text(message: Message, ui: Ui) -> bytes:
    return (message.text + "\n").encode()


def _html(message: Message, ui: Ui) -> bytes:
    import html

    direction = "rtl" if is_right_to_left(message.locale.replace("-", "_")) else "ltr"
    body = "\n".join(_paragraphs(part) for part in message.parts)
    if message.layout:
        filled = message.layout.fill(body=body, subject=message.subject, language=message.language, direction=direction)
        return filled.encode()
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(message.language)}" dir="{direction}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(message.subject)}</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _paragraphs(part: Part) -> str:
    import html

    blocks: list[str] = []
    sentences: list[str] = []
    points: list[str] = []

    def close() -> None:
        if sentences:
            joined = part.joint.join(sentences).removesuffix(BREAK)
            blocks.append(f"<p>{joined.replace(BREAK + part.joint, '<br>').replace(BREAK, '<br>')}</p>")
        if points:
            blocks.append("<ul>\n" + "\n".join(f"<li>{point}</li>" for point in points) + "\n</ul>")
        sentences.clear()
        points.clear()

    for line in part.lines:
        if line.startswith(BULLET):
            if sentences:
                close()
            points.append(html.escape(line.removeprefix(BULLET)))
        else:
            if points:
                close()
            sentences.append(html.escape(line))
    close()
    return "\n".join(blocks)


def _eml(message: Message, ui: Ui) -> bytes:
    from email.message import EmailMessage
    from email.policy import SMTP

    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = message.subject
    mail["X-Unsent"] = "1"
    mail.set_content(message.text + "\n", cte="quoted-printable")
    mail.add_alternative(_html(message, ui).decode(), subtype="html", cte="quoted-printable")
    for item in message.attachments:
        main, _, sub = item.media_type.partition("/")
        mail.add_attachment(item.read(), maintype=main, subtype=sub, filename=item.name)
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{message.provenance.wording[:24]}")
    return mail.as_bytes()


def _json(message: Message, ui: Ui) -> bytes:
    return _dump(message.as_dict(ui))


def _api(message: Message, ui: Ui) -> bytes:
    route = message.route
    if route.operation is None:
        raise UsageError(
            [Problem("U007", "--as api", {"intent": message.intent, "reason": _words(route.contact_reason)})]
        )
    if message.marketplace is None:
        raise UsageError([Problem("U008", "--as api", {})])
    request: dict[str, Any] = {
        "operation": route.operation,
        "method": "POST",
        "path": route.path.format(order=message.order_id),
        "query": {"marketplaceIds": [message.marketplace.id]},
    }
    body: dict[str, Any] = {"text": message.text} if route.api_text else {}
    if message.attachments:
        body["attachments"] = [{"fileName": item.name} for item in message.attachments]
        request["uploads"] = [
            {
                "fileName": item.name,
                "contentType": item.media_type,
                "operation": "createUploadDestinationForResource",
            }
            for item in message.attachments
        ]
    if body:
        request["body"] = body
    return _dump(request)


def _words(words: Any) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _dump(data: dict[str, Any]) -> bytes:
    import json

    return (json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n").encode()


FORMS: Final = {"text": _text, "html": _html, "eml": _eml, "json": _json, "api": _api}
