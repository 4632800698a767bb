"""A thing foretold by one report and done in another: the preview is out of date, whoever is right about the day.

    "Newsom has reportedly decided to *sign* a bill ..."       foretold
    "Under a law *signed* Tuesday by Gov. Gavin Newsom, ..."   done: the sentence above is not told

Foretold is a verb that no more than "to" or "will" carries, below the sentence's main verb or as that verb; done is one
in the past tense, the perfect or the passive that nothing takes back. They are one event where the verbs are one, or
alike where they stand, and the same people do or undergo it. A preview that was published after what would end it
foretells another thing. Values that were replaced are a matter of `changes.newest`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.language import FUNCTION_WORDS, ROLES, Analysed, Tree, fold, lexicon, stem
from summarizer.retelling import Meant
from summarizer.types import Sentence

if TYPE_CHECKING:
    from summarizer.material import Material

#: Sentences of other reports, those nearest in meaning, in which what is foretold is looked for as done; and how near,
#: by the cosine of their vectors, they must be.
LOOKED_AT, NEAR = 6, 0.35
#: Verbs are one event's when the encoder reads them as this like, each in its sentence.
SAME_EVENT = 0.62
#: Words beside the verbs that both must have, by their stems.
SHARED = 2
#: Words that tell neither who nor what: two governors are not one.
_LEFT_OUT = FUNCTION_WORDS | lexicon.words_of("titles") | ROLES
_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_SHARING = frozenset({"xcomp", "conj", "ccomp"})
_GENERAL = lexicon.words_of("general_verbs") | FUNCTION_WORDS
_TAKEN_BACK = lexicon.words_of("governors.modal") | lexicon.words_of("until")


@dataclass(frozen=True, slots=True)
class _Event:
    """A verb with who does or undergoes it."""

    position: int
    lemma: str
    start: int
    #: Stems of its subject, and of all that hangs on it.
    subject: frozenset[str]
    about: frozenset[str]


def is_out_of_date(material: Material, sentence: Sentence) -> bool:
    """Whether what a sentence foretells is done in a sentence of another report."""
    said = material.analysis(sentence)
    if not material.meant or not (foretold := said.read(_foretold)):
        return False
    for other in _nearest(material, sentence):
        for done in material.analysis(other).read(_done):
            if any(_is_one(material, (sentence, each), (other, done)) for each in foretold):
                return True
    return False


def _nearest(material: Material, sentence: Sentence) -> Sequence[Sentence]:
    """The sentences of other reports that are nearest in meaning, and not older where that is known."""
    story, row = material.story, material.row[sentence]
    origin, printed = story.origin_of(sentence.article), story.article(sentence.article).published
    found = []
    for i, other in enumerate(material.sentences):
        later = story.article(other.article).published
        if story.origin_of(other.article) == origin or (printed and later and later < printed):
            continue
        if (likeness := float(material.likeness[row, i])) >= NEAR:
            found.append((-likeness, i))
    chosen = [material.sentences[i] for _, i in sorted(found)[:LOOKED_AT]]
    material.analyst.trees([material.analysis(each) for each in chosen])
    return chosen


def _is_one(material: Material, foretold: tuple[Sentence, _Event], done: tuple[Sentence, _Event]) -> bool:
    """Whether both are one event: the same doers, the same or a like verb, and some of the same things."""
    (one, before), (other, after) = foretold, done
    if not before.subject & after.about and not after.subject & before.about:
        return False
    shared = (before.about & after.about) - {stem(before.lemma)}
    same = before.lemma == after.lemma
    if len(shared) < (SHARED if same else SHARED + 1):
        return False
    return same or _likeness(_meant(material, one), before, _meant(material, other), after) >= SAME_EVENT


def _meant(material: Material, sentence: Sentence) -> Meant:
    return material.meant[material.row[sentence]]


def _likeness(one: Meant, before: _Event, other: Meant, after: _Event) -> float:
    """How like two verbs are where they stand."""
    if one.vectors is None or other.vectors is None:
        return 0.0
    i = next((i for i, word in enumerate(one.words) if word.start == before.start), None)
    j = next((j for j, word in enumerate(other.words) if word.start == after.start), None)
    return 0.0 if i is None or j is None else float(one.vectors[i] @ other.vectors[j])


def _foretold(said: Analysed) -> tuple[_Event, ...]:
    """What a sentence has as still to come, at its main verb or hanging right on it."""
    tree = said.tree
    return tuple(_event(tree, i) for i, token in enumerate(tree) if token.tag == "VB" and _comes(tree, i))


def _comes(tree: Tree, verb: int) -> bool:
    """Whether a bare verb is to come, and the sentence is about it."""
    if tree[verb].lemma in _GENERAL or tree.below(verb, "neg"):
        return False
    helped = {tree[i].text.lower() for i in tree.below(verb, "aux")}
    if helped & _WILL:
        return tree.is_main(verb)
    infinitive = "to" in helped and tree[verb].relation == "xcomp"
    above = tree[verb].head
    denied = tree.below(above, "neg")
    past = tree[above].tag == "VBD" and tree[above].lemma not in _GENERAL and not tree.below(above, "auxpass")
    return infinitive and tree.is_main(above) and not denied and not past


def _done(said: Analysed) -> tuple[_Event, ...]:
    """What a sentence tells as done."""
    tree = said.tree
    return tuple(_event(tree, i) for i, token in enumerate(tree) if token.tag[:2] == "VB" and _happened(tree, i))


def _happened(tree: Tree, verb: int) -> bool:
    """Whether a verb tells what has happened."""
    token = tree[verb]
    if token.lemma in _GENERAL or tree.below(verb, "neg"):
        return False
    helped = [tree[i] for i in tree.below(verb, "aux", "auxpass")]
    if any(t.tag == "MD" or t.text.lower() in ("to", "be", "being") for t in helped):
        return False
    if any(fold(tree[i].text) in _TAKEN_BACK for i in tree.below(verb, "mark", "advmod")):
        return False
    if token.tag == "VBD":
        return not any(t.lemma == "do" for t in helped)
    if token.tag == "VBN":
        return bool(helped) or token.relation == "acl"
    return token.tag == "VBG" and token.relation == "advcl" and not helped and _is_told_as_past(tree, verb)


def _is_told_as_past(tree: Tree, verb: int) -> bool:
    """Whether a participle accompanies what happened: "embraced the attempt, signing a law"."""
    return tree[tree[verb].head].tag in ("VBD", "VBN")


def _event(tree: Tree, verb: int) -> _Event:
    subject = tree.subject(verb, _SHARING)
    named = _stems(tree, tree.subtree(subject)) if subject is not None else frozenset()
    about = _stems(tree, tree.subtree(verb)) | named
    return _Event(verb, tree[verb].lemma, tree[verb].start, named, about - {stem(fold(tree[verb].text))})


def _stems(tree: Tree, members: frozenset[int]) -> frozenset[str]:
    telling = (tree[i] for i in members if tree[i].tag[:2] in ("NN", "CD", "JJ", "VB"))
    return frozenset(stem(fold(t.text)) for t in telling if fold(t.text) not in _LEFT_OUT)
