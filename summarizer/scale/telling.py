"""From groups to what people read: the last stages.

stories   a bucket's groups --> stories: id, headline, members, and what they are put in order by
order     all stories in the order of the briefing, cut into pages
told      a page's stories --> out/stories-00017.jsonl and .html; with reports each is told, by models loaded once
index     out/index.html, which leads to the pages, and out/skipped.jsonl: what was left out and why
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from summarizer.cluster.stories import make_story, rank_of
from summarizer.config import Settings
from summarizer.scale.shards import Records, json_array, json_of, packed_records, whole
from summarizer.scale.work import Work, skipped_array, skipped_of
from summarizer.types import Models, Skipped, Story

#: Pages are so much smaller than other units: each of their stories is read by somebody; and where each is told, which
#: takes seconds, still smaller, so that workers have about the same to do.
_PAGES_A_SHARD, _TOLD_PAGES_A_SHARD = 8, 200


def make_stories(work: Work, bucket: int) -> None:
    """The stories of a bucket."""
    groups, origins = work.shard("groups-again", bucket), work.shard("origins")
    rows, ends = groups.array("rows").tolist(), groups.array("starts").tolist()
    starts, members = origins.array("starts"), origins.array("members")
    records: list[bytes] = []
    ranks: list[Any] = []
    for first, past in pairwise(ends):
        numbers = [members[starts[row] : starts[row + 1]].tolist() for row in rows[first:past]]
        story = _story_of(work, numbers)
        number_of = {work.articles[n].id: n for origin in numbers for n in origin}
        placed = [[number_of[i] for i in origin] for origin in story.origins]
        records.append(json.dumps([story.id, story.headline, placed]).encode())
        ranks.append(rank_of(story))
    work.write("stories", bucket, **packed_records(records), ranks=json_array(ranks))


def _story_of(work: Work, numbers: list[list[int]]) -> Story:
    articles = {n: work.articles[n] for origin in numbers for n in origin}
    by_id = {article.id: article for article in articles.values()}
    return make_story([tuple(articles[n].id for n in origin) for origin in numbers], by_id)


def put_in_order(work: Work, _: int) -> None:
    """Where each story stands in the whole."""
    import numpy as np

    placed = [
        (tuple(rank), bucket, number)
        for bucket in range(work.counts["components-again buckets"])
        for number, rank in enumerate(json_of(work.shard("stories", bucket).array("ranks")))
    ]
    placed.sort()
    a_page = max(1, work.plan.shard // (_TOLD_PAGES_A_SHARD if work.plan.reports else _PAGES_A_SHARD))
    places = np.array([place[1:] for place in placed], np.int64).reshape(-1, 2)
    counts = {"stories": len(placed), "pages": -(-len(placed) // a_page), "a page": a_page}
    work.write("order", places=places, counts=json_array(counts))


def _stories_of(work: Work, page: int) -> Iterator[Story]:
    a_page = work.counts["a page"]
    first, past = page * a_page, min((page + 1) * a_page, work.counts["stories"])
    for bucket, number in work.shard("order").array("places", first, past).tolist():
        told_id, headline, placed = json.loads(_records(work, bucket)[number])
        articles = {n: work.articles[n] for origin in placed for n in origin}
        origins = tuple(tuple(articles[n].id for n in origin) for origin in placed)
        yield Story(told_id, headline, tuple(articles.values()), origins)


@cache
def _records(work: Work, bucket: int) -> Records:
    return Records(work.shard("stories", bucket))


def tell(work: Work, page: int) -> None:
    """Write a page: the stories, or what is told of each."""
    from summarizer.render import render_briefing, render_list, report_to_dict, story_to_dict

    stories = tuple(_stories_of(work, page))
    skipped: tuple[Skipped, ...] = ()
    if work.plan.reports:
        from summarizer.pipeline import brief_stories

        briefing = brief_stories(stories, work.settings, load_for(work.settings))
        skipped = briefing.skipped
        lines = [report_to_dict(report) for report in briefing.stories]
        shown = render_briefing(briefing, "html", details_shown=work.settings.details)
    else:
        lines = [story_to_dict(story) for story in stories]
        listed = ((story, "") for story in stories)
        shown = render_list(work.settings.title, page_title(work, page), listed)
    _put(work, _name(page, "jsonl"), "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines))
    _put(work, _name(page, "html"), shown)
    work.write("pages", page, skipped=skipped_array(skipped))


@cache
def load_for(settings: Settings) -> Models:
    """The models that the settings name, loaded once in a process."""
    from summarizer.models import load_models

    return load_models(**settings.models())


def page_title(work: Work, page: int) -> str:
    """What a page is called."""
    a_page, stories = work.counts["a page"], work.counts["stories"]
    return f"Stories {page * a_page + 1:,} to {min((page + 1) * a_page, stories):,} of {stories:,}"


def _name(page: int, ending: str) -> str:
    return f"stories-{page:05d}.{ending}"


def _put(work: Work, name: str, text: str) -> None:
    with whole(work.root / "out" / name) as file:
        file.write(text.encode("utf-8", "replace"))


def lead_to_pages(work: Work, _: int) -> None:
    """Write the index, and what was left out."""
    from summarizer.render import render_list, skipped_to_dict

    pages = range(work.counts["pages"])
    firsts = [(next(_stories_of(work, page)), _name(page, "html")) for page in pages]
    told = f"{work.counts['stories']:,} stories of {work.counts['articles']:,} articles"
    _put(work, "index.html", render_list(work.settings.title, told, firsts, [page_title(work, page) for page in pages]))
    skipped = [*work.plan.skipped, *skipped_of(work.shard("articles"))]
    for stage, count in (("read", work.counts["parts"]), ("pages", len(pages))):
        skipped += [each for shard in work.shards(stage, count) for each in skipped_of(shard)]
    skipped.sort(key=lambda each: (each.path, each.reason, each.detail))
    lines = (json.dumps(skipped_to_dict(each), ensure_ascii=False) for each in skipped)
    _put(work, "skipped.jsonl", "".join(f"{line}\n" for line in lines))
    work.write("index", counts=json_array({}))
