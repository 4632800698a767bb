"""`since`: whether what a briefing marks as new since the previous one is new, against sentence labels made by reading.

Each article of a labelled event is taken for today's in turn, the others' sentences for what was told yesterday. A
sentence that no other article reports whole (`unique`, `partial`) is new, a `shared` one is not; `noise` is left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from eval.commands.options import Options
from eval.data import load
from eval.detail_items import DetailKind, Event, event, event_labels
from eval.errors import EvalError
from eval.measures.tokens import content_tokens
from eval.product import Product
from eval.progress import track
from eval.results import Entry, Listing, Result, Row, Table
from eval.signature import sign
from eval.stats import Bootstrap, Draw

#: (today's sentences, what was told) -> for each sentence whether it was told.
Teller: TypeAlias = Callable[[Sequence[str], Sequence[str]], Sequence[bool]]


@dataclass(frozen=True, slots=True)
class _Call:
    """A sentence, what it is, and whether a system takes it for new."""

    reference: str
    text: str
    kind: DetailKind
    called_new: bool

    @property
    def new(self) -> bool:
        """Whether it is new, by its label."""
        return self.kind != "shared"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("events", type=Path, metavar="EVENTS", help="`documents` with `text` and `sentences`")
    parser.add_argument("gold", type=Path, metavar="GOLD", help="`labels` of the sentences, by the event's id")
    parser.add_argument("--no-product", action="store_true", help="the baselines only")


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Call every sentence new or told with every system, compare with the labels, list the wrong calls."""
    events, gold = load(arguments.events, event), load(arguments.gold, event_labels)
    kinds = {each.id: {label.sid: label.kind for label in each.labels} for each in gold.items}
    items = [each for each in events.first(options.limit).items if each.id in kinds]
    if not items:
        raise EvalError(f"{events.name} and {gold.name}: no event is in both")
    product = None if arguments.no_product else Product(options.settings)
    systems: dict[str, Teller] = {"summarizer": product.were_told} if product else {}
    systems |= {"words of one sentence": _half_its_words, "nothing was told": lambda texts, _: [False] * len(texts)}
    calls = {
        name: [_calls(item, kinds[item.id], tell) for item in track(items, name)] for name, tell in systems.items()
    }
    names = product.model_names if product else ()
    signature = sign([events, gold], options.described(), options.bootstrap, models=names)
    first = [call for each in next(iter(calls.values())) for call in each]
    return Result("since", signature, (_table(calls, options.bootstrap),), _listings(first))


def _calls(item: Event, kinds: Mapping[str, DetailKind], tell: Teller) -> list[_Call]:
    told = [[document.text[start:end] for _, start, end in document.sentences] for document in item.documents]
    found = []
    for number, document in enumerate(item.documents):
        others = [text for other, texts in enumerate(told) if other != number for text in texts]
        sids = [sid for sid, _, _ in document.sentences]
        for sid, text, was_told in zip(sids, told[number], tell(told[number], others), strict=True):
            if kinds.get(sid, "noise") != "noise":
                found.append(_Call(f"{item.id} {sid}", text, kinds[sid], not was_told))
    return found


def _half_its_words(texts: Sequence[str], told: Sequence[str]) -> list[bool]:
    """The baseline: told where one sentence has at least half of its words."""
    bags = [set(content_tokens(text)) for text in told]
    return [
        any(2 * len(set(content_tokens(text)) & bag) >= len(set(content_tokens(text))) for bag in bags)
        for text in texts
    ]


def _table(calls: Mapping[str, Sequence[Sequence[_Call]]], bootstrap: Bootstrap) -> Table:
    def share(stories: Sequence[Sequence[_Call]], new: bool, called_new: bool) -> Callable[[Draw], float]:
        def measured(draw: Draw) -> float:
            flags = [call.called_new == called_new for n in draw for call in stories[n] if call.new == new]
            return sum(flags) / len(flags) if flags else float("nan")

        return measured

    rows = tuple(
        Row(
            name,
            {
                "new, missed": bootstrap.statistic(len(each), share(each, True, False)),
                "told, marked": bootstrap.statistic(len(each), share(each, False, True)),
            },
        )
        for name, each in calls.items()
    )
    sentences = sum(len(each) for each in next(iter(calls.values())))
    note = "share of new sentences not marked, and of sentences told before that are marked; events are resampled"
    return Table("Marked as new since the previous briefing", sentences, rows, note)


def _listings(calls: Sequence[_Call]) -> tuple[Listing, ...]:
    missed = tuple(Entry(f"{c.reference} ({c.kind})", c.text) for c in calls if c.new and not c.called_new)
    marked = tuple(Entry(c.reference, c.text) for c in calls if c.called_new and not c.new)
    return Listing("New, not marked", missed), Listing("Told before, marked as new", marked)
