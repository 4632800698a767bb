"""Parsed sentences as trees of words."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.types import Token

#: Relations of a subject to its verb.
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Tags of verbs that make a clause.
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def subtree(parse: Sequence[Token], position: int) -> set[int]:
    """Positions of a word and of all that hangs on it, by way of other words too."""
    members, grown = {position}, True
    while grown:
        more = {i for i, token in enumerate(parse) if token.head in members} - members
        members |= more
        grown = bool(more)
    return members
