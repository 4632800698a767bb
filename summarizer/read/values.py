"""The values that pass between the steps of reading: what came in, what a format made of it, what was refused.

Private to the package; what leaves it is in `summarizer.types`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from summarizer.types import SkipReason


@dataclass(frozen=True, slots=True)
class Limits:
    """How much reading may cost. What goes past a limit is skipped with a reason; the rest is read."""

    #: Size of a file, and of a document unpacked from one, in bytes.
    max_bytes: int = 100_000_000
    #: All that may be unpacked from one file, in bytes.
    max_unpacked_bytes: int = 1_000_000_000
    #: Unpacked size over packed size from which an archive counts as a bomb; real text reaches about 30.
    max_ratio: int = 200
    #: Archives in archives, attached messages in messages.
    max_depth: int = 4
    #: Articles and members of one file.
    max_documents: int = 100_000
    #: Time for one document, in seconds of the processor, so that a busy machine does not lose articles.
    seconds: float = 30.0
    #: Parts of one file that may use up that time; then the rest of the file is given up.
    slow_parts: int = 10
    #: Memory of one reading process, in bytes.
    max_memory: int = 4_000_000_000
    #: Reading processes; None is one for each processor.
    workers: int | None = None
    #: Whether texts are taken as they stand, however short: somebody's drafts, and no articles.
    drafts: bool = False


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes to be read, and what their container says about them."""

    #: As the user gave it; a member of a container is `file.zip/member`.
    path: str
    data: bytes
    #: The name that shows its format, where that is not the end of `path`: "a.html" of "a.html.gz".
    name: str | None = None
    #: Media type ("text/html"), where a container declares it.
    media_type: str | None = None
    #: Character set, where a container declares it.
    charset: str | None = None
    #: Address it was saved from, where a container declares it.
    url: str | None = None
    #: How many containers it came out of.
    depth: int = 0


#: Where a date or an outlet's name was found. "time": a <time> of the article; "line": the line beside its headline;
#: "search": anywhere in the page.
Origin = Literal["field", "meta", "json-ld", "time", "line", "domain", "text", "url", "search", "sign-off", "path"]


#: What was cut: a block or a caption of a page, or a kind of line.
CutKind = Literal[
    "furniture",
    "repeated",
    "dateline",
    "sign-off",
    "byline",
    "headline",
    "label",
    "caption",
    "block",
    "link",
    "comments",
]


@dataclass(frozen=True, slots=True)
class Cut:
    """Something that was taken out of a text."""

    kind: CutKind
    text: str
    #: Words of it, where `text` is only its beginning.
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its format gives it: fields as found, text not yet cleaned."""

    text: str
    title: str | None = None
    #: The outlet's name as the input gives it.
    source: str | None = None
    published: datetime | None = None
    #: Where `published` was found.
    published_from: Origin = "field"
    url: str | None = None
    language: str | None = None
    #: The input's own identifier.
    id: str | None = None
    #: Only a summary is to be expected (a feed's entry, an export's description): short is not a fault.
    teaser: bool = False
    #: Its place in a file of several ("12").
    part: str | None = None
    #: The title of the round-up that it was cut out of.
    parent: str | None = None
    #: Whether the page's own metadata says that it is an article.
    declared: bool = False
    #: Words of running text in the page, with those that its reader took out; None where it has no way to know.
    words: int | None = None
    #: How its reader got at the text, where there is more than one way ("pruned", "whole", "json-ld", "script").
    reader: str | None = None
    #: What its reader took out already.
    cuts: tuple[Cut, ...] = ()


def member(outer: Document, name: str, data: bytes) -> Document:
    """A document out of a container of several, shown as `container/name`."""
    printable = "".join(c if c.isprintable() else "\ufffd" for c in name)[:300].lstrip("/")
    return Document(f"{outer.path}/{printable}", data, depth=outer.depth + 1)


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a file that a reader could tell is of no use, with the reason."""

    path: str
    reason: SkipReason
    detail: str = ""


class Rejection(Exception):  # noqa: N818 - not an error: a decision about one document
    """Raised by a reader: this whole document is left out."""

    def __init__(self, reason: SkipReason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason: SkipReason = reason
        self.detail = detail


#: A format's reader gives articles, further documents to be read (from a container), or refusals.
Part: TypeAlias = Draft | Document | Refused
Reader: TypeAlias = Callable[[Document, Limits], Iterator[Part]]


@dataclass(frozen=True, slots=True)
class Body:
    """A cleaned text, and what stood around it."""

    text: str
    cuts: tuple[Cut, ...] = field(default=())
    #: From the sign-off or the dateline, as a reader would name it.
    agency: str | None = None
    #: A full date with year that stands visibly at the top.
    published: datetime | None = None
