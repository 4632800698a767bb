"""Kinds of pages that lose or invent an article when they are read by rule of thumb; each is an article or is none."""

# ruff: noqa: E501 - one block of a page a line

import json
from datetime import date

import pytest

from summarizer.read import read_bytes
from summarizer.types import Reading

TITLE = "Salt barge runs aground off Tarnmouth, closing the sound"
SENTENCES = (
    "A barge loaded with road salt ran aground off Tarnmouth before dawn on Friday and closed the sound to ships, the coastguard said.",
    "Nine of the barge’s 21 holds took in water, but the crew of four were brought ashore unhurt by the lifeboat from Skerry Point.",
    "“She went onto the bank with the tide behind her,” said Orla Venn, who commands the coastguard in the sound.",
    "Two tugs will try to pull the barge free on Saturday night, when the tide is at its highest of the month.",
    "Ferries to the outer islands, which carry about 800 passengers a day, will sail from Haddow until then.",
    "The owner of the barge, Brineway Shipping, said it would pay for any salt that has to be taken off.",
)
PARAGRAPHS = [f"<p>{sentence}</p>" for sentence in SENTENCES]
BODY = "".join(PARAGRAPHS)
NAV = "<nav><ul><li><a href='/w'>World</a></li><li><a href='/b'>Business</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
LATEST = "".join(
    f"<li><a href='/n{n}'>{headline}</a></li>"
    for n, headline in enumerate(
        ("Lock fees to rise from August", "Tram strike enters third week", "Two held after silver theft", "Mayor defends stadium budget",
         "Lake level falls to record low", "Museum gets back its bell", "School meals free from June", "Fire on pier put out")
    )
)  # fmt: skip
LINKED = json.dumps(
    {
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2031-07-04T06:10:00Z",
        "publisher": {"name": "Sound Tribune"},
    }
)


def page(body: str, head: str = "", *, linked: str | None = LINKED, lang: str = "en", og: str = "article") -> bytes:
    script = f'<script type="application/ld+json">{linked}</script>' if linked else ""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{TITLE} | Sound Tribune</title>'
        f'<meta property="og:site_name" content="Sound Tribune"><meta property="og:type" content="{og}">{head}{script}</head>'
        f"<body>{body}</body></html>"
    ).encode()


def read(data: bytes) -> Reading:
    return read_bytes(data, "page.html")


def with_body(**more: object) -> str:
    return json.dumps({**json.loads(LINKED), **more})


