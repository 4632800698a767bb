"""How likely a writer is to write a sentence, and what the gate makes of that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from summarizer.language import Analyst
from summarizer.language.prompts import prompt_for
from summarizer.linear import Linear
from summarizer.models.hardware import Hardware
from summarizer.models.likelihood import ROWS, WriterLikelihood, embedded_likelihood
from summarizer.models.writers import CausalWriter
from summarizer.types import Given, Parser
from summarizer.verify import Gate, meaning
from tests.tiny_models import save_causal

CPU = Hardware("cpu", "float32")
SOURCES = ("Anna Rask sued Peter Holm over the bridge.", "Peter Holm had built the bridge in Arden.")


@pytest.mark.slow
def test_what_is_read_together_is_read_as_alone(tmp_path: Path) -> None:
    import torch

    writer = CausalWriter.load(str(save_causal(tmp_path / "writer")), CPU)
    prompts = [prompt_for(SOURCES), prompt_for(SOURCES[:1])]
    texts = [f"Anna Rask sued{' again' * n} Peter Holm." for n in range(ROWS + 2)]
    pairs = [(prompt, text) for text in texts for prompt in prompts]
    found = WriterLikelihood(lambda: writer).surprisal_given(pairs)
    for (prompt, text), nats in list(zip(pairs, found, strict=True))[::5]:
        before = writer.tokenizer(writer.chat(prompt), add_special_tokens=False)["input_ids"]
        mine = writer.tokenizer(text, add_special_tokens=False)["input_ids"]
        with torch.inference_mode():
            scores = writer.model(torch.tensor([before + mine])).logits[0].log_softmax(-1)
        expected = [-float(scores[len(before) + i - 1, token]) for i, token in enumerate(mine)]
        assert nats == pytest.approx(expected, abs=2e-3)
    assert WriterLikelihood(lambda: writer).surprisal_given([]) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("true", "false"),
    [
        (
            "Anna Rask sued Peter Holm, who had built the bridge.",
            "Peter Holm sued Anna Rask, who had built the bridge.",
        ),
        ("Anna Rask sued Peter Holm over the bridge in Arden.", "Anna Rask sued Peter Holm over the house in Arden."),
        ("Anna Rask sued Peter Holm over the bridge.", "Anna Rask did not sue Peter Holm over the bridge."),
    ],
)
def test_the_embedded_writer_is_surprised_by_what_its_evidence_does_not_say(true: str, false: str) -> None:
    right, wrong = embedded_likelihood().surprisal_given([(prompt_for(SOURCES), text) for text in (true, false)])
    assert meaning.surprise(right)[meaning.SURPRISE] < meaning.surprise(wrong)[meaning.SURPRISE]


class Reader:
    """A judge that believes all, and beside it a writer whom a word surprises."""

    name = "reader"

    def __init__(self) -> None:
        self.read: list[Given] = []

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [0.9] * len(pairs)

    def surprisal_given(self, pairs: Sequence[Given]) -> list[tuple[float, ...]]:
        self.read += pairs
        return [tuple(5.0 if word == "ancient" else 0.0 for word in text.split()) for _, text in pairs]


SOURCE = "The mayor of Arden closed the old bridge on Monday after divers found a crack."


def test_surprise_speaks_against_a_sentence_and_is_asked_only_where_it_can(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = {meaning.ENTAILED: 1.0, meaning.GREATEST: -1.0, "preposition": -9.0}
    monkeypatch.setattr(meaning, "weights", lambda _: Linear(weights, 0.0, "logistic"))
    judge = Reader()
    texts = [SOURCE.replace("old", word) for word in ("ancient", "aged")]
    lost = SOURCE.replace("of Arden", "from Arden").replace("old", "aged")
    verdicts = Gate(Analyst(parser), judge).judge([*texts, SOURCE, lost], [SOURCE])
    assert [verdict.passed for verdict in verdicts] == [False, True, True, False]
    assert [text for _, text in judge.read] == texts
    assert {prompt.text for prompt, _ in judge.read} == {SOURCE}


def test_no_token_baffles_more_than_another() -> None:
    assert meaning.surprise([9.0, 1.0, 40.0]) == {meaning.SURPRISE: 6.5, meaning.GREATEST: meaning.BAFFLED}
    assert meaning.surprise([9.0]) == meaning.surprise([]) == {meaning.SURPRISE: 0.0, meaning.GREATEST: 0.0}
