"""A growing folder made of development articles: `python -m tests.growing_folder FOLDER DATA... [--first N]`.

`eval.recombine` takes real articles apart and makes others of them; they are written as JSON records, the oldest
`--first` into FOLDER/first, the `--more` that came out after them into FOLDER/more.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from eval.data import load
from eval.items import ClusterItem, cluster_item
from eval.recombine import pooled, recombined, sources


def write(folder: Path, items: Sequence[ClusterItem]) -> None:
    """One JSON record a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for item in items:
        record = {
            "title": item.title, "text": item.text, "source": item.source,
            "published": item.published.isoformat() if item.published else None, "language": "en",
        }  # fmt: skip
        name = item.id.replace("/", "-").replace(" ", "-")
        (folder / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--more", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    items = pooled([load(path, cluster_item).items for path in options.data])
    made = recombined(sources(items), options.first + options.more, options.seed)
    made.sort(key=lambda item: (item.published is None, item.published, item.id))
    write(options.folder / "first", made[: options.first])
    write(options.folder / "more", made[options.first :])


if __name__ == "__main__":
    main()
