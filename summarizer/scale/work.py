"""What a run over many articles is to do, and where its files lie.

    DIR/plan.json            what is read, how it is cut, with which settings: the same for every process
    DIR/data/STAGE/00017     what unit 17 of a stage found; it is there when the unit is done, and never changes
    DIR/failed/STAGE-00017   why a unit failed, until it does not
    DIR/logs/STAGE-TASKS/    datatrove's logs, and its marks of the tasks that are done
    DIR/out/                 stories-00000.jsonl, stories-00000.html, ..., index.html, skipped.jsonl

How much is one unit depends on the input and on `shard` only, never on the number of tasks: so the bytes are the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.config import Settings
from summarizer.errors import SettingsError
from summarizer.given import load
from summarizer.read.files import find_files
from summarizer.scale.shards import DamagedError, Records, Shard, json_array, json_of, packed_records, whole, write
from summarizer.store.codec import pack, unpack
from summarizer.store.making import code_of_stages
from summarizer.types import Article, Skipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Articles of a unit, about; a profile takes 12 kB, so that two units side by side take a tenth of a gigabyte.
SHARD = 4_000
#: Bytes of a plan; a name and a path of each of ten million files.
_PLAN = 4_000_000_000
#: Bytes of input that stand for an article when files are put together to a unit of reading.
_BYTES_AN_ARTICLE = 4_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is read, and how it is cut."""

    #: A hash of the program and of the packages that it uses.
    code: str
    shard: int
    #: Whether each story is told, or only found.
    reports: bool
    settings: dict[str, Any]
    #: The files of each unit of reading: (name as shown, path to open).
    parts: tuple[tuple[tuple[str, str], ...], ...]
    skipped: tuple[Skipped, ...]
    #: Of all of this, and of the sizes of the files.
    digest: str


def made_plan(paths: Sequence[str], settings: Settings, shard: int, reports: bool, apart: Sequence[Path] = ()) -> Plan:
    """The plan for the files under those paths, but for those `apart`: the folder in which the run works."""
    found = find_files(paths, apart)
    sized = [(name, str(path.resolve()), _size(path)) for name, path in found.files]
    parts: list[list[tuple[str, str]]] = []
    room = 0
    for name, path, size in sized:
        if room <= 0 or len(parts[-1]) >= shard:
            parts.append([])
            room = shard * _BYTES_AN_ARTICLE
        parts[-1].append((name, path))
        room -= size
    kept = asdict(settings)
    code = _code()
    told = repr((code, shard, reports, sorted(kept.items()), sized))
    digest = sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    return Plan(code, shard, reports, kept, tuple(map(tuple, parts)), found.skipped, digest)


@cache
def _code() -> str:
    own = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return code_of_stages().hex() + sha256(own).hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # told when it is read
        return 0


def planned(root: Path, plan: Plan) -> Work:
    """The work in that folder, begun now or before; SettingsError if it was begun with something else."""
    file = root / "plan.json"
    if file.exists():
        begun = Work(root)
        if begun.plan != plan:
            raise SettingsError(f"{root}: begun with {_difference(begun.plan, plan)}; give another --work")
        return begun
    with whole(file) as out:
        out.write(json.dumps(asdict(plan), ensure_ascii=False).encode("utf-8", "surrogateescape"))
    return Work(root)


def _difference(begun: Plan, plan: Plan) -> str:
    if begun.code != plan.code:
        return "another version of the program, or of a package"
    for name in ("shard", "reports"):
        if getattr(begun, name) != getattr(plan, name):
            return f"{name} {getattr(begun, name)}"
    changed = [name for name, value in begun.settings.items() if plan.settings.get(name) != value]
    return f"another {changed[0]}" if changed else "other files, or with files of other sizes"