H1 = f"<h1>{TITLE}</h1>"
STATE = {
    "props": {
        "pageProps": {
            "story": {
                "headline": TITLE,
                "author": {"bio": "Orla writes of ships. She joined us in 2020."},
                "blocks": [{"type": "p", "text": s} for s in SENTENCES],
            }
        }
    }
}
#: kind -> page; each holds the six sentences and nothing else that is to be read.
ARTICLES = {
    "the whole page in one form": page(f"<form id='aspnetForm' method='post'><input name='__VIEWSTATE'>{NAV}<div id='c'>{H1}{BODY}</div></form>"),
    "a form around the paragraphs": page(f"{NAV}<article>{H1}<form action='/vote'>{BODY}</form></article>"),
    "the article in an aside": page(f"{NAV}<aside class='main-col'>{H1}{BODY}</aside>"),
    "the article in a footer": page(f"{NAV}<footer id='wrap'>{H1}{BODY}</footer>"),
    "text in JSON-LD alone": page(f"{NAV}<div id='root'></div>", linked=with_body(articleBody="\n\n".join(SENTENCES))),
    "text in JSON-LD as HTML": page(f"{NAV}<div id='root'></div>", linked=with_body(articleBody=BODY.replace("<", "&lt;").replace(">", "&gt;"))),
    "the author's biography beside JSON-LD": page(f"{NAV}<p>Orla Pell has written about ships since 2004 and about their owners since 2011. She keeps bees and lives on the coast with two dogs.</p>", linked=with_body(articleBody="\n".join(SENTENCES))),
    "JSON-LD in a graph behind a CDATA mark": page(f"{NAV}<div></div>", linked="//<![CDATA[\n" + json.dumps({"@graph": [{"@type": "WebSite", "name": "Sound Tribune"}, json.loads(with_body(articleBody="\n".join(SENTENCES)))]}) + "\n//]]>"),
    "text in __NEXT_DATA__": page(f"<div id='__next'></div><script id='__NEXT_DATA__' type='application/json'>{json.dumps(STATE)}</script>"),
    "text as HTML in the state of the page": page(f"<div id='app'></div><script>window.__STATE__ = {json.dumps({'article': {'title': TITLE, 'bodyHtml': BODY, 'legal': 'All rights reserved. Do not copy this.'}})};</script>"),
    "a live blog in JSON-LD": page("<div id='app'></div>", linked=json.dumps({"@type": "LiveBlogPosting", "headline": TITLE, "datePublished": "2031-07-04T06:10:00Z", "liveBlogUpdate": [{"@type": "BlogPosting", "articleBody": s} for s in SENTENCES]})),
    "a paragraph that is one link": page(f"<article>{H1}{PARAGRAPHS[0]}<p><a href='/live'><strong>{SENTENCES[1]}</strong></a></p>{''.join(PARAGRAPHS[2:])}</article>"),
    "the lead in a class for advertising boxes": page(f"<article>{H1}<p class='lead promo'>{SENTENCES[0]}</p>{''.join(PARAGRAPHS[1:])}</article>"),
    "half the text in boxes": page(f"<article>{H1}{PARAGRAPHS[0]}<div class='info-box'>{PARAGRAPHS[1]}</div><div class='read-more'>{PARAGRAPHS[2]}{PARAGRAPHS[3]}</div>{PARAGRAPHS[4]}{PARAGRAPHS[5]}</article>"),
    "a long thread of comments in the article": page(f"<article>{H1}{BODY}<section class='comments'>{'<div><p>I sailed there for years and never saw it so low. The council should dredge it at last.</p></div>' * 30}</section></article>"),
    "a thread under disqus": page(f"<article>{H1}{BODY}</article><div id='disqus_thread'>{'<p>What a mess this is. Somebody ought to pay for all of it.</p>' * 12}</div>"),
    "a menu in list items": page(f"<ul class='m'>{LATEST}</ul><div>{H1}{BODY}</div>"),
    "teasers that are links from end to end": page(f"<article>{H1}{BODY}</article>" + "".join(f"<a href='/o{n}'><img src='{n}.jpg'><h1>Blaze number {n} put out in old mill</h1><p>Firemen fought the blaze for {n} hours. Nobody was in the mill.</p></a>" for n in range(4))),
    "paragraphs by line breaks": page(f"<table><tr><td>{H1}{'<br><br>'.join(SENTENCES)}</td></tr></table>"),
    "the headline outside the article": page(f"<header>{NAV}</header><div class='top'>{H1}</div><article>{BODY}</article>"),
    "a heading that links to itself": page(f"<article>{H1}{''.join(PARAGRAPHS[:3])}<h2><a href='#tugs'>¶</a></h2>{''.join(PARAGRAPHS[3:])}</article>"),
    "the headline with its kicker before the text": page(f"<article>{H1}<p>Shipping {TITLE}</p>{BODY}</article>"),
}  # fmt: skip


@pytest.mark.parametrize("data", ARTICLES.values(), ids=list(ARTICLES))
def test_an_article_is_read_whole_and_alone(data: bytes) -> None:
    reading = read(data)
    assert reading.skipped == ()
    (article,) = reading.articles
    assert article.text == "\n".join(SENTENCES)
    assert article.title == TITLE
    assert article.source == "Sound Tribune"


JAPANESE = "".join(
    f"<p>{s}</p>"
    for s in (
        "金曜日の未明、道路用の塩を積んだはしけがターンマス沖で座礁し、海峡が船の通行止めになったと、沿岸警備隊が発表した。",
        "二十一の船倉のうち九つに水が入ったが、乗組員四人は救命艇で無事に陸に運ばれた。",
        "土曜日の夜、潮が今月で最も高くなる時に、二隻の引き船がはしけを引き出すという。",
    )
)
KHMER = "<p>" + "កប៉ាល់ដឹកអំបិលមួយបានជាប់ខ្សាច់នៅជិតកំពង់ផែកាលពីព្រឹកថ្ងៃសុក្រ។" * 3 + "</p>"
THAI = "<p>เรือบรรทุกเกลือเกยตื้นนอกชายฝั่งเมื่อเช้ามืดวันศุกร์ ทำให้ช่องแคบถูกปิด หน่วยยามฝั่งกล่าว</p><p>ลูกเรือสี่คนได้รับการช่วยเหลือขึ้นฝั่งอย่างปลอดภัย เรือลากจูงสองลำจะพยายามดึงเรือในคืนวันเสาร์</p>"
BRIEF = "<p>A fire damaged the roof of the old pump house in Haddow on Thursday night. Nobody was hurt. Forty firefighters put it out by 2 a.m., the brigade said. The cause is not known.</p>"
ONE_SENTENCE = "<p>The head of the harbour council, Ada Merrow, said on Thursday that she would not stand again in the election of October, because members of her own party had tried to keep her from speaking about the dredging of the sound and its cost.</p>"
LINKS = f"<div class='latest'><ul>{LATEST}</ul></div>"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(page(f"<article>{H1}{JAPANESE}</article>{LINKS}", lang="ja"), id="Japanese beside links"),
        pytest.param(page(f"<article>{H1}{THAI}</article>{LINKS}", lang="th"), id="Thai beside links"),
        pytest.param(page(f"<article>{H1}{KHMER}</article>{LINKS}", lang="km"), id="Khmer beside links"),
        pytest.param(page(f"<article>{H1}{BRIEF}</article>{LINKS}"), id="a brief beside links"),
        pytest.param(page(f"<article>{H1}{ONE_SENTENCE}</article>{LINKS}"), id="a brief of one sentence"),
        pytest.param(page(f"<div>{H1}<span class='date'>4 July 2031</span>{BRIEF}</div>{LINKS}", linked=None, og=""), id="a brief that only its date declares"),
    ],
)  # fmt: skip
def test_short_articles_and_those_without_spaces_are_no_index(data: bytes) -> None:
    reading = read(data)
    assert reading.skipped == ()
    assert len(reading.articles) == 1


