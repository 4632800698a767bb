"""`gate`: learn how the judge of meaning and the soft facets are weighed, and where the line is.

    python -m summarizer.training gate JUDGEMENTS.jsonl[.gz]... [--each 90] [-o summarizer/verify/weights.json]

A ridge-penalised logistic regression over what no hard facet of truth has refused. The judgements must be others than
those the judge was taught with (`judgements --held-out`): it is surer of what it has seen. A facet is there to speak
against a sentence: one whose weight would speak for it is left out, and said to be. Each kind of edit weighs the same.
Two are learned: with a writer that reads the evidence too, and without.
The line is drawn where `FALSE` of the false sentences pass, and no more than `FALSE_OF_A_KIND` of any kind, each
document judged by weights learned from others.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.errors import InputError, ModelError
from summarizer.language import Analyst
from summarizer.linear import Learned, Linear, TrainedOn, load, save
from summarizer.models import detect_hardware, load_judge, load_parser
from summarizer.training.json_lines import read_items, signed, track
from summarizer.verify import Gate
from summarizer.verify.meaning import ENTAILED, GREATEST, READ, SUPPORT, SURPRISE, UNREAD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Share of the false sentences that may pass: with a writer that reads and without, and of those of any kind. Chosen by
#: the wrong sentences of `tests/data/writing_probes.toml`, which no edit made: so 4 and 5 of the 132 pass (at 0.05 and
#: 0.04 7 and 6). The writer of the third round is surprised less: the line of `READ` was moved by 0.25, so that 5 pass
#: again and not 7. A part of the false ones that pass is false by its label alone: its evidence was edited to nonsense.
FALSE, FALSE_UNREAD, FALSE_OF_A_KIND = 0.035, 0.03, 0.1
#: Judgements of a kind below which its own share is not looked at.
FEWEST = 100
#: Not learned: edits give figures each other's place, but move none from what it counts to something else; and no edit
#: stretches an attribution over what another source says, so that it all but refuses.
BY_HAND = {"counted": -1.0, "reach": -9.0}
#: A hard facet that is told which report is whose refuses these; a judgement does not say it.
_LEFT_OUT = "two reports"
#: Inverse strength of the penalty.
STRENGTH = 1.0
FOLDS = 5
#: Stands for the features of a source's own sentence.
_COPIED = {"copied": 1.0}
#: Judgements analysed together.
ROWS = 64


@dataclass(frozen=True, slots=True)
class Weighed:
    """A judgement as it is learned from."""

    true: bool
    kind: str
    document: str
    #: None if a hard facet refused it.
    features: dict[str, float] | None

    @property
    def fold(self) -> int:
        """Which fifth its document is in."""
        return sha256(self.document.encode()).digest()[0] % FOLDS


def weighed(
    rows: Sequence[dict[str, Any]], gate: Gate, analyst: Analyst, kept: Path | None = None
) -> Iterator[Weighed]:
    """The judgements with their features; copies of a source sentence are left out, as the gate does not weigh them.

    What is found is added to the lines of `kept`, and what stands there is not asked again.
    """
    known = {line["key"]: line["features"] for line in _lines(kept)}
    new = [row for row in rows if _key(row) not in known]
    for start in track(range(0, len(new), ROWS), "judging"):
        these = new[start : start + ROWS]
        found = _features(these, gate, analyst)
        known |= zip(map(_key, these), found, strict=True)
        if kept:
            with kept.open("a", encoding="utf-8") as file:
                file.writelines(json.dumps({"key": _key(row), "features": known[_key(row)]}) + "\n" for row in these)
    for row in rows:
        features = known[_key(row)]
        if features != _COPIED:
            yield Weighed(bool(row["true"]), str(row["kind"]), str(row["document"]), features)


def _features(rows: Sequence[dict[str, Any]], gate: Gate, analyst: Analyst) -> list[dict[str, float] | None]:
    """What is weighed of each; None for what is refused, `_COPIED` for a source's own sentence."""
    analyst.trees(analyst(text for row in rows for text in (row["text"], *row["evidence"])))
    screened = gate.parsed([gate.screen([row["text"]], row["evidence"])[0] for row in rows])
    return [_COPIED if s.copied else f for s, f in zip(screened, gate.features(screened), strict=True)]


