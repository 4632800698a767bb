"""What stands around an article on a page, and what it is called: leads, authors, notices, sites, days, second texts."""

# ruff: noqa: E501 - one block of a page a line

import json
from datetime import date

import pytest

from summarizer.read import read_bytes
from summarizer.types import Article, Reading

TITLE = "Salt barge runs aground off Tarnmouth, closing the sound"
ADDRESS = "https://www.soundtribune.co.uk/coast/salt-barge-aground-4711"
LEAD = "Ferries to the islands sail from Haddow while tugs wait for the tide."
SENTENCES = (
    "A barge loaded with road salt ran aground off Tarnmouth before dawn on Friday and closed the sound to ships, the coastguard said.",
    "Nine of the barge’s 21 holds took in water, but the crew of four were brought ashore unhurt by the lifeboat from Skerry Point.",
    "“She went onto the bank with the tide behind her,” said Orla Venn, who commands the coastguard in the sound.",
    "Two tugs will try to pull the barge free on Saturday night, when the tide is at its highest of the month.",
    "Ferries to the outer islands, which carry about 800 passengers a day, will sail from Haddow until then.",
)
TEXT = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
H1 = f"<h1>{TITLE}</h1>"


def read(
    body: str, head: str = "", *, title: str = f"{TITLE} | Sound Tribune", lang: str = "en", **linked: object
) -> Reading:
    script = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": TITLE, **linked})}</script>'
    page = (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"{script if linked else ''}</head><body>{body}</body></html>"
    )
    return read_bytes(page.encode(), "page.html")


def article(body: str, head: str = "", **more: object) -> Article:
    (found,) = read(body, head, **more).articles  # type: ignore[arg-type]
    return found


def site(name: str, **urls: str) -> str:
    links = "".join(f"<link rel='{rel}' href='{url}'>" for rel, url in urls.items() if rel == "canonical")
    og = "".join(f"<meta property='og:{key}' content='{url}'>" for key, url in urls.items() if key == "url")
    return f"{links}{og}" + (f"<meta property='og:site_name' content='{name}'>" if name else "")


# --- the lines between headline and text


@pytest.mark.parametrize(
    "lead",
    [
        pytest.param(f"<p class='css-1a2b3c'>{LEAD}</p>", id="a sentence without a name"),
        pytest.param(f"<div class='x-7'><span>{LEAD}</span></div>", id="in a span"),
        pytest.param(f"<h2 class='epigraph'>{LEAD.rstrip('.')}</h2>", id="no full stop, but a name"),
        pytest.param(
            f"<header><p>{LEAD}</p><time datetime='2031-07-04'>4 July 2031</time></header>", id="in the header"
        ),
    ],
)
def test_the_lead_outside_the_text_is_read(lead: str) -> None:
    assert article(f"<main>{H1}{lead}<div class='article-body'>{TEXT}</div></main>").text.split("\n")[0].rstrip(
        "."
    ) == LEAD.rstrip(".")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "<p>Marta Quill has covered politics and music for twelve years and lives with two cats.</p>",
            id="an author",
        ),
        pytest.param(
            "<p>Every morning our editors choose what matters most and send it straight into your inbox.</p>",
            id="a newsletter",
        ),
        pytest.param(
            "<figure><img src='a.jpg'><figcaption>The barge off Tarnmouth on Friday, seen from the lifeboat.</figcaption></figure>",
            id="a caption",
        ),
        pytest.param(
            "<p><a href='/b'>The barge that ran aground off Tarnmouth twice in one winter.</a></p>", id="a link"
        ),
        pytest.param(
            "<div class='video-player'><p>The barge off Tarnmouth is seen in this film of the coastguard.</p></div>",
            id="a film",
        ),
    ],
)
def test_what_else_stands_there_is_no_lead(line: str) -> None:
    assert article(f"<main>{H1}{line}<div class='article-body'>{TEXT}</div></main>").text == "\n".join(SENTENCES)


