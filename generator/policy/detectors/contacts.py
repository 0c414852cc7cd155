"""E-mail addresses, telephone numbers and messenger ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.policy.detectors.links import TOP_LEVEL
from generator.policy.detectors.subject import Hit, Subject

__all__ = ["emails", "messenger_ids", "phones"]

_TOPS: Final = "|".join(sorted(TOP_LEVEL, key=len, reverse=True))
_AT: Final = r"(?:\s?@\s?|\s*[\[({<]\s*(?:@|at|ät|a|klammeraffe|arobase|arrobase|arroba|chiocciola|apenstaartje|snabel-a|snabela|malpa|et|ات|艾特|圈a|あっと|あっとまーく)\s*[\])}>]\s*|\s+(?:at|ät|klammeraffe|arobase|arrobase|arroba|chiocciola|chiocciolina|apenstaartje|apestaartje|snabel-a|snabel a|snabela|malpa|malpka|et isareti|kuyruklu a|ات)\s+|\s*(?:艾特|圈a|小老鼠)\s*|\s*(?:あっとまーく|あっと)\s*)"
_DOT: Final = r"(?:\s?\.\s?|\s*[\[({<]\s*(?:\.|dot|punkt|point|punto|punt|ponto|kropka|nokta|نقطه|点|どっと)\s*[\])}>]\s*|\s+(?:dot|punkt|point|punto|punt|ponto|kropka|nokta|نقطه|دوت)\s+|\s*点\s*|\s*どっと\s*|。)"
_EMAIL: Final = re.compile(
    rf"[a-z0-9][a-z0-9._%+-]{{0,60}}{_AT}[a-z0-9-]{{2,40}}(?:{_DOT}[a-z0-9-]{{2,40}}){{0,3}}?{_DOT}(?:{_TOPS})(?![a-z0-9])"
)
_AT_GATE: Final = re.compile(
    r"@|at|ät|klammeraffe|arr?oba|chiocciol|ap?e(?:n)?staart|snabel|malp|isareti|kuyruklu|ات|艾特|圈a|小老鼠|あっと"
)
_DOT_GATE: Final = re.compile(
    r"[\[({<]|dot|punkt|point|punto|punt|ponto|kropka|nokta|نقط|دوت|点|どっと|gmail|hotmail|outlook|yahoo|gmx|icloud|qq|libero|orange|wp|163|126|web"
)
_SPOKEN: Final = re.compile(
    r"\s(?:dot|punkt|point|punto|punt|ponto|kropka|nokta|نقطه|دوت)\s|点|どっと|(?:gmail|hotmail|outlook|yahoo|gmx|icloud|qq|libero|orange|wp|163)"
)
_PROVIDER: Final = re.compile(
    rf"[a-z0-9][a-z0-9._%+-]{{1,60}}{_AT}(?:gmail|hotmail|outlook|yahoo|gmx|web|icloud|qq|163|126)(?![a-z0-9])"
)

_ORDER: Final = re.compile(r"(?<![0-9])[0-9]{3}-[0-9]{7}-[0-9]{7}(?![0-9])")
_DATE: Final = re.compile(
    r"(?<!\d)(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}|\d{1,2}\.\s?\d{1,2}\.(?!\d))(?!\d)"
)
_YEARS: Final = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}\s?[-–/]\s?(?:1[89]|20)[0-9]{2}(?![0-9])")
_TIME: Final = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?:\s?(?:-|–|to|bis|~|～)\s?\d{1,2}[:.h]\d{2})?(?!\d)")
_MONEY: Final = re.compile(
    r"(?:[€$£¥]|(?:eur|usd|gbp|jpy|cny)\b)\s?\d[\d.,]*|\d[\d.,]*\s?(?:[€$£¥円元]|(?:eur|usd|gbp|jpy|euro)\b)"
)
_SIZE: Final = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:x|×|\*)\s?\d+(?:[.,]\d+)?(?:\s?(?:x|×|\*)\s?\d+(?:[.,]\d+)?)?(?:\s?(?:mm|cm|m|in|inch))?"
)
_CODE: Final = re.compile(r"(?<![\w-])(?=[\w-]{0,40}[a-z])(?=[\w-]{0,40}\d)[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-])", re.ASCII)
_ID_WORD: Final = re.compile(
    r"(?:order|bestell\w*|auftrag\w*|tracking|sendung\w*|paket\w*|parcel|shipment|rma|return|retoure?n?\w*|invoice|rechnung\w*|"
    r"serial|serien\w*|(?<!telefon)(?<!handy)(?<!ruf)(?<!mobil)nummer|\b(?:no|nr)\b|\bsku\b|\basin\b|\bean\b|\bupc\b|isbn|gtin|model|modell|\bitem|artikel\w*|\bparts?\b|ticket|\bcase\b|vorgang\w*|reference|referenz\w*|"
    r"\bref\b|customs|zoll\w*|\bvat\b|ust-?id\w*|\bust\b|\btax\b|steuer\w*|eori|batch|\bcharge\w*|\blot\b|\bclaim|\blabel|\bcode\b|consignment|waybill|awb|"
    r"n[uú]mero|\bnum\b|\bn[ºo°](?!\w)|pedido|encomenda|seguimiento|suivi|commande|colis|r[eé]f(?:[eé]rence)?|facture|s[eé]rie|pi[eè]ce|article|ordine|tracciamento|"
    r"spedizione|pacco|fattura|matricola|codice|c[oó]digo|fattura|fatura|rastreio|rastreamento|nota fiscal|zending|pakket|bestelnummer|factuur|onderdeel\w*|"
    r"artikelnummer|spårning\w*|sparning\w*|kolli\w*|ordernummer|artnr|zam[oó]wieni\w*|przesy[lł]k\w*|numer\w*|faktur\w*|nip|siparis\w*|sipariş\w*|takip|kargo|fatura|seri|parca|"
    r"طلب\w*|شحنه|تتبع|فاتوره|رقم|订单|单号|运单|快递|发票|税号|编号|型号|货号|批号|序列|邮编|teile\w*|"
    r"注文|追跡|伝票|問い?合わせ|請求書|製造|型番|品番|商品|郵便|シリアル|しりある|管理|受付|番号)"
    r"[\s\w.:#()'-]{0,24}$"
)
_POSTCODE: Final = re.compile(r"〒\s?[0-9]{3}-?[0-9]{4}(?![0-9-])")
_CALL_WORD: Final = re.compile(
    r"(?:\btel\b|\bphone|\bcall|\bring\b|\btext\b|mobile|\bcell|hotline|whats\s?app|fax|telefon|\banruf|\bruf|rufen|handy|mobil|sms|"
    r"t[eé]l[eé]phone|\bt[eé]l\b|appele|joindre|portable|tel[eé]fono|ll[aá]me|ll[aá]ma|llamar|celular|m[oó]vil|telefone|lig(?:ue|ar)|cellulare|chiam|telefoni|"
    r"\bbel\b|bellen|mobiel|telefoon|\bring\b|mobil|zadzwo|dzwo[nń]|kom[oó]rk|ara(?:yin|yın|\b)|cep\b|هاتف|جوال|اتصل|موبايل|واتس|手机|致电|拨打|联系电话|热线|"
    r"電話|携帯|でんわ|連絡先|wechat|微信|電話番号|line)"
)
_CALL_AFTER: Final = re.compile(
    r"\bchiam|\bappel|\bllam|\bligue|\bzadzwo|\barayin|\bring\b|\bcall\b|\bphone|\btext (?:me|us)|anrufen|ruf\b|お電話|電話して"
)
_PERMITTED_WORD: Final = re.compile(
    r"carrier|courier|manufacturer|warranty|spedition|versanddienst\w*|paketdienst|hersteller|garantie|zusteller|"
    r"transporteur|livreur|fabricant|garantie|transportista|mensajer|fabricante|garant[ií]a|corriere|produttore|garanzia|transportadora|garantia|vervoerder|bezorger|fabrikant|"
    r"transport[oö]r|tillverkar|garanti|przewo[zź]nik|kurier|producent|gwarancj|kargo|kurye|[uü]retici|شركه الشحن|المندوب|الضمان|快递|承运|厂家|保修|"
    r"配送業者|運送会社|配送会社|めーかー|メーカー|保証|\b(?:dhl|ups|fedex|gls|hermes|dpd|usps|royal mail|yamato|sagawa)\b|ヤマト|やまと|佐川|日本郵便"
)
_SPELLED: Final = 7
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_SHORTEST_PHONE: Final = 6
_NUMBER: Final = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d[\d\s().\-/_·•*|]{5,28}\d(?!\w)", re.ASCII)
_SEPARATED: Final = re.compile(r"\d[\s().\-/_·•*|]+\d")
_MESSENGER: Final = re.compile(
    r"(?<![a-z])(?:whats\s?app|wechat|we chat|weixin|wx|vx|v信|微信|薇信|威信|加薇|加v|らいん|line|telegram|skype|viber|signal|zalo|kakao\s?talk|qq|instagram|insta|discord|snapchat)"
    r"[\s\-_の]*(?:id|nr|no|number|nummer|name|handle|account|号|です|は|が|を|の|追加)?[\s:：=@#は-]*"
    r"(?:is|ist|:)?\s*@?((?![0-9]+[.,][0-9])(?=[a-z0-9_.+-]*[\d_])[a-z0-9_.+-]{4,30}|@[a-z0-9_.]{3,30})"
)


def emails(subject: Subject) -> Iterator[Hit]:
    """Find e-mail addresses, also with "at" and "dot" written out."""
    text = subject.folded.text
    if "@" not in text and not (_AT_GATE.search(text) and _DOT_GATE.search(text)):
        return
    for pattern in (_EMAIL, _PROVIDER):
        for match in pattern.finditer(text):
            found = match[0]
            if (
                "@" in found
                or re.search(
                    r"[\[({<]|あっと|klammeraffe|arr?oba|chiocciol|staart|snabel|malp|isareti|kuyruklu|艾特|圈a|小老鼠",
                    found,
                )
                or _spoken(found)
            ):
                yield subject.hit("email-address", match.start(), match.end())


def _spoken(found: str) -> bool:
    """Tell "info at shop dot de" from "pick it up at box. It": a spoken at wants a spoken dot or a known host."""
    return bool(_SPOKEN.search(found))


def messenger_ids(subject: Subject) -> Iterator[Hit]:
    """Find a messenger's name with an id behind it."""
    for match in _MESSENGER.finditer(subject.folded.text):
        yield subject.hit("phone-number", match.start(), match.end())


