"""Of whom a value is told, by name: "*Bell* was sentenced on July 25", "*his* sentencing is scheduled for July 24".

The subject of the verb that a value hangs on, and whose it is; a pronoun stands for whom it stands for in its article.
Two values of named others contradict each other in nothing, nor does what one did alone what two did together.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.changes.acts import named
from summarizer.changes.mentions import Mention
from summarizer.language import FUNCTION_WORDS, SUBJECTS, Tree, fold
from summarizer.material import Material

#: What may bear a name that tells one from another.
_NAMED = ("PERSON", "ORG", "GPE", "NORP")
_PRONOUNS = ("PRP", "PRP$", "WP")
#: Pronouns of one person.
_OF_ONE = frozenset({"he", "she", "his", "her"})
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
    owners = tree.below(subject, "poss")
    yield from owners or [subject, *tree.below(subject, "conj")]
