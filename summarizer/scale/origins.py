"""From fingerprints to origins: which texts are copies, decided in parallel, and put together in order by one unit.

    texts    all texts in the order in which origins are found, and which of them hold which fingerprint
    likely   some texts --> the earlier ones that share so many fingerprints that they may be what it is a copy of
    chains   texts that chains of these join --> buckets
    copies   a bucket's texts, each read and compared with the few it may be a copy of --> what was asked and found
    origins  all texts once more in order, by these answers --> rows: origins in the order of content

Two texts that no chain joins have nothing to do with each other but one thing: a fingerprint that many origins hold is
boilerplate to all texts after them. Buckets cannot know that; so `origins` goes through all texts, as one machine does,
and reads only those of which something else is asked there than was asked in the bucket. It and `texts` and `chains`
are one unit each, and hold numbers of all texts: 4 bytes for each fingerprint that two texts have, some hundred a text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from summarizer.cluster.linkage import Links, chained
from summarizer.cluster.pairs import in_time
from summarizer.dedupe import SHARED_PRINTS, original_of, read_text, sorted_into_origins
from summarizer.prints import ROOM, Index, Shared, numbered
from summarizer.scale.chains import bucketed
from summarizer.scale.shards import Shard, in_sections, json_array
from summarizer.scale.work import Work

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Texts that are kept while articles are compared: 20 kB each.
_KEPT_TEXTS = 4_096
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
    shared = _shared_in_order(work, numbers)
    work.write(
        "texts",
        articles=numbers,
        sizes=told["sizes"][order, 1],
        keys=told["keys"][order, 2:],
        hours=told["hours"][order],
        **shared._asdict(),
        **{f"index {name}": array for name, array in Index.of(shared)._asdict().items()},
    )


def _shared_in_order(work: Work, numbers: NDArray[np.int64]) -> Shared:
    """The shared fingerprints of the articles with these numbers."""
    import numpy as np

    place = np.zeros(len(work.articles), np.int64)
    place[numbers] = np.arange(len(numbers))
    sizes = np.zeros(len(numbers), np.int64)
    for shard in work.shards("shared", work.counts["buckets"]):
        sizes += np.bincount(place[shard.array("owners")], minlength=len(numbers))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    prints, filled = np.zeros(int(starts[-1]), np.int32), starts[:-1].copy()
    counts: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    first = 0
    for shard in work.shards("shared", work.counts["buckets"]):
        owners = place[shard.array("owners")]
        order, begin = in_sections(owners, len(numbers))
        within = np.arange(len(owners)) - begin[owners[order]]
        prints[filled[owners[order]] + within] = shard.array("numbers")[order] + first
        filled += np.diff(begin)
        counts.append(shard.array("counts"))
        first += len(counts[-1])
    return Shared(starts, prints, np.concatenate(counts))


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
    found = [index.sharing(shared.of(text), text, SHARED_PRINTS * sizes[text]) for text in own]
    rows = np.repeat(np.arange(own.start, own.stop, own.step), [len(each) for each in found])
    others = np.concatenate([np.zeros(0, np.int32), *found])
    work.write("likely", unit, rows=rows.astype(np.uint32), others=others.astype(np.uint32))


def chain(work: Work, _: int) -> None:
    """Put texts that a chain of likely copies joins into one bucket; those that are alone are in none."""
    import numpy as np

    count = work.shard("texts").length("articles")

    def links(shard: Shard) -> Links:
        rows, others = (shard.array(name).astype(np.int64) for name in ("rows", "others"))
        return Links(rows, others, np.ones(len(rows)))

    label = chained(count, (links(shard) for shard in work.shards("likely", work.counts["buckets"])))
    joined = np.flatnonzero(np.bincount(label, minlength=count)[label] > 1)
    places, starts = bucketed(label[joined], joined, work.plan.shard)
    counts = {"chains": len(starts) - 1}
    work.write("chains", texts=joined[places], starts=starts, counts=json_array(counts))


def find_copies(work: Work, bucket: int) -> None:
    """Sort the texts of a bucket into origins, and keep what was asked: of which texts each may be a copy, and is."""
    import numpy as np

    chains, texts = work.shard("chains"), work.shard("texts")
    own = chains.array("texts", *chains.array("starts", bucket, bucket + 2).tolist())
    shared, numbers, sizes = _shared(texts), texts.array("articles"), texts.array("sizes")
    inside = [shared.of(place) for place in own.tolist()]
    prints, counts = numbered(np.concatenate([np.zeros(0, np.int32), *inside]).view(np.uint32))
    again = prints >= 0
    owners = np.repeat(np.arange(len(own)), list(map(len, inside)))[again]
    ask = _asking(work, numbers[own])
    asked: list[tuple[int, list[int], int]] = []

    def home(text: int, heads: Sequence[int]) -> int | None:
        found = ask(text, heads)
        asked.append((text, list(heads), -1 if found is None else found))
        return found

    few = Shared(np.searchsorted(owners, np.arange(len(own) + 1)), prints[again], counts)
    sorted_into_origins(few, sizes[own].tolist(), home)
    work.write(
        "copies",
        bucket,
        texts=own[np.array([text for text, _, _ in asked], np.int64)],
        starts=np.cumsum([0, *(len(heads) for _, heads, _ in asked)], dtype=np.int64),
        heads=own[np.array([head for _, heads, _ in asked for head in heads], np.int64)],
        found=np.array([found for _, _, found in asked], np.int32),
    )


def _asking(work: Work, numbers: NDArray[np.int64]) -> Callable[[int, Sequence[int]], int | None]:
    """What answers, for one of the articles with these numbers, of which others it is a copy."""
    text = lru_cache(_KEPT_TEXTS)(lambda place: read_text(work.articles[int(numbers[place])]))
    return lambda place, heads: original_of(text(place), [text(head) for head in heads])


def find_rows(work: Work, _: int) -> None:
    """Sort all texts into origins, and number these in the order of their content: the rows of all that follows."""
    import numpy as np

    texts = work.shard("texts")
    numbers, keys, hours = (texts.array(name) for name in ("articles", "keys", "hours"))
    ask, known = _asking(work, numbers), _answers(work)

    def home(place: int, heads: Sequence[int]) -> int | None:
        asked, found = known.get(place, ((), -1))
        if asked != tuple(heads):
            return ask(place, heads)
        return None if found < 0 else found

    sizes = np.full(len(numbers), _NEVER)
    may_be = _may_be_copies(work, texts)
    sizes[may_be] = texts.array("sizes")[may_be]
    origins = sorted_into_origins(_shared(texts), sizes.tolist(), home)
    heads = np.array([origin[0] for origin in origins], np.int64)
    rows = np.lexsort((keys[heads, 1], keys[heads, 0]))
    _write_rows(work, [numbers[origins[row]] for row in rows.tolist()], hours[heads[rows]])


def _answers(work: Work) -> dict[int, tuple[tuple[int, ...], int]]:
    """Place of a text -> what was asked about it in its bucket, and found."""
    known = {}
    for shard in work.shards("copies", work.counts["chains"]):
        heads, starts = shard.array("heads").tolist(), shard.array("starts").tolist()
        for text, first, past, found in zip(
            shard.array("texts").tolist(), starts, starts[1:], shard.array("found").tolist(), strict=False
        ):
            known[text] = (tuple(heads[first:past]), found)
    return known


def _may_be_copies(work: Work, texts: Shard) -> NDArray[np.int64]:
    """The texts that share enough with an earlier one; and those of which `likely` could not know.

    These hold fingerprints that so many texts have that the index names only the first of them.
    """
    import numpy as np

    shared = _shared(texts)
    rich = np.append(0, np.cumsum((shared.counts > ROOM)[shared.numbers]))[shared.starts]
    likely = [shard.array("rows").astype(np.int64) for shard in work.shards("likely", work.counts["buckets"])]
    return np.unique(np.concatenate([np.flatnonzero(np.diff(rich)), *likely]))


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
