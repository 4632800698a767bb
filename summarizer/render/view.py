"""What a template gets: the briefing arranged for reading, so that templates hold layout and wording only.

Everything here is derived from the `Briefing` (and so from the JSON). Texts are as the articles have them: `finalize`
makes them safe when they are printed. Addresses are web addresses or None. `templates/README.md` documents every field.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from summarizer.types import Briefing, Skipped


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as one line of a list."""

    #: Its place in the story's list, from 1: the number that citations show.
    number: int
    outlet: str
    title: str
    url: str | None
    published: datetime | None
    #: `published` in words, empty if unknown.
    when: str
    #: ISO 639-1, empty if unknown.
    language: str
    path: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article that support something."""

    article: ArticleView
    text: str
    #: The article's address with a text fragment, so that browsers scroll to the words and mark them.
    url: str | None


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence of a summary with its evidence."""

    #: From 1.
    number: int
    anchor: str
    text: str
    language: str
    #: How it was written, in words.
    method: str
    #: Whether the previous briefing had the story and did not tell this.
    new: bool
    evidence: tuple[Passage, ...]

    @property
    def cited(self) -> tuple[ArticleView, ...]:
        """The articles of the evidence, each once, in the order of their numbers."""
        return tuple(sorted({p.article for p in self.evidence}, key=lambda a: a.number))

    @property
    def verbatim(self) -> tuple[ArticleView, ...]:
        """The articles in which the sentence stands word for word."""
        return tuple(passage.article for passage in self.evidence if self._is_it(passage))

    @property
    def other_evidence(self) -> tuple[Passage, ...]:
        """The evidence in other words: what a reader of paper needs to see beside the sentence."""
        return tuple(passage for passage in self.evidence if not self._is_it(passage))

    def _is_it(self, passage: Passage) -> bool:
        return passage.text.split() == self.text.split()


@dataclass(frozen=True, slots=True)
class DetailView:
    """Something only one source has, cut where the new part begins and ends."""

    article: ArticleView
    #: What a leading pronoun stands for; empty if nothing needs saying. Templates show it in square brackets.
    antecedent: str
    before: str
    focus: str
    after: str
    #: Who says it; empty if it is reported and not said.
    speaker: str
    weight: float
    #: As of a sentence.
    new: bool
    url: str | None
    #: The anchor of the summary's sentence that tells it too; empty if none does.
    told: str

    @property
    def text(self) -> str:
        """All of it, in the article's words."""
        return self.before + self.focus + self.after

    @property
    def named(self) -> bool:
        """Whether the words, or what is added before them, name the speaker."""
        return self.speaker.casefold() in f"{self.antecedent} {self.text}".casefold()

    @property
    def whole(self) -> bool:
        """Whether all of it is new: then there is nothing to mark."""
        return not any(c.isalnum() for c in self.before + self.after)


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """The details of one origin, best first."""

    #: Outlets that carry the text: the one quoted, then those with copies of it.
    outlet: str
    copied_by: tuple[str, ...]
    details: tuple[DetailView, ...]
    #: How many more there are than are shown.
    more: int


@dataclass(frozen=True, slots=True)
class SideView:
    """One value in a disagreement."""

    value: str
    outlets: tuple[str, ...]
    evidence: tuple[Passage, ...]
    #: When it was first given, in words; empty if unknown, and for what is only told as no longer valid.
    when: str = ""
    #: Whether it is the newest of a value that changed.
    current: bool = False

    @property
    def cited(self) -> tuple[ArticleView, ...]:
        """The articles of the evidence, each once, in the order of their numbers."""
        return tuple(sorted({p.article for p in self.evidence}, key=lambda a: a.number))


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """Sources that differ."""

    topic: str
    #: What kind of thing they differ on, in words.
    kind: str
    #: Whether later reports give another value than earlier ones: then it matters when each appeared.
    changed: bool
    #: As of a sentence.
    new: bool
    sides: tuple[SideView, ...]
    #: Whether the sides stand in the order in which they were said, the last of them the one that holds.
    moved: bool = False


