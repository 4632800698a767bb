"""Writing: a summary sentence for each chosen claim, merged by the writer, checked, and replaced where it fails.

    claims --jobs--> evidence and proposals (`splice`, `shorten`, the writer's by `prompts` or `whole_story`)
           --check, choose--> the best sentence of each claim --fill--> a summary
           --combine, introduced, one_spelling--> as told

`method` says what a finished sentence is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from summarizer.compose.choice import LENGTH_PRICES, Ear, choose
from summarizer.compose.filling import Draft, fill
from summarizer.compose.headline import write_headline
from summarizer.compose.jobs import Job, build_jobs, passing, people_of, plain_words, rearranged, take
from summarizer.compose.joining import combine
from summarizer.compose.method import method_of
from summarizer.compose.naming import introduced
from summarizer.compose.prompts import prompt_for
from summarizer.compose.spelling import one_spelling
from summarizer.compose.whole_story import telling, write_whole
from summarizer.language import tidy, words
from summarizer.types import Checker, Claim, Parser, Sentence, Story, Summary, SummarySentence, TextGenerator

__all__ = ["compose", "method_of", "tidy", "write_headline"]

#: Tokens of the longest sentence the writer may make, about 55 words.
MAX_NEW_TOKENS = 80
#: The plan is written until its plain sentences make so many times the words wanted; more of it while there is space
#: left, since what is merged is shorter, and repetitions are left out.
REFILLS = (2.0, 3.0, 4.5)
#: Share of the words wanted from which a summary is long enough.
FILLED = 0.9


def compose(
    story: Story,
    plan: Sequence[Claim],
    sentences: Sequence[Sentence],
    salience: Mapping[str, float],
    writer: TextGenerator | None,
    parser: Parser,
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
    waiting = build_jobs(story, plan, sentences)
    named = people_of(story)
    rejections: Counter[str] = Counter()
    ear = Ear(writer) if writer else None
    whole = write_whole(story, writer, target_words, candidates, seed) if writer else []
    jobs: list[Job] = []
    options: list[list[str]] = []
    drafts: list[Draft] = []
    for refill in REFILLS:
        new = take(waiting, target_words * refill - plain_words(jobs))
        written = _write(new, writer, candidates, seed) if writer else [[] for _ in new]
        for job, texts in zip(new, written, strict=True):
            proposals = [*texts, *telling(job, whole), *rearranged(job, parser, named)] if writer else []
            options.append(passing(job, proposals, check, rejections))
        jobs += new
        drafts = _told(story, jobs, options, ear, salience, target_words)
        if _is_full(drafts, target_words):
            break
    joined = one_spelling(introduced(combine(drafts, parser, check, ear) if ear else drafts, story, check))
    return Summary(
        tuple(map(_sentence, joined)), tuple(sorted(rejections.items(), key=lambda item: (-item[1], item[0])))
    )


def _told(
    story: Story,
    jobs: Sequence[Job],
    options: Sequence[list[str]],
    ear: Ear | None,
    salience: Mapping[str, float],
    target: int,
) -> list[Draft]:
    """The sentences chosen; brevity is dear only while there is more to tell than space."""
    drafts: list[Draft] = []
    for price in LENGTH_PRICES:
        drafts = fill(story, jobs, choose(jobs, options, ear, salience, price), target)
        if _is_full(drafts, target):
            break
    return drafts


def _is_full(drafts: Sequence[Draft], target: int) -> bool:
    return sum(len(words(draft.text)) for draft in drafts) >= FILLED * target


def _write(jobs: Sequence[Job], writer: TextGenerator, candidates: int, seed: int) -> list[list[str]]:
    prompts = [prompt_for(job.texts) for job in jobs]
    return writer.generate(prompts, candidates=candidates, max_new_tokens=MAX_NEW_TOKENS, seed=seed)


def _sentence(draft: Draft) -> SummarySentence:
    """The text with the citations it needs: sentences that give it no word are not cited."""
    evidence = draft.evidence
    method, used = method_of(draft.text, [e.text for e in evidence], [e.origin for e in evidence])
    cited = dict.fromkeys(c for i in used for c in evidence[i].citations)
    return SummarySentence(draft.text, tuple(cited), method)