# --- authors, cards, quotations, notices


def test_a_biography_below_the_text_goes_if_the_page_names_the_author() -> None:
    told = "<p>Marta Quill ist Reporterin für Häfen und Küsten und lebt in Haddow.</p>"
    body = f"<article>{H1}{TEXT}{told}</article>"
    assert article(body, author={"name": "Marta Quill"}).text == "\n".join(SENTENCES)
    assert article(body, author={"name": "Sound Tribune"}).text.endswith("lebt in Haddow.")


def test_a_teaser_that_is_a_link_from_end_to_end_goes_however_long() -> None:
    long = " ".join(SENTENCES[:4])
    cards = "".join(
        f"<li><a href='/n{n}'><h1>Fire on pier {n}</h1><p>Other news. {long}</p></a></li>" for n in range(3)
    )
    assert article(f"<main>{H1}<div>{TEXT}</div></main><div><ul>{cards}</ul></div>").text == "\n".join(SENTENCES)


def test_a_quotation_in_a_figure_is_text_and_a_caption_is_not() -> None:
    said = "“Nobody will be on the bank when the second tug comes,” said Ina Holm of Brineway."
    quoted = f"<figure><blockquote><p>{said}</p></blockquote></figure>"
    pictured = "<figure><img src='a.jpg'><p>The barge at noon.</p></figure>"
    assert article(f"<article>{H1}{TEXT}{quoted}{pictured}</article>").text.split("\n")[-1] == said


@pytest.mark.parametrize(
    "line",
    [
        "Hat Ihnen dieser Artikel gefallen? Dann unterstützen Sie uns bitte.",
        "Quelle: ntv.de, dpa",
        "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.",
        "Suscríbete a nuestro boletín y recibe las noticias del puerto cada mañana.",
        "Iscriviti alla newsletter per ricevere le notizie del porto.",
        "Receba as notícias do porto no seu celular todas as manhãs.",
        "Подписывайтесь на наш канал, чтобы не пропустить новости порта.",
        "Підписуйтесь на наш канал, щоб не пропустити новини порту.",
        "Prenumerera på vårt nyhetsbrev och läs mer om hamnen.",
        "この記事は会員限定です。",
        "<Copyright ⓒ 신문. All rights reserved. 무단 전재 및 재배포 금지>",
        "اقرأ أيضا: حريق في الميناء",
    ],
)
def test_a_word_of_the_site_to_its_reader_goes_in_any_language(line: str) -> None:
    escaped = line.replace("<", "&lt;").replace(">", "&gt;")
    assert article(f"<article>{H1}{TEXT}<p>{escaped}</p></article>").text == "\n".join(SENTENCES)


def test_news_of_subscriptions_stays() -> None:
    news = "Die Zeitung verlor 300 Abonnenten, nachdem der Newsletter über den Hafen eingestellt worden war."
    assert article(f"<article>{H1}{TEXT}<p>{news}</p></article>").text.endswith(news)


# --- a second text is about the page's title


def test_a_notice_in_a_script_is_no_article() -> None:
    consent = " ".join(
        ["Our partners store information on your device and read it again to measure what you like."] * 6
    )
    script = f'<script type="application/json">{json.dumps({"cmp": {"notice": f"<p>{consent}</p>", "title": "Privacy"}})}</script>'
    brief = f"<div class='news-related'><p>{SENTENCES[0]}</p><p>{SENTENCES[3]}</p></div>"
    assert article(f"{H1}{brief}{script}", datePublished="2031-07-04").text == f"{SENTENCES[0]}\n{SENTENCES[3]}"


def test_a_page_of_menus_without_its_article_is_left_out() -> None:
    menu = "".join(
        f"<div class='m{n}'><span>Region {n}</span> <b>Wind {n}.5</b></div><p>Is it your town?</p>" for n in range(30)
    )
    reading = read(f"<div>{menu}</div>{H1}", datePublished="2031-07-04")
    assert reading.articles == ()
    assert [skipped.reason for skipped in reading.skipped] in (["not_article"], ["empty"], ["stub"])


