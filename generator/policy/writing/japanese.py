"""Japanese: what no writer writes, such as broken encodings, doubled particles, letters of another script form."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator.policy.hit import Hit

__all__ = ["japanese"]

_MOJIBAKE: Final = re.compile(
    r"[\ufffd\ue000-\uf8ff]|[縺繧繝譁蜷髮隕蝠譌螳菴驟騾][\uff61-\uff9f\u3000-\u9fff¡-ÿ]|[Ãâã][\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]+|[ﾀ-ﾟ]{2}[^\uff61-\uff9f\s][ﾀ-ﾟ]"
)
_DOUBLED: Final = re.compile(
    r"をを|がが|のの(?!し)|にに(?!ん)|でで(?!き)|へへ|とと(?!も|の|り)|はは(?![、。はお])|もも(?!の|い|ち)|です(?:です|ます|ました)|ますです|ましたです|まし(?:です|ます)|をが|がを|にを|をに(?!ん)|のを(?=は|が)|がは|はが(?!き|ね|れ|い|さ|か|く|た|ん)|はを|でを|へを|をへ|をは(?![いじずかさしがめ])|にが(?=[^いつてさくす])|ください(?:ます|です)|でしたます|ことます|荷物は(?:を|が)|[すつぬむる]ない(?=[。、だでのにがた])|しいない|[重高大き新し良悪早遅]いの(?=[一-龯])|だます|必要だま|お願うし|であるか|するを(?:下|くだ)|ことを(?:請い|終了し|完了し)|我々に(?:言|云)|彼を見つけ|のの名|トラックと来|ることを完了"
)
_NOT_JAPANESE: Final = frozenset(
    "们这为发请您货评给买卖订单钱时间现会说对动过还进远运送达题谢请问价优惠员产样质尽联系户寄收图书门关东车马风飞鸟鱼龙长见认让谁课赠轻迟邮钟错问阳阴难须预领频颜饭馆验"
)
_JAPANESE_ONLY: Final = frozenset("会送達寄収図書員産質題")


def japanese(text: str) -> Iterator[Hit]:
    """Judge Japanese by what no writer writes: broken encodings, doubled particles, letters of another script form."""
    spans = [match.span() for match in (*_MOJIBAKE.finditer(text), *_DOUBLED.finditer(text))]
    foreign = [place for place, letter in enumerate(text) if letter in _NOT_JAPANESE and letter not in _JAPANESE_ONLY]
    spans += [(place, place + 1) for place in foreign]
    mojibake = Counter(text)["\ufffd"]
    length = sum(unicodedata.category(letter)[0] == "L" for letter in text)
    if len(spans) >= 2 or mojibake or (spans and length < 40):
        broken = bool(_MOJIBAKE.search(text)) or len(spans) >= 2
        for start, end in sorted(spans):
            yield Hit("spelling", start, end, "block" if broken else "warn")
