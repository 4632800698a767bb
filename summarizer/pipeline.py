"""The order of the stages; the only module that knows it.

    paths --read--> Article --dedupe--> origins --cluster--> Story
                                                               |
        align: which sentences state the same fact ----------> Claim
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

A story that fails becomes a `Skipped` in the briefing, one that takes too long is copied; the others are not touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

from summarizer import __version__
from summarizer.align import align
from summarizer.budget import OverBudget, budget, told_by_copying
from summarizer.cluster import (
    Explanation,
    Overridden,
    apply_overrides,
    explain,
    find_stories,
    load_overrides,
    named,
)
from summarizer.compose import compose, write_headline
from summarizer.config import Settings
from summarizer.dedupe import find_origins
from summarizer.details import find_details, find_disagreements
from summarizer.errors import InputError, SettingsError
from summarizer.rank import rank, salience_of
from summarizer.read import Limits, read_paths
from summarizer.since import mark_new, read_previous
from summarizer.text import sentence_spans
from summarizer.types import (
    Article,
    Briefing,
    Checker,
    Claim,
    Manifest,
    Models,
    Progress,
    Reading,
    Skipped,
    Story,
    StoryReport,
    Summary,
)
from summarizer.verify import make_checker

__all__ = [
    "Explanation",
    "brief_articles",
    "brief_reading",
    "cluster_articles",
    "explain_pair",
    "find_claims",
    "group",
    "make_briefing",
    "report",
]

#: Settings that say what to print or which model to take, not how: they stand elsewhere in the briefing.
_NOT_IN_MANIFEST = frozenset({"title", "date", "model", "adapter", "encoder", "overrides", "since"})


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def make_briefing(
    paths: Sequence[str | Path], models: Models, settings: Settings | None = None, *, progress: Progress = _silent
) -> Briefing:
    """The briefing of the articles in those files and folders.

    Raises InputError when a path does not exist or nothing there can be briefed.
    """
    settings = settings or Settings()
    limits = Limits(max_bytes=settings.file_megabytes * 1_000_000, seconds=settings.file_seconds)
    return brief_reading(read_paths(paths, limits=limits, progress=progress), models, settings, progress=progress)


def brief_articles(
    articles: Sequence[Article], models: Models, settings: Settings | None = None, *, progress: Progress = _silent
) -> Briefing:
    """The briefing of articles that the caller has already read."""
    return brief_reading(Reading(tuple(articles)), models, settings, progress=progress)


def brief_reading(
    reading: Reading, models: Models, settings: Settings | None = None, *, progress: Progress = _silent
) -> Briefing:
    """The briefing of what was read; InputError if that is nothing."""
    settings = settings or Settings()
    if not reading.articles:
        reasons = Counter(s.reason for s in reading.skipped)
        listed = ", ".join(f"{n} {reason}" for reason, n in sorted(reasons.items()))
        raise InputError(f"no article could be read ({listed or 'nothing there'}); `summarizer read PATH` tells why")
    previous = read_previous(Path(settings.since)) if settings.since else None
    grouped = group(reading.articles, settings, models=models)
    stories = grouped.stories
    reports: list[StoryReport] = []
    skipped = [*reading.skipped, *_unmatched(settings, grouped)]
    for number, story in enumerate(stories):
        progress("summarize", number, len(stories))
        try:
            with budget(settings.story_seconds):
                reports.append(report(story, models, settings))
        except OverBudget:
            copied, said = told_by_copying(story, settings.words, sentence_spans, settings.story_seconds)
            reports.append(copied)
            skipped.append(said)
        except Exception as error:  # one story's bug must not cost the others; it is listed, not swallowed
            skipped += [_failed(article, error) for article in story.articles]
    progress("summarize", len(stories), len(stories))
    briefing = Briefing(
        settings.title,
        _briefing_date(settings, reading.articles),
        tuple(reports),
        tuple(skipped),
        _manifest(models, settings, reading, reports),
    )
    return mark_new(previous, briefing, models.encoder) if previous else briefing


def cluster_articles(
    articles: Sequence[Article], settings: Settings | None = None, *, models: Models | None = None
) -> tuple[Story, ...]:
    """The stories that the articles tell, in the order of the briefing."""
    return group(articles, settings, models=models).stories


def group(articles: Sequence[Article], settings: Settings | None = None, *, models: Models | None = None) -> Overridden:
    """The stories, with the editor's overrides applied, and the overrides that found nothing to do."""
    settings = settings or Settings()
    encoder = models.encoder if models else None
    stories = find_stories(articles, find_origins(articles), encoder=encoder, one_story=settings.one_story)
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
    """All that is told about one story."""
    # The embedded models know English; stories in other languages are told by copying.
    english = all(article.language in (None, "en") for article in story.articles)
    alignment = align(story, models.encoder)
    salience = salience_of(story)
    plan = rank(story, alignment.claims, alignment.sentences, alignment.vectors, salience)
    check = make_checker(models.parser if english else None)
    summary = compose(
        story,
        plan,
        alignment.sentences,
        salience,
        models.writer if english and not settings.extractive else None,
        models.parser,
        check,
        target_words=settings.words,
        candidates=settings.candidates,
        seed=settings.seed,
    )
    compared = (story, alignment.sentences, alignment.vectors, alignment.idf)
    differing = find_disagreements(*compared) if english else ()
    told = _titled(story, summary, salience, models, check) if english else story
    only_one = find_details(*compared, models.parser if english else None, shown=settings.details)
    return StoryReport(told, summary, only_one, differing)


def _titled(story: Story, summary: Summary, salience: Mapping[str, float], models: Models, check: Checker) -> Story:
    """The story with a headline of its own where no outlet gave one."""
    if any(article.title for article in story.articles):
        return story
    cited = [story.article(c.article).text[c.start : c.end] for s in summary.sentences for c in s.citations]
    written = write_headline(summary, cited, models.parser, check, salience)
    return replace(story, headline=written) if written else story


def find_claims(story: Story, models: Models) -> tuple[Claim, ...]:
    """What the story's origins state, each fact once, with the sentences that state it."""
    return align(story, models.encoder).claims


def _unmatched(settings: Settings, grouped: Overridden) -> list[Skipped]:
    return [Skipped(settings.overrides or "", "cluster", "unmatched", entry) for entry in grouped.unmatched]


def _failed(article: Article, error: Exception) -> Skipped:
    return Skipped(article.path or article.id, "summarize", "failed", f"{type(error).__name__}: {error}")


def _briefing_date(settings: Settings, articles: Sequence[Article]) -> date:
    """The date asked for, else that of the newest article, else today."""
    if settings.date is not None:
        try:
            return date.fromisoformat(settings.date)
        except ValueError as error:
            raise SettingsError(f"date is {settings.date!r}; allowed is YYYY-MM-DD") from error
    published = [a.published for a in articles if a.published]
    return max(published).date() if published else datetime.now(UTC).date()


def _manifest(models: Models, settings: Settings, reading: Reading, reports: Sequence[StoryReport]) -> Manifest:
    rejections: Counter[str] = Counter()
    for item in reports:
        rejections.update(dict(item.summary.rejections))
    shaping = sorted((f.name, getattr(settings, f.name)) for f in fields(settings) if f.name not in _NOT_IN_MANIFEST)
    return Manifest(
        version=__version__,
        model=models.writer.name if models.writer and not settings.extractive else None,
        encoder=models.encoder.name,
        settings=tuple(shaping),
        inputs=reading.inputs,
        rejections=tuple(sorted(rejections.items(), key=lambda item: (-item[1], item[0]))),
    )
