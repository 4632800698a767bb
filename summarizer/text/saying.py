"""Verbs of saying, in one table: what each part of the program may take them for.

speaks        its subject is a speaker: "police said"
needs_words   but only where words follow: "posted a profit" says nothing
of_things     but often not: "the model predicts"
acts          but it is an act, and vouches for what is quoted alone: "urged prosecutors to investigate"
adds          as a participle it opens a statement of its own: "..., adding that"
joins         a second "and that ..." may follow it
closes        it may follow what it tells of, without quotation marks: "The port is closed, officials fear"
"""

from __future__ import annotations

_TABLE = """
    acknowledge speaks of_things closes
    add         speaks needs_words adds
    admit       speaks needs_words closes
    agree       closes
    allege      speaks closes
    announce    speaks joins closes
    appear      closes
    argue       speaks joins closes
    ask         speaks needs_words of_things acts
    believe     speaks needs_words of_things joins closes
    caution     speaks
    claim       speaks needs_words adds closes
    clarify     speaks
    conclude    speaks of_things closes
    confirm     speaks of_things joins closes
    contend     speaks needs_words closes
    continue    speaks needs_words of_things
    declare     speaks needs_words closes
    deny        speaks needs_words
    elaborate   speaks
    emphasise   speaks
    emphasize   speaks
    estimate    speaks needs_words of_things closes
    explain     speaks adds closes
    fear        closes
    find        closes
    hope        closes
    insist      speaks adds closes
    joke        speaks
    know        closes
    mean        closes
    note        speaks needs_words adds joins
    observe     speaks needs_words of_things
    pledge      speaks
    post        speaks needs_words
    predict     speaks of_things closes
    recall      speaks needs_words closes
    remark      speaks
    reply       speaks
    report      speaks needs_words joins closes
    respond     speaks needs_words
    rule        speaks needs_words
    say         speaks adds joins
    seem        closes
    show        closes
    state       speaks joins
    stress      speaks adds closes
    suggest     speaks needs_words of_things closes
    tell        speaks adds
    testify     speaks closes
    think       closes
    tweet       speaks closes
    urge        speaks acts
    vow         speaks
    warn        speaks adds joins closes
    write       speaks needs_words closes
"""
_MARKS = {row.split()[0]: frozenset(row.split()[1:]) for row in _TABLE.strip().splitlines()}


def verbs_of_saying(mark: str) -> frozenset[str]:
    """The verbs that have that mark in the table, as dictionary forms; KeyError for a mark that none has.

    >>> sorted(verbs_of_saying("acts"))
    ['ask', 'urge']
    """
    found = frozenset(verb for verb, marks in _MARKS.items() if mark in marks)
    if not found:
        raise KeyError(mark)
    return found
