"""Joining two finished sentences about the same subject: what an editor does to short facts that stand side by side.

Aggregation by a shared subject, as text generation knows it (Reape and Mellish 1999): "Rask opened the market. Rask was
arrested." becomes "Rask opened the market and was arrested." Only forms that leave every word with its own subject and
speaker are tried, and the result passes the same checks as any other sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.compose.choice import Ear
from summarizer.compose.filling import Draft
from summarizer.language import FINITE, SUBJECTS, Tree, content_words, lexicon, marks, words
from summarizer.types import Checker, Parser

#: Words of the longest sentence that is made of two.
MAX_WORDS = 36
#: Nats that the joint may jar: the forms are grammatical, so only a joint that no reader expects is turned down.
MAX_ROUGHNESS = 5.0
#: How far apart in reading order two sentences may stand.
REACH = 2
_SPEECH = lexicon.marked("saying", "joins")


def combine(drafts: Sequence[Draft], parser: Parser, check: Checker, ear: Ear) -> list[Draft]:
    """The sentences in their order, those on the same subject joined in twos where that reads and checks well."""
    left, found = list(drafts), []
    while left:
        first = left.pop(0)
        for second in left[:REACH]:
            joined = _joined(first, second, parser, check, ear)
            if joined:
                left.remove(second)
                first = joined
                break
        found.append(first)
    return found


def _joined(a: Draft, b: Draft, parser: Parser, check: Checker, ear: Ear) -> Draft | None:
    if len(words(a.text)) + len(words(b.text)) > MAX_WORDS + 4:
        return None
    evidence = tuple(dict.fromkeys((*a.evidence, *b.evidence)))
    sources = [e.text for e in evidence]
    for text in joinings(a.text, b.text, parser):
        fits = len(words(text)) <= MAX_WORDS and check(text, sources).passed
        if fits and ear.roughness(text, sources) <= MAX_ROUGHNESS:
            return Draft(text, evidence)
    return None


def joinings(a: str, b: str, parser: Parser) -> Iterator[str]:
    """Ways to tell in one sentence what two sentences say of one subject."""
    if any(mark in a + b for mark in marks.QUOTES) or not a.endswith(".") or not b.endswith("."):
        return
    parse_a, parse_b = map(Tree, parser.parse([a, b]))
    clause_a, clause_b = _clause(parse_a), _clause(parse_b)
    if clause_a is None or clause_b is None or not _same_subject(a, parse_a, clause_a, b, parse_b, clause_b):
        return
    yield from _second_statement(a, parse_a, clause_a, b, parse_b, clause_b)
    yield from _second_predicate(a, parse_a, clause_a, b, parse_b, clause_b)
    yield from _apposition(a, parse_a, clause_a, b, parse_b, clause_b)


Clause = tuple[int, int, int]


def _clause(parse: Tree) -> Clause | None:
    """(head of the subject, last token of the subject, main verb) of a sentence that begins with its subject."""
    roots = [i for i, token in enumerate(parse) if token.relation == "ROOT"]
    if len(roots) != 1:
        return None
    subject = next((i for i, t in enumerate(parse) if t.head == roots[0] and t.relation in SUBJECTS), None)
    if subject is None or subject > roots[0]:
        return None
    members = parse.subtree(subject)
    plain = members == set(range(len(members)))
    return (subject, len(members) - 1, roots[0]) if plain else None


def _same_subject(a: str, parse_a: Tree, clause_a: Clause, b: str, parse_b: Tree, clause_b: Clause) -> bool:
    """Whether both are about the same: the same last name, or the same words; and `b` says no more of it than `a`."""
    head_a, head_b = parse_a[clause_a[0]], parse_b[clause_b[0]]
    named = head_a.tag == head_b.tag == "NNP" and head_a.text == head_b.text
    subject_a, subject_b = a[: parse_a[clause_a[1]].end], b[: parse_b[clause_b[1]].end]
    return (named and set(content_words(subject_b)) <= set(content_words(subject_a))) or subject_a == subject_b


def _second_predicate(
    a: str, parse_a: Tree, clause_a: Clause, b: str, parse_b: Tree, clause_b: Clause
) -> Iterator[str]:
    """ "A did this." and "A did that." as "A did this and did that.", where the first holds no other clause."""
    verb_a = clause_a[2]
    # "..., according to his page" would vouch for both.
    told = any(
        (t.lemma in _SPEECH and t.tag[:2] == "VB") or t.text.lower() == "according" for t in (*parse_a, *parse_b)
    )
    nested = told or any(t.tag in FINITE for t in parse_a[verb_a + 1 :])
    compound = any(t.relation == "conj" and t.head == verb_a for t in parse_a)
    tense = {parse_a[verb_a].tag, parse_b[clause_b[2]].tag} <= {"VBD", "VBN"} or (
        parse_a[verb_a].tag == parse_b[clause_b[2]].tag
    )
    if not nested and not compound and tense:
        predicate = b[parse_b[clause_b[1]].end :].strip().removeprefix("also ")
        if predicate[:1] not in ",—–-(":
            yield f"{a[:-1]} and {predicate}"


def _second_statement(
    a: str, parse_a: Tree, clause_a: Clause, b: str, parse_b: Tree, clause_b: Clause
) -> Iterator[str]:
    """ "A said X." and "A said Y." as "A said X and that Y." """
    what_a, what_b = _said(parse_a, clause_a), _said(parse_b, clause_b)
    if what_a is None or what_b is None or parse_a[clause_a[2]].tag != parse_b[clause_b[2]].tag:
        return
    before_b = b[parse_b[clause_b[2]].end : parse_b[what_b].start].strip()
    between_a = a[parse_a[clause_a[2]].end : parse_a[what_a].start].strip()
    if before_b in ("", "that") and between_a in ("", "that"):
        head = a if between_a else f"{a[: parse_a[clause_a[2]].end]} that {a[parse_a[what_a].start :]}"
        yield f"{head[:-1]} and that {b[parse_b[what_b].start :]}"


def _said(parse: Tree, clause: Clause) -> int | None:
    """First token of what is said, where a verb of speech ends in it."""
    verb = clause[2]
    if parse[verb].lemma not in _SPEECH or verb != clause[1] + 1:
        return None
    content = next((i for i, t in enumerate(parse) if t.head == verb and t.relation == "ccomp"), None)
    if content is None:
        return None
    members = parse.subtree(content)
    first = min(i for i in members if parse[i].lemma != "that" or parse[i].relation != "mark")
    return first if first > verb and max(members) >= len(parse) - 2 else None


def _apposition(a: str, parse_a: Tree, clause_a: Clause, b: str, parse_b: Tree, clause_b: Clause) -> Iterator[str]:
    """ "A did this." and "A is a baker." as "A, a baker, did this." """
    verb = clause_b[2]
    bare = (
        clause_a[1] + 1 < len(parse_a)
        and parse_a[clause_a[1] + 1].text != ","
        and "," not in a[: parse_a[clause_a[1]].end]
    )
    what = [i for i, t in enumerate(parse_b) if t.head == verb and t.relation == "attr"]
    if parse_b[verb].text != "is" or not what or not bare or parse_a[clause_a[0]].tag != "NNP":
        return
    described = b[parse_b[verb].end : -1].strip()
    clauses = any(t.tag in FINITE for t in parse_b[verb + 1 :]) or "," in described
    if described.startswith(("a ", "an ", "the ")) and not clauses:
        end = parse_a[clause_a[1]].end
        yield f"{a[:end]}, {described},{a[end:]}"