@dataclass(frozen=True, slots=True)
class OriginView:
    """A text and its copies: the first article is the one that is quoted."""

    articles: tuple[ArticleView, ...]
    #: "3 outlets, 1 text"; empty if there are no copies.
    note: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An article in the order in which a story's articles appeared, its time in the page's zone."""

    #: "14 March 2025"; empty if it is the day of the entry before.
    day: str
    #: "14:05"; empty if only the day is known.
    clock: str
    article: ArticleView


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story, arranged for reading."""

    number: int
    anchor: str
    id: str
    headline: str
    #: The story in one line.
    gist: str
    language: str
    outlets: tuple[str, ...]
    #: "5 outlets, 2 texts".
    coverage: str
    #: "Sources differ on 2 points; 1 changed"; empty if none was found.
    differ: str
    #: "New story", or from which headline of the previous briefing it goes on; empty if there was none.
    standing: str
    #: "13–14 March 2025"; empty if no article has a date.
    period: str
    #: When the newest article appeared; None if no article has a time.
    updated: datetime | None
    summary: tuple[SentenceView, ...]
    only_in: tuple[SourceDetails, ...]
    #: How that was found, or that nothing was; empty where nothing need be said.
    only_in_note: str
    disagreements: tuple[DisagreementView, ...]
    #: "values", "meaning": what was not compared between its texts.
    not_compared: tuple[str, ...]
    #: What is said where there are no disagreements: that none was found, or that none was looked for.
    no_difference: str
    origins: tuple[OriginView, ...]
    articles: tuple[ArticleView, ...]
    #: Articles with a date, earliest first; empty unless there are two different times.
    timeline: tuple[TimelineEntry, ...]
    #: The page of the story over days, in an archive; empty elsewhere.
    page: str = ""

    @property
    def new(self) -> bool:
        """Whether something in it is new since the previous briefing, which had the story too."""
        details = (detail for source in self.only_in for detail in source.details)
        return any(s.new for s in self.summary) or any(d.new for d in self.disagreements) or any(d.new for d in details)

    @property
    def only_moved(self) -> bool:
        """Whether all that differs between its texts is explained by time or by a correction."""
        return bool(self.disagreements) and all(d.moved for d in self.disagreements)

    @property
    def compared(self) -> bool:
        """Whether there are texts to compare: more than one that was written apart."""
        return len(self.origins) > 1


@dataclass(frozen=True, slots=True)
class SkippedGroup:
    """What was left out for one reason."""

    #: In words.
    reason: str
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the chart over time, or a stretch where only the day is known, and what it stands for."""

    #: Where it is or begins, and how long it is, in percent of the chart's width; a point is 0 long.
    percent: float
    label: str
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A story in the charts: the numbers, and the same numbers as lengths in percent."""

    story: StoryView
    outlets_percent: float
    texts_percent: float
    #: First and last moment in words; empty if no article has a time.
    when: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole briefing, arranged for reading."""

    title: str
    date: date
    #: "Friday", "14 March 2025".
    weekday: str
    day: str
    #: When the newest article appeared; the beginning of the day (UTC) if no article has a time.
    updated: datetime
    #: The day of the previous briefing in words; empty if there was none.
    since: str
    #: The stories that are told in full.
    stories: tuple[StoryView, ...]
    #: Stories in which nothing is new, for one line each.
    unchanged: tuple[StoryView, ...]
    #: Headlines of the previous briefing's stories that are gone.
    ended: tuple[str, ...]
    #: "3 stories from 9 articles in 7 outlets".
    extent: str
    skipped: tuple[SkippedGroup, ...]
    #: Empty if there are fewer than two stories.
    chart: tuple[ChartRow, ...]
    #: The zone of timelines and charts, "UTC+02:00"; empty if no article has a time of day.
    zone: str
    #: First and last moment of the chart over time, in words; empty if times are unknown.
    chart_from: str
    chart_to: str
    #: (how sentences were written in words, how many).
    methods: tuple[tuple[str, int], ...]
    briefing: Briefing
