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
from collections.abc import Iterator, Sequence

from summarizer.language import Analysed, fold, lexicon, stem
from summarizer.training import doubts, exchanges
from summarizer.training.editing import FIGURE, OPEN, Edit, Pool, exchange, key_of, known, shared_names


def edits(sentence: Analysed, evidence: Sequence[Analysed], pool: Pool, rng: random.Random) -> list[Edit]:
    """One edit of each kind that the sentence and its evidence have a place for, in random order."""
    found = [
        edit
        for make in (_number, _date, _unit, _name, _word, _opposite)
        for edit in make(sentence, evidence, pool, rng)
    ]
    found += [*exchanges.made(sentence, evidence, rng), *doubts.made(sentence, evidence, rng)]
    rng.shuffle(found)
    return found


def _number(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    names = lexicon.entry("number_words")["units"].split()[2:13]
    words = {w.folded for w in sentence.words}
    same = dict(zip(names, map(str, range(2, 13)), strict=True))
    same |= {figure: word for word, figure in same.items()}
    stated = [*FIGURE.findall(sentence.text), *(w for w in names if w in words)]
    found = [s for s in stated if known(evidence, s) or (s in same and known(evidence, same[s]))]
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
    yield exchange("number", table)


def _other_figure(figure: str, rng: random.Random) -> str:
    """A figure of the same form with one digit changed."""
    places = [i for i, c in enumerate(figure) if c.isdigit()]
    place = rng.choice(places[:2])
    digits = "123456789" if place == places[0] else "0123456789"
    return figure[:place] + rng.choice(digits.replace(figure[place], "")) + figure[place + 1 :]


def _date(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    for names in (lexicon.listed("weekdays"), lexicon.listed("months")):
        found = [n for n in names if re.search(rf"\b{n.capitalize()}\b", sentence.text) and known(evidence, n)]
        if found:
            old = rng.choice(found)
            yield exchange("date", {old: rng.choice([n for n in names if n != old])})


def _unit(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    words = {w.folded for w in sentence.words}
    rows = [row for row in lexicon.rows("edits.measures") if words & set(row)]
    for row in rng.sample(rows, min(1, len(rows))):
        old = next(w for w in row if w in words)
        if known(evidence, old):
            yield exchange("unit", {old: rng.choice([w for w in row if w != old])})


def _name(sentence: Analysed, evidence: Sequence[Analysed], pool: Pool, rng: random.Random) -> Iterator[Edit]:
    shared = shared_names(sentence, evidence)
    if shared:
        old, kind = rng.choice(shared)
        drawn = rng.sample(pool.names[kind], min(20, len(pool.names[kind])))
        texts = _letters(" ".join(said.text for said in (sentence, *evidence)))
        strangers = [n for n in drawn if _letters(key_of(n, kind)) not in texts]
        if strangers:
            yield exchange("place" if kind == "GPE" else "name", {old: key_of(strangers[0], kind)}, cased=True)


def _letters(text: str) -> str:
    """The letters of a text: "U.S." is "US", and "WASHINGTON" no stranger to "Washington"."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _word(sentence: Analysed, evidence: Sequence[Analysed], pool: Pool, rng: random.Random) -> Iterator[Edit]:
    known = {stem(w.folded) for e in evidence for w in e.words}
    forms = {w.folded for e in (sentence, *evidence) for w in e.words}
    found = []
    for token in sentence.tree:
        word = token.text.lower()
        same = [form for form in forms if stem(form) == stem(fold(word))]
        helps = token.relation in ("aux", "auxpass")
        if token.tag in OPEN and not helps and word in pool.alike and stem(fold(word)) in known and len(same) == 1:
            found.append(token)
    if found:
        token = rng.choice(found)
        tagged = set(pool.words[token.tag])
        others = [w for w in pool.alike[token.text.lower()] if w in tagged and w not in forms][:12]
        if others:
            yield exchange("word", {token.text.lower(): rng.choice(others)})


def _opposite(sentence: Analysed, evidence: Sequence[Analysed], _: Pool, rng: random.Random) -> Iterator[Edit]:
    rows = [[w.replace("_", " ") for w in row] for row in lexicon.rows("edits.opposites")]
    rows = [row for row in rows if known([sentence], row[0]) and known(evidence, row[0])]
    if rows:
        old, *new = rng.choice(rows)
        yield exchange("opposite", {old: rng.choice(new)})
