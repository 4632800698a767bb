"""Writing: a summary sentence for each chosen claim, merged by the writer, checked, and replaced where it fails.

    claims --proposals--> evidence, and what may be said of it: `fusion`, `compression`, the writer's by `prompts` or
                          `whole_story`
           --gate, neutral, choose--> the best sentence of each claim --fill--> a summary
           --introduced, one_spelling--> as told; `method` says what each finished sentence is

`heading` makes the headline of a story that no outlet gave one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.compose.choice import LENGTH_PRICES, Ear, choose, judge
from summarizer.compose.filling import Draft, fill
from summarizer.compose.heading import write_headline
from summarizer.compose.method import method_of
from summarizer.compose.naming import introduced, one_spelling
from summarizer.compose.neutral import LIMITS, SPARSE, Desk
from summarizer.compose.proposals import Job, build_jobs, in_time, plain_words, rearranged, screen, take
from summarizer.compose.whole_story import telling, write_whole
from summarizer.language import Analysed
from summarizer.language.prompts import prompt_for
from summarizer.types import Citation, Claim, Judged, Stylist, Summary, SummarySentence, TextGenerator

if TYPE_CHECKING:
    from summarizer.material import Material
    from summarizer.verify import Gate

__all__ = ["Options", "compose", "write_headline"]

#: Tokens of the longest sentence the writer may make, about 55 words.
MAX_NEW_TOKENS = 80
#: The plan is written until its plain sentences make so many times the words wanted; more of it while there is space
#: left, since what is merged is shorter, and repetitions are left out.
REFILLS = (2.0, 3.0, 4.5)
#: Share of the words wanted from which a summary is long enough.
FILLED = 0.9


def _nothing(*_: object) -> tuple[str, ...]:
    """No value in a sentence is out of date."""
    return ()


def _nobody(_: str) -> bool:
    """No text is the embedded writer's."""
    return False


@dataclass(frozen=True, slots=True)
class Options:
    """How a story is to be told."""

    #: Length aimed at.
    words: int
    #: Candidates the writer makes for each claim, and the seed of those that are sampled.
    candidates: int
    seed: int
    #: Pairs of origins, the smaller number first, that give different values for something.
    rivals: frozenset[tuple[int, int]] = frozenset()
    #: Called with a sentence and what it rests on: the values in it that no longer hold.
    outdated: Callable[[Analysed, Sequence[Citation]], Sequence[str]] = _nothing
    #: Who tells a report from an opinion.
    stylist: Stylist | None = None
    #: Whether the embedded writer wrote a text that the writer gave: what its faults are is known.
    embedded: Callable[[str], bool] = _nobody


def compose(
    material: Material, plan: Sequence[Claim], writer: TextGenerator | None, gate: Gate, options: Options
) -> Summary:
    """A summary of about the words wanted on the claims of the plan, which come best first; nothing unchecked gets in.

    Without a writer each claim is told by its best source sentence. A claim none of whose sentences passes is left
    out, and the next one takes its place.
    """
    judged: list[Judged] = []
    ear = Ear(writer) if writer else None
    desk = Desk(options.stylist if material.english else None, (a.source for a in material.story.articles if a.source))
    jobs: list[Job] = []
    allowed: list[list[Analysed]] = []
    drafts: list[Draft] = []
    for new, proposals, written in _rounds(material, build_jobs(material, plan, gate, desk), writer, options):
        jobs += new
        screened = [
            in_time(screen(job, texts, gate, options.rivals, own), job, options.outdated)
            for job, texts, own in zip(new, proposals, written, strict=True)
        ]
        verdicts = judge(new, screened, gate, material.salience)
        allowed += [[material.analyst.one(each.text) for each in these if each.verdict.passed] for these in verdicts]
        judged += [each for these in verdicts for each in these]
        drafts = _told(material, jobs, desk.pass_on(allowed), ear, options.words, desk)
        if _is_full(drafts, options.words):
            break
    for limit in (*LIMITS, None):
        if _length(drafts) < SPARSE * options.words:
            left = allowed if limit is None else desk.pass_on(allowed, limit)
            drafts = _told(material, jobs, left, ear, options.words, desk)
    if material.english:
        drafts = one_spelling(introduced(drafts, material, gate), material.analyst)
    return Summary(tuple(map(_sentence, drafts)), _rejections(judged, desk.refused()), tuple(judged))


def _rejections(judged: Sequence[Judged], by_manner: Counter[str]) -> tuple[tuple[str, int], ...]:
    """(reason, number of candidates that failed by it first), most frequent first."""
    reasons = Counter(reason for each in judged for reason in each.verdict.reasons[:1]) + by_manner
    return tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))


def _rounds(
    material: Material, waiting: Iterator[Job], writer: TextGenerator | None, options: Options
) -> Iterator[tuple[list[Job], list[list[Analysed]], list[frozenset[str]]]]:
    """The next claims of the plan, as long as somebody asks for more; what is proposed for each, and what of it only
    the embedded writer proposes.
    """
    planned = 0
    whole = write_whole(material, writer, options) if writer else ()
    for refill in REFILLS:
        new = take(waiting, options.words * refill - planned)
        planned += plain_words(new)
        if writer is None:
            yield new, [[] for _ in new], [frozenset() for _ in new]
            continue
        written = _written(material, new, writer, options)
        texts = [[*mine, *telling(job, whole)] for job, mine in zip(new, written, strict=True)]
        others = rearranged(material, new)
        both = list(zip(texts, others, strict=True))
        own = [
            frozenset(said.text for said in mine if options.embedded(said.text) and said not in more)
            for mine, more in both
        ]
        yield new, [[*mine, *more] for mine, more in both], own


def _written(
    material: Material, jobs: Sequence[Job], writer: TextGenerator, options: Options
) -> list[tuple[Analysed, ...]]:
    """What the writer makes of each claim, and of its first sentence with what another origin adds; in one batch."""
    asked = [(i, said) for i, job in enumerate(jobs) for said in (job.stated, job.joined) if said]
    prompts = [prompt_for([each.text for each in said]) for _, said in asked]
    texts = writer.generate(prompts, candidates=options.candidates, max_new_tokens=MAX_NEW_TOKENS, seed=options.seed)
    written: list[list[str]] = [[] for _ in jobs]
    for (i, _), candidates in zip(asked, texts, strict=True):
        written[i] += candidates
    return [material.analyst(candidates) for candidates in written]


def _told(
    material: Material,
    jobs: Sequence[Job],
    allowed: Sequence[list[Analysed]],
    ear: Ear | None,
    target: int,
    desk: Desk,
) -> list[Draft]:
    """The sentences chosen; brevity is dear only while there is more to tell than space."""
    drafts: list[Draft] = []
    for price in LENGTH_PRICES:
        drafts = fill(material, jobs, choose(jobs, allowed, ear, material.salience, price), target, desk.leaning)
        if _is_full(drafts, target):
            break
    return drafts


def _is_full(drafts: Sequence[Draft], target: int) -> bool:
    return _length(drafts) >= FILLED * target


def _length(drafts: Sequence[Draft]) -> int:
    return sum(len(draft.said.words) for draft in drafts)


def _sentence(draft: Draft) -> SummarySentence:
    """The text with the citations it needs: sentences that give it no word are not cited."""
    evidence = draft.evidence
    own = frozenset(e.said.text for e in evidence if not e.edited)
    method, used = method_of(draft.said, [e.said for e in evidence], [e.origin for e in evidence], own)
    cited = dict.fromkeys(c for i in used for c in evidence[i].citations)
    return SummarySentence(draft.said.text, tuple(cited), method)
