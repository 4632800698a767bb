"""A parsed sentence as a tree of words: children, spans, subjects, and what shares a role. Built once for a sentence.

Labels are those of the parser: spaCy's English relations and Penn Treebank tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from summarizer.language import lexicon
from summarizer.language.words import FUNCTION_WORDS, stem, words
from summarizer.types import Token

#: Relations of a subject to its verb.
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: The same with clauses as subjects -> what it does towards the verb.
SUBJECT_ROLES = {"nsubj": "does", "csubj": "does", "nsubjpass": "undergoes", "csubjpass": "undergoes", "expl": "does"}
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
#: Tags of verbs that make a clause.
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Joined to another verb; "dep" is what the parser says of "stepped in, then grabbed".
JOINED = frozenset({"conj", "dep"})
#: Relations through which a verb without a subject of its own has that of the verb above it.
SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "acl", "pcomp", "prep", "dep"})
#: Relations to a noun of words that have its role too.
_SAME_ROLE = frozenset({"conj", "appos", "compound", "flat", "nmod"})
#: Marks before an aside: it adds, and does not limit.
_SETS_OFF = (",", "—", "–", "-", "(", "--")
_COUNTERS = lexicon.words_of("counters")
#: Relations to the noun behind it of a word that belongs to it, of one that may be a figure's too.
BEFORE_NOUN = frozenset({"amod", "compound", "nummod", "det", "poss", "nmod", "quantmod"})
COUNTING = (BEFORE_NOUN - {"poss"}) | {"advmod", "npadvmod"}
#: What a phrase can be told without, and what makes a sentence of it.
CLAUSES = frozenset({"relcl", "acl", "advcl", "punct"})
ASIDES = CLAUSES | {"appos", "cc", "conj", "parataxis", "dep", "det", "mark", "prep"}
#: Deeper nesting is a parser's confusion.
DEEPEST = 6


class Tree(tuple[Token, ...]):
    """The tokens of one sentence in order, with how they hang together; positions are those in the tuple."""

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Positions of the words that hang directly on each word, in order."""
        below: list[list[int]] = [[] for _ in self]
        for i, token in enumerate(self):
            if token.head != i:
                below[token.head].append(i)
        return tuple(map(tuple, below))

    @cached_property
    def _subtrees(self) -> dict[int, frozenset[int]]:
        return {}

    def subtree(self, position: int) -> frozenset[int]:
        """Positions of a word and of all that hangs on it, by way of other words too."""
        known = self._subtrees.get(position)
        if known is None:
            members, waiting = {position}, [position]
            while waiting:
                below = [i for i in self.children[waiting.pop()] if i not in members]
                members.update(below)
                waiting += below
            known = self._subtrees[position] = frozenset(members)
        return known

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """Positions of the words that hang on none; marks aside."""
        return tuple(i for i, t in enumerate(self) if t.relation == "ROOT" and any(c.isalnum() for c in t.text))

    def below(self, position: int, *relations: str) -> list[int]:
        """Positions of the words that hang directly on a word by one of these relations."""
        return [i for i in self.children[position] if self[i].relation in relations]

    def above(self, position: int) -> Iterator[int]:
        """Positions of the words that a word hangs on, from the next to the root."""
        while self[position].head != position:
            position = self[position].head
            yield position

    def subject(self, verb: int, sharing: frozenset[str] = frozenset()) -> int | None:
        """Position of the subject of a verb, or of the verb above it where it has none and hangs on it by `sharing`."""
        for _ in range(DEEPEST):
            for i in self.children[verb]:
                if self[i].relation in SUBJECT_ROLES:
                    return i
            if self[verb].relation not in sharing:
                return None
            if self[verb].relation == "acl":
                return self[verb].head
            verb = self[verb].head
        return None

    def has_subject(self, verb: int) -> bool:
        """Whether a verb has a subject of its own."""
        return any(self[i].relation in SUBJECT_ROLES for i in self.children[verb])

    def helpers(self, verb: int) -> list[Token]:
        """The auxiliaries of a verb."""
        return [self[i] for i in self.below(verb, "aux", "auxpass")]

    def is_finite(self, verb: int) -> bool:
        """Whether a verb, or one of its helpers, can carry a sentence."""
        return self[verb].tag in FINITE or any(t.tag in FINITE for t in self.helpers(verb))

    def is_perfect(self, verb: int) -> bool:
        """Whether a verb is in the perfect: "has signed"."""
        return any(self[i].lemma == "have" for i in self.below(verb, "aux"))

    @cached_property
    def breaks_off(self) -> bool:
        """Whether a clause behind "that" has lost its verb: "noted that the minister his plans, and proposed talks".

        Then an "and" behind its subject joins nothing, right before a verb that was to be joined to the lost one; or no
        verb follows at all, and the clause hangs on a noun. Of 830 sentences of news none is told so.
        """
        opened = ((i, token.head) for i, token in enumerate(self) if token.relation == "mark" and token.lemma == "that")
        return any(self._lost_verb(mark, head) for mark, head in opened)

    def _lost_verb(self, mark: int, head: int) -> bool:
        if self[head].tag[:2] == "NN":
            return not any(token.tag in FINITE for token in self[mark:])
        subjects = self.below(head, *SUBJECTS)
        return any(self._joins_nothing(j) for i in subjects for j in self.subtree(i) if mark < j < head)

    def _joins_nothing(self, position: int) -> bool:
        """Whether a word that joins has nothing behind it to join."""
        if self[position].relation != "cc" or self[position].tag != "CC":
            return False
        return not any(i > position and self[i].relation == "conj" for i in self.children[self[position].head])

    def first_of(self, position: int, joints: frozenset[str]) -> int:
        """The word at the head of a chain of joined ones: "left" in "left, ran and fell"."""
        while self[position].relation in joints:
            position = self[position].head
        return position

    def is_main(self, position: int, joints: frozenset[str] = JOINED) -> bool:
        """Whether a verb is the main one or joined to it."""
        return self[self.first_of(position, joints)].relation == "ROOT"

    def is_circumstance(self, position: int) -> bool:
        """Whether a verb is that of an adverbial clause with a subject of its own, or joined to such a verb."""
        first = self.first_of(position, JOINED)
        return self[first].relation == "advcl" and self.has_subject(first)

    def is_set_off(self, clause: int) -> bool:
        """Whether a comma or dash stands before a clause: then it adds, and does not limit."""
        first = min(self.subtree(clause))
        return first > 0 and self[first - 1].text in _SETS_OFF

    def antecedent(self, position: int) -> int:
        """The noun that "who" or "which" stands for, else the position itself."""
        verb = self[self[position].head]
        return verb.head if self[position].tag in ("WP", "WDT") and verb.relation == "relcl" else position

    def sharers(self, position: int) -> set[int]:
        """A word, those joined to it or beside it as another name, the parts of their names, and what is counted.

        "The existence of the country" is not the country, but "dozens of men" are men.
        """
        members, waiting = {position}, [position]
        while waiting:
            word = waiting.pop()
            more = self.below(word, *_SAME_ROLE)
            if self[word].lemma in _COUNTERS or self[word].tag == "CD":
                ofs = [i for i in self.children[word] if self[i].lemma == "of"]
                more += [j for i in ofs for j in self.below(i, "pobj")]
            waiting += [i for i in more if i not in members]
            members.update(more)
        return members

    def stems(self, position: int, *, wide: bool) -> list[str]:
        """The stem of a word, or with `wide` of all words that share its role."""
        members = self.sharers(position) if wide else {position}
        found = [w.folded for i in sorted(members) for w in words(self[i].text)]
        return [stem(w) for w in found if wide or w not in FUNCTION_WORDS]
