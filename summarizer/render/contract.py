"""The briefing as JSON: the contract with other programs, and the measure of what a template may show.

Keys stand in the order of the contract, so that the same briefing gives the same bytes. Nothing is left out here:
limits on what is shown belong to the templates.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from summarizer.types import (
    Article,
    Briefing,
    Citation,
    Detail,
    Disagreement,
    Manifest,
    Side,
    Since,
    Skipped,
    Story,
    StoryReport,
    StoryThread,
    ThreadLink,
)

#: Goes up when a key changes its meaning or goes away; new keys do not change it.
SCHEMA_VERSION = 1


def briefing_to_dict(briefing: Briefing) -> dict[str, Any]:
    """The briefing as plain dicts and lists; offsets are characters into the `text` of `articles`."""
    articles = {article.id: article for report in briefing.stories for article in report.story.articles}
    told = {
        "schema_version": SCHEMA_VERSION,
        "title": briefing.title,
        "date": briefing.date.isoformat(),
        "manifest": _manifest(briefing.manifest),
        "articles": [article_to_dict(article) for article in articles.values()],
        "stories": [_story(report) for report in briefing.stories],
        "skipped": [skipped_to_dict(skipped) for skipped in briefing.skipped],
    }
    told |= {"since": _since(briefing.since)} if briefing.since else {}
    return told | ({"threads": [_thread(thread) for thread in briefing.threads]} if briefing.threads else {})


def report_to_dict(report: StoryReport) -> dict[str, Any]:
    """One story of a briefing, and its articles, as `briefing_to_dict` has them."""
    return {"story": _story(report), "articles": [article_to_dict(article) for article in report.story.articles]}


def story_to_dict(story: Story) -> dict[str, Any]:
    """A story that nothing is told of: which articles belong together."""
    shown = ("id", "path", "title", "source", "published")
    return {
        "id": story.id,
        "headline": story.headline,
        "articles": [{key: article_to_dict(article)[key] for key in shown} for article in story.articles],
        "origins": [list(origin) for origin in story.origins],
    }


def to_json(briefing: Briefing) -> str:
    """The text of the JSON file, in Unicode, indented by one space."""
    return json.dumps(briefing_to_dict(briefing), ensure_ascii=False, indent=1) + "\n"


def _manifest(manifest: Manifest) -> dict[str, Any]:
    told: dict[str, Any] = {
        "version": manifest.version,
        "model": manifest.model,
        "encoder": manifest.encoder,
        "verifier": manifest.verifier,
        "settings": dict(manifest.settings),
        "inputs": [{"path": i.path, "sha256": i.sha256} for i in manifest.inputs],
        "rejections": dict(manifest.rejections),
    }
    if manifest.sent_to is not None:
        told["sent_to"] = manifest.sent_to
    if manifest.fallback is not None:
        told["fallback"] = asdict(manifest.fallback)
    if manifest.refused:
        told["details_refused"] = dict(manifest.refused)
    return told


def _since(since: Since) -> dict[str, Any]:
    """How the briefing goes on from the previous one; `new` holds positions in the lists of the story."""
    return {
        "date": since.date.isoformat(),
        "stories": [
            {
                "id": s.story,
                "headline": s.headline,
                "new": {
                    "summary": list(s.sentences),
                    "only_in_one_source": list(s.details),
                    "disagreements": list(s.disagreements),
                },
            }
            for s in since.stories
        ],
        "ended": list(since.ended),
    }


def _thread(thread: StoryThread) -> dict[str, Any]:
    """Where a story stands in its thread."""
    return {
        "id": thread.story,
        "thread": thread.thread,
        "first": thread.first.isoformat(),
        "before": thread.before.isoformat() if thread.before else None,
        "joined": [_link(link) for link in thread.joined],
        "split": _link(thread.split) if thread.split else None,
    }


def _link(link: ThreadLink) -> dict[str, Any]:
    return {"thread": link.thread, "headline": link.headline, "day": link.day.isoformat()}


def article_to_dict(article: Article) -> dict[str, Any]:
    """One article object of the contract."""
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "language": article.language,
        "path": article.path,
        "text": article.text,
    }


def skipped_to_dict(skipped: Skipped) -> dict[str, Any]:
    """One entry of what was left out."""
    return {"path": skipped.path, "stage": skipped.stage, "reason": skipped.reason, "detail": skipped.detail}


def _story(report: StoryReport) -> dict[str, Any]:
    story = report.story
    told: dict[str, Any] = {
        "id": story.id,
        "headline": story.headline,
        "articles": [article.id for article in story.articles],
        "origins": [list(members) for members in story.origins],
        "summary": [
            {"text": s.text, "method": s.method, "citations": citations_to_list(s.citations)}
            for s in report.summary.sentences
        ],
        "only_in_one_source": [_detail(detail, story.article(detail.article).text) for detail in report.details],
        "disagreements": [_disagreement(disagreement) for disagreement in report.disagreements],
        "rejections": dict(report.summary.rejections),
    }
    told |= {"not_compared": list(report.not_compared)} if report.not_compared else {}
    return told | ({"details_refused": dict(report.refused)} if report.refused else {})


def _detail(detail: Detail, text: str) -> dict[str, Any]:
    return {
        "article": detail.article,
        "start": detail.start,
        "end": detail.end,
        "text": text[detail.start : detail.end],
        "focus": {"start": detail.focus[0], "end": detail.focus[1]},
        "speaker": detail.speaker,
        "weight": detail.weight,
        "antecedent": detail.antecedent,
    }


def _disagreement(disagreement: Disagreement) -> dict[str, Any]:
    return {
        "kind": disagreement.kind,
        "topic": disagreement.topic,
        "sides": [_side(side) for side in disagreement.sides],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "value": side.value,
        "citations": citations_to_list(side.citations),
        "said": side.said.isoformat() if side.said else None,
        "current": side.current,
    }


def citations_to_list(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """The places of the contract."""
    return [{"article": c.article, "start": c.start, "end": c.end} for c in citations]
