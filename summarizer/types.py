"""The values that pass between stages, in the order in which the stages make them.

All are frozen, and hold tuples, so that a value can be shared, hashed and compared. Offsets are characters into
`Article.text`. The models are protocols here, so that a stage can ask for one without knowing how it is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float32]

#: Called with (stage, done, total) while long work goes on. The library never prints.
Progress: TypeAlias = Callable[[str, int, int], None]

Method = Literal["merged", "condensed", "copied"]
DisagreementKind = Literal["number", "date", "name", "place", "denial", "outcome", "update", "correction"]
#: values: figures, days, times and names of the origins; meaning: whether one says in other words what another does.
NotCompared = Literal["values", "meaning"]
#: Why a sentence is not told as what only one origin says. A closed list.
DetailReason = Literal[
    "known",  # another origin says it, or may
    "unsure",  # it is not sure enough that none does
    "boilerplate",  # a caption, a credit, a notice of the page
    "fragment",  # a caption, a heading, an order to the reader, the rest of a sentence
    "broken",  # a word is missing in the source
    "open",  # it points at something that was told before it
    "quotation",  # half of a quotation
    "speaker",  # a quotation, and nobody is known to say it
    "own_voice",  # "I" and "we" of nobody in particular
    "opinion",  # what the outlet thinks of it, in its own words
    "repeated",  # another detail of its article says it
    "outdated",  # a value in it no longer holds
]
#: The stage that left something out.
SkipStage = Literal["read", "cluster", "summarize"]
#: Why something was left out. A closed list: the explanation for one case goes into `Skipped.detail`.
SkipReason = Literal[
    "unreadable",  # the file could not be opened
    "empty",  # no text in it
    "not_text",  # binary, or an encoding nobody can tell
    "too_large",  # over the size limit for a file
    "too_slow",  # over the time limit for a file
    "unknown_format",  # no reader for this kind of file
    "malformed",  # broken beyond what its reader can repair
    "unsafe",  # a bomb, a path out of the folder, a link out of the folder
    "stub",  # too few sentences to be an article: teaser, paywall, error page
    "not_article",  # index, search or error page
    "duplicate",  # the same article again, by address or content
    "unmatched",  # an entry of the overrides that names nothing here
    "failed",  # a bug of ours; the detail says where
]


@dataclass(frozen=True, slots=True)
class Article:
    """One news article, cleaned. `text` never changes again: every offset of the program points into it."""

    #: The input's own id where it has one, else made from the content; never from the order of reading.
    id: str
    title: str | None
    text: str
    #: The outlet as a reader would name it.
    source: str | None
    #: Timezone-aware.
    published: datetime | None = None
    url: str | None = None
    #: ISO 639-1, "en".
    language: str | None = None
    #: As the user gave it or below what the user gave, with forward slashes.
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was left out of the briefing, and why."""

    path: str
    stage: SkipStage
    reason: SkipReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read, for the manifest."""

    path: str
    #: Of its bytes, hexadecimal.
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article's outlet and date were found, and what was cut from its text."""

    #: The article's id.
    article: str
    #: "field", "domain", "sign-off" or "path"; None without an outlet.
    source_from: str | None
    #: "field"; of a page "json-ld", "meta", "time" (the article's own), "line" (beside the headline), "text" (a line of
    #: the text), "url" or "search" (anywhere in the page); None without a date.
    published_from: str | None
    #: (what it was: "furniture", "dateline", "byline", ...; its first words), in order.
    cuts: tuple[tuple[str, str], ...] = ()
    #: The title of the round-up or newsletter that it is one report of.
    parent: str | None = None
    #: Words of running text in the input and of the article; None where its format has nothing around the text.
    words_found: int | None = None
    words_kept: int | None = None
    #: How a page's text was got: "pruned", "json-ld", "script", "live" or "whole"; None for other formats.
    reader: str | None = None

    @property
    def mostly_cut(self) -> bool:
        """Whether less than half of the words of the input are in the article."""
        return bool(self.words_found) and 2 * (self.words_kept or 0) < (self.words_found or 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading the paths gave: articles in the order of their ids, so that file order plays no part."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    #: One for each article, in the same order.
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRead:
    """What reading one file gave."""

    articles: tuple[tuple[Article, Provenance], ...]
    skipped: tuple[Skipped, ...] = ()


class KnownFiles(Protocol):
    """Whoever remembers what was in files."""

    def file(self, name: str, sha256: str, limits: object) -> FileRead | None:
        """What reading a file of that name and content, within these limits, has given; None if it was never read."""

    def keep_file(self, name: str, sha256: str, limits: object, read: FileRead) -> None:
        """Remember it."""


class KnownParts(Protocol):
    """Whoever remembers what was computed of an article, whatever its file is called."""

    def part(self, kind: str, article: Article) -> bytes | None:
        """What was computed of an article that says just this; None if nothing was."""

    def keep_part(self, kind: str, article: Article, data: bytes) -> None:
        """Remember it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article; its words are `text[start:end]`."""

    #: The article's id.
    article: str
    #: Its place among the sentences of the article, from 0.
    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event."""

    id: str
    headline: str
    articles: tuple[Article, ...]
    #: Article ids; an origin is an article together with its verbatim copies. Every article is in exactly one.
    origins: tuple[tuple[str, ...], ...]

    def article(self, article_id: str) -> Article:
        """The article of that id; KeyError if the story has none."""
        for article in self.articles:
            if article.id == article_id:
                return article
        raise KeyError(article_id)

    def origin_of(self, article_id: str) -> int:
        """The position in `origins` of the origin that this article belongs to; KeyError if none."""
        for position, members in enumerate(self.origins):
            if article_id in members:
                return position
        raise KeyError(article_id)


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of news that one or more origins tell: at most one sentence an origin, first the one that leads."""

    sentences: tuple[Sentence, ...]
    #: Positions in `Story.origins` of the origins that tell it, ascending.
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """A facet of a written sentence that is not as in its evidence."""

    #: Name of the facet: one of a closed list, `verify.REASONS`.
    reason: str
    #: The words that it failed on.
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a written sentence: nothing failed means that it may be printed."""

    failed: tuple[Failed, ...]
    #: Share of the sentence's word pairs that its evidence has, 0 to 1.
    support: float
    #: Probability that the sentence follows from its evidence, by the judge of meaning; None where it was not asked:
    #: without one, for a source's own sentence, and where something else had failed.
    entailment: float | None = None
    #: What that and the softer facets say together, in log-odds: it passes from 0 up; None where nothing was weighed.
    total: float | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.failed

    @property
    def reasons(self) -> tuple[str, ...]:
        """The names of the facets that failed."""
        return tuple(failed.reason for failed in self.failed)


#: Called with (sentence, the sentences it may rest on).
Checker: TypeAlias = Callable[[str, Sequence[str]], Verdict]


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of an article that support something."""

    #: The article's id.
    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One written sentence. `method` is computed from the text and its citations, not from the path it took."""

    text: str
    citations: tuple[Citation, ...]
    method: Method


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate for a sentence of a summary, with what it might rest on and what the gate said of it."""

    text: str
    evidence: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of a story, and how often each facet turned a candidate down."""

    sentences: tuple[SummarySentence, ...]
    #: (rejection reason, number of candidates), most frequent first.
    rejections: tuple[tuple[str, int], ...] = ()
    #: Every candidate that was judged, in order: an editor may ask why a sentence was not told. Not in the JSON.
    judged: tuple[Judged, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that only one origin reports, in its own words: `text[start:end]`, readable alone."""

    article: str
    start: int
    end: int
    #: The span within it that is new.
    focus: tuple[int, int]
    #: Who says it, if it is said and not reported.
    speaker: str | None
    #: How much a reader of a briefing would want it, 0 to 1.
    weight: float
    #: What a leading pronoun or short title stands for, from the article: shown in brackets before the text.
    antecedent: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One value in a disagreement, and who gives it."""

    value: str
    citations: tuple[Citation, ...]
    #: When it was first given; None if unknown, and for a value that is only told as one that no longer holds.
    said: datetime | None = None
    #: Whether it is the newest, where time or a correction explains that values differ.
    current: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Different values for the same thing: given by two origins, or by one that takes an earlier one back.

    Sides come in the order in which they were said where that explains the difference (`update`, `correction`,
    `outcome`): the newest is the last and `current`.
    """

    topic: str
    kind: DisagreementKind
    sides: tuple[Side, ...]

    @property
    def moved(self) -> bool:
        """Whether what was said first no longer holds."""
        return bool(self.sides) and self.sides[-1].current


@dataclass(frozen=True, slots=True)
class StoryReport:
    """A story with all that is told about it."""

    story: Story
    summary: Summary
    #: Best first; a template shows the first few of each source.
    details: tuple[Detail, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    #: What was not compared between its origins, so that nothing found says nothing.
    not_compared: tuple[NotCompared, ...] = ()
    #: (reason, number of sentences that are not told as what one origin alone says), most frequent first.
    refused: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Fallback:
    """What a writer elsewhere was asked for and did not write."""

    #: Name of the writer that wrote it instead; None if it was copied.
    model: str | None
    #: Claims that it did not write, and all it was asked for.
    claims: int
    asked: int
    #: Why, in one line.
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """How a briefing was made: enough to make it again."""

    version: str
    #: Name and first 12 digits of the file's SHA-256; None when nothing was written (`--extractive`).
    model: str | None
    encoder: str | None
    #: (name, value) of each setting that shapes the result.
    settings: tuple[tuple[str, str | int | float | bool | None], ...]
    inputs: tuple[InputFile, ...]
    #: (rejection reason, number of candidates) over all stories, most frequent first.
    rejections: tuple[tuple[str, int], ...] = ()
    #: The judge of meaning; None if there was none.
    verifier: str | None = None
    #: The address to which the sentences to be merged or shortened were sent; None if nothing left the machine.
    sent_to: str | None = None
    #: What the writer there did not write; None if nothing.
    fallback: Fallback | None = None
    #: (reason, number of sentences that are no details) over all stories, most frequent first.
    refused: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class StorySince:
    """What is new in a story that the previous briefing had too."""

    #: The story's id.
    story: str
    #: Its headline in the previous briefing.
    headline: str
    #: Positions in the summary of the sentences that are new.
    sentences: tuple[int, ...]
    #: Positions of the details and of the disagreements that are new.
    details: tuple[int, ...] = ()
    disagreements: tuple[int, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether nothing in it is new."""
        return not (self.sentences or self.details or self.disagreements)


@dataclass(frozen=True, slots=True)
class Since:
    """How a briefing goes on from the previous one."""

    #: The day of the previous briefing.
    date: date
    #: The stories that both have, in the order of this briefing.
    stories: tuple[StorySince, ...]
    #: Headlines of the stories that only the previous briefing has.
    ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """Another thread that went into one, or that it came out of."""

    #: Its id.
    thread: str
    headline: str
    #: When that was.
    day: date


@dataclass(frozen=True, slots=True)
class StoryThread:
    """Where a story stands in its thread: the same story told on several days."""

    #: The story's id.
    story: str
    #: The thread's id, the same on all days.
    thread: str
    #: The day on which it was first told.
    first: date
    #: The day on which it was told before this one; None on its first day.
    before: date | None = None
    #: The threads that went into this one, and the one that it came out of.
    joined: tuple[ThreadLink, ...] = ()
    split: ThreadLink | None = None


@dataclass(frozen=True, slots=True)
class ToldPassage:
    """Words of a source, and whose."""

    source: str | None
    title: str | None
    url: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence of a summary and what supports it."""

    text: str
    passages: tuple[ToldPassage, ...]


@dataclass(frozen=True, slots=True)
class ThreadDay:
    """What was told of a thread on a day: all that a page of it shows."""

    headline: str
    outlets: tuple[str, ...]
    articles: int
    sentences: tuple[ToldSentence, ...]
    #: (topic, (value, its outlets)) of what the sources differ in.
    values: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = ()
    #: (topic, value, when a source first gave it) of those of which it is known.
    said: tuple[tuple[str, str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """A story over days."""

    id: str
    #: The last one.
    headline: str
    #: What was told on each day on which it was told, the first day first.
    days: tuple[tuple[date, ThreadDay], ...]
    #: The threads that went into it, and the one that it came out of.
    joined: tuple[ThreadLink, ...] = ()
    split: ThreadLink | None = None


@dataclass(frozen=True, slots=True)
class ToldStory:
    """What a reader has been told of a thread."""

    #: The thread's id.
    thread: str
    #: The last one.
    headline: str
    #: Every passage that stood there, in the briefing's words and the sources'.
    told: tuple[str, ...]
    #: The values of each disagreement, folded.
    disagreements: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReaderPlace:
    """Where a reader stopped."""

    #: The day of the last briefing.
    date: date
    #: The threads that the reader has been told of.
    stories: tuple[ToldStory, ...]
    #: Ids of those that stood in the last briefing.
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the program is for: the day's stories."""

    title: str
    date: date
    stories: tuple[StoryReport, ...]
    skipped: tuple[Skipped, ...]
    manifest: Manifest
    #: None where there was no previous briefing to compare with.
    since: Since | None = None
    #: Where the stories stand in their threads, for a reader; empty without one.
    threads: tuple[StoryThread, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of somebody's draft, and what its sources say of it."""

    text: str
    #: Where it stands in the draft.
    start: int
    end: int
    verdict: Verdict
    #: The passages that support it; where none do, those that come nearest.
    citations: tuple[Citation, ...]

    @property
    def supported(self) -> bool:
        """Whether the sources say what it says."""
        return self.verdict.passed


@dataclass(frozen=True, slots=True)
class Checked:
    """Somebody's draft, held against its sources."""

    draft: str
    #: In the order of the draft.
    sentences: tuple[CheckedSentence, ...]
    #: Where headings and other words that state nothing stand in the draft: they were not checked.
    passed_over: tuple[tuple[int, int], ...]
    #: The sources.
    articles: tuple[Article, ...]
    #: What of the sources could not be read.
    skipped: tuple[Skipped, ...] = ()
    #: The judge of meaning; None if there was none.
    verifier: str | None = None

    @property
    def unsupported(self) -> tuple[CheckedSentence, ...]:
        """The sentences that the sources do not support."""
        return tuple(sentence for sentence in self.sentences if not sentence.supported)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One writing job for a `TextGenerator`."""

    #: What to do, for models that follow instructions; models that do not are given `text` alone.
    instruction: str
    #: What to do it to.
    text: str
    #: (text, answer) pairs that show how it is done.
    examples: tuple[tuple[str, str], ...] = field(default=())
    #: When set, the model may only use words that occur in this text, and function words.
    vocabulary: str | None = None


class TextGenerator(Protocol):
    """A model that writes."""

    @property
    def name(self) -> str:
        """Name and hash, for the manifest."""

    def generate(
        self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
    ) -> list[list[str]]:
        """For each prompt at most `candidates` different texts, the greedy one first."""

    def write_story(self, documents: Sequence[str], *, candidates: int, max_new_tokens: int, seed: int) -> list[str]:
        """At most `candidates` texts about the event that all documents report; none if it is no summarizer."""

    def surprisal(self, texts: Sequence[str]) -> list[tuple[tuple[int, float], ...]]:
        """For each token of each text where it begins, in characters, and how unexpected it is there, in nats.

        Empty for a model that cannot tell.
        """


@runtime_checkable
class Remote(Protocol):
    """What a `TextGenerator` has beside that if it sends what it is given to another machine."""

    @property
    def address(self) -> str:
        """Where to."""

    @property
    def fallback(self) -> Fallback | None:
        """What was not written there since `anew`; None if nothing."""

    def anew(self) -> TextGenerator:
        """The same writer for another run."""


@runtime_checkable
class Relieved(Protocol):
    """What a `TextGenerator` has, too, that leaves to the embedded writer what it cannot write."""

    def at_home(self, text: str) -> bool:
        """Whether the embedded writer wrote that text since `anew`."""


class Encoder(Protocol):
    """A model that turns texts into vectors."""

    @property
    def name(self) -> str:
        """Name and hash, for the manifest."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Array of shape (len(texts), d), rows of unit length."""


class WordEncoder(Encoder, Protocol):
    """An encoder that tells of each word, too, what it means where it stands."""

    def encode_words(
        self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[FloatArray, list[FloatArray | None]]:
        """The vectors of the texts, and for each text those of its places: shape (places, d), rows of unit length."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a parsed text: `text` stands at [start:end]."""

    text: str
    start: int
    end: int
    #: Dictionary form, lower case.
    lemma: str
    #: Part of speech, Penn Treebank: "NNP", "VBD".
    tag: str
    #: To its head, in spaCy's English labels: "nsubj", "dobj", "ROOT".
    relation: str
    #: Position of its head in the same parse; a root is its own head.
    head: int
    #: OntoNotes type of the name it belongs to, "PERSON", or "".
    entity: str


class Judge(Protocol):
    """A model that tells whether a sentence follows from others."""

    @property
    def name(self) -> str:
        """What the manifest calls it."""
        ...

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each (evidence, sentence) the probability that the sentence follows, 0 to 1."""
        ...


#: A writing job, and a sentence that could be its answer.
Given: TypeAlias = tuple[Prompt, str]


@runtime_checkable
class Likelihood(Protocol):
    """What a `Judge` has beside that if a writer reads with it."""

    def surprisal_given(self, pairs: Sequence[Given]) -> list[tuple[float, ...]]:
        """For each (job, sentence) how unexpected each token of the sentence is as the answer, in nats."""
        ...


@dataclass(frozen=True, slots=True)
class Manner:
    """How a sentence tells: each but the last a probability, 0 to 1."""

    #: In words of the outlet's own that judge, mock, praise or take sides.
    loaded: float
    #: As the words of somebody who is not told.
    unspoken: float
    #: Nothing: a caption, a label, a call to the reader.
    furniture: float
    #: So that a reader who sees it alone does not understand it: it leans on what stood before.
    leaning: float = 0.0
    #: How much more than the other sentences of its story an editor wants it in a summary, by how it reads alone; no
    #: probability: about -1 to 1.
    wanted: float = 0.0


class Stylist(Protocol):
    """A model that tells in what manner sentences tell."""

    @property
    def name(self) -> str:
        """Name and hash."""
        ...

    def manners(self, texts: Sequence[str]) -> list[Manner]:
        """How each text tells."""
        ...


class Editor(Protocol):
    """A model that reads an article and tells what of it belongs into a summary."""

    @property
    def name(self) -> str:
        """Name and hash."""
        ...

    def wanted(self, title: str, text: str, spans: Sequence[tuple[int, int]], articles: int = 1) -> list[float | None]:
        """How much more than other sentences those at these places are wanted, about -1 to 1; None where not read.

        `articles` is how many of the story are read.
        """
        ...


class Parser(Protocol):
    """A model that tells how the words of a text hang together."""

    @property
    def name(self) -> str:
        """Name and hash, for the manifest."""

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """The tokens of each text."""


@dataclass(frozen=True, slots=True)
class Models:
    """The models of a run; no writer means that claims are copied."""

    writer: TextGenerator | None
    encoder: Encoder
    parser: Parser
    #: None: what is not in the words of the evidence is turned down.
    judge: Judge | None = None
    #: None: nobody tells loaded words from a report.
    stylist: Stylist | None = None
    #: None: what is wanted is told by each sentence alone.
    editor: Editor | None = None
