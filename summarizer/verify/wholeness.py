"""The check for a whole sentence: a verb with its subject, and no joint that no grammar allows.

Merges are cut and joined at shared words, and where that goes wrong the parse mostly shows it.
"""

from __future__ import annotations

from summarizer.language import FINITE, SUBJECT_ROLES, Tree, lexicon, marks
from summarizer.types import Token
from summarizer.verify.wording import NEUTRAL_SPEECH

#: Relations to a verb of saying of what is said.
_CONTENT = frozenset({"ccomp", "xcomp", "advcl", "parataxis", "acomp", "oprd", "conj", "dep"})
_TELLING = NEUTRAL_SPEECH | lexicon.marked("saying", "closes")


def is_whole(parse: Tree) -> bool:
    """Whether each sentence in the parse has a finite main verb with a subject."""
    roots = [i for i, token in enumerate(parse) if token.relation == "ROOT" and any(c.isalnum() for c in token.text)]
    whole = all(parse.is_finite(i) and parse.subject(i) is not None and not _says_nothing(parse, i) for i in roots)
    return bool(roots) and whole and not any(_is_broken(parse, i) for i in range(len(parse)))


#: Words from which on a sentence whose main verb the parser missed is taken for one, if it has a clause at all.
_LONG = 15


def is_plausible(parse: Tree) -> bool:
    """Whether what a source wrote as a sentence may be one.

    The parser errs on one in twenty good sentences of the news ("Another 6.6 million people filed ..."), so they are
    not held to `is_whole`: only what has no verb, begins with one ("Check out", "Said Cohen") or is cut off is none.
    """
    if is_whole(parse):
        return True
    opening = next((i for i, token in enumerate(parse) if any(c.isalnum() for c in token.text)), None)
    roots = [i for i, token in enumerate(parse) if token.relation == "ROOT" and any(c.isalnum() for c in token.text)]
    if (
        opening is None
        or opening in roots
        or any(_is_cut_off(parse, i) or _orders(parse, i) for i in range(len(parse)))
    ):
        return False
    clause = any(parse.is_finite(i) and parse.has_subject(i) and t.relation != "relcl" for i, t in enumerate(parse))
    long = sum(any(c.isalnum() for c in token.text) for token in parse) >= _LONG
    return any(parse[i].tag[:2] in ("VB", "MD") for i in roots) or (clause and long)


def _orders(parse: Tree, position: int) -> bool:
    """Whether a main verb stands without subject and helper: "Emails Get breaking news"."""
    token = parse[position]
    helped = any(t.head == position and t.relation in ("aux", "nsubj", "nsubjpass") for t in parse)
    return token.relation == "ROOT" and token.tag == "VB" and (not helped or parse[0].lemma == "do")


def _says_nothing(parse: Tree, verb: int) -> bool:
    """Whether somebody tells or says, and nothing is told: "Her husband told the officer." """
    if parse[verb].lemma not in ("tell", "say") or any(t.text in marks.QUOTE_TOKENS for t in parse):
        return False
    return not any(
        t.head == verb and (t.relation in _CONTENT or t.lemma in ("of", "about")) for t in parse
    ) and not any(t.head == verb and t.relation == "dobj" and parse[verb].lemma == "say" for t in parse)


def _is_broken(parse: Tree, position: int) -> bool:
    """Whether a word shows a joint that no grammar allows."""
    joined = _is_spliced(parse, position) or _holds_clause(parse, position)
    return joined or _is_cut_off(parse, position) or _hangs_wrongly(parse[position], parse)


def _is_cut_off(parse: Tree, position: int) -> bool:
    """Whether a single comma parts a subject from its verb: "John Nosta, sat down", "The head of state, died"."""
    subject = parse[position]
    if subject.relation not in SUBJECT_ROLES or subject.head <= position:
        return False
    between = parse[position + 1 : subject.head]
    commas = [i for i, token in enumerate(between) if token.text == ","]
    if len(commas) != 1 or any(token.relation == "conj" for token in between):
        return False
    before_verb = all(t.relation in ("aux", "auxpass", "neg", "advmod") for t in between[commas[0] + 1 :])
    return commas[0] == 0 or before_verb


def _is_spliced(parse: Tree, position: int) -> bool:
    """Whether two sentences are joined by a comma alone: "They left, it has agreed"; speech may follow so."""
    token, verb = parse[position], parse[parse[position].head]
    told = (
        token.relation == "ccomp" and verb.relation == "ROOT" and position < token.head and parse.has_subject(position)
    )
    quoted = any(t.text in marks.QUOTE_TOKENS for t in parse)
    return told and not quoted and verb.lemma not in _TELLING and parse.has_subject(token.head)


#: Verbs, besides those of telling, that a clause without "that" may follow.
_CLAUSE_TAKING = _TELLING | lexicon.words_of("clause_verbs")


def _holds_clause(parse: Tree, position: int) -> bool:
    """Whether a clause follows a verb that takes none: "Michigan saved his bid was serious"."""
    token, verb = parse[position], parse[parse[position].head]
    opened = any(t.head == position and (t.relation == "mark" or t.tag in ("WP", "WRB", "WDT", "WP$")) for t in parse)
    inside = token.relation == "ccomp" and position > token.head and token.tag in FINITE and parse.has_subject(position)
    quoted = any(t.text in marks.QUOTE_TOKENS or t.text == ":" for t in parse)
    return inside and not opened and not quoted and verb.tag[:2] == "VB" and verb.lemma not in _CLAUSE_TAKING


def _hangs_wrongly(token: Token, parse: Tree) -> bool:
    """A "that" without a verb, or "has accused him and outlining": a participle joined to a finite verb."""
    head = parse[token.head]
    if token.relation == "mark" and token.lemma == "that":
        return head.tag[:2] != "VB" and head.tag != "MD" and head.relation != "ccomp"  # "demanded that he testify"
    return token.relation == "conj" and token.tag == "VBG" and head.tag in FINITE and not _has_helper(parse, token)


def _has_helper(parse: Tree, verb: Token) -> bool:
    return any(t.relation in ("aux", "auxpass") and parse[t.head] is verb for t in parse)
