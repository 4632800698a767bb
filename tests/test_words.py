"""Folding, words and stems: what makes two spellings one word."""

import pytest

from summarizer.language import content_words, fold, stem, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Nguyễn Hồng Diên", "nguyen hong dien"),
        ("Đà Nẵng", "da nang"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ólafur Þór", "olafur þor"),
        ("the state’s", "the state's"),
        ("ＵＳ", "us"),
        ("北京", "北京"),
        ("", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The U.S. and the US told us", "the usa and the usa told us"),
        ("the United States, the UK and the United Kingdom", "the usa the uk and the uk"),
        ("US-Việt Nam relations", "usa vietnam relations"),
        ("Vietnam’s policy; the workers' pay; the boss's", "vietnam policy the workers pay the boss"),
        ("1,200 homes, 3.5% and 12", "1200 homes 3.5 and 12"),
        ("mutually-beneficial", "mutually beneficial"),
        ("don't isn’t", "don't isn't"),
        ("— … “ ” ()", ""),
        ("", ""),
    ],
)
def test_words(text: str, folded: str) -> None:
    assert " ".join(w.folded for w in words(text)) == folded


def test_words_point_at_their_text() -> None:
    text = "In Việt Nam, the U.S.'s 1,200 workers"
    assert [text[w.start : w.end] for w in words(text)] == ["In", "Việt Nam", "the", "U.S.", "1,200", "workers"]


@pytest.mark.parametrize(
    ("word", "same"),
    [("agreed", "agree"), ("workers", "worker"), ("policies", "policy"), ("12", "12"), ("北京", "北京")],
)
def test_stems_meet(word: str, same: str) -> None:
    assert stem(word) == stem(same)


def test_content_words_keep_order_and_repetition() -> None:
    assert content_words("The port and the ports: the mayor said so.") == ["port", "port", "mayor"]
    assert content_words("He said that it was so.") == []
