"""Arranging a briefing for reading: `Briefing -> Page`. Pure; what is shown where, never how it looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, time
from pathlib import PurePosixPath
from urllib.parse import quote

from summarizer.render import wording
from summarizer.render.escape import host, one_line, web_address
from summarizer.render.view import (
    ArticleView,
    ChartRow,
    DetailView,
    DisagreementView,
    Mark,
    OriginView,
    Page,
    Passage,
    SentenceView,
    SideView,
    SkippedGroup,
    SourceDetails,
    StoryView,
)
from summarizer.types import (
    Article,
    Briefing,
    Citation,
    Detail,
    Disagreement,
    Skipped,
    Story,
    StoryReport,
    SummarySentence,
)

#: Characters of the one-line gist: two lines of the front page on a phone would be about 90, on paper about 180.
GIST_LENGTH = 180
#: Characters of the opening words that stand for a missing title.
_OPENING_LENGTH = 70
#: Words at either end of a passage that find it in a page again.
_FRAGMENT_WORDS = 5
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def arrange(briefing: Briefing, details_shown: int) -> Page:
    """The briefing as templates get it, with at most `details_shown` details of each source."""
    stories = tuple(_Story(report).arrange(n, details_shown) for n, report in enumerate(briefing.stories, 1))
    times = [a.published for story in stories for a in story.articles if a.published]
    charted = len(stories) > 1
    dated = charted and len(set(times)) > 1
    return Page(
        title=one_line(briefing.title).strip(),
        date=briefing.date,
        weekday=wording.weekday(briefing.date),
        day=wording.day(briefing.date),
        updated=max(times, default=datetime.combine(briefing.date, time(0), UTC)),
        stories=stories,
        extent=_extent(stories),
        skipped=_skipped_groups(briefing.skipped),
        chart=_chart(stories, times if dated else []) if charted else (),
        chart_from=wording.short_moment(min(times)) if dated else "",
        chart_to=wording.short_moment(max(times)) if dated else "",
        methods=_methods(briefing.stories),
        briefing=briefing,
    )


class _Story:
    """A story on its way to a `StoryView`: its articles by id, numbered."""

    def __init__(self, report: StoryReport) -> None:
        self.report = report
        self.story: Story = report.story
        self.texts = {article.id: article.text for article in self.story.articles}
        self.views = {article.id: _article(n, article) for n, article in enumerate(self.story.articles, 1)}

    def arrange(self, number: int, details_shown: int) -> StoryView:
        articles = tuple(self.views.values())
        outlets = _distinct(article.outlet for article in articles)
        sentences = self.report.summary.sentences
        times = [article.published for article in articles if article.published]
        headline = one_line(self.story.headline).strip() or "Untitled story"
        return StoryView(
            number=number,
            anchor=f"story-{number}",
            id=self.story.id,
            headline=headline,
            gist=_gist(headline, sentences),
            language=_most_common(article.language for article in articles),
            outlets=outlets,
            coverage=wording.coverage(len(outlets), len(self.story.origins)),
            period=wording.period(times),
            updated=max(times, default=None),
            summary=tuple(self._sentence(number, n, sentence) for n, sentence in enumerate(sentences, 1)),
            only_in=self._only_in(details_shown),
            disagreements=tuple(self._disagreement(d) for d in self.report.disagreements),
            origins=tuple(self._origin(members) for members in self.story.origins),
            articles=articles,
            timeline=_timeline(articles),
        )

    def _sentence(self, story: int, number: int, sentence: SummarySentence) -> SentenceView:
        evidence = self._passages(sentence.citations)
        return SentenceView(
            number=number,
            anchor=f"story-{story}-{number}",
            text=sentence.text,
            language=_most_common(p.article.language for p in evidence),
            method=wording.METHODS[sentence.method],
            evidence=evidence,
        )

    def _passages(self, citations: Iterable[Citation]) -> tuple[Passage, ...]:
        passages = []
        for citation in citations:
            article, text = self.views[citation.article], self.texts[citation.article][citation.start : citation.end]
            passages.append(Passage(article, text, _fragment_address(article.url, text)))
        return tuple(passages)

    def _only_in(self, details_shown: int) -> tuple[SourceDetails, ...]:
        """The details by origin, the origin with the weightiest first; nothing where there is nothing to compare."""
        if len(self.story.origins) < 2:
            return ()
        by_origin: dict[int, list[Detail]] = {}
        for detail in self.report.details:
            by_origin.setdefault(self.story.origin_of(detail.article), []).append(detail)
        groups = sorted(by_origin.items(), key=lambda item: (-max(d.weight for d in item[1]), item[0]))
        return tuple(self._source_details(self.story.origins[o], details, details_shown) for o, details in groups)

    def _source_details(self, members: tuple[str, ...], details: list[Detail], shown: int) -> SourceDetails:
        quoted = self.views[details[0].article].outlet
        carriers = _distinct(self.views[member].outlet for member in members)
        return SourceDetails(
            outlet=quoted,
            copied_by=tuple(name for name in carriers if name != quoted),
            details=tuple(self._detail(detail) for detail in details[:shown]),
            more=max(0, len(details) - shown),
        )

    def _detail(self, detail: Detail) -> DetailView:
        article, text = self.views[detail.article], self.texts[detail.article]
        begin, end = detail.focus
        return DetailView(
            article=article,
            antecedent=detail.antecedent or "",
            before=text[detail.start : begin],
            focus=text[begin:end],
            after=text[end : detail.end],
            speaker=detail.speaker or "",
            weight=detail.weight,
            url=_fragment_address(article.url, text[detail.start : detail.end]),
        )

    def _disagreement(self, disagreement: Disagreement) -> DisagreementView:
        sides = []
        for side in disagreement.sides:
            evidence = self._passages(side.citations)
            sides.append(SideView(side.value, _distinct(p.article.outlet for p in evidence), evidence))
        return DisagreementView(disagreement.topic, wording.KINDS[disagreement.kind], tuple(sides))

    def _origin(self, members: tuple[str, ...]) -> OriginView:
        articles = tuple(self.views[member] for member in members)
        outlets = len(_distinct(article.outlet for article in articles))
        return OriginView(articles, wording.coverage(outlets, 1) if len(articles) > 1 else "")


def _article(number: int, article: Article) -> ArticleView:
    named = article.source or host(article.url) or PurePosixPath(article.path or "").name or "Unnamed source"
    opening = f"“{_shorten(article.text, _OPENING_LENGTH)}”" if article.text.strip() else "Untitled"
    language = article.language or ""
    return ArticleView(
        number=number,
        outlet=one_line(named).strip(),
        title=one_line(article.title or "").strip() or opening,
        url=web_address(article.url),
        published=article.published,
        when=wording.moment(article.published) if article.published else "",
        language=language if _LANGUAGE.fullmatch(language) else "",
        path=article.path or "",
    )


def _gist(headline: str, sentences: tuple[SummarySentence, ...]) -> str:
    """The first sentence that is more than the headline again, in one line; empty if there is none."""
    texts = (one_line(sentence.text).strip() for sentence in sentences)
    more = (text for text in texts if text.rstrip(".").casefold() != headline.rstrip(".").casefold())
    return _shorten(next(more, ""), GIST_LENGTH)


def _timeline(articles: tuple[ArticleView, ...]) -> tuple[ArticleView, ...]:
    dated = [(article.published, article.number, article) for article in articles if article.published]
    return tuple(entry[2] for entry in sorted(dated)) if len({entry[0] for entry in dated}) > 1 else ()


def _chart(stories: tuple[StoryView, ...], times: list[datetime]) -> tuple[ChartRow, ...]:
    widest = max(max(len(story.outlets), len(story.origins)) for story in stories)
    return tuple(
        ChartRow(
            story=story,
            outlets_percent=round(100 * len(story.outlets) / widest, 1),
            texts_percent=round(100 * len(story.origins) / widest, 1),
            when=wording.span([article.published for article in story.articles if article.published]),
            marks=tuple(
                Mark(_place(article.published, times), f"{article.outlet}, {article.when}")
                for article in story.articles
                if article.published and times
            ),
        )
        for story in stories
    )


def _place(moment: datetime, times: list[datetime]) -> float:
    """Where the moment lies between the first and the last, in percent, clear of the edges."""
    first, last = min(times), max(times)
    share = (moment - first) / (last - first) if last > first else 0.5
    return round(3 + 94 * min(1.0, max(0.0, share)), 1)


def _extent(stories: tuple[StoryView, ...]) -> str:
    articles = sum(len(story.articles) for story in stories)
    outlets = len(_distinct(outlet for story in stories for outlet in story.outlets))
    parts = wording.count(len(stories), "story", "stories"), wording.count(articles, "article")
    return f"{parts[0]} from {parts[1]} of {wording.count(outlets, 'outlet')}"


def _methods(reports: tuple[StoryReport, ...]) -> tuple[tuple[str, int], ...]:
    found = Counter(sentence.method for report in reports for sentence in report.summary.sentences)
    return tuple((words, found[method]) for method, words in wording.METHODS.items() if found[method])


def _skipped_groups(skipped: tuple[Skipped, ...]) -> tuple[SkippedGroup, ...]:
    groups: dict[str, list[Skipped]] = {}
    for item in skipped:
        groups.setdefault(wording.REASONS[item.reason], []).append(item)
    return tuple(SkippedGroup(reason, tuple(items)) for reason, items in groups.items())


def _shorten(text: str, length: int) -> str:
    """The text as one line of at most `length` characters, cut between words."""
    line = one_line(text).strip()
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(" .,;:–—-") + "…"


def _fragment_address(url: str | None, text: str) -> str | None:
    """The address with a text fragment that makes browsers scroll to the words and mark them."""
    words = text.split()
    if not url or not words:
        return url
    ends = [words] if len(words) <= 2 * _FRAGMENT_WORDS else [words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]]
    directive = ",".join(quote(" ".join(part), safe="", errors="replace").replace("-", "%2D") for part in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _most_common(values: Iterable[str]) -> str:
    """The most frequent value that is not empty, the first of equals; empty if there is none."""
    ranked = Counter(value for value in values if value).most_common(1)
    return ranked[0][0] if ranked else ""
