"""Where sentences end, and where they do not."""

import socket

import pytest

from summarizer.language import article_sentences, sentence_spans
from summarizer.types import Article

#: One sentence a line: joined by spaces they must come apart again.
PARAGRAPHS = [
    "Jamieson L. Greer met Mr. Dien in the U.S. capital.\nThey spoke for an hour.",
    "Trade reached nearly US$150 billion in 2024.\nIt was 3.5% more than in 2023.",
    "He lives in the U.S.\nThe talks went well.",
    "The U.S. Senate voted at 5 p.m.\nPolice cleared the square.",
    "Acme Inc. bought Beta Corp. for $1.2bn.\nIts shares rose.",
    "“We go on,” she said.\n“We always have.”",
    "“Will it hold?”\n“It will,” the engineer said.",
    "He asked: why?\nNobody knew!\nThen he left.",
    "The minister, Dr. A. B. Lim, spoke on Jan. 5 in St. Paul.\nNobody came.",
    "Ông Nguyễn Quốc Dũng nói chuyện.\nÔng ấy đi.",
    "The launch . . . is here.\nIt sells . . .\nWell, it does.",
    "No full stop at the end",
]


@pytest.mark.parametrize("lines", PARAGRAPHS)
def test_sentences(lines: str) -> None:
    text = lines.replace("\n", " ")
    assert [text[a:b] for a, b in sentence_spans(text)] == lines.split("\n")


def test_a_line_break_ends_a_sentence_and_offsets_stay_true() -> None:
    text = "  First line without a stop\n\n\tSecond one. Third.  \n"
    assert [text[a:b] for a, b in sentence_spans(text)] == ["First line without a stop", "Second one.", "Third."]


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\n"])
def test_nothing(text: str) -> None:
    assert sentence_spans(text) == []


def test_article_sentences_are_numbered() -> None:
    article = Article("a", None, "One came. Two left.", None)
    assert [(s.article, s.index, article.text[s.start : s.end]) for s in article_sentences(article)] == [
        ("a", 0, "One came."),
        ("a", 1, "Two left."),
    ]


def test_no_data_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setenv("NLTK_DATA", "/nonexistent")
    assert len(sentence_spans("Mr. Lim came. Nobody left.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "He died at the scene.|His friend climbed down.",
        "“We had custody.”|He was a very trusted friend.",
        "It is kept on RideForTheConstitution.org and nowhere else.",
        "The site IGC.org.|These web pages are kept.",
        "Ask J.Crew staff.",
        "They asked Sen.Rand Paul and Mrs.Lim about it.",
    ],
)
def test_sentences_whose_space_was_lost(text: str) -> None:
    joined = text.replace("|", "")
    assert [joined[a:b] for a, b in sentence_spans(joined)] == text.split("|")
