"""Round-ups that no markup shows: cut by their words, in several formats; an article is left whole."""

from __future__ import annotations

import json

import pytest

from summarizer.read.articles import Result, read_articles
from summarizer.read.roundups import cut_told
from summarizer.read.values import Document, Limits
from summarizer.types import Skipped

FERRY = (
    "The ferry between Arden and Corrin was cancelled on Monday after a rope fouled its propeller, the operator said."
)
MORE_FERRY = "Divers will cut the rope on Tuesday. About 300 passengers of the ferry spent the night in a gym."
LIBRARY = "Readers in Velmar no longer pay for books that they bring back late, its library announced."
QUOTE = "“We would rather have the book than the money,” said its director, Ana Moore."
FOOTBALL = "Tessel beat Marrow Ford 3-1 to win the county cup, with two goals from Per Lund in extra time."
REPORTS = [f"{FERRY} {MORE_FERRY}", f"{LIBRARY} {QUOTE}", FOOTBALL]


def page(title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<html lang=en><head><meta charset=utf-8><title>{title}</title><meta property="og:site_name" content="Post">'
        f"</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )


PARAGRAPHS = (FERRY, MORE_FERRY, LIBRARY, QUOTE, FOOTBALL)
FILES = {
    "paragraphs.html": page("Morning briefing: ferry, books, cup", *PARAGRAPHS),
    "plain.txt": "News in brief\n\n" + "\n\n".join(PARAGRAPHS),
    "greeting.md": "# Evening digest\n\nGood evening, here is the news.\n\n" + "\n\n".join(PARAGRAPHS),
    "export.json": json.dumps({"title": "The week in brief", "source": "Post", "text": "\n\n".join(PARAGRAPHS)}),
    "labels.txt": "Local round-up\n\n" + "\n\n".join(
        f"{label}: {report}" for label, report in zip(("At sea", "In town", "Sport"), REPORTS, strict=True)
    ),
    "bullets.txt": "Daily bulletin\n\n" + "\n\n".join(f"• {report}" for report in REPORTS),
    "headings.html": page("What you need to know", "<b>Ferry cancelled</b>", REPORTS[0], "<b>No more fines</b>",
                          REPORTS[1], "<b>Tessel win cup</b>", REPORTS[2]),
    "mail.eml": "From: Post <news@post.example>\nSubject: Your newsletter\nDate: Tue, 13 May 2031 09:20:00 +0200\n"
                "Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(PARAGRAPHS),
}  # fmt: skip


def read(name: str, text: str) -> list[Result]:
    return list(read_articles(Document(name, text.encode()), Limits()))


@pytest.mark.parametrize("name", FILES)
def test_a_round_up_is_cut_into_its_reports_and_nothing_is_lost(name: str) -> None:
    found = [result for result in read(name, FILES[name]) if not isinstance(result, Skipped)]
    assert [" ".join(article.text.split()) for article, _ in found] == REPORTS
    assert all(provenance.parent for _, provenance in found)


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("labels.txt", ["At sea", "In town", None]),
        ("headings.html", ["Ferry cancelled", "No more fines", "Tessel win cup"]),
    ],
)
def test_labels_and_headings_become_titles(name: str, titles: list[str | None]) -> None:
    found = [result for result in read(name, FILES[name]) if not isinstance(result, Skipped)]
    assert [article.title for article, _ in found] == titles


@pytest.mark.parametrize("title", ["Ferry, books and cup", "White House briefing ends in shouting", "Brief storm"])
def test_what_does_not_call_itself_a_round_up_stays_whole(title: str) -> None:
    (result,) = read("a.html", page(title, *PARAGRAPHS))
    assert not isinstance(result, Skipped)
    assert FOOTBALL in result[0].text


def test_a_round_up_of_one_report_stays_whole() -> None:
    assert cut_told(f"{FERRY}\n{MORE_FERRY}") == ()
    assert cut_told("") == ()


#: What none of its words announces: no title says round-up, and the reports have nothing in common.
UNANNOUNCED = {
    "headings.html": page("The Breakfast Read: Tuesday", "<b>Ferry cancelled</b>", REPORTS[0], "<b>No more fines</b>",
                          REPORTS[1], "<b>Tessel win cup</b>", FOOTBALL),
    "labels.md": "# From the county\n\n" + "\n\n".join(
        f"**{label}** — {report}" for label, report in zip(("At sea", "In town", "Sport"), REPORTS, strict=True)
    ),
    "stars.txt": "THE POST\n\nFERRY CANCELLED\n" + REPORTS[0] + "\n\n* * *\n\nNO MORE FINES\n" + REPORTS[1]
                 + "\n\n* * *\n\nTESSEL WIN CUP\n" + FOOTBALL,
    "live.json": json.dumps({"headline": "Monday as it happened", "url": "https://post.example/l", "liveBlogUpdate": [
        {"headline": "Ferry cancelled", "articleBody": REPORTS[0]},
        {"headline": "No more fines", "articleBody": REPORTS[1]},
        {"headline": "Tessel win cup", "articleBody": FOOTBALL},
    ]}),
    "farewell.eml": "From: Mika <mika@post.example>\nSubject: Post #212\nContent-Type: text/plain; charset=utf-8\n\n"
                    "Hi all,\n\nthree things before the weekend.\n\n1) Ferry cancelled\n\n" + REPORTS[0]
                    + "\n\n2) No more fines\n\n" + REPORTS[1] + "\n\n3) Tessel win cup\n\n" + FOOTBALL
                    + "\n\nHave a good one,\nMika\n",
}  # fmt: skip


@pytest.mark.parametrize("name", UNANNOUNCED)
def test_reports_that_have_nothing_in_common_are_a_round_up_by_any_name(name: str) -> None:
    found = [result for result in read(name, UNANNOUNCED[name]) if not isinstance(result, Skipped)]
    assert [" ".join(article.text.split()) for article, _ in found] == REPORTS
    assert all(provenance.parent for _, provenance in found)


ON_FERRY = (
    "The operator of the ferry said that 300 passengers would get the fare back. The line runs again on Friday.",
    "Divers found the rope around the propeller of the ferry on Monday evening. The operator had blamed fishermen.",
)


def test_sections_on_one_subject_are_one_article() -> None:
    sections = zip(("What happened", "Who pays", "What was found"), (REPORTS[0], *ON_FERRY), strict=True)
    parts = [part for heading, text in sections for part in (f"<b>{heading}</b>", text)]
    (result,) = read("a.html", page("Ferry cancelled: all that is known", *parts))
    assert not isinstance(result, Skipped)
    assert result[1].parent is None


def test_what_goes_on_with_a_report_of_a_round_up_is_put_to_it() -> None:
    told = [f"{FERRY} {MORE_FERRY}", REPORTS[1], FOOTBALL, f"Divers have cut the rope off the ferry. {ON_FERRY[1]}"]
    headings = ("Ferry stops", "Books for all", "Cup won", "Rope is cut")
    parts = [part for heading, text in zip(headings, told, strict=True) for part in (f"<b>{heading}</b>", text)]
    found = [result for result in read("a.html", page("Monday", *parts)) if not isinstance(result, Skipped)]
    assert [article.text.count("\n") for article, _ in found] == [2, 0, 0]
    assert "fishermen" in found[0][0].text
