"""The check of who is said to say what, by the parse: no statement in another's mouth, no suspicion as a statement."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.language import Statement, Tree
from summarizer.language.attribution import statements


def changes_sayer(parse: Tree, sources: Sequence[Tree]) -> bool:
    """Whether somebody is made to say what the sources have only others say, or what he only suspects."""
    known: dict[str, list[Statement]] = {}
    for source in sources:
        for each in statements(source):
            known.setdefault(each.verb, []).append(each)
    return any(
        each.verb in known and each.speaker and not any(_agree(each, theirs) for theirs in known[each.verb])
        for each in statements(parse)
    )


def _agree(mine: Statement, theirs: Statement) -> bool:
    return mine.kind == theirs.kind and (not theirs.speaker or bool(mine.speaker & theirs.speaker))