def phones(subject: Subject) -> Iterator[Hit]:
    """Find telephone numbers; order ids, dates, prices, sizes, codes and numbers named otherwise are none."""
    text, places, spelled = _with_digits(subject)
    for first, last in spelled:
        if not _ID_WORD.search(subject.folded.text[max(0, first - 40) : first]):
            yield subject.hit("phone-number", first, last)
    if sum(letter.isdigit() for letter in text) < 6:
        return
    masked = text
    for pattern in (_ORDER, _YEARS, _DATE, _TIME, _MONEY, _SIZE, _POSTCODE):
        masked = pattern.sub(lambda match: "\0" * len(match[0]), masked)
    masked = _CODE.sub(_blank_code, masked)
    allowed = {re.sub(r"\D", "", piece) for piece in subject.allowed}
    for match in _NUMBER.finditer(masked):
        digits = re.sub(r"\D", "", match[0])
        if not 6 <= len(digits) <= 16 or _among(digits, allowed):
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        after = text[match.end() : match.end() + 40]
        sentence = text[max(0, match.start() - 90) : match.end() + 40]
        called = match[0].startswith("+") or bool(_CALL_WORD.search(before) or _CALL_AFTER.search(after))
        if _judge(match[0], digits, before, subject, called=called):
            start, end = places[match.start()], places[match.end() - 1] + 1
            permitted = _PERMITTED_WORD.search(sentence)
            yield subject.hit("phone-number", start, end, "warn" if permitted else None, unsure=not called)


