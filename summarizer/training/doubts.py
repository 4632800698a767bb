"""Edits that make a statement surer, or less sure, than its evidence has it: who says it, whether it is known, on what
it depends."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from summarizer.language import FINITE, Analysed, Tree, lexicon, marks
from summarizer.language.attribution import CUE, NEUTRAL
from summarizer.training.editing import Edit, at_verbs, known, shared_verbs, span
from summarizer.training.exchanges import inside, speakers

#: Share of a sentence's words with which a source tells the same.
_TELLS = 0.5
#: Words of rank that belong to the next word.
_RANKS = tuple(word for word, kind in lexicon.kinds("governors").items() if kind == "rank")


def made(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> list[Edit]:
    """One edit of each kind that there is a place for."""
    found = [edit for kind in (_negation, _modal, _qualifier) for edit in kind(sentence, evidence, rng)]
    return [
        *found,
        *_condition(sentence),
        *_added(sentence, rng),
        *_dropped(sentence, evidence, rng),
        *_reach(sentence, evidence, rng),
    ]


def _negation(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Iterator[Edit]:
    verbs = shared_verbs(sentence, evidence)
    if verbs:
        yield Edit("negation", at_verbs(rng.choice(verbs), _negated))


def _negated(tree: Tree, i: int) -> tuple[int, int, str] | None:
    """Where a "not" goes or comes."""
    token, nots, helpers = tree[i], tree.below(i, "neg"), tree.below(i, "aux", "auxpass")
    if nots:
        word = tree[nots[0]]
        if word.text.lower() not in ("not", "n't", "n’t", "never"):
            return None
        glued = tree[nots[0] - 1].end == word.start if nots[0] else False
        return (word.start, word.end, "") if glued else (word.start, word.end + 1, "")
    if helpers and tree[helpers[0]].tag != "TO":
        end = tree[helpers[0]].end
        return end, end, " not"
    if token.lemma == "be" and token.tag in FINITE:
        return token.end, token.end, " not"
    helper = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}.get(token.tag)
    return (token.start, token.end, f"{helper} {token.lemma}") if helper else None


def _modal(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Iterator[Edit]:
    verbs = shared_verbs(sentence, evidence)
    if verbs:
        chance = rng.random()
        yield Edit("modal", at_verbs(rng.choice(verbs), lambda tree, i: _doubted(tree, i, chance)))


def _doubted(tree: Tree, i: int, chance: float) -> tuple[int, int, str] | None:
    """Where a "may" goes or comes, or stands for a "will"."""
    token = tree[i]
    modals = [tree[j] for j in tree.below(i, "aux") if tree[j].tag == "MD"]
    rows = {row[0]: row[1:] for row in lexicon.rows("edits.modals")}
    if modals:
        others = rows.get(modals[0].text.lower())
        return (modals[0].start, modals[0].end, others[int(chance * len(others))]) if others else None
    helpers = [tree[j] for j in tree.below(i, "aux", "auxpass") if tree[j].tag in ("VBZ", "VBP")]
    may = "may" if chance < 0.5 else "could"
    if helpers and helpers[0].lemma in ("have", "be"):
        return helpers[0].start, helpers[0].end, f"{may} {helpers[0].lemma}"
    if tree.below(i, "aux", "auxpass"):
        return None
    if token.tag in ("VBZ", "VBP"):
        return token.start, token.end, f"{may} {token.lemma}"
    regular = token.tag == "VBD" and token.text.endswith("ed")
    return (token.start, token.end, f"{may} have {token.text}") if regular else None


def _qualifier(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Iterator[Edit]:
    known = {n.value for e in evidence for n in e.numbers}
    inside = list(sentence.days)
    found = [n for n in sentence.numbers if n.value in known and not any(d.start <= n.start < d.end for d in inside)]
    found = [n for n in found if n.value > 12 and not (1900 < n.value < 2100)]
    if not found:
        return
    number = rng.choice(found)
    new = rng.choice([m for m in ("below", "above", "limit", "") if m != number.qualifier])
    phrase = (
        rng.choice([p for p in lexicon.entry(f"qualifiers.{new}")["phrases"] if " " in p or new != "limit"])
        if new
        else ""
    )
    if not number.qualifier and phrase in ("at least", "no fewer than", "no less than"):
        phrase = "more than"
    yield Edit("qualifier", lambda said: _qualified(said, number.value, phrase), one_way=not phrase)


def _qualified(said: Analysed, value: float, phrase: str) -> str:
    """The text with that phrase, or none, before each figure of that value."""
    text = said.text
    every = "|".join(
        sorted(
            (p for m in lexicon.entry("qualifiers") for p in lexicon.entry(f"qualifiers.{m}")["phrases"]),
            key=len,
            reverse=True,
        )
    )
    for number in reversed(said.numbers):
        if number.value == value:
            before = re.sub(rf"\b(?:{every})\s+$", "", text[: number.start], flags=re.IGNORECASE)
            new = f"{phrase} " if phrase else ""
            if not before.strip():
                new = new[:1].upper() + new[1:]
            text = before + new + text[number.start :]
    return text[:1].upper() + text[1:]


def _condition(sentence: Analysed) -> Iterator[Edit]:
    if lexicon.pattern("conditions").search(sentence.text):
        yield Edit("condition", _without_condition, one_way=True)


def _without_condition(said: Analysed) -> str:
    """The text without its clause of condition: what it only said would be is said to be."""
    tree, text = said.tree, said.text
    for i, token in enumerate(tree):
        if token.relation == "advcl" and any(tree[j].lemma in ("if", "unless") for j in tree.below(i, "mark")):
            start, end = span(tree, i)
            left = text[:start].rstrip(" ,") + " " + text[end:].lstrip(" ,")
            left = re.sub(r"\s+([.,;])", r"\1", left).strip()
            return left[:1].upper() + left[1:]
    return text


def _added(sentence: Analysed, rng: random.Random) -> Iterator[Edit]:
    """ "also" and "again" before a main verb: they say that it was not the first."""
    tree = sentence.tree
    mains = [t.lemma for i, t in enumerate(tree) if t.tag == "VBD" and tree.is_main(i) and not tree.below(i, "advmod")]
    if mains and rng.random() < 0.3:
        lemma, word = mains[0], rng.choice(lexicon.listed("edits.added"))
        yield Edit(
            "added",
            at_verbs(
                lemma, lambda tree, i: (tree[i].start, tree[i].start, f"{word} ") if tree[i].tag == "VBD" else None
            ),
            one_way=True,
        )


def _dropped(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Iterator[Edit]:
    """Who says it, a doubt, an office or an intention left out, where all the evidence of it has that."""
    for kind, change in (("attribution", unattributed), ("hedge", _undoubted), ("intent", _done)):
        if change(sentence) != sentence.text and _all_change(sentence, evidence, change):
            yield Edit(kind, change, one_way=True)
    ranked = [w for w in _RANKS if known([sentence], w) and known(evidence, w)]
    if ranked:
        word = rng.choice(ranked)
        other = rng.choice([w for w in _RANKS if w != word] + [""] * len(_RANKS))
        yield Edit("rank", lambda said: _ranked(said.text, word, other), one_way=False)


def _reach(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Iterator[Edit]:
    """What is told as a fact put into the mouth of somebody who says something else."""
    heard = [who for who in speakers(evidence) if not known([sentence], who)]
    if heard and not CUE.search(sentence.text):
        who = rng.choice(heard)
        yield Edit("reach", lambda said: _said_by(said, who))


def _said_by(said: Analysed, who: str) -> str:
    """The text as what somebody said."""
    if CUE.search(said.text) or not said.text.endswith("."):
        return said.text
    return f"{said.text[:-1]}, {inside(who)} said."


def _all_change(sentence: Analysed, evidence: Sequence[Analysed], change: Callable[[Analysed], str]) -> bool:
    """Whether each source that tells what the sentence tells has what is left out."""
    telling = [e for e in evidence if len(sentence.bag & e.bag) >= _TELLS * len(sentence.bag)]
    return bool(telling) and all(change(e) != e.text for e in telling)


def unattributed(said: Analysed) -> str:
    """ "The plan failed." of "Lim said the plan failed." and of "The plan failed, Lim said."; else the same text."""
    tree, text = said.tree, said.text
    quoted = any(t.text in marks.QUOTE_TOKENS for t in tree)
    for root in tree.roots:
        told = tree.below(root, "ccomp")
        if tree[root].text.lower() in NEUTRAL and told and not quoted and tree.has_subject(told[0]):
            that = [i for i in tree.below(told[0], "mark") if tree[i].lemma == "that"]
            members = sorted(tree.subtree(told[0]) - set(that))
            start, end = tree[members[0]].start, tree[members[-1]].end
            return _sentence(text[start:end])
    return text


def _sentence(text: str) -> str:
    text = text.strip(" ,;")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _undoubted(said: Analysed) -> str:
    """The text without the words that say that nobody knows it yet."""
    kinds, text = lexicon.kinds("governors"), said.text
    for token in reversed(said.tree):
        if kinds.get(token.text.lower()) == "hedge" and token.relation in ("amod", "advmod"):
            text = text[: token.start] + text[token.end :].lstrip()
    return text[:1].upper() + text[1:]


def _done(said: Analysed) -> str:
    """ "will cut" of "plans to cut", "would cut" of "planned to cut"."""
    kinds, tree, text = lexicon.kinds("governors"), said.tree, said.text
    for i, token in reversed(list(enumerate(tree[:-1]))):
        helper = {"VBZ": "will", "VBP": "will", "VBD": "would"}.get(token.tag)
        intended = kinds.get(token.text.lower()) == "intent" and tree[i + 1].text == "to"
        if helper and intended and tree.below(i, "xcomp"):
            text = text[: token.start] + helper + text[tree[i + 1].end :]
    return text


def _ranked(text: str, word: str, other: str) -> str:
    """The text with another word of rank in that one's place, or none."""

    def changed(match: re.Match[str]) -> str:
        new = f"{other}{match[2]}" if other else ""
        return new[:1].upper() + new[1:] if match[1][:1].isupper() else new

    ranked = re.sub(rf"(?<![\w-])({re.escape(word)})([ -])(?=\w)", changed, text, flags=re.IGNORECASE)
    return ranked[:1].upper() + ranked[1:]
