"""Saved web pages: the article's text by trafilatura, from a page cleared of what is certainly not the article.

Title, outlet, date and address come from `page_fields`. Scripts never run, nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.read.decoding import decode
from summarizer.read.markup import few_attributes
from summarizer.read.page_fields import PageFields, page_fields
from summarizer.read.pruning import is_link, prune, words_of
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
#: The line or two under a headline.
_STANDFIRST = re.compile(
    r"\b(?:sub-?(?:title|head(?:line)?|heading)|stand-?first|dek|article-excerpt|teaser-text|strapline"
    r"|article-(?:summary|intro))\b"
    r"|(?:__|-)sub-?(?:title|headline)\b",
    re.IGNORECASE,
)
_STANDFIRST_WORDS = range(10, 81)
#: A page with so many links to articles and so few words beside them is an index.
_INDEX_LINKS = 6
_INDEX_WORDS = 60
#: Length over the extraction's from which a body that the page declares in its metadata is preferred.
_BODY_FACTOR = 1.25


def read_html(document: Document, _: Limits) -> Iterator[Draft]:
    """The article of a page."""
    tree = parse_html(document)
    fields = page_fields(tree, document.url)
    text, links, cuts = article_text(tree, fields)
    if links >= _INDEX_LINKS and len(text.split()) < _INDEX_WORDS:
        raise Rejection(
            "not_article", f"an index page: {links} links to articles, {len(text.split())} words beside them"
        )
    if not text:
        raise Rejection("empty", "no article text in the page")
    yield Draft(
        text,
        fields.title,
        fields.source,
        fields.published,
        fields.published_from,
        fields.url,
        page_type=fields.page_type,
        cuts=tuple(cuts),
    )


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


def article_text(tree: HtmlElement, fields: PageFields) -> tuple[str, int, list[Cut]]:
    """The article's paragraphs, one a line, the number of links to other pieces, and what was cut; changes the tree."""
    from trafilatura import bare_extraction

    standfirst = _standfirst(tree)
    links, cuts = prune(tree)
    found = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False)
    text = str(getattr(found, "text", None) or "")
    text = _fuller(rejoined(re.sub(r"(?m)^[^\S\n]*+[-•*–] (?=\w)", "", text)), fields.body)
    return (f"{standfirst}\n{text}" if standfirst and standfirst[:80] not in text else text), links, cuts


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


def _standfirst(tree: HtmlElement) -> str | None:
    """The lines between headline and article that say what it is about."""
    for element in tree.xpath("(.//h1)[1]/following::*[self::p or self::h2 or self::div][position() < 40][@class]"):
        if _STANDFIRST.search(element.get("class", "").replace("_", "-")):
            text = words_of(element)
            return text if len(text.split()) in _STANDFIRST_WORDS and not is_link(element) else None
    return None


def _fuller(text: str, body: str | None) -> str:
    """The extracted text, or the body that the page declares where that is the same article, and more of it."""
    if not body or len(body) < _BODY_FACTOR * len(text):
        return text
    mine, theirs = set(re.findall(r"\w{4,}", text.lower())), set(re.findall(r"\w{4,}", body.lower()))
    return body if len(mine & theirs) >= 0.6 * len(mine) else text
