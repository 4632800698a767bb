"""Which two values of two reports are of one thing and cannot both be true.

Figures are matched by meaning (`same_thing`): each is the other's best match in the two reports. Ages, shares, days,
years and times of day are few in a text and are matched by the words around them. What one side says is no
contradiction if the other says it too, anywhere in its text. Precision comes first: what is in doubt is not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from summarizer.changes.acts import meaning
from summarizer.changes.bearers import of_other_names, of_others
from summarizer.changes.distances import of_one_extent
from summarizer.changes.mentions import Mention
from summarizer.changes.quantities import PEOPLE, SCORE, SOMEBODY, TOLLS, Sort, Value, compatible, days_apart, values
from summarizer.changes.same_thing import Pair, comparable, features, shipped
from summarizer.language import COUNTING, Analysed, fold, lexicon
from summarizer.material import Material
from summarizer.types import Encoder

#: Probability from which two figures that differ count one thing. Chosen on `tests/data/changes`, where the true ones
#: have 0.80 or more, and on long articles of `clustering_giveme5w1h_dev`, where false ones have up to 0.84 (most 0.78).
SAME = 0.795
#: The same of two that were said within an hour, or nobody knows when: time cannot explain that they differ. True ones
#: of the development stories have 0.94 or more, false ones of long articles up to 0.87.
SAME_TIME = 0.9
#: The same of people of whom nothing more is told: "30 people worked there", "80 people were taken to hospital".
SAME_PEOPLE = 0.9
#: How alike two nouns are at least that may name the same people: civilians are no soldiers.
SAME_NOUN = 0.5
#: ... from which a figure that both reports give is the one in question.
ALSO = 0.5
#: Seconds between two times at which something was said, from which on it may have changed.
APART_IN_TIME = 3600
#: What lengths and distances are kept as.
LENGTH = "=length"
#: Figures of another report that a figure is compared with: the ones in the sentences most like its own.
NEAREST = 4


class Need(NamedTuple):
    """How much two sentences must have in common before their values are compared."""

    #: Cosine of their embeddings.
    likeness: float
    #: Stems shared around the values.
    words: int
    #: Their share of the smaller surrounding, by weight.
    share: float


#: Chosen by reading every pair of values that differ, in the 14 stories of `details_events_dev` and the 50 of
#: `multi_news_raw_dev50`.
NEEDS: Mapping[Sort, Need] = {
    "age": Need(0.45, 1, 0.1),
    "share": Need(0.45, 3, 0.2),
    "day": Need(0.45, 1, 0.05),
    "year": Need(0.35, 2, 0.2),
    "time": Need(0.45, 1, 0.05),
}
#: Where each origin gives one day only, and the days are this near, less will do.
NEAR_DAYS = 3
LONE_DAYS = Need(0.35, 0, 0.0)
#: One day of two years may be that of an event and of what it is remembered by: more is asked.
SAME_DAY = Need(0.45, 2, 0.2)
#: The age of somebody where each origin gives one.
LONE_AGES = Need(0.55, 0, 0.0)
#: Values that are those of an event; and how alike two clauses are at least, without them, that tell of one: true ones
#: of the development stories have 0.33 or more, false ones of long articles up to 0.13.
DATED = ("day", "year", "time")
SAME_CLAUSE = 0.25
#: The same of figures of which nobody tells what befell whom, surely of one thing (from `SAME_TIME` on) or less surely:
#: true ones of `tests/data/changes` and the development stories have 0.55 and 0.61 or more, false ones of long
#: articles up to 0.51 and 0.55.
SURE_CLAUSE, UNSURE_CLAUSE = 0.52, 0.58
_SUPERSEDED, _REPLACED, _WITHDRAWN = map(lexicon.pattern, ("superseded", "replaced", "withdrawn"))
_UPDATED, _RESCHEDULED, _FORECAST, _COMPARED, _PART_OF, _OF_ALL, _DEFINITE = map(
    lexicon.pattern,
    ("updated", "rescheduled", "forecasts", "compared", "part_of_whole", "of_all", "definite_figure"),
)


def is_superseded(mention: Mention) -> bool:
    """Whether the sentence says that its value is no longer valid: "up from 4", "at first 30 were said to be held"."""
    return is_replaced(mention) or _SUPERSEDED.search(mention.text[: mention.value.start]) is not None


def is_replaced(mention: Mention) -> bool:
    """Whether the sentence says that another value took the place of this one: "an earlier count of 26 was wrong"."""
    text, value = mention.text, mention.value
    return bool(_REPLACED.search(text[: value.start]) or _WITHDRAWN.search(text[value.end :]))


def pairs(material: Material, told: Sequence[Mention], encoder: Encoder | None) -> Iterator[Pair]:
    """Pairs of values that cannot both be true."""
    by_key: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for each in told:
        if each.value.sort != "number":
            by_key[each.value.sort, each.value.key].append(each)
    told_apart = [pair for same in by_key.values() for pair in _by_words(material, same)]
    yield from _of_one_event(told_apart, encoder)
    yield from _by_meaning(material, [m for m in told if m.value.sort == "number"], encoder)


def _by_meaning(material: Material, told: Sequence[Mention], encoder: Encoder | None) -> Iterator[Pair]:
    """Figures that are each other's best match in two reports, and differ."""
    candidates = list(_near(material, told))
    rows = dict(zip(candidates, features(material, candidates, encoder), strict=True))
    chance = {pair: shipped().score(row) for pair, row in rows.items()}
    best: dict[tuple[Mention, int], tuple[float, Mention]] = {}
    for (a, b), p in chance.items():
        for mine, other in ((a, b), (b, a)):
            if not is_superseded(other) and p > best.get((mine, other.origin), (0.0, other))[0]:
                best[mine, other.origin] = (p, other)
    for (a, b), p in chance.items():
        mutual = all(best.get((m, o.origin), (0.0, o))[1] is o for m, o in ((a, b), (b, a)))
        if (
            p < (SAME if _at_two_times(a, b) else SAME_TIME)
            or not mutual
            or compatible(a.value, b.value)
            or rows[a, b]["clause"] < _least_alike(a, b, p)
            or not _of_one_time(a, b)
            or (a.value.key != SCORE and of_others(material, a, b))
        ):
            continue
        if _of_other_people(material, a, b) or (p < SAME_PEOPLE and _nothing_more(a) and _nothing_more(b)):
            continue
        if not any(_also_said(chance, one, other) or _gives(told, one, other) for one, other in ((a, b), (b, a))):
            yield a, b


