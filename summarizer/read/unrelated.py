"""Round-ups that do not call themselves so: told by their reports having nothing in common. Pure.

    lines --headings, labels, bullets, else paragraphs--> sections --words in common--> reports, or one text

The sections of one article share their subject, and so their words; those of a round-up share what news shares. Each
two sections are compared by the content words of both; what is much alike is one report, told on (the entries of a live
blog). Leaves out texts of fewer than three reports, in which chance decides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

from summarizer.language import FUNCTION_WORDS, fold, lexicon, marks, stem, words
from summarizer.read.items import Item
from summarizer.read.running import SENTENCE_END, count_words

#: Mean cosine of the words of the sections up to which they are reports of their own, and the share of pairs that may
#: have more words in common than COMMON. With an earlier version of the sections 5 of 3,359 pages and articles of the
#: development sets were cut, one of them a round-up; of sets of openings of strangers 7 to 9 in 10 came out whole.
UNLIKE = 0.055
RELATED = 0.2
COMMON = 2
#: Cosine from which two sections are one report: of two articles 1 pair in 100.
ALIKE = 0.2
#: Share of the words of a text that must stand in its sections.
COVERED = 0.8
LEAST_REPORTS = 3
#: Letters by which words are compared here: a stemmer would cost more than reading the text.
ROOT = 6
#: Sections of a text that are compared, each with each: who writes more of them writes no round-up.
MOST_SECTIONS = 60
#: Words of a heading and of a label, and the fewest of the report behind it.
HEADING_WORDS = range(2, 31)
LABEL_WORDS = 4
LEAST_WORDS = 12
#: Words of a greeting or farewell at most.
GREETING_WORDS = 25
BULLET = re.compile(r"(?:[-•*–·▪■]|\(?\d{1,2}[.):])\s+(?=\S)")
#: "Arson. A former night porter was jailed", "Bridge closed — The iron bridge", "SPORT: Tessel have won".
_LABEL = re.compile(r"(?P<label>[^\W\d_][^.!?:;,—–]{1,60}?)(?:\. +| ?: +| [—–-] )(?=\S)")
#: Where a sentence ends and another begins, most likely; a real tokenizer would cost more than reading the text.
_GOES_ON_AFTER = re.compile(rf"\w[.!?…][{re.escape(marks.CLOSERS)}]* +[{re.escape(marks.ALL_QUOTES)}]?[^\W\d_a-z]")
_RULE = re.compile(r"[\W_]*")
_IN_ALL_NEWS = "in_all_news weekdays months speech_cues function_words".split()
_GOES_ON = lexicon.words_of("goes_on_from")


@dataclass(frozen=True)
class _Section:
    """The lines of what may be a report."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @cached_property
    def words(self) -> frozenset[str]:
        """The beginnings of the words by which it is compared: those of all news tell nothing."""
        found = (word.folded for word in words(self.text) if word.folded not in FUNCTION_WORDS)
        return frozenset(
            begun for word in found if not (begun := word[:ROOT])[0].isdigit() and begun not in _in_all_news()
        )

    def common(self, other: _Section) -> int:
        return len(self.words & other.words)

    def alike(self, other: _Section) -> float:
        """Cosine of the words of the two, each once."""
        return self.common(other) / math.sqrt(max(1, len(self.words) * len(other.words)))


@cache
def _in_all_news() -> frozenset[str]:
    return frozenset(word[:ROOT] for name in _IN_ALL_NEWS for word in lexicon.listed(name))


@cache
def in_all_news() -> frozenset[str]:
    """Stems that two reports share because both are news: days, and verbs that tell who says something."""
    return frozenset(stem(word) for name in _IN_ALL_NEWS for word in lexicon.listed(name))


def cut_unrelated(lines: Sequence[str]) -> list[Item]:
    """The reports of lines that have nothing in common; none where they are one text.

    What stands above the first is a report too, unless it is as short as a greeting.
    """
    lines = [line for line in lines if not _RULE.fullmatch(line)]
    total = count_words(" ".join(lines))
    for sections in _ways(lines):
        if len(sections) > MOST_SECTIONS:
            continue
        told = sum(count_words(section.text) for section in sections)
        reports = _joined(sections)
        if told >= COVERED * total and len(reports) >= LEAST_REPORTS and _unlike(reports):
            return [_item(report) for report in reports]
    return []


