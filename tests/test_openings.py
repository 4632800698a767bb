"""Labels before a sentence: the page's, which go, and what belongs to the report, which stays."""

from __future__ import annotations

import pytest

from summarizer.compose.evidence import resolved, trimmed
from summarizer.language import Analyst, label_end, sentence_spans
from summarizer.types import Article, Parser
from summarizer.verify import Gate
from tests.stories import told

SENTENCE = "The ferry carried 400 people to the island on Monday."


@pytest.mark.parametrize(
    "label",
    [
        "Why it matters", "Where things stand", "Details", "Context", "The big picture", "By the numbers", "The latest",
        "Driving the news", "PUBLISHED MAY 3, 2031", "Updated 3 May 2031",
    ],
)  # fmt: skip
def test_labels_of_a_page_go(label: str, parser: Parser) -> None:
    text = f"{label}: {SENTENCE}"
    assert text[label_end(Analyst(parser).one(text)) :] == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"{label}: {SENTENCE}"
            for label in (
                "Lim", "LIM", "TOM RASK", "Police", "Local experts", "According to police", "CLAIM", "Claim",
                "The fear", "What could go wrong", "She had one request", "The mayor said", "Velmar", "Watch",
            )
        ),
        "Details: A pier, a ferry and a road.", "Details: “The ferry carried 400 people on Monday.”",
        "Details: Ferries stop.", "Details, as ever: The ferry carried 400 people on Monday.", SENTENCE,
    ],
)  # fmt: skip
def test_what_belongs_to_the_report_stays(text: str, parser: Parser) -> None:
    assert label_end(Analyst(parser).one(text)) == 0


def test_without_a_parser_nothing_goes() -> None:
    assert label_end(Analyst().one(f"Details: {SENTENCE}")) == 0


def test_a_label_is_no_word_of_the_report(parser: Parser) -> None:
    text = f"Details: {SENTENCE}"
    material = told(Article("a", None, text, None), parser=parser)
    (evidence,) = trimmed(material, [resolved(material, s) for s in material.sentences], Gate(material.analyst))
    assert (evidence.said.text, evidence.edited) == (SENTENCE, False)
    assert sentence_spans(text) == [(0, len(text))]
