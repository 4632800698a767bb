"""What mails carry beside their news: buttons, notes on the subscription, the sender's address at the foot. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language import lexicon
from summarizer.read.markup import Block
from summarizer.read.running import count_words
from summarizer.read.values import Cut

_LINE = re.compile(rf"\W*(?:{lexicon.source('newsletter_lines', 'pages')})\W*", re.IGNORECASE | re.DOTALL)
_FOOTER = lexicon.pattern("mail_footer", "pages")
#: Longer is no footer but a text that speaks of one.
_LONGEST_FOOTER = 150
_LONGEST_NOTE = 60
#: Words of a button, and the share of them that is a link.
_BUTTON_WORDS = 6
_BUTTON_LINKED = 0.9
#: "12 Harbour Street, Castra", "548 Market Street PMB 72296, San Francisco, CA 94104", "© 2031 Castra Courier".
_IMPRINT = re.compile(r"(?=.*\d)(?=.*[,·•|])[^.!?]{10,160}|\W{0,3}(?:©|\(c\)|copyright)\s?\W?\d{4}.*", re.IGNORECASE)
_ADDRESS_WORDS = 20


def without_notes(found: Sequence[Block]) -> tuple[list[Block], list[Cut]]:
    """The blocks of a mail without its buttons, notes and footer; and what was cut."""
    kept: list[Block] = []
    cuts: list[Cut] = []
    foot = _footer(found)
    for place, block in enumerate(found):
        note = len(block.text) < 400 and (_LINE.fullmatch(block.text) or _is_note(block.text))
        if place >= foot or note:
            cuts.append(Cut("furniture", block.text))
        else:
            kept.append(block)
    return kept, cuts


def is_button(block: Block) -> bool:
    """Whether a block is a few words that lead somewhere, and neither heading nor sentence: "Open in app or online"."""
    few = count_words(block.text) <= _BUTTON_WORDS and not re.search(r"[.!?…][\"”’)]*$", block.text)
    return block.linked >= _BUTTON_LINKED and block.level is None and few


def _is_note(text: str) -> bool:
    return count_words(text) <= _LONGEST_NOTE and len(_FOOTER.findall(text)) >= 2


def _footer(found: Sequence[Block]) -> int:
    """Where the footer begins, with the address above it; the number of blocks where there is none."""
    words = [count_words(block.text) for block in found]
    total = before = sum(words)
    for place in range(len(found) - 1, -1, -1):
        before -= words[place]
        if total - before > min(_LONGEST_FOOTER, before):
            break
    else:
        place = -1
    # The first line that speaks of the subscription among the last words of the mail.
    foot = next((n for n in range(place + 1, len(found)) if _FOOTER.search(found[n].text)), len(found))
    while (
        foot < len(found)
        and foot > 1
        and words[foot - 1] <= _ADDRESS_WORDS
        and _IMPRINT.fullmatch(found[foot - 1].text)
    ):
        foot -= 1
    return foot
