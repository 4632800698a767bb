"""Of whom a value is told, by name: "*Bell* was sentenced on July 25", "*his* sentencing is scheduled for July 24".

The subject of the verb that a value hangs on, and whose it is; a pronoun stands for whom it stands for in its article.
Two values of named others contradict each other in nothing, nor does what one did alone what two did together.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.changes.acts import named
from summarizer.changes.mentions import Mention
from summarizer.language import ASIDES, COUNTING, FUNCTION_WORDS, SUBJECTS, Tree, fold, lexicon
from summarizer.material import Material

#: What may bear a name that tells one from another.
_NAMED = ("PERSON", "ORG", "GPE", "NORP")
#: What may tell those who are counted from others.
_PEOPLES = ("GPE", "NORP")
_PRONOUNS = ("PRP", "PRP$", "WP")
#: Pronouns of one person.
_OF_ONE = lexicon.words_of("pronouns.he") | lexicon.words_of("pronouns.she")
#: Sentences before one in which its open pronoun is looked for.
BACK = 3
_SHARING = frozenset({"conj", "xcomp", "advcl", "acl", "relcl", "pcomp", "prep"})


def of_others(material: Material, a: Mention, b: Mention) -> bool:
    """Whether two values are told of others, each by name, or the one of somebody together with somebody else."""
    one, other = (list(_bearers(material, m)) for m in (a, b))
    names = [frozenset(s for each in bearers for s in each) for bearers in (one, other)]
    if not all(names):
        return False
    return not names[0] & names[1] or len(one) != len(other)


def _bearers(material: Material, said: Mention) -> Iterator[frozenset[str]]:
    """Stems of the name of each of whom a value is told."""
    tree = said.analysed.tree
    known = material.references[said.sentence.article].get(said.sentence.index)
    for i in _subjects(tree, said):
        if tree[i].tag in _PRONOUNS or tree[i].entity in _NAMED:
            stems = named(tree, i, known, said.sentence.start) - FUNCTION_WORDS
            if not stems and tree[i].tag in _PRONOUNS and fold(tree[i].text) in _OF_ONE:
                stems = _named_before(material, said)
            if stems:
                yield stems


def _named_before(material: Material, said: Mention) -> frozenset[str]:
    """The name of the person that the nearest sentence before is told of, where a pronoun is left open.

    Now and then it is another's; as a value is only turned down for it, a difference is then missed and none invented.
    """
    lines = material.lines[said.sentence.article][max(0, said.sentence.index - BACK) : said.sentence.index]
    for line in reversed(lines):
        tree = line.tree
        for i, token in enumerate(tree):
            if token.relation in SUBJECTS and token.entity == "PERSON" and token.tag == "NNP":
                return named(tree, i) - FUNCTION_WORDS
    return frozenset()


def _subjects(tree: Tree, said: Mention) -> Iterator[int]:
    """The subject of the verb above a value with those joined to it, else whose it is."""
    place = next((i for i, t in enumerate(tree) if t.start <= said.value.start < t.end), None)
    if place is None:
        return
    verb = next((i for i in (place, *tree.above(place)) if tree[i].tag[:2] == "VB"), None)
    subject = None if verb is None else tree.subject(verb, _SHARING)
    if subject is None:
        return
    subject = tree.antecedent(subject)
    if place in tree.subtree(subject):
        return
    ofs = [j for i in tree.below(subject, "prep") if tree[i].lemma == "of" for j in tree.below(i, "pobj")]
    owners = [i for i in (*tree.below(subject, "poss"), *ofs) if tree[i].entity in _NAMED or tree[i].tag in _PRONOUNS]
    yield from owners or [subject, *tree.below(subject, "conj")]


def of_other_names(a: Mention, b: Mention) -> bool:
    """Whether what two figures count is of others by name: "members of the German" and "of the Ukrainian forces"."""
    one, other = (_names_in(m) for m in (a, b))
    return bool(one and other and not one & other)


def _names_in(said: Mention) -> frozenset[str]:
    """Stems of the countries and peoples named in what a figure counts, up to the first clause of it."""
    tree = said.analysed.tree
    place = next((i for i, t in enumerate(tree) if t.start <= said.value.start < t.end), None)
    if place is None or tree[place].relation not in COUNTING:
        return frozenset()
    noun = tree[place].head
    clauses = {j for i in tree.subtree(noun) if tree[i].relation in ASIDES - {"prep", "det"} for j in tree.subtree(i)}
    inside = tree.subtree(noun) - clauses
    return frozenset(s for i in inside if tree[i].entity in _PEOPLES for s in tree.stems(i, wide=False))