def test_a_front_page_with_the_day_on_it_is_no_article() -> None:
    cards = "".join(
        f"<div class='c'><h2><a href='/n{n}'>Fire on pier {n} put out after hours</a></h2><p>{SENTENCES[n % 5]}</p></div>"
        for n in range(9)
    )
    reading = read(
        f"<time datetime='2031-07-04'>4 July 2031</time><h1>The Sound today</h1>{cards}",
        site("Sound Tribune", url="https://www.soundtribune.co.uk/"),
    )
    assert [skipped.reason for skipped in reading.skipped] == ["not_article"]


def test_armenian_is_read() -> None:
    sentence = "Ուրբաթ օրը նավը խրվել է ավազի մեջ և փակել է նեղուցը, հայտնում է ափամերձ պահպանությունը։"
    paragraphs = "".join(f"<p>{sentence.replace('նավը', f'նավը {n}')}</p>" for n in range(4))
    assert (
        article(f"<article><h1>Նավը խրվել է</h1>{paragraphs}</article>", lang="hy", title="Նավը խրվել է").text.count(
            "։"
        )
        == 4
    )


def test_an_article_between_lists_of_headlines_is_read() -> None:
    lists = "".join(f"<div>Two held after theft of silver number {n}</div>" for n in range(40))
    assert article(f"{H1}<div>{lists}{TEXT}{lists}</div>").text == "\n".join(SENTENCES)


def test_one_long_sentence_with_a_headline_and_a_day_is_a_brief() -> None:
    sentence = " ".join(sentence.rstrip(".") for sentence in (SENTENCES[0], SENTENCES[3])) + "."
    day = "<time datetime='2031-07-04'>4 July 2031</time>"
    assert article(f"<main>{H1}{day}<p>{sentence}</p></main>").text == sentence
    assert read(f"<main>{H1}<p>{sentence}</p></main>").articles == ()


# --- what the site is called, and where the page is

OWN = "".join(f"<a href='{ADDRESS}/{n}'>x</a>" for n in range(3))
#: name -> (head, title of the page, publisher of JSON-LD, the outlet that is right)
OUTLETS = {
    "taken over from an agency": (site("Sound Tribune", canonical="https://apnews.com/748f", url=ADDRESS), TITLE, None, "Sound Tribune"),
    "its publisher is another outlet": (site("", url=ADDRESS), TITLE, "Washington Post", "soundtribune.co.uk"),
    "a company": (site("", url=ADDRESS) + "<meta name='publisher' content='Sound Media GmbH &amp; Co. KG'>", f"{TITLE} | Sound Tribune", None, "Sound Tribune"),
    "a section": (site("Coast", url=ADDRESS), TITLE, "Sound Tribune", "Sound Tribune"),
    "a slogan first": (site("Coast News, Weather | Sound Tribune 7", url=ADDRESS), TITLE, None, "Sound Tribune 7"),
    "a slogan behind": (site("Sound Tribune - news and weather from all the coast and the islands", url=ADDRESS), TITLE, None, "Sound Tribune"),
    "an address": (site("https://www.soundtribune.co.uk", url=ADDRESS), TITLE, "Sound Tribune", "Sound Tribune"),
    "an agency of its own": (site("AP News", url="https://apnews.com/748f"), TITLE, None, "Associated Press"),
}  # fmt: skip


@pytest.mark.parametrize(("head", "title", "publisher", "right"), OUTLETS.values(), ids=list(OUTLETS))
def test_the_outlet(head: str, title: str, publisher: str | None, right: str) -> None:
    linked = {"publisher": {"name": publisher}} if publisher else {}
    assert article(f"<article>{H1}{TEXT}</article>{OWN}", head, title=title, **linked).source == right


