"""Any text gives findings or none, with spans inside the text and in bounded work."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.policy import check_insert, mend
from generator.policy.lexicon import languages_read

PIECES = st.sampled_from(
    ["review", "r e v i e w", "r3v1ew", "★★★★★", "gift card", "レビュー", "ギフト券", "Bewertung", "www.", ".com", "http://", "@", "+49", "0170", "5550123",
     "{{", "}}", "<img src=", ">", "![", "](", "\n\n\n", "\u200b", "ｆｒｅｅ", "😀", ":-)", "302-1234567-7654321", "please", "not", ".", "。", "-", "é", "ß", "\ud800", "好评", "返现", "微信", "avis", "reseña", "recensione", "opinię", "yorum", "تقييم", "٠٥٥", "ـ", "İ", "betyg", "avaliação", "beoordeling"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)


@pytest.mark.parametrize("language", languages_read())
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
@example(text="紇琲浦瑪浦紇琲浦瑪浦\udb0b")
def test_spans_lie_inside(language: str, text: str) -> None:
    """Each finding marks a piece of the very text that was given."""
    for finding in check_insert(text, language=language):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]


@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh"])
@settings(max_examples=25, deadline=None)
@given(text=TEXTS)
def test_what_is_mended_passes(language: str, text: str) -> None:
    """Whatever was typed, the text that is offered instead meets no rule."""
    rest = mend(text, check_insert(text, language=language), language=language)
    assert rest == "" or check_insert(rest, language=language) == ()
