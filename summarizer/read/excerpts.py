"""Texts that stand for a longer one: where feeds and exports cut them off, and what they put at the cut. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language import fold, lexicon
from summarizer.read.markup import Block

_CUT_OFF = lexicon.pattern("cut_off", "pages")
_WHOLE = re.compile(r".*(?:[.!?…][\"”’»)]*(?=\s|\Z)|[。！？।؟])", re.DOTALL)
#: Characters at the end in which the cut is looked for.
_END = 300
_NOTICE = lexicon.pattern("feed_notice", "pages")
_NOTICE_WORDS = 9


def whole_sentences(text: str) -> str:
    """A text that was cut off, without the mark of the cut and the sentence that it left unfinished.

    A text that is one unfinished sentence keeps its words. A text that was not cut off comes back as it is.

    >>> whole_sentences("It rained. The river ro… [+2210 chars]"), whole_sentences("The river ro [...]")
    ('It rained.', 'The river ro …')
    """
    start = max(0, len(text) - _END)
    match = _CUT_OFF.search(text, start)
    if match is None:
        return text
    begun = text[: match.start()].rstrip()
    if re.search(r"[.!?][\"”’»)]*\Z", begun):
        return begun
    whole = _WHOLE.match(begun)
    return whole[0] if whole else f"{begun} …" if begun else ""


def is_notice(text: str, title: str | None, outlet: str | None) -> bool:
    """Whether a paragraph says no more than where the entry stood first ("The post ... appeared first on ...")."""
    if len(text) > 600:
        return False
    if _NOTICE.fullmatch(text.strip()):
        return True
    rest, title, outlet = fold(text), fold(title or ""), fold(outlet or "")
    if not title or not outlet or title not in rest or outlet not in rest.replace(title, "", 1):
        return False
    return len(rest.replace(title, " ", 1).replace(outlet, " ", 1).split()) <= _NOTICE_WORDS


def links_only(found: Sequence[Block]) -> bool:
    """Whether there is no text in the blocks but links to other pages, each with the name of its outlet at most."""
    return bool(found) and all(
        block.linked >= 0.5 and not re.search(r"[.!?][\"”’»)]*\Z", block.text) for block in found
    )
