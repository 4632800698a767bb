"""Which judgements are learned from: of each data set as many of each kind, true and false in balance, none too long.

What stands or falls together - the four judgements that one edit makes - is taken or left together: of such four
neither side alone tells which are true, of three it would.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

#: Judgements of one data set.
MOST = 4000
#: Characters of evidence and sentence together, about 95 tokens. There are edits enough; of what people judged
#: or readers wrote, which is dearer, twice as long ones are taken.
LONGEST = 430
#: How many of the one truth there may be for one of the other.
BALANCE = 1.5


#: A sentence with more than this share of its words changed is another one.
CHANGED = 0.5
#: The kind of what nobody edited, and how the kinds begin of what a reader did, not a rule.
AS_WRITTEN, TOLD = "as written", "told: "


@dataclass(frozen=True, slots=True)
class Row:
    """Evidence, a sentence, and whether it follows; what it was made of."""

    evidence: str
    text: str
    true: bool
    kind: str
    data: str
    document: str
    #: Where the words stand that do not follow; None where nobody says which.
    wrong: tuple[tuple[int, int], ...] | None = None


def mixture(rows: Iterable[Row], *, most: int = MOST, longest: int = LONGEST, seed: int = 0) -> list[Row]:
    """The rows to learn from, in an order drawn by the seed."""
    rng = random.Random(seed)
    groups: dict[str, dict[tuple[str, str], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        groups[row.data][row.kind, row.document].append(row)
    drawn = [row for _, of_set in sorted(groups.items()) for row in _of_set(list(of_set.values()), most, longest, rng)]
    rng.shuffle(drawn)
    return drawn


def _marked(group: Sequence[Row]) -> list[Row]:
    """The rows of one edit, each with the words in which its sentence differs from the other, if it is false."""
    texts = list(dict.fromkeys(row.text for row in group))
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    if group[0].kind != AS_WRITTEN and len(texts) == 2:
        spans = dict(zip(texts, (_differing(*texts), _differing(*reversed(texts))), strict=True))
    # Of what was written anew it is not known which words are wrong.
    spans = {text: found for text, found in spans.items() if len(found) <= CHANGED * len(text.split())}
    return [replace(row, wrong=() if row.true else spans.get(row.text)) for row in group]


def _differing(text: str, other: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand in which a text differs from another; where it lacks some, the words around the gap.

    >>> _differing("He did sign it.", "He did not sign it.")
    ((3, 6), (7, 11))
    """
    mine = list(re.finditer(r"\S+", text))
    matcher = SequenceMatcher(None, [m.group() for m in mine], other.split(), autojunk=False)
    found: set[int] = set()
    for change, a, b, _, _ in matcher.get_opcodes():
        if change in ("delete", "replace"):
            found.update(range(a, b))
        elif change == "insert":
            found.update(i for i in (a - 1, a) if 0 <= i < len(mine))
    return tuple(mine[i].span() for i in sorted(found))


def _of_set(groups: Sequence[list[Row]], most: int, longest: int, rng: random.Random) -> list[Row]:
    limits = [2 * longest if group[0].kind.startswith((AS_WRITTEN, TOLD)) else longest for group in groups]
    lengths = [max(len(row.evidence) + len(row.text) for row in group) for group in groups]
    short = [group for group, limit, length in zip(groups, limits, lengths, strict=True) if length <= limit]
    by_kind: dict[str, list[list[Row]]] = defaultdict(list)
    for group in rng.sample(short, len(short)):
        by_kind[group[0].kind].append(group)
    taken: list[Row] = []
    for group in _in_turn([by_kind[kind] for kind in sorted(by_kind)]):
        if len(taken) + len(group) > most:
            break
        taken += _marked(group)
    return _balanced(taken)


def _in_turn(lists: Sequence[Sequence[list[Row]]]) -> Iterator[list[Row]]:
    """The first of each list, the second of each, and so on."""
    for row in zip_longest(*lists):
        yield from (group for group in row if group is not None)


def _balanced(rows: Sequence[Row]) -> list[Row]:
    """The rows without those of the commoner truth that are too many, the last ones first."""
    number = {truth: sum(row.true is truth for row in rows) for truth in (True, False)}
    allowed = {truth: int(BALANCE * number[not truth]) for truth in number}
    kept = []
    for row in rows:
        if allowed[row.true] > 0 or not number[not row.true]:
            kept.append(row)
            allowed[row.true] -= 1
    return kept
