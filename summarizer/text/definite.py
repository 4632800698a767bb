"""Things that a sentence speaks of as known: "the bill", "those allegations". Alone, nobody can tell which."""

from __future__ import annotations

import re

from summarizer.text.words import fold, stem

#: What has to be told of before it can be "the ..."; not what every story has ("the attack", "the company").
_THINGS = """
    bill legislation measure report study survey poll lawsuit suit complaint ruling footage video clip photo photograph
    letter memo email statement document documents allegation allegations accusation accusations claim claims comment
    comments remark remarks policy proposal amendment resolution deal app website glasses note tweet tweets message
    messages reward plan
"""
#: What follows and says which one is meant.
_TOLD = (
    "of that which who whose to in on for at from against by with about between called known where when said".split()
)
_NOUN = re.compile(
    rf"\b(?:the|that|those|these|this) (?P<noun>{'|'.join(_THINGS.split())})\b(?!-|,? (?:{'|'.join(_TOLD)})\b|, an? )"
    r"|\bthe (?:\w+ )?(?P<group>pair|duo|trio)\b(?! of\b)",
    re.IGNORECASE,
)


#: Events that a summary may not begin with as known.
_EVENT = re.compile(
    r"\bthe (?P<noun>bombings?|shootings?|crash|attacks?|raid|explosions?|blasts?|fire|massacre|siege|stabbings?"
    rf"|protests?|crisis|accident)\b(?!-|,? (?:{'|'.join(_TOLD)})\b|, an? )",
    re.IGNORECASE,
)


def dangling_nouns(text: str, *, opening: bool = False) -> frozenset[str]:
    """Stems of the things in the text that are spoken of as known, and that it does not name before.

    With `opening` also those of events: nothing has been told before the first sentence of a summary.

    >>> sorted(dangling_nouns("The glasses were sold before the app was."))
    ['app', 'glass']
    >>> dangling_nouns("A bill on taxes and the report on it: the bill passed.")
    frozenset()
    """
    found = set()
    for match in (*_NOUN.finditer(text), *(_EVENT.finditer(text) if opening else ())):
        noun = stem(fold(match["noun"] or match["group"]))
        if noun not in {stem(fold(word)) for word in re.findall(r"\w+", text[: match.start()])}:
            found.add(noun)
    return frozenset(found)
