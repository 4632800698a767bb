"""Two sentences on one subject in one, and headlines: forms that leave every word with its own subject and speaker."""

from __future__ import annotations

import pytest

from summarizer.compose.filling import Draft
from summarizer.compose.heading import trimmed
from summarizer.compose.joining import joinings
from summarizer.compose.spelling import one_spelling
from summarizer.language import Analyst
from summarizer.types import Parser

JOINED = [
    (
        "Anna Rask opened the market on Friday.",
        "Rask was arrested in Arden.",
        "Anna Rask opened the market on Friday and was arrested in Arden.",
    ),
    (
        "The ministry said the harbour would reopen in May.",
        "The ministry said that repairs would cost 40 million crowns.",
        "The ministry said that the harbour would reopen in May and that repairs would cost 40 million crowns.",
    ),
    (
        "Anna Rask opened the market on Friday.",
        "Anna Rask is a baker from Arden.",
        "Anna Rask, a baker from Arden, opened the market on Friday.",
    ),
]

APART = {
    "another subject": ("Anna Rask opened the market.", "The mayor was arrested in Arden."),
    "a namesake's first name": ("Anna Rask opened the market.", "Peter Rask was arrested in Arden."),
    "a verb that would be taken for what was said": (
        "Anna Rask said the market was a success.",
        "Rask met the mayor in Arden.",
    ),
    "a quotation": ('"It was a success," Anna Rask said.', "Anna Rask met the mayor in Arden."),
    "more said of the subject": ("Rask opened the market.", "Rask, 41, was arrested in Arden."),
}


@pytest.mark.slow
@pytest.mark.parametrize(("a", "b", "joined"), JOINED)
def test_sentences_on_one_subject_are_joined(a: str, b: str, joined: str, parser: Parser) -> None:
    assert joined in list(joinings(*Analyst(parser)([a, b])))


@pytest.mark.slow
@pytest.mark.parametrize(("a", "b"), APART.values(), ids=APART)
def test_what_could_be_misread_stays_apart(a: str, b: str, parser: Parser) -> None:
    assert list(joinings(*Analyst(parser)([a, b]))) == []


@pytest.mark.slow
def test_a_past_role_does_not_become_a_present_one(parser: Parser) -> None:
    told = Analyst(parser)(["Anna Rask opened the market on Friday.", "Anna Rask was a baker from Arden."])
    assert list(joinings(*told)) == ["Anna Rask opened the market on Friday and was a baker from Arden."]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        (
            "Trade Minister Anna Rask met Mayor Peter Holm in Arden on Friday, after months of talks on the harbour.",
            "Anna Rask met Mayor Peter Holm",
        ),
        ("The council closed the old bridge on Tuesday.", "The council closed the old bridge"),
    ],
)
def test_headlines_name_who_did_what(sentence: str, headline: str, parser: Parser) -> None:
    forms = trimmed(Analyst(parser).one(sentence))
    assert headline in forms
    assert all(form in sentence or form[1:] in sentence for form in forms)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["Minister Hong Dien came.", "Diên left."], ["Minister Hong Dien came.", "Dien left."]),
        (["Diên came.", "Lim saw Dien’s bridge."], ["Diên came.", "Lim saw Dien’s bridge."]),
        (["Who came is known.", "The WHO said so."], ["Who came is known.", "The WHO said so."]),
        (["Dien came.", "“We saw Diên,” Lim said."], ["Dien came.", "“We saw Diên,” Lim said."]),
    ],
)
def test_one_spelling(texts: list[str], told: list[str]) -> None:
    analyst = Analyst()
    assert [draft.said.text for draft in one_spelling([Draft(said, ()) for said in analyst(texts)], analyst)] == told
