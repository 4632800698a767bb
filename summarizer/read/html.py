"""Saved web pages: the article's text by trafilatura, from a page cleared of what is certainly not the article.

    page --page_fields--> what it declares --prune, trafilatura--> text
                                           --if that is scarce: the whole page, JSON-LD, scripts--> the text of most

Title, outlet, date and address come from `page_fields`. Scripts never run, nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.read.biographies import without_authors
from summarizer.read.decoding import decode
from summarizer.read.judge import LEAST_WORDS, is_index
from summarizer.read.markup import few_attributes
from summarizer.read.page_data import script_text
from summarizer.read.page_dates import searched
from summarizer.read.page_fields import PageFields, page_fields
from summarizer.read.pruning import prune
from summarizer.read.running import count_sentences, count_words, is_statement, vocabulary
from summarizer.read.standfirsts import lines_behind, standfirst
from summarizer.read.values import Cut, Document, Draft, Limits, Rejection

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Bytes at the top in which a page declares its character set; browsers look at 1,024.
_HEAD = 4_096
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*+=\s*+["']?+\s*+([\w.:-]{2,40})""", re.IGNORECASE
)
#: Characters that libxml2 takes in and lxml will not write back into a tree.
_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: A line that begins in the midst of a sentence, and one that ends a sentence.
_GOES_ON = re.compile(r"[a-zà-öø-ÿ,;.)]|['’]s\b")
_SENTENCE_END = re.compile(r"[.!?:…][\"”’')\]]*$")
#: A page with so many links to articles and so few words beside them is an index.
_INDEX_LINKS = 6
_INDEX_WORDS = 60
#: Length over the extraction's from which a body that the page declares in its metadata is preferred.
_BODY_FACTOR = 1.25
#: A text of fewer words, or of less than this share of the page's running text, may have lost the article.
_SCARCE_WORDS = 60
_SCARCE_SHARE = 0.3
#: Words over those of the first text from which another way of reading a page is believed to have found more of it.
_MORE = 1.5
#: The same over a text that could be an article as it is. Both leave room: of the 590 pages of the development sets 8
#: change their text, 7 of them from 39 words or fewer, and one fivefold.
_MUCH_MORE = 3.0
#: Characters of a text in which its subject is named.
_BEGINNING = 5_000
#: Words of the title and the description that a text of the same article has, at least.
_TITLE_WORDS = 3
#: Elements from which a page is read once only: the largest of the development sets have under 4,000.
_MOST_ELEMENTS = 15_000


@dataclass(frozen=True, slots=True)
class Extraction:
    """A page's text, one paragraph a line, and how it was got."""

    text: str
    reader: str
    #: Links to other pieces, and words of running text in the page.
    links: int = 0
    words: int = 0
    #: Whether some paragraphs of it stand in one block.
    has_body: bool = True
    cuts: tuple[Cut, ...] = ()


def read_html(document: Document, _: Limits) -> Iterator[Draft]:
    """The article of a page."""
    tree = parse_html(document)
    fields = page_fields(tree, document.url)
    found = extract(tree, fields)
    if _is_scarce(found, fields):
        found = _fuller(found, parse_html(document), fields)
    if not fields.declared and is_index(found.text):
        found = _without_lists(found)
    _check_no_index(found, fields)
    if not found.text:
        raise Rejection("empty", "no article text in the page")
    published, origin = fields.published, fields.published_from
    if published is None:
        published, origin = searched(parse_html(document), fields.url), "search"
    yield Draft(
        found.text,
        fields.title,
        fields.source,
        published,
        origin,
        fields.url,
        declared=fields.declared,
        cuts=found.cuts,
        words=found.words,
        reader=found.reader,
    )


def _without_lists(found: Extraction) -> Extraction:
    """The text from its first paragraph to its last, without lists of headlines above and below, if it is one."""
    lines = found.text.split("\n")
    places = [place for place, line in enumerate(lines) if is_statement(line)]
    kept = "\n".join(lines[places[0] : places[-1] + 1]) if len(places) > 1 else ""
    return replace(found, text=kept) if count_words(kept) >= _SCARCE_WORDS else found


def _check_no_index(found: Extraction, fields: PageFields) -> None:
    """Raise Rejection for a page of links to articles: with little else, or with a teaser beside each and no text."""
    words = count_words(found.text)
    article = fields.declared or fields.published is not None
    if found.links >= _INDEX_LINKS and words < (LEAST_WORDS if article else _INDEX_WORDS):
        raise Rejection("not_article", f"an index page: {found.links} links to articles, {words} words beside them")
    # A front page shows the day, and is of none.
    stated = fields.declared or (article and fields.published_from in ("json-ld", "meta"))
    front = _is_front(fields.url) and not stated
    if (front or (not article and _is_section(fields.url) and not found.has_body)) and found.links >= _INDEX_LINKS:
        raise Rejection(
            "not_article", f"an index page: {found.links} links to articles, and no text of several paragraphs"
        )


