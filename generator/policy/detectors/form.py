"""Placeholders, line breaks, tags in brackets, and order ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.policy.detectors.subject import Hit, Subject

__all__ = ["critical_tags", "line_breaks", "order_ids", "placeholders"]

_BREAKS: Final = re.compile(
    r"(?:(?:\r\n|\r(?!\n)|(?<!\r)\n|[\u2028\u2029\x0b\x0c\x85]|<br\s*/?>)[^\S\r\n\u2028\u2029\x0b\x0c\x85]*){3,}",
    re.IGNORECASE,
)
_FIELD: Final = (
    r"(?:your |the |buyer'?s? |customer'?s? |first |last |full |product |order |shop |store |tracking |delivery |new |kunden|artikel|bestell|produkt|ihr |vor|nach)*"
    r"(?:name|date|order(?: ?(?:id|no|number))?|product|item|amount|price|address|reason|link|number|tracking|city|time|day|shop|store|"
    r"datum|produkt|artikel|betrag|adresse|grund|nummer|uhrzeit|firma|kunde|customer|buyer|company|signature|insert[^\]>]{0,30}|hier [^\]>]{0,30}|id)"
)
_JAPANESE_FIELD: Final = r"(?:お客様|購入者|受取人|ご?氏|お?名前|注文|商品|店舗?|会社|配送|追跡|届け|日付|日時|金額|理由|番号|住所|担当者)[^】］\]}〕>＞」』]{0,8}?(?:名|様|番号|日|日時|額|入力|記入|挿入|ここ)?"
_PLACEHOLDERS: Final = (
    re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{#.*?#\}|<%.*?%>|\$\{[^}]*\}|#\{[^}]*\}|%\([a-z_]+\)[sd]|\[\[[^\]]+\]\]", re.IGNORECASE),
    re.compile(r"(?<![A-Za-z0-9%])%[sd](?![A-Za-z0-9])|<<[^<>\n]{1,40}>>|(?<![\w#])#[A-Z][A-Z_]{2,30}#|%%[A-Za-z_]+%%|%[A-Z_]{3,}%|(?<![\w{])\{\d?\}(?!\w)|%[^\W\d_]{3,20}%|\{[^\W\d_]+(?:_[^\W\d_]+)+\}|\$[A-Z_]{4,}\b"),
    re.compile(rf"[\[<{{]\s*{_FIELD}\s*[\]>}}]", re.IGNORECASE),
    re.compile(r"<(?!(?:IMG|DIV|SPAN|FONT|TABLE|HTML|BODY|HEAD|CENTER|STYLE)>)[A-ZÀ-ÞŁŚŻĘĄĆŃĞİŞ]{3,24}>|[<\[{][A-ZÀ-ÞŁŚŻĘĄĆŃĞİŞ]{2,24}(?:_[A-ZÀ-ÞŁŚŻĘĄĆŃĞİŞ]{2,24}){1,3}[>\]}]"),
    re.compile(r"\[(?!IMPORTANT)[A-ZÀ-ÞŁŚŻĘĄĆŃĞİŞ][A-ZÀ-ÞŁŚŻĘĄĆŃĞİŞ _]{1,24}\]|(?<!\{)\{\s?[^\W\d_]{2,20}\s?\}(?!\})|\[(?:الاسم|التاريخ|اسم [^\]]{2,20}|رقم [^\]]{2,20})\]|[\[【{](?:姓名|名字|日期|订单号|买家名|客户名|商品名|产品名|金额|时间|地址|单号)[\]】}]"),
    re.compile(r"[\[(<{]\s*(?:insert|inserire|ins[eé]rer|inserir|insertar|introducir|invoegen|infoga|ange|wstaw(?:ić)?|wpisz|uzupełnij|ekleyin|girin|einf[uü]gen|eintragen|أدخل|填写|填入)\b[^\])>}\n]{0,30}[\])>}]", re.IGNORECASE),
    re.compile(r"\[(?:nom|pr[eé]nom|num[eé]ro|nome|cognome|data|numero|nombre|apellido|fecha|n[uú]mero|naam|datum|bestelnummer|namn|ordernummer|imi[eę]|nazwisko|numer|tarih|isim|ad|soyad|m[uü][sş]teri ad[iı]|sipari[sş] no|produto|producto|prodotto|produit|ürün|valor|kwota|tutar|bedrag|belopp)(?: [^\]\n]{1,20})?\]", re.IGNORECASE),
    re.compile(rf"[【［\[{{〔<＜]\s*{_JAPANESE_FIELD}\s*[】］\]}}〕>＞]"),
    re.compile(r"_{3,}|\.{6,}|…{3,}|[○〇◯●]{1,4}月[○〇◯●]{1,4}日|[○〇◯]{2,}(?=様|円|番|さん)|(?<![\w])[○〇◯]{3,}"),
    re.compile(r"(?<![A-Za-z0-9])(?:TODO|TBD|FIXME|T\.B\.D\.|XXXX+)(?![A-Za-z0-9])|(?<!\w)xxx+(?=[-/.\s]|$)(?!\s?(?:l\b|size))"),
    re.compile(r"(?<!bowl )(?<!Bowl )(?<!size )(?<!Größe )(?<![\w-])XXX(?![\w-])(?!L)|\b(?:platzhalter|placeholder|insert (?:name|date|reason|text) here|bitte einfügen|hier einfügen)\b|ダミーテキスト|（仮）|ここに[^。、）)\\s]{0,8}(?:入力|記入|挿入)|ここに(?:名前|日付)", re.IGNORECASE),
    re.compile(r"\blorem ipsum\b[^.]*|\bdolor sit amet\b[^.]*", re.IGNORECASE),
    re.compile(r"\b(?:dd|tt)[./-]mm[./-](?:yyyy|jjjj|yy)\b|\bYYYY-MM-DD\b", re.IGNORECASE),
)  # fmt: skip
_BRACKETED: Final = re.compile(
    r"[\[(【［{<〔《*=|（〈~]{1,3}\s*([^\[\](){}【】［］<>〔〕《》（）〈〉\n]{2,40}?)\s*[\])】］}>〕》*=|）〉~]{1,3}"
)
_SPELLED_BRACKET: Final = re.compile(
    r"(?:open bracket|klammer auf|かっこ)\W{0,3}(\w{2,12})\W{0,3}(?:close bracket|klammer zu|かっことじ)"
)
_TAG_WORD: Final = (
    r"(?:(?:very|sehr|most|highly)?(?:important|urgent|critical|actionrequired|attention|wichtig(?:e|er|es)?|dringend(?:e|er|es)?|achtung|eilt|"
    r"importante|urgente|urgent|attention|attenzione|atencion|atencao|aviso|belangrijk|dringend|viktigt?|brad[s]kande|waz?ne|wazne|pilne|uwaga|onemli|acil|dikkat|هام|مهم|عاجل|تنبيه|紧急|注意|"
    r"重要(?:な)?|緊急|至急|大切な|必読|じゅうよう)(?:message|notice|info|information|update|note|nachricht|mitteilung|お?知らせ|連絡|事項|通知|ご連絡)?)"
)
_TAG_TEXT: Final = re.compile(rf"(?:{_TAG_WORD}[・/、,&+|:!.-]*)+")
_TAG_LEET: Final = str.maketrans("!10|3", "iioie")
_HEAD_TAG: Final = re.compile(
    r"^[^\w\n]{0,8}(?:re:\s*)?(?:important|urgent|critical|wichtig|dringend|achtung|importante|urgente|belangrijk|viktigt|wazne|pilne|onemli|acil|هام|عاجل|重要|緊急|至急|紧急)(?:\s+(?:message|notice|nachricht|mitteilung))?\s*(?::|：|!|！|-|–|—|\|)"
)
_ORDER: Final = re.compile(r"(?<![A-Za-z0-9-])[0-9]{3}-[0-9]{7}-[0-9]{7}(?![A-Za-z0-9-])")
_NEAR_ORDER: Final = re.compile(
    r"(?<![A-Za-z0-9-])[0-9oil]{2,4}[-_/ ](?:[0-9oil]|[-_/ ]{1,2}(?=[oil]*[0-9])){10,19}(?![A-Za-z0-9])|(?<![A-Za-z0-9])(?:[0-9]{17}|[0-9]{10}[-_/ ][0-9]{7})(?![A-Za-z0-9])"
)


def line_breaks(subject: Subject) -> Iterator[Hit]:
    """Find more than two line breaks in a row; lines of blanks only count as empty."""
    for match in _BREAKS.finditer(subject.original):
        yield Hit("line-breaks", match.start(), match.end())


def placeholders(subject: Subject) -> Iterator[Hit]:
    """Find what was to be filled in and was not."""
    for pattern in _PLACEHOLDERS:
        for match in pattern.finditer(subject.original):
            yield Hit("unfilled", match.start(), match.end())


def critical_tags(subject: Subject) -> Iterator[Hit]:
    """Find a word such as "important" used as a tag, whatever its brackets and however it is spaced."""
    text = subject.folded.text
    for pattern in (_BRACKETED, _SPELLED_BRACKET):
        for match in pattern.finditer(text):
            inside = re.sub(r"\s", "", match[1])
            if (
                _TAG_TEXT.fullmatch(inside)
                or _TAG_TEXT.fullmatch(inside.translate(_TAG_LEET).strip("i"))
                or _TAG_TEXT.fullmatch(inside.translate(_TAG_LEET))
            ):
                yield subject.hit("critical-tag", match.start(), match.end())
    for match in _HEAD_TAG.finditer(text):
        yield subject.hit("critical-tag", match.start(), match.end())


def order_ids(subject: Subject) -> Iterator[Hit]:
    """Find malformed order ids; in a whole message also a missing one or another order's."""
    text = subject.folded.text
    right = list(_ORDER.finditer(subject.original))
    wrong = False
    if any(letter.isdigit() for letter in text):
        for match in _NEAR_ORDER.finditer(text):
            start, end = subject.folded.span(match.start(), match.end())
            found = subject.original[start:end]
            digits = sum(letter.isdigit() for letter in found)
            if (
                not _ORDER.fullmatch(found)
                and digits >= 12
                and (subject.whole or found.count("-") == 2 or _named(text, match.start()))
            ):
                wrong = True
                yield Hit("order-id", start, end)
    if not subject.whole or subject.order_id is None:
        return
    for match in right:
        if match[0] != subject.order_id:
            wrong = True
            yield Hit("order-id", match.start(), match.end())
    if not wrong and all(match[0] != subject.order_id for match in right):
        yield Hit("order-id", 0, 0)


def _named(text: str, start: int) -> bool:
    return bool(re.search(r"(?:order|bestell\w*|auftrag\w*|注文)[^.!?。]{0,20}$", text[:start]))