CARDS = "".join(
    f"<div class='card-{n}'><h3><a href='/n{n}'>Harbour story number {n} of the morning</a></h3><p>The council met on the {n}th for hours and put the vote off again, to the anger of many.</p></div>"
    for n in range(1, 16)
)
ROOT = "<link rel='canonical' href='https://www.soundtribune.example/'>"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(page(f"{NAV}<main>{CARDS}</main>", ROOT, linked=None, og="website"), id="a front page"),
        pytest.param(page(f"{NAV}<main>{CARDS}</main>", ROOT.replace("/'", "/world/europe'"), linked=None, og="website"), id="a section"),
        pytest.param(page(f"{NAV}<main>{CARDS}{BODY}</main>", ROOT, linked=None, og="website"), id="a front page with a letter to its readers"),
        pytest.param(page(f"{NAV}<article>{H1}<ul>{LATEST}</ul></article>"), id="a list that calls itself an article"),
    ],
)  # fmt: skip
def test_pages_of_links_are_no_articles(data: bytes) -> None:
    reading = read(data)
    assert reading.articles == ()
    assert [s.reason for s in reading.skipped] == ["not_article"]


CLOCK = "<time datetime='2031-09-30T12:00:00Z'>Tuesday, 30 September 2031</time>"
OWN = "<time datetime='2031-07-04T06:10:00Z'>4 July 2031</time>"
#: kind -> (page, day, where it was found); the day is None where the page does not tell it.
DAY = date(2031, 7, 4)
DATES = {
    "the header's clock": (page(f"<header>{CLOCK}{NAV}</header><article>{H1}<p>By Orla Pell {OWN}</p>{BODY}</article>", linked=None), DAY, "time"),
    "the header's clock alone": (page(f"<header>{CLOCK}{NAV}</header><article>{H1}{BODY}</article>", linked=None), None, None),
    "a card above": (page(f"<article class='card'><a href='/x'><h3>Lock fees to rise</h3></a>{CLOCK}</article><main>{H1}{OWN}{BODY}</main>", linked=None), DAY, "time"),
    "a related list above": (page(f"<div class='related-stories'><span>30 September 2031</span></div><main>{H1}<div>4 July 2031</div>{BODY}</main>", linked=None), DAY, "line"),
    "a reader's comment": (page(f"<div>{H1}{BODY}</div><div id='comments'><div class='comment'>{CLOCK}<p>Bad.</p></div></div>", linked=None), None, None),
    "changed later": (page(f"<article>{H1}<time class='updated' datetime='2031-09-30'>30 September 2031</time>{OWN}{BODY}</article>", linked=None), DAY, "time"),
    "above the headline": (page(f"<div class='meta'><span>By Orla Pell</span><span class='date'>July 4, 2031</span></div><article>{H1}{BODY}</article>", linked=None), DAY, "line"),
    "in the header of the article": (page(f"<header>{NAV}</header><article><header>{H1}<div class='byline'>Orla Pell | July 4, 2031 | 6:10 am</div></header>{BODY}</article>", linked=None), DAY, "line"),
    "German": (page(f"<article>{H1}<p class='x'>Freitag, 4. Juli 2031, 06:10 Uhr</p>{BODY}</article>", linked=None, lang="de"), DAY, "line"),
    "French": (page(f"<article>{H1}<p class='date'>Publié le 4 juillet 2031 à 6h10 - Mis à jour le 30 septembre 2031</p>{BODY}</article>", linked=None, lang="fr"), DAY, "line"),
    "Spanish": (page(f"<article>{H1}<span>4 de julio de 2031</span>{BODY}</article>", linked=None, lang="es"), DAY, "line"),
    "Polish": (page(f"<article>{H1}<span>piątek, 4 lipca 2031</span>{BODY}</article>", linked=None, lang="pl"), DAY, "line"),
    "Turkish": (page(f"<article>{H1}<span>04 Temmuz 2031, Cuma</span>{BODY}</article>", linked=None, lang="tr"), DAY, "line"),
    "Hungarian": (page(f"<article>{H1}<span>2031. július 4.</span>{BODY}</article>", linked=None, lang="hu"), DAY, "line"),
    "Japanese": (page(f"<article>{H1}<span>2031年7月4日 06:10</span>{BODY}</article>", linked=None, lang="ja"), DAY, "line"),
    "Korean": (page(f"<article>{H1}<span>입력 2031년 7월 4일</span>{BODY}</article>", linked=None, lang="ko"), DAY, "line"),
    "Vietnamese": (page(f"<article>{H1}<span>Thứ sáu, ngày 4 tháng 7, 2031</span>{BODY}</article>", linked=None, lang="vi"), DAY, "line"),
    "Arabic": (page(f"<article>{H1}<span>٤ يوليو ٢٠٣١</span>{BODY}</article>", linked=None, lang="ar"), DAY, "line"),
    "dotted figures": (page(f"<article>{H1}<span class='datum'>04.07.2031</span>{BODY}</article>", linked=None, lang="de"), DAY, "line"),
    "figures that can be read both ways": (page(f"<article>{H1}<span class='date'>04/07/2031</span>{BODY}</article>", linked=None), None, None),
    "yesterday": (page(f"<article>{H1}<span class='date'>Yesterday at 9:20</span>{BODY}</article>", linked=None), None, None),
    "the address alone": (page(f"<article>{H1}{BODY}</article>", "<link rel='canonical' href='https://soundtribune.example/2031/07/04/barge'>", linked=None), DAY, "url"),
    "JSON-LD before meta": (page(f"<article>{H1}{BODY}</article>", "<meta property='article:published_time' content='2031-09-30'>"), DAY, "json-ld"),
    "meta before the page": (page(f"<article>{H1}{CLOCK}{BODY}</article>", "<meta name='date' content='2031-07-04'>", linked=None), DAY, "meta"),
    "at the end of the page": (page(f"<div>{H1}{BODY}<p>Published by the Sound Tribune on July 4, 2031</p></div>", linked=None), DAY, "search"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "day", "found"), DATES.values(), ids=list(DATES))
