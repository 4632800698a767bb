"""What a shorter form or a merge does to the news: no clause is cut that several outlets tell, no merge without a fact.

    "Dominion sued Fox on Friday, [accusing it of airing false claims]"     each of three reports says of what: it stays
    "President *Donald* Trump heads to Texas", out of two reports           nobody learns more from it than from the one

Whether a word is told is asked by its meaning where it stands, as the encoder reads it. Leaves out whether what is told
is true (`verify`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import TYPE_CHECKING

from summarizer.compose.evidence import Evidence
from summarizer.compose.proposals import Job
from summarizer.language import Analysed, fold, full_names, lexicon, stem, words
from summarizer.retelling import Meant, only, told_words

if TYPE_CHECKING:
    from summarizer.material import Material

#: A word is told by another that is as like it, each in its sentence; as in `details.novelty`.
SAME_WORD = 0.7
#: Words in a row that are cut, of which one other report tells so many, and this share, are news that it shares.
SHARED_WORDS, SHARED_SHARE = 2, 0.5
#: Sentences of other reports in which what is cut is looked for.
NEAREST = 12


def cuts_news(said: Analysed, job: Job, material: Material, told: Sequence[Meant]) -> bool:
    """Whether it leaves out of its claim what another report tells too and the summary has not told."""
    if not job.meant or said in job.stated:
        return False
    base = max(range(job.stating), key=lambda i: (len(job.said[i].bag & said.bag), -i))
    mine = [only(each, said.bag) for each in job.meant]
    lost = _untold(job.meant[base], (*mine, *told))
    others = _nearest(material, job.evidence[base]) if lost else []
    return any(_is_shared(job.meant[base], run, others) for run in _runs(lost))


def _nearest(material: Material, evidence: Evidence) -> list[Meant]:
    """What the sentences of other reports say that are nearest in meaning."""
    first = evidence.citations[0]
    likeness = material.likeness[material.row_at[first.article, first.start]]
    origins = (material.story.origin_of(sentence.article) for sentence in material.sentences)
    others = [i for i, origin in enumerate(origins) if origin != evidence.origin]
    return [material.meant[i] for i in sorted(others, key=lambda i: (-float(likeness[i]), i))[:NEAREST]]


def brings(said: Analysed, job: Job) -> bool:
    """Whether a merge tells a fact beside those of any one source: no title, no given name, no other word for it."""
    names = _given(said) | _no_facts()
    return all(_is_fact(said.bag - source.bag - names, i, job) for i, source in enumerate(job.said))


@cache
def _no_facts() -> frozenset[str]:
    """Stems of titles, roles and offices; made at first use, as the stemmer takes a second to load."""
    named = (lexicon.words_of(name) for name in ("titles", "roles", "offices"))
    return frozenset(map(stem, frozenset().union(*named)))


def _is_fact(added: Set[str], source: int, job: Job) -> bool:
    """Whether one of these words says what that source does not say in other words."""
    if not added or not job.meant:
        return bool(added)
    known = (job.meant[source],)
    return any(_untold(only(each, added), known) for i, each in enumerate(job.meant) if i != source)


def _untold(one: Meant, others: Sequence[Meant]) -> list[int]:
    """Positions of its words that none of the others tells."""
    if not others:
        return list(range(len(one.words)))
    told = [told_words(one, other) for other in others if other.words]
    return [i for i in range(len(one.words)) if all(like[i] < SAME_WORD for like in told)]


def _runs(positions: Sequence[int]) -> Iterator[list[int]]:
    """Positions that follow each other."""
    run: list[int] = []
    for i in positions:
        if run and i != run[-1] + 1:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _is_shared(one: Meant, run: Sequence[int], others: Sequence[Meant]) -> bool:
    """Whether a sentence of another report tells what those words tell."""
    least = max(SHARED_WORDS, SHARED_SHARE * len(run))
    part = only(one, {one.stems[i] for i in run})
    return any(int((told_words(part, other) >= SAME_WORD).sum()) >= least for other in others)


def _given(said: Analysed) -> Set[str]:
    """The stems of given names."""
    return {stem(fold(w.folded)) for name in full_names(said.text) for w in words(name.rpartition(" ")[0])}
