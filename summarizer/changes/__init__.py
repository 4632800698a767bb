"""Where two origins give different values for the same thing: both sides, typed, each with its sentence.

Two values are about the same thing when they count or date the same, in sentences that are near in meaning and share
words around the value. What one side says is no contradiction if the other says it too, anywhere in its text.
Precision comes first: of what is left in doubt nothing is told. Stories told differently as a whole ("she was at work",
"she was next door") are not found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from summarizer.changes.quantities import TOLLS, Sort, Value, compatible, days_apart, is_one, values
from summarizer.changes.variants import spellings
from summarizer.language import FUNCTION_WORDS, Analysed, lexicon, stem
from summarizer.material import Material, in_known_language
from summarizer.types import Citation, Disagreement, DisagreementKind, Sentence, Side, Story

__all__ = ["find_disagreements"]

#: Content words on each side of a value that tell what it is about.
REACH = 7


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
    "number": Need(0.4, 2, 0.2),
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
_SUPERSEDED, _UPDATED, _FORECAST, _COMPARED, _PART_OF = map(
    lexicon.pattern, ("superseded", "updated", "forecasts", "compared", "part_of_whole")
)
#: More figures of one key than this in one text count different things.
MOST_FIGURES = 2
#: Seconds between two reports, from which on the later one is newer.
NEWER = 3600


@dataclass(frozen=True, slots=True)
class _Said:
    """A value in a sentence of the story."""

    line: int
    origin: int
    sentence: Sentence
    analysed: Analysed
    value: Value
    #: Stems around the value -> as written.
    around: Mapping[str, str]

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.analysed.text


def find_disagreements(material: Material) -> tuple[Disagreement, ...]:
    """The contradictions between origins, in the order of the story; none in a language whose words are not known."""
    story = material.story
    if len(story.origins) < 2 or not in_known_language(story):
        return ()
    said = [each for line in range(len(material.sentences)) for each in _said(material, line)]
    found = [_disagreement(story, group) for group in _grouped(tuple(_pairs(material, said)))]
    return (*found, *spellings(material))


def _said(material: Material, line: int) -> list[_Said]:
    """The values of a sentence, times as they were on its article's day."""
    sentence, analysed = material.sentences[line], material.analysed[line]
    published = material.story.article(sentence.article).published
    origin, day = material.story.origin_of(sentence.article), published.date() if published else None
    return [_Said(line, origin, sentence, analysed, v.on(day), _around(analysed, v)) for v in analysed.read(values)]


def _around(sentence: Analysed, value: Value) -> dict[str, str]:
    found = [w for w in sentence.words if w.folded not in FUNCTION_WORDS]
    before = [w for w in found if w.end <= value.start][-REACH:]
    after = [w for w in found if w.start >= value.end][:REACH]
    return {stem(w.folded): sentence.text[w.start : w.end] for w in before + after if not w.folded[0].isdigit()}


