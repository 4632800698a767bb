"""The title of a page whose places call it differently: which one is taken, and what is cut from it."""

# ruff: noqa: E501 - one case a line

import pytest

from summarizer.read import read_bytes

TEXT = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The bridge over the Arden was closed on Monday, the port authority said in a statement.",
        "Engineers had found cracks in two of its pillars, and the cracks were growing by the day.",
        "It will stay shut for at least six weeks, and ferries will carry passengers in the meantime.",
    )
)
#: name -> (visible heading, og:title, headline in JSON-LD, title of the page, the title that is right)
TITLES = {
    "all agree": ("Bridge shut for weeks",) * 3 + ("Bridge shut for weeks | World | Harbour Gazette", "Bridge shut for weeks"),
    "a kicker of the outlet's own": ("BUDGET 3.0 | Port to hire divers",) * 4 + ("BUDGET 3.0 | Port to hire divers",),
    "a section in the title only": ("Port to hire divers", "Port to hire divers", "", "Port to hire divers | Business", "Port to hire divers"),
    "a site in the heading too": ("Port to hire divers | Harbour Gazette", "", "", "Port to hire divers | Harbour Gazette", "Port to hire divers"),
    "most agree": ("Bridge shut for weeks", "You won't believe which bridge is shut", "Bridge shut for weeks", "Bridge shut", "Bridge shut for weeks"),
    "against the heading": ("Cracks in two pillars!", "Bridge shut for weeks", "Bridge shut for weeks", "Bridge shut for weeks", "Bridge shut for weeks"),
    "all differ": ("Bridge shut for weeks", "Cracks close the bridge", "The Arden bridge is shut", "Arden: bridge shut", "Bridge shut for weeks"),
    "the site as heading": ("Harbour Gazette", "", "", "Bridge shut for weeks - Harbour Gazette", "Bridge shut for weeks"),
    "entities and spaces": ("Bridge  shut&nbsp;for\nweeks", "Bridge shut for weeks", "", "", "Bridge shut for weeks"),
}  # fmt: skip


@pytest.mark.parametrize(("heading", "og", "linked", "page_title", "right"), TITLES.values(), ids=list(TITLES))
def test_the_title(heading: str, og: str, linked: str, page_title: str, right: str) -> None:
    page = (
        f"<!DOCTYPE html><html><head><title>{page_title}</title><meta property='og:site_name' content='Harbour Gazette'>"
        f'<meta property="og:title" content="{og}"><script type="application/ld+json">{{"@type": "NewsArticle", '
        f'"headline": "{linked}"}}</script></head><body><article><h1>{heading}</h1>{TEXT}</article></body></html>'
    )
    (article,) = read_bytes(page.encode(), "a.html").articles
    assert article.title == right
