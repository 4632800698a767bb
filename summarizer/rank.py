"""Which claims a summary should tell, best first.

A claim is scored by a linear model of a few features - what many sources say, early, centrally, in the words that the
whole story uses - whose weights were learned from what human summaries kept (`training/learn_rank.py`). The order is
then made by maximal marginal relevance (Carbonell and Goldstein 1998), so that nothing is told twice; what comes right
behind the first is the claim that adds most to it. Loaded sentences, and those of columns, come later: where a report
tells the same, it is told as the report does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.language import Analysed, lexicon
from summarizer.linear import Linear, load
from summarizer.retelling import lacking, told_words
from summarizer.types import Claim, Sentence, Stylist

if TYPE_CHECKING:
    from summarizer.material import Material
    from summarizer.types import FloatArray

#: The weights. Learned by ridge regression on 1,146 stories of `multi_news_trunc_val` and `allsides_neus_train`; on
#: stories not trained on it orders claims as well as boosted trees did (rank correlation with what the human summary
#: kept 0.47 and 0.48; order of appearance alone 0.22).
MODEL = Path(__file__).with_suffix(".json")
#: Likeness to a claim already chosen is paid for at this rate; 0.4 to 0.6 did equally well on the same files.
REDUNDANCY = 0.5
#: A claim this like one already chosen comes after all others: it tells the same in other words. On `allsides_neus_val`
#: and `multi_news_raw_dev50` 0.75 and 0.8 leave ROUGE as it is, 0.7 costs 0.3 R-2.
SAME = 0.75
#: What the claim behind the first is worth beside its score: the share of it that is untold by meaning, and how much
#: the story is about its untold words. On 305 stories of `allsides_neus_train` cut to 66 words R-1 40.4 -> 40.6, R-2
#: 18.2 -> 18.4, later sentences that are nearly half told (`lack` below 0.55) 32.7 -> 30.6 %; on 91 of
#: `multi_news_trunc_val` at 230 words 43.5 -> 43.6, 14.0 -> 13.9, of the summary's names and figures 76.5 -> 77.5 %.
#: For all claims it costs 0.5 R-2 there.
UNTOLD, UNTOLD_SALIENCE = 0.5, 2.0
#: A word is told by another that is as like it; as in `details.novelty`.
SAME_WORD = 0.7
#: What a sentence loses that is surely loaded, and one of an article all of whose sentences are. On the 305 stories
#: 13.9 -> 10.4 % of the sentences are loaded from 0.35 on, R-1 -0.1, R-2 as before; twice as much costs 0.1 of both.
LOADED, IN_A_COLUMN = 0.2, 0.3
#: From here on a sentence does not lead its claim where another does not come so far; as in `compose.neutral`.
NOT_PLAIN = 0.35
#: Claims, best first, and sentences of an article whose manner is read.
CLAIMS_READ, LINES_READ = 200, 8
#: A summary begins with a claim that some article tells in its first sentences: they say what happened, who and when.
OPENING = 2
_SPEECH = re.compile(rf"\b(?:{lexicon.either('speech_cues')})\b")
_PERSONAL = lexicon.words_of("personal")


@cache
def shipped() -> Linear:
    """The model that comes with the program: how much a summary wants a claim, the largest weight 1."""
    return load(MODEL).models["claim"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A story as the features look at it."""

    material: Material
    #: Words of the titles.
    title: frozenset[str]
    #: Neighbouring content words -> number of origins that have them so.
    pairs: Mapping[tuple[str, str], int]
    #: Mean of the vectors.
    middle: FloatArray
    #: Article id -> how near the mean of its vectors is to `middle`.
    article_centrality: Mapping[str, float]
    #: Origin -> the rows of its sentences.
    rows: Mapping[int, Sequence[int]]


def rank(material: Material, stylist: Stylist | None = None) -> tuple[Claim, ...]:
    """All claims, in the order in which a summary of growing length would take them up.

    With who tells a report from an opinion, what is loaded comes later.
    """
    claims = material.claims
    if not claims:
        return ()
    setting = describe(material)
    scores = [shipped().score(features(setting, claim)) for claim in claims]
    if stylist is not None and material.english:
        claims, scores = _without_opinion(material, scores, stylist)
    leaders = material.vectors[[material.row[claim.sentences[0]] for claim in claims]]
    openings = [i for i, claim in enumerate(claims) if min(s.index for s in claim.sentences) < OPENING]
    return tuple(claims[i] for i in _marginal_order(scores, leaders @ leaders.T, openings, partial(_adds, material, claims)))


