"""How the sentences of summaries were made: merged, condensed, copied, and where merging could have added something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eval.measures.tokens import UnicodeTokenizer
from eval.results import Row, Table
from eval.stats import Bootstrap
from eval.told import ToldSummary

METHODS = ("merged", "condensed", "copied")


def making(name: str, summaries: Sequence[ToldSummary], bootstrap: Bootstrap) -> Table:
    """How the sentences were made, and how often two sources were merged where they differ."""
    sentences = [each for summary in summaries for each in summary.sentences]
    groups = {"all": sentences, "claim of 2+ origins that differ": [each for each in sentences if differs(each.claim)]}
    rows = []
    for group, members in groups.items():
        made = Counter(each.method for each in members)
        if members:
            shares = {m: bootstrap.mean([float(each.method == m) for each in members]) for m in METHODS if made[m]}
            rows.append(Row(f"{group} ({len(members)})", shares))
    return Table(f"How the sentences were made: {name}", len(sentences), tuple(rows), "shares of sentences")


def differs(claim: Sequence[str]) -> bool:
    """Whether two or more origins state a claim and none of their sentences has all the content words of the others."""
    bags = [{token for token in UnicodeTokenizer().tokenize(text) if len(token) > 3} for text in claim]
    return len(bags) > 1 and not any(bag == set().union(*bags) for bag in bags)
