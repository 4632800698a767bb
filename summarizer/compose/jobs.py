"""Writing jobs: a chosen claim with its evidence, and what can be proposed for it without a writer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.compose.evidence import Evidence, prepare
from summarizer.compose.shorten import shortened
from summarizer.compose.splice import fusions, longest_shared_run
from summarizer.language import Tree, content_words, people, references, sentence_spans, words
from summarizer.types import Checker, Claim, Parser, Sentence, Story

#: Sentences that state a claim and are given to the writer, and sentences that may lend it a phrase.
MAX_STATING, MAX_RELATED = 3, 2
#: Words in a row that such a sentence must share with the claim.
MIN_SHARED_RUN = 4
#: Merges of a claim that are also tried in shorter forms.
MERGES_SHORTENED = 8


@dataclass(frozen=True, slots=True)
class Job:
    """A claim on its way to a sentence."""

    #: Sentences that state the claim, then sentences on the same matter.
    evidence: tuple[Evidence, ...]
    #: How many of them state it.
    stating: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences that state the claim."""
        return tuple(e.text for e in self.evidence[: self.stating])

    @property
    def related(self) -> tuple[str, ...]:
        """The sentences that may lend it a phrase."""
        return tuple(e.text for e in self.evidence[self.stating :])

    @property
    def all_texts(self) -> tuple[str, ...]:
        """What the checks compare with."""
        return tuple(e.text for e in self.evidence)


def build_jobs(story: Story, plan: Sequence[Claim], sentences: Sequence[Sentence]) -> Iterator[Job]:
    """The claims of the plan with their evidence, one by one: in a large story finding it takes long."""
    spans = {article.id: sentence_spans(article.text) for article in story.articles}
    known = {article.id: references(article.text, spans[article.id]) for article in story.articles}

    def evidence(sentence: Sentence) -> Evidence:
        article = story.article(sentence.article)
        reference = known[article.id].get(sentence.index)
        return prepare(article, sentence, story.origin_of(article.id), reference, spans[article.id])

    pool = [evidence(s) for s in sentences]
    for claim in plan:
        stating = [evidence(s) for s in claim.sentences[:MAX_STATING]]
        yield Job((*stating, *_lenders(stating, pool)), len(stating))


def take(waiting: Iterator[Job], size: float) -> list[Job]:
    """The next jobs, until their plain sentences have so many words."""
    taken: list[Job] = []
    while plain_words(taken) < size and (job := next(waiting, None)):
        taken.append(job)
    return taken


def plain_words(jobs: Sequence[Job]) -> int:
    """Words of the first sentences of the jobs."""
    return sum(len(words(job.texts[0])) for job in jobs)


def _lenders(stating: Sequence[Evidence], pool: Sequence[Evidence]) -> list[Evidence]:
    """Sentences of other origins that share long runs of words with the claim's first: they tell of the same moment."""
    first, content = stating[0], set(content_words(stating[0].text))
    others = [e for e in pool if e.origin != first.origin and e not in stating]
    near = [e for e in others if len(content & set(content_words(e.text))) >= MIN_SHARED_RUN - 1]
    runs = sorted(((longest_shared_run(first.text, e.text), -i) for i, e in enumerate(near)), reverse=True)
    return [near[-i] for run, i in runs[:MAX_RELATED] if run >= MIN_SHARED_RUN]


def people_of(story: Story) -> frozenset[str]:
    """Folded last names of the people in the story."""
    return frozenset(name for article in story.articles for name in people(article.text))


def rearranged(job: Job, parser: Parser, named: frozenset[str]) -> list[str]:
    """Merges of the claim's sentences, and shorter forms of them and of the sentences."""
    merged = fusions(job.texts, job.related, named)
    texts = [*job.texts, *merged[:MERGES_SHORTENED]]
    shorter = [
        short
        for text, parse in zip(texts, map(Tree, parser.parse(texts)), strict=True)
        for short in shortened(text, parse)
    ]
    return [*merged, *shorter]


def passing(job: Job, proposals: Sequence[str], check: Checker, rejections: Counter[str]) -> list[str]:
    """The proposals that pass, and the plain sentences that do, without repetitions."""
    kept = []
    for text in dict.fromkeys([*proposals, *job.texts]):
        verdict = check(text, job.all_texts)
        if verdict.passed:
            kept.append(text)
        rejections.update(verdict.reasons[:1])
    return kept
