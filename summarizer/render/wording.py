"""The words of a briefing that are not an article's: counts, dates, reasons, labels. English, and the same everywhere.

Kept out of the templates so that Markdown, HTML, mail and text say the same thing. No layout here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, tzinfo

from summarizer.language import MONTHS, WEEKDAYS
from summarizer.render.escape import one_line
from summarizer.types import (
    Briefing,
    DetailReason,
    DisagreementKind,
    Fallback,
    Method,
    NotCompared,
    SkipReason,
    StorySince,
    StoryThread,
)

#: Own names: those of `strftime` follow the machine's locale, and the same input must give the same bytes.
_MONTHS = tuple(map(str.capitalize, MONTHS))
_WEEKDAYS = tuple(map(str.capitalize, WEEKDAYS))

METHODS: dict[Method, str] = {
    "merged": "Merged from several sources",
    "condensed": "Shortened or reworded from a sentence of a source",
    "copied": "In the words of a source",
}
KINDS: dict[DisagreementKind, str] = {
    "number": "Figures",
    "date": "Dates",
    "name": "Names",
    "place": "Places",
    "denial": "Said and denied",
    "outcome": "Outcomes",
    "update": "Changed over time",
    "correction": "Corrected",
}
REASONS: dict[SkipReason, str] = {
    "unreadable": "The file could not be opened",
    "empty": "There is no text in it",
    "not_text": "Not text, or in an encoding nobody can tell",
    "too_large": "Larger than the limit for a file",
    "too_slow": "Took longer to read than the limit for a file",
    "unknown_format": "A kind of file that is not read",
    "malformed": "Damaged beyond repair",
    "unsafe": "Not opened, for safety",
    "stub": "Too short for an article: a teaser, a paywall or an error page",
    "not_article": "A list, search or error page, not an article",
    "duplicate": "The same article again",
    "unmatched": "An entry of the overrides that names nothing here",
    "failed": "The program failed on it",
}

#: Why a sentence is not told as what only one origin says -> the same for people.
DETAIL_REASONS: dict[DetailReason, str] = {
    "known": "another source says it, or may",
    "unsure": "not sure enough that no other source says it",
    "boilerplate": "a caption, a credit or a notice of the page",
    "fragment": "no whole statement",
    "broken": "a word is missing in the source",
    "open": "it points at something told before it",
    "quotation": "half of a quotation",
    "speaker": "a quotation, and nobody is known to say it",
    "own_voice": "the writer's own voice",
    "opinion": "what the outlet thinks of it",
    "repeated": "another detail of its source says it",
    "outdated": "a figure in it no longer holds",
}

#: Facet of a sentence that its sources do not have so -> what it is called for people.
FACETS: dict[str, str] = {
    "word": "Word",
    "number": "Figure",
    "conflict": "Figures that contradict each other",
    "qualifier": "What qualifies a figure",
    "date": "Day",
    "name": "Name",
    "quotation": "Quotation",
    "negation": "Negation",
    "hedge": "How sure it is",
    "modal": "Can, may or must",
    "intent": "Intention",
    "rank": "Rank",
    "condition": "Condition left out",
    "limit": "Limit left out",
    "cause": "Cause",
    "superlative": "Superlative",
    "preposition": "Where, when or how",
    "quantity": "Quantity",
    "attribution": "Who says it, left out",
    "speaker": "Speaker",
    "order": "Order of words",
    "repetition": "Repetition",
    "role": "Who does what",
    "restriction": "Restriction left out",
    "cut": "Left out",
    "meaning": "Meaning",
}


def not_a_detail(reason: str) -> str:
    """Why a sentence is no detail; the reason as it is, where a later version has made it."""
    return DETAIL_REASONS.get(reason, reason)  # type: ignore[call-overload,no-any-return]


def fell_back(fallback: Fallback) -> str:
    """What a writer elsewhere did not write, and who did."""
    how = f"written by {fallback.model}" if fallback.model else "copied"
    return f"{fallback.claims} of {count(fallback.asked, 'claim')} {how}, for want of an answer ({fallback.reason})"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """The number with its noun in the right form.

    >>> count(1, "outlet"), count(3, "story", "stories")
    ('1 outlet', '3 stories')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def day(value: date) -> str:
    """A day in words, "14 March 2025"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """The name of the day of the week."""
    return _WEEKDAYS[value.weekday()]


def clock(value: datetime) -> str:
    """The time of day with its zone, "06:30 UTC"; empty for midnight sharp, which stands for a day without a time."""
    return "" if value.time() == time(0) else f"{value:%H:%M} {value.tzname() or ''}".rstrip()


def moment(value: datetime) -> str:
    """Day and, where it is known, time: "14 March 2025, 06:30 UTC"."""
    return ", ".join(filter(None, (day(value), clock(value))))


def period(moments: list[datetime]) -> str:
    """The days from the first moment to the last, as short as English has it; empty for none.

    >>> period([datetime(2025, 3, 13), datetime(2025, 3, 14)])
    '13–14 March 2025'
    """
    if not moments:
        return ""
    first, last = min(moments).date(), max(moments).date()
    if first == last:
        return day(last)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(last)}"
    return f"{first.day}–{day(last)}"


def period_of(first: date, last: date) -> str:
    """The same of two days.

    >>> period_of(date(2025, 3, 13), date(2025, 3, 13))
    '13 March 2025'
    """
    return period([datetime.combine(each, time(0)) for each in (first, last)])


def standing(briefing: Briefing, new: StorySince | None, thread: StoryThread | None) -> str:
    """How a story goes on from earlier briefings; empty where nothing is known of them."""
    if thread is None:
        if briefing.since is None:
            return ""
        return f"Continues from {day(briefing.since.date)}: {new.headline}" if new else "New story"
    parts = [f"Joined by: {one_line(link.headline)}" for link in thread.joined if link.day == briefing.date]
    if thread.before is None:
        split = [f"Came out of: {one_line(thread.split.headline)}"] if thread.split else []
        known = ["New story"] if briefing.since else []  # to a first briefing every story is
        return "; ".join([*known, *split, *parts])
    told = [f"Day {(briefing.date - thread.first).days + 1} of this story"]
    if (briefing.date - thread.before).days > 1:
        told.append(f"last told on {day(thread.before)}")
    if new:
        told.append(f"continues from: {one_line(new.headline)}")
    return "; ".join([*told, *parts])


def short_moment(value: datetime) -> str:
    """Day and, where it is known, time, for a chart: "14 Mar, 06:30"."""
    return ", ".join(filter(None, (f"{value.day} {_MONTHS[value.month - 1][:3]}", clock(value)[:5])))


def span(moments: list[datetime]) -> str:
    """The first and the last moment, all of one zone, for a chart; empty for none.

    A day without a time says nothing beside times of that day.

    >>> span([datetime(2025, 3, 13, 9, 30), datetime(2025, 3, 13, 14), datetime(2025, 3, 13)])
    '13 Mar, 09:30–14:00'
    >>> span([datetime(2025, 3, 13, 9, 30), datetime(2025, 3, 14)])
    '13 Mar, 09:30 – 14 Mar'
    """
    timed = {moment.date() for moment in moments if clock(moment)}
    telling = sorted(moment for moment in moments if clock(moment) or moment.date() not in timed)
    if not telling:
        return ""
    first, last = telling[0], telling[-1]
    if first.date() == last.date() and first != last:
        return f"{short_moment(first)}–{last:%H:%M}"
    return " – ".join(dict.fromkeys((short_moment(first), short_moment(last))))


def zone(value: tzinfo) -> str:
    """The zone's name, "UTC+02:00"."""
    return value.tzname(None) or "UTC"


