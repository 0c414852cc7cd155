"""Mending keeps every innocent sentence, and what it offers passes."""

from __future__ import annotations

import pytest

from generator.policy import check_insert, mend

CASES = {
    "en": (
        "The parcel is two days late because of snow. Leave us five stars and we will send you a gift card. It should arrive on Friday.",
        "The parcel is two days late because of snow. It should arrive on Friday.",
    ),
    "de": (
        "Das Paket liegt im Zoll. Rufen Sie uns unter 0170 5550123 an. Es kommt am Montag.",
        "Das Paket liegt im Zoll. Es kommt am Montag.",
    ),
    "zh": ("包裹在海关，预计周五送达。给五星好评返现十元。", "包裹在海关，预计周五送达。"),
    "fr": (
        "Le colis est bloqué à la douane. Visitez notre boutique, -20 % sur votre prochaine commande !",
        "Le colis est bloqué à la douane.",
    ),
}


@pytest.mark.parametrize("language", sorted(CASES))
def test_bad_sentences_go_and_others_stay(language: str) -> None:
    given, wanted = CASES[language]
    rest = mend(given, check_insert(given, language=language), language=language)
    assert rest == wanted
    assert check_insert(rest, language=language) == ()


def test_a_clean_text_stays() -> None:
    text = "The blue mug is packed in a second box."
    assert mend(text, check_insert(text, language="en"), language="en") == text


def test_nothing_is_left_of_a_bad_text() -> None:
    text = "Leave us five stars and we will send you a gift card"
    assert mend(text, check_insert(text, language="en"), language="en") == ""
