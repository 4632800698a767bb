"""Facts read off the words of a sentence: its content, their order, what stands twice, names and quotations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from summarizer.language import FUNCTION_WORDS, ROLES, WEEKDAYS, Analysed, fold, lexicon, marks, stem, weekdays
from summarizer.verify.facets import Evidence, Fact

_BRACKETS = re.compile(r" \([^()]*\)")


def written(analysed: Analysed, position: int) -> str:
    """A word as the sentence writes it."""
    word = analysed.words[position]
    return analysed.text[word.start : word.end]


def content_words(analysed: Analysed) -> list[Fact]:
    """Its content words."""
    return [Fact("word", s, written(analysed, i)) for s, i in analysed.content]


def every_word(analysed: Analysed) -> list[Fact]:
    """Its content words, and each word by itself: "March" alone, where it has "March 13"."""
    return content_words(analysed) + [Fact("word", stem(w.folded)) for w in analysed.words]


#: Content words between two words that still count as said together.
PAIR_WINDOW = 3
#: "On Monday, ...": a day that opens a sentence may as well close it.
_FRONTED_DAY = re.compile(r"(?:(?:On|Last|Late|Early)\s+)*(\w+day),")
#: Share of a candidate's word pairs that its evidence must hold. Below about 0.7 candidates of the embedded model were
#: wrong in meaning (roles swapped) on the seeds and on `allsides_neus_val`.
MIN_ORDER = 0.75


def pair_support(candidate: Analysed, evidence: Evidence) -> float:
    """Mean over neighbouring content words of how the evidence has them.

    1 near each other and in order, 0.5 further apart but in order in one sentence, else 0.
    """
    stems = candidate.stems
    tables = [source.read(_pair_table) for source in evidence.sources]
    if not stems or not tables:
        return 0.0
    if len(stems) == 1:
        return float(any((stems[0], stems[0]) in table for table in tables))
    return sum(max(table.get(pair, 0.0) for table in tables) for pair in pairwise(stems)) / (len(stems) - 1)


def _pair_table(source: Analysed) -> dict[tuple[str, str], float]:
    stems = source.stems
    table = {(s, s): 1.0 for s in stems}
    for i, first in enumerate(stems):
        for j in range(i + 1, len(stems)):
            value = 1.0 if j - i <= PAIR_WINDOW else 0.5
            table[first, stems[j]] = max(value, table.get((first, stems[j]), 0.0))
    opening = _FRONTED_DAY.match(source.text)
    if opening:
        day = stem(fold(opening[1]))
        table |= {(s, day): max(0.5, table.get((s, day), 0.0)) for s in stems}
    return table


def out_of_order(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Neighbouring words that no source has so, if they are too many."""
    if pair_support(candidate, evidence) >= MIN_ORDER:
        return
    known = [source.read(_pair_table) for source in evidence.sources]
    for (a, i), (b, j) in pairwise(candidate.content):
        if not any((a, b) in table for table in known):
            yield f"{written(candidate, i)} {written(candidate, j)}"


_REPEATED_NAME = re.compile(
    rf"\b(?!The |A |In |On )[A-Z]\w+(?: (?!(?:{'|'.join(d.capitalize() for d in WEEKDAYS)})\b)[A-Z]\w+)+"
)


def repetitions(analysed: Analysed) -> list[Fact]:
    """What it says twice: a word doubled, two words in a row, a weekday or name, "a just and just", one speaker."""
    text = analysed.text
    doubled = [(a, b) for a, b in pairwise(analysed.stems) if a == b]
    repeated = [pair for pair, n in Counter(pairwise(analysed.stems)).items() if n > 1]
    found = [Fact("pair", pair, " ".join(pair)) for pair in (*doubled, *repeated)]
    names = {*weekdays(text), *_REPEATED_NAME.findall(text)}
    found += [Fact("name", n, n) for n in sorted(names) if len(re.findall(rf"\b{re.escape(n)}\b", text)) > 1]
    found += [Fact("echo", m.group().lower(), m.group()) for m in lexicon.pattern("echoes").finditer(text)]
    for kind in ("said_twice", "told_twice", "according_twice"):
        pattern = lexicon.pattern(kind)
        match = pattern.search(text) if kind == "said_twice" else pattern.match(text)
        found += [Fact(kind, True, match.group())] if match else []
    return found


def names(analysed: Analysed) -> list[Fact]:
    """Its capitalised words."""
    return [
        Fact("name", w.folded, written(analysed, i))
        for i, w in enumerate(analysed.words)
        if i and analysed.text[w.start].isupper() and w.folded not in FUNCTION_WORDS
    ]


def names_vouched(analysed: Analysed) -> list[Fact]:
    """The same, and the word that it begins with."""
    return [Fact("name", w.folded) for w in analysed.words if analysed.text[w.start].isupper()]


def full_names(analysed: Analysed) -> list[Fact]:
    """Which of its capitalised words are neighbours: no role or first name changes its owner.

    Three in a row too: "Finance Minister" and "Minister Lim" do not make "Finance Minister Lim".
    """
    return [Fact("run", run, " ".join(filter(None, run))) for run in _runs(analysed)]


def full_names_vouched(analysed: Analysed) -> list[Fact]:
    """The same, also without what stands in brackets; "President Ana Lim" may be "President Lim" too."""
    runs = {*_runs(analysed), *_runs(analysed.read(without_brackets))}
    runs |= {(r[0], "", r[4]) for r in runs if len(r) == 5 and r[0] in ROLES and r[1] == r[3] == ""}
    return [Fact("run", run) for run in runs]


def _runs(analysed: Analysed) -> list[tuple[str, ...]]:
    """(word, what stands between, word), and the same of three, for names that touch or are joined by "of the"."""
    text, joint = analysed.text, lexicon.pattern("name_joint")
    capitals = [w for w in analysed.words if text[w.start].isupper() and w.folded not in FUNCTION_WORDS]
    gaps = [fold(text[a.end : b.start]).strip(" .-'").removeprefix("s ") for a, b in pairwise(capitals)]
    joined = [joint.fullmatch(gap) is not None for gap in gaps]
    found = [w.folded for w in capitals]
    pairs: list[tuple[str, ...]] = [(found[i], gaps[i], found[i + 1]) for i in range(len(gaps)) if joined[i]]
    triples = [
        (found[i], gaps[i], found[i + 1], gaps[i + 1], found[i + 2])
        for i in range(len(gaps) - 1)
        if joined[i] and joined[i + 1]
    ]
    return pairs + triples


def changed_quotations(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Quotations that are no whole ones of the evidence: cut, one may say the contrary.

    A part is enough where the evidence itself begins or ends within the quotation.
    """
    sources = evidence.sources
    known = {q for s in sources if not marks.half_quoted(s.text) for q in _quoted(s.text)}
    parts = [_plain(s.text) for s in sources if marks.half_quoted(s.text)]
    for mine in _quoted(candidate.text):
        if mine not in known and not any(mine in part for part in parts):
            yield mine


def _quoted(text: str) -> list[str]:
    """What stands in quotation marks; all of it where a quotation begins or ends in another sentence."""
    return [_plain(text)] if marks.half_quoted(text) else list(map(_plain, marks.quotations_of_any_mark(text)))


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(".,;:!? ")


def without_brackets(analysed: Analysed) -> Analysed:
    """The sentence less what stands in brackets."""
    return analysed.again(_BRACKETS.sub("", analysed.text))