def test_the_day_and_where_it_was_found(data: bytes, day: date | None, found: str | None) -> None:
    reading = read(data)
    (article,), (provenance,) = reading.articles, reading.provenance
    assert (article.published.date() if article.published else None, provenance.published_from) == (day, found)


def test_a_listed_month_means_another_in_another_language() -> None:
    def month(lang: str) -> int:
        (article,) = read(
            page(f"<article>{H1}<span>4 listopad 2031</span>{BODY}</article>", linked=None, lang=lang)
        ).articles
        assert article.published
        return article.published.month

    assert (month("pl"), month("hr")) == (11, 10)


def test_the_words_of_the_page_and_those_kept_are_known() -> None:
    notes = [
        f"<p>Dear reader, this is number {n} of what we would like you to know about our work.</p>" for n in range(7)
    ]
    blocks = "".join(f"<div class='newsletter'>{''.join(part)}</div>" for part in (notes[:3], notes[3:]))
    (told,) = read(page(f"<article>{H1}{''.join(PARAGRAPHS[:3])}{blocks}</article>")).provenance
    kept = sum(len(sentence.split()) for sentence in SENTENCES[:3])
    assert (told.words_kept, told.reader) == (kept, "pruned")
    assert told.words_found == kept + 7 * 17
    assert told.mostly_cut
    assert told.cuts[0][0] == "block"
    (whole,) = read(page(f"<article>{H1}{BODY}</article>")).provenance
    assert whole.words_found == whole.words_kept
    assert not whole.mostly_cut


@pytest.mark.parametrize(
    ("kind", "reader"),
    [("text in JSON-LD alone", "json-ld"), ("text in __NEXT_DATA__", "script"), ("a live blog in JSON-LD", "live"), ("a menu in list items", "pruned")],
)  # fmt: skip
def test_it_is_told_how_a_text_was_got(kind: str, reader: str) -> None:
    assert [p.reader for p in read(ARTICLES[kind]).provenance] == [reader]


def test_a_name_that_is_the_headline_is_no_outlet() -> None:
    data = page(f"<article>{H1}{BODY}</article>", linked=None).replace(
        b'content="Sound Tribune"', f'content="{TITLE} | Sound Tribune"'.encode()
    )
    (article,) = read(data).articles
    assert article.source is None
