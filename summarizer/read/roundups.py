"""Round-ups by their words ("Morning briefing", "News in brief"), cut into their reports where no markup helps. Pure.

    draft of a round-up --its own headings, else what goes on from what--> a draft for each report
    any other draft --sections that have nothing in common (`unrelated`)--> the same, or the draft as it is

What calls itself a round-up is cut where a paragraph has no word of the one before it; of anything else all sections
must be strangers. Comes after the formats' own ways (`items`), so that what a newsletter or a feed has marked is cut
there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.language import content_words, lexicon
from summarizer.read.items import Item
from summarizer.read.running import SENTENCE_END, count_words
from summarizer.read.unrelated import (
    BULLET,
    GREETING_WORDS,
    HEADING_WORDS,
    LEAST_WORDS,
    cut_unrelated,
    in_all_news,
    may_begin,
)
from summarizer.read.values import Cut, Draft

_ROUND_UP = lexicon.pattern("round_ups", "pages")
#: A label in front of its report: "SPORT: ", "Velmora — ".
_LABEL = re.compile(r"(?P<label>[^.!?:;,]{2,60}?)(?:: | [—–] )(?=\S)")
_LABEL_WORDS = 8
#: Reports that make a round-up.
_LEAST_ITEMS = 2


def reports_of(draft: Draft) -> Iterator[Draft]:
    """The reports of a round-up, each with its title as parent; the draft as it is where it is none."""
    title, text = _title_of(draft)
    items = _items(title, text) if draft.parent is None else ()
    if not items:
        yield draft
        return
    told = {line for item in items for line in (item.title, *item.text.split("\n"))}
    firsts = tuple(item.text.partition("\n")[0] for item in items)
    left = tuple(Cut("block", line) for line in _lines(text) if line not in told and not line.endswith(firsts))
    for number, item in enumerate(items, 1):
        part = f"{draft.part}.{number}" if draft.part else str(number)
        cuts = (*draft.cuts, *left) if number == 1 else ()
        named = f"{draft.id}-{number}" if draft.id else None
        report = replace(draft, text=item.text, title=item.title, id=named, part=part, parent=title, cuts=cuts)
        yield replace(report, teaser=True, words=None)


def _items(title: str, text: str) -> tuple[Item, ...]:
    items = cut_told(text) if _ROUND_UP.search(title) else ()
    return items or tuple(cut_unrelated([line for line in _lines(text) if line != title]))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _title_of(draft: Draft) -> tuple[str, str]:
    """The title of a draft and its text; of one without a title the first line, if it may be one, and the rest."""
    first, _, rest = draft.text.strip().partition("\n")
    if draft.title or len(first.split()) > _LABEL_WORDS or SENTENCE_END.search(first[-4:]):
        return draft.title or "", draft.text
    return first.strip("#* "), rest


def cut_told(text: str) -> tuple[Item, ...]:
    """The reports of a text, a paragraph a line; none where it is one report.

    >>> [i.title for i in cut_told("Port shut\\nThe port of Arden was shut by a storm late on Monday, it said.\\n"
    ... "Mill sold\\nA family sold the paper mill in Corrin to its workers for one crown on Monday.")]
    ['Port shut', 'Mill sold']
    """
    lines = _lines(text)
    for items in (_under_headings(lines), _by_what_goes_on(lines)):
        if len(items) >= _LEAST_ITEMS:
            return tuple(items)
    return ()


def _under_headings(lines: Sequence[str]) -> list[Item]:
    """The reports under lines that are headings; nothing if what is above the first is more than a greeting."""
    places = [n for n, line in enumerate(lines[:-1]) if _is_heading(line) and not _is_heading(lines[n + 1])]
    if len(places) < _LEAST_ITEMS or count_words(" ".join(lines[: places[0]])) > GREETING_WORDS:
        return []
    items = []
    for place, end in zip(places, [*places[1:], len(lines)], strict=True):
        below = "\n".join(line for line in lines[place + 1 : end] if not _is_heading(line))
        if count_words(below) >= LEAST_WORDS:
            items.append(Item(BULLET.sub("", lines[place]), below))
        elif items:
            items[-1] = replace(items[-1], text=f"{items[-1].text}\n{below}")
    return items


def _is_heading(line: str) -> bool:
    return len(line.split()) in HEADING_WORDS and not SENTENCE_END.search(line[-4:]) and not BULLET.match(line[3:])


def _by_what_goes_on(lines: Sequence[str]) -> list[Item]:
    """The reports of running lines: one begins where a line has no word of the one before it."""
    groups: list[list[str]] = []
    known: set[str] = set()
    for line in lines:
        mine = {word for word in content_words(line) if not word[0].isdigit() and word not in in_all_news()}
        marked = BULLET.match(line) is not None or _labelled(line) is not None
        if groups and not marked and (mine & known or not may_begin(line)):
            groups[-1].append(line)
            known |= mine
        else:
            groups.append([line])
            known = mine
    if groups and count_words(" ".join(groups[0])) <= GREETING_WORDS and not _names(" ".join(groups[0])):
        groups = groups[1:]  # "Good morning. Here is what you need to know today."
    return [_item(group) for group in groups]


def _item(lines: Sequence[str]) -> Item:
    first = BULLET.sub("", lines[0])
    label = _labelled(first)
    if label:
        first = first[len(label) :].lstrip(":—– ")
    title = label if label and len(label.split()) in HEADING_WORDS else None
    return Item(title, "\n".join([first, *lines[1:]]))


def _labelled(line: str) -> str | None:
    """The label in front of a report, if a sentence follows it: "SPORT", "Velmora"."""
    match = _LABEL.match(line)
    if match is None or len(match["label"].split()) > _LABEL_WORDS or not match["label"][0].isupper():
        return None
    rest = line[match.end() :]
    return match["label"] if rest[:1].isupper() and count_words(rest) >= LEAST_WORDS else None


def _names(text: str) -> bool:
    """Whether somebody or some place is named inside a sentence."""
    return re.search(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][a-zà-ÿ]{2,}", text) is not None
