"""Options that several commands share."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.resume import PartialOutputs, run_key
from eval.signature import Signature
from eval.stats import Bootstrap

if TYPE_CHECKING:
    from summarizer import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """The shared options as given."""

    bootstrap: Bootstrap
    limit: int | None
    #: Of the product, and as it was given.
    settings: Settings
    overrides: tuple[str, ...]
    out: Path | None
    listing: Path | None

    def described(self) -> dict[str, Any]:
        """The options that shape a result, for its signature."""
        return {"limit": self.limit, "settings": ",".join(self.overrides) or None}

    def keep_outputs(self, command: str, signature: Signature) -> PartialOutputs:
        """Where the run's outputs are kept while it goes on: beside the result, or in `out/eval`."""
        key = run_key(signature.to_dict())
        folder, name = (self.out.parent, self.out.stem) if self.out else (Path("out", "eval"), command)
        return PartialOutputs(folder / f"{name}-{key}.partial.jsonl", key)


def positive(text: str) -> int:
    """A whole number above 0, for argparse."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def add_shared(parser: argparse.ArgumentParser) -> None:
    """Add the options that every measuring command has."""
    group = parser.add_argument_group("for every command")
    group.add_argument("--out", "-o", type=Path, metavar="FILE", help="keep the result as JSON")
    group.add_argument("--listing", type=Path, metavar="FILE", help="write every listed item with its text")
    group.add_argument("--limit", type=positive, metavar="N", help="only the first N items")
    group.add_argument(
        "--seed", type=int, default=0, metavar="N", help="of the resampling and the product (default %(default)s)"
    )
    group.add_argument(
        "--resamples",
        type=positive,
        default=Bootstrap.resamples,
        metavar="N",
        help="bootstrap draws (default %(default)s)",
    )
    group.add_argument(
        "--setting",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting of the product, e.g. model=FOLDER or candidates=2; may be repeated",
    )


def shared(arguments: argparse.Namespace) -> Options:
    """The shared options of a parsed command line."""
    from eval.product import settings_from

    return Options(
        bootstrap=Bootstrap(arguments.seed, arguments.resamples),
        limit=arguments.limit,
        settings=settings_from([f"seed={arguments.seed}", *arguments.setting]),
        overrides=tuple(arguments.setting),
        out=arguments.out,
        listing=arguments.listing,
    )
