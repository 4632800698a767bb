"""The order of the stages; the only module that knows it.

    paths --read--> Article --dedupe--> origins --cluster--> Story
                                                               |
     material: which sentences state the same fact ----------> Claim
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

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations, product
from pathlib import Path

from summarizer import __version__
from summarizer.budget import OverBudget, budget, told_by_copying
from summarizer.changes import find_disagreements
from summarizer.cluster import (
    Explanation,
    Overridden,
    apply_overrides,
    explain,
    find_stories,
    load_overrides,
    named,
)
from summarizer.compose import Options, compose, write_headline
from summarizer.config import Settings, shaping
from summarizer.dedupe import find_origins
from summarizer.details import find_details
from summarizer.errors import InputError
from summarizer.intake import read_within
from summarizer.language import sentence_spans
from summarizer.material import Material, prepare
from summarizer.models import load_models
from summarizer.preflight import check_settings
from summarizer.rank import rank
from summarizer.read import check_paths
from summarizer.representatives import representatives, told_by_others
from summarizer.since import mark_new, read_previous
from summarizer.types import (
    Article,
    Briefing,
    Claim,
    Disagreement,
    Manifest,
    Models,
    NotCompared,
    Progress,
    Reading,
    Skipped,
    Story,
    StoryReport,
    Summary,
)
from summarizer.verify import Gate

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

_log = logging.getLogger(__name__)


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def make_briefing(
    paths: Sequence[str | Path],
    settings: Settings | None = None,
    *,
    models: Models | None = None,
    progress: Progress = _silent,
) -> Briefing:
    """The briefing of the articles in those files and folders; without `models`, those that the settings name.

    Raises InputError when a path does not exist or nothing there can be briefed. What the settings name is looked at
    before any file is read or model loaded.
    """
    settings = settings or Settings()
    check_settings(settings, models_too=models is None)
    check_paths(paths)
    models = models or _models_of(settings, progress)
    return brief_reading(read_within(paths, settings, progress), settings, models=models, progress=progress)


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
    return brief_reading(Reading(tuple(articles)), settings, models=models, progress=progress)


def _models_of(settings: Settings, progress: Progress) -> Models:
    return load_models(
        settings.model,
        settings.encoder,
        settings.verifier,
        adapter=settings.adapter,
        extractive=settings.extractive,
        progress=progress,
    )


def brief_reading(
    reading: Reading, settings: Settings | None = None, *, models: Models | None = None, progress: Progress = _silent
) -> Briefing:
    """The briefing of what was read; InputError if that is nothing."""
    settings = settings or Settings()
    if not reading.articles:
        reasons = Counter(s.reason for s in reading.skipped)
        listed = ", ".join(f"{n} {reason}" for reason, n in sorted(reasons.items()))
        raise InputError(f"no article could be read ({listed or 'nothing there'}); `summarizer read PATH` tells why")
    previous = read_previous(Path(settings.since)) if settings.since else None
    models = models or _models_of(settings, progress)
    grouped = group(reading.articles, settings)
    stories = grouped.stories
    _log.info("stories: %d", len(stories))
    reports: list[StoryReport] = []
    skipped = [*reading.skipped, *_unmatched(settings, grouped)]
    for number, story in enumerate(stories):
        progress("summarize", number, len(stories))
        try:
            with budget(settings.story_seconds):
                reports.append(report(story, models, settings))
        except OverBudget:
            _log.warning("the story %r took too long", story.headline)
            copied, said = told_by_copying(story, settings.words, sentence_spans, settings.story_seconds)
            reports.append(copied)
            skipped.append(said)
        except Exception as error:  # one story's bug must not cost the others; it is listed, not swallowed
            _log.warning("the story %r failed", story.headline, exc_info=True)
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


def cluster_articles(articles: Sequence[Article], settings: Settings | None = None) -> tuple[Story, ...]:
    """The stories that the articles tell, in the order of the briefing."""
    return group(articles, settings).stories


def group(articles: Sequence[Article], settings: Settings | None = None) -> Overridden:
    """The stories, with the editor's overrides applied, and the overrides that found nothing to do."""
    settings = settings or Settings()
    stories = find_stories(articles, find_origins(articles), one_story=settings.one_story)
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
    gate = Gate(material.analyst, models.judge)
    # The embedded models know English; stories in other languages are told by copying.
    writer = models.writer if material.english and not settings.extractive else None
    differences = find_disagreements(material)
    options = Options(settings.words, settings.candidates, settings.seed, _rivals(close, differences))
    summary = compose(material, rank(material), writer, gate, options)
    only_one = told_by_others(find_details(material, shown=settings.details), close, story)
    all_compared = material.english or len(story.origins) < 2
    not_compared: tuple[NotCompared, ...] = () if all_compared else ("values", "meaning")
    return StoryReport(_titled(material, story, summary, gate), summary, only_one, differences, not_compared)


def _rivals(story: Story, differences: Sequence[Disagreement]) -> frozenset[tuple[int, int]]:
    """Pairs of origins that give different values for something."""
    found = set()
    for difference in differences:
        told = [{story.origin_of(c.article) for c in side.citations} for side in difference.sides]
        pairs = (pair for one, other in combinations(told, 2) for pair in product(one, other))
        found |= {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    return frozenset(found)


def _titled(material: Material, story: Story, summary: Summary, gate: Gate) -> Story:
    """The story with a headline of its own where no outlet gave one."""
    if not material.english or any(article.title for article in story.articles):
        return story
    written = write_headline(material, summary, gate)
    return replace(story, headline=written) if written else story


def find_claims(story: Story, models: Models) -> tuple[Claim, ...]:
    """What the story's origins state, each fact once, with the sentences that state it."""
    return prepare(story, models.encoder, models.parser).claims


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


def _manifest(models: Models, settings: Settings, reading: Reading, reports: Sequence[StoryReport]) -> Manifest:
    rejections: Counter[str] = Counter()
    for item in reports:
        rejections.update(dict(item.summary.rejections))
    return Manifest(
        version=__version__,
        model=models.writer.name if models.writer and not settings.extractive else None,
        encoder=models.encoder.name,
        verifier=models.judge.name if models.judge else None,
        settings=shaping(settings),
        inputs=reading.inputs,
        rejections=tuple(sorted(rejections.items(), key=lambda item: (-item[1], item[0]))),
    )