def _is_front(url: str | None) -> bool:
    """Whether an address is that of a whole site."""
    return url is not None and urlsplit(url).path in ("", "/") and not urlsplit(url).query


def _is_section(url: str | None) -> bool:
    """Whether an address looks like that of a section ("/world/asia") and not like that of an article."""
    if url is None:
        return False
    last = urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1]
    return last.count("-") < 3 and not any(char.isdigit() for char in last) and not urlsplit(url).query


def parse_html(document: Document) -> HtmlElement:
    """The tree of a page; raises Rejection where there is none."""
    from lxml import etree, html

    declared = _CHARSET.search(document.data[:_HEAD])
    text = decode(document.data, document.charset or (declared[1].decode("ascii") if declared else None))
    # Decoded here, so that lxml sees one encoding whatever the page says of itself.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, recover=True, no_network=True)
    try:
        page = few_attributes(_NO_XML.sub("", text))
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Rejection("malformed", f"not HTML ({type(error).__name__})") from error
    return tree


def extract(tree: HtmlElement, fields: PageFields) -> Extraction:
    """The text of a page that is cleared first, or that it declares in JSON-LD; changes the tree."""
    lines = lines_behind(tree, fields.description)
    pruned = prune(tree)
    text = _trafilatura(tree)
    reader = "pruned"
    if fields.body and _is_better(fields.body, text, fields.title):
        text, reader = fields.body, "json-ld"
    text, biographies = without_authors(text, fields.authors)
    if text and (lead := standfirst(lines, text, fields.title)):
        text = f"{lead}\n{text}"
    return Extraction(text, reader, pruned.links, pruned.words, pruned.has_body, (*pruned.cuts, *biographies))


def _trafilatura(tree: HtmlElement) -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False)
    text = str(getattr(found, "text", None) or "")
    return rejoined(re.sub(r"(?m)^[^\S\n]*+[-•*–] (?=\w)", "", text))


def _is_better(body: str, text: str, title: str | None) -> bool:
    """Whether a declared body is the same article and more of it; or another text that the headline goes with."""
    mine, theirs = vocabulary(text), vocabulary(body)
    if len(mine & theirs) >= 0.6 * len(mine):
        return len(body) >= _BODY_FACTOR * len(text)
    headline = vocabulary(title or "")
    return len(body) > len(text) and len(headline & theirs) > len(headline & mine)


def _is_scarce(found: Extraction, fields: PageFields) -> bool:
    words = count_words(found.text)
    if words < _SCARCE_WORDS or words < _SCARCE_SHARE * found.words or count_sentences(found.text) < 2:
        return True
    return not _is_about(found.text, fields)


def _is_about(text: str, fields: PageFields) -> bool:
    """Whether a text has words of the page's title or of its description: a notice on cookies has none."""
    known = vocabulary(f"{fields.title or ''} {fields.description or ''}")
    return len(known) < _TITLE_WORDS or len(known & vocabulary(text[:_BEGINNING])) >= min(
        _TITLE_WORDS, 0.3 * len(known)
    )


def _fuller(found: Extraction, tree: HtmlElement, fields: PageFields) -> Extraction:
    """The text of most words that another way of reading the page gives, if it is much more than was found.

    One that has nothing to do with the page's title is none; and any that has is better than such a one.
    """
    enough = count_words(found.text) >= LEAST_WORDS and count_sentences(found.text) > 1
    more = _MUCH_MORE if enough else _MORE
    others = {"script": script_text(tree, fields.title), "live": fields.live}
    if next(islice(tree.iter(), _MOST_ELEMENTS, None), None) is None:
        others["whole"] = _trafilatura(tree)
    for reader, text in others.items():
        if not text or not _is_about(text, fields):
            continue
        words = count_words(text)
        sentences = count_sentences(text)
        larger = words >= more * max(count_words(found.text), 1) and sentences > 1
        if larger or (words >= LEAST_WORDS and sentences and not _is_about(found.text, fields)):
            found = replace(found, text=text, reader=reader, words=max(found.words, words))
    return found


def rejoined(text: str) -> str:
    """The text with sentences whole that links and line breaks in the page had spread over lines.

    Lines that begin in small letters or with a mark go with the line above, if the last of them ends a sentence: the
    items of a list do not.

    >>> rejoined("The port\\n, the mayor said,\\nis shut.\\nIt rained.\\nflour\\nsugar")
    'The port, the mayor said, is shut.\\nIt rained.\\nflour\\nsugar'
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    kept: list[str] = []
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and _GOES_ON.match(lines[end]) and not _SENTENCE_END.search(lines[end - 1]):
            end += 1
        if end - place > 1 and _SENTENCE_END.search(lines[end - 1]):
            kept.append(re.sub(r" (?=[,;.)]|['’]s\b)", "", " ".join(lines[place:end])))
            place = end
        else:
            kept.append(lines[place])
            place += 1
    return "\n".join(kept)
