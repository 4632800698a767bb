"""Round-ups: newsletters and posts that hold several reports, cut into them. Pure: blocks in, items out.

A report is what stands under a heading that leads somewhere, or under one that is followed by the link which all of
them end with ("Read the full story"). The subheadings of one long article lead nowhere, so it stays whole; so does a
round-up that shows its parts by nothing but their words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.read.judge import count_words
from summarizer.read.markup import Block
from summarizer.read.plain import split_headline
from summarizer.text import is_furniture

#: Words of a headline, and the fewest of the report under it.
_HEADING_WORDS = range(2, 31)
_LEAST_WORDS = 12
#: Words of a sentence or more; shorter lines are labels and buttons.
_RUNNING_WORDS = 8
#: Share of all running words that must stand in reports: else the links are an article's own.
_LEAST_SHARE = 0.6
#: Words above the first report from which they are told as a text of their own.
_OPENING_WORDS = 60
_RULE = re.compile(r"^[ \t>]*(?:[-=_*~#•—–] ?){5,}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Item:
    """One report of a round-up."""

    title: str | None
    text: str
    url: str | None = None


def cut_items(found: Sequence[Block]) -> tuple[Item, ...]:
    """The reports of a round-up in their order; none where the blocks are one text."""
    sections = _sections(found)
    last_links = Counter(link.text for section in sections if (link := _last_link(section)))
    closing = {text for text, count in last_links.items() if count >= max(2, 0.6 * len(sections))}
    items = [item for section in sections if (item := _item(section, closing))]
    running = sum(count_words(block.text) for block in found if _is_running(block))
    told = sum(count_words(item.text) for item in items)
    if len(items) < 2 or told < _LEAST_SHARE * running:
        return ()
    opening = _opening(found, sections)
    return (*([Item(None, opening)] if opening else []), *items)


def _sections(found: Sequence[Block]) -> list[list[Block]]:
    """Each heading with what stands below it; of several headings in a row the last, which is nearest to the text."""
    sections: list[list[Block]] = []
    for block in found:
        if _is_heading(block):
            if sections and len(sections[-1]) == 1:
                sections[-1] = [block]
            else:
                sections.append([block])
        elif sections:
            sections[-1].append(block)
    return sections


def _is_heading(block: Block) -> bool:
    shaped = (block.level is not None and block.level <= 4) or block.strong
    return shaped and len(block.text.split()) in _HEADING_WORDS and not is_furniture(block.text)


def _is_running(block: Block) -> bool:
    return block.link is None and count_words(block.text) >= _RUNNING_WORDS


def _last_link(section: list[Block]) -> Block | None:
    return next((block for block in reversed(section[1:]) if block.link), None)


def _item(section: list[Block], closing: set[str]) -> Item | None:
    """The report of a section; None if nothing in it leads anywhere, or there is too little of it."""
    heading = section[0]
    last = _last_link(section)
    link = heading.link or (last.link if last and last.text in closing else None)
    # Links by themselves are no text of the report: "Read the full story", "More on this", the next one's teaser.
    text = "\n".join(block.text for block in section[1:] if block.link is None)
    running = sum(count_words(block.text) for block in section[1:] if _is_running(block))
    if link is None or running < _LEAST_WORDS:
        return None
    return Item(heading.text, text, link)


def _opening(found: Sequence[Block], sections: list[list[Block]]) -> str | None:
    """What stands above the first heading, where that is more than a greeting."""
    first = next(place for place, block in enumerate(found) if block is sections[0][0])
    text = [block.text for block in found[:first] if _is_running(block)]
    return "\n".join(text) if count_words(" ".join(text)) >= _OPENING_WORDS else None


def cut_ruled(text: str) -> tuple[Item, ...]:
    """The reports of a plain text in which lines of dashes stand between them; none where it is one text.

    Each must have a headline of its own and a report's length: a rule above a signature cuts nothing.
    """
    parts = [part.strip() for part in _RULE.split(text)]
    items = []
    for part in parts:
        title, rest = split_headline(part)
        if title and count_words(rest) >= 2 * _LEAST_WORDS:
            items.append(Item(title, rest.strip()))
    told = sum(count_words(item.text) for item in items)
    return tuple(items) if len(items) > 1 and told >= _LEAST_SHARE * count_words(text) else ()
