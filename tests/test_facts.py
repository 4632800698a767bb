"""Figures, dates, quotations and names: two ways of writing one fact compare equal, two facts do not."""

import pytest

from summarizer.language import capitalised_words, dates, numbers, quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 people", [(12, "", "")]),
        ("Twelve people", [(12, "", "")]),
        ("a dozen", [(12, "", "")]),
        ("twenty-five boats", [(25, "", "")]),
        ("1,200.5 tonnes", [(1200.5, "", "")]),
        ("US$150 billion", [(150e9, "money", "")]),
        ("$1.5bn", [(1.5e9, "money", "")]),
        ("€ 4 million", [(4e6, "money", "")]),
        ("4.2 million crowns", [(4.2e6, "", "")]),
        ("two hundred", [(200, "", "")]),
        ("4% of 9 per cent", [(4, "%", ""), (9, "%", "")]),
        ("nearly 40 million", [(40e6, "", "below")]),
        ("almost US$150 billion", [(150e9, "money", "below")]),
        ("fewer than 50", [(50, "", "below")]),
        ("more than 50", [(50, "", "above")]),
        ("at least 50", [(50, "", "above")]),
        ("no fewer than 50", [(50, "", "above")]),
        ("no more than 50", [(50, "", "limit")]),
        ("up to 50", [(50, "", "limit")]),
        ("50 or more", [(50, "", "above")]),
        ("50 or fewer", [(50, "", "limit")]),
        ("about 50", [(50, "", "about")]),
        ("an estimated 50", [(50, "", "about")]),
        ("one of the two", [(2, "", "")]),
        ("nobody, none, zero", []),
        ("", []),
        ("A4 paper, B12", []),
        ("the 5th", [(5, "", "")]),
    ],
)
def test_numbers(text: str, found: list[tuple[float, str, str]]) -> None:
    assert [(n.value, n.unit, n.qualifier) for n in numbers(text)] == found


def test_numbers_point_at_their_words() -> None:
    text = "It cost nearly 40 million crowns, or US$1.5 billion for 9% of it."
    assert [text[n.start : n.end] for n in numbers(text)] == ["40 million", "US$1.5 billion", "9%"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on March 13", {"03-13"}),
        ("on 13 March 2025", {"03-13"}),
        ("on the 13th of March", {"03-13"}),
        ("on Sept. 5 and Dec 24th", {"09-05", "12-24"}),
        ("on Thursday, March 13", {"thursday", "03-13"}),
        ("in March 2025", set()),
        ("they march 10 abreast", {"03-10"}),  # known: only the words are read
        ("the man may go", set()),
        ("", set()),
    ],
)
def test_dates(text: str, found: set[str]) -> None:
    assert dates(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "we go on" and left.', ["we go on"]),
        ("“We go on,” he said. “At once.”", ["We go on,", "At once."]),
        ("the state's 'so-called' plan", []),
        ("“an open end", []),
        ("", []),
    ],
)
def test_quotations(text: str, found: list[str]) -> None:
    assert quotations(text) == found


def test_capitalised_words() -> None:
    text = "The mayor, Ilse Brandt, met Đặng in Việt Nam. She spoke."
    assert capitalised_words(text) == {"ilse", "brandt", "dang", "vietnam"}