def _among(digits: str, allowed: set[str]) -> bool:
    """Whether a number is one of those allowed, be it with the country's prefix or without."""
    plain = digits.lstrip("0")
    return len(plain) >= _SHORTEST_PHONE and any(number.endswith(plain) for number in allowed)


def _blank_code(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _judge(found: str, digits: str, before: str, subject: Subject, *, called: bool) -> bool:
    if found.startswith("+"):
        return len(digits) >= 7
    if _ID_WORD.search(before) and not called:
        return False
    if called:
        return True
    if len(digits) < 8:
        return False
    separated = bool(_SEPARATED.search(found))
    if not digits.startswith("0") and not separated and not ("CN" in subject.regions and _MOBILE.fullmatch(digits)):
        return False
    return _is_phone(digits, found, subject.regions, strict=not digits.startswith("0") and "(" not in found)


def _is_phone(digits: str, found: str, regions: tuple[str, ...], *, strict: bool) -> bool:
    import phonenumbers

    candidates: list[tuple[str, str | None]] = [(found, region) for region in regions]
    if digits.startswith("00"):
        candidates.append(("+" + digits[2:], None))
    for text, region in candidates:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) or (not strict and phonenumbers.is_possible_number(number)):
            return True
    return False


def _with_digits(subject: Subject) -> tuple[str, list[int] | range, list[tuple[int, int]]]:
    """Write number words as digits where at least six follow each other, keeping each letter's place.

    Gives the text, the place of each of its letters, and where whole numbers of seven digits were spelled out.
    """
    text = subject.folded.text
    words = subject.digits
    if not words or not any(word in text for word in words):
        return text, range(len(text)), []
    one = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    edge, joint = (
        (r"\b", r"[\s,.\-/]+(?:(?:then|and|dann|danach|und)[\s,]+)?")
        if one.isascii() or "ü" in one
        else ("", r"[\s,.・、の\-/]*")
    )
    run = re.compile(rf"{edge}(?:(?:{one}|\d){joint}){{5,}}(?:{one}|\d){edge}")
    each = re.compile(rf"{one}|\d")
    letters: list[str] = []
    places: list[int] = []
    spelled: list[tuple[int, int]] = []
    at = 0
    for match in run.finditer(text):
        if not any(word in match[0] for word in words):
            continue
        letters += text[at : match.start()]
        places += range(at, match.start())
        found = [*each.finditer(text, match.start(), match.end())]
        if sum(not piece[0].isdigit() for piece in found) >= _SPELLED:
            spelled.append(match.span())
        for index, piece in enumerate(found):
            letters.append(words.get(piece[0], piece[0]))
            places.append(piece.start() if index < len(found) - 1 else piece.end() - 1)
        at = match.end()
    letters += text[at:]
    places += range(at, len(text))
    return "".join(letters), places, spelled
