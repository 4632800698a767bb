"""What an editor wants, read where it stands: by the embedded writer itself."""

from __future__ import annotations

import numpy as np
import pytest

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


def test_states_are_of_the_mean_and_the_last_word(reader: ContextReader) -> None:
    (state, *_) = reader.states(TITLE, TEXT, SPANS)
    assert state is not None
    assert state.shape == (len(shipped_head()[0]),)
    assert np.isfinite(state).all()


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


def test_only_the_layers_up_to_the_one_are_run(reader: ContextReader, models: Models) -> None:
    body, _ = reader._parts
    assert len(body.layers) == LAYER
    assert isinstance(models.writer, CausalWriter)
    assert len(models.writer.model.model.layers) > LAYER, "the writer itself is left whole"
