"""What others say too, word by word: by meaning where the encoder reads words, by stems where it does not."""

import numpy as np
import pytest

from summarizer.compose.filling import RETOLD
from summarizer.language import Analyst, stem
from summarizer.retelling import NOTHING, Meant, by_stems, encoded, lacking, lacks, only, told_words
from summarizer.types import Encoder
from tests.stories import BagEncoder

SAID = "Police released the teenager without charges."
AGAIN = "Officers let the 17-year-old go and will not file charges."
OTHER = "The harbour was closed to ships by the storm."


def meant(*texts: str, encoder: Encoder) -> tuple[Meant, ...]:
    return encoded(Analyst()(texts), encoder)[1]


def test_the_sentence_vectors_are_those_of_the_encoder(encoder: Encoder) -> None:
    vectors, words = encoded(Analyst()([SAID, OTHER]), encoder)
    assert np.allclose(vectors, encoder.encode([SAID, OTHER]), atol=1e-5)
    assert [len(each.words) for each in words] == [4, 4]
    assert all(each.vectors is not None and each.vectors.shape[0] == len(each.words) for each in words)


def test_other_words_of_one_meaning_lack_less(encoder: Encoder) -> None:
    said, again, other = meant(SAID, AGAIN, OTHER, encoder=encoder)
    same = lacking(said, [said], {})
    assert max(same.values()) < 0.01
    assert lacking(said, [again, other], {})["lack"] < lacking(said, [other], {})["lack"] - 0.1


def test_without_words_of_the_encoder_stems_are_compared() -> None:
    said, more = meant("Police released the teenager.", "The police released a man.", encoder=BagEncoder())
    assert said.vectors is None
    assert told_words(said, more).tolist() == [1.0, 1.0, 0.0]
    assert lacking(said, [more], {"teenag": 2.0})["lack"] == pytest.approx(0.5)
    assert lacks(said, more, {"teenag": 2.0}) == pytest.approx(0.5)


def test_nothing_beside_it_and_nothing_in_it() -> None:
    said, empty = by_stems(Analyst().one(SAID)), by_stems(Analyst().one("It was."))
    assert lacking(said, [], {})["lack"] == 1.0
    assert lacking(empty, [said], {}) == NOTHING
    assert told_words(said, empty).tolist() == [0.0] * 4


@pytest.mark.parametrize("exact", [True, False])
def test_a_figure_is_told_or_not(encoder: Encoder, exact: bool) -> None:
    said, other = meant(
        "He is $53m in debt.", f"Debts of {53 if exact else 52} million dollars weigh on him.", encoder=encoder
    )
    figure = said.facts.index("5.3e+07")
    assert bool(told_words(said, other)[figure] == 1.0) is exact
    assert bool(told_words(said, other)[figure] < 0.5) is not exact


TOLD = "A federal appeals court ruled that President Rask cannot block a subpoena for eight years of his tax returns."
RETOLD_CASES = [
    ("The prosecutor can get President Rask's tax returns, a federal appeals court ruled.", True),
    ("His lawyer said he would ask the supreme court to stay the decision.", False),
    ("The prosecutor in Arden has been looking into payments of the firm since May.", False),
]


@pytest.mark.parametrize(("text", "told"), RETOLD_CASES)
def test_a_summary_does_not_tell_in_other_words_what_it_told(text: str, told: bool, encoder: Encoder) -> None:
    first, second = meant(TOLD, text, encoder=encoder)
    assert (lacking(second, [first], {})["lack"] < RETOLD) is told


def test_what_was_left_out_of_a_sentence_is_not_compared(encoder: Encoder) -> None:
    (whole,) = meant(SAID, encoder=encoder)
    kept = only(whole, {stem("police"), stem("released")})
    assert [word.folded for word in kept.words] == ["police", "released"]
    assert kept.vectors is not None
    assert whole.vectors is not None
    assert np.allclose(kept.vectors, whole.vectors[:2])
