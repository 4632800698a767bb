"""What differs between origins, and what changed over time: the values that they give for one thing, each cited.

    sentences --values--> mentions --matching--> values of one thing --sequence--> in the order in which they were said
    sentences ----------------------outcomes---> missing, then found alive
    names     ----------------------variants---> spelled differently
    acts, ranks, "no", beliefs ------worded----> told otherwise in words

Time explains an update or an outcome, a source that says so a correction; what nothing explains is a disagreement, and
both sides stand. `newest` says which sentences are out of date. Stories told differently as a whole ("she was at work",
"she was next door") are not found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.changes.matching import is_superseded, pairs
from summarizer.changes.mentions import Mention, mentions
from summarizer.changes.newest import Newest, newest_of
from summarizer.changes.outcomes import outcomes
from summarizer.changes.quantities import is_one
from summarizer.changes.sequence import apart, corrections, in_order, kind_of
from summarizer.changes.topics import topic_of
from summarizer.changes.variants import spellings
from summarizer.changes.worded import worded
from summarizer.language import numbers
from summarizer.material import Material, in_known_language
from summarizer.types import Disagreement, Encoder, Side

__all__ = ["Newest", "find_disagreements", "newest_of"]


def find_disagreements(material: Material, encoder: Encoder | None = None) -> tuple[Disagreement, ...]:
    """What changed or differs between origins, in the order of the story; none in a language that is not known.

    Without an encoder clauses are taken to be as alike as their sentences.
    """
    story = material.story
    if len(story.origins) < 2 or not in_known_language(story):
        return ()
    told = mentions(material)
    groups = _grouped([*pairs(material, told, encoder), *corrections(told)])
    found = [_disagreement(sides) for group in groups for sides in apart(_sides(group)) if len(sides) > 1]
    return _each_once((*found, *outcomes(material), *spellings(material), *worded(material, encoder)))


def _each_once(found: Sequence[Disagreement]) -> tuple[Disagreement, ...]:
    """Those of one kind and the same values told once: a headline and a text may both have "$82, up from $70"."""
    once: dict[tuple[str, ...], Disagreement] = {}
    for each in found:
        once.setdefault((each.kind, *(side.value for side in each.sides)), each)
    return tuple(once.values())


def _grouped(linked: Sequence[tuple[Mention, Mention]]) -> list[list[Mention]]:
    """Values that are linked by pairs, each group in story order."""
    groups: list[list[Mention]] = []
    for a, b in linked:
        touching = [g for g in groups if a in g or b in g]
        merged = [s for g in touching for s in g]
        merged += [s for s in (a, b) if s not in merged]
        groups = [g for g in groups if g not in touching] + [merged]
    return [sorted(g, key=lambda s: (s.line, s.value.start)) for g in groups]


def _sides(group: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions of a group by the value that they give."""
    sides: list[list[Mention]] = []
    for said in group:
        for side in sides:
            if all(is_one(said.value, other.value) for other in side):
                side.append(said)
                break
        else:
            sides.append([said])
    return sides


def _disagreement(sides: Sequence[Sequence[Mention]]) -> Disagreement:
    """The values of one thing, each with the sentences that give it."""
    kind = kind_of(sides)
    moved = kind in ("update", "correction")
    ordered = in_order(sides) if moved else sides
    every = sorted((m for side in sides for m in side), key=lambda m: (m.line, m.value.start))
    newest = [list(reversed(side)) for side in reversed(ordered)] if moved else sides
    told = tuple(_side(s, moved=moved, current=moved and s is ordered[-1]) for s in ordered)
    return Disagreement(topic_of(newest) or _topic(every), kind, told)


def _side(said: Sequence[Mention], *, moved: bool, current: bool) -> Side:
    """A value as it is first written, with the sentences that give it, and when it was first said to hold."""
    times = [m.published for m in said if m.published and not is_superseded(m)]
    return Side(
        said[0].qualified if moved else said[0].written,
        tuple(dict.fromkeys(m.citation for m in said)),
        min(times, default=None),
        current,
    )


def _topic(group: Sequence[Mention]) -> str:
    """What the values are values of, in words that several of the sentences share around them.

    "bodies: remains, found" is short of a headline, but each word of it stands in both sources.
    """
    first = group[0]
    others = [said for said in group if said.origin != first.origin]
    shared = [w for s, w in first.around.items() if any(s in other.around for other in others)]
    counted = next((name for said in group if (name := _counted(said))), first.value.sort)
    counted = "time of day" if counted == "time" else counted
    told = [w for w in shared or list(first.around.values()) if w.casefold() != counted.casefold()]
    return f"{counted}: {', '.join(told[:5])}" if told else counted


def _counted(said: Mention) -> str:
    """What a figure counts, in a word: what befell people, else its noun or unit; "" where it has none."""
    if said.value.sort != "number":
        return ""
    noun = re.split(r"[\s-]", said.written)[-1]
    return said.befell or (noun if noun.isalpha() and not numbers(noun) and noun != "people" else "")
