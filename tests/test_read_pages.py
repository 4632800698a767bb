"""What is cut from a page by the way it is built, and that the article around it stays."""

import pytest

from summarizer.read import read_bytes
from summarizer.read.html import rejoined

SENTENCES = (
    "The bridge over the Arden was closed on Monday, the port authority said in a statement.",
    "Engineers had found cracks in two of its pillars, and the cracks were growing by the day.",
    "It will stay shut for at least six weeks, and ferries will carry passengers in the meantime.",
    "The mayor asked the government in the capital for the money to repair it before the winter.",
)
FIRST, REST = f"<p>{SENTENCES[0]}</p>", "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[1:])
#: In the midst of the article, and no part of it; GONE is what must not be read.
GONE = "Nobody should read of the seven swans"
BLOCKS = {
    "pull quote": f"<blockquote><div class='Pullquote-quote'>{GONE}</div></blockquote>",
    "for screen readers": f"<h2 class='visually-hidden'>{GONE}</h2>",
    "hidden by style": f"<div style='color:red; display : none'><p>{GONE}</p></div>",
    "hidden by attribute": f"<div hidden><p>{GONE}</p></div>",
    "caption in italics": f"<p><img src='a.jpg'><br><em>{GONE}</em></p>",
    "figure": f"<figure><img src='a.jpg'><p>{GONE}</p></figure>",
    "call to subscribe": f"<div class='gazette-single-cta'><p>{GONE}</p></div>",
    "list of the popular": f"<section class='popular-articles'><h2>Popular</h2><p>{GONE}</p></section>",
    "information box": f"<div class='Infobox'><p>{GONE}</p></div>",
    "embedded post": f"<blockquote class='twitter-tweet'><p>{GONE}</p></blockquote>",
    "link to another piece": f"<ul><li><h3><a href='/b'>{GONE}</a></h3></li></ul>",
    "teasers": "".join(f"<div class='c'><h3><a href='/{n}'>{GONE}</a></h3><p>{GONE} {n}.</p></div>" for n in range(3)),
    "script with a control character behind it": f"<script>{GONE}</script>\x0e",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=list(BLOCKS))
def test_what_is_no_part_of_the_article_goes(block: str) -> None:
    article_html = f"<article><h1>Bridge shut for weeks</h1>{FIRST}{block}{REST}</article>"
    page = f"<!DOCTYPE html><html><body>{article_html}</body></html>"
    (article,) = read_bytes(page.encode(), "a.html").articles
    assert article.text == "\n".join(SENTENCES)


def test_what_is_cut_from_a_page_is_told() -> None:
    blocks = "".join(BLOCKS[name] for name in ("figure", "call to subscribe", "hidden by attribute"))
    (provenance,) = read_bytes(f"<body>{FIRST}{blocks}{REST}</body>".encode(), "a.html").provenance
    assert provenance.cuts == (("caption", GONE), ("block", GONE), ("block", GONE))


def test_a_whole_article_that_is_hidden_until_a_script_runs_stays() -> None:
    page = f"<!DOCTYPE html><html><body><div style='display:none' class='cta'>{FIRST}{REST}</div></body></html>"
    (article,) = read_bytes(page.encode(), "a.html").articles
    assert article.text == "\n".join(SENTENCES)


def test_the_marks_of_an_editing_system_go() -> None:
    body = "\\n\\n".join(("+++dropcap", SENTENCES[0].replace("Arden", "*Arden*{: .small}"), *SENTENCES[1:]))
    page = (
        '<!DOCTYPE html><html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge shut",'
        f'"articleBody":"{body}"}}</script></head><body><h1>Bridge shut</h1>{FIRST}</body></html>'
    )
    (article,) = read_bytes(page.encode(), "a.html").articles
    assert article.text == "\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("The port\n's crane\nfell\nat noon.", "The port's crane fell at noon."),
        ("The port\n, the mayor said,\nis shut.\nIt rained.", "The port, the mayor said, is shut.\nIt rained."),
        ("It rained.\nfour towns were hit.", "It rained.\nfour towns were hit."),
        ("You need:\nflour and salt.", "You need:\nflour and salt."),
        ("flour\nsugar\nsalt", "flour\nsugar\nsalt"),
        ("A heading\nThe port is shut.", "A heading\nThe port is shut."),
        ("", ""),
    ],
)
def test_sentences_spread_over_lines(lines: str, whole: str) -> None:
    assert rejoined(lines) == whole
