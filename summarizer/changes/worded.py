"""What two reports tell otherwise in words: where to, who it is, whether it is so at all, and what was first thought.

    "followed the nanny outdoors"               "following his nanny into the kitchen"          place
    "the second victim was Krystle Campbell"    "Martin Richard was the second of the three"    name
    "she said he was no daredevil"              "the young daredevil who fell to his death"     denial
    "considering lifting the law"               "not planning to waive or repeal the law"       denial
    "what it had feared was an attempt to hack was, in fact, a test"      "this attempt"        correction

Each is read off what grammar alone tells: a goal of one act, a rank and who holds it, "no" before what somebody is, an
intention told and denied, a belief told as past beside what is so. What one origin says and another only leaves out is
no difference; what it says itself in either way is none either. Of verbs with "not" only those of intention are read:
of the others in 360 stories none was a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from summarizer.changes.acts import Act, acts, aligned, citation, having, meaning
from summarizer.changes.denials import denials
from summarizer.changes.distances import of_one_extent
from summarizer.changes.holders import holders
from summarizer.changes.plans import plans
from summarizer.changes.quantities import Value, compatible, values
from summarizer.changes.thought import withdrawn
from summarizer.changes.topics import phrase_of
from summarizer.language import Tree, fold, lexicon
from summarizer.material import Material
from summarizer.types import Disagreement, Encoder, Side

#: Prepositions and adverbs that tell where an act ends: one act ends in one place.
_INTO, _WHERE = lexicon.words_of("goal_prepositions"), lexicon.words_of("goal_adverbs")
#: What lengths and heights are kept as.
LENGTH = "=length"
#: How alike the meanings of two words are at most that tell two places.
OTHER_PLACE = 0.5
#: Cosine of two sentences that tell how far one person went.
NEAR = 0.35


def worded(material: Material, encoder: Encoder | None) -> Iterator[Disagreement]:
    """What origins tell otherwise in words; nothing without a parser."""
    if not material.analyst.parser:
        return
    yield from places(material)
    yield from extents(material)
    yield from holders(material, encoder)
    yield from denials(material)
    yield from plans(material)
    yield from withdrawn(material)


def places(material: Material) -> Iterator[Disagreement]:
    """Acts that end in two places, each told once."""
    told = acts(material, having(material, _INTO | _WHERE))
    known: set[frozenset[str]] = set()
    for one, other in aligned(material, [act for act in told if _goals(act)]):
        mine, theirs = _goals(one), _goals(other)
        pair = frozenset((_written(one.tree, mine[0]), _written(other.tree, theirs[0])))
        if len(mine) > 1 or len(theirs) > 1 or pair in known or _alike(material, one, mine[0], other, theirs[0]):
            continue
        if _tells(material, one.origin, other.tree, theirs[0]) or _tells(material, other.origin, one.tree, mine[0]):
            continue
        known.add(pair)
        sides = [
            Side(_written(act.tree, goal), (citation(material, act.line),))
            for act, goal in ((one, mine[0]), (other, theirs[0]))
        ]
        yield Disagreement(f"where: {_said(one)}", "place", tuple(sides))


def extents(material: Material) -> Iterator[Disagreement]:
    """How far somebody went or fell, where each of two origins tells it of him once: "dropped nine stories"."""
    lines = [i for i, each in enumerate(material.analysed) if any(v.family == LENGTH for v in each.read(values))]
    found = [(act, value) for act in acts(material, lines) if act.who and (value := _extent(material, act))]
    known: set[frozenset[str]] = set()
    for (one, mine), (other, theirs) in combinations(found, 2):
        if one.origin == other.origin or not one.who & other.who or one.who & other.who in known:
            continue
        lone = all(_given(found, act) == 1 for act in (one, other))
        alike = of_one_extent(*((material.analysed[act.line], value) for act, value in ((one, mine), (other, theirs))))
        if lone and alike and not compatible(mine, theirs) and material.likeness[one.line, other.line] >= NEAR:
            known.add(one.who & other.who)
            sides = (_measured(material, one, mine), _measured(material, other, theirs))
            yield Disagreement(f"how far: {_said(one)}", "number", sides)


def _measured(material: Material, act: Act, value: Value) -> Side:
    text = material.analysed[act.line].text
    return Side(text[value.start : value.end], (citation(material, act.line),))


def _given(found: Sequence[tuple[Act, Value]], one: Act) -> int:
    """How many extents the origin of an act gives of whom it is said of."""
    return len({value.amount for act, value in found if act.origin == one.origin and act.who & one.who})


def _extent(material: Material, act: Act) -> Value | None:
    """The length that hangs on a verb itself: of "slipped 25 feet" 25 feet, of "climbed a 25-foot wall" none."""
    said = material.analysed[act.line]
    lengths = [v for v in said.read(values) if v.family == LENGTH]
    for i in act.tree.below(act.verb, "dobj", "npadvmod", "advmod"):
        inside = act.tree.subtree(i)
        for value in lengths:
            measured = [j for j in inside if value.start <= act.tree[j].start < value.end]
            if i in measured:
                return value
    return None


def _goals(act: Act) -> list[int]:
    """Positions of the words that tell where an act ends, by their own preposition where they have one."""
    found = []
    for i in act.tree.children[act.verb]:
        token = act.tree[i]
        if token.relation == "advmod" and fold(token.text) in _WHERE:
            found.append(i)
        elif token.relation == "prep" and fold(token.text) in _INTO:
            found += [j for j in act.tree.below(i, "pobj") if act.tree[j].tag in ("NN", "NNS")]
    return found


def _written(tree: Tree, goal: int) -> str:
    """A goal as it stands there, with its preposition."""
    if tree[goal].relation != "pobj":
        return tree[goal].text
    return f"{tree[tree[goal].head].text} {phrase_of(tree, goal, article=True) or tree[goal].text}"


def _alike(material: Material, one: Act, mine: int, other: Act, theirs: int) -> bool:
    """Whether two places may be one."""
    if one.tree[mine].lemma == other.tree[theirs].lemma:
        return True
    meant = meaning(material, one.line, mine), meaning(material, other.line, theirs)
    return meant[0] is None or meant[1] is None or float(meant[0] @ meant[1]) >= OTHER_PLACE


def _tells(material: Material, origin: int, tree: Tree, goal: int) -> bool:
    """Whether an origin names a place somewhere."""
    stems = set(tree.stems(goal, wide=False))
    article = {s.article for s in material.sentences if material.story.origin_of(s.article) == origin}
    return any(stems <= line.bag for a in article for line in material.lines[a])


def _is_counted(tree: Tree, position: int) -> bool:
    """Whether a word is a figure or has one."""
    return any(tree[i].tag == "CD" for i in (position, *tree.children[position]))


def _said(act: Act) -> str:
    """An act in a few words: "child followed nanny"."""
    subject = act.tree.subject(act.verb)
    objects = [i for i in act.tree.below(act.verb, "dobj") if not _is_counted(act.tree, i)]
    parts = [subject, act.verb, next(iter(objects), None)]
    return " ".join(act.tree[i].text for i in parts if i is not None)