def _ways(lines: Sequence[str]) -> Iterator[list[_Section]]:
    """The ways in which the lines may be sections: under headings, behind labels or bullets, or each by itself."""
    for begins in (_heads, _labelled, _bulleted):
        places = [place for place in range(len(lines)) if begins(lines, place)]
        if len(places) >= LEAST_REPORTS:
            yield _sections(lines, places)
    whole = [place for place, line in enumerate(lines) if count_words(line) >= LEAST_WORDS]
    if all(_is_whole(lines[place]) for place in whole[1:]):
        yield _sections(lines, whole)


def _sections(lines: Sequence[str], places: Sequence[int]) -> list[_Section]:
    """What stands before the places and from each to the next, without a greeting and a farewell."""
    if not places:
        return []
    opening = _Section(tuple(lines[: places[0]]))
    sections = [_Section(tuple(lines[place:end])) for place, end in zip(places, [*places[1:], len(lines)], strict=True)]
    last = list(sections[-1].lines)
    while len(last) > 1 and _is_greeting(last[-1]) and not _Section((last[-1],)).common(_Section(tuple(last[:-1]))):
        last.pop()
    sections[-1] = _Section(tuple(last))
    sections = sections[1:] if _is_greeting(sections[0].text) else sections
    return [opening, *sections] if count_words(opening.text) > GREETING_WORDS else sections


def _heads(lines: Sequence[str], place: int) -> bool:
    """Whether a line is a heading, of several in a row the last, which is nearest to the text."""
    return _is_heading(lines[place]) and place + 1 < len(lines) and not _is_heading(lines[place + 1])


def _is_heading(line: str) -> bool:
    return len(line.split()) in HEADING_WORDS and not SENTENCE_END.search(line[-4:])


def _labelled(lines: Sequence[str], place: int) -> bool:
    return label_of(lines[place]) is not None


def label_of(line: str) -> str | None:
    """The few words before a report that say what it is about."""
    match = _LABEL.match(line)
    if match is None or not line[0].isupper() or len(match["label"].split()) > LABEL_WORDS:
        return None
    rest = line[match.end() :]
    return match["label"] if count_words(rest) >= LEAST_WORDS and may_begin(rest) else None


def _bulleted(lines: Sequence[str], place: int) -> bool:
    bullet = BULLET.match(lines[place])
    return bullet is not None and may_begin(lines[place][bullet.end() :])


def _is_whole(line: str) -> bool:
    """Whether a paragraph may be a report by itself: of two sentences or more."""
    return may_begin(line) and _GOES_ON_AFTER.search(line) is not None


def may_begin(line: str) -> bool:
    """Whether a line can be the first of a report: long enough, and neither a quotation nor about "he" or "this"."""
    first = fold(line.split()[0].strip(marks.ALL_QUOTES + ",."))
    return count_words(line) >= LEAST_WORDS and line[0] not in marks.ALL_QUOTES and first not in _GOES_ON


def _is_greeting(text: str) -> bool:
    """Whether a few words tell nothing: no name inside a sentence, and no figure."""
    told = re.search(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][a-zà-ÿ]{2,}|\d", text)
    return count_words(text) <= GREETING_WORDS and told is None


def _joined(sections: Sequence[_Section]) -> list[_Section]:
    """The sections, those that are much alike as one, at the place of the first."""
    reports: list[_Section] = []
    for section in sections:
        near = [n for n, report in enumerate(reports) if report.alike(section) >= ALIKE]
        if near and reports[near[0]].common(section) > COMMON:
            reports[near[0]] = _Section(reports[near[0]].lines + section.lines)
        else:
            reports.append(section)
    return reports


def _unlike(reports: Sequence[_Section]) -> bool:
    """Whether the reports have nothing in common but what all news have."""
    pairs = list(combinations(reports, 2))
    related = sum(a.common(b) > COMMON for a, b in pairs)
    return sum(a.alike(b) for a, b in pairs) <= UNLIKE * len(pairs) and related <= RELATED * len(pairs)


def _item(report: _Section) -> Item:
    first = BULLET.sub("", report.lines[0])
    if _is_heading(first) and len(report.lines) > 1:
        return Item(first, "\n".join(report.lines[1:]))
    label = label_of(first)
    if label is None:
        return Item(None, "\n".join([first, *report.lines[1:]]))
    told = first[len(label) :].lstrip(".:—– -")
    return Item(label if len(label.split()) in HEADING_WORDS else None, "\n".join([told, *report.lines[1:]]))
