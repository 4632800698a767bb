"""Ways to say the same in another order or with less: what follows although it is no copy."""

from __future__ import annotations

from summarizer.compose.compression import shortened
from summarizer.language import Analysed, Tree
from summarizer.language.attribution import NEUTRAL
from summarizer.training.exchanges import parts

#: Shorter forms of one sentence.
SHORTER = 2


def reworded(said: Analysed) -> list[str]:
    """Other sentences that follow from this one: shorter, with the speaker at the end, in the passive."""
    found = [*shortened(said)[:SHORTER], speaker_last(said), passive(said)]
    return [text for text in found if text]


def speaker_last(said: Analysed) -> str | None:
    """ "The plan failed, Lim said." of "Lim said the plan failed."; None of a sentence that is not built so."""
    tree, text = said.tree, said.text
    for root in tree.roots:
        told, subjects = tree.below(root, "ccomp"), tree.below(root, "nsubj")
        if tree[root].text.lower() not in NEUTRAL or not told or not subjects or told[0] < root or '"' in text:
            continue
        members = tree.subtree(told[0])
        first, last = min(members), max(members)
        marks = [i for i in tree.below(told[0], "mark") if tree[i].lemma == "that"]
        start = tree[marks[0] + 1 if marks else first].start
        behind = text[tree[last].end :].strip(" .")
        subject = tree.subtree(subjects[0])
        opening = min(subject) == 0 and max(subject) == root - 1 and first == root + 1
        if opening and not behind:
            speaker = text[: tree[root].start].strip()
            if tree[0].tag not in ("NNP", "NNPS"):
                speaker = speaker[:1].lower() + speaker[1:]
            clause = text[start : tree[last].end].rstrip(" .")
            return f"{clause[:1].upper()}{clause[1:]}, {speaker} {tree[root].text}."
    return None


def passive(said: Analysed) -> str | None:
    """ "The plan was backed by Lim." of "Lim backed the plan."; None of a sentence that is not built so."""
    tree, text = said.tree, said.text
    for i, token in enumerate(tree):
        found = (
            parts(tree, i) if token.tag == "VBD" and token.text.endswith("ed") and token.relation == "ROOT" else None
        )
        if found:
            (a, b), (c, _) = found
            if a == 0 and text[b : token.start].strip() == "" and text[token.end : c].strip() == "":
                return _turned(text, tree, i, found)
    return None


def _turned(text: str, tree: Tree, verb: int, found: tuple[tuple[int, int], tuple[int, int]]) -> str:
    (a, b), (c, d) = found
    subject, thing = text[a:b], text[c:d]
    if tree[0].tag[:3] != "NNP":
        subject = subject[:1].lower() + subject[1:]
    thing_at = next(i for i in tree.below(verb, "dobj"))
    many = tree[thing_at].tag in ("NNS", "NNPS") or bool(tree.below(thing_at, "conj"))
    helper = "were" if many else "was"
    return f"{thing[:1].upper()}{thing[1:]} {helper} {tree[verb].text} by {subject}{text[d:]}"