def coverage(outlets: int, origins: int) -> str:
    """How widely a story is carried, and by how many texts that were written apart.

    >>> coverage(5, 1)
    '5 outlets, 1 text'
    """
    return f"{count(outlets, 'outlet')}, {count(origins, 'text')}"


def supported(number: int, of: int) -> str:
    """How much of a draft its sources support.

    >>> supported(3, 4), supported(1, 1), supported(0, 2)
    ('3 of 4 sentences supported', 'All supported: 1 sentence', 'None of 2 sentences supported')
    """
    if number == of:
        return f"All supported: {count(of, 'sentence')}"
    return f"{number or 'None'} of {count(of, 'sentence')} supported"


def differing(disagreements: int, changes: int) -> str:
    """How many disagreements there are and how many changes, "Sources differ on 1 point; 2 changed"; empty for none."""
    differ = f"Sources differ on {count(disagreements, 'point')}" if disagreements else ""
    changed = (
        f"{changes} changed" if differ else f"{count(changes, 'figure or outcome', 'figures or outcomes')} changed"
    )
    return "; ".join(filter(None, (differ, changed if changes else "")))


def no_difference(not_compared: Sequence[NotCompared]) -> str:
    """What is said where no disagreement is told: that none was found, or that nobody looked for any."""
    if "values" in not_compared:
        return "Figures, ages, dates, times and names were not compared: that is done for stories in English only."
    return "No differing figures, ages, dates, times or names were found."


def apart(details: int, not_compared: Sequence[NotCompared]) -> str:
    """What is said beside the details of single sources: that there are none, or how they were found; or nothing."""
    if "meaning" in not_compared:
        how = "Compared by words and figures alone"
        return f"{how}: the same may stand elsewhere in other words." if details else f"{how}, no source stands apart."
    return "" if details else "Nothing of weight was found in only one of them."


def listing(items: Iterable[object], shown: int = 3) -> str:
    """Names or numbers as a list in a sentence, the rest counted.

    >>> listing(("A", "B", "C", "D", "E"))
    'A, B, C and 2 more'
    """
    names = tuple(map(str, items))
    if len(names) > shown + 1:
        names = (*names[:shown], f"{len(names) - shown} more")
    return names[0] if len(names) == 1 else " and ".join((", ".join(names[:-1]), names[-1])) if names else ""
