"""`mine`: find pairs for the writer in stories with a human summary, among what the product could have written.

    python -m summarizer.training mine STORIES.jsonl[.gz] -o PAIRS.jsonl

A story is a line `{"id": ..., "documents": [{"title": ..., "text": ...} or "text", ...], "summary": ...}`. For each
claim the merges and shorter forms that pass all checks are compared with the human summary: the one nearest to a
sentence of it, if nearer than every source sentence, becomes a target (`human`). Where the summary tells nothing of a
claim, the smoothest merge that says more than a source sentence is taken (`self`). So the writer learns which true
rewriting an editor would have chosen; it is never taught to write what the checks turn down.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from summarizer.cluster import find_stories
from summarizer.compose.choice import roughness, worth
from summarizer.compose.jobs import Job, build_jobs, people_of, rearranged, take
from summarizer.compose.method import method_of
from summarizer.dedupe import find_origins
from summarizer.language import sentence_spans, stem, words
from summarizer.material import prepare
from summarizer.models import load_models
from summarizer.rank import rank
from summarizer.training.corpus import ToldStory, read_stories
from summarizer.training.json_lines import track, write_lines
from summarizer.types import Article, Checker, Models, Story
from summarizer.verify import make_checker

#: Words of claims looked at in a story.
WORDS = 250
#: Candidates of a claim that are checked, best first.
CHECKED = 12
#: Least likeness to a sentence of the human summary (F1 of word pairs), and least gain over the source sentences.
NEAR, GAIN = 0.2, 0.01


@dataclass(frozen=True, slots=True)
class Mined:
    """A pair with where it comes from."""

    story: str
    sources: tuple[str, ...]
    target: str
    #: "human": chosen by a human summary; "self": by the product's own measures.
    kind: str


def mine(name: str, articles: Sequence[Article], summary: str, models: Models, check: Checker) -> Iterator[Mined]:
    """The pairs of one story."""
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    material = prepare(story, models.encoder, models.parser)
    salience = material.salience
    plan = rank(story, material.claims, material.sentences, material.vectors, salience)
    told = [summary[a:b] for a, b in sentence_spans(summary)]
    for job, proposals in _proposals(story, plan, material.sentences, models):
        kind, target = "human", _nearest(proposals, job, told, check)
        if target is None and len(job.texts) > 1:
            kind, target = "self", _smoothest(proposals, job, models, check, salience)
        if target is None:
            continue
        sources = _used(target, job)
        if check(target, sources).passed:
            yield Mined(name, sources, target, kind)


def _proposals(story: Story, plan: Any, sentences: Any, models: Models) -> Iterator[tuple[Job, list[str]]]:
    named = people_of(story)
    for job in take(build_jobs(story, plan, sentences), WORDS):
        yield job, rearranged(job, models.parser, named)


def _nearest(proposals: Sequence[str], job: Job, told: Sequence[str], check: Checker) -> str | None:
    """The checked proposal most like a sentence of the human summary, if no source sentence is as like."""

    def likeness(text: str) -> float:
        return max((_pair_f1(text, sentence) for sentence in told), default=0.0)

    least = max(NEAR, GAIN + max(map(likeness, job.texts)))
    ranked = sorted({text: likeness(text) for text in proposals}.items(), key=lambda item: -item[1])[:CHECKED]
    return next((text for text, near in ranked if near > least and check(text, job.all_texts).passed), None)


def _smoothest(
    proposals: Sequence[str], job: Job, models: Models, check: Checker, salience: Mapping[str, float]
) -> str | None:
    """A checked merge of the claim's own sentences that reads well and says more than any of them."""
    assert models.writer is not None
    origins = [e.origin for e in job.evidence[: job.stating]]
    ranked = sorted(proposals, key=lambda text: (-worth(text, job, salience), text))[:CHECKED]
    merges = [t for t in ranked if method_of(t, job.texts, origins)[0] == "merged" and check(t, job.texts).passed]
    plain = max(worth(text, job, salience) for text in job.texts)
    for text in merges:
        rough = roughness(text, job.texts, models.writer.surprisal([text])[0])
        if not rough and worth(text, job, salience) >= plain:
            return text
    return None


def _used(target: str, job: Job) -> tuple[str, ...]:
    method, used = method_of(target, job.texts, [e.origin for e in job.evidence[: job.stating]])
    return tuple(job.texts[i] for i in (used if method == "merged" else used[:1]))


def _pair_f1(a: str, b: str) -> float:
    mine, theirs = Counter(pairwise(_stems(a))), Counter(pairwise(_stems(b)))
    return 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())


@lru_cache(maxsize=4096)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word.folded) for word in words(text))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("stories", type=Path, metavar="STORIES", help="JSONL of stories with summaries")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PAIRS", help="JSONL file to write")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N stories")


def run(arguments: argparse.Namespace) -> None:
    """Mine the stories, write the pairs."""
    stories = read_stories(arguments.stories, arguments.limit)
    models = load_models(adapter="none")
    counts: Counter[str] = Counter()
    write_lines(arguments.output, _lines(track(stories, "stories"), models, counts))
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
    print(f"{arguments.output}: {counts.total()} pairs ({told or 'none'})", file=sys.stderr)


def _lines(stories: Iterable[ToldStory], models: Models, counts: Counter[str]) -> Iterator[dict[str, Any]]:
    check = make_checker(models.parser)
    for story in stories:
        articles = story.articles()
        for pair in mine(story.id, articles, story.summary, models, check) if len(articles) > 1 else ():
            counts[pair.kind] += 1
            yield {"id": pair.story, "src": pair.sources, "tgt": pair.target, "kind": pair.kind}
