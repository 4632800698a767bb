"""Headlines cut from the first sentences of a summary."""

from __future__ import annotations

import pytest

from summarizer.compose.heading import trimmed
from summarizer.language import Analyst
from summarizer.types import Parser


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
