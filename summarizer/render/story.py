"""Arranging one story for reading: `StoryReport -> StoryView`. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import tzinfo
from pathlib import PurePosixPath
from urllib.parse import quote

from summarizer.render import timing, wording
from summarizer.render.escape import host, one_line, web_address
from summarizer.render.view import (
    ArticleView,
    DetailView,
    DisagreementView,
    OriginView,
    Passage,
    SentenceView,
    SideView,
    SourceDetails,
    StoryView,
)
from summarizer.types import (
    Article,
    Citation,
    Detail,
    Disagreement,
    Story,
    StoryReport,
    StorySince,
    SummarySentence,
)

#: Characters of the one-line gist: two lines of the front page on a phone would be about 90, on paper about 180.
GIST_LENGTH = 180
#: Characters of the opening words that stand for a missing title.
_OPENING_LENGTH = 70
#: Words at either end of a passage that find it in a page again.
_FRAGMENT_WORDS = 5
#: Share of a detail's words in a sentence of the summary from which that sentence tells it too. A display choice: on
#: the demo day it tells repetitions (0.9 and more) from sentences that take a few words (under 0.5).
_TOLD = 0.7
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def arrange_story(
    report: StoryReport, number: int, details_shown: int, zone: tzinfo, standing: str, new: StorySince | None
) -> StoryView:
    """The story as templates get it, the times of its timeline in that zone.

    `standing` tells how it goes on from earlier ones; `new` is what is new in it, None if the previous briefing did not
    have it.
    """
    return _Arranger(report, number, new).arrange(details_shown, zone, standing)


class _Arranger:
    """A story on its way to a `StoryView`: its articles by id, numbered."""

    def __init__(self, report: StoryReport, number: int, new: StorySince | None) -> None:
        self.report = report
        self.number = number
        self.new = new
        self.story: Story = report.story
        self.texts = {article.id: article.text for article in self.story.articles}
        self.views = {article.id: article_view(n, article) for n, article in enumerate(self.story.articles, 1)}

    def arrange(self, details_shown: int, zone: tzinfo, standing: str) -> StoryView:
        articles = tuple(self.views.values())
        outlets = distinct(article.outlet for article in articles)
        sentences = self.report.summary.sentences
        times = [article.published for article in articles if article.published]
        headline = one_line(self.story.headline).strip() or "Untitled story"
        return StoryView(
            number=self.number,
            anchor=f"story-{self.number}",
            id=self.story.id,
            headline=headline,
            gist=_gist(headline, self._newest_first(sentences)),
            language=_most_common(article.language for article in articles),
            outlets=outlets,
            coverage=wording.coverage(len(outlets), len(self.story.origins)),
            differ=self._differ(),
            standing=standing,
            period=wording.period(times),
            updated=max(times, default=None),
            summary=tuple(self._sentence(n, sentence) for n, sentence in enumerate(sentences, 1)),
            only_in=self._only_in(details_shown),
            only_in_note=wording.apart(len(self.report.details), self.report.not_compared),
            disagreements=tuple(self._disagreement(n, d) for n, d in enumerate(self.report.disagreements)),
            not_compared=self.report.not_compared,
            no_difference=wording.no_difference(self.report.not_compared),
            origins=tuple(self._origin(members) for members in self.story.origins),
            articles=articles,
            timeline=timing.timeline(articles, zone),
        )

    def _newest_first(self, sentences: tuple[SummarySentence, ...]) -> list[SummarySentence]:
        new = self.new.sentences if self.new else ()
        return [sentences[n] for n in new] + [s for n, s in enumerate(sentences) if n not in new]

    def _sentence(self, number: int, sentence: SummarySentence) -> SentenceView:
        evidence = self._passages(sentence.citations)
        return SentenceView(
            number=number,
            anchor=self._anchor(number),
            text=sentence.text,
            language=_most_common(p.article.language for p in evidence),
            method=wording.METHODS[sentence.method],
            new=self.new is not None and number - 1 in self.new.sentences,
            evidence=evidence,
        )

    def _anchor(self, sentence: int) -> str:
        return f"story-{self.number}-{sentence}"

    def _passages(self, citations: Iterable[Citation]) -> tuple[Passage, ...]:
        passages = []
        for citation in citations:
            article, text = self.views[citation.article], self.texts[citation.article][citation.start : citation.end]
            passages.append(Passage(article, text, fragment_address(article.url, text)))
        return tuple(passages)

    def _only_in(self, details_shown: int) -> tuple[SourceDetails, ...]:
        """The details by origin, the origin with the weightiest first; nothing where there is nothing to compare."""
        if len(self.story.origins) < 2:
            return ()
        by_origin: dict[int, list[tuple[int, Detail]]] = {}
        for position, detail in enumerate(self.report.details):
            by_origin.setdefault(self.story.origin_of(detail.article), []).append((position, detail))
        groups = sorted(by_origin.items(), key=lambda item: (-max(d.weight for _, d in item[1]), item[0]))
        return tuple(self._source_details(self.story.origins[o], details, details_shown) for o, details in groups)

    def _source_details(self, members: tuple[str, ...], details: list[tuple[int, Detail]], shown: int) -> SourceDetails:
        quoted = self.views[details[0][1].article].outlet
        carriers = distinct(self.views[member].outlet for member in members)
        # What the summary tells already must not take the place of what it does not.
        views = sorted((self._detail(position, detail) for position, detail in details), key=lambda d: bool(d.told))
        return SourceDetails(
            outlet=quoted,
            copied_by=tuple(name for name in carriers if name != quoted),
            details=tuple(views[:shown]),
            more=max(0, len(details) - shown),
        )

    def _detail(self, position: int, detail: Detail) -> DetailView:
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
            new=self.new is not None and position in self.new.details,
            url=fragment_address(article.url, text[detail.start : detail.end]),
            told=self._told(detail),
        )

    def _told(self, detail: Detail) -> str:
        """The anchor of the first sentence of the summary that rests on these words and has most of them, or empty."""
        words = _words(self.texts[detail.article][slice(*detail.focus)])
        for number, sentence in enumerate(self.report.summary.sentences, 1):
            rests = any(c.article == detail.article and _overlap(c, detail.focus) for c in sentence.citations)
            if rests and len(words & _words(sentence.text)) >= _TOLD * len(words):
                return self._anchor(number)
        return ""

    def _disagreement(self, position: int, disagreement: Disagreement) -> DisagreementView:
        sides = []
        for side in disagreement.sides:
            evidence = self._passages(side.citations)
            when = wording.moment(side.said) if side.said else ""
            sides.append(
                SideView(side.value, distinct(p.article.outlet for p in evidence), evidence, when, side.current)
            )
        new = self.new is not None and position in self.new.disagreements
        kind, moved = disagreement.kind, disagreement.moved
        changed = moved or kind == "update"
        return DisagreementView(disagreement.topic, wording.KINDS[kind], changed, new, tuple(sides), moved)

    def _differ(self) -> str:
        moved = sum(d.moved for d in self.report.disagreements)
        return wording.differing(len(self.report.disagreements) - moved, moved)

    def _origin(self, members: tuple[str, ...]) -> OriginView:
        articles = tuple(self.views[member] for member in members)
        outlets = len(distinct(article.outlet for article in articles))
        return OriginView(articles, wording.coverage(outlets, 1) if len(articles) > 1 else "")


def article_view(number: int, article: Article) -> ArticleView:
    """The article as one line of a list, under that number."""
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


def _gist(headline: str, sentences: list[SummarySentence]) -> str:
    """The first sentence that is more than the headline again, in one line; empty if there is none."""
    texts = (one_line(sentence.text).strip() for sentence in sentences)
    more = (text for text in texts if text.rstrip(".").casefold() != headline.rstrip(".").casefold())
    return _shorten(next(more, ""), GIST_LENGTH)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _overlap(citation: Citation, span: tuple[int, int]) -> bool:
    return citation.start < span[1] and span[0] < citation.end


def _shorten(text: str, length: int) -> str:
    """The text as one line of at most `length` characters, cut between words."""
    line = one_line(text).strip()
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(" .,;:–—-") + "…"


def fragment_address(url: str | None, text: str) -> str | None:
    """The address with a text fragment that makes browsers scroll to the words and mark them."""
    words = text.split()
    if not url or not words:
        return url
    ends = [words] if len(words) <= 2 * _FRAGMENT_WORDS else [words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]]
    directive = ",".join(quote(" ".join(part), safe="", errors="replace").replace("-", "%2D") for part in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each once, in the order in which they first come."""
    return tuple(dict.fromkeys(names))


def _most_common(values: Iterable[str]) -> str:
    """The most frequent value that is not empty, the first of equals; empty if there is none."""
    ranked = Counter(value for value in values if value).most_common(1)
    return ranked[0][0] if ranked else ""
