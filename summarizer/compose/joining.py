"""Joining two finished sentences about the same subject: what an editor does to short facts that stand side by side.

Aggregation by a shared subject, as text generation knows it (Reape and Mellish 1999): "Rask opened the market. Rask was
arrested." becomes "Rask opened the market and was arrested." Only forms that leave every word with its own subject and
speaker are tried, and the result passes the same checks as any other sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from summarizer.compose.choice import Ear
from summarizer.compose.filling import Draft
from summarizer.language import FINITE, SUBJECTS, Analysed, Analyst, Tree, content_words, lexicon, marks

if TYPE_CHECKING:
    from summarizer.verify import Gate

#: Words of the longest sentence that is made of two.
MAX_WORDS = 36
#: Nats that the joint may jar: the forms are grammatical, so only a joint that no reader expects is turned down.
MAX_ROUGHNESS = 5.0
#: How far apart in reading order two sentences may stand.
REACH = 2
_SPEECH = lexicon.marked("saying", "joins")


class Clause(NamedTuple):
    """A sentence that begins with its subject."""

    said: Analysed
    tree: Tree
    #: Positions of the head of the subject, of its last word, and of the main verb.
    head: int
    last: int
    verb: int

    @property
    def subject(self) -> str:
        """The words of the subject."""
        return self.said.text[: self.tree[self.last].end]

    @property
    def predicate(self) -> str:
        """All behind the subject."""
        return self.said.text[self.tree[self.last].end :]

    def is_simple(self) -> bool:
        """Whether no clause follows the main verb."""
        return not any(t.tag in FINITE for t in self.tree[self.verb + 1 :])


def combine(drafts: Sequence[Draft], analyst: Analyst, gate: Gate, ear: Ear) -> list[Draft]:
    """The sentences in their order, those on the same subject joined in twos where that reads and checks well."""
    analyst.trees([draft.said for draft in drafts])
    left, found = list(drafts), []
    while left:
        first = left.pop(0)
        for second in left[:REACH]:
            joined = _joined(first, second, analyst, gate, ear)
            if joined:
                left.remove(second)
                first = joined
                break
        found.append(first)
    return found


def _joined(a: Draft, b: Draft, analyst: Analyst, gate: Gate, ear: Ear) -> Draft | None:
    if len(a.said.words) + len(b.said.words) > MAX_WORDS + 4:
        return None
    evidence = tuple(dict.fromkeys((*a.evidence, *b.evidence)))
    sources = [e.said for e in evidence]
    for said in analyst(joinings(a.said, b.said)):
        fits = len(said.words) <= MAX_WORDS and gate.passes(said.text, [source.text for source in sources])
        if fits and ear.roughness(said, sources) <= MAX_ROUGHNESS:
            return Draft(said, evidence)
    return None


def joinings(a: Analysed, b: Analysed) -> Iterator[str]:
    """Ways to tell in one sentence what two sentences say of one subject."""
    quoted = any(mark in a.text + b.text for mark in marks.QUOTES)
    if quoted or not a.text.endswith(".") or not b.text.endswith("."):
        return
    first, second = _clause(a), _clause(b)
    if first and second and _same_subject(first, second):
        yield from _second_statement(first, second)
        yield from _second_predicate(first, second)
        yield from _apposition(first, second)


def _clause(said: Analysed) -> Clause | None:
    tree = said.tree
    roots = [i for i, token in enumerate(tree) if token.relation == "ROOT"]
    if len(roots) != 1:
        return None
    subject = next((i for i in tree.children[roots[0]] if tree[i].relation in SUBJECTS), None)
    if subject is None or subject > roots[0]:
        return None
    members = tree.subtree(subject)
    plain = members == set(range(len(members)))
    return Clause(said, tree, subject, len(members) - 1, roots[0]) if plain else None


def _same_subject(a: Clause, b: Clause) -> bool:
    """Whether both are about the same: the same last name, or the same words; and `b` says no more of it than `a`."""
    head_a, head_b = a.tree[a.head], b.tree[b.head]
    named = head_a.tag == head_b.tag == "NNP" and head_a.text == head_b.text
    return (named and _no_more(b.subject, a.subject)) or a.subject == b.subject


def _no_more(text: str, other: str) -> bool:
    """Whether another text has all content words of this one."""
    return set(content_words(text)) <= set(content_words(other))


def _second_predicate(a: Clause, b: Clause) -> Iterator[str]:
    """ "A did this." and "A did that." as "A did this and did that.", where the first holds no other clause."""
    # "..., according to his page" would vouch for both.
    told = any((t.lemma in _SPEECH and t.tag[:2] == "VB") or t.text.lower() == "according" for t in (*a.tree, *b.tree))
    compound = a.tree.below(a.verb, "conj")
    tags = {a.tree[a.verb].tag, b.tree[b.verb].tag}
    tense = tags <= {"VBD", "VBN"} or len(tags) == 1
    if a.is_simple() and tense and not told and not compound:
        predicate = b.predicate.strip().removeprefix("also ")
        if predicate[:1] not in ",—–-(":
            yield f"{a.said.text[:-1]} and {predicate}"


def _second_statement(a: Clause, b: Clause) -> Iterator[str]:
    """ "A said X." and "A said Y." as "A said X and that Y." """
    what_a, what_b = _said(a), _said(b)
    if what_a is None or what_b is None or a.tree[a.verb].tag != b.tree[b.verb].tag:
        return
    text_a, text_b, verb_end = a.said.text, b.said.text, a.tree[a.verb].end
    before_b = text_b[b.tree[b.verb].end : b.tree[what_b].start].strip()
    between_a = text_a[verb_end : a.tree[what_a].start].strip()
    if before_b in ("", "that") and between_a in ("", "that"):
        head = text_a if between_a else f"{text_a[:verb_end]} that {text_a[a.tree[what_a].start :]}"
        yield f"{head[:-1]} and that {text_b[b.tree[what_b].start :]}"


def _said(clause: Clause) -> int | None:
    """First token of what is said, where a verb of speech ends in it."""
    tree, verb = clause.tree, clause.verb
    content = tree.below(verb, "ccomp")
    if tree[verb].lemma not in _SPEECH or verb != clause.last + 1 or not content:
        return None
    members = tree.subtree(content[0])
    first = min(i for i in members if tree[i].lemma != "that" or tree[i].relation != "mark")
    return first if first > verb and max(members) >= len(tree) - 2 else None


def _apposition(a: Clause, b: Clause) -> Iterator[str]:
    """ "A did this." and "A is a baker." as "A, a baker, did this." """
    follows = a.tree[a.last + 1].text if a.last + 1 < len(a.tree) else ","
    bare = follows != "," and "," not in a.subject and a.tree[a.head].tag == "NNP"
    if not bare or b.tree[b.verb].text != "is" or not b.tree.below(b.verb, "attr"):
        return
    described = b.said.text[b.tree[b.verb].end : -1].strip()
    if described.startswith(("a ", "an ", "the ")) and b.is_simple() and "," not in described:
        yield f"{a.subject}, {described},{a.predicate}"
