"""Any text gives findings or none, with spans inside the text and in bounded work."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.policy import check_insert

PIECES = st.sampled_from(
    ["review", "r e v i e w", "r3v1ew", "★★★★★", "gift card", "レビュー", "ギフト券", "Bewertung", "www.", ".com", "http://", "@", "+49", "0170", "5550123",
     "{{", "}}", "<img src=", ">", "![", "](", "\n\n\n", "\u200b", "ｆｒｅｅ", "😀", ":-)", "302-1234567-7654321", "please", "not", ".", "。", "-", "é", "ß", "\ud800"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)


@pytest.mark.parametrize("language", ["en", "de", "ja"])
@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
def test_spans_lie_inside(language: str, text: str) -> None:
    """Each finding marks a piece of the very text that was given."""
    for finding in check_insert(text, language=language):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
