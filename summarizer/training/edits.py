"""Edits that change one fact, by kind: what the judge of meaning learns truth and falsehood from, and is measured on.

An edit changes a fact wherever a text states it. So one true pair of evidence and sentence gives four, and neither side
alone tells which of them are true:

                         sentence    changed sentence
    evidence             true        false
    changed evidence     false       true

Kinds that only add or drop a doubt are one way: what is changed asks for more than what is not.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.language import FINITE, Analysed, Tree, fold, lexicon, stem

#: Types of the parser's names that can stand for each other.
_NAMED = ("PERSON", "ORG", "GPE", "NORP")
#: Tags of words that may be exchanged for others.
_OPEN = ("NN", "NNS", "VBD", "VBN", "VB", "JJ")
#: Characters of the longest subject or object that changes places.
_LONGEST_PART = 60
_DIGITS = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\d%]*\w)")


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
        for text, kind in _names(tree):
            self.names[kind].append(text)
        for token in tree:
            if token.tag in _OPEN and token.text.isalpha():
                self.words[token.tag].append(token.text.lower())


def edits(sentence: Analysed, evidence: Sequence[Analysed], pool: Pool, rng: random.Random) -> list[Edit]:
    """One edit of each kind that the sentence and its evidence have a place for, in random order."""
    made = [
        edit
        for make in (_number, _date, _unit, _name, _swap, _word, _opposite, _negation, _modal, _role, _qualifier)
        for edit in make(sentence, evidence, pool, rng)
    ]
    made += [*_condition(sentence), *_added(sentence, rng)]
    rng.shuffle(made)
    return made


def replaced(text: str, table: Mapping[str, str], *, cased: bool) -> str:
    """The text with whole words and phrases exchanged, all at once, longest first; capitals stay where they were."""
    keys = "|".join(re.escape(key) for key in sorted(table, key=lambda key: (-len(key), key)))
    pattern = re.compile(rf"(?<![\w-])(?:{keys})(?![\w])", 0 if cased else re.IGNORECASE)

    def exchanged(match: re.Match[str]) -> str:
        new = table[match.group() if cased else match.group().lower()]
        return new[:1].upper() + new[1:] if match.group()[:1].isupper() else new

    return pattern.sub(exchanged, text)


def _exchange(kind: str, table: Mapping[str, str], *, cased: bool = False, one_way: bool = False) -> Edit:
    return Edit(kind, lambda said: replaced(said.text, table, cased=cased), one_way)


def _known(evidence: Sequence[Analysed], word: str) -> bool:
    return any(re.search(rf"(?<![\w-]){re.escape(word)}(?!\w)", e.text, re.IGNORECASE) for e in evidence)


def _number(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    names = lexicon.entry("number_words")["units"].split()[2:13]
    words = {w.folded for w in sentence.words}
    same = dict(zip(names, map(str, range(2, 13)), strict=True))
    same |= {figure: word for word, figure in same.items()}
    stated = [*_DIGITS.findall(sentence.text), *(w for w in names if w in words)]
    found = [s for s in stated if _known(evidence, s) or (s in same and _known(evidence, same[s]))]
    if not found:
        return
    old = rng.choice(found)
    if old in names:
        new = rng.choice([w for w in names if w != old])
        table = {old: new, str(names.index(old) + 2): str(names.index(new) + 2)}
    else:
        new = _other_figure(old, rng)
        table = {old: new}
        if old.isdigit() and 2 <= int(old) <= len(names) + 1:
            table[names[int(old) - 2]] = names[int(new) - 2] if 2 <= int(new) <= len(names) + 1 else new
    yield _exchange("number", table)


def _other_figure(figure: str, rng: random.Random) -> str:
    """A figure of the same form with one digit changed."""
    places = [i for i, c in enumerate(figure) if c.isdigit()]
    place = rng.choice(places[:2])
    digits = "123456789" if place == places[0] else "0123456789"
    return figure[:place] + rng.choice(digits.replace(figure[place], "")) + figure[place + 1 :]


def _date(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    for names in (lexicon.listed("weekdays"), lexicon.listed("months")):
        found = [n for n in names if re.search(rf"\b{n.capitalize()}\b", sentence.text) and _known(evidence, n)]
        if found:
            old = rng.choice(found)
            yield _exchange("date", {old: rng.choice([n for n in names if n != old])})


def _unit(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    words = {w.folded for w in sentence.words}
    rows = [row for row in lexicon.rows("edits.measures") if words & set(row)]
    for row in rng.sample(rows, min(1, len(rows))):
        old = next(w for w in row if w in words)
        if _known(evidence, old):
            yield _exchange("unit", {old: rng.choice([w for w in row if w != old])})


def _names(tree: Tree) -> Iterator[tuple[str, str]]:
    """(name, type) of the names of a sentence, without articles and possessive endings."""
    i = 0
    while i < len(tree):
        kind, start = tree[i].entity, i
        while i < len(tree) and kind and tree[i].entity == kind:
            i += 1
        inside = [t for t in tree[start:i] if t.tag in ("NNP", "NNPS", "JJ") and t.text[:1].isupper()]
        if kind in _NAMED and inside and all(t.tag != "CC" for t in tree[start:i]):
            yield " ".join(t.text for t in inside), kind
        i = max(i, start + 1)


def _key(name: str, kind: str) -> str:
    """What must stand in a text for it to name the same: of people the last name."""
    return name.split()[-1] if kind == "PERSON" else name


def _shared_names(sentence: Analysed, evidence: Sequence[Analysed]) -> list[tuple[str, str]]:
    found = dict.fromkeys((_key(name, kind), kind) for name, kind in _names(sentence.tree))
    return [(key, kind) for key, kind in found if _known(evidence, key) and len(key) > 2]


def _full(key: str, texts: Iterable[Analysed]) -> str:
    """The fullest name that ends so in the texts."""
    return max([key, *(n for t in texts for n, _ in _names(t.tree) if n.endswith(f" {key}"))], key=len)


def _name(sentence: Analysed, evidence: Sequence[Analysed], pool: Pool, rng: random.Random) -> Iterator[Edit]:
    shared = _shared_names(sentence, evidence)
    if shared:
        old, kind = rng.choice(shared)
        strangers = [n for n in rng.sample(pool.names[kind], min(20, len(pool.names[kind]))) if old not in n]
        if strangers:
            yield _exchange("place" if kind == "GPE" else "name", {old: _key(strangers[0], kind)}, cased=True)


def _swap(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for key, kind in _shared_names(sentence, evidence):
        by_kind["GPE" if kind == "NORP" else kind].append(key)
    several = [keys for keys in by_kind.values() if len(keys) > 1]
    if several:
        a, b = rng.sample(rng.choice(several), 2)
        if a not in b and b not in a and not any(_joined(a, b, said) for said in (sentence, *evidence)):
            texts = (sentence, *evidence)
            full_a, full_b = _full(a, texts), _full(b, texts)
            yield _exchange("swap", {full_a: full_b, full_b: full_a, a: b, b: a}, cased=True)


def _joined(a: str, b: str, said: Analysed) -> bool:
    """Whether two names are joined in a sentence: "Rask and Holm left" says what "Holm and Rask left" does."""
    positions = {name: [i for i, t in enumerate(said.tree) if t.text == name.split()[-1]] for name in (a, b)}
    return any(
        said.tree.first_of(i, frozenset({"conj"})) == said.tree.first_of(j, frozenset({"conj"}))
        for i in positions[a]
        for j in positions[b]
    )


def _word(sentence: Analysed, evidence: Sequence[Analysed], pool: Pool, rng: random.Random) -> Iterator[Edit]:
    known = {stem(w.folded) for e in evidence for w in e.words}
    forms = {w.folded for e in (sentence, *evidence) for w in e.words}
    found = []
    for token in sentence.tree:
        word = token.text.lower()
        same = [form for form in forms if stem(form) == stem(fold(word))]
        if token.tag in _OPEN and word in pool.alike and stem(fold(word)) in known and len(same) == 1:
            found.append(token)
    if found:
        token = rng.choice(found)
        tagged = set(pool.words[token.tag])
        others = [w for w in pool.alike[token.text.lower()] if w in tagged and w not in forms][:12]
        if others:
            yield _exchange("word", {token.text.lower(): rng.choice(others)})


def _opposite(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    rows = [[w.replace("_", " ") for w in row] for row in lexicon.rows("edits.opposites")]
    rows = [row for row in rows if _known([sentence], row[0]) and _known(evidence, row[0])]
    if rows:
        old, *new = rng.choice(rows)
        yield _exchange("opposite", {old: rng.choice(new)})


def _shared_verbs(sentence: Analysed, evidence: Sequence[Analysed]) -> list[str]:
    """Verbs with a subject that the evidence has too, as dictionary forms."""
    known = {t.lemma for e in evidence for t in e.tree if t.tag[:2] == "VB"}
    verbs = (t.lemma for i, t in enumerate(sentence.tree) if t.tag[:2] == "VB" and sentence.tree.has_subject(i))
    return [verb for verb in dict.fromkeys(verbs) if verb in known]


def _at_verbs(lemma: str, change: Callable[[Tree, int], tuple[int, int, str] | None]) -> Callable[[Analysed], str]:
    """A change of each verb of that form: from where to where it writes what."""

    def changed(said: Analysed) -> str:
        text = said.text
        for i in reversed(range(len(said.tree))):
            if said.tree[i].lemma == lemma and said.tree[i].tag[:2] == "VB" and (done := change(said.tree, i)):
                text = text[: done[0]] + done[2] + text[done[1] :]
        return text

    return changed


def _negation(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    verbs = _shared_verbs(sentence, evidence)
    if verbs:
        yield Edit("negation", _at_verbs(rng.choice(verbs), _negated))


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


def _modal(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    verbs = _shared_verbs(sentence, evidence)
    if verbs:
        chance = rng.random()
        yield Edit("modal", _at_verbs(rng.choice(verbs), lambda tree, i: _doubted(tree, i, chance)))


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


def _role(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    tree = sentence.tree
    verbs = [
        v for v in _shared_verbs(sentence, evidence) if any(t.lemma == v and parts(tree, i) for i, t in enumerate(tree))
    ]
    if verbs:
        lemma = rng.choice(verbs)
        yield Edit("role", lambda said: _exchanged(said, lemma))


def _exchanged(said: Analysed, lemma: str) -> str:
    """The text with subject and object of that verb in each other's place."""
    for i, token in enumerate(said.tree):
        found = parts(said.tree, i) if token.lemma == lemma else None
        if found:
            (a, b), (c, d) = found
            first, second = said.text[a:b], said.text[c:d]
            if a == 0:
                first = first if said.tree[0].tag[:3] == "NNP" else first[:1].lower() + first[1:]
                second = second[:1].upper() + second[1:]
            return said.text[:a] + second + said.text[b:c] + first + said.text[d:]
    return said.text


def parts(tree: Tree, verb: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where the subject and the object of a verb stand, or who undergoes and who does; None unless both are named."""
    subjects = [i for i in tree.children[verb] if tree[i].relation in ("nsubj", "nsubjpass")]
    objects = tree.below(verb, "dobj") or [j for i in tree.below(verb, "agent") for j in tree.below(i, "pobj")]
    if not subjects or not objects or (tree[subjects[0]].relation == "nsubjpass" and tree.below(verb, "dobj")):
        return None
    spans = [_span(tree, subjects[0]), _span(tree, objects[0])]
    nouns = all(tree[i].tag[:2] == "NN" for i in (subjects[0], objects[0]))
    apart = spans[0][1] <= spans[1][0]
    short = all(end - start <= _LONGEST_PART for start, end in spans)
    return (spans[0], spans[1]) if nouns and apart and short else None


def _span(tree: Tree, position: int) -> tuple[int, int]:
    members = tree.subtree(position)
    return tree[min(members)].start, tree[max(members)].end


def _qualifier(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
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
            start, end = _span(tree, i)
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
            _at_verbs(
                lemma, lambda tree, i: (tree[i].start, tree[i].start, f"{word} ") if tree[i].tag == "VBD" else None
            ),
            one_way=True,
        )
