"""One spelling of a name throughout a summary: a reader would take "Dien" and "Diên" for two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.compose.filling import Draft
from summarizer.language import Analysed, Analyst, marks


def one_spelling(drafts: Sequence[Draft], analyst: Analyst) -> list[Draft]:
    """The sentences with each capitalised word spelled as where it is first told; quotations are left as they are.

    No check is needed after it: they all compare folded words, for which the spellings are one.
    """
    spellings: dict[str, str] = {}
    return [replace(draft, said=analyst.one(_respelled(draft.said, spellings))) for draft in drafts]


def _respelled(said: Analysed, spellings: dict[str, str]) -> str:
    """The text in those spellings, to which its own new words are added."""
    text, quoted = said.text, marks.quoted_spans(said.text)
    pieces, end = [], 0
    for word in said.words:
        written = text[word.start : word.end]
        if not written[0].isupper() or any(a <= word.start < b for a, b in quoted):
            continue
        known = spellings.setdefault(word.folded, written)
        if [c.isupper() for c in known] == [c.isupper() for c in written]:  # not "Who" for "WHO", or "Lim" for "Lim's"
            pieces += [text[end : word.start], known]
            end = word.end
    return "".join([*pieces, text[end:]])
