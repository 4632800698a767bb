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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from summarizer.cluster import find_stories
from summarizer.compose.choice import Ear, worth
from summarizer.compose.method import method_of
from summarizer.compose.proposals import Job, build_jobs, rearranged, take
from summarizer.dedupe import find_origins
from summarizer.language import Analysed, sentence_spans, stem, words
from summarizer.material import Material, prepare
from summarizer.models import load_models
from summarizer.rank import rank
from summarizer.training.corpus import ToldStory, read_stories
from summarizer.training.json_lines import track, write_lines
from summarizer.types import Article, Models
from summarizer.verify import Gate

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


def mine(name: str, articles: Sequence[Article], summary: str, models: Models) -> Iterator[Mined]:
    """The pairs of one story."""
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    material = prepare(story, models.encoder, models.parser)
    gate = Gate(material.analyst)
    told = [summary[a:b] for a, b in sentence_spans(summary)]
    jobs = take(build_jobs(material, rank(material), gate), WORDS)
    for job, proposals in zip(jobs, rearranged(material, jobs), strict=True):
        kind, target = "human", _nearest(proposals, job, told, gate)
        if target is None and len(job.stated) > 1:
            kind, target = "self", _smoothest(proposals, job, models, gate, material)
        if target is None:
            continue
        sources = _used(target, job)
        if gate.passes(target.text, sources):
            yield Mined(name, sources, target.text, kind)


def _nearest(proposals: Sequence[Analysed], job: Job, told: Sequence[str], gate: Gate) -> Analysed | None:
    """The checked proposal most like a sentence of the human summary, if no source sentence is as like."""

    def likeness(said: Analysed) -> float:
        return max((_pair_f1(said.text, sentence) for sentence in told), default=0.0)

    least = max(NEAR, GAIN + max(map(likeness, job.stated)))
    ranked = sorted({said: likeness(said) for said in proposals}.items(), key=lambda item: -item[1])[:CHECKED]
    sources = _texts(job.said)
    return next((said for said, near in ranked if near > least and gate.passes(said.text, sources)), None)


def _smoothest(
    proposals: Sequence[Analysed], job: Job, models: Models, gate: Gate, material: Material
) -> Analysed | None:
    """A checked merge of the claim's own sentences that reads well and says more than any of them."""
    assert models.writer is not None
    ear, salience = Ear(models.writer), material.salience
    origins = [e.origin for e in job.evidence[: job.stating]]
    ranked = sorted(proposals, key=lambda said: (-worth(said, job, salience), said.text))[:CHECKED]
    merges = [said for said in ranked if method_of(said, job.stated, origins)[0] == "merged"]
    plain = max(worth(said, job, salience) for said in job.stated)
    for said in merges:
        if not gate.passes(said.text, _texts(job.stated)):
            continue
        if worth(said, job, salience) >= plain and not ear.roughness(said, job.stated):
            return said
    return None


def _used(target: Analysed, job: Job) -> tuple[str, ...]:
    method, used = method_of(target, job.stated, [e.origin for e in job.evidence[: job.stating]])
    return tuple(job.stated[i].text for i in (used if method == "merged" else used[:1]))


def _texts(sources: Sequence[Analysed]) -> list[str]:
    return [source.text for source in sources]


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
    for story in stories:
        articles = story.articles()
        for pair in mine(story.id, articles, story.summary, models) if len(articles) > 1 else ():
            counts[pair.kind] += 1
            yield {"id": pair.story, "src": pair.sources, "tgt": pair.target, "kind": pair.kind}
