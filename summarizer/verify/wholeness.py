"""The check for a whole sentence: a verb with its subject, and no joint that no grammar allows.

Merges are cut and joined at shared words, and where that goes wrong the parse mostly shows it.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.types import Token
from summarizer.verify.grammar import FINITE, SUBJECTS, has_subject, is_finite, subject_of
from summarizer.verify.wording import NEUTRAL_SPEECH

_QUOTES = ("“", "”", '"', "``", "''")
#: Relations to a verb of saying of what is said.
_CONTENT = frozenset({"ccomp", "xcomp", "advcl", "parataxis", "acomp", "oprd", "conj", "dep"})
#: Verbs that may follow what they tell of: "The port is closed, officials said".
_TELLING = NEUTRAL_SPEECH | frozenset(
    """
    announce report write warn claim argue insist believe think know hope fear suggest show explain declare confirm
    recall acknowledge admit estimate predict conclude find testify tweet allege contend stress agree mean seem appear
    """.split()
)


def is_whole(parse: Sequence[Token]) -> bool:
    """Whether each sentence in the parse has a finite main verb with a subject."""
    roots = [i for i, token in enumerate(parse) if token.relation == "ROOT" and any(c.isalnum() for c in token.text)]
    whole = all(is_finite(parse, i) and subject_of(parse, i) is not None and not _says_nothing(parse, i) for i in roots)
    return bool(roots) and whole and not any(_is_broken(parse, i) for i in range(len(parse)))


def _says_nothing(parse: Sequence[Token], verb: int) -> bool:
    """Whether somebody tells or says, and nothing is told: "Her husband told the officer." """
    if parse[verb].lemma not in ("tell", "say") or any(t.text in _QUOTES for t in parse):
        return False
    return not any(
        t.head == verb and (t.relation in _CONTENT or t.lemma in ("of", "about")) for t in parse
    ) and not any(t.head == verb and t.relation == "dobj" and parse[verb].lemma == "say" for t in parse)


def _is_broken(parse: Sequence[Token], position: int) -> bool:
    """Whether a word shows a joint that no grammar allows."""
    return _is_cut_off(parse, position) or _is_spliced(parse, position) or _hangs_wrongly(parse[position], parse)


def _is_cut_off(parse: Sequence[Token], position: int) -> bool:
    """Whether a single comma parts a subject from its verb: "John Nosta, sat down", "The head of state, died"."""
    subject = parse[position]
    if subject.relation not in SUBJECTS or subject.head <= position:
        return False
    between = parse[position + 1 : subject.head]
    commas = [i for i, token in enumerate(between) if token.text == ","]
    if len(commas) != 1 or any(token.relation == "conj" for token in between):
        return False
    before_verb = all(t.relation in ("aux", "auxpass", "neg", "advmod") for t in between[commas[0] + 1 :])
    return commas[0] == 0 or before_verb


def _is_spliced(parse: Sequence[Token], position: int) -> bool:
    """Whether two sentences are joined by a comma alone: "They left, it has agreed"; speech may follow so."""
    token, verb = parse[position], parse[parse[position].head]
    told = (
        token.relation == "ccomp" and verb.relation == "ROOT" and position < token.head and has_subject(parse, position)
    )
    quoted = any(t.text in _QUOTES for t in parse)
    return told and not quoted and verb.lemma not in _TELLING and has_subject(parse, token.head)


def _hangs_wrongly(token: Token, parse: Sequence[Token]) -> bool:
    """A "that" without a verb, or "has accused him and outlining": a participle joined to a finite verb."""
    head = parse[token.head]
    if token.relation == "mark" and token.lemma == "that":
        return head.tag[:2] != "VB" and head.tag != "MD" and head.relation != "ccomp"  # "demanded that he testify"
    return token.relation == "conj" and token.tag == "VBG" and head.tag in FINITE and not _has_helper(parse, token)


def _has_helper(parse: Sequence[Token], verb: Token) -> bool:
    return any(t.relation in ("aux", "auxpass") and parse[t.head] is verb for t in parse)
