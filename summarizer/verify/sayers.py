"""The check of who is said to say what, by the parse: no statement in another's mouth, no suspicion as a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.types import Token
from summarizer.verify.grammar import stems_of, subject_of
from summarizer.verify.wording import NEUTRAL_SPEECH

#: Verbs of those who hold something without knowing it, each a kind of its own.
_ATTITUDES = frozenset("suspect fear believe think hope expect doubt deny".split())
#: Verbs that tell nothing apart: everybody says that something "is".
_GENERAL = frozenset("be have do get go make take come".split())
_PRONOUNS = frozenset({"PRP", "WP", "WDT", "DT", "EX"})


class Attribution(NamedTuple):
    """Somebody says, or suspects, that something is done."""

    #: The main verb of what is said, as dictionary form.
    verb: str
    #: Stems of the words that name the speaker; empty for a pronoun, which may be anybody.
    speaker: frozenset[str]
    #: "say", or the attitude.
    kind: str


def changes_sayer(parse: Sequence[Token], sources: Sequence[Sequence[Token]]) -> bool:
    """Whether somebody is made to say what the sources have only others say, or what he only suspects."""
    known: dict[str, list[Attribution]] = {}
    for source in sources:
        for each in _attributions(source):
            known.setdefault(each.verb, []).append(each)
    return any(
        each.verb in known and each.speaker and not any(_agree(each, theirs) for theirs in known[each.verb])
        for each in _attributions(parse)
    )


def _agree(mine: Attribution, theirs: Attribution) -> bool:
    return mine.kind == theirs.kind and (not theirs.speaker or bool(mine.speaker & theirs.speaker))


def _attributions(parse: Sequence[Token]) -> Iterator[Attribution]:
    for i, token in enumerate(parse):
        kind = "say" if token.lemma in NEUTRAL_SPEECH else token.lemma
        subject = subject_of(parse, i) if kind == "say" or kind in _ATTITUDES else None
        if subject is None or token.tag[:2] != "VB":
            continue
        speaker = frozenset(stems_of(parse, subject)) if parse[subject].tag not in _PRONOUNS else frozenset()
        for verb in _told(parse, i):
            if parse[verb].lemma not in _GENERAL:
                yield Attribution(parse[verb].lemma, speaker, kind)


def _told(parse: Sequence[Token], saying: int) -> list[int]:
    """Main verbs of what a verb of saying tells: of its clauses, or of the sentence that it closes."""
    told = [i for i, t in enumerate(parse) if t.head == saying and t.relation == "ccomp" and t.tag[:2] == "VB"]
    if parse[saying].relation == "parataxis":
        told.append(parse[saying].head)
    joined = [i for i, t in enumerate(parse) if t.relation == "conj" and t.head in told and t.tag[:2] == "VB"]
    return told + joined
