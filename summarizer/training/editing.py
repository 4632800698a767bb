"""What edits are made of: the edit, the words to exchange, and where a text says what its evidence says too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.language import Analysed, Tree

#: Types of the parser's names that can stand for each other.
NAMED = ("PERSON", "ORG", "GPE", "NORP")
#: Tags of words that may be exchanged for others.
OPEN = ("NN", "NNS", "VBD", "VBN", "VB", "JJ")
#: A figure that stands alone.
FIGURE = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\d%]*\w)")


class Edit(NamedTuple):
    """A change of one fact."""

    kind: str
    #: The text with the fact changed wherever it is stated; the same text where it is not.
    change: Callable[[Analysed], str]
    #: Whether the unchanged sentence follows from the changed evidence.
    one_way: bool = False


@dataclass
class Pool:
    """What the texts have to exchange: names by type, words by tag, each as often as it stands there."""

    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    #: Word -> words that are used alike, nearest first.
    alike: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def add(self, tree: Tree) -> None:
        """The names and words of a sentence."""
        for text, kind in names_in(tree):
            self.names[kind].append(text)
        for token in tree:
            if token.tag in OPEN and token.text.isalpha():
                self.words[token.tag].append(token.text.lower())


def replaced(text: str, table: Mapping[str, str], *, cased: bool) -> str:
    """The text with whole words and phrases exchanged, all at once, longest first; capitals stay where they were."""
    keys = "|".join(re.escape(key) for key in sorted(table, key=lambda key: (-len(key), key)))
    pattern = re.compile(rf"(?<![\w-])(?:{keys})(?![\w])", 0 if cased else re.IGNORECASE)

    def exchanged(match: re.Match[str]) -> str:
        new = table[match.group() if cased else match.group().lower()]
        return new[:1].upper() + new[1:] if match.group()[:1].isupper() else new

    return pattern.sub(exchanged, text)


def exchange(kind: str, table: Mapping[str, str], *, cased: bool = False, one_way: bool = False) -> Edit:
    """The edit that exchanges these words and phrases wherever they stand."""
    return Edit(kind, lambda said: replaced(said.text, table, cased=cased), one_way)


def known(evidence: Sequence[Analysed], word: str) -> bool:
    """Whether a word or phrase stands in the evidence."""
    return any(re.search(rf"(?<![\w-]){re.escape(word)}(?!\w)", e.text, re.IGNORECASE) for e in evidence)


def names_in(tree: Tree) -> Iterator[tuple[str, str]]:
    """(name, type) of the names of a sentence, without articles and possessive endings."""
    i = 0
    while i < len(tree):
        kind, start = tree[i].entity, i
        while i < len(tree) and kind and tree[i].entity == kind:
            i += 1
        inside = [t for t in tree[start:i] if t.tag in ("NNP", "NNPS", "JJ") and t.text[:1].isupper()]
        if kind in NAMED and inside and all(t.tag != "CC" for t in tree[start:i]):
            yield " ".join(t.text for t in inside), kind
        i = max(i, start + 1)


def key_of(name: str, kind: str) -> str:
    """What must stand in a text for it to name the same: of people the last name."""
    return name.split()[-1] if kind == "PERSON" else name


def shared_names(sentence: Analysed, evidence: Sequence[Analysed]) -> list[tuple[str, str]]:
    """(key, type) of the names of a sentence that its evidence has too."""
    found = dict.fromkeys((key_of(name, kind), kind) for name, kind in names_in(sentence.tree))
    return [(key, kind) for key, kind in found if known(evidence, key) and len(key) > 2]


def shared_verbs(sentence: Analysed, evidence: Sequence[Analysed]) -> list[str]:
    """Verbs with a subject that the evidence has too, as dictionary forms."""
    known = {t.lemma for e in evidence for t in e.tree if t.tag[:2] == "VB"}
    verbs = (t.lemma for i, t in enumerate(sentence.tree) if t.tag[:2] == "VB" and sentence.tree.has_subject(i))
    return [verb for verb in dict.fromkeys(verbs) if verb in known]


def at_verbs(lemma: str, change: Callable[[Tree, int], tuple[int, int, str] | None]) -> Callable[[Analysed], str]:
    """A change of each verb of that form: from where to where it writes what."""

    def changed(said: Analysed) -> str:
        text = said.text
        for i in reversed(range(len(said.tree))):
            if said.tree[i].lemma == lemma and said.tree[i].tag[:2] == "VB" and (done := change(said.tree, i)):
                text = text[: done[0]] + done[2] + text[done[1] :]
        return text

    return changed


def span(tree: Tree, position: int) -> tuple[int, int]:
    """Where in the text a token and all below it stand."""
    members = tree.subtree(position)
    return tree[min(members)].start, tree[max(members)].end
