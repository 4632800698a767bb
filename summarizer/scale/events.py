"""From origins to groups of them that tell one event: the stages of `cluster`, a block or bucket at a time.

    vectors     a block's rows, rows in the order of time --> what they are compared by
    background  words that too many rows of one time have to look others up by them
    pairs       a block beside each later one within the window --> scores of the pairs worth comparing
    components  rows that no chain of likely pairs joins never meet: into buckets, in the order of time
    groups      a bucket's rows --> groups; and how many groups hold which word
    common      what many groups share weighs less from here on
    again       the pairs of a block scored again by these weights; then `components` and `groups` once more

A row is an origin's number in the order of content, by which equal scores are put in order; its place is its number in
the order of time, by which its block is found. `background`, `components` and `common` are one unit each and hold
numbers only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from summarizer.cluster.contrast import NAMED_IN, TOLD_IN
from summarizer.cluster.linkage import LONG, Links, pieces
from summarizer.cluster.locality import Tally, added, reweighed, shares_of, tally
from summarizer.cluster.pairs import (
    WINDOW_HOURS,
    Common,
    Signed,
    alike,
    common_words,
    looked_up,
    nearest,
    renumbered,
    signatures,
)
from summarizer.cluster.profiles import VIEWS, WIDTH, Matrices, profiled
from summarizer.cluster.similarity import shipped
from summarizer.cluster.stories import HOPELESS, grouped, scored
from summarizer.scale.chains import bucketed
from summarizer.scale.shards import Shard, in_sections, json_array
from summarizer.scale.work import Work

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: The views by which `grouped` keeps look-alikes apart, and the one that is counted.
_NAMING, _COUNTED = (*NAMED_IN, *TOLD_IN), "words"


def make_vectors(work: Work, block: int) -> None:
    """What the rows of a block are compared by."""
    origins = work.shard("origins")
    rows = origins.array("row_at", *_span(work, block))
    heads = origins.array("members")[origins.array("starts")[rows]]
    matrices = profiled([work.articles[int(number)] for number in heads])
    arrays = {"sizes": matrices.sizes, "hours": matrices.hours, "rows": rows}
    arrays |= {f"norms {name}": matrices.norms[name] for name in VIEWS}
    for name, view in [*matrices.views.items(), ("signature", signatures(matrices.views["body"]))]:
        arrays |= {f"data {name}": view.data, f"indices {name}": view.indices, f"indptr {name}": view.indptr}
    work.write("vectors", block, **arrays)


def _span(work: Work, block: int) -> tuple[int, int]:
    """The places of a block."""
    shard = work.plan.shard
    return block * shard, min((block + 1) * shard, work.counts["rows"])


def _view(shard: Shard, name: str) -> csr_array:
    from scipy.sparse import csr_array

    parts = (shard.array(f"{part} {name}") for part in ("data", "indices", "indptr"))
    return csr_array(tuple(parts), shape=(shard.length("sizes"), WIDTH))


def _matrices(work: Work, block: int, names: Sequence[str] = VIEWS) -> Matrices:
    shard = work.shard("vectors", block)
    views = {name: _view(shard, name) for name in names}
    norms = {name: shard.array(f"norms {name}") for name in names}
    return Matrices(views, norms, shard.array("sizes"), shard.array("hours"))


def _signed(work: Work, block: int) -> Signed:
    shard = work.shard("vectors", block)
    return Signed(shard.array("rows"), shard.array("hours"), _view(shard, "signature"))


def count_words(work: Work, _: int) -> None:
    """The words that are background in each fortnight."""
    blocks = (_signed(work, block) for block in range(work.counts["blocks"]))
    work.write("background", **common_words(blocks, WIDTH)._asdict())


def score_pairs(work: Work, block: int) -> None:
    """The pairs of a block's rows and later ones, or of one without a time, that are more alike than strangers."""
    rows, others = _pairs_of(work, block)
    _write_links(work, "pairs", block, _scored(work, block, rows, others, lambda matrices: matrices))


