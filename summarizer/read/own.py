"""What this program itself writes, known by the marks that each of its formats carries.

Read again as news, a briefing would be an outlet that confirms what it told before, and the table of a checked draft
would support the draft. Leaves out what a template of the user's writes without these marks, and `read --format jsonl`,
whose lines are the articles as they were read.
"""

from __future__ import annotations

import re
from typing import Any

#: Told of what is left out.
TOLD = "what summarizer wrote"
#: In the head of a page, a mail and a feed, and bytes in which it stands.
_PAGE = re.compile(rb'<meta name="generator" content="summarizer[" ]|<generator version="[^"<>]{1,40}">summarizer<')
_HEAD = 5_000
#: At the end of what is read as text; a line may break wherever there is a space.
_SIGNED = re.compile(r"\b(?:written|checked)\s+by\s+summarizer\s+\d+(?:\.\w+)+", re.IGNORECASE)
#: Keys that an object has which is a briefing, a checked draft, stories, one of them, or the export of a store.
_OBJECTS = (
    {"schema_version", "manifest", "articles", "stories"},
    {"schema_version", "sentences", "passed_over", "articles"},
    {"stories", "skipped"},
    {"id", "headline", "origins", "articles"},
    {"export_version", "threads", "readers"},
)


def is_our_page(data: bytes) -> bool:
    """Whether a document begins as the pages and feeds of this program do."""
    return _PAGE.search(data[:_HEAD]) is not None


def is_signed(text: str) -> bool:
    """Whether a text says that this program wrote it.

    >>> is_signed("Written by summarizer 0.1.0\\nfrom 2 files."), is_signed("A note by summarizer.")
    (True, False)
    """
    return _SIGNED.search(text) is not None


def is_our_object(value: Any) -> bool:
    """Whether a value of JSON is what this program writes about articles."""
    if not isinstance(value, dict):
        return False
    told = value.keys() == {"story", "articles"} and is_our_object(value["story"])  # a story told, with its articles
    return told or any(keys <= value.keys() for keys in _OBJECTS)
