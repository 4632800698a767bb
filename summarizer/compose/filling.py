"""Filling the space: best claims first until the words are used up, in the order in which the outlets tell them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.compose.evidence import Evidence
from summarizer.compose.news import cuts_news
from summarizer.compose.proposals import Job
from summarizer.language import ROLES, SUBJECTS, Analysed, Tree, dangling_nouns, fold, lexicon, marks, stem, words
from summarizer.language.attribution import SAY
from summarizer.retelling import Meant, lacking, only, told_words
from summarizer.types import Citation

if TYPE_CHECKING:
    from summarizer.material import Material

#: Share of the words wanted from which on a summary is full.
ENOUGH = 0.95
#: Words beyond those wanted that the last sentence may take, about as many as a sentence has, and at most this share of
#: those wanted. So the length is met on average: 64.5 words for 66, on `allsides_neus_val`.
OVERRUN, OVERRUN_SHARE = 26, 0.4
#: A sentence is left out when this share of its content words has been said already. On `allsides_neus_val` and
#: `multi_news_raw_dev50` 0.5 and 0.6 give the same R-2 (17.8 and 17.9, 15.4 and 15.3); 0.5 repeats less.
REPEATED = 0.5
#: And when this share has been said and one of its figures.
REPEATED_FIGURE = 0.4
#: And when this share has been said and so many words in a row of a quotation in it: the report of a speech and the
#: speech itself are one fact.
REPEATED_QUOTED, QUOTED = 0.25, 3
#: And when no more than this of its words is new by their meaning. Of pairs of news sentences below 0.3 people called
#: 83 % the same (Microsoft paraphrase corpus); in a summary half a repetition is one too. On 103 stories of
#: `allsides_neus_val` 0.45 leaves 22 sentences out, 20 of them told already as a reading found, and mostly tells new
#: facts instead; it costs 0.5 R-2, as the editors' words stand in both. At 0.5 it costs 1.4.
#: (Measured before claims were joined as readers answered. What another outlet tells of a told claim is left out by
#: that, `_is_same_news`; this also asks of sentences of one outlet, and of what several told sentences say together.)
RETOLD = 0.45
#: "The attack" may be told where a word as like it was, each as it stands there: "shooting", "bomb". What has nothing
#: to do with it is below 0.25 (a dozen pairs), other words for the same thing are above 0.3 mostly.
SAME_THING = 0.3
#: Claims that can open a summary, best first, among which one is looked for that an article begins with.
OPENINGS = 6
#: A sentence that leans this surely on what stood before it opens no summary, and from `LEANS` on stands only behind
#: the sentence that it follows in its article. Of 5,904 sentences, each by the labels of other stories, 74 and 81 % of
#: those lean (with those that name a stranger 92 and 93 %), and 68 and 52 % of all that do; of what the rules find 67 %
#: do, and they find 45 %. Inside a summary more is known than a sentence alone tells: hence the second line.
LEANS_AT_FIRST, LEANS = 0.5, 0.7
#: What begins no summary: "Kerry also announced", "Meanwhile, ...".
_GOES_ON = lexicon.pattern("goes_on")
#: What stands only behind what it goes on from.
_CONNECTIVE, _FOLLOWING = lexicon.pattern("connective_start"), lexicon.words_of("following")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence of the summary with what it rests on, before its method and citations are told."""

    said: Analysed
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence that is taken: the number of its claim, and where the outlets tell it, 0 to 1; below 0 it opens."""

    job: int
    place: float
    draft: Draft


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the headline, and then one sentence after the other."""

    headline: frozenset[str]
    #: How surely nobody understands a sentence that stands alone, 0 to 1.
    leaning: Callable[[Analysed], float]

    def can_begin(self, said: Analysed) -> bool:
        """Whether she understands it with nothing before it."""
        if said.text.startswith(tuple(marks.ALL_QUOTES)):  # who speaks, and of what, is told first
            return False
        goes_on = said.read(_goes_on) or said.read(_follows_on) or said.read(_means_what_was_told)
        return not goes_on and not said.read(_dangling_at_first) - self.headline and self.leaning(said) < LEANS_AT_FIRST

    def leans(self, said: Analysed) -> bool:
        """Whether what it leans on has to stand right before it."""
        return said.read(_follows_on) or self.leaning(said) >= LEANS


def fill(
    material: Material,
    jobs: Sequence[Job],
    ranked: Sequence[Sequence[Analysed]],
    target: int,
    leaning: Callable[[Analysed], float] = lambda _: 0.0,
) -> list[Draft]:
    """The sentences in reading order: best claims first until the words are used up; none that tells again, by its
    words, by their meaning, or as readers answered, what was told.

    Each job has its candidates, best first; one that does not fit, speaks of "the bill" where none has been told of, or
    cuts what other reports tell too, gives way to the next that does not. Where no sentence can begin a summary, the
    best one does. One that leans on what is not printed before it is taken out again, and the space filled anew.
    """
    left = [list(these) for these in ranked]
    reader = Reader(material.analyst.one(material.story.headline).bag, leaning)
    for _ in range(sum(map(len, left))):
        printed = _seated(material, in_order(_chosen(material, jobs, left, target, reader)), reader)
        lost = _leaning(material, jobs, printed, reader)
        if lost is None:
            return [each.draft for each in printed]
        left[lost.job].remove(lost.draft.said)
    return []


