"""What only one origin says: its sentences, or the part of one, that no other origin states anywhere.

A fact is looked for in all sentences of the other origins, in other words and other spelling, and spread over several
sentences. A learned model says how sure it is that nobody else has it, and how much a reader wants it; where it is not
sure nothing is shown. In languages that the models do not know, words and figures alone are compared (`letters`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from math import exp, log
from typing import NamedTuple

from summarizer.details.form import Page, as_shown, new_span, without_overlaps
from summarizer.details.letters import CERTAIN as CERTAIN_BY_LETTERS
from summarizer.details.letters import details_by_letters
from summarizer.details.marking import marked
from summarizer.details.model import LETTERS, Chances, Model, shipped
from summarizer.details.novelty import Surroundings, features, survey
from summarizer.language import Tree, labels, people
from summarizer.material import Material, in_known_language
from summarizer.retelling import lacking
from summarizer.types import Article, Detail, DetailReason, Manner, Sentence, Stylist, Token

__all__ = ["CERTAIN", "Examined", "examine", "find_details"]

#: A sentence is shown as a detail when it is new with this probability. Chosen on `details_gold_dev`, each story by
#: models of the others, opinions left out (precision, recall at 8, AP3): 0.82: 0.952, 0.55, 0.41; 0.84: 0.957, 0.57,
#: 0.41; 0.85: 0.973, 0.56, 0.40; 0.86: 0.972, 0.52, 0.38.
CERTAIN = 0.85
#: Behind those that are shown stand those that are new with this one, for who reads on; never in place of them.
LIKELY = 0.6
#: Where one sentence of another origin has all but this share of the words, it is a copy.
COPY = 0.25
#: Two outlets that rewrote one text share at least this part of their sentences as copies. The labelled stories hold
#: none such, so the model has not seen that what is left there is each outlet's own; chosen on `seeds`.
COPIED = 0.4
#: ... if two sentences of another origin lack this share of its words.
OWN = 0.55
#: A sentence is told elsewhere where less than this share of its words is new, whatever the model says.
UNTOLD = 0.1
#: Of two sentences of an article the lighter one is told again if the other lacks less than this of it.
REPEATED = 0.3
#: A sentence is told when it is boilerplate with less than this probability.
FURNITURE = 0.15
#: Nobody but an outlet's own voice says what is loaded with this probability: it is judged, not reported.
OPINION = 0.55


#: What an editor wants by the line alone counts this much, in log-odds; `training wanted` learned it from 286
#: other stories. Of the new sentences of `details_gold_dev`, each story by weights of the others, it tells what has
#: weight 3 better (AUC 0.70) than what 14 stories teach (0.60); by both together it is 0.69 from 2 on.
ODDS_OF_WANTED = 2.0
#: A chance is at least this far from none and from certainty.
TINY = 1e-6


class Examined(NamedTuple):
    """What only one origin reports, and why the other sentences are not told as such."""

    #: Weightiest first.
    details: tuple[Detail, ...]
    refused: tuple[tuple[Sentence, DetailReason], ...] = ()


def find_details(
    material: Material,
    *,
    shown: int = 5,
    model: Model | None = None,
    certain: float | None = None,
    stylist: Stylist | None = None,
) -> tuple[Detail, ...]:
    """What only one origin reports, weightiest first; nothing for a story of one origin.

    The best `shown` of each article are new for certain; only behind that many come others that are likely to be.
    `model` stands in for the shipped one, `certain` for `CERTAIN`; a `stylist` refuses opinions.
    """
    return examine(material, shown=shown, model=model, certain=certain, stylist=stylist).details


def examine(
    material: Material,
    *,
    shown: int = 5,
    model: Model | None = None,
    certain: float | None = None,
    stylist: Stylist | None = None,
) -> Examined:
    """The same with what was refused, and why: in a language that the models do not know nobody can say.

    With a `stylist` what an outlet thinks in its own words is no fact that it has alone, and is refused; what somebody
    is told to say may be as loaded as he made it.
    """
    if len(material.story.origins) < 2 or not material.sentences:
        return Examined(())
    if not in_known_language(material.story):
        return Examined(details_by_letters(material, model or shipped(LETTERS), certain or CERTAIN_BY_LETTERS))
    certain = certain or CERTAIN
    around = survey(material)
    chances = _chances(around, model or shipped())
    least = min(certain, LIKELY)
    reasons = {i: reason for i, c in enumerate(chances) if (reason := _unfit(c, least))}
    chosen = {i: c for i, c in enumerate(chances) if i not in reasons}
    manners = _manners(around, chosen, stylist)
    chosen |= {i: replace(chosen[i], weight=_wanted(chosen[i].weight, manner)) for i, manner in manners.items()}
    pages = _pages(around, chosen)
    judged = frozenset(i for i, manner in manners.items() if manner.loaded >= OPINION)
    details: list[Detail] = []
    for article in material.story.articles:
        mine = _of_article(around, article, chosen, pages[article.id], judged, reasons)
        sure = without_overlaps([d for d, chance in mine if chance >= certain])
        details += sure
        if len(sure) >= shown:
            details += _behind([d for d, chance in mine if chance < certain], sure, shown)
        else:
            reasons |= {i: "unsure" for i in around.of(article) if i in chosen and chosen[i].new < certain}
    # A stable sort: of one article's details of one weight the certain ones stay first.
    ordered = tuple(sorted(details, key=lambda d: (-d.weight, d.article)))
    return Examined(ordered, tuple((around.lines[i].sentence, reasons[i]) for i in sorted(reasons)))


def _behind(likely: Sequence[Detail], sure: Sequence[Detail], shown: int) -> list[Detail]:
    """Those that are likely to be new, none weightier than the `shown` that are surely."""
    ceiling = sorted((d.weight for d in sure), reverse=True)[shown - 1] if shown else 1.0
    return _apart_from(without_overlaps([replace(d, weight=min(d.weight, ceiling)) for d in likely]), sure)


def _unfit(chances: Chances, least: float) -> DetailReason | None:
    """Why a sentence is not even looked at."""
    if chances.furniture >= FURNITURE:
        return "boilerplate"
    return "known" if chances.new < least else None


def _chances(around: Surroundings, model: Model) -> list[Chances]:
    """What the model makes of each line, and of what is left of an article that is else a copy."""
    rows = features(around)
    chances = [model.judge(row) for row in rows]
    for article in around.material.story.articles:
        mine = around.of(article)
        if mine and sum(rows[i]["left_one"] < COPY for i in mine) >= COPIED * len(mine):
            for i in mine:
                if rows[i]["left_two"] >= OWN:
                    chances[i] = replace(chances[i], new=1.0)
    return chances


def _manners(around: Surroundings, chosen: Mapping[int, Chances], stylist: Stylist | None) -> dict[int, Manner]:
    """How the chosen lines tell; nothing without a stylist."""
    if stylist is None or not chosen:
        return {}
    return dict(zip(chosen, stylist.manners([around.lines[i].analysed.text for i in chosen]), strict=True))


def _wanted(weight: float, manner: Manner) -> float:
    """How much a reader wants a line, with what is wanted by the line alone."""
    odds = log(max(weight, TINY) / max(1 - weight, TINY)) + ODDS_OF_WANTED * manner.wanted
    return 1 / (1 + exp(-odds))


def _pages(around: Surroundings, chosen: Mapping[int, Chances]) -> dict[str, Page]:
    """Article id -> the article with the parses of its chosen sentences and those around them, made in one batch."""
    material = around.material
    texts: dict[tuple[str, int], str] = {}
    for article in material.story.articles:
        numbers = [around.lines[i].sentence.index for i in around.of(article) if i in chosen]
        spans = material.spans[article.id]
        for n in Page.needed(numbers, len(spans)):
            texts[article.id, n] = _without_labels(article.text[slice(*spans[n])])
    analyst = material.analyst
    trees = dict(zip(texts, analyst.trees(analyst(texts.values())), strict=True)) if analyst.parser else {}
    headlines = [material.story.headline, *(a.title or "" for a in material.story.articles)]
    titles = frozenset(w.folded for each in analyst(headlines) for w in each.words)
    pages = {}
    for a in material.story.articles:
        mine = {n: tree for (name, n), tree in trees.items() if name == a.id}
        known = material.spans[a.id], material.references[a.id]
        pages[a.id] = Page(a.text, *known, mine, analyst, people(a.text), titles)
    return pages


def _without_labels(sentence: str) -> str:
    """The sentence with spaces for its dateline, so that the parser's offsets stay true."""
    length = labels(sentence)
    return " " * length + sentence[length:]


