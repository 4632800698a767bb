"""`written`: learn how what the writer wrote is weighed, from sentences of it that readers judged.

    python -m summarizer.training written eval/written.jsonl.gz [-o summarizer/verify/weights.json]

Edits (`gate`) are no picture of what a writer gets wrong: of the first 221 sentences that it made of news and no hard
facet refused, the weights learned from edits, judge of meaning and all, ranked true above false ones no better than
chance (AUC 0.55). Here a few facets are weighed by the judged sentences themselves, and the line is drawn where `FALSE`
of the false ones pass, each story judged by weights learned from others. A line of the file holds what was weighed and
what the readers said - sessions of a language model, with the evidence before them; the words are those of the data.
Written into a file of weights, the others in it are kept.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.linear import Learned, Linear, load, save
from summarizer.training.json_lines import read_items, signed
from summarizer.verify.gate import BY_PARSE, BY_WORDS
from summarizer.verify.meaning import SUPPORT, WRITTEN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What is weighed: AUC 0.749; with the judge 0.751, with all soft facets 0.746, without "reach" 0.745.
NAMES = (SUPPORT, "reach", *("role", "exchanged", "far"))
#: Soft facets that too few of the sentences fail to be learned from them: each refuses, nearly.
BY_HAND = dict.fromkeys(sorted({f.weighed for f in (*BY_WORDS, *BY_PARSE) if f.weighed} - set(NAMES)), -2.0)
#: Share of the false sentences that may pass.
FALSE = 0.09
#: Inverse strength of the penalty, on features of like spread.
STRENGTH = 0.3
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence that a writer made, as it was judged."""

    story: str
    #: "full", "nearly" or "not".
    support: str
    #: What was weighed of it; None if a hard facet refused it.
    features: dict[str, float] | None

    @property
    def fold(self) -> int:
        """Which part its story is in."""
        return sha256(self.story.encode()).digest()[0] % FOLDS


def read_written(path: Path) -> list[Written]:
    """The judged sentences of a file; InputError if it is none."""
    return read_items(path, _written, "`story`, `support` and `features`")


def _written(value: Any, _: str) -> Written:
    features = value["features"]
    return Written(str(value["story"]), str(value["support"]), None if features is None else dict(features))


def fit(rows: Sequence[Written]) -> Linear:
    """The weights by which full support is told from less."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    values = np.array([[(row.features or {}).get(name, 0.0) for name in NAMES] for row in rows])
    spread = values.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(values / spread, [row.support == "full" for row in rows])
    weights = dict(zip(NAMES, (round(float(w), 3) for w in model.coef_[0] / spread), strict=True))
    return Linear(weights | BY_HAND, float(model.intercept_[0]), "logistic")


def totals(model: Linear, rows: Sequence[Written]) -> NDArray[np.float64]:
    """The weighed sum of each."""
    import numpy as np

    def of(features: dict[str, float]) -> float:
        return model.bias + sum(weight * features.get(name, 0.0) for name, weight in model.weights.items())

    return np.array([of(row.features or {}) for row in rows])


def cross_validated(rows: Sequence[Written]) -> NDArray[np.float64]:
    """The sum of each by weights learned from the stories of the other folds."""
    import numpy as np

    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        mine = [i for i, row in enumerate(rows) if row.fold == fold]
        found[mine] = totals(fit([row for row in rows if row.fold != fold]), [rows[i] for i in mine])
    return found


def line(sums: NDArray[np.float64], rows: Sequence[Written], share: float = FALSE) -> float:
    """The least sum from which no more than that share of the sentences without support pass."""
    import numpy as np

    false = np.sort(sums[[row.support == "not" for row in rows]])[::-1]
    return float(np.nextafter(false[int(share * len(false))], np.inf)) if len(false) else float(sums.min())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("judged", type=Path, metavar="JUDGED", help="JSONL of `story`, `support` and `features`, gzipped or not")
    option("-o", "--output", type=Path, metavar="FILE", help="the weights to write it into (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    from sklearn.metrics import roc_auc_score

    everything = read_written(arguments.judged)
    rows = [row for row in everything if row.features is not None]
    if len({row.support == "full" for row in rows}) < 2:
        raise InputError("the sentences are all supported or none is; there is nothing to learn from")
    sums = cross_validated(rows)
    auc = roc_auc_score([row.support == "full" for row in rows], sums)
    print(f"{len(everything)} sentences, {len(rows)} that no hard facet refuses; AUC {auc:.3f}")
    passed = sums >= line(sums, rows)
    for support in ("full", "nearly", "not"):
        mine = [p for p, row in zip(passed, rows, strict=True) if row.support == support]
        print(f"{support:8} {sum(mine):4} of {len(mine):4} pass")
    model = fit(rows)
    # The line of the sums that were not learned from, on the scale of those that were: as many of all pass.
    own = sorted(totals(model, rows), reverse=True)
    model = replace(model, bias=round(model.bias - own[max(0, int(passed.sum()) - 1)], 3))
    for name, weight in model.weights.items():
        print(f"{name:12} {weight:7.3f}" + "  (by hand)" * (name in BY_HAND))
    if arguments.output:
        _add(model, arguments)


def _add(model: Linear, arguments: argparse.Namespace) -> None:
    """The model put among those that the file has."""
    kept = load(arguments.output)
    data = tuple(dict([*kept.trained_on.data, *signed([arguments.judged])]).items())
    learned = Learned({**kept.models, WRITTEN: model}, replace(kept.trained_on, data=data))
    save(learned, arguments.output)
