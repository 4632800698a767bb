"""Extraction measures, on examples worked by hand."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from eval.items import SavedPage
from eval.measures.extraction import Extracted, measure, overlap, words

NIGHT = datetime(2025, 3, 14, 23, 30, tzinfo=timezone(timedelta(hours=-5)))  # the 15th in universal time
PAGE = SavedPage("p", "<html>", "The red bridge fell. The mayor left.", "Bridge falls: mayor leaves", NIGHT)


def test_words_are_counted_as_often_as_they_occur() -> None:
    # Ours has "the" three times, theirs twice; "red", "mayor" and "left" are missing.
    found = overlap(words("The bridge, the THE fell"), words(PAGE.text))
    assert (found.shared, found.ours, found.theirs) == (4, 5, 7)
    assert (found.precision, found.recall, found.f1) == pytest.approx((4 / 5, 4 / 7, 8 / 12))


def test_a_perfect_and_an_empty_extraction() -> None:
    perfect = measure(Extracted(PAGE.text, "BRIDGE FALLS – Mayor leaves", NIGHT), PAGE)
    assert (perfect.text.f1, perfect.title, perfect.day) == (1.0, True, True)
    empty = measure(Extracted("", None, None), PAGE)
    assert (empty.text.precision, empty.text.recall, empty.text.f1) == (0.0, 0.0, 0.0)
    assert (empty.title, empty.day) == (False, False)


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (datetime(2025, 3, 14, tzinfo=UTC), True),
        (datetime(2025, 3, 15, 4, 30, tzinfo=UTC), True),
        (datetime(2025, 3, 13, 23, 59, tzinfo=UTC), False),
    ],
)
def test_a_day_is_right_as_printed_or_in_universal_time(found: datetime, right: bool) -> None:
    assert measure(Extracted("", None, found), PAGE).day is right


def test_what_the_page_does_not_tell_is_not_measured() -> None:
    scores = measure(Extracted("x", "t", NIGHT), SavedPage("p", "", "x", None, None))
    assert (scores.title, scores.day) == (None, None)


def test_characters_are_words_where_a_script_has_no_spaces() -> None:
    assert words("雨が降った ok") == ["雨", "が", "降", "っ", "た", "ok"]
    assert words("ฝนตก") == ["ฝ", "น", "ต", "ก"]
    assert words("Selbst\u00adbestimmung") == ["selbstbestimmung"]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("PARIS (AP) — The red bridge fell on Monday.", True),
        ("Another page. " * 60 + "The red bridge fell on Monday.", False),
        ("The red bridge stands.", False),
        ("", False),
    ],
)
def test_a_text_begins_with_five_words_of_the_beginning(text: str, begins: bool) -> None:
    page = SavedPage("p", "", None, None, None, beginning="Bridge news: The red bridge fell on Monday")
    assert measure(Extracted(text, None, None), page).begins is begins


def test_snippets_that_are_there() -> None:
    page = SavedPage("p", "", None, None, None, present=("red  bridge", "blue bridge"), absent=("Follow us", "Menu"))
    scores = measure(Extracted("The red\nbridge fell. Follow us", None, None), page)
    assert (scores.text, scores.present, scores.absent) == (None, 1, 1)
