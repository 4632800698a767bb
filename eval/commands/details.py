"""`details`: what only one source says, against sentence labels made by reading."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.commands.options import Options, positive
from eval.commands.telling import tell, tellers
from eval.data import load
from eval.detail_items import DetailLabel, Event, GivenDetails, event, event_labels, given_details
from eval.errors import EvalError
from eval.measures.details import (
    READ,
    LocatedDetail,
    ShownDetail,
    Told,
    best_of_each_document,
    conflicts,
    locate,
    measure,
    read_conflicts,
)
from eval.product import Product
from eval.progress import track
from eval.results import Entry, Listing, Result, Row, Table
from eval.signature import sign
from eval.stats import Bootstrap, Draw

#: Groups of labelled sentences that contradict each other.
CONTRADICTIONS = Path(__file__).parents[1] / "contradictions.toml"
_COLUMNS = {
    "precision": "precision",
    "precision@8": "precision_at_8",
    "noise": "noise",
    "important recall@8": "important_recall",
    "AP3": "ap3",
    "shown": "shown",
}


@dataclass(frozen=True, slots=True)
class _Labelled:
    """An event with its labels."""

    event: Event
    labels: tuple[DetailLabel, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("events", type=Path, metavar="EVENTS", help="`documents` with `text` and `sentences`")
    parser.add_argument("gold", type=Path, metavar="GOLD", help="`labels` of the sentences, by the event's id")
    parser.add_argument(
        "--shown", type=positive, metavar="N", help="details of a source that are shown (default: the product's)"
    )
    parser.add_argument("--no-product", action="store_true", help="without the product")
    parser.add_argument(
        "--given", type=Path, metavar="FILE", help="also what other systems show: `id`, `system` and `details` a line"
    )


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Find the details of every event with every system, measure, list the misses."""
    events = load(arguments.events, event)
    gold = load(arguments.gold, event_labels)
    labels = {each.id: each.labels for each in gold.items}
    items = [_Labelled(each, labels[each.id]) for each in events.first(options.limit).items if each.id in labels]
    if not items:
        raise EvalError(f"{events.name} and {gold.name}: no event is in both")
    shown = arguments.shown or options.settings.details
    product = None if arguments.no_product else Product(replace(options.settings, extractive=True))
    given = load(arguments.given, given_details) if arguments.given else None
    signature = sign(
        [events, gold, *([given] if given else [])],
        {"shown": shown, **options.described()},
        options.bootstrap,
        models=product.model_names if product else (),
    )
    with options.keep_outputs("details", signature) as kept:
        told = {
            name: [tell(kept, name, make, [d.text for d in i.event.documents], i.event.id) for i in track(items, name)]
            for name, make in tellers(product).items()
        }
    told |= _told_elsewhere(given.items, items) if given else {}
    tables = [_table(items, told, shown, options.bootstrap)]
    if product:
        tables.append(_conflicts(items, told["summarizer"], options.bootstrap))
        tables.append(_contradictions(items, told["summarizer"], options.bootstrap))
    first = next(iter(told))
    return Result("details", signature, tuple(tables), _listings(first, items, told[first], shown))


def _told_elsewhere(given: Sequence[GivenDetails], items: Sequence[_Labelled]) -> dict[str, list[Told]]:
    """What each system of the file shows of each event; nothing for an event that it leaves out."""
    shown = {
        (each.system or "given", each.id): Told(tuple(ShownDetail(*span) for span in each.spans)) for each in given
    }
    systems = dict.fromkeys(system for system, _ in shown)
    return {system: [shown.get((system, item.event.id), Told(())) for item in items] for system in systems}


def _table(items: Sequence[_Labelled], told: Mapping[str, Sequence[Told]], shown: int, bootstrap: Bootstrap) -> Table:
    rows = []
    for name, each in told.items():
        scores = [measure(t.details, i.event, i.labels, shown) for t, i in zip(each, items, strict=True)]
        rows.append(
            Row(name, {c: bootstrap.mean([getattr(s, field) for s in scores]) for c, field in _COLUMNS.items()})
        )
    note = f"means over stories; shown: the best {shown} of each source; the best 8 of a story are read"
    return Table("Details of one source", len(items), tuple(rows), note)


def _conflicts(items: Sequence[_Labelled], told: Sequence[Told], bootstrap: Bootstrap) -> Table:
    scores = [conflicts(t, item.event, item.labels) for t, item in zip(told, items, strict=True)]
    row = Row(
        "summarizer",
        {
            "labelled found": bootstrap.mean([s.found for s in scores]),
            "disagreements": bootstrap.mean([float(s.disagreements) for s in scores]),
            "unlabelled": bootstrap.mean([float(s.unlabelled) for s in scores]),
        },
    )
    note = "labelled found: sentences labelled as conflicting that a disagreement cites; unlabelled ones are to be read"
    return Table("Disagreements, a story", len(items), (row,), note)


def _contradictions(items: Sequence[_Labelled], told: Sequence[Told], bootstrap: Bootstrap) -> Table:
    """The same against the contradictions that we read out of the labelled sentences."""
    known = tomllib.loads(CONTRADICTIONS.read_text(encoding="utf-8"))
    scores = [
        read_conflicts(each, item.event, list(known.get(item.event.id, {}).values()))
        for each, item in zip(told, items, strict=True)
    ]

    def share(drawn: Draw) -> float:
        total = sum(scores[i].contradictions for i in drawn)
        return sum(scores[i].found for i in drawn) / total if total else float("nan")

    row = Row(
        "summarizer",
        {
            "found": bootstrap.statistic(len(scores), share),
            "others, a story": bootstrap.mean([float(s.others) for s in scores]),
        },
    )
    note = (
        f"found: of {sum(s.contradictions for s in scores)} in eval/contradictions.toml; others: false, or to be read"
    )
    return Table("Contradictions by our own reading", len(items), (row,), note)


def _listings(name: str, items: Sequence[_Labelled], told: Sequence[Told], shown: int) -> tuple[Listing, ...]:
    """What was missed and what was wrongly shown, story by story."""
    missed: list[Entry] = []
    wrong: list[Entry] = []
    for item, each in zip(items, told, strict=True):
        ranking = locate(each.details, item.event, item.labels)
        read = {located.label.sid for located in ranking[:READ] if located.label}
        missed += [_entry(item, label) for label in item.labels if label.weight == 3 and label.sid not in read]
        shown_ones = locate(best_of_each_document(each.details, shown), item.event, item.labels)
        wrong += [_wrong(item, located) for located in shown_ones if not located.is_new]
    return (
        Listing(f"Important sentences not among the best 8 of {name}", tuple(missed)),
        Listing(f"Shown by {name}, not new", tuple(wrong)),
    )


def _entry(item: _Labelled, label: DetailLabel) -> Entry:
    places = {sid: (d.text, start, end) for d in item.event.documents for sid, start, end in d.sentences}
    text, start, end = places[label.sid]
    return Entry(f"{item.event.id} {label.sid} ({label.kind}, {label.weight})", text[start:end])


def _wrong(item: _Labelled, located: LocatedDetail) -> Entry:
    detail = located.detail
    kind = located.label.kind if located.label else "no sentence"
    text = item.event.documents[detail.document].text[detail.start : detail.end]
    return Entry(f"{item.event.id} document {detail.document}, {detail.start}-{detail.end} ({kind})", text)
