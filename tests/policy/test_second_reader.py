"""The second reader: shipped small for every language, made again by one command, and never alone in passing a text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from generator.maintain import training
from generator.maintain.corpus import read_corpus
from generator.policy import UNRECOGNISED, check_insert
from generator.policy.lexicon import languages_read, lexicon
from generator.policy.reading import fold
from generator.policy.second_reader import CONCEPTS, model_file, prose, second_reader, sentences

CORPUS = Path(__file__).parent / "corpus"
MOST_BYTES = 20_000_000


@pytest.mark.parametrize("language", languages_read())
def test_each_language_has_a_model(language: str) -> None:
    reader = second_reader(language)
    assert reader is not None
    assert max(reader.levels.lift, reader.levels.doubt) <= reader.levels.block


def test_models_are_small() -> None:
    assert sum(model_file(language).stat().st_size for language in languages_read()) < MOST_BYTES


def test_training_again_gives_the_same_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``make model`` is reproducible: the model that is shipped is what the corpus gives today."""
    language = min(languages_read(), key=lambda name: (CORPUS / f"{name}.jsonl").stat().st_size)
    shipped = dict(np.load(model_file(language)))
    texts = training.read_texts(language)
    monkeypatch.setattr(
        training, "model_file", lambda name: model_file(name) if name == CONCEPTS else tmp_path / f"{name}.npz"
    )
    training.train(language, texts)
    with np.load(tmp_path / f"{language}.npz") as again:
        assert again["keys"].tolist() == shipped["keys"].tolist()
        assert np.abs(again["weights"].astype(int) - shipped["weights"].astype(int)).max() <= 1
        assert np.allclose(again["bias"], shipped["bias"], atol=0.01)


def test_names_the_sentence_it_objects_to() -> None:
    """A paraphrase without any of the obvious words, between two innocent sentences."""
    bad = "Every customer who tells the world how it went finds a little something in the post."
    text = f"Your parcel was held at customs until Tuesday. {bad} The second box follows on Monday."
    found = [finding for finding in check_insert(text, language="en") if finding.severity == "block"]
    assert found
    assert all(bad in finding.text or finding.text in bad for finding in found)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "nl"])
def test_some_texts_are_doubted(language: str) -> None:
    """There is a third verdict between passing and refusing, and it stands on a sentence of the text."""
    doubted = 0
    for sample in read_corpus(CORPUS / f"{language}.jsonl"):
        for finding in check_insert(sample.text, language=language):
            if finding.rule == UNRECOGNISED:
                doubted += 1
                assert finding.severity == "warn"
                assert finding.text.strip()
        if doubted >= 3:
            return
    pytest.fail("no text was doubted")


def test_markup_and_amazon_addresses_are_left_to_others() -> None:
    folded = fold('See <img src="https://x.example/a.png"> and amazon.de/your-orders now', lexicon("de").alphabet)
    assert prose(folded).text.split() == ["see", "and", "now"]
    assert len(prose(folded).text) == len(folded.text)


def test_sentences_lie_in_the_text() -> None:
    text = " One. Two!  三。四 \n five "
    assert [text[start:end] for start, end in sentences(text)] == ["One.", "Two!", "三。", "四", "five"]
