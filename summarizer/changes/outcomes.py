"""How something turned out: a report says how it stands, and a later one of the same that it ended otherwise.

"Five hikers are missing", then "all five hikers were found alive"; "rejected", then "approved". Both must say it of the
same: what is missing or approved in the one is found or rejected in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from summarizer.changes.sequence import NEWER
from summarizer.changes.topics import phrase_of
from summarizer.language import FUNCTION_WORDS, Analysed, lexicon, stem
from summarizer.language.tree import Tree
from summarizer.material import Material
from summarizer.types import Citation, Disagreement, Sentence, Side

#: Cosine of two sentences, and content words besides the turn itself, that they have in common. Chosen on
#: `tests/data/changes/build.toml` and on stories of `multi_news_raw_dev50` that were read.
LIKENESS, WORDS = 0.5, 3
#: How it stands -> how it may turn out.
_TURNS = {row[0]: tuple(w.replace("_", " ") for w in row[1:]) for row in lexicon.rows("turns")}
_STATE = re.compile(
    rf"\b(?:{'|'.join(sorted({*_TURNS, *(w for ends in _TURNS.values() for w in ends)}, key=len, reverse=True))})\b"
)
_NOT = re.compile(r"\b(?:not|never|no|n[’']t)\b(?: \w+){0,2} ?$")
#: Relations of what something is said of to the word that says it.
_SAID_OF = frozenset({"nsubjpass", "dobj", "nsubj"})


@dataclass(frozen=True, slots=True)
class _State:
    """How a sentence says that something stands."""

    line: int
    origin: int
    sentence: Sentence
    analysed: Analysed
    word: str
    start: int
    published: datetime

    @property
    def side(self) -> tuple[str, Citation, datetime]:
        return self.word, Citation(self.sentence.article, self.sentence.start, self.sentence.end), self.published


def outcomes(material: Material) -> Iterator[Disagreement]:
    """What turned out otherwise than it stood, each once: the first report of it, and the newest."""
    states = list(_states(material))
    material.analyst.trees([s.analysed for s in states])
    told: set[tuple[str, str]] = set()
    for old in states:
        ends = [new for new in states if _ends(material, states, old, new)]
        if not ends:
            continue
        new = max(ends, key=lambda s: (s.published, -s.line))
        if (old.word, new.word) in told:
            continue
        told.add((old.word, new.word))
        yield _disagreement(material, states, old, new)


def _states(material: Material) -> Iterator[_State]:
    for line, (sentence, analysed) in enumerate(zip(material.sentences, material.analysed, strict=True)):
        published = material.story.article(sentence.article).published
        if published is None:
            continue
        for m in _STATE.finditer(analysed.text):
            if not _NOT.search(analysed.text[: m.start()]):
                origin = material.story.origin_of(sentence.article)
                yield _State(line, origin, sentence, analysed, m.group(), m.start(), published)


def _ends(material: Material, states: list[_State], old: _State, new: _State) -> bool:
    """Whether a state is how another turned out, in a later report that knows of it."""
    if new.word not in _TURNS.get(old.word, ()) or old.origin == new.origin:
        return False
    if (new.published - old.published).total_seconds() < NEWER or material.likeness[old.line, new.line] < LIKENESS:
        return False
    if any(s.origin == old.origin and s.word == new.word for s in states):
        return False
    shared = (old.analysed.bag & new.analysed.bag) - {stem(w) for w in (*old.word.split(), *new.word.split())}
    return len(shared) >= WORDS and bool(_of(old) & _of(new))


def _of(state: _State) -> frozenset[str]:
    """Stems of what a state is said of."""
    tree, found = state.analysed.tree, _said_of(state)
    members = {j for i in found for j in tree.sharers(i)}
    members |= {
        j for i in found for of in tree.below(i, "prep") if tree[of].lemma == "of" for j in tree.below(of, "pobj")
    }
    return frozenset(s for i in members for s in tree.stems(i, wide=False) if s not in FUNCTION_WORDS)


def _said_of(state: _State) -> set[int]:
    """Positions of what a state is said of in its tree."""
    tree: Tree = state.analysed.tree
    place = next((i for i, t in enumerate(tree) if t.start >= state.start), None)
    found: set[int] = set()
    if place is None:
        return found
    if tree[place].relation in ("amod", "acl", "relcl"):
        found.add(tree[place].head)
    for word in (place, *tree.above(place)):
        found |= {tree.antecedent(i) for i in tree.children[word] if tree[i].relation in _SAID_OF}
        if found or tree[word].relation in ("relcl", "ROOT"):
            found |= {tree[word].head} if tree[word].relation == "relcl" else set()
            break
    return found


def _disagreement(material: Material, states: list[_State], old: _State, new: _State) -> Disagreement:
    """Both states, each with all sentences of reports that give it of the same."""
    sides = []
    for one in (old, new):
        alike = [
            s
            for s in states
            if s.word == one.word and material.likeness[s.line, one.line] >= LIKENESS and s.published <= new.published
        ]
        if one is old:
            alike = [s for s in alike if s.published < new.published]
        citations = tuple(dict.fromkeys(s.side[1] for s in alike))
        sides.append(Side(one.word, citations, min(s.published for s in alike), current=one is new))
    named = (phrase for state in (new, old) for i in _befallen_first(state) if (phrase := _named(state, i)))
    shared = _of(old) & _of(new)
    words = (old.analysed.text[w.start : w.end] for w in old.analysed.words if stem(w.folded) in shared)
    topic = next(named, None) or f"outcome: {', '.join(dict.fromkeys(words))}"
    return Disagreement(topic, "outcome", tuple(sides))


def _befallen_first(state: _State) -> list[int]:
    """What a state is said of, what it befalls before who does it: the bill before the house that rejects it."""
    return sorted(_said_of(state), key=lambda i: (state.analysed.tree[i].relation == "nsubj", i))


def _named(state: _State, position: int) -> str:
    """What a state is said of, as its sentence names it; "" for a pronoun."""
    tree: Tree = state.analysed.tree
    return phrase_of(tree, position, article=True) if tree[position].tag.startswith("NN") else ""
