"""Making foreign text harmless where it is shown: one clean line, Markdown that shows as written, safe addresses.

Articles come from anywhere, so every text in them is hostile until it went through here. HTML and XML are left to
Jinja's own escaping.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from urllib.parse import quote, urlsplit

from markupsafe import Markup

#: Overrides and embeddings of writing direction: in plain text they would turn round what follows them. The marks
#: (U+200E, U+200F) are harmless and needed in Arabic and Hebrew.
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: No characters at all, and not allowed in XML.
_NO_CHARACTERS = "\ufffe\uffff"
_DROPPED = frozenset(_DIRECTION + _NO_CHARACTERS)
#: ASCII that means something in CommonMark or GitHub's tables and strike-through, wherever it stands.
_MARKDOWN = re.compile(r"[\\`*_\[\]<|~#]|&(?=#?\w+;)")
#: What begins a block when it begins a line: quotation, list, underline of a heading, numbered list.
_BLOCK_START = re.compile(r"^ ?(?:[>+=-]|\d{1,9}[.)](?=\s|$))")
#: In an address these end a Markdown link or an attribute; percent-encoded they mean the same.
#: Without ";", no entity can stand in it.
_URL_SAFE = "%/:=&?~#+!$,'@*._-"


def one_line(text: str) -> str:
    """The text with every run of white space made one space, without control and direction-override characters.

    A space at either end is kept as one, so that pieces of a sentence still fit together. A terminal is thus safe
    from escape sequences, Markdown from new blocks.
    """
    kept = (c for c in text if c.isspace() or not (c in _DROPPED or unicodedata.category(c) in ("Cc", "Cs")))
    return re.sub(r"\s+", " ", "".join(kept))


def markdown(text: str) -> str:
    """CommonMark that shows the text as it is, on one line; `$`, quotation marks and brackets stay readable.

    >>> print(markdown("1. <b>Not</b> *bold*, US$150 billion"))
    1\\. \\<b>Not\\</b> \\*bold\\*, US$150 billion
    """
    line = _MARKDOWN.sub(lambda match: "\\" + match.group(), one_line(text))
    line = _BLOCK_START.sub(lambda match: f"{match.group()[:-1]}\\{match.group()[-1]}", line)
    return line[:-1] + "\\!" if line.endswith("!") else line  # "!" before a link would make it an image


def finalize_markdown(value: object) -> Markup:
    """What a Markdown template prints for a value: escaped, unless it is marked as safe already."""
    return value if isinstance(value, Markup) else Markup(markdown(str(value)))


def markdown_strong(before: str, strong: str, after: str) -> Markup:
    """The three texts as CommonMark in one line, the middle one strong, without white space before.

    Asterisks only work where words begin and end ("US**$150**" stays as it is), elsewhere the tag does.
    """
    strong = one_line(strong)
    middle = markdown(strong.strip())
    left = markdown((before + strong[: len(strong) - len(strong.lstrip())]).lstrip())
    right = markdown(strong[len(strong.rstrip()) :] + after)
    opens = middle[:1].isalnum() or not left[-1:].isalnum()
    closes = middle[-1:].isalnum() or not right[:1].isalnum()
    marks = ("**", "**") if opens and closes else ("<strong>", "</strong>")
    return Markup(left + middle.join(marks) + right if middle else left + right)


def markdown_link(text: str, url: str | None) -> Markup:
    """The text as a CommonMark link; the text alone where there is no web address."""
    address = web_address(url)
    return Markup(f"[{markdown(text)}]({address})" if address else markdown(text))


def wrapped(text: object, indent: int = 0, mark: str = "", before: int = 0, width: int = 80) -> Markup:
    """Plain text in lines of at most `width` columns, indented; the mark of a list item stands in the indent.

    >>> print(wrapped("A ferry will carry people on foot.", 2, "-", width=20))
    - A ferry will carry
      people on foot.
    """
    first = f"{' ' * before}{mark}".ljust(indent - 1) + " " if mark else " " * indent
    lines = textwrap.wrap(
        one_line(str(text)),
        width,
        initial_indent=first,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return Markup("\n".join(lines))


def finalize_html(value: object) -> object:
    """What an HTML or XML template prints for a value, before Jinja escapes it."""
    return value if isinstance(value, Markup) else one_line(str(value))


def finalize_text(value: object) -> Markup:
    """What a plain-text template prints for a value: the value, without control characters."""
    return value if isinstance(value, Markup) else Markup(one_line(str(value)))


def web_address(url: str | None) -> str | None:
    """The address if it is a web page's (http or https, with a host), fit for any of the formats; else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s<>\"'\\`]", parts.netloc):
        return None
    address = quote(parts.geturl(), safe=_URL_SAFE, errors="replace")
    if ":" not in host:
        return address
    # Brackets belong to an address of IPv6 and to nothing else; neither a link nor an attribute ends with them.
    return re.sub(r"%5B([\da-f:.]+)%5D", r"[\1]", address, count=1, flags=re.IGNORECASE)


def host(url: str | None) -> str | None:
    """The host of a web address as a reader knows it, without "www."; None if it is none."""
    address = web_address(url)
    return (urlsplit(address).hostname or "").removeprefix("www.") or None if address else None