@dataclass(frozen=True)
class Work:
    """A folder in which a run works."""

    root: Path

    @cached_property
    def plan(self) -> Plan:
        """What is to be done."""
        file = self.root / "plan.json"
        try:
            told = json.loads(load(file, _PLAN).decode("utf-8", "surrogateescape"))
            parts = tuple(tuple((name, path) for name, path in part) for part in told["parts"])
            skipped = tuple(Skipped(**each) for each in told["skipped"])
            return Plan(**{**told, "parts": parts, "skipped": skipped})
        except OSError as error:
            raise SettingsError(f"{file}: cannot be read ({error.strerror}); name another --work") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise SettingsError(f"{file}: no plan of a run ({error}); name another --work, or remove it") from error

    @cached_property
    def settings(self) -> Settings:
        """Those of the plan."""
        known = {each.name for each in fields(Settings)}
        return Settings(**{name: value for name, value in self.plan.settings.items() if name in known})

    def file(self, stage: str, unit: int = 0) -> Path:
        """Where the unit of a stage writes."""
        return self.root / "data" / stage / f"{unit:05d}"

    def failure(self, stage: str, unit: int) -> Path:
        """Where it is told that the unit failed."""
        return self.root / "failed" / f"{stage}-{unit:05d}"

    def shard(self, stage: str, unit: int = 0) -> Shard:
        """What the unit wrote."""
        return Shard(self.file(stage, unit))

    def shards(self, stage: str, count: int) -> Iterator[Shard]:
        """What each unit wrote, in their order."""
        return (self.shard(stage, unit) for unit in range(count))

    def write(self, stage: str, unit: int = 0, **arrays: NDArray[Any]) -> None:
        """Write what the unit found: with this it is done."""
        write(self.file(stage, unit), **arrays)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are of what: known when the stages are done that count."""
        found: dict[str, int] = {"parts": len(self.plan.parts)}
        for stage in ("articles", "chains", "origins", "components", "components-again", "order"):
            if self.file(stage).exists():
                found |= json_of(self.shard(stage).array("counts"))
        return found

    def fresh(self) -> Work:
        """The same, with what is known by now."""
        return Work(self.root)

    @cached_property
    def articles(self) -> Articles:
        """All articles."""
        return Articles(self)


def article_records(articles: Sequence[Article]) -> dict[str, NDArray[Any]]:
    """Articles as arrays, for `Work.write`."""
    return packed_records([pack(article) for article in articles])


class Articles:
    """The articles by their numbers, read from the files of the parts when asked for.

    Number n is the n-th of all that were read, part by part; those left out as duplicates keep their numbers.
    """

    def __init__(self, work: Work) -> None:
        import numpy as np

        self._work = work
        parts = len(work.plan.parts)
        lengths = [shard.length("ends") - 1 for shard in work.shards("read", parts)]
        #: The number of each part's first article.
        self.starts = np.cumsum([0, *lengths], dtype=np.int64)
        named = work.file("articles")
        self._named: dict[str, str] = json_of(work.shard("articles").array("named")) if named.exists() else {}
        self._records = lru_cache(maxsize=None)(lambda part: Records(work.shard("read", part)))

    def __len__(self) -> int:
        return int(self.starts[-1])

    def __getitem__(self, number: int) -> Article:
        from dataclasses import replace

        import numpy as np

        part = int(np.searchsorted(self.starts, number, side="right")) - 1
        records = self._records(part)
        try:
            article: Article = unpack(records[int(number - self.starts[part])], Article)
        except ValueError as error:
            raise DamagedError(records.path, str(error)) from error
        name = self._named.get(str(number))
        return replace(article, id=name) if name else article

    def of_part(self, part: int) -> Iterator[tuple[int, Article]]:
        """The numbers and articles of a part."""
        return ((number, self[number]) for number in range(int(self.starts[part]), int(self.starts[part + 1])))


def skipped_array(skipped: Sequence[Skipped]) -> NDArray[Any]:
    """What was left out, for `Work.write`."""
    return json_array([asdict(each) for each in skipped])


def skipped_of(shard: Shard) -> list[Skipped]:
    """What a unit left out."""
    return [Skipped(**each) for each in json_of(shard.array("skipped"))]
