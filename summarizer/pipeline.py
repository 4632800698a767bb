"""The order of the stages; the only module that knows it.

    paths --read--> Article --dedupe--> origins --cluster--> Story
                                                               |
     material: which sentences tell the same news -----------> Claim
                                                               |
            +--------------------------+-----------------------+
            |                          |
        rank: what to tell first    details: what one origin alone says
            |                          |
        compose: write, verify,        |
        fall back                      |
            |                          |
            +---------> StoryReport <--+
                             |
                          Briefing --render--> Markdown | HTML | JSON

With a store (`store.Memory`) reading, grouping and each report are asked for there first, and kept there when made.
A story that fails becomes a `Skipped` in the briefing, one that takes too long is copied; the others are not touched.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations, product
from pathlib import Path

from summarizer import __version__
from summarizer.budget import OverBudget, budget, told_by_copying
from summarizer.changes import Newest, find_disagreements, newest_of
from summarizer.cluster import (
    Explanation,
    Overridden,
    apply_overrides,
    explain,
    find_stories,
    headline,
    load_overrides,
    named,
)
from summarizer.compose import Options, compose, write_headline
from summarizer.config import Settings, shaping
from summarizer.dedupe import find_origins
from summarizer.details import Examined, examine
from summarizer.errors import InputError
from summarizer.intake import read_within
from summarizer.language import sentence_spans
from summarizer.material import Material, prepare
from summarizer.models import EMBEDDED_WRITER, load_models
from summarizer.preflight import check_settings
from summarizer.rank import rank
from summarizer.read import check_paths
from summarizer.representatives import representatives, told_by_others
from summarizer.since import mark_for_reader, mark_new, read_previous, told_by
from summarizer.store import FileMemory, Memory, Store, follow_stories, opened, place_of, remember_reader
from summarizer.types import (
    Article,
    Briefing,
    Citation,
    Claim,
    Detail,
    Disagreement,
    KnownParts,
    Manifest,
    Models,
    NotCompared,
    Progress,
    Reading,
    Relieved,
    Remote,
    Skipped,
    Story,
    StoryReport,
    Summary,
    TextGenerator,
)
from summarizer.verify import Gate

__all__ = [
    "Explanation",
    "brief_articles",
    "brief_reading",
    "brief_stories",
    "cluster_articles",
    "explain_pair",
    "find_claims",
    "find_details",
    "group",
    "make_briefing",
    "reader_has",
    "report",
]

_log = logging.getLogger(__name__)


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def make_briefing(
    paths: Sequence[str | Path],
    settings: Settings | None = None,
    *,
    models: Models | None = None,
    progress: Progress = _silent,
    store: Store | None = None,
    apart: Sequence[Path] = (),
) -> Briefing:
    """The briefing of the articles in those files and folders; without `models`, those that the settings name.

    What the caller will write, `apart`, is not read, and neither is the store, wherever they lie.
    `store` is one that is open already, and then `reader_has` is the caller's to call; without, the one that the
    settings name is opened for the call. Raises InputError when a path does not exist or nothing there can be briefed.
    What the settings name is looked at before any file is read or model loaded.
    """
    settings = settings or Settings()
    check_settings(settings, models_too=models is None, store_too=store is None)
    check_paths(paths)
    with opened(store, settings) as kept:
        own = (*apart, *(kept.files if kept else ()))
        if kept is None and models is None:
            models = _models_of(settings, progress)
        reading = read_within(paths, settings, progress, FileMemory(kept) if kept else None, own)
        briefing = brief_reading(reading, settings, models=models, progress=progress, store=kept)
        if kept and store is None:
            _close(kept, settings, briefing)
        return briefing


def brief_articles(
    articles: Sequence[Article],
    settings: Settings | None = None,
    *,
    models: Models | None = None,
    progress: Progress = _silent,
) -> Briefing:
    """The briefing of articles that the caller has already read; without `models`, with those the settings name."""
    settings = settings or Settings()
    check_settings(settings, models_too=models is None)
    with opened(None, settings) as kept:
        briefing = brief_reading(Reading(tuple(articles)), settings, models=models, progress=progress, store=kept)
        if kept:
            _close(kept, settings, briefing)
        return briefing


def _close(store: Store, settings: Settings, briefing: Briefing) -> None:
    """The end of a run that nobody writes anything after: its reader has had the briefing."""
    if settings.reader:
        reader_has(store, settings.reader, briefing)
    store.tidy()


def _models_of(settings: Settings, progress: Progress) -> Models:
    return load_models(**settings.models(), progress=progress)


def brief_reading(
    reading: Reading,
    settings: Settings | None = None,
    *,
    models: Models | None = None,
    progress: Progress = _silent,
    store: Store | None = None,
) -> Briefing:
    """The briefing of what was read; InputError if that is nothing."""
    settings = settings or Settings()
    if not reading.articles:
        reasons = Counter(s.reason for s in reading.skipped)
        listed = ", ".join(f"{n} {reason}" for reason, n in sorted(reasons.items()))
        raise InputError(f"no article could be read ({listed or 'nothing there'}); `summarizer read PATH` tells why")
    previous = read_previous(Path(settings.since)) if settings.since else None
    memory = Memory(
        store, settings, models and _asked_anew(models), lambda: _asked_anew(_models_of(settings, progress))
    )
    grouped = _grouped(reading.articles, settings, memory)
    reports, skipped = _reports(grouped.stories, settings, memory, progress)
    briefing = Briefing(
        settings.title,
        _briefing_date(settings, reading.articles),
        tuple(reports),
        (*reading.skipped, *_unmatched(settings, grouped), *skipped),
        _manifest(memory, settings, reading, reports),
    )
    if previous:
        briefing = mark_new(previous, briefing, memory.encoder)
    return _followed(store, briefing, settings.reader, memory) if store else briefing


def brief_stories(
    stories: Sequence[Story], settings: Settings, models: Models, progress: Progress = _silent
) -> Briefing:
    """The briefing of stories that were found before; what of them could not be told is among the skipped."""
    memory = Memory(None, settings, _asked_anew(models), lambda: models)
    reports, skipped = _reports(stories, settings, memory, progress)
    reading = Reading(tuple(article for story in stories for article in story.articles))
    day = _briefing_date(settings, reading.articles)
    return Briefing(settings.title, day, tuple(reports), tuple(skipped), _manifest(memory, settings, reading, reports))


def _followed(store: Store, briefing: Briefing, reader: str | None, memory: Memory) -> Briefing:
    """The briefing, followed by the store; for a reader, with what is new since this one stopped."""
    threads = follow_stories(store, briefing)
    if reader is None:
        return briefing
    briefing = replace(briefing, threads=threads)
    place = place_of(store, reader)
    return mark_for_reader(place, briefing, memory.encoder) if place else briefing


def reader_has(store: Store, reader: str, briefing: Briefing) -> None:
    """From now on that reader has had this briefing: to be told when it was written, as a run may end before."""
    remember_reader(store, reader, briefing.date, told_by(briefing))


def _grouped(articles: Sequence[Article], settings: Settings, memory: Memory) -> Overridden:
    known = memory.grouping(articles)
    if known:
        return Overridden(*known)
    grouped = _found(articles, settings, memory.parts)
    memory.keep_grouping(articles, grouped.stories, grouped.unmatched)
    return grouped


def _reports(
    stories: Sequence[Story], settings: Settings, memory: Memory, progress: Progress
) -> tuple[list[StoryReport], list[Skipped]]:
    """What is told of each story, and of which articles nothing is."""
    _log.info("stories: %d", len(stories))
    reports: list[StoryReport] = []
    skipped: list[Skipped] = []
    for number, story in enumerate(stories):
        progress("summarize", number, len(stories))
        if known := memory.report(story):
            reports.append(known)
            continue
        models = memory.models
        try:
            with budget(settings.story_seconds):
                told = report(story, models, settings)
            reports.append(told)
        except OverBudget:
            _log.warning("the story %r took too long", story.headline)
            copied, said = told_by_copying(story, settings.words, sentence_spans, settings.story_seconds)
            reports.append(copied)
            skipped.append(said)
        except Exception as error:  # one story's bug must not cost the others; it is listed, not swallowed
            _log.warning("the story %r failed", story.headline, exc_info=True)
            skipped += [_failed(article, error) for article in story.articles]
        else:
            memory.keep_report(told, story)
    progress("summarize", len(stories), len(stories))
    return reports, skipped


def _asked_anew(models: Models) -> Models:
    """The models, with a writer elsewhere that counts from here on what it does not write."""
    return replace(models, writer=models.writer.anew()) if isinstance(models.writer, Remote) else models


def cluster_articles(articles: Sequence[Article], settings: Settings | None = None) -> tuple[Story, ...]:
    """The stories that the articles tell, in the order of the briefing."""
    return group(articles, settings).stories


def group(articles: Sequence[Article], settings: Settings | None = None) -> Overridden:
    """The stories, with the editor's overrides applied, and the overrides that found nothing to do."""
    return _found(articles, settings or Settings(), None)