def _without_opinion(
    material: Material, scores: Sequence[float], stylist: Stylist
) -> tuple[tuple[Claim, ...], list[float]]:
    """The claims, each with what tells it plainly first, and their scores less what they lose by their manner."""
    read: dict[str, list[Sentence]] = {}
    for sentence in material.sentences:
        if len(known := read.setdefault(sentence.article, [])) < LINES_READ:
            known.append(sentence)
    best = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:CLAIMS_READ]
    asked = dict.fromkeys([s for known in read.values() for s in known])
    asked |= dict.fromkeys(s for i in best for s in material.claims[i].sentences)
    manners = stylist.manners([material.analysis(s).text for s in asked])
    loaded = {sentence: manner.loaded for sentence, manner in zip(asked, manners, strict=True)}
    columns = {article: math.fsum(map(loaded.__getitem__, known)) / len(known) for article, known in read.items()}
    claims, found = list(material.claims), list(scores)
    for i in best:
        plain_first = sorted(claims[i].sentences, key=lambda s: loaded[s] >= NOT_PLAIN)
        claims[i] = replace(claims[i], sentences=tuple(plain_first))
        found[i] -= LOADED * loaded[plain_first[0]] + IN_A_COLUMN * columns[plain_first[0].article]
    return tuple(claims), found


def _adds(material: Material, claims: Sequence[Claim], told: int, claim: int) -> float:
    """What a claim tells that another does not, both by number: how much of it, and of what the story is about."""
    if not material.meant:
        return 0.0
    first, mine = (material.meant[material.row[claims[i].sentences[0]]] for i in (told, claim))
    untold = [s for s, like in zip(mine.stems, told_words(mine, first).tolist(), strict=True) if like < SAME_WORD]
    salience = math.fsum(material.salience.get(word, 0.0) for word in untold) / max(1, len(mine.stems))
    return UNTOLD * lacking(mine, [first], material.idf)["lack"] + UNTOLD_SALIENCE * salience


def describe(material: Material) -> Setting:
    """What the features of any claim of the story need, computed once."""
    story, vectors = material.story, material.vectors
    title = frozenset(w for article in story.articles for w in material.analyst.one(article.title or "").bag)
    pairs: Counter[tuple[str, str]] = Counter()
    for origin in story.origins:
        pairs.update(set(pairwise(w for line in material.lines[origin[0]] for w in line.content_words)))
    middle = vectors.mean(axis=0)
    rows: dict[str, list[int]] = {}
    for i, sentence in enumerate(material.sentences):
        rows.setdefault(sentence.article, []).append(i)
    centrality = {article: float(vectors[i].mean(axis=0) @ middle) for article, i in rows.items()}
    return Setting(material, title, pairs, middle, centrality, {story.origin_of(a): i for a, i in rows.items()})


def features(setting: Setting, claim: Claim) -> dict[str, float]:
    """What speaks for telling a claim, each about 0 to 1: the model has a weight for each."""
    first, material = claim.sentences[0], setting.material
    said, vector = material.analysis(first), material.vectors[material.row[first]]
    bag, length = said.bag, max(1, len(said.words))
    quoted = sum(len(quotation.words) for quotation in material.analyst(said.quotations))
    return {
        "echo": _echo(setting, first),
        "central": float(vector @ setting.middle),
        "salience": math.fsum(material.salience.get(w, 0.0) for w in bag) / max(1, len(bag)),
        "pairs": _shared_pairs(setting, said),
        "early": 1 / math.sqrt(1 + min(s.index for s in claim.sentences)),
        "article": setting.article_centrality[first.article],
        "length": min(1.0, len(said.words) / 30),
        "quoted": quoted / length,
        "speech": float(_SPEECH.search(said.text) is not None),
        "personal": min(1.0, sum(w.folded in _PERSONAL for w in said.words) / 2),
        "title": len(bag & setting.title) / max(1, len(setting.title)) if setting.title else 0.0,
    }


def _shared_pairs(setting: Setting, said: Analysed) -> float:
    """Mean share of the other origins that have each two neighbouring content words of a sentence."""
    found = list(pairwise(said.content_words))
    others = max(1, len(setting.material.story.origins) - 1)
    return sum(max(0, setting.pairs.get(pair, 0) - 1) / others for pair in found) / max(1, len(found))


def _echo(setting: Setting, sentence: Sentence) -> float:
    """How near the nearest sentence of each other origin comes, on average."""
    mine = setting.material.story.origin_of(sentence.article)
    likeness = setting.material.likeness[setting.material.row[sentence]]
    best = [max(0.0, float(likeness[rows].max())) for origin, rows in setting.rows.items() if origin != mine]
    return sum(best) / len(best) if best else 0.0


def _marginal_order(
    scores: Sequence[float],
    similarity: FloatArray,
    openings: Sequence[int],
    adds: Callable[[int, int], float] | None = None,
) -> list[int]:
    """Positions best first, each score lowered by its likeness to what was taken before; ties keep their order.

    The first is the best of the openings, if there are any; the second, with `adds`, what adds most to it.
    """
    left = list(range(len(scores)))
    order: list[int] = []
    worst = [0.0] * len(scores)

    def value(i: int) -> tuple[bool, float, int]:
        if len(order) == 1 and adds:
            return worst[i] < SAME, scores[i] + adds(order[0], i), -i
        return worst[i] < SAME, scores[i] - REDUNDANCY * worst[i], -i

    while left:
        best = max(openings if openings and not order else left, key=value)
        left.remove(best)
        order.append(best)
        for i in left:
            worst[i] = max(worst[i], float(similarity[i, best]))
    return order
