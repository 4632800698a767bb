"""Whether a sentence is whole and can stand alone: what a source's own sentence is asked too.

By its marks in every language; in a known one also by its words, and by its parse: a verb with its subject, and no
joint that no grammar allows. Merges are cut and joined at shared words, and where that goes wrong the parse mostly
shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.language import (
    FINITE,
    SUBJECT_ROLES,
    Analysed,
    Tree,
    has_open_pronoun,
    is_furniture,
    leaves_open,
    lexicon,
    marks,
    names_of_people,
    people,
    points_back,
)
from summarizer.language.attribution import NEUTRAL, SAY, TELLS
from summarizer.verify.facets import Evidence

#: Words of the shortest sentence; letters of the shortest in a script without spaces.
FEWEST_WORDS, FEWEST_LETTERS = 5, 10
#: Words by whose likeness two texts end alike.
BROKEN_OFF = 3
#: Words from which on a sentence whose main verb the parser missed is taken for one, if it has a clause at all.
LONG = 15
#: Relations to a verb of saying of what is said.
_CONTENT = ("ccomp", "xcomp", "advcl", "parataxis", "acomp", "oprd", "conj", "dep")
_TELLING = NEUTRAL | lexicon.marked("saying", "closes")
_CLAUSE_TAKING = _TELLING | lexicon.words_of("clause_verbs")
_BROKEN = ("dangling", "torn"), ("stopped", "answers")


def incomplete(candidate: Analysed, _: Evidence) -> Iterator[str]:
    """The text where it does not begin, end or close as a sentence does, or is too short to be one."""
    text = candidate.text.strip()
    cut = not marks.ended(text) or not marks.opened(text) or not marks.balanced(text)
    inside, opening = _BROKEN
    broken = any(lexicon.pattern(p).search(text) for p in inside) or any(
        lexicon.pattern(p).match(text) for p in opening
    )
    if cut or broken or len(candidate.words) < FEWEST_WORDS:
        yield text


def broken_off(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """The words with which it ends where a source breaks off in the middle: "a system that activists said"."""
    for source in evidence.sources:
        told = [word.folded for word in source.words[-BROKEN_OFF:]]
        if not marks.ended(source.text.strip()) and told == [word.folded for word in candidate.words[-BROKEN_OFF:]]:
            yield " ".join(told)


def unmarked(candidate: Analysed, _: Evidence) -> Iterator[str]:
    """The same for a language that is not known: by marks alone, and not even an end in a script that marks none."""
    text = candidate.text.strip()
    letters = sum(c.isalnum() for c in text)
    ended = marks.ended(text) or marks.unmarked(text)
    enough = letters >= FEWEST_LETTERS if marks.unspaced(text) else len(candidate.words) >= FEWEST_WORDS
    if not (ended and marks.opened(text) and marks.balanced(text) and enough):
        yield text


def furniture(candidate: Analysed, _: Evidence) -> Iterator[str]:
    """The text where it is a piece of the page or tells when a programme is on."""
    if is_furniture(candidate.text) or lexicon.pattern("programme", "boilerplate").search(candidate.text):
        yield candidate.text


def open_reference(candidate: Analysed, _: Evidence) -> Iterator[str]:
    """The text where it speaks of something that stood before it; whom "he" means is asked of the parse."""
    if points_back(candidate.text):
        yield candidate.text


def open_pronoun(candidate: Analysed, _: Evidence) -> Iterator[str]:
    """The text where, by its words alone, nobody is named before a "he"."""
    if leaves_open(candidate.text):
        yield candidate.text


def unexplained_pronoun(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """The text where its parse shows a "he" or "his" before anybody whom it could mean."""
    if has_open_pronoun(candidate.tree, evidence.pooled(_people)):
        yield candidate.text


def _people(evidence: Evidence) -> frozenset[str]:
    return people(" ".join(evidence.texts)) | names_of_people(source.tree for source in evidence.sources)


def no_sentence(candidate: Analysed, _: Evidence) -> Iterator[str]:
    """The text where it is not a whole sentence by its parse."""
    if not is_whole(candidate.tree):
        yield candidate.text


def no_plausible_sentence(candidate: Analysed, _: Evidence) -> Iterator[str]:
    """The text of a source where it cannot be a sentence by its parse."""
    if not is_plausible(candidate.tree):
        yield candidate.text


def is_whole(tree: Tree) -> bool:
    """Whether each sentence in the parse has a finite main verb with a subject."""
    roots = tree.roots
    whole = all(tree.is_finite(i) and tree.subject(i) is not None and not _says_nothing(tree, i) for i in roots)
    return bool(roots) and whole and not any(_is_broken(tree, i) for i in range(len(tree)))


def is_plausible(tree: Tree) -> bool:
    """Whether what a source wrote as a sentence may be one.

    The parser errs on one in twenty good sentences of the news ("Another 6.6 million people filed ..."), so they are
    not held to `is_whole`: only what has no verb, begins with one ("Check out", "Said Cohen") or is cut off is none.
    """
    if is_whole(tree):
        return True
    opening = next((i for i, token in enumerate(tree) if any(c.isalnum() for c in token.text)), None)
    if opening is None or opening in tree.roots:
        return False
    if any(_is_cut_off(tree, i) or _orders(tree, i) for i in range(len(tree))) or _only_describes(tree):
        return False
    clause = any(tree.is_finite(i) and tree.has_subject(i) and t.relation != "relcl" for i, t in enumerate(tree))
    long = sum(any(c.isalnum() for c in token.text) for token in tree) >= LONG
    return any(tree[i].tag[:2] in ("VB", "MD") for i in tree.roots) or (clause and long)


def _only_describes(tree: Tree) -> bool:
    """Whether all behind the main noun is a clause about it, and nothing is said: "The suit, which is the first." """
    clauses = ((root, clause) for root in tree.roots for clause in tree.below(root, "relcl"))
    return any(_is_all(tree, root, clause) for root, clause in clauses)


def _is_all(tree: Tree, root: int, clause: int) -> bool:
    """Whether nothing but that clause, set off by a comma, stands behind a noun.

    A verb behind another comma may be the noun's, and misread: "The suit, which is the first, named two hosts".
    """
    members = tree.subtree(clause)
    behind = [i for i in range(root + 1, len(tree)) if any(c.isalnum() for c in tree[i].text)]
    verbs = (*FINITE, "VBN")
    misread = any(tree[i - 1].text == "," and tree[i].tag in verbs for i in behind)
    described = tree[root].tag[:2] == "NN" and tree[min(members)].tag in ("WDT", "WP") and tree.is_set_off(clause)
    return described and not misread and members.issuperset(behind)


def _orders(tree: Tree, position: int) -> bool:
    """Whether a main verb stands without subject and helper: "Emails Get breaking news"."""
    token = tree[position]
    helped = bool(tree.below(position, "aux", "nsubj", "nsubjpass"))
    return token.relation == "ROOT" and token.tag == "VB" and (not helped or tree[0].lemma == "do")


def _says_nothing(tree: Tree, verb: int) -> bool:
    """Whether somebody tells or says, and nothing is told: "Her husband told the officer." """
    if tree[verb].lemma not in TELLS or any(t.text in marks.QUOTE_TOKENS for t in tree):
        return False
    told = any(tree[i].relation in _CONTENT or tree[i].lemma in ("of", "about") for i in tree.children[verb])
    return not told and not (tree[verb].lemma == SAY and tree.below(verb, "dobj"))


def _is_broken(tree: Tree, position: int) -> bool:
    """Whether a word shows a joint that no grammar allows."""
    joined = _is_spliced(tree, position) or _holds_clause(tree, position)
    return joined or _is_cut_off(tree, position) or _hangs_wrongly(tree, position)


def _is_cut_off(tree: Tree, position: int) -> bool:
    """Whether a single comma parts a subject from its verb: "John Nosta, sat down", "The head of state, died"."""
    subject = tree[position]
    if subject.relation not in SUBJECT_ROLES or subject.head <= position:
        return False
    between = tree[position + 1 : subject.head]
    commas = [i for i, token in enumerate(between) if token.text == ","]
    if len(commas) != 1 or any(token.relation == "conj" for token in between):
        return False
    before_verb = all(t.relation in ("aux", "auxpass", "neg", "advmod") for t in between[commas[0] + 1 :])
    return commas[0] == 0 or before_verb


def _is_spliced(tree: Tree, position: int) -> bool:
    """Whether two sentences are joined by a comma alone: "They left, it has agreed"; speech may follow so."""
    token, verb = tree[position], tree[tree[position].head]
    if token.relation != "ccomp" or verb.relation != "ROOT" or position >= token.head:
        return False
    quoted = any(t.text in marks.QUOTE_TOKENS for t in tree)
    clauses = tree.has_subject(position) and tree.has_subject(token.head)
    return clauses and not quoted and verb.lemma not in _TELLING


def _holds_clause(tree: Tree, position: int) -> bool:
    """Whether a clause follows a verb that takes none: "Michigan saved his bid was serious"."""
    token, verb = tree[position], tree[tree[position].head]
    if token.relation != "ccomp" or position <= token.head or token.tag not in FINITE or not tree.has_subject(position):
        return False
    below = [tree[i] for i in tree.children[position]]
    opened = any(t.relation == "mark" or t.tag in ("WP", "WRB", "WDT", "WP$") for t in below)
    quoted = any(t.text in marks.QUOTE_TOKENS or t.text == ":" for t in tree)
    return not opened and not quoted and verb.tag[:2] == "VB" and verb.lemma not in _CLAUSE_TAKING


def _hangs_wrongly(tree: Tree, position: int) -> bool:
    """A "that" without a verb, or "has accused him and outlining": a participle joined to a finite verb."""
    token, head = tree[position], tree[tree[position].head]
    if token.relation == "mark" and token.lemma == "that":
        return head.tag[:2] != "VB" and head.tag != "MD" and head.relation != "ccomp"  # "demanded that he testify"
    joined = token.relation == "conj" and token.tag == "VBG" and head.tag in FINITE
    return joined and not tree.helpers(position)
