"""What an editor wants, read where it stands: by the embedded writer itself."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from summarizer import models as package
from summarizer.errors import ModelError
from summarizer.models import _editor, load_models
from summarizer.models.context import LAYER, LEAST, TOKENS_OF_STORY, ContextReader, embedded_context, shipped_head
from summarizer.models.writers import CausalWriter
from summarizer.types import Models

TITLE = "Bridge over the Arden closed"
LINES = (
    "The bridge over the Arden was closed on Monday.",
    "Engineers found cracks in two of its pillars.",
    "The mayor thanked everybody for their patience.",
)
TEXT = " ".join(LINES)
SPANS = [(TEXT.index(line), TEXT.index(line) + len(line)) for line in LINES]


@pytest.fixture(scope="module")
def reader(models: Models) -> ContextReader:
    assert isinstance(models.writer, CausalWriter)
    return embedded_context(models.writer)


def test_each_sentence_has_a_number(reader: ContextReader) -> None:
    wanted = reader.wanted(TITLE, TEXT, SPANS)
    assert len(wanted) == len(SPANS)
    assert all(value is not None and -3 < value < 3 for value in wanted)
    assert wanted == reader.wanted(TITLE, TEXT, SPANS)


def test_the_news_is_wanted_more_than_thanks(reader: ContextReader) -> None:
    closed, _, thanks = reader.wanted(TITLE, TEXT, SPANS)
    assert closed is not None
    assert thanks is not None
    assert closed > thanks


def test_what_stands_before_counts_and_what_stands_behind_does_not(reader: ContextReader) -> None:
    known = reader.wanted(TITLE, TEXT, SPANS)
    assert reader.wanted("The ferry sank", TEXT, SPANS) != known
    assert reader.wanted(TITLE, TEXT[: SPANS[1][1]], SPANS[:2]) == pytest.approx(known[:2], abs=1e-3)


def test_states_are_the_mean_and_then_the_last_word(reader: ContextReader, models: Models) -> None:
    """As the whole writer has them at that layer."""
    import torch

    assert isinstance(models.writer, CausalWriter)
    tokenizer = models.writer.tokenizer
    ids = [*tokenizer(TITLE)["input_ids"], *tokenizer("\n\n")["input_ids"], *tokenizer(LINES[0])["input_ids"]]
    size = len(tokenizer(LINES[0])["input_ids"])
    with torch.inference_mode():
        states = (
            models.writer.model.model(torch.tensor([ids]), output_hidden_states=True).hidden_states[LAYER][0].float()
        )
    (state,) = reader.states(TITLE, LINES[0], SPANS[:1])
    assert state is not None
    assert state.shape == (len(shipped_head()[0]),)
    expected = np.concatenate([states[-size:].mean(0).numpy(), states[-1].numpy()])
    assert float(np.corrcoef(state, expected)[0, 1]) > 0.999
    assert float(np.corrcoef(state[: state.size // 2], expected[expected.size // 2 :])[0, 1]) < 0.999


def test_what_is_not_read_to_its_end_has_none(reader: ContextReader) -> None:
    read = reader.states(TITLE, TEXT, SPANS, tokens=15)
    assert [state is not None for state in read] == [True, False, False]
    assert reader.states(TITLE, "", []) == []
    assert reader.wanted("", TEXT, []) == []
    assert reader.wanted("", "", [(0, 0)]) == [None]


def test_of_many_articles_less_is_read(reader: ContextReader) -> None:
    text = " ".join(LINES * 60)
    spans = [(i, i + len(LINES[0])) for i in range(0, len(text) - len(LINES[0]), len(TEXT) + 1)]
    few, many = (
        sum(v is not None for v in reader.wanted(TITLE, text, spans, n)) for n in (1, 1 + TOKENS_OF_STORY // LEAST)
    )
    assert 0 < many < few < len(spans)


def test_a_long_text_is_not_taken_apart(reader: ContextReader) -> None:
    text = " ".join(LINES * 40_000)
    start = perf_counter()
    wanted = reader.wanted(TITLE, text, [SPANS[0], (len(text) - len(LINES[2]), len(text))])
    assert perf_counter() - start < 10
    assert wanted[0] is not None
    assert wanted[1] is None


def test_other_writers_have_the_embedded_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(_editor(None), ContextReader)
    monkeypatch.setattr(package, "embedded_writer_file", missing)
    assert _editor(None) is None, "where it is not installed each sentence is read alone"


def missing() -> Path:
    raise ModelError("the embedded model is not installed")


def test_without_a_writer_nobody_reads_whole_articles() -> None:
    assert load_models(extractive=True).editor is None


def test_only_the_layers_up_to_the_one_are_run(reader: ContextReader, models: Models) -> None:
    body, _ = reader._parts
    assert len(body.layers) == LAYER
    assert isinstance(models.writer, CausalWriter)
    assert len(models.writer.model.model.layers) > LAYER, "the writer itself is left whole"
