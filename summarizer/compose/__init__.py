"""Writing: a summary sentence for each chosen claim, merged by the writer, checked, and replaced where it fails.

`evidence` makes the source sentences readable alone, `splice` proposes merges made of their own words, `method` says
what a finished sentence is, and `compose` here asks the writer, checks everything and chooses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.compose.evidence import Evidence, prepare, tidy
from summarizer.compose.method import method_of
from summarizer.compose.splice import condensations, fusions
from summarizer.text import FUNCTION_WORDS, content_words, references, sentence_spans, words
from summarizer.types import Checker, Citation, Claim, Prompt, Story, Summary, SummarySentence, TextGenerator

__all__ = ["Evidence", "compose", "method_of", "tidy"]

CONDENSE = "You are a news editor. Rewrite the input text to make it more concise while preserving its core meaning."
MERGE = "You are a news editor. Merge the facts of the input sentences into one sentence."
#: Tokens of the longest sentence the writer may make, about 55 words.
MAX_NEW_TOKENS = 80
#: The plan is written until its plain sentences make this multiple of the words wanted: what is merged is shorter.
REFILL = 2.0
#: Candidates of a claim that are read by the writer's sense of language.
SHORTLIST = 6
#: A sentence is left out when this share of its content words has been said already.
REPEATED = 0.7
#: Share of a claim's weighted content a word must be worth: the price of length in choosing a candidate.
LENGTH_PRICE = 0.45
#: What one nat a token of fluency lost against the plain sentence costs.
FLUENCY_PRICE = 0.25


@dataclass(frozen=True, slots=True)
class _Job:
    """A claim on its way to a sentence."""

    evidence: tuple[Evidence, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(e.text for e in self.evidence)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(dict.fromkeys(c for e in self.evidence for c in e.citations))


def compose(
    story: Story,
    plan: Sequence[Claim],
    writer: TextGenerator | None,
    check: Checker,
    *,
    target_words: int,
    candidates: int,
    seed: int,
) -> Summary:
    """About `target_words` words on the claims of the plan, which come best first; nothing unchecked gets in.

    Without a writer each claim is told by its best source sentence. A claim none of whose sentences passes is left
    out, and the next one takes its place.
    """
    jobs = _jobs(story, plan, int(target_words * REFILL))
    written = _write(jobs, writer, candidates, seed) if writer else [[] for _ in jobs]
    rejections: Counter[str] = Counter()
    options = []
    for job, texts in zip(jobs, written, strict=True):
        proposals = [*texts, *(fusions(job.texts) if writer else ()), *_shortened(job, writer)]
        options.append(_passing(job, proposals, check, rejections))
    chosen = _choose(jobs, options, writer)
    sentences = _fill(story, jobs, chosen, target_words)
    return Summary(tuple(sentences), tuple(sorted(rejections.items(), key=lambda item: (-item[1], item[0]))))


def _jobs(story: Story, plan: Sequence[Claim], limit: int) -> list[_Job]:
    """The first claims of the plan with their evidence, until there are words enough."""
    spans = {article.id: sentence_spans(article.text) for article in story.articles}
    known = {article.id: references(article.text, spans[article.id]) for article in story.articles}
    jobs, total = [], 0
    for claim in plan:
        evidence = tuple(
            prepare(
                story.article(s.article),
                s,
                story.origin_of(s.article),
                known[s.article].get(s.index),
                dict(enumerate(spans[s.article])),
            )
            for s in claim.sentences[:3]
        )
        jobs.append(_Job(evidence))
        total += len(words(evidence[0].text))
        if total >= limit:
            break
    return jobs


def _write(jobs: Sequence[_Job], writer: TextGenerator, candidates: int, seed: int) -> list[list[str]]:
    grammar = " ".join([*sorted(FUNCTION_WORDS), ". , ;"])
    prompts = [
        Prompt(
            instruction=MERGE if len(job.texts) > 1 else CONDENSE,
            text=" ".join(job.texts),
            vocabulary=" ".join([*job.texts, grammar]),
        )
        for job in jobs
    ]
    return writer.generate(prompts, candidates=candidates, max_new_tokens=MAX_NEW_TOKENS, seed=seed)


def _shortened(job: _Job, writer: TextGenerator | None) -> list[str]:
    return [short for text in job.texts for short in condensations(text)] if writer else []


def _passing(job: _Job, proposals: Sequence[str], check: Checker, rejections: Counter[str]) -> list[str]:
    """The proposals that pass, and the plain sentences that do, without repetitions."""
    kept = []
    for text in dict.fromkeys([*proposals, *job.texts]):
        verdict = check(text, job.texts)
        if verdict.passed:
            kept.append(text)
        rejections.update(verdict.reasons[:1])
    return kept


def _choose(jobs: Sequence[_Job], options: Sequence[list[str]], writer: TextGenerator | None) -> list[str | None]:
    """The best candidate of each claim: much of the claim, in few words, in good English."""
    if writer is None:
        return [passing[0] if passing else None for passing in options]
    shortlists = []
    for job, passing in zip(jobs, options, strict=True):
        ranked = sorted(passing, key=lambda text: (-_worth(text, job), text))
        shortlists.append(list(dict.fromkeys([*ranked[:SHORTLIST], *[t for t in job.texts if t in passing][:1]])))
    flat = [text for shortlist in shortlists for text in shortlist]
    fluency = dict(zip(flat, writer.log_likelihood(flat), strict=True))
    best: list[str | None] = []
    for job, shortlist in zip(jobs, shortlists, strict=True):
        plain = max((fluency[t] for t in job.texts if t in fluency), default=None)
        best.append(max(shortlist, key=lambda t: (_worth(t, job) + _reads(t, fluency, plain), t), default=None))
    return best


def _reads(text: str, fluency: dict[str, float], plain: float | None) -> float:
    return FLUENCY_PRICE * min(0.0, fluency[text] - plain) if plain is not None else 0.0


def _worth(text: str, job: _Job) -> float:
    """Share of the claim's content words that the text has, less the price of its length.

    A word counts once for each sentence of the claim that has it: what several sources say is worth more.
    """
    weights = Counter(w for source in job.texts for w in set(content_words(source)))
    said = sum(weights[w] for w in set(content_words(text)))
    longest = max(len(words(source)) for source in job.texts)
    return said / max(1, sum(weights.values())) - LENGTH_PRICE * len(words(text)) / longest


def _fill(story: Story, jobs: Sequence[_Job], chosen: Sequence[str | None], target: int) -> list[SummarySentence]:
    """The sentences in reading order: best claims first until the words are used up, without repetition."""
    said: set[str] = set()
    taken: list[tuple[float, SummarySentence]] = []
    length = 0
    for job, text in zip(jobs, chosen, strict=True):
        if text is None:
            continue
        content = set(content_words(text))
        size = len(words(text))
        fits = length + size <= target * 1.1 or not taken
        if not content or len(content & said) / len(content) >= REPEATED or not fits:
            continue
        said |= content
        length += size
        place = -1.0 if not taken else _place(story, job)
        taken.append((place, _sentence(text, job)))
        if length >= target * 0.95:
            break
    return [sentence for _, sentence in sorted(taken, key=lambda item: item[0])]


def _place(story: Story, job: _Job) -> float:
    """Where in their articles the sentences of a claim stand, 0 to 1: the order in which the outlets tell it."""
    places = [e.citations[0].start / max(1, len(story.article(e.citations[0].article).text)) for e in job.evidence]
    return sum(places) / len(places)


def _sentence(text: str, job: _Job) -> SummarySentence:
    """The text with the citations it needs: sentences that give it no word are not cited."""
    method, used = method_of(text, job.texts, [e.origin for e in job.evidence])
    cited = dict.fromkeys(c for i in used for c in job.evidence[i].citations)
    return SummarySentence(text, tuple(cited), method)
