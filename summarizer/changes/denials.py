"""What one report says that somebody is, and another that he is not: "no daredevil" beside "the young daredevil".

The "no" or "not" stands before a noun that "is" says of a person. The other report calls the same person so: by name,
or by an act of his ("who fell to his death").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.changes.acts import Act, acts, named
from summarizer.changes.topics import phrase_of
from summarizer.language import SUBJECTS, Analysed, Reference, Tree, lexicon
from summarizer.material import Material
from summarizer.types import Citation, Disagreement, Side

_ONE = ("NN", "NNP")
_NO_PERSON = ("GPE", "ORG", "DATE")
_NO = lexicon.words_of("denying")


@dataclass(frozen=True, eq=False, slots=True)
class _Line:
    """A sentence of the story, a short one too: "He is no daredevil." carries no claim."""

    origin: int
    citation: Citation
    analysed: Analysed
    reference: Reference | None


@dataclass(frozen=True, eq=False, slots=True)
class _Called:
    """A noun that a sentence says somebody is, or is not."""

    line: _Line
    noun: int
    lemma: str
    denied: bool
    #: Stems of who it is; of one called by what he did the stems of those who are told to have done it.
    who: frozenset[str]


def denials(material: Material) -> Iterator[Disagreement]:
    """What one origin says that somebody is and another denies, each told once."""
    every = list(_lines(material))
    denied = [c for line in _parsed(material, every, _NO) for c in _called(line, ()) if c.denied]
    if not denied:
        return
    told = acts(material, _of_the_named(material, denied))
    others = _parsed(material, every, frozenset(c.lemma for c in denied))
    called = denied + [c for line in others for c in _called(line, told) if not c.denied]
    known: set[str] = set()
    for no in denied:
        for yes in (c for c in called if not c.denied and c.lemma == no.lemma):
            if yes.line.origin == no.line.origin or no.lemma in known or not _one_person(every, yes, no):
                continue
            both = {(c.line.origin, c.denied) for c in called if c.lemma == no.lemma}
            if (yes.line.origin, True) not in both and (no.line.origin, False) not in both:
                known.add(no.lemma)
                yield _disagreement(yes, no)


def _one_person(lines: Sequence[_Line], yes: _Called, no: _Called) -> bool:
    """Whether two are said of one person: by name, or, of somebody whom nobody names, as nobody else is called so."""
    if yes.who and no.who:
        return bool(yes.who & no.who)
    return sum(any(w.folded == no.lemma for w in line.analysed.words) for line in lines) == 2


def _lines(material: Material) -> Iterator[_Line]:
    """The sentences of the articles that stand for their origins."""
    for article in dict.fromkeys(s.article for s in material.sentences):
        origin = material.story.origin_of(article)
        for i, ((start, end), said) in enumerate(zip(material.spans[article], material.lines[article], strict=True)):
            known = material.references[article].get(i)
            here = known._replace(start=known.start - start, end=known.end - start) if known else None
            yield _Line(origin, Citation(article, start, end), said, here)


def _parsed(material: Material, lines: Sequence[_Line], having_: frozenset[str]) -> list[_Line]:
    """The sentences that have one of some words, parsed together."""
    found = [line for line in lines if any(w.folded in having_ for w in line.analysed.words)]
    material.analyst.trees([line.analysed for line in found])
    return found


def _of_the_named(material: Material, denied: Sequence[_Called]) -> list[int]:
    """The sentences that name somebody of whom something is denied."""
    names = frozenset(s for c in denied for s in c.who)
    return [i for i, each in enumerate(material.analysed) if names & each.bag]


def _disagreement(yes: _Called, no: _Called) -> Disagreement:
    tree = no.line.analysed.tree
    noun = (phrase_of(tree, no.noun) or tree[no.noun].text).removeprefix("no ")
    affirmed = phrase_of(yes.line.analysed.tree, yes.noun, article=True) or noun
    sides = Side(affirmed, (yes.line.citation,)), Side(f"no {noun}", (no.line.citation,))
    return Disagreement(f"{noun}: said and denied", "denial", sides)


def _called(line: _Line, told: Sequence[Act]) -> Iterator[_Called]:
    """The nouns that a sentence says somebody is or is not."""
    tree = line.analysed.tree
    for noun, token in enumerate(tree):
        if token.tag not in _ONE or token.entity in _NO_PERSON or token.relation == "compound":
            continue
        subject, denied = _said_of(tree, noun)
        if subject is None:
            yield from _by_deed(line, noun, told)
        elif _may_be_person(tree, subject):
            yield _Called(line, noun, token.lemma.lower(), denied, named(tree, subject, line.reference))


def _may_be_person(tree: Tree, position: int) -> bool:
    return tree[position].entity == "PERSON" or tree[position].text.lower() in ("he", "she", "who")


def _said_of(tree: Tree, noun: int) -> tuple[int | None, bool]:
    """Whom a noun is said of by "is" or beside the name, and whether it is denied."""
    head = tree[noun].head
    no = any(tree[i].lemma == "no" for i in tree.below(noun, "det"))
    if tree[noun].relation == "appos":
        return (head, False) if tree[head].entity == "PERSON" else (None, False)
    if tree[noun].relation == "attr" and tree[head].lemma == "be":
        below = [tree[i] for i in tree.children[head]]
        unsure = any(t.tag == "MD" or (t.relation == "mark" and t.lemma != "that") for t in below)
        subject = next(iter(tree.below(head, *SUBJECTS)), None)
        return (None, False) if unsure else (subject, no or bool(tree.below(head, "neg")))
    if no and tree[noun].relation == "conj":
        return _subject_before(tree, noun), True
    return None, False


def _subject_before(tree: Tree, noun: int) -> int | None:
    """Whom the nearest "is" before a noun is said of: of "he was a buff, but no daredevil" it is he."""
    verbs = [i for i in range(noun) if tree[i].lemma == "be" and tree.below(i, "attr")]
    return next((s for verb in reversed(verbs) for s in tree.below(verb, *SUBJECTS)), None)


def _by_deed(line: _Line, noun: int, told: Sequence[Act]) -> Iterator[_Called]:
    """A noun with what its bearer did, as one who is named elsewhere did it: "the daredevil who fell"."""
    tree = line.analysed.tree
    deeds = [i for i in tree.below(noun, "relcl") if any(tree[j].tag == "WP" for j in tree.below(i, *SUBJECTS))]
    if not deeds or tree[noun].relation not in (*SUBJECTS, "dobj", "pobj"):
        return
    doers = [act.who for act in told if act.tree[act.verb].lemma == tree[deeds[0]].lemma and act.tree is not tree]
    for who in dict.fromkeys(doers) or (frozenset[str](),):
        yield _Called(line, noun, tree[noun].lemma.lower(), False, who)