def _chosen(
    material: Material, jobs: Sequence[Job], ranked: Sequence[Sequence[Analysed]], target: int, reader: Reader
) -> list[Chosen]:
    """What fits, the opening first, the rest as ranked."""
    able = list(islice((i for i, told in enumerate(ranked) if any(map(reader.can_begin, told))), OPENINGS))
    opening = next((i for i in able if _is_told_first(material, jobs[i])), next(iter(able), None))
    told = _Told()
    chosen: list[Chosen] = []
    most = target + min(OVERRUN, OVERRUN_SHARE * target)
    for i in sorted(range(len(jobs)), key=lambda i: i != opening):
        space = most - told.length if chosen else math.inf
        fitting = (
            [s for s in ranked[i] if reader.can_begin(s)]
            if i == opening
            else [
                s
                for s in ranked[i]
                if len(s.words) <= space
                and not points_nowhere(s, jobs[i].meant, told.meant, told.known | reader.headline)
            ]
        )
        whole = (s for s in fitting if not cuts_news(s, jobs[i], material, told.meant))
        said = next(whole, next(iter(fitting), None))
        if said is None or not said.bag or told.repeats(said) or told.retells(said, jobs[i], material.idf):
            continue
        taken = Chosen(i, _place(material, jobs[i]) if chosen else -1.0, Draft(said, jobs[i].evidence))
        if any(_is_same_news(material, taken, jobs[other.job]) for other in chosen):
            continue
        told.add(said, jobs[i])
        chosen.append(taken)
        if told.length >= target * ENOUGH:
            break
    return chosen


def _is_told_first(material: Material, job: Job) -> bool:
    """Whether an article begins with it."""
    firsts = (e.citations[0] for e in job.evidence[: job.stating])
    return any(material.begins(each.article, each.start) for each in firsts)


def in_order(chosen: Sequence[Chosen]) -> list[Chosen]:
    """The opening first, the rest as the outlets tell it; what one article tells in the order in which it does."""
    ordered = sorted(chosen, key=lambda each: each.place)
    for article in dict.fromkeys(_first(each).article for each in ordered[1:]):
        places = [i for i, each in enumerate(ordered) if i and _first(each).article == article]
        told = sorted((ordered[i] for i in places), key=lambda each: _first(each).start)
        for i, each in zip(places, told, strict=True):
            ordered[i] = each
    return ordered


def _seated(material: Material, printed: list[Chosen], reader: Reader) -> list[Chosen]:
    """What leans right behind the sentence that it follows in its article, where that is printed."""
    for each in [each for each in printed[1:] if reader.leans(each.draft.said)]:
        before = next((other for other in printed if other is not each and _is_next(material, other, each)), None)
        if before is not None:
            printed.remove(each)
            printed.insert(printed.index(before) + 1, each)
    return printed


def _leaning(material: Material, jobs: Sequence[Job], printed: Sequence[Chosen], reader: Reader) -> Chosen | None:
    """The first sentence that leans on one which does not stand before it; the opening is asked when it is chosen."""
    known = set(reader.headline)
    meant: list[Meant] = []
    for i, each in enumerate(printed):
        said, job = each.draft.said, jobs[each.job]
        if i and (
            points_nowhere(said, job.meant, meant, known)
            or (reader.leans(said) and not _is_next(material, printed[i - 1], each))
        ):
            return each
        known |= said.bag
        meant += _pieces(said, job)
    return None


def _follows_on(said: Analysed) -> bool:
    """Whether it says that something stood before it: "For instance, ...", "the state would then release it"."""
    tree = said.tree
    if _CONNECTIVE.match(said.text) or _names_nobody(tree):
        return True
    return any(
        token.text.lower() in _FOLLOWING and tree[token.head].relation == "ROOT" and tree[token.head].tag[:2] == "VB"
        for token in tree
        if token.relation == "advmod"
    )


def _names_nobody(tree: Tree) -> bool:
    """Whether a "he" does what it tells, and nobody stands before it whom it could mean: "All is well, he said"."""
    subject = next((i for i, t in enumerate(tree) if t.text.lower() in ("he", "she") and t.relation in SUBJECTS), None)
    people = ROLES | lexicon.words_of("humans")
    before = tree[:subject] if subject is not None else ()
    named = any(t.entity == "PERSON" or (t.tag == "NN" and t.lemma in people) for t in before)
    return subject is not None and tree.is_main(tree[subject].head) and not named


def _is_next(material: Material, one: Chosen, other: Chosen) -> bool:
    """Whether the other sentence follows the one in its article too."""
    before, after = _first(one), _first(other)
    if before.article != after.article or before.end > after.start:
        return False
    return not material.story.article(before.article).text[before.end : after.start].strip()