def _found(articles: Sequence[Article], settings: Settings, known: KnownParts | None) -> Overridden:
    origins = find_origins(articles, known)
    stories = find_stories(articles, origins, one_story=settings.one_story, known=known)
    if settings.overrides is None:
        return Overridden(stories)
    return apply_overrides(stories, load_overrides(Path(settings.overrides)))


def explain_pair(articles: Sequence[Article], a: str, b: str) -> Explanation:
    """Why two articles, each named by id, path, address or title, are in one story or not; InputError if unknown."""
    found: list[str] = []
    for name in (a, b):
        ids = named(name, articles)
        if not ids:
            raise InputError(
                f"no article has the id, path (or end of it), address or title {name!r}; `summarizer read` lists them"
            )
        if len(ids) > 1:
            raise InputError(f"{len(ids)} articles are called {name!r}; give a path, or an id of `summarizer read`")
        found += ids
    return explain(articles, find_origins(articles), *found)


def report(story: Story, models: Models, settings: Settings) -> StoryReport:
    """All that is told about one story; of a very large one all origins count, and the representatives are read."""
    close = representatives(story)
    material = prepare(close, models.encoder, models.parser)
    # A writer that reads would cost ten seconds a story, and most of what is judged here it wrote itself.
    gate = Gate(material.analyst, models.judge, reads=False)
    # The embedded models know English; stories in other languages are told by copying.
    writer = models.writer if material.english and not settings.extractive else None
    differences = find_disagreements(material, models.encoder)
    newest = newest_of(material, differences)
    rivals = _rivals(close, differences)
    options = Options(
        settings.words, settings.candidates, settings.seed, rivals, newest.outdated, models.stylist, _embedded(writer)
    )
    summary = compose(
        material,
        newest.arranged(rank(material, models.stylist, models.editor if writer else None)),
        writer,
        gate,
        options,
    )
    examined = examine(material, shown=settings.details, stylist=models.stylist)
    kept = told_by_others(examined.details, close, story)
    only_one = _in_time(material, newest, kept)
    refused = _refused(examined, known=len(examined.details) - len(kept), outdated=len(kept) - len(only_one))
    all_compared = material.english or len(story.origins) < 2
    not_compared: tuple[NotCompared, ...] = () if all_compared else ("values", "meaning")
    titled = _titled(material, story, newest, summary, gate)
    return StoryReport(titled, summary, only_one, differences, not_compared, refused)