#: name -> (og:title, title of the page, visible heading, the title that is right)
TITLES = {
    "a slogan of the site": (f"{TITLE} - Sound Tribune - News from the coast", f"{TITLE} - Sound Tribune - News from the coast", "", TITLE),
    "escaped twice": ("Skerry Point&amp;#039;s barge runs aground off Tarnmouth", "", "", "Skerry Point's barge runs aground off Tarnmouth"),
    "a dash without spaces": ("", "運鹽船擱淺，封閉海峽兩日-海峽日報網", "", "運鹽船擱淺，封閉海峽兩日"),
    "two dashes and a name in another script": ("運鹽船擱淺 封閉海峽--上報", "運鹽船擱淺 封閉海峽 -- 上報 / 焦點", "上報 Up Media", "運鹽船擱淺 封閉海峽"),
}  # fmt: skip


@pytest.mark.parametrize(("og", "title", "heading", "right"), TITLES.values(), ids=list(TITLES))
def test_the_title(og: str, title: str, heading: str, right: str) -> None:
    head = f"<meta property='og:title' content='{og}'>" + site("Sound Tribune - News from the coast")
    heading = f"<h1>{heading}</h1>" if heading else ""
    assert article(f"<article>{heading}{TEXT}</article>", head, title=title).title == right


# --- the outlet's own day


@pytest.mark.parametrize(
    ("stated", "address", "lang", "day"),
    [
        pytest.param(
            "2031-07-05T02:10:00Z",
            "https://soundtribune.com/2031/07/04/barge",
            "en",
            date(2031, 7, 4),
            id="America, the evening before",
        ),
        pytest.param(
            "2031-07-03T23:01:00Z",
            "https://soundtribune.it/2031/07/04/barge",
            "it",
            date(2031, 7, 4),
            id="Europe, past midnight",
        ),
        pytest.param(
            "2031-07-05T02:10:00Z",
            "https://soundtribune.de/2031/07/04/barge",
            "de",
            date(2031, 7, 5),
            id="no clock in Germany is behind",
        ),
        pytest.param(
            "2031-07-06T02:10:00Z",
            "https://soundtribune.com/2031/07/04/barge",
            "en",
            date(2031, 7, 6),
            id="two days off",
        ),
        pytest.param(
            "2031-07-05T02:10:00+02:00",
            "https://soundtribune.com/2031/07/04/barge",
            "en",
            date(2031, 7, 5),
            id="its own clock",
        ),
    ],
)
def test_a_moment_falls_on_the_day_that_the_page_shows(stated: str, address: str, lang: str, day: date) -> None:
    found = article(
        f"<article>{H1}{TEXT}</article>", site("Sound Tribune", url=address), lang=lang, datePublished=stated
    )
    assert found.published is not None
    assert found.published.date() == day


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("تم نشره الجمعة 4 تموز / يوليو 2031 09:22 مساءً", "ar"),
        ("4. juli/srpanj 2031", "bs"),
        ("Δημοσιεύτηκε 4 Ιουλίου 2031", "el"),
    ],
)
def test_the_line_beside_the_headline(line: str, lang: str) -> None:
    found = article(f"<article>{H1}<div class='article_created'>{line}</div>{TEXT}</article>", lang=lang)
    assert found.published is not None
    assert found.published.date() == date(2031, 7, 4)


def test_dates_of_a_list_of_other_pieces_are_not_the_pages() -> None:
    others = "".join(
        f"<div class='rel-item'><b>Pier {n} shut</b><div class='article-date'>0{n}.06.2031 u 10:52</div></div>"
        for n in range(1, 5)
    )
    found = article(
        f"<main><h1>{TITLE}</h1><div>{others}</div><div>{TEXT}</div><time datetime='2031-07-04'>Friday</time></main>"
    )
    assert found.published is not None
    assert found.published.date() == date(2031, 7, 4)
