"""What a page says about those who wrote it, above and below its text: "Ana Li is a reporter for ..." is no news.

Known by the author's name that the page declares, in every language. Leaves out bylines, which are `cleaning`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.read.running import is_statement
from summarizer.read.values import Cut

#: Paragraphs at the top and at the end among which they stand.
_PLACES = 3
#: Paragraphs of a text that has an end and a top.
_LEAST = 4


def without_authors(text: str, authors: Sequence[str]) -> tuple[str, tuple[Cut, ...]]:
    """The text without paragraphs at its top and end that begin with the full name of an author; and these.

    >>> text = "Rain fell.\\nIt stopped.\\nOn it went.\\nAna Li is a reporter who has covered the rain."
    >>> without_authors(text, ["Ana Li"])[0]
    'Rain fell.\\nIt stopped.\\nOn it went.'
    """
    paragraphs = text.split("\n")
    if not authors or len(paragraphs) < _LEAST:
        return text, ()
    names = tuple(f"{name} " for name in authors)
    ends = range(_PLACES, len(paragraphs) - _PLACES)
    cut = {
        place
        for place, paragraph in enumerate(paragraphs)
        if place not in ends and paragraph.startswith(names) and is_statement(paragraph)
    }
    kept = "\n".join(paragraph for place, paragraph in enumerate(paragraphs) if place not in cut)
    return kept, tuple(Cut("byline", paragraphs[place]) for place in sorted(cut))
