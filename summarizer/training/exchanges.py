"""Edits that give two things of a text each other's place: every word is in the evidence, and the sentence is false.

Who does what to whom, which figure counts what, which day is whose: what stands in a sentence changes places with what
stands in it, or elsewhere in its evidence. Neither a list of words nor a look at the sentence alone tells that.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from summarizer.language import Analysed, Tree, lexicon
from summarizer.language.attribution import NEUTRAL
from summarizer.training.editing import FIGURE, Edit, exchange, key_of, names_in, shared_names, shared_verbs, span
from summarizer.types import Token

#: Characters of the longest subject or object that changes places.
_LONGEST_PART = 60
#: A figure that can stand for another: no share and no loss.
_PLAIN = re.compile(rf"(?<!-){FIGURE.pattern}(?!\s?%| per ?cent)")
#: Letters of the shortest noun.
_SHORTEST = 3


def made(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> list[Edit]:
    """One edit of each kind that there is a place for."""
    kinds = (_names, _figures, _days, _nouns, _role, _subject, _circumstances, _speakers)
    return [edit for kind in kinds if (edit := kind(sentence, evidence, rng))]


def _names(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Edit | None:
    texts = (sentence, *evidence)
    theirs = _by_type(evidence)
    pairs = [
        (key, other)
        for key, kind in shared_names(sentence, evidence)
        for other in theirs[_type(kind)]
        if key not in other and other not in key and not _joined(key, other, texts)
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    full_a, full_b = _full(a, texts), _full(b, texts)
    return exchange("swap", {full_a: full_b, full_b: full_a, a: b, b: a}, cased=True)


def _type(kind: str) -> str:
    """Of a people what is true of its country: "Chinese" stands for "China"."""
    return "GPE" if kind == "NORP" else kind


def _by_type(texts: Sequence[Analysed]) -> dict[str, list[str]]:
    """The names of the texts by type, each once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for said in texts:
        for name, kind in names_in(said.tree):
            found[_type(kind)][key_of(name, kind)] = None
    return defaultdict(list, {kind: list(names) for kind, names in found.items()})


def _full(key: str, texts: Iterable[Analysed]) -> str:
    """The fullest name that ends so in the texts."""
    return max([key, *(n for t in texts for n, _ in names_in(t.tree) if n.endswith(f" {key}"))], key=len)