def _pairs(material: Material, said: Sequence[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Pairs of values that cannot both be true."""
    by_key: dict[tuple[str, str], list[_Said]] = {}
    for each in said:
        by_key.setdefault((each.value.sort, each.value.key), []).append(each)
    for same in by_key.values():
        for a, b in combinations(same, 2):
            if a.origin == b.origin or compatible(a.value, b.value) or _is_total(a) != _is_total(b):
                continue
            if _also_says(same, a, b) or _also_says(same, b, a):
                continue
            given = [len({s.value.amount for s in same if s.origin == o}) for o in (a.origin, b.origin)]
            if a.value.sort == "number" and (max(given) > MOST_FIGURES or _parts(same, a, b)):
                continue
            if _about_the_same(material, a, b, lone=given == [1, 1]):
                yield a, b


def _also_says(same: Sequence[_Said], a: _Said, b: _Said) -> bool:
    """Whether the origin of `b` gives the value of `a` too, somewhere."""
    return any(c.origin == b.origin and compatible(c.value, a.value) and not _SUPERSEDED.search(c.text) for c in same)


def _parts(same: Sequence[_Said], a: _Said, b: _Said) -> bool:
    """Whether one of the sentences tells of several figures, which may be parts of the other's."""
    return any(c.line in (a.line, b.line) and c not in (a, b) and c.value.amount != a.value.amount for c in same)


def _is_total(said: _Said) -> bool:
    """Whether a figure is what others are a part of: the eleven in "two of its eleven pillars"."""
    before = _PART_OF.search(said.text[: said.value.start])
    return before is not None and any(n.end == before.start() for n in said.analysed.numbers)


def _about_the_same(material: Material, a: _Said, b: _Said, *, lone: bool) -> bool:
    """Whether two values are of one thing; `lone` if each origin gives no other of that key."""
    sort = a.value.sort
    if sort == "age" and a.value.key != "year-old":
        return True  # the age of one named person
    if sort == "number" and not _comparable(a.analysed, b.analysed):
        return False
    if sort in ("day", "year") and _other_figures(a.analysed, b.analysed):
        return False
    need = _need(a.value, b.value, lone=lone)
    shared = a.around.keys() & b.around.keys()
    if need is None or material.likeness[a.line, b.line] < need.likeness or len(shared) < need.words:
        return False
    of_both, of_a, of_b = (sum(material.idf.get(s, 1.0) for s in sorted(each)) for each in (shared, a.around, b.around))
    return of_both >= need.share * min(of_a, of_b)


def _need(a: Value, b: Value, *, lone: bool) -> Need | None:
    """How much the sentences of two values must have in common; None for days that no mistake makes one."""
    if a.sort == "day":
        if a.amount == b.amount:
            return SAME_DAY
        if days_apart(a, b) > NEAR_DAYS:
            return None
        return LONE_DAYS if lone else NEEDS["day"]
    return LONE_AGES if a.sort == "age" and lone else NEEDS[a.sort]


def _comparable(a: Analysed, b: Analysed) -> bool:
    """Whether the figures of two sentences can be of one time: no forecast beside what came, no other year."""
    years = [{v.amount for v in each.read(values) if v.sort == "year"} for each in (a, b)]
    if years[0] and years[1] and not years[0] & years[1]:
        return False
    forecast = [_FORECAST.search(each.text) is not None for each in (a, b)]
    return forecast[0] == forecast[1] and not _COMPARED.search(f"{a.text} {b.text}")


def _other_figures(a: Analysed, b: Analysed) -> bool:
    """Whether two sentences count the same and differ: then they tell of two times, each with its own figure."""
    figures = [{v.key: v for v in each.read(values) if v.sort == "number"} for each in (a, b)]
    return any(not compatible(figures[0][key], figures[1][key]) for key in figures[0].keys() & figures[1].keys())


def _grouped(pairs: Sequence[tuple[_Said, _Said]]) -> list[list[_Said]]:
    """Values that are linked by pairs, each group in story order."""
    groups: list[list[_Said]] = []
    for a, b in pairs:
        touching = [g for g in groups if a in g or b in g]
        merged = [s for g in touching for s in g]
        merged += [s for s in (a, b) if s not in merged]
        groups = [g for g in groups if g not in touching] + [merged]
    return [sorted(g, key=lambda s: (s.line, s.value.start)) for g in groups]


def _disagreement(story: Story, group: Sequence[_Said]) -> Disagreement:
    """The values of a group, each with the sentences that give it."""
    sides: list[list[_Said]] = []
    for said in group:
        for side in sides:
            if all(is_one(said.value, other.value) for other in side):
                side.append(said)
                break
        else:
            sides.append([said])
    return Disagreement(_topic(group), _kind(story, group), tuple(map(_side, sides)))


def _side(said: Sequence[_Said]) -> Side:
    """A value as it is first written, with all sentences that give it."""
    first = said[0]
    cited = (Citation(s.sentence.article, s.sentence.start, s.sentence.end) for s in said)
    return Side(first.text[first.value.start : first.value.end], tuple(dict.fromkeys(cited)))


def _topic(group: Sequence[_Said]) -> str:
    """What the values are values of, in words that several of the sentences share around them.

    "bodies: remains, found" is short of a headline, but each word of it stands in both sources.
    """
    first = group[0]
    others = [said for said in group if said.origin != first.origin]
    shared = [w for s, w in first.around.items() if any(s in other.around for other in others)]
    noun = first.text[first.value.start : first.value.end].split()[-1]
    counted = noun if first.value.sort == "number" and noun.isalpha() else first.value.sort
    counted = "time of day" if counted == "time" else counted
    return f"{counted}: {', '.join((shared or list(first.around.values()))[:5])}"


def _kind(story: Story, group: Sequence[_Said]) -> DisagreementKind:
    """`update` where a sentence says that its figure took another's place, or the newer report has the higher toll."""
    first = group[0].value
    if first.sort != "number":
        return "number" if first.sort in ("age", "share") else "date"
    if any(_UPDATED.search(said.text) for said in group):
        return "update"
    low, high = (pick(group, key=lambda s: s.value.amount) for pick in (min, max))
    times = [story.article(said.sentence.article).published for said in (low, high)]
    newer = times[0] and times[1] and (times[1] - times[0]).total_seconds() >= NEWER
    return "update" if newer and first.key in TOLLS.values() else "number"