def _lines(path: Path | None) -> list[dict[str, Any]]:
    """The lines of a file, if there is one; one that was being written when its run was killed is left out."""
    text = path.read_text(encoding="utf-8") if path and path.is_file() else ""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def _key(row: dict[str, Any]) -> str:
    return sha256(json.dumps([row["evidence"], row["text"]]).encode()).hexdigest()[:16]


def drawn(records: Sequence[dict[str, Any]], each: int) -> list[dict[str, Any]]:
    """At most so many of each kind and truth, those whose hashes come first, in their order; 0: all."""
    if not each:
        return list(records)
    order = sorted(range(len(records)), key=lambda i: sha256(repr(sorted(records[i].items())).encode()).digest())
    taken: Counter[tuple[str, bool]] = Counter()
    chosen = []
    for i in order:
        key = (records[i]["kind"], records[i]["true"])
        taken[key] += 1
        if taken[key] <= each:
            chosen.append(i)
    return [records[i] for i in sorted(chosen)]


def fit(rows: Sequence[Weighed], names: Sequence[str]) -> Linear:
    """The weights: for what supports a sentence above nothing, for what speaks against it below; some by hand."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    kept = [name for name in names if name.partition(",")[0] not in BY_HAND]
    truths = np.array([row.true for row in rows])
    weight = _by_kind(rows)
    while True:
        values = np.array([[(row.features or {}).get(name, 0.0) for name in kept] for row in rows])
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(values, truths, sample_weight=weight)
        found = dict(zip(kept, model.coef_[0], strict=True))
        wrong = [name for name, w in found.items() if (w > 0) != (name in (ENTAILED, SUPPORT))]
        if not wrong:
            learned = {name: round(float(w), 3) for name, w in found.items() if w}
            return Linear(learned | BY_HAND, float(model.intercept_[0]), "logistic")
        kept = [name for name in kept if name not in wrong]


def _by_kind(rows: Sequence[Weighed]) -> NDArray[np.float64]:
    """Weights of the rows by which each kind counts the same, and true and false do."""
    import numpy as np

    number = Counter((row.kind, row.true) for row in rows)
    truths = Counter(true for _, true in number)
    each = np.array([1 / number[row.kind, row.true] / truths[row.true] for row in rows])
    found: NDArray[np.float64] = each * len(rows) / each.sum()
    return found


def totals(model: Linear, rows: Sequence[Weighed]) -> NDArray[np.float64]:
    """The weighed sum of each; without end below nothing for what a hard facet refused."""
    import numpy as np

    def of(row: Weighed) -> float:
        if row.features is None:
            return -np.inf
        return model.bias + sum(w * row.features.get(name, 0.0) for name, w in model.weights.items())

    return np.array([of(row) for row in rows])


def line(sums: NDArray[np.float64], rows: Sequence[Weighed], share: float = FALSE) -> float:
    """The least sum from which no more than that share of the false ones pass, and no more of any kind than may."""
    import numpy as np

    false = np.array([not row.true for row in rows])
    kinds = np.array([row.kind for row in rows])
    lines = [_line(sums[false], share)]
    for kind in sorted(set(kinds[false])):
        mine = sums[false & (kinds == kind)]
        if len(mine) >= FEWEST:
            lines.append(_line(mine, FALSE_OF_A_KIND))
    return max(lines)


def _line(false: NDArray[np.float64], share: float) -> float:
    import numpy as np

    ordered = np.sort(false)[::-1]
    return float(np.nextafter(ordered[int(share * len(ordered))], np.inf))


def cross_validated(rows: Sequence[Weighed], names: Sequence[str]) -> NDArray[np.float64]:
    """The sum of each judgement by weights learned from the documents of the other folds."""
    import numpy as np

    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        rest = [row for row in rows if row.fold != fold and row.features is not None]
        mine = [i for i, row in enumerate(rows) if row.fold == fold]
        found[mine] = totals(fit(rest, names), [rows[i] for i in mine])
    return found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("judgements", nargs="+", type=Path, metavar="JUDGEMENTS", help="what `judgements --held-out` made")
    option("--each", type=int, default=0, metavar="N", help="at most so many of each kind and truth (default: all)")
    option("--but", metavar="PREFIX", help="leave out documents whose names begin so: they are there to measure on")
    option(
        "--kept", type=Path, metavar="FILE", help="keep there what is found, and go on from it: of one judge and gate"
    )
    option("-o", "--output", type=Path, metavar="FILE", help="write the weights there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    judge = load_judge(None, detect_hardware())
    if judge is None:
        raise ModelError("there is no judge of meaning; teach one with `python -m summarizer.training judge`")
    analyst = Analyst(load_parser())
    records = _read(arguments)
    rows = list(weighed(records, Gate(analyst, judge, alone=False), analyst, arguments.kept))
    learned = {READ: _learned(rows, FALSE), UNREAD: _learned([_unread(row) for row in rows], FALSE_UNREAD)}
    if arguments.output:
        examples = sum(row.features is not None for row in rows)
        trained_on = TrainedOn("gate", __version__, signed(arguments.judgements), examples, BY_HAND)
        others = load(arguments.output).models if arguments.output.is_file() else {}
        save(Learned({**others, **learned}, trained_on), arguments.output)


def _read(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    """The judgements that are learned from."""
    expected = "a judgement as `python -m summarizer.training judgements` writes it"
    records = [r for path in arguments.judgements for r in read_items(path, lambda v, _: dict(v), expected)]
    records = [r for r in records if r["kind"] != _LEFT_OUT]
    if arguments.but:
        records = [r for r in records if not str(r["document"]).startswith(arguments.but)]
    return drawn(records, arguments.each)


def _unread(row: Weighed) -> Weighed:
    """The same where no writer reads."""
    left = {name: value for name, value in (row.features or {}).items() if name not in (SURPRISE, GREATEST)}
    return row if row.features is None else replace(row, features=left)


def _learned(rows: Sequence[Weighed], false: float) -> Linear:
    """The weights, with the line drawn where so many of the false ones pass; told as they are found."""
    open_rows = [row for row in rows if row.features is not None]
    if len({row.true for row in open_rows}) < 2:
        raise InputError("the judgements are all true or all false; there is nothing to learn from")
    names = sorted({name for row in open_rows for name in row.features or ()})
    sums = cross_validated(rows, names)
    _tell(rows, sums - line(sums, rows, false))
    model = fit(open_rows, names)
    model = Linear(model.weights, round(model.bias - line(totals(model, rows), rows, false), 3), "logistic")
    for name, weight in sorted(model.weights.items(), key=lambda item: item[1]):
        print(f"{name:24} {weight:7.3f}")
    print("left out:", ", ".join(name for name in names if name not in model.weights))
    return model


def _tell(rows: Sequence[Weighed], sums: NDArray[np.float64]) -> None:
    """The share that passes of true and of false ones, by kind, judged by weights learned from other documents."""
    for kind in (*sorted({row.kind for row in rows}), None):
        told = []
        for true in (True, False):
            mine = [s >= 0 for row, s in zip(rows, sums, strict=True) if row.true is true and kind in (None, row.kind)]
            told.append(f"{sum(mine) / len(mine):6.3f} of {len(mine):5}" if mine else f"{'':15}")
        print(f"{kind or 'all':12} true {told[0]}   false {told[1]}", file=sys.stderr)
