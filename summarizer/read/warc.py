"""Web archives (.warc, .warc.gz), by warcio: every page in them. A capture's date is not an article's."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from summarizer.read.formats import MEDIA_TYPES
from summarizer.read.values import Document, Limits, Part, Refused, Rejection, member

_KINDS = ("response", "resource", "conversion")
#: Media types of captures that may hold an article; pictures, styles and scripts are counted and passed over.
_PAGES = frozenset(MEDIA_TYPES)


def read_warc(document: Document, limits: Limits) -> Iterator[Part]:
    """The pages that were captured, each under its address."""
    from warcio.archiveiterator import ArchiveIterator  # 100 ms
    from warcio.exceptions import ArchiveLoadFailed

    total = passed_over = found = 0
    try:
        for record in ArchiveIterator(io.BytesIO(document.data), arc2warc=True):
            page = _page(record, document, limits)
            if isinstance(page, Document):
                total += len(page.data)
                if found >= limits.max_documents or total > limits.max_unpacked_bytes:
                    yield Refused(document.path, "too_large", f"stopped after {found} pages")
                    return
                found += 1
                yield page
            elif page is not None:
                yield page
            else:
                passed_over += record.rec_type in _KINDS
    except (ArchiveLoadFailed, ValueError, EOFError, OSError, KeyError, TypeError, AttributeError) as error:
        if not found:
            raise Rejection("malformed", f"not a web archive ({type(error).__name__})") from error
        yield Refused(document.path, "malformed", f"broken after {found} pages")
    if passed_over:
        yield Refused(
            document.path, "unknown_format", f"captures of pictures, scripts, errors and the like: {passed_over}"
        )
    if not found and not passed_over:
        raise Rejection("empty", "no captures in it")


def _page(record: Any, document: Document, limits: Limits) -> Document | Refused | None:
    """The page in a record; None for what is no page."""
    if record.rec_type not in _KINDS:
        return None
    headers = record.http_headers
    declared = (headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")) or ""
    media_type, _, parameters = declared.partition(";")
    media_type = media_type.strip().lower()
    if headers is not None and not str(headers.get_statuscode()).startswith("200"):
        return None
    if media_type not in _PAGES:
        return None
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    data = record.content_stream().read(limits.max_bytes + 1)
    page = replace(
        member(document, address, data), media_type=media_type, charset=_charset(parameters), url=address or None
    )
    if len(data) > limits.max_bytes:
        return Refused(page.path, "too_large", f"more than {limits.max_bytes:,} bytes")
    return page


def _charset(parameters: str) -> str | None:
    name, _, value = parameters.strip().partition("=")
    return value.strip("\"' ") or None if name.strip().lower() == "charset" else None