def _least_alike(a: Mention, b: Mention, chance: float) -> float:
    """How alike the clauses of two figures must be: less where they tell what befell somebody."""
    if a.befell and b.befell:
        return -1.0  # what befell them is told alike, whatever else the clause tells
    if a.befell or b.befell:
        return SAME_CLAUSE
    return SURE_CLAUSE if chance >= SAME_TIME else UNSURE_CLAUSE


def _of_one_event(found: Sequence[Pair], encoder: Encoder | None) -> Iterator[Pair]:
    """The pairs of which the clauses, without their days, tell of one thing; all of them without an encoder."""
    texts = list(dict.fromkeys(m.clause for pair in found for m in pair))
    if encoder is None or not texts:
        yield from found
        return
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    for a, b in found:
        moved = any(_RESCHEDULED.search(m.text) for m in (a, b))
        if a.value.sort not in DATED or moved or float(vectors[a.clause] @ vectors[b.clause]) >= SAME_CLAUSE:
            yield a, b


def _near(material: Material, told: Sequence[Mention]) -> Iterator[Pair]:
    """Figures that are worth comparing: of each other report those in the sentences most like."""
    seen: set[tuple[int, int]] = set()
    number = {id(m): i for i, m in enumerate(told)}
    by_family: dict[str, dict[int, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for each in told:
        by_family[each.value.family][each.origin].append(each)
    for origins in by_family.values():
        for mine in (m for members in origins.values() for m in members):
            for origin, others in origins.items():
                if origin == mine.origin:
                    continue
                near = [o for o in others if comparable(material, mine, o)]
                near.sort(key=lambda o: -material.likeness[mine.line, o.line])
                for other in near[:NEAREST]:
                    a, b = sorted((number[id(mine)], number[id(other)]))
                    if (a, b) not in seen:
                        seen.add((a, b))
                        yield told[a], told[b]


def _also_said(chance: Mapping[Pair, float], a: Mention, b: Mention) -> bool:
    """Whether the report of `b` gives the value of `a` too, and does not take it back."""
    theirs = (other if one is a else one for (one, other), p in chance.items() if p >= ALSO and a in (one, other))
    return any(m.origin == b.origin and compatible(a.value, m.value) and not is_superseded(m) for m in theirs)


def _gives(told: Sequence[Mention], a: Mention, b: Mention) -> bool:
    """Whether the report of `b` counts the same, as many as `a`, somewhere: the other figure is of some of them."""
    noun = _noun(a.analysed, a.value)
    same = (m for m in told if m.origin == b.origin and m.value.family == a.value.family and m.value.sort == "number")
    return bool(noun) and any(
        compatible(a.value, m.value)
        and _noun(m.analysed, m.value) == noun
        and (m.befell == a.befell or not (m.befell and a.befell))
        and not is_superseded(m)
        for m in same
    )


def _of_one_time(a: Mention, b: Mention) -> bool:
    """Whether the figures of two sentences can be of one time: no forecast beside what came, no part beside a whole."""
    if _is_total(a) != _is_total(b) or _elsewhere(a, b) or of_other_names(a, b):
        return False
    if a.value.key == b.value.key and not a.befell and _of_other_nouns(a, b):
        return False
    if a.value.family == LENGTH and not of_one_extent((a.analysed, a.value), (b.analysed, b.value)):
        return False
    if _is_definite(a) != _is_definite(b) and not (a.befell or b.befell):
        return False
    forecast = [_FORECAST.search(m.text) is not None for m in (a, b)]
    if a.value.family == "=%" and forecast[0] != forecast[1]:
        return False  # what was expected of a rate, beside what it was
    if any(_UPDATED.search(m.text) for m in (a, b)):
        return True
    return not (_has_parts(a) or _has_parts(b)) and _comparable(a.analysed, b.analysed)


def _has_parts(said: Mention) -> bool:
    """Whether a sentence gives several figures of what is counted: they may be parts of the other's."""
    noun = _noun(said.analysed, said.value)
    every = [v for v in said.analysed.read(values) if v.family == "count"]
    counted = [v for v in every if v.key == said.value.key or (noun and _noun(said.analysed, v) == noun)]
    return len({v.amount for v in counted}) > 1


def _of_other_nouns(a: Mention, b: Mention) -> bool:
    """Whether two figures count other things that begin with one word: "10 tunnels" and "eight tunnel entrances"."""
    nouns = [_noun(m.analysed, m.value) for m in (a, b)]
    return all(nouns) and nouns[0] != nouns[1]


def _noun(sentence: Analysed, value: Value) -> str:
    """The noun that a figure stands before, as the lexicon has it; "" for none."""
    tree = sentence.tree
    place = next((i for i, t in enumerate(tree) if t.start <= value.start < t.end), None)
    if place is None or tree[place].relation not in COUNTING:
        return ""
    head = tree[tree[place].head]
    return head.lemma if head.tag in ("NN", "NNS") else ""


def _by_words(material: Material, same: Sequence[Mention]) -> Iterator[Pair]:
    """Values of one key, of two reports, whose surroundings have enough in common."""
    for a, b in combinations(same, 2):
        if a.origin == b.origin or compatible(a.value, b.value):
            continue
        if a.value.sort == "year" and a.value.qualifier != b.value.qualifier:
            continue  # where a time begins, beside where one ends
        if _also_says(same, a, b) or _also_says(same, b, a):
            continue
        given = [len({s.value.amount for s in same if s.origin == o}) for o in (a.origin, b.origin)]
        if a.value.sort == "year" and min(given) > 1:
            continue  # of two chronicles some years are always about the same
        if a.value.sort in DATED and (of_others(material, a, b) or _is_caption(a) or _is_caption(b)):
            continue
        if _about_the_same(material, a, b, lone=given == [1, 1]):
            yield a, b


def _is_caption(said: Mention) -> bool:
    """Whether a day is that of a picture: told with its year in the present, "A man stands guard, April 25, 2014"."""
    tree = said.analysed.tree
    main = [i for i in tree.roots if tree[i].tag[:2] == "VB"]
    shown = any(tree[j].tag in ("VBZ", "VBP") for i in main for j in (i, *tree.below(i, "aux", "auxpass")))
    return said.value.sort == "day" and bool(said.value.qualifier) and shown


def _also_says(same: Sequence[Mention], a: Mention, b: Mention) -> bool:
    """Whether the origin of `b` gives the value of `a` too, somewhere."""
    return any(c.origin == b.origin and compatible(c.value, a.value) and not is_superseded(c) for c in same)


def _is_total(said: Mention) -> bool:
    """Whether a figure is what others are a part of: eleven in "two of its eleven pillars"."""
    text = said.text[: said.value.start]
    before = _PART_OF.search(text)
    return _OF_ALL.search(text) is not None or (
        before is not None and any(n.end == before.start() for n in said.analysed.numbers)
    )


def _is_definite(said: Mention) -> bool:
    """Whether a figure is that of a known set: "the two women", "the state's two senators", "its eleven pillars"."""
    return said.value.family == "count" and _DEFINITE.search(said.text[: said.value.start]) is not None


def _at_two_times(a: Mention, b: Mention) -> bool:
    """Whether two values were said so far apart that the one may have become the other, or a report says it did."""
    if any(_UPDATED.search(m.text) or is_superseded(m) for m in (a, b)):
        return True
    if not a.published or not b.published:
        return False
    return abs((a.published - b.published).total_seconds()) >= APART_IN_TIME


def _nothing_more(said: Mention) -> bool:
    """Whether a figure counts people, and nobody tells what befell them."""
    return said.value.key == SOMEBODY and not said.befell


def _of_other_people(material: Material, a: Mention, b: Mention) -> bool:
    """Whether what befell some is told of others, by the nouns: "32 civilians" and "three soldiers" were killed."""
    if not a.befell or a.befell != b.befell:
        return False
    nouns = [(m.line, place) for m in (a, b) if (place := _who(m)) is not None]
    if len(nouns) < len((a, b)):
        return False
    (one, i), (other, j) = nouns
    if material.analysed[one].tree[i].lemma == material.analysed[other].tree[j].lemma:
        return False
    meant = meaning(material, one, i), meaning(material, other, j)
    return meant[0] is not None and meant[1] is not None and float(meant[0] @ meant[1]) < SAME_NOUN


def _who(said: Mention) -> int | None:
    """The noun that says which people a figure counts; None where it says no more than people, or what befell them."""
    tree = said.analysed.tree
    place = next((i for i, t in enumerate(tree) if t.start <= said.value.start < t.end), None)
    seen: set[int] = set()
    while place is not None and tree[place].relation in COUNTING and place not in seen:
        seen.add(place)
        place = tree[place].head
    if place is None or tree[place].tag not in ("NN", "NNS", "NNPS") or tree[place].start < said.value.start:
        return None
    word = fold(tree[place].text)
    return None if word in PEOPLE or word in TOLLS else place


def _elsewhere(a: Mention, b: Mention) -> bool:
    """Whether both sentences name countries, states or towns, and none that the other names."""
    named = [{fold(t.text) for t in m.analysed.tree if t.entity == "GPE" and t.tag[:3] == "NNP"} for m in (a, b)]
    return bool(named[0] and named[1]) and not named[0] & named[1]


def _about_the_same(material: Material, a: Mention, b: Mention, *, lone: bool) -> bool:
    """Whether two values are of one thing; `lone` if each origin gives no other of that key."""
    sort = a.value.sort
    if sort == "age" and a.value.key != "year-old":
        return True  # the age of one named person
    if sort in ("day", "year") and _other_figures(a.analysed, b.analysed):
        return False
    if sort == "year" and _COMPARED.search(f"{a.text} {b.text}"):
        return False
    need = _need(a, b, lone=lone)
    shared = a.around.keys() & b.around.keys()
    if need is None or material.likeness[a.line, b.line] < need.likeness or len(shared) < need.words:
        return False
    of_both, of_a, of_b = (sum(material.idf.get(s, 1.0) for s in sorted(each)) for each in (shared, a.around, b.around))
    return of_both >= need.share * min(of_a, of_b)


def _need(a: Mention, b: Mention, *, lone: bool) -> Need | None:
    """How much the sentences of two values must have in common; None for days that no mistake makes one."""
    one, other = a.value, b.value
    if one.sort == "day":
        if one.amount == other.amount:
            return SAME_DAY
        if days_apart(one, other) > NEAR_DAYS:
            return SAME_DAY if any(_RESCHEDULED.search(m.text) for m in (a, b)) else None
        return LONE_DAYS if lone else NEEDS["day"]
    return LONE_AGES if one.sort == "age" and lone else NEEDS[one.sort]


def _comparable(a: Analysed, b: Analysed) -> bool:
    """Whether the figures of two sentences can be of one time: no forecast beside what came, no other year."""
    years = [{v.amount for v in each.read(values) if v.sort == "year"} for each in (a, b)]
    if years[0] and years[1] and not years[0] & years[1]:
        return False
    forecast = [_FORECAST.search(each.text) is not None for each in (a, b)]
    return forecast[0] == forecast[1] and not _COMPARED.search(f"{a.text} {b.text}")


def _other_figures(a: Analysed, b: Analysed) -> bool:
    """Whether two sentences count the same and differ: then they tell of two times, each with its own figure."""
    figures: list[dict[str, Value]] = [{v.key: v for v in each.read(values) if v.sort == "number"} for each in (a, b)]
    return any(not compatible(figures[0][key], figures[1][key]) for key in figures[0].keys() & figures[1].keys())
