"""From files to fingerprints: the stages that look at the words of articles. Each unit reads shards and writes one.

    read      a part's files --> its articles, and what two articles have in common that may be one
    articles  which articles stay, under which ids
    prints    a part's articles --> their fingerprints, sorted into buckets; what puts articles in order
    shared    a bucket's fingerprints --> those that two texts have

`articles` is one unit, and holds numbers of all articles, texts of those that may be there twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cluster.profiles import hours_of
from summarizer.cluster.stories import content_key
from summarizer.dedupe import read_text
from summarizer.intake import limits_of
from summarizer.prints import numbered
from summarizer.read.duplicates import drop_duplicates, shared_keys
from summarizer.read.jobs import run_jobs
from summarizer.scale.shards import in_sections, json_array
from summarizer.scale.work import Work, article_records, skipped_array
from summarizer.types import Article, InputFile, Provenance, Skipped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def read_part(work: Work, part: int) -> None:
    """Read the files of a part; in the order of their names, whichever is read first."""
    import numpy as np

    files = [(name, Path(path)) for name, path in work.plan.parts[part]]
    found: dict[str, list[Article]] = {name: [] for name, _ in files}
    skipped: list[Skipped] = []
    for name, result in run_jobs(files, replace(limits_of(work.settings), workers=1), None):
        if isinstance(result, Skipped):
            skipped.append(result)
        elif result is not None and not isinstance(result, InputFile):
            found[name].append(result[0])
    articles = [article for name, _ in files for article in found[name]]
    keys = np.array([shared_keys(article) for article in articles], np.uint64).reshape(-1, 3)
    skipped.sort(key=lambda each: (each.path, each.reason, each.detail))
    work.write("read", part, **article_records(articles), keys=keys, skipped=skipped_array(skipped))


def choose_articles(work: Work, _: int) -> None:
    """Leave out the articles that are there twice, and tell apart those with one id."""
    import numpy as np

    parts = len(work.plan.parts)
    keys = np.concatenate([np.zeros((0, 3), np.uint64), *(s.array("keys") for s in work.shards("read", parts))])
    kept = np.ones(len(keys), np.uint8)
    named: dict[str, str] = {}
    skipped: list[Skipped] = []
    for numbers in _batches(keys, work.plan.shard):
        # The number of an article goes with it as the parent that it is one report of, which is not asked for here.
        asked = [(work.articles[n], Provenance("", None, None, parent=str(n))) for n in numbers]
        chosen, left_out = drop_duplicates(asked)
        skipped += left_out
        ids = {int(told.parent or 0): article.id for article, told in chosen}
        for number, (article, _told) in zip(numbers, asked, strict=True):
            kept[number] = number in ids
            if ids.get(number, article.id) != article.id:
                named[str(number)] = ids[number]
    counts = {"articles": int(kept.sum()), "buckets": max(1, -(-int(kept.sum()) // work.plan.shard))}
    work.write(
        "articles", kept=kept, named=json_array(named), skipped=skipped_array(skipped), counts=json_array(counts)
    )


def _batches(keys: NDArray[np.uint64], size: int) -> Iterator[list[int]]:
    """The articles that have a key in common with another one, those that any chain of keys joins in one batch."""
    import numpy as np

    from summarizer.cluster.linkage import Links, components

    ends = [np.zeros((2, 0), np.int64)]
    for column in keys.T:
        order = np.argsort(column, kind="stable")
        same = (column[order][1:] == column[order][:-1]) & (column[order][1:] != 0)
        ends.append(np.stack([order[:-1][same], order[1:][same]]))
    rows, others = np.concatenate(ends, axis=1)
    label = components(len(keys), Links(rows, others, np.ones(len(rows))))
    order, starts = in_sections(label.astype(np.int64), int(label.max(initial=-1)) + 1)
    batch: list[int] = []
    for start, end in pairwise(starts.tolist()):
        if end - start > 1:
            batch += order[start:end].tolist()
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def take_prints(work: Work, part: int) -> None:
    """Fingerprints of the articles of a part, by buckets of equal fingerprints; and what articles are ordered by."""
    import numpy as np

    kept, buckets = work.shard("articles").array("kept"), work.counts["buckets"]
    numbers: list[int] = []
    sizes: list[tuple[int, int]] = []
    keys: list[bytes] = []
    hours: list[float] = []
    prints: list[NDArray[np.uint32]] = [np.zeros(0, np.uint32)]
    for number, article in work.articles.of_part(part):
        if not kept[number]:
            continue
        text = read_text(article)
        numbers.append(number)
        sizes.append((len(text.shingles), len(text.prints)))
        keys.append(bytes.fromhex(text.key)[:16] + bytes.fromhex(content_key(article))[:16])
        hours.append(hours_of(article))
        prints.append(text.prints)
    every = np.concatenate(prints)
    owners = np.repeat(np.array(numbers, np.uint32), [size for _, size in sizes])
    order, starts = in_sections(every.astype(np.int64) * buckets >> 32, buckets)
    work.write(
        "prints",
        part,
        numbers=np.array(numbers, np.int64),
        sizes=np.array(sizes, np.int64).reshape(-1, 2),
        keys=np.frombuffer(b"".join(keys), ">u8").reshape(-1, 4).astype(np.uint64),
        hours=np.array(hours, np.float64),
        prints=every[order],
        owners=owners[order],
        starts=starts,
    )


def find_shared(work: Work, bucket: int) -> None:
    """Of the fingerprints of a bucket those that two texts have, numbered."""
    import numpy as np

    prints, owners = [np.zeros(0, np.uint32)], [np.zeros(0, np.uint32)]
    for shard in work.shards("prints", work.counts["parts"]):
        start, end = shard.array("starts", bucket, bucket + 2).tolist()
        prints.append(shard.array("prints", start, end))
        owners.append(shard.array("owners", start, end))
    numbers, counts = numbered(np.concatenate(prints))
    again = numbers >= 0
    work.write("shared", bucket, numbers=numbers[again], owners=np.concatenate(owners)[again], counts=counts)
