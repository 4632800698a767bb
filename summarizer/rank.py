"""Which claims a summary should tell, best first.

A claim is scored by a linear model of a few features - what many sources say, early, centrally, in the words that the
whole story uses - whose weights were learned from what human summaries kept (`training/learn_rank.py`). Such features
do not know a decision from a courtesy. So where the sentences can be read (`Stylist`) the best are ordered by a second
model, learned from what editors said that a summary must tell: beside the same features it has what they want by the
sentence alone, and, if somebody has read its article (`Editor`), by the sentence where it stands. The order is then
made by maximal marginal relevance (Carbonell and Goldstein 1998), so that nothing is told twice. What is loaded, or
stands in a column, opens no summary where a report can. A claim that is read is led by its sentence that is wanted
most, a report before loaded words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.language import Analysed, lexicon
from summarizer.linear import Linear, load
from summarizer.types import Claim, Editor, Manner, Sentence, Stylist

if TYPE_CHECKING:
    from summarizer.material import Material
    from summarizer.types import FloatArray

#: The weights of all three. The first was learned by ridge regression on 1,146 stories of `multi_news_trunc_val` and
#: `allsides_neus_train`; on stories not trained on it orders claims as well as boosted trees did (rank correlation with
#: what the human summary kept 0.47 and 0.48; order of appearance alone 0.22). With what editors want, claims led by
#: their most typical sentence: on 581 stories, each by others, 0.46, the second 0.64, the third 0.69; on 46 set aside
#: 0.33, 0.57 and 0.66.
MODEL = Path(__file__).with_suffix(".json")
#: Likeness to a claim already chosen is paid for at this rate: of 0.3 to 0.5, which do equally well, 0.5 repeats least.
REDUNDANCY = 0.5
#: A claim this like one already chosen comes after all others: it tells the same in other words. On `allsides_neus_val`
#: and `multi_news_raw_dev50` 0.75 and 0.8 leave ROUGE as it is, 0.7 costs 0.3 R-2.
SAME = 0.75
#: What a sentence loses as an opening that is surely loaded, and one of an article all of whose sentences are: on 305
#: stories of `allsides_neus_train` cut to 66 words 19.5 -> 10.8 % of the openings are loaded from 0.35 on, R-1 and R-2
#: lose 0.1. Of all sentences, not the opening alone, it made the summaries worse that a reader looked at: a loaded
#: sentence of news gave way to colour.
LOADED = 0.2
IN_A_COLUMN = 0.3
#: From here on a sentence does not lead its claim where another does not come so far; as in `compose.neutral`.
NOT_PLAIN = 0.35
#: Claims, best first, and sentences of an article that are read; the claims that are not come after all that are.
CLAIMS_READ, LINES_READ = 200, 8
_SPEECH = re.compile(rf"\b(?:{lexicon.either('speech_cues')})\b")
_PERSONAL = lexicon.words_of("personal")


#: The models: of claims that nobody has read, of those whose sentence was read alone, and where it stands.
UNREAD, READ, IN_CONTEXT = "claim", "claim, read", "claim, read in context"


@cache
def shipped(name: str = UNREAD) -> Linear:
    """A model that comes with the program: how much a summary wants a claim."""
    return load(MODEL).models[name]


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


def rank(material: Material, stylist: Stylist | None = None, editor: Editor | None = None) -> tuple[Claim, ...]:
    """All claims, in the order in which a summary of growing length would take them up.

    With who tells a report from an opinion, what is loaded does not open it; the editor is asked beside that one.
    """
    claims = material.claims
    if not claims:
        return ()
    setting = describe(material)
    known = [features(setting, claim) for claim in claims]
    scores = [shipped().score(each) for each in known]
    lost = [0.0] * len(claims)
    if stylist is not None and material.english:
        claims, scores, lost = _read(setting, known, scores, stylist, editor)
    leaders = material.vectors[[material.row[claim.sentences[0]] for claim in claims]]
    openings = [i for i, each in enumerate(claims) if any(material.begins(s.article, s.start) for s in each.sentences)]
    opening = max(openings, key=lambda i: (scores[i] - lost[i], -i), default=None)
    return tuple(claims[i] for i in _marginal_order(scores, leaders @ leaders.T, opening))


def _read(
    setting: Setting,
    known: Sequence[Mapping[str, float]],
    scores: Sequence[float],
    stylist: Stylist,
    editor: Editor | None,
) -> tuple[tuple[Claim, ...], list[float], list[float]]:
    """The claims, the best led by their best sentences; the scores, by those; and what each loses as an opening."""
    material = setting.material
    manners = _manners(material, best := _best(scores), stylist)
    wanted = _wanted(setting, {material.claims[i]: known[i] for i in best}, manners, editor)
    lines: dict[str, list[float]] = {}
    for sentence, manner in manners.items():
        lines.setdefault(sentence.article, []).append(manner.loaded)
    claims, found = list(material.claims), list(scores)
    lost = [LOADED + IN_A_COLUMN] * len(scores)
    for i in best:
        ordered = sorted(claims[i].sentences, key=lambda s: (manners[s].loaded >= NOT_PLAIN, -wanted[s]))
        claims[i], found[i] = replace(claims[i], sentences=tuple(ordered)), wanted[ordered[0]]
        column = lines[ordered[0].article][:LINES_READ]
        lost[i] = LOADED * manners[ordered[0]].loaded + IN_A_COLUMN * math.fsum(column) / len(column)
    # Likeness lowers a score by no more than its price.
    behind = min(found[i] for i in best) - max((scores[i] for i in range(len(scores)) if i not in best), default=0.0)
    behind -= REDUNDANCY
    return tuple(claims), [score if i in best else score + behind for i, score in enumerate(found)], lost


def _wanted(
    setting: Setting,
    known: Mapping[Claim, Mapping[str, float]],
    manners: Mapping[Sentence, Manner],
    editor: Editor | None,
) -> dict[Sentence, float]:
    """How much a summary wants each sentence of these claims to lead its claim.

    What the editor has not read is told by the model without her, moved by what she adds to the others on average: that
    she has come to a sentence is nothing that speaks for it.
    """
    alone, there = {}, {}
    in_context = _in_context(setting.material, known, editor) if editor else {}
    for claim, row in known.items():
        for sentence in claim.sentences:
            led = replace(claim, sentences=(sentence, *(s for s in claim.sentences if s != sentence)))
            plain = row if sentence == claim.sentences[0] else features(setting, led)
            read = read_features(setting, led, plain, manners[sentence])
            alone[sentence] = shipped(READ).score(read)
            if sentence in in_context:
                there[sentence] = shipped(IN_CONTEXT).score({**read, "in context": in_context[sentence]})
    added = math.fsum(there[s] - alone[s] for s in there) / max(1, len(there))
    return {sentence: there.get(sentence, score + added) for sentence, score in alone.items()}


def _best(scores: Sequence[float]) -> frozenset[int]:
    """Which claims are read."""
    return frozenset(sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:CLAIMS_READ])


def _manners(material: Material, best: Set[int], stylist: Stylist) -> dict[Sentence, Manner]:
    """How the first sentences of each article tell, in their order, and all of these claims."""
    read: Counter[str] = Counter()
    asked: dict[Sentence, None] = {}
    for sentence in material.sentences:
        read[sentence.article] += 1
        if read[sentence.article] <= LINES_READ:
            asked[sentence] = None
    asked |= dict.fromkeys(s for i in sorted(best) for s in material.claims[i].sentences)
    manners = stylist.manners([material.analysis(s).text for s in asked])
    return dict(zip(asked, manners, strict=True))


def _in_context(material: Material, claims: Iterable[Claim], editor: Editor) -> dict[Sentence, float]:
    """How much the sentences of these claims are wanted where they stand, as far as their articles are read."""
    asked = {sentence for claim in claims for sentence in claim.sentences}
    lines: dict[str, list[Sentence]] = {}
    for sentence in material.sentences:
        if sentence in asked:
            lines.setdefault(sentence.article, []).append(sentence)
    found: dict[Sentence, float] = {}
    for name, here in lines.items():
        article, spans = material.story.article(name), [(s.start, s.end) for s in here]
        wanted = editor.wanted(article.title or "", article.text, spans, len(lines))
        found |= {s: value for s, value in zip(here, wanted, strict=True) if value is not None}
    return found


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


def read_features(setting: Setting, claim: Claim, known: Mapping[str, float], manner: Manner) -> dict[str, float]:
    """What speaks for telling a claim whose first sentence was read; `known` are its other features."""
    story = setting.material.story
    others = len({story.origin_of(s.article) for s in claim.sentences}) - 1
    return {
        **known,
        "told by": others / max(1, len(story.origins) - 1),
        "place": math.log1p(claim.sentences[0].index) / 3,
        "wanted": manner.wanted,
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


def _marginal_order(scores: Sequence[float], similarity: FloatArray, opening: int | None = None) -> list[int]:
    """Positions best first, each score lowered by its likeness to what was taken before; ties keep their order.

    The opening comes first, if there is one. To lower it by what is told in other words too, by the
    meaning of the words, gained nothing: on `allsides_neus_train` R-2 +0.2 and a few repetitions fewer, on
    `multi_news_trunc_val` R-2 -0.5; together with the price on all loaded sentences it left five of eight
    summaries worse.
    """
    left = list(range(len(scores)))
    order: list[int] = []
    worst = [0.0] * len(scores)
    while left:
        best = max(left, key=lambda i: (worst[i] < SAME, scores[i] - REDUNDANCY * worst[i], -i))
        best = opening if opening is not None and not order else best
        left.remove(best)
        order.append(best)
        for i in left:
            worst[i] = max(worst[i], float(similarity[i, best]))
    return order
