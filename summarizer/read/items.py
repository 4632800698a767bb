"""Round-ups: newsletters and posts that hold several reports, cut into them. Pure: blocks in, items out.

The reports stand under headings of one kind: headings that lead somewhere, or that are followed by the link which all
reports end with ("Read the full story"); headings that are numbered from one; or several headings of the first level,
of which an article has one. The subheadings of one long article are of none of these kinds, so it stays whole; so does
a round-up that shows its parts by nothing but their words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from summarizer.language import is_furniture
from summarizer.read.markup import Block
from summarizer.read.plain import split_headline
from summarizer.read.running import count_words

#: Words of a headline, and the fewest of the report under it.
_HEADING_WORDS = range(2, 31)
_LEAST_WORDS = 12
#: Words of most headlines; the subheadings of an article are shorter.
_HEADLINE_WORDS = 5
#: Words of a sentence or more; shorter lines are labels and buttons.
_RUNNING_WORDS = 8
_LABEL_WORDS = 3
#: Share of all running words that must stand in reports: else the links are an article's own.
_LEAST_SHARE = 0.6
#: Reports that make a round-up: two where their headings are marked as such, else bold words may be anything.
_MARKED_ITEMS = 2
_LEAST_ITEMS = 3
#: Words above the first report from which they are told as a text of their own.
_OPENING_WORDS = 60
_RULE = re.compile(r"^[ \t>]*(?:[-=_*~#•—–] ?){5,}[ \t]*$", re.MULTILINE)
_NUMBER = re.compile(r"\(?(\d{1,2})(?:[.):]\s*|\s+)(?=\D)")
_ORDINAL = re.compile(r"\(?\d{1,2}[.):]\s*(?=\D)")
#: What stands over, or in, the heading of an advertisement.
_ADVERT = re.compile(
    r"\b(?:sponsor(?:ed|s)?|(?:together|in partnership) with|(?:presented|powered|brought to you) by|a message from"
    r"|advertisement|paid post|partner content|anzeige|publicité|publicidad|annons|reklama|реклама)\b",
    re.IGNORECASE,
)
_ADVERT_WORDS = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One report of a round-up."""

    title: str | None
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with what stands below it, and the block above it."""

    heading: Block
    below: tuple[Block, ...]
    above: Block | None


def cut_items(found: Sequence[Block]) -> tuple[Item, ...]:
    """The reports of a round-up in their order, without advertisements; none where the blocks are one text."""
    for heads, link_needed, least in (
        (_shaped, True, None),
        (_numbered(found), False, _LEAST_ITEMS),
        (_first_level(found), False, _LEAST_ITEMS),
    ):
        sections = _sections(found, heads)
        marked = all(section.heading.level is not None for section in sections)
        items = _items(sections, link_needed)
        if len(items) >= (least or (_MARKED_ITEMS if marked else _LEAST_ITEMS)) and _are_most(items, found):
            opening = _opening(found, sections)
            return (*([Item(None, opening)] if opening else []), *items)
    return ()


def left_out(items: Sequence[Item], found: Sequence[Block]) -> tuple[str, ...]:
    """What of the blocks is in none of the reports: a greeting, advertisements, links."""
    told = {line for item in items for line in (item.title, *item.text.split("\n"))}
    return tuple(block.text for block in found if _ORDINAL.sub("", block.text) not in told and block.text not in told)


def _shaped(block: Block) -> bool:
    shaped = (block.level is not None and block.level <= 4) or block.strong
    return shaped and len(block.text.split()) in _HEADING_WORDS and not is_furniture(block.text)


def _first_level(found: Sequence[Block]) -> Callable[[Block], bool]:
    """Whether a block is one of the headings of the first level; none is where most of them are labels ("The odds")."""
    words = [len(block.text.split()) for block in found if block.level == 1 and _shaped(block)]
    headlines = bool(words) and median(words) >= _HEADLINE_WORDS
    return lambda block: headlines and block.level == 1 and _shaped(block)


def _numbered(found: Sequence[Block]) -> Callable[[Block], bool]:
    """Whether a block is one of the headings that are numbered in order from one."""
    numbered: list[Block] = []
    for block in found:
        match = _NUMBER.match(block.text) if _shaped(block) else None
        if match and int(match[1]) == len(numbered) + 1:
            numbered.append(block)
    return lambda block: any(block is each for each in numbered)


def _sections(found: Sequence[Block], heads: Callable[[Block], bool]) -> list[_Section]:
    """Each heading with what stands below it; of several in a row the last, which is nearest to the text."""
    places = [place for place, block in enumerate(found) if heads(block)]
    heading = set(places)
    places = [place for place in places if place + 1 not in heading]
    ends = [*places[1:], len(found)] if places else []
    return [
        _Section(found[place], tuple(found[place + 1 : end]), found[place - 1] if place else None)
        for place, end in zip(places, ends, strict=True)
    ]


def _is_running(block: Block) -> bool:
    return block.link is None and count_words(block.text) >= _RUNNING_WORDS


def _items(sections: list[_Section], link_needed: bool) -> list[Item]:
    last_links = Counter(link.text for section in sections if (link := _last_link(section)))
    closing = {text for text, count in last_links.items() if count >= max(2, 0.6 * len(sections))}
    return [item for section in sections if (item := _item(section, closing, link_needed))]


def _last_link(section: _Section) -> Block | None:
    return next((block for block in reversed(section.below) if block.link), None)


def _item(section: _Section, closing: set[str], link_needed: bool) -> Item | None:
    """The report of a section; None for an advertisement, and where it should lead somewhere and does not."""
    heading = section.heading
    last = _last_link(section)
    link = heading.link or (last.link if last and last.text in closing else None)
    # Links by themselves are no text of the report: "Read the full story", "More on this", the next one's teaser.
    below = [block for block in section.below if block.link is None and not _is_advert(block)]
    # The label over the next report: "SPORT".
    while below and len(below[-1].text.split()) <= _LABEL_WORDS and not re.search(r"[.!?…”\"]$", below[-1].text):
        below.pop()
    text = "\n".join(block.text for block in below)
    running = sum(count_words(block.text) for block in section.below if _is_running(block))
    if (link_needed and link is None) or running < _LEAST_WORDS:
        return None
    advert = _is_advert(heading) or (section.above is not None and _is_advert(section.above))
    return None if advert else Item(heading.text if link_needed else _ORDINAL.sub("", heading.text), text, link)


def _is_advert(block: Block) -> bool:
    return len(block.text.split()) <= _ADVERT_WORDS and _ADVERT.search(block.text) is not None


def _are_most(items: list[Item], found: Sequence[Block]) -> bool:
    running = sum(count_words(block.text) for block in found if _is_running(block))
    return sum(count_words(item.text) for item in items) >= _LEAST_SHARE * running


def _opening(found: Sequence[Block], sections: list[_Section]) -> str | None:
    """What stands above the first heading, where that is more than a greeting."""
    first = next(place for place, block in enumerate(found) if block is sections[0].heading)
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
