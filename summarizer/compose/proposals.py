"""A claim on its way to a sentence: what it rests on, and what can be proposed for it without a writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.compose.compression import shortened
from summarizer.compose.evidence import Evidence, resolved, trimmed
from summarizer.compose.fusion import fusions, longest_shared_run
from summarizer.compose.neutral import Desk
from summarizer.compose.previews import is_out_of_date
from summarizer.language import Analysed
from summarizer.retelling import Meant
from summarizer.types import Citation, Claim, Failed, Sentence

if TYPE_CHECKING:
    from summarizer.material import Material
    from summarizer.verify import Gate, Screened

#: Sentences that state a claim and are given to the writer, and sentences that may lend it a phrase.
MAX_STATING, MAX_RELATED = 3, 2
#: Words in a row that such a sentence must share with the claim.
MIN_SHARED_RUN = 4
#: How alike, by the cosine of their vectors, another origin's sentence must be to be joined to the claim's first.
ON_THE_SAME = 0.6
#: Merges of a claim that are also tried in shorter forms.
MERGES_SHORTENED = 8
#: Why a sentence is turned down that tells a value which a later report has replaced.
OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Job:
    """A claim on its way to a sentence."""

    #: Sentences that state the claim, then sentences on the same matter.
    evidence: tuple[Evidence, ...]
    #: How many of them state it.
    stating: int
    #: Whether the next one is of another origin and so near in meaning that both can be told in one.
    partner: bool = False
    #: The words of the evidence with what they mean, where that is known.
    meant: tuple[Meant, ...] = ()
    #: Where all sentences of the claim stand in `Material.sentences`.
    rows: tuple[int, ...] = ()

    @property
    def said(self) -> tuple[Analysed, ...]:
        """All of them: what the gate compares with."""
        return tuple(e.said for e in self.evidence)

    @property
    def stated(self) -> tuple[Analysed, ...]:
        """The sentences that state the claim."""
        return self.said[: self.stating]

    @property
    def related(self) -> tuple[Analysed, ...]:
        """The sentences that may lend it a phrase."""
        return self.said[self.stating :]

    @property
    def joined(self) -> tuple[Analysed, ...]:
        """The first sentence and the one nearest in meaning that another origin adds to it; none without one."""
        return (self.said[0], self.related[0]) if self.partner else ()


def build_jobs(material: Material, plan: Sequence[Claim], gate: Gate, desk: Desk | None = None) -> Iterator[Job]:
    """The claims of the plan with their evidence, one by one: in a large story finding it takes long.

    What another report has as done is not foretold: a claim of previews alone makes no job. With a desk opinions are
    told as those of their outlets.
    """
    pool = {sentence: resolved(material, sentence) for sentence in material.sentences}
    known: dict[Sentence, Evidence] = {}
    for claim in plan:
        stating = tuple(s for s in claim.sentences if not is_out_of_date(material, s))[:MAX_STATING]
        if not stating:
            continue
        partner = [s for s in _partner(material, stating, pool) if not is_out_of_date(material, s)]
        lenders = [s for s in _lenders(stating, pool) if not is_out_of_date(material, s)]
        chosen = tuple(dict.fromkeys((*stating, *partner, *lenders)))
        new = [sentence for sentence in chosen if sentence not in known]
        lifted = trimmed(material, [pool[sentence] for sentence in new], gate)
        known |= zip(new, desk.owned(material, lifted) if desk else lifted, strict=True)
        meant = tuple(material.meant[material.row[sentence]] for sentence in chosen) if material.meant else ()
        rows = tuple(material.row[sentence] for sentence in claim.sentences)
        yield Job(tuple(known[sentence] for sentence in chosen), len(stating), bool(partner), meant, rows)


def take(waiting: Iterator[Job], size: float) -> list[Job]:
    """The next jobs, until their plain sentences have so many words."""
    taken: list[Job] = []
    while plain_words(taken) < size and (job := next(waiting, None)):
        taken.append(job)
    return taken


def plain_words(jobs: Sequence[Job]) -> int:
    """Words of the first sentences of the jobs."""
    return sum(len(job.stated[0].words) for job in jobs)


def _partner(material: Material, stating: Sequence[Sentence], pool: Mapping[Sentence, Evidence]) -> list[Sentence]:
    """Of what origins say that do not state the claim, the sentence nearest in meaning to its first, if it is near."""
    first, told = material.row[stating[0]], {pool[s].origin for s in stating}
    others = [
        (float(material.likeness[first, material.row[s]]), -i) for i, s in enumerate(pool) if pool[s].origin not in told
    ]
    near, place = max(others, default=(0.0, 0))
    return [list(pool)[-place]] if near >= ON_THE_SAME else []


def _lenders(stating: Sequence[Sentence], pool: Mapping[Sentence, Evidence]) -> list[Sentence]:
    """Sentences of other origins that share long runs of words with the claim's first: they tell of the same moment."""
    first = pool[stating[0]]
    others = (s for s, e in pool.items() if e.origin != first.origin and s not in stating)
    near = [s for s in others if len(first.said.bag & pool[s].said.bag) >= MIN_SHARED_RUN - 1]
    runs = sorted(((longest_shared_run(first.said, pool[s].said), -i) for i, s in enumerate(near)), reverse=True)
    return [near[-i] for run, i in runs[:MAX_RELATED] if run >= MIN_SHARED_RUN]


def rearranged(material: Material, jobs: Sequence[Job]) -> list[list[Analysed]]:
    """For each claim merges of its sentences, and shorter forms of the merges and the sentences; parsed together."""
    analyst = material.analyst
    analyst.trees([said for job in jobs for said in job.said])
    merged = [analyst(fusions(analyst, job.stated, job.related, material.people)) for job in jobs]
    whole = [(*job.stated, *merges[:MERGES_SHORTENED]) for job, merges in zip(jobs, merged, strict=True)]
    analyst.trees([said for texts in whole for said in texts])
    return [
        [*merges, *analyst(short for said in texts for short in shortened(said))]
        for merges, texts in zip(merged, whole, strict=True)
    ]


def screen(
    job: Job,
    proposals: Sequence[Analysed],
    gate: Gate,
    rivals: Set[tuple[int, int]] = frozenset(),
    own: Set[str] = frozenset(),
) -> list[Screened]:
    """What the facets say of the proposals and of the plain sentences, each once.

    `rivals` disagree on some value; the texts of `own` are the embedded writer's.
    """
    tried = list(dict.fromkeys(said.text for said in (*proposals, *job.stated)))
    origins = [evidence.origin for evidence in job.evidence]
    return gate.screen(tried, [said.text for said in job.said], origins=origins, rivals=rivals, own=own)


def in_time(
    screened: Sequence[Screened], job: Job, outdated: Callable[[Analysed, Sequence[Citation]], Sequence[str]]
) -> list[Screened]:
    """The candidates, those refused that tell a value which no longer holds."""
    cited = [citation for evidence in job.evidence for citation in evidence.citations]
    found = []
    for each in screened:
        words = tuple(outdated(each.candidate, cited))
        found.append(replace(each, refused=(*each.refused, Failed(OUTDATED, words))) if words else each)
    return found