def _figures(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Edit | None:
    return _two("figures", _PLAIN, sentence, evidence, rng)


def _days(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Edit | None:
    """Two weekdays or two months: "on February" is no sentence."""
    each = (_two("days", _listed(names), sentence, evidence, rng) for names in ("weekdays", "months"))
    return next((edit for edit in each if edit), None)


def _listed(names: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(day.capitalize() for day in lexicon.listed(names))})\b")


def _two(
    kind: str, pattern: re.Pattern[str], sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random
) -> Edit | None:
    """What the pattern finds in both, exchanged for something else that it finds in the evidence."""
    theirs = list(dict.fromkeys(found for e in evidence for found in pattern.findall(e.text)))
    texts = (sentence, *evidence)
    pairs = [
        (a, b)
        for a in dict.fromkeys(pattern.findall(sentence.text))
        if a in theirs
        for b in theirs
        if a != b and not _joined(a, b, texts)
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return exchange(kind, {a: b, b: a}, cased=True)


def _nouns(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Edit | None:
    texts = (sentence, *evidence)
    mine, theirs = _common_nouns([sentence]), _common_nouns(evidence)
    pairs = [
        (a, b)
        for tag, words in mine.items()
        for a in words
        for b in theirs[tag]
        if a != b and a in theirs[tag] and not _joined(a, b, texts)
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return exchange("nouns", {a: b, b: a})


def _common_nouns(texts: Sequence[Analysed]) -> dict[str, list[str]]:
    """The common nouns of the texts by tag, each once; no half of a longer name ("price tag", "High Court")."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    halves: set[str] = set()
    for said in texts:
        for i, token in enumerate(said.tree):
            if token.tag in ("NN", "NNS") and token.text.isalpha() and len(token.text) >= _SHORTEST:
                found[token.tag][token.text.lower()] = None
            if token.relation == "compound" or said.tree.below(i, "compound") or token.tag[:3] == "NNP":
                halves.add(token.text.lower())
    return defaultdict(list, {tag: [w for w in words if w not in halves] for tag, words in found.items()})


def _joined(a: str, b: str, texts: Iterable[Analysed]) -> bool:
    """Whether two are joined in a text: "Rask and Holm left" says what "Holm and Rask left" does."""
    return any(_joined_in(a.split()[-1].lower(), b.split()[-1].lower(), said.tree) for said in texts)


def _joined_in(a: str, b: str, tree: Tree) -> bool:
    heads = [
        {tree.first_of(i, frozenset({"conj"})) for i, t in enumerate(tree) if t.text.lower() == word} for word in (a, b)
    ]
    return bool(heads[0] & heads[1])


def _role(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Edit | None:
    tree = sentence.tree
    verbs = [
        v for v in shared_verbs(sentence, evidence) if any(t.lemma == v and parts(tree, i) for i, t in enumerate(tree))
    ]
    if not verbs:
        return None
    lemma = rng.choice(verbs)
    return Edit("role", lambda said: _exchanged(said, lemma))


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


def _subject(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Edit | None:
    """Who does it replaced by who does something else there: what a merge goes wrong by.

    One of them is a name and the other another, or one many and the other one, so that they are not the same.
    """
    theirs = {who: token for said in evidence for who, token, _ in _doers(said)}
    found = [
        (who, other, verb)
        for who, token, verb in _doers(sentence)
        if who in theirs
        for other, its in theirs.items()
        if _are_two(token, its) and who not in other and other not in who
    ]
    if not found:
        return None
    old, new, lemma = rng.choice(found)
    return Edit("subject", lambda said: _done_by(said, old, new, lemma))


def _doers(said: Analysed) -> list[tuple[str, Token, str]]:
    """(what a verb's subject is called, its noun, the verb) of the short ones."""
    tree = said.tree
    found = [
        (said.text[slice(*span(tree, i))], token, tree[token.head].lemma)
        for i, token in enumerate(tree)
        if token.relation in ("nsubj", "nsubjpass") and token.tag[:2] == "NN"
    ]
    return [each for each in found if len(each[0]) <= _LONGEST_PART]


def _are_two(one: Token, other: Token) -> bool:
    """Whether two nouns cannot mean the same: different names of one kind, or one of them several."""
    if one.entity and one.entity == other.entity:
        return one.text != other.text
    return one.tag.endswith("S") != other.tag.endswith("S")


def _done_by(said: Analysed, old: str, new: str, lemma: str) -> str:
    """The text with another subject of that verb."""
    text = said.text
    for i, token in reversed(list(enumerate(said.tree))):
        start, end = span(said.tree, i) if token.relation in ("nsubj", "nsubjpass") else (0, 0)
        if said.tree[token.head].lemma == lemma and end and said.text[start:end] == old:
            first = new[:1].upper() + new[1:] if start == 0 else inside(new)
            text = text[:start] + first + text[end:]
    return text


def inside(phrase: str) -> str:
    """A phrase as it is written inside a sentence: with its article small."""
    article = phrase.split()[0].lower() in lexicon.words_of("determiners")
    return phrase[:1].lower() + phrase[1:] if article else phrase


def _circumstances(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Edit | None:
    """Two phrases after one preposition, of different verbs: with whom, why and when is another's."""
    mine, theirs = _phrases([sentence]), _phrases(evidence)
    pairs = [
        (a, b)
        for preposition, phrases in mine.items()
        for a, verb in phrases.items()
        for b, other in theirs[preposition].items()
        if a in theirs[preposition] and verb != other and a not in b and b not in a
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return exchange("circumstance", {a.lower(): b, b.lower(): a})


def _phrases(texts: Sequence[Analysed]) -> dict[str, dict[str, str]]:
    """Preposition -> phrase -> the verb that it hangs on, of the phrases of the texts' verbs."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for said in texts:
        for i, token in enumerate(said.tree):
            if token.relation == "prep" and said.tree[token.head].tag[:2] == "VB" and said.tree.below(i, "pobj"):
                start, end = span(said.tree, i)
                if end - start <= _LONGEST_PART:
                    found[token.lemma][said.text[start:end]] = said.tree[token.head].lemma
    return found


def _speakers(sentence: Analysed, evidence: Sequence[Analysed], rng: random.Random) -> Edit | None:
    """Who says it and somebody else who says something in the evidence."""
    theirs = speakers(evidence)
    pairs = [(a, b) for a in speakers([sentence]) if a in theirs for b in theirs if a not in b and b not in a]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return exchange("speaker", {a.lower(): b, b.lower(): a})


def speakers(texts: Sequence[Analysed]) -> list[str]:
    """Whom the texts have say something, as they are called there, each once; no pronouns."""
    found = [
        said.text[slice(*span(said.tree, i))]
        for said in texts
        for i, token in enumerate(said.tree)
        if token.relation == "nsubj" and token.tag[:2] == "NN" and said.tree[token.head].lemma in NEUTRAL
    ]
    return [who for who in dict.fromkeys(found) if len(who) <= _LONGEST_PART]


def parts(tree: Tree, verb: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where the subject and the object of a verb stand, or who undergoes and who does; None unless both are named."""
    subjects = [i for i in tree.children[verb] if tree[i].relation in ("nsubj", "nsubjpass")]
    objects = tree.below(verb, "dobj") or [j for i in tree.below(verb, "agent") for j in tree.below(i, "pobj")]
    if not subjects or not objects or (tree[subjects[0]].relation == "nsubjpass" and tree.below(verb, "dobj")):
        return None
    spans = [span(tree, subjects[0]), span(tree, objects[0])]
    nouns = all(tree[i].tag[:2] == "NN" for i in (subjects[0], objects[0]))
    apart = spans[0][1] <= spans[1][0]
    short = all(end - start <= _LONGEST_PART for start, end in spans)
    return (spans[0], spans[1]) if nouns and apart and short else None