def _embedded(writer: TextGenerator | None) -> Callable[[str], bool]:
    """Whether the embedded writer wrote a text that this one gave; it goes on where a server stops."""
    if isinstance(writer, Relieved):
        return writer.at_home
    embedded = writer is not None and writer.name.startswith(EMBEDDED_WRITER)
    return lambda _: embedded


def _refused(examined: Examined, *, known: int, outdated: int) -> tuple[tuple[str, int], ...]:
    """How many sentences are no details, by reason, most frequent first."""
    counts = Counter[str](reason for _, reason in examined.refused) + Counter(known=known, outdated=outdated)
    return _by_number(counts)


def _by_number(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _rivals(story: Story, differences: Sequence[Disagreement]) -> frozenset[tuple[int, int]]:
    """Pairs of origins that give different values for something."""
    found = set()
    for difference in differences:
        told = [{story.origin_of(c.article) for c in side.citations} for side in difference.sides]
        pairs = (pair for one, other in combinations(told, 2) for pair in product(one, other))
        found |= {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    return frozenset(found)


def _in_time(material: Material, newest: Newest, details: Sequence[Detail]) -> tuple[Detail, ...]:
    """The details that tell no value that is out of date: it stands among the changes."""
    texts = {a.id: a.text for a in material.story.articles}
    shown = [(d, material.analyst.one(texts[d.article][d.start : d.end])) for d in details]
    return tuple(d for d, said in shown if not newest.outdated(said, [Citation(d.article, d.start, d.end)]))


def _titled(material: Material, story: Story, newest: Newest, summary: Summary, gate: Gate) -> Story:
    """The story with a headline that still holds, and with one of its own where no outlet gave one."""
    if newest.changes and story.headline == headline(story.articles):
        story = replace(story, headline=headline(newest.fresh()))
    if not material.english or any(article.title for article in story.articles):
        return story
    written = write_headline(material, summary, gate)
    return replace(story, headline=written) if written else story


def find_claims(story: Story, models: Models) -> tuple[Claim, ...]:
    """What the story's origins tell, each piece of news once, with the sentences that tell it."""
    return prepare(story, models.encoder, models.parser).claims


def find_details(story: Story, models: Models, shown: int = 5) -> tuple[Detail, ...]:
    """What only one origin of the story says, weightiest first, and nothing else told: as a briefing would tell it."""
    close = representatives(story)
    material = prepare(close, models.encoder, models.parser)
    newest = newest_of(material, find_disagreements(material, models.encoder))
    examined = examine(material, shown=shown, stylist=models.stylist)
    return _in_time(material, newest, told_by_others(examined.details, close, story))


def _unmatched(settings: Settings, grouped: Overridden) -> list[Skipped]:
    return [Skipped(settings.overrides or "", "cluster", "unmatched", entry) for entry in grouped.unmatched]


def _failed(article: Article, error: Exception) -> Skipped:
    return Skipped(article.path or article.id, "summarize", "failed", f"{type(error).__name__}: {error}")


def _briefing_date(settings: Settings, articles: Sequence[Article]) -> date:
    """The date asked for, else that of the newest article, else today."""
    if settings.date is not None:
        return date.fromisoformat(settings.date)
    published = [a.published for a in articles if a.published]
    return max(published).date() if published else datetime.now(UTC).date()


def _manifest(memory: Memory, settings: Settings, reading: Reading, reports: Sequence[StoryReport]) -> Manifest:
    rejections, refused = Counter[str](), Counter[str]()
    for item in reports:
        rejections.update(dict(item.summary.rejections))
        refused.update(dict(item.refused))
    writer = memory.models.writer if memory.loaded and not settings.extractive else None
    elsewhere = writer if isinstance(writer, Remote) else None
    return Manifest(
        version=__version__,
        model=None if settings.extractive else memory.names.writer,
        encoder=memory.names.encoder,
        verifier=memory.names.judge,
        settings=shaping(settings),
        inputs=reading.inputs,
        rejections=_by_number(rejections),
        sent_to=elsewhere.address if elsewhere else None,
        fallback=elsewhere.fallback if elsewhere else None,
        refused=_by_number(refused),
    )