def _is_same_news(material: Material, chosen: Chosen, told: Job) -> bool:
    """Whether an editor who has told that claim would not print this, by the source sentence that has most of it.

    All sentences of the claim are asked, not those beside it that may have lent a phrase.
    """
    place = _first(chosen)
    row = material.row_at.get((place.article, place.start))
    return row is not None and any((min(row, i), max(row, i)) in material.same_news for i in told.rows)


def _first(chosen: Chosen) -> Citation:
    """Where what is told stands: in the source that has most of its words."""
    evidence = max(chosen.draft.evidence, key=lambda e: len(e.said.bag & chosen.draft.said.bag))
    return evidence.citations[0]


def _pieces(said: Analysed, job: Job) -> list[Meant]:
    """What of the evidence a sentence tells, with its meaning there."""
    return [piece for each in job.meant if (piece := only(each, said.bag)).words]


class _Told:
    """What the sentences that were taken tell."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.meant: list[Meant] = []
        self.length = 0
        self._figures: set[float] = set()
        self._quoted: set[str] = set()

    def add(self, said: Analysed, job: Job) -> None:
        """One more is taken."""
        self.meant += _pieces(said, job)
        self.known |= said.bag
        self._figures |= said.read(_telling_figures)
        self._quoted |= said.read(_quoted)
        self.length += len(said.words)

    def repeats(self, said: Analysed) -> bool:
        """Whether a sentence has been told: most of its words, or a figure or quotation with some of its words."""
        share = len(said.bag & self.known) / len(said.bag)
        if share >= REPEATED_QUOTED and said.read(_quoted) & self._quoted:
            return True
        return share >= REPEATED or (share >= REPEATED_FIGURE and bool(said.read(_telling_figures) & self._figures))

    def retells(self, said: Analysed, job: Job, idf: Mapping[str, float]) -> bool:
        """Whether what a sentence says has been told in other words: of the evidence that it says most of."""
        most = max(_pieces(said, job), key=lambda each: len(each.words), default=None)
        return bool(self.meant) and most is not None and lacking(most, self.meant, idf)["lack"] < RETOLD


def points_nowhere(said: Analysed, meant: Sequence[Meant], told: Sequence[Meant], known: Set[str]) -> bool:
    """Whether it speaks of "the attack" where neither that nor, in another word, the thing has been told of.

    Or whether "the official" says it, and none has been told of.
    """
    open_ones = (said.read(_dangling) | said.read(_unnamed)) - known
    return any(max(_likenesses(noun, meant, told), default=0.0) < SAME_THING for noun in open_ones)


def _likenesses(noun: str, meant: Sequence[Meant], told: Sequence[Meant]) -> Iterator[float]:
    """How like the words that were told are to a noun, as it stands in the evidence."""
    for mine in (only(each, {noun}) for each in meant):
        if mine.words and mine.vectors is not None:
            yield from (float(told_words(mine, other).max()) for other in told)


def _unnamed(said: Analysed) -> frozenset[str]:
    """The stem of "the official" who says what a sentence tells, and of whom it tells nothing else."""
    tree, people = said.tree, ROLES | lexicon.words_of("humans") | lexicon.words_of("speaking_nouns")
    speakers = (i for i, t in enumerate(tree) if t.relation == "nsubj" and tree[t.head].lemma == SAY)
    bare = (i for i in speakers if [tree[j].text.lower() for j in tree.children[i]] == ["the"])
    return frozenset(stem(fold(tree[i].text)) for i in bare if tree[i].tag == "NN" and tree[i].lemma in people)


def _dangling(said: Analysed) -> frozenset[str]:
    return dangling_nouns(said.text)


def _dangling_at_first(said: Analysed) -> frozenset[str]:
    return dangling_nouns(said.text, opening=True)


def _goes_on(said: Analysed) -> bool:
    return _GOES_ON.search(said.text) is not None


def _means_what_was_told(said: Analysed) -> bool:
    """Whether "this" does what it tells, and no clause stands before it that it could mean: "this marked the first"."""
    tree, demonstratives = said.tree, lexicon.words_of("demonstratives")
    for i, token in enumerate(tree):
        if token.tag == "DT" and token.relation in SUBJECTS and token.text.lower() in demonstratives:
            saying = {tree[j].head for j in (i, *tree.above(i)) if tree[j].relation == "ccomp"}
            told = any(tree.is_finite(j) for j in range(i) if j not in saying)
            if not told and not tree.children[i]:
                return True
    return False


def _telling_figures(said: Analysed) -> frozenset[float]:
    """Figures that few facts share: no small counts and no years."""
    return frozenset(n.value for n in said.numbers if n.value > 12 and not 1900 <= n.value <= 2100)


def _quoted(said: Analysed) -> frozenset[str]:
    """The runs of `QUOTED` words in its quotations."""
    spoken = [[w.folded for w in words(quotation)] for quotation in said.quotations]
    return frozenset(" ".join(run[i : i + QUOTED]) for run in spoken for i in range(len(run) - QUOTED + 1))


def _place(material: Material, job: Job) -> float:
    """Where in their articles the sentences of a claim stand, 0 to 1: the order in which the outlets tell it."""
    firsts = [e.citations[0] for e in job.evidence]
    places = [first.start / max(1, len(material.story.article(first.article).text)) for first in firsts]
    return sum(places) / len(places)