def _apart_from(details: Sequence[Detail], taken: Sequence[Detail]) -> list[Detail]:
    """Those that share no words with what is already told."""
    return [
        d for d in details if not any(t.article == d.article and d.start < t.end and t.start < d.end for t in taken)
    ]


def _of_article(
    around: Surroundings,
    article: Article,
    chosen: Mapping[int, Chances],
    page: Page,
    judged: Set[int],
    reasons: dict[int, DetailReason],
) -> list[tuple[Detail, float]]:
    """The details of an article, each with how surely it is new; why others are none is put down in `reasons`."""
    found: dict[int, tuple[Detail, float]] = {}
    for i in sorted((i for i in around.of(article) if i in chosen), key=lambda i: (-chosen[i].weight, i)):
        line = around.lines[i]
        tree = page.trees.get(line.sentence.index, ())
        focus = _focus(around, i, tree)
        if around.weight(around.untold(i)) < UNTOLD * around.weight(line.bag):
            reasons[i] = "known"
            continue
        told = as_shown(page, line.sentence, focus, round(chosen[i].weight, 4))
        if not isinstance(told, Detail):
            reasons[i] = told
        elif i in judged and told.speaker is None:
            reasons[i] = "opinion"
        elif _repeats(around, i, found):
            reasons[i] = "repeated"
        else:
            found[i] = told, chosen[i].new
    return [found[i] for i in sorted(found)]


def _focus(around: Surroundings, i: int, tree: Sequence[Token]) -> tuple[int, int]:
    """Where in its article the new part of a line begins and ends."""
    line = around.lines[i]
    start = line.sentence.start
    found = marked(line.analysed, Tree(tree), around.newness(i)) if tree else None
    if found is None:
        return new_span(line.analysed, start, around.untold(i), around.idf, tree)
    return start + found[0], start + found[1]


def _repeats(around: Surroundings, i: int, before: Iterable[int]) -> bool:
    """Whether a weightier sentence of the same article tells the same."""
    return any(lacking(around.meant[i], [around.meant[j]], around.idf)["lack"] < REPEATED for j in before)
