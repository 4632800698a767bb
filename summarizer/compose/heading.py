"""A headline for a story that no outlet gave a title: the summary's first sentences, cut to who did what to whom.

Headlines by trimming (Dorr, Zajic and Schwartz 2003): the name without its titles, the verb with its objects, and what
hangs behind them only while there is room. Every headline passes the checks of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from typing import TYPE_CHECKING

from summarizer.language import SUBJECTS, Analysed, Tree
from summarizer.types import Summary

if TYPE_CHECKING:
    from summarizer.material import Material
    from summarizer.verify import Gate

#: Characters of the longest headline, and words of the shortest.
LONGEST, FEWEST = 100, 5
#: Sentences of the summary that are tried.
TRIED = 2
#: Relations of what may be cut from the end of a sentence.
_CUT = frozenset({"prep", "advcl", "npadvmod", "acl", "advmod", "relcl", "appos", "cc", "conj", "punct", "dep"})
#: A headline does not end with these.
_OPEN = frozenset({"IN", "TO", "DT", "CC", "RP", "WDT", "WP"})


def write_headline(material: Material, summary: Summary, gate: Gate) -> str | None:
    """The headline that says most of what the story is about; None if none fits and passes."""
    story, analyst = material.story, material.analyst
    cited = [story.article(c.article).text[c.start : c.end] for s in summary.sentences for c in s.citations]
    for said in analyst(sentence.text for sentence in summary.sentences[:TRIED]):
        forms = [form for form in trimmed(said) if _fits(form)]
        verdicts = gate.judge([f"{form}." for form in forms], cited)
        fitting = [form for form, verdict in zip(forms, verdicts, strict=True) if verdict.passed]
        if fitting:
            return max(fitting, key=lambda form: (_weight(analyst.one(form), material), -len(form), form))
    return None


def trimmed(said: Analysed) -> list[str]:
    """Shorter and shorter forms of a sentence that still name who did what; without the full stop."""
    text, parse = said.text, said.tree
    mains = (i for i, t in enumerate(parse) if t.relation in SUBJECTS and parse[t.head].relation == "ROOT")
    subject = next(mains, None)
    if subject is None:
        return []
    root = parse[subject].head
    # Nothing but the subject's own words stands before its head.
    named = set(range(subject)) <= parse.subtree(subject) and parse[subject].tag == "NNP"
    starts = [0, parse[_name_start(parse, subject)].start] if named else [0]
    ends = [len(text.rstrip(" .")), *_cuts(text, parse, root)]
    forms = (text[start:end] for start in starts for end in ends)
    return list(dict.fromkeys(form[:1].upper() + form[1:] for form in forms if form))


def _cuts(text: str, parse: Tree, root: int) -> Iterator[int]:
    """Ends before which the sentence may stop: nothing behind them is the subject, the verb or its object."""
    for cut in range(root + 1, len(parse)):
        outside = [i for i in range(cut, len(parse)) if parse[i].head < cut]
        loose = all(parse[i].relation in _CUT for i in outside)
        inside = all(parse[i].head < cut for i in range(cut))
        name = parse[cut - 1].tag == parse[cut].tag == "NNP"  # "Washington | DC"
        if outside and loose and inside and not name and parse[cut - 1].tag not in _OPEN:
            yield len(text[: parse[cut].start].rstrip(" ,;:—–-"))


def _name_start(parse: Tree, subject: int) -> int:
    """Where the name begins that the subject ends with, behind titles and offices: "Trade Minister [Anna Rask]"."""
    person = parse[subject].entity == "PERSON"
    parts = {i for i in parse.below(subject, "compound") if parse[i].tag == parse[subject].tag == "NNP"}
    first = subject
    while first and (parse[first - 1].entity == "PERSON" if person else first - 1 in parts):
        first -= 1
    return first


def _fits(text: str) -> bool:
    return len(text) <= LONGEST and len(text.split()) >= FEWEST


def _weight(said: Analysed, material: Material) -> float:
    return fsum(material.salience.get(word, 0.0) for word in said.bag)
