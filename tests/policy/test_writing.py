"""Spelling by offline word lists, loaded only where a text is full of strange words."""

from __future__ import annotations

import pytest

from generator.policy.check import check_insert

WRONG = {
    "sv": "Paktet ligeer på teminralen i Götbeorg sendn freddag och vi vte itne vrfaör.",
    "pl": "Pczka czkea w sorotwni w Łdozi od piąktu nei wimey czmeu jset.",
    "tr": "Kgo paketi İzmirdki dpoda bekkiyor yrın yloa çıkcak dğie umyoruz.",
    "fr": "Le coils est rsté au dpéôt de Lyno dpeuis vnedrdei et rpeart lnudi mtain.",
    "es": "El pquaete etsá en el alamcén de Zargaoza dsede el veirnes y sladrá mñaana.",
}
RIGHT = {
    "sv": "Paketet ligger på terminalen i Göteborg sedan fredag och vi vet inte varför.",
    "pl": "Paczka czeka w sortowni w Łodzi od piątku i jeszcze dziś rusza dalej.",
    "tr": "Kargonuz İzmir'deki depoda bekliyor, yarın yola çıkacak diye umuyoruz.",
    "fr": "Le colis est resté au dépôt de Lyon depuis vendredi et repart lundi matin.",
    "es": "El paquete está en el almacén de Zaragoza desde el viernes y saldrá mañana.",
}


@pytest.mark.parametrize("language", sorted(WRONG))
def test_text_full_of_misspellings_is_doubted(language: str) -> None:
    found = [finding for finding in check_insert(WRONG[language], language=language) if finding.rule == "spelling"]
    assert len(found) >= 4
    assert {finding.severity for finding in found} == {"warn"}


@pytest.mark.parametrize("language", sorted(RIGHT))
def test_good_text_is_not(language: str) -> None:
    assert "spelling" not in {finding.rule for finding in check_insert(RIGHT[language], language=language)}


def test_swedish_without_its_letters_is_not_misspelled() -> None:
    text = "Paketet ligger pa terminalen, varan gick sonder och vi packar om den pa mandag, hor garna av er."
    assert "spelling" not in {finding.rule for finding in check_insert(text, language="sv")}
