"""`verdicts`: what the gate says of every candidate, kept; and which verdicts a change of the program has turned.

    python -m eval verdicts STORIES... -o RECORD.jsonl   the record: every sentence judged while telling the stories
    python -m eval verdicts --against RECORD.jsonl       the same sentences judged by this program

The diff is the review of a change to the gate: read all sentences that it newly accepts. A record holds text of the
data and is not published.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.commands.options import positive
from eval.data import Record, load, sequence, string
from eval.errors import EvalError
from eval.items import summary_item
from eval.product import Product, articles_of
from eval.progress import track
from eval.results import write_whole
from summarizer import Settings

#: Turned verdicts that are printed of each kind.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Recorded:
    """A sentence as it was judged."""

    story: str
    text: str
    evidence: tuple[str, ...]
    #: The facets that failed, the first one at least.
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The first facet that failed; "accepted" if none."""
        return self.reasons[0] if self.reasons else "accepted"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("stories", type=Path, nargs="*", metavar="STORIES", help="stories: `documents`")
    option("-o", "--output", type=Path, metavar="RECORD", help="where to write the record")
    option("--against", type=Path, metavar="RECORD", help="judge the sentences of this record again")
    option("--limit", type=positive, metavar="N", help="only the first N stories of each file")
    option("--words", type=positive, default=130, metavar="N", help="words of a summary (default %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """0; EvalError for a file that cannot be read."""
    if arguments.against:
        return _compare(load(arguments.against, recorded).items)
    if not arguments.stories or not arguments.output:
        raise EvalError("give STORIES and -o RECORD, or --against RECORD")
    product = Product(Settings(words=arguments.words))
    lines = [line for path in arguments.stories for line in _record(product, path, arguments.limit)]
    write_whole(arguments.output, "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines))
    print(f"{arguments.output}: {len(lines)} sentences judged")
    return 0


def recorded(record: Record, _: str) -> Recorded:
    """A line of a record."""
    evidence = tuple(map(str, sequence(record, "evidence")))
    return Recorded(
        string(record, "story"), string(record, "text"), evidence, tuple(map(str, sequence(record, "reasons")))
    )


def _record(product: Product, path: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    for item in track(load(path, summary_item).first(limit).items, path.name):
        report = product.tell(articles_of(item.documents, item.id))
        for each in report.summary.judged if report else ():
            yield {
                "story": item.id,
                "text": each.text,
                "evidence": list(each.evidence),
                "reasons": list(each.verdict.reasons),
            }


def _compare(records: Sequence[Recorded]) -> int:
    """Prints which verdicts are turned, and the sentences that are newly accepted or newly refused."""
    from summarizer import load_models, make_checker

    models = load_models(extractive=True)
    check = make_checker(models.parser, models.judge, reads=False)  # as a briefing's sentences were judged
    turned: list[tuple[Recorded, str]] = []
    for each in track(records, "judging"):
        reasons = check(each.text, each.evidence).reasons
        now = reasons[0] if reasons else "accepted"
        if now != each.reason:
            turned.append((each, now))
    counts = Counter((each.reason, now) for each, now in turned)
    print(f"{len(records)} sentences; {len(turned)} verdicts turned")
    for (before, now), number in counts.most_common():
        print(f"{number:6}  {before} -> {now}")
    for title, kind in (("Newly accepted", True), ("Newly refused", False)):
        shown = [(e, now) for e, now in turned if (now == "accepted") is kind and (kind or e.reason == "accepted")]
        print(f"\n{title}: {len(shown)}")
        for each, now in shown[:SHOWN]:
            print(f"  {each.story} ({each.reason} -> {now}): {each.text}", *each.evidence, sep="\n      ")
    return 0
