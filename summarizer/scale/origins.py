"""From fingerprints to origins: which texts are copies, decided in parallel, and put together in order by one unit.

    texts    all texts in the order in which origins are found, and which of them hold which fingerprint
    likely   some texts --> the earlier ones that share so many fingerprints that they may be what it is a copy of
    chains   the pairs of all, those of texts that chains of them join side by side --> buckets
    copies   a bucket's pairs of texts, each text read --> which is a copy of which
    origins  all texts once more in order, by these answers --> rows: origins in the order of content

A pair is compared by itself, so that a bucket is no larger for how its texts hang together. Which pairs matter depends
on all texts: a fingerprint that many origins hold is boilerplate to those after them, and only the first text of an
origin is compared. So `origins` goes through all texts, as one machine does, and reads only those of which something is
asked that was not compared. It and `texts` and `chains` are one unit each, and hold numbers of all texts: 4 bytes for
each fingerprint that two texts have, some hundred a text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from summarizer.cluster.linkage import SUREST, Links, pieces
from summarizer.cluster.pairs import in_time
from summarizer.dedupe import (
    SHARED_PRINTS,
    Text,
    is_copy,
    news_beyond,
    original_of,
    read_text,
    sorted_into_origins,
)
from summarizer.prints import ROOM, Index, Shared
from summarizer.scale.shards import Shard, json_array
from summarizer.scale.work import Work

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Texts that are kept while articles are compared: 20 kB each.
_KEPT_TEXTS = 4_096
#: Share of a text's fingerprints that it has in common with what it is a copy of, mostly.
ALMOST_ALL = 0.8
#: What stands for a pair that is no copy where else the words stand that it lacks.
_NO_COPY = -1
#: More fingerprints than any text has: so many that two texts must share, if one can be no copy.
_NEVER = 1 << 40


def put_in_place(work: Work, _: int) -> None:
    """All texts in the order of `dedupe.place_of`: their places, by which the stages up to `origins` name them."""
    import numpy as np

    shards = list(work.shards("prints", work.counts["parts"]))
    told = {
        name: np.concatenate([shard.array(name) for shard in shards]) for name in ("numbers", "sizes", "keys", "hours")
    }
    # No two articles that were kept have one key.
    order = np.lexsort((told["keys"][:, 1], told["keys"][:, 0], -told["sizes"][:, 0]))
    numbers = told["numbers"][order]
    shared, index = _shared_in_order(work, numbers)
    work.write(
        "texts",
        articles=numbers,
        sizes=told["sizes"][order, 1],
        keys=told["keys"][order, 2:],
        hours=told["hours"][order],
        **shared._asdict(),
        **{f"index {name}": array for name, array in index._asdict().items()},
    )


def _shared_in_order(work: Work, numbers: NDArray[np.int64]) -> tuple[Shared, Index]:
    """The shared fingerprints of the articles with these numbers, and who has them."""
    import numpy as np

    place = np.zeros(len(work.articles), np.int32)
    place[numbers] = np.arange(len(numbers))
    sizes = np.zeros(len(numbers), np.int64)
    for shard in work.shards("shared", work.counts["buckets"]):
        sizes += np.bincount(place[shard.array("owners")], minlength=len(numbers))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    prints, filled = np.zeros(int(starts[-1]), np.int32), starts[:-1].copy()
    parts: list[Index] = []
    counts: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    first = 0
    for shard in work.shards("shared", work.counts["buckets"]):
        owners, own = place[shard.array("owners")], shard.array("numbers")
        order = np.argsort(owners, kind="stable")
        owners, own = owners[order], own[order]
        begin = np.searchsorted(owners, np.arange(len(numbers) + 1))
        prints[filled[owners] + np.arange(len(owners)) - begin[owners]] = own + first
        filled += np.diff(begin)
        counts.append(shard.array("counts"))
        parts.append(Index.of(own, owners, counts[-1]))
        first += len(counts[-1])
    return Shared(starts, prints, np.concatenate(counts)), Index.joined(parts)


def _shared(texts: Shard) -> Shared:
    return Shared(*(texts.array(name) for name in Shared._fields))


def find_likely(work: Work, unit: int) -> None:
    """For the texts of a unit the earlier ones that each may be a copy of, as far as fingerprints tell."""
    import numpy as np

    texts = work.shard("texts")
    shared, sizes = _shared(texts), texts.array("sizes")
    index = Index(*(texts.array(f"index {name}") for name in Index._fields))
    # Every n-th, as the long ones, which come first, have the most to be looked for.
    own = range(unit, len(sizes), work.counts["buckets"])
    found = [
        index.sharing(shared.of(text), text, SHARED_PRINTS * sizes[text], ALMOST_ALL * sizes[text]) for text in own
    ]
    rows = np.repeat(np.arange(own.start, own.stop, own.step), [len(texts) for texts, _ in found])
    others = np.concatenate([np.zeros(0, np.int32), *(texts for texts, _ in found)])
    votes = np.concatenate([np.zeros(0, np.int64), *(votes for _, votes in found)])
    work.write(
        "likely",
        unit,
        rows=rows.astype(np.uint32),
        others=others.astype(np.uint32),
        shares=(votes / np.maximum(1, sizes[rows])).astype(np.float32),
    )


def chain(work: Work, _: int) -> None:
    """Put the pairs into buckets, those that a chain of them joins side by side, so that most texts are read once."""
    import numpy as np

    units, count = work.counts["buckets"], work.shard("texts").length("articles")

    def links(shard: Shard) -> Links:
        rows, others = (shard.array(name).astype(np.int64) for name in ("rows", "others"))
        # From just above 0 for the least that is likely to the surest for all fingerprints.
        scores = SUREST * (shard.array("shares").astype(np.float64) - SHARED_PRINTS) / (1 - SHARED_PRINTS)
        return Links(rows, others, np.maximum(scores, 1e-6))

    label = pieces(count, lambda: map(links, work.shards("likely", units)), work.plan.shard)
    rows, others = (
        np.concatenate([np.zeros(0, np.uint32), *(shard.array(name) for shard in work.shards("likely", units))])
        for name in ("rows", "others")
    )
    own = np.unique(rows)
    first = np.full(count, count)
    np.minimum.at(first, label[own], own)
    order = np.lexsort((others, rows, first[label[rows]]))
    rows, others = rows[order], others[order]
    # A bucket is as many texts as a unit has; the pairs of one text are in one.
    nth = np.cumsum(np.diff(rows, prepend=rows[:1]) != 0)
    starts = np.searchsorted(nth, np.arange(0, len(own) + work.plan.shard, work.plan.shard))
    counts = {"chains": len(starts) - 1}
    work.write("chains", rows=rows, others=others, starts=starts.astype(np.int64), counts=json_array(counts))


def find_copies(work: Work, bucket: int) -> None:
    """Compare the pairs of a bucket: which is a copy, and of one that is a copy of several how much each has beyond."""
    import numpy as np

    chains, numbers = work.shard("chains"), work.shard("texts").array("articles")
    span = chains.array("starts", bucket, bucket + 2).tolist()
    rows, others = (chains.array(name, *span).tolist() for name in ("rows", "others"))
    text = _reading(work, numbers)
    found = [is_copy(text(row), text(other)) for row, other in zip(rows, others, strict=True)]
    copies = Counter(row for row, copy in zip(rows, found, strict=True) if copy)
    beyond = [
        news_beyond(text(other), text(row)) if copy and copies[row] > 1 else 0
        for row, other, copy in zip(rows, others, found, strict=True)
    ]
    work.write("copies", bucket, beyond=np.where(found, np.array(beyond, np.int32), _NO_COPY).astype(np.int32))


def _reading(work: Work, numbers: NDArray[np.int64]) -> Callable[[int], Text]:
    """What reads the article with one of these numbers, by its place."""
    return lru_cache(_KEPT_TEXTS)(lambda place: read_text(work.articles[int(numbers[place])]))


def find_rows(work: Work, _: int) -> None:
    """Sort all texts into origins, and number these in the order of their content: the rows of all that follows."""
    import numpy as np

    texts = work.shard("texts")
    numbers, keys, hours = (texts.array(name) for name in ("articles", "keys", "hours"))
    text, answer = _reading(work, numbers), _answers(work, len(numbers))

    def home(place: int, heads: Sequence[int]) -> int | None:
        known = answer(place)
        if any(head not in known for head in heads):
            return original_of(text(place), [text(head) for head in heads])
        copied = [number for number, head in enumerate(heads) if known[head] != _NO_COPY]
        return min(copied, key=lambda number: known[heads[number]], default=None)

    sizes = np.full(len(numbers), _NEVER)
    may_be = _may_be_copies(work, texts)
    sizes[may_be] = texts.array("sizes")[may_be]
    origins = sorted_into_origins(_shared(texts), sizes.tolist(), home)
    heads = np.array([origin[0] for origin in origins], np.int64)
    rows = np.lexsort((keys[heads, 1], keys[heads, 0]))
    _write_rows(work, [numbers[origins[row]] for row in rows.tolist()], hours[heads[rows]])


def _answers(work: Work, count: int) -> Callable[[int], dict[int, int]]:
    """What says, for the place of a text, with which others it was compared, and what of these it lacks."""
    import numpy as np

    chains = work.shard("chains")
    rows, others = chains.array("rows"), chains.array("others")
    beyond = np.concatenate(
        [np.zeros(0, np.int32), *(shard.array("beyond") for shard in work.shards("copies", work.counts["chains"]))]
    )
    order = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[order], np.arange(count + 1))
    others, beyond = others[order], beyond[order]

    def known(place: int) -> dict[int, int]:
        span = slice(starts[place], starts[place + 1])
        return dict(zip(others[span].tolist(), beyond[span].tolist(), strict=True))

    return known


def _may_be_copies(work: Work, texts: Shard) -> NDArray[np.int64]:
    """The texts that share enough with an earlier one; and those of which `likely` could not know.

    These hold fingerprints that so many texts have that the index names only the first of them.
    """
    import numpy as np

    shared = _shared(texts)
    rich = np.append(0, np.cumsum((shared.counts > ROOM)[shared.numbers], dtype=np.int32))[shared.starts]
    return np.union1d(np.flatnonzero(np.diff(rich)), work.shard("chains").array("rows").astype(np.int64))


def _write_rows(work: Work, origins: Sequence[NDArray[Any]], hours: NDArray[np.float64]) -> None:
    """The members of each row, and the rows in the order of their times, in which they are cut into blocks."""
    import numpy as np

    row_at = in_time(hours)
    place_of = np.zeros(len(row_at), np.int64)
    place_of[row_at] = np.arange(len(row_at))
    counts = {"rows": len(origins), "blocks": -(-len(origins) // work.plan.shard)}
    work.write(
        "origins",
        members=np.concatenate([np.zeros(0, np.int64), *origins]),
        starts=np.cumsum([0, *map(len, origins)], dtype=np.int64),
        row_at=row_at.astype(np.int64),
        place_of=place_of,
        hours=hours[row_at],
        counts=json_array(counts),
    )
