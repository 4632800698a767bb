"""Who says what a sentence tells, by its parse: the subject of the verb of saying that the whole sentence hangs on.

A verb of saying deeper down ("the war that the bank has warned of") makes nobody the speaker of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.text import FINITE, ROLES, Reference, subtree, verbs_of_saying
from summarizer.types import Token

_SAYING = verbs_of_saying("speaks")
_NEED_WORDS = verbs_of_saying("needs_words")
_ACTS, _OF_THINGS = verbs_of_saying("acts"), verbs_of_saying("of_things")
#: What may be their speaker, besides names: roles, and these.
_SPEAKERS = ROLES | frozenset(
    """
    police authority official officer scientist researcher expert author government company agency ministry department
    group union court party report study source critic economist lawyer prosecutor family resident witness team board
    """.split()
)
_CONTENT = frozenset({"ccomp", "parataxis"})
#: Words before a noun that belong to who it is: "hotel spokeswoman Paula Dirks".
_BEFORE = frozenset("compound amod nmod poss nummod det case quantmod advmod npadvmod".split())
#: A longer name is a description that the parser took apart wrongly.
_MAX_WORDS = 9
_AFTER = re.compile(r" (?:of|for) (?:the )?[A-Z][\w.'’-]+(?:(?: and| of)? [A-Z][\w.'’-]+)*")
_AFTER_ONE = re.compile(r"(?:one|some|two|several) of the [a-z]+s\b", re.IGNORECASE)
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "DT", "EX", "CD", "IN"})
_QUOTES = "\"“”'‘’"
#: '..., " Rob Joyce, the White House coordinator until the position was eliminated, said': too deep for the parser.
_NAMED_AFTER = re.compile(
    r"[,.?!][”\"] (?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}), [^\"“”]{3,140}, (?:said|told|wrote|tweeted)\b"
)
#: As participles these give the words of the main verb's subject: "Ramseur challenged the warrant, arguing that ...".
_GOING_ON = frozenset("say argue allege claim warn insist".split())
#: What is named after "according to" and is nobody, unless it is told whose: "court documents".
_PAPERS = frozenset(
    "data report document statement email exchange filing record account figure stamp poll survey".split()
)


def speaker_of(sentence: str, parse: Sequence[Token], reference: Reference | None, offset: int) -> str | None:
    """The speaker as the sentence names him, or as the article names whom its pronoun stands for; None without one.

    `parse` is the sentence's, `reference` what its pronoun stands for, `offset` where it begins in its article.
    """
    for i, verb in enumerate(parse):
        if verb.lemma in _SAYING and verb.tag.startswith("VB") and _carries(parse, i) and _has_words(parse, i):
            subject = _subject(parse, _innermost(parse, i), shared=True)
            if subject is not None and _may_speak(parse, i, subject):
                return _name(sentence, parse, subject, reference, offset)
    return _source_given(sentence, parse) or _after_quotation(sentence)


def _innermost(parse: Sequence[Token], verb: int) -> int:
    """Who "told the court" speaks in "Soliman told the court ..., the agency reported"; else the verb itself."""
    if parse[verb].lemma != "report":
        return verb
    told = (i for i, t in enumerate(parse) if t.head == verb and t.relation == "ccomp" and t.lemma in _SAYING)
    return next((i for i in told if _subject(parse, i) is not None), verb)


def _may_speak(parse: Sequence[Token], verb: int, subject: int) -> bool:
    """Whether a subject can be a speaker; of most verbs of saying every one can."""
    noun = parse[subject]
    named = noun.tag.startswith("NNP") or noun.tag in _PRONOUNS
    return parse[verb].lemma not in _OF_THINGS or named or noun.lemma in _SPEAKERS


def _carries(parse: Sequence[Token], verb: int) -> bool:
    """Whether the sentence hangs on that verb: it is the root, joined to it, or stands at its end: "..., he said"."""
    if any(t.head == verb and t.relation == "nsubj" and t.tag in ("IN", "WDT") for t in parse):
        return False  # "bills that critics say harm voters"
    if _adds(parse, verb) and parse[verb].lemma in _GOING_ON:
        return True
    position = verb
    while parse[position].relation in ("conj", "parataxis"):
        position = parse[position].head
    if parse[position].relation == "ROOT":
        return True
    # "..., police said" may be parsed as hanging on what is said; then it says nothing else.
    closing = (
        parse[position].head < position
        and not any(t.head == verb and t.relation in _CONTENT for t in parse)
        and not any(t.tag in FINITE for t in parse[verb + 1 :])
    )
    return closing and parse[position].relation in ("ccomp", "advcl") and parse[verb].tag in ("VBD", "VBP", "VBZ")


def _has_words(parse: Sequence[Token], verb: int) -> bool:
    """Whether it has words to say: a clause, a quotation, or what it hangs on."""
    quoted = any(token.text in _QUOTES for token in parse)
    if parse[verb].lemma in _ACTS:
        return quoted
    if parse[verb].lemma not in _NEED_WORDS:
        return True
    return (
        quoted or parse[verb].relation == "parataxis" or any(t.head == verb and t.relation in _CONTENT for t in parse)
    )


def _subject(parse: Sequence[Token], verb: int, *, shared: bool = False) -> int | None:
    """Its subject; after a quotation also what follows it and looks like an object: "recalled Bernthal".

    With `shared` also that of the verb it is joined to or hangs on: "He denied it, but says ...", "..., saying that".
    """
    found = [i for i, t in enumerate(parse) if t.head == verb and t.relation == "nsubj"]
    inverted = verb > 0 and parse[verb - 1].text in _QUOTES
    if not found and inverted:
        found = [i for i, t in enumerate(parse) if t.head == verb and t.relation == "dobj" and t.tag.startswith("NNP")]
    if not found and shared and (parse[verb].relation == "conj" or _adds(parse, verb)):
        return _subject(parse, parse[verb].head, shared=True)
    # A parser that took the sentence apart wrongly gives the closing verb two: "The cable called on them, he said".
    return found[-1] if found else None


def _adds(parse: Sequence[Token], verb: int) -> bool:
    """Whether a "saying" goes on from the main verb: "Kerry played it down, saying ..."."""
    token = parse[verb]
    return token.tag == "VBG" and token.relation == "advcl" and parse[token.head].relation == "ROOT"


def _after_quotation(sentence: str) -> str | None:
    """The name that follows a quotation and its description, where a plain verb of saying closes it."""
    match = _NAMED_AFTER.search(sentence)
    return match["name"] if match else None


def _source_given(sentence: str, parse: Sequence[Token]) -> str | None:
    """Who is named after "according to", if that is somebody and no paper."""
    for i, token in enumerate(parse[:-1]):
        if token.lemma in ("accord", "according") and parse[i + 1].lemma == "to":
            source = next((j for j, t in enumerate(parse) if t.head == i + 1 and t.relation == "pobj"), None)
            if source is None:
                return None
            whose = [
                j for j in subtree(parse, source) if parse[j].relation in ("compound", "poss", "amod") and j < source
            ]
            named = any(parse[j].tag.startswith("NNP") for j in subtree(parse, source))
            if parse[source].lemma in _PAPERS:
                told = _name(sentence, parse, source, None, 0) if whose else None
                return told if told and " " in told else None
            named = named or parse[source].lemma in _SPEAKERS
            return _name(sentence, parse, source, None, 0) if named else None
    return None


def _name(sentence: str, parse: Sequence[Token], subject: int, reference: Reference | None, offset: int) -> str | None:
    """The words of a subject that tell who it is, without what is said of him; None for a pronoun nobody explains."""
    if parse[subject].tag in _PRONOUNS and not _AFTER_ONE.match(sentence[parse[subject].start :]):
        known = reference is not None and reference.start == offset + parse[subject].start
        return reference.name if reference is not None and known else None
    # "The press secretary, Alexander Volkov, said": the name says more.
    named = [i for i, t in enumerate(parse) if t.head == subject and t.relation == "appos" and t.entity == "PERSON"]
    if named and not parse[subject].tag.startswith("NNP"):
        subject = named[0]
    members = subtree(parse, subject)
    first = last = subject
    while first - 1 in members and _belongs(parse, first - 1, subject):
        first -= 1
    joined = [i for i, t in enumerate(parse) if t.head == subject and t.relation == "conj" and i > subject]
    if joined and all(parse[i].tag.startswith("NNP") or parse[i].text == "and" for i in range(subject, joined[0] + 1)):
        last = joined[0]
    name = sentence[parse[first].start : parse[last].end]
    one = _AFTER_ONE.match(sentence[parse[subject].start :])
    if one:
        return one.group().lower()
    after = _AFTER.match(sentence[parse[last].end :])
    name = _cased(name + after.group().rstrip(".,’'") if after else name, parse[first])
    return name if len(name) > 1 and len(name.split()) <= _MAX_WORDS else None


def _belongs(parse: Sequence[Token], position: int, subject: int) -> bool:
    """Whether a word before the subject is one of the words that name it; the hyphens of a compound are."""
    while position != subject:
        if parse[position].relation not in _BEFORE and parse[position].text != "-":
            return False
        position = parse[position].head
    return True


def _cased(name: str, first: Token) -> str:
    """A description in lower case where it opened the sentence: "Police" is "police"; what may be a name stays."""
    described = first.tag in ("DT", "JJ", "NNS", "CD", "PRP$", "JJS") or (first.tag == "NN" and " " in name)
    capitals = len(first.text) > 1 and first.text[1].isupper()
    return name[:1].lower() + name[1:] if (described or first.lemma == "police") and not capitals else name
