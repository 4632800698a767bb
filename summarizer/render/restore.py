"""A briefing from its JSON: the inverse of `contract`, for printing again and for programs that keep briefings.

What comes in may have been edited by hand or cut off. Whatever a template could stumble over is refused here, with the
place in the file; what is right but unknown, such as a key of a later version, is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sized
from datetime import date, datetime
from typing import Any, TypeAlias, get_args

from summarizer.errors import InputError
from summarizer.render.contract import SCHEMA_VERSION
from summarizer.render.node import Node
from summarizer.types import (
    Article,
    Briefing,
    Citation,
    Detail,
    Disagreement,
    DisagreementKind,
    Fallback,
    InputFile,
    Manifest,
    Method,
    NotCompared,
    Side,
    Since,
    Skipped,
    SkipReason,
    SkipStage,
    Story,
    StoryReport,
    StorySince,
    StoryThread,
    Summary,
    SummarySentence,
    ThreadLink,
)

#: Article id -> article.
Articles: TypeAlias = Mapping[str, Article]


def briefing_from_dict(data: Mapping[str, Any]) -> Briefing:
    """The briefing that `briefing_to_dict` made this of; InputError, naming the place, for what is no briefing."""
    root = Node(data, "")
    version = root.at("schema_version").whole()
    if version != SCHEMA_VERSION:
        raise InputError(f"schema_version is {version}; allowed is {SCHEMA_VERSION}")
    articles: dict[str, Article] = {}
    for node in root.each("articles"):
        article = _article(node)
        if article.id in articles:
            node.at("id").refuse("an id that no other article has")
        articles[article.id] = article
    stories = tuple(_story(node, articles) for node in root.each("stories"))
    since = root.get("since")
    reports = {report.story.id: report for report in stories}
    threads = root.get("threads")
    return Briefing(
        title=root.at("title").text(),
        date=_day(root.at("date")),
        stories=stories,
        skipped=tuple(_skipped(node) for node in root.each("skipped")),
        manifest=_manifest(root.at("manifest")),
        since=_since(since, reports) if since else None,
        threads=tuple(_thread(node, reports) for node in threads.each()) if threads else (),
    )


def _article(node: Node) -> Article:
    return Article(
        id=node.at("id").text(),
        title=node.at("title").text_or_none(),
        text=node.at("text").text(),
        source=node.at("source").text_or_none(),
        published=_moment(node.at("published")) if node.get("published") else None,
        url=node.at("url").text_or_none(),
        language=node.at("language").text_or_none(),
        path=node.at("path").text_or_none(),
    )


def _story(node: Node, articles: Articles) -> StoryReport:
    own = {i: articles[i] for i in (each.one_of(articles, "an article's id") for each in node.each("articles"))}
    origins = tuple(tuple(each.text() for each in origin.each()) for origin in node.each("origins"))
    if sorted(i for origin in origins for i in origin) != sorted(own) or not own or not all(origins):
        node.at("origins").refuse("lists of the ids in `articles`, each id once")
    sentences = tuple(_sentence(each, own) for each in node.each("summary"))
    return StoryReport(
        Story(node.at("id").text(), node.at("headline").text(), tuple(own.values()), origins),
        Summary(sentences, _counts(node.get("rejections"))),
        tuple(_detail(each, own) for each in node.each("only_in_one_source")),
        tuple(_disagreement(each, own) for each in node.each("disagreements")),
        tuple(_choice(each, NotCompared) for each in node.each("not_compared")) if node.get("not_compared") else (),
        _counts(node.get("details_refused")),
    )


def _sentence(node: Node, articles: Articles) -> SummarySentence:
    return SummarySentence(node.at("text").text(), _citations(node, articles), _choice(node.at("method"), Method))


def _citations(node: Node, articles: Articles) -> tuple[Citation, ...]:
    return tuple(Citation(_own(each, articles), *_span(each, articles)) for each in node.each("citations"))


def _own(node: Node, articles: Articles) -> str:
    """The id of the article that something is of."""
    return node.at("article").one_of(articles, "an article of the story")


def _span(node: Node, articles: Articles) -> tuple[int, int]:
    """Where something begins and ends in its article."""
    start, end = node.at("start").whole(), node.at("end").whole()
    length = len(articles[_own(node, articles)].text)
    if not start <= end <= length:
        node.at("end").refuse(f"{start} to {length}, within its article's text")
    return start, end


def _detail(node: Node, articles: Articles) -> Detail:
    start, end = _span(node, articles)
    text = node.at("text")
    if text.text() != articles[_own(node, articles)].text[start:end]:
        text.refuse("the words of its article from `start` to `end`")
    focus = (node.at("focus").at("start").whole(), node.at("focus").at("end").whole())
    if not start <= focus[0] <= focus[1] <= end:
        node.at("focus").refuse("a span within the detail")
    return Detail(
        _own(node, articles),
        start,
        end,
        focus,
        node.at("speaker").text_or_none(),
        node.at("weight").number(),
        node.at("antecedent").text_or_none(),
    )


def _disagreement(node: Node, articles: Articles) -> Disagreement:
    sides = tuple(_side(each, articles) for each in node.each("sides"))
    return Disagreement(node.at("topic").text(), _choice(node.at("kind"), DisagreementKind), sides)


def _side(node: Node, articles: Articles) -> Side:
    """One value; when it was said, and whether it is the newest, are not in older briefings."""
    said, current = node.get("said"), node.get("current")
    return Side(
        node.at("value").text(),
        _citations(node, articles),
        _moment(said) if said else None,
        current is not None and current.flag(),
    )


def _skipped(node: Node) -> Skipped:
    return Skipped(
        node.at("path").text(),
        _choice(node.at("stage"), SkipStage),
        _choice(node.at("reason"), SkipReason),
        node.at("detail").text(),
    )


def _manifest(node: Node) -> Manifest:
    verifier, sent_to, fallback = map(node.get, ("verifier", "sent_to", "fallback"))
    return Manifest(
        version=node.at("version").text(),
        model=node.at("model").text_or_none(),
        encoder=node.at("encoder").text(),
        settings=tuple((name, each.scalar()) for name, each in node.at("settings").items()),
        inputs=tuple(InputFile(each.at("path").text(), each.at("sha256").text()) for each in node.each("inputs")),
        rejections=_counts(node.get("rejections")),
        verifier=verifier.text_or_none() if verifier else None,  # not in what version 0.1 wrote before it had one
        sent_to=sent_to.text_or_none() if sent_to else None,
        fallback=_fallback(fallback) if fallback else None,
        refused=_counts(node.get("details_refused")),
    )


def _fallback(node: Node) -> Fallback:
    return Fallback(
        model=node.at("model").text_or_none(),
        claims=node.at("claims").whole(),
        asked=node.at("asked").whole(),
        reason=node.at("reason").text(),
    )


def _counts(node: Node | None) -> tuple[tuple[str, int], ...]:
    return tuple((name, each.whole()) for name, each in node.items()) if node else ()


def _since(node: Node, reports: Mapping[str, StoryReport]) -> Since:
    return Since(
        _day(node.at("date")),
        tuple(_story_since(each, reports) for each in node.each("stories")),
        tuple(each.text() for each in node.each("ended")),
    )


def _thread(node: Node, reports: Mapping[str, StoryReport]) -> StoryThread:
    before, split = node.get("before"), node.get("split")
    return StoryThread(
        node.at("id").one_of(reports, "the id of a story"),
        node.at("thread").text(),
        _day(node.at("first")),
        _day(before) if before else None,
        tuple(_link(each) for each in node.each("joined")),
        _link(split) if split else None,
    )


def _link(node: Node) -> ThreadLink:
    return ThreadLink(node.at("thread").text(), node.at("headline").text(), _day(node.at("day")))


def _story_since(node: Node, reports: Mapping[str, StoryReport]) -> StorySince:
    report = reports[node.at("id").one_of(reports, "the id of a story")]
    new = node.at("new")
    return StorySince(
        report.story.id,
        node.at("headline").text(),
        _positions(new, "summary", report.summary.sentences),
        _positions(new, "only_in_one_source", report.details),
        _positions(new, "disagreements", report.disagreements),
    )


def _positions(node: Node, key: str, told: Sized) -> tuple[int, ...]:
    return tuple(each.below(len(told)) for each in node.each(key))


def _choice(node: Node, allowed: Any) -> Any:
    """The text that stands here, one of those of a Literal type."""
    return node.one_of(get_args(allowed), f"one of {', '.join(get_args(allowed))}")


def _day(node: Node) -> date:
    try:
        return date.fromisoformat(node.text())
    except ValueError:
        node.refuse("a day as YYYY-MM-DD")


def _moment(node: Node) -> datetime:
    try:
        moment = datetime.fromisoformat(node.text())
    except ValueError:
        moment = None
    return moment if moment and moment.tzinfo else node.refuse("a time with its zone, in ISO 8601")
