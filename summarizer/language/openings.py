"""Labels that a page puts before a sentence: "Why it matters: ...", "Details: ...", "PUBLISHED MAY 3, 2031: ...".

A label before a colon is no part of what is told. Who speaks is none ("Lim: ...", "Local experts: ..."), nor is what
says how much the rest is worth ("The fear: ...", "What could go wrong: ..."): those stay, and so does what may be such.
Needs the parse; leaves out datelines and credits, which are a matter of spelling (`boilerplate`).
"""

from __future__ import annotations

import re
from functools import cache

from summarizer.language import lexicon
from summarizer.language.analysed import Analysed
from summarizer.language.tree import FINITE, SUBJECT_ROLES, Tree
from summarizer.language.words import stem

#: Words of the longest label, and of the shortest sentence behind one.
MAX_LABEL, MIN_REST = 6, 5
_LABEL = re.compile(r"(?P<label>[^.:;!?“”\"(),]{2,40}(?:, \d{4})?): (?=[^\W\d_a-z])")
#: Tags of words that open a heading which is a question: "Why it matters".
_ASKING = frozenset({"WRB", "WP", "WDT"})
_NAMES = ("NNP", "NNPS", "PRP", "MD")


def label_end(said: Analysed) -> int:
    """Where the sentence begins behind its label; 0 if it has none, or none that can be known as one."""
    match = _LABEL.match(said.text)
    if match is None or len(match["label"].split()) > MAX_LABEL:
        return 0
    label, rest = said.again(match["label"]), said.again(said.text[match.end() :])
    return match.end() if len(rest.words) >= MIN_REST and _is_heading(label) and _is_clause(rest.tree) else 0


def _is_heading(label: Analysed) -> bool:
    """Whether it names nobody and states nothing; no name holds a day, and capitals throughout hide names."""
    if label.dates or label.text.isupper():
        return bool(label.dates) and not _is_clause(label.tree)
    tree = label.tree
    if not tree or any(label.text[word.start].isupper() for word in label.words[1:]):
        return False
    if tree[0].tag in _ASKING:
        return not any(token.tag == "MD" for token in tree)
    if any(token.tag in _NAMES for token in tree) or _is_clause(tree):
        return False
    return stem(label.words[-1].folded) in _nouns()


@cache
def _nouns() -> frozenset[str]:
    return frozenset(map(stem, lexicon.words_of("label_nouns", "boilerplate")))


def _is_clause(tree: Tree) -> bool:
    """Whether a verb in it that can carry a sentence has a subject."""
    finite = (i for i, token in enumerate(tree) if token.tag in FINITE or tree.is_finite(i))
    return any(tree[j].relation in SUBJECT_ROLES for i in finite for j in tree.children[i])