def _pairs_of(work: Work, block: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each row of the block the pairs that share most, those with others without a time counted by themselves."""
    import numpy as np

    background = work.shard("background")
    own = looked_up(_signed(work, block), Common(*(background.array(name) for name in Common._fields)))
    found = [alike(*_side_by_side(own, _signed(work, other))) for other in _near(work, block, own.hours)]
    rows, others, shared = (np.concatenate(parts) for parts in zip(*found, strict=True))
    origins = work.shard("origins")
    undated = np.isnan(origins.array("hours")[origins.array("place_of")[others]])
    kept = [nearest(rows[some], others[some], shared[some]) for some in (~undated, undated)]
    return np.concatenate([a for a, _ in kept]), np.concatenate([b for _, b in kept])


def _near(work: Work, block: int, hours: NDArray[np.float64]) -> list[int]:
    """The blocks that hold others to be paired with rows of a block: from it on those within the window, or all."""
    import numpy as np

    if np.isnan(hours[-1]):
        return list(range(work.counts["blocks"]))
    firsts = work.shard("origins").array("hours")[:: work.plan.shard]
    return [b for b in range(block, work.counts["blocks"]) if firsts[b] <= hours[-1] + WINDOW_HOURS]


def _side_by_side(own: Signed, others: Signed) -> tuple[Signed, Signed]:
    """The same with only the columns that the first has, numbered anew."""
    import numpy as np
    from scipy.sparse import csr_array

    used = np.unique(own.signatures.indices)
    matrix = others.signatures
    place = np.minimum(np.searchsorted(used, matrix.indices), max(0, len(used) - 1))
    known = used[place] == matrix.indices if len(used) else np.zeros(len(place), bool)
    ends = np.concatenate([[0], np.cumsum(known)])[matrix.indptr]
    shape = (matrix.shape[0], max(1, len(used)))
    fewer = csr_array((matrix.data[known], place[known].astype(np.int32), ends.astype(np.int32)), shape=shape)
    return own._replace(signatures=renumbered(own.signatures)), others._replace(signatures=fewer)


class _Side(NamedTuple):
    """Some rows of a block with what they are compared by."""

    matrices: Matrices
    #: Their places, ascending.
    places: NDArray[np.int64]

    def at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where these stand in the matrices."""
        import numpy as np

        return np.searchsorted(self.places, places)


def _scored(
    work: Work,
    block: int,
    rows: NDArray[np.int64],
    others: NDArray[np.int64],
    weigh: Callable[[Matrices], Matrices],
) -> Links:
    """Scores of pairs of one in the block and another one, the vectors weighed; by the blocks of the others."""
    import numpy as np

    origins = work.shard("origins")
    place, row_at = origins.array("place_of"), origins.array("row_at")
    own = _Side(weigh(_matrices(work, block)), np.arange(*_span(work, block)))
    order, starts = in_sections(place[others] // work.plan.shard, work.counts["blocks"])
    parts = [Links.of([])]
    for other in np.flatnonzero(np.diff(starts)).tolist():
        some = order[starts[other] : starts[other + 1]]
        a, b = rows[some], others[some]
        beside = own if other == block else _side(work, other, np.unique(place[b]), weigh)
        # The lower row first, on whichever side it is, as on one machine.
        for chosen, left, right, low, high in ((a < b, own, beside, a, b), (b < a, beside, own, b, a)):
            at, beside_it = left.at(place[low[chosen]]), right.at(place[high[chosen]])
            found = scored(left.matrices, at, beside_it, shipped(), right.matrices)
            named = row_at[left.places[found.rows]], row_at[right.places[found.others]]
            parts.append(Links(*named, found.scores))
    return Links.joined(parts)


def _side(work: Work, block: int, places: NDArray[np.int64], weigh: Callable[[Matrices], Matrices]) -> _Side:
    """Those rows of a block: only they are weighed."""
    return _Side(weigh(_rows_of(_matrices(work, block), places % work.plan.shard)), places)


def _rows_of(found: Matrices, at: NDArray[np.int64]) -> Matrices:
    """Some rows of the matrices."""
    views = {name: view[at] for name, view in found.views.items()}
    norms: Mapping[str, NDArray[np.float64]] = {name: norm[at] for name, norm in found.norms.items()}
    return Matrices(views, norms, found.sizes[at], found.hours[at])


def _write_links(work: Work, stage: str, block: int, links: Links) -> None:
    import numpy as np

    rows, others = links.rows.astype(np.uint32), links.others.astype(np.uint32)
    work.write(stage, block, rows=rows, others=others, scores=links.scores)


def _links(shard: Shard) -> Links:
    import numpy as np

    rows, others = shard.array("rows").astype(np.int64), shard.array("others").astype(np.int64)
    return Links(rows, others, shard.array("scores"))


def score_again(work: Work, block: int) -> None:
    """The same pairs scored with what is common weighing less."""
    links = _links(work.shard("pairs", block))
    common = work.shard("common")
    if common.length("columns"):
        shares = _shares(common)
        doubtful = links.where(links.scores > HOPELESS)
        place = work.shard("origins").array("place_of")
        own, others = doubtful.rows, doubtful.others
        swapped = place[own] // work.plan.shard != block  # found from the higher row
        own, others = _where(swapped, others, own), _where(swapped, own, others)
        again = _scored(work, block, own, others, lambda matrices: reweighed(matrices, shares))
        links = Links.joined([links.where(links.scores <= HOPELESS), again])
    _write_links(work, "again", block, links)


def _where(swapped: NDArray[np.bool_], a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    import numpy as np

    return np.where(swapped, a, b)


def _shares(common: Shard) -> NDArray[np.float32]:
    import numpy as np

    shares = np.ones(WIDTH, np.float32)
    shares[common.array("columns")] = common.array("shares")
    return shares


def join(work: Work, links: str, stage: str) -> None:
    """Put the rows that chains of likely links join into one bucket, the buckets in the order of time."""
    import numpy as np

    label = pieces(work.counts["rows"], lambda: map(_links, work.shards(links, work.counts["blocks"])), LONG)
    rows, starts = bucketed(label, work.shard("origins").array("place_of"), work.plan.shard)
    counts = {f"{stage} buckets": len(starts) - 1}
    work.write(
        stage,
        rows=rows.astype(np.int64),
        pieces=label[rows].astype(np.uint32),
        starts=starts,
        counts=json_array(counts),
    )


def group_rows(work: Work, bucket: int, links: str, joined: str, stage: str) -> None:
    """The groups of a bucket's rows; the first time also which words their stories hold."""
    import numpy as np

    rows, label = (_of_bucket(work, joined, bucket, name) for name in ("rows", "pieces"))
    counting = stage == "groups"
    matrices = _gathered(work, rows, (*_NAMING, _COUNTED) if counting else _NAMING)
    groups = grouped(matrices, _inside(work, links, rows, label))
    arrays = {
        "rows": rows[np.concatenate([np.zeros(0, np.int64), *map(np.array, groups)])],
        "starts": np.cumsum([0, *map(len, groups)], dtype=np.int64),
    }
    if counting:
        told = tally(matrices.views[_COUNTED], matrices.norms[_COUNTED], groups, rows)
        arrays |= told._asdict()
    work.write(stage, bucket, **arrays)


def _of_bucket(work: Work, joined: str, bucket: int, name: str) -> NDArray[np.int64]:
    shard = work.shard(joined)
    start, end = shard.array("starts", bucket, bucket + 2).tolist()
    return shard.array(name, start, end)


def _by_block(work: Work, rows: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Each block that holds some of the rows, and which of them."""
    import numpy as np

    blocks = work.shard("origins").array("place_of")[rows] // work.plan.shard
    return ((int(block), np.flatnonzero(blocks == block)) for block in np.unique(blocks))


def _gathered(work: Work, rows: NDArray[np.int64], names: Sequence[str]) -> Matrices:
    """Some of the vectors of rows, in their order."""
    import numpy as np
    from scipy.sparse import vstack

    place = work.shard("origins").array("place_of")[rows] % work.plan.shard
    parts: list[tuple[NDArray[np.int64], Matrices]] = []
    for block, some in _by_block(work, rows):
        parts.append((some, _rows_of(_matrices(work, block, names), place[some])))
    order = np.argsort(np.concatenate([some for some, _ in parts]))
    every = [matrices for _, matrices in parts]
    return Matrices(
        {name: vstack([each.views[name] for each in every], format="csr")[order] for name in names},
        {name: np.concatenate([each.norms[name] for each in every])[order] for name in names},
        np.concatenate([each.sizes for each in every])[order],
        np.concatenate([each.hours for each in every])[order],
    )


def _inside(work: Work, stage: str, rows: NDArray[np.int64], label: NDArray[np.int64]) -> Links:
    """The links between two of the rows, which are ascending, in one piece, by their places among them."""
    import numpy as np

    local = np.full(work.counts["rows"], -1, np.int64)
    local[rows] = np.arange(len(rows))
    parts = [Links.of([])]
    for block, _ in _by_block(work, rows):
        found = _links(work.shard(stage, block))
        found = Links(local[found.rows], local[found.others], found.scores)
        found = found.where((found.rows >= 0) & (found.others >= 0))
        parts.append(found.where(label[found.rows] == label[found.others]))
    return Links.joined(parts)


def weigh_common(work: Work, _: int) -> None:
    """What is left of the weight of the words that many groups hold."""
    import numpy as np

    buckets = work.counts["components buckets"]
    shards = list(work.shards("groups", buckets))
    stories = sum(shard.length("starts") - 1 for shard in shards)
    shares = shares_of(added(Tally(*(shard.array(name) for name in Tally._fields)) for shard in shards), stories)
    columns = np.flatnonzero(shares < 1) if shares is not None else np.zeros(0, np.int64)
    work.write("common", columns=columns, shares=shares[columns] if shares is not None else np.zeros(0, np.float32))
