"""When a page was published, by one order: what it declares, what stands beside its headline, its address, a search.

    1. JSON-LD  2. meta elements  3. a <time> of the article  4. the visible line beside the headline  5. the address
    6. `htmldate` over the page without its header, its cards and its comments

Never the clock of the header, the date of a related piece, or that of a reader's comment. The first of the six that
gives a date gives it; where one of the first two has only the day, the other may add the hour. Which of these two comes
first hardly matters: of about 500 dated pages of the development sets they differ on 7, and JSON-LD is right on 4.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta, timezone
from itertools import islice
from typing import TYPE_CHECKING, Any

from summarizer.language import lexicon
from summarizer.read.dates import date_in_url, parse_date, visible_date
from summarizer.read.pruning import Surroundings, is_other_piece, words_of
from summarizer.read.running import count_words, is_statement, vocabulary
from summarizer.read.values import Origin

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Names of meta elements, best first.
_META = """
    article:published_time article:published og:article:published_time og:published_time datepublished publishdate
    publish-date publish_date pubdate publication_date parsely-pub-date sailthru.date date.issued dc.date.issued
    dcterms.created dcterms.date dc.date dc.date.created cxenseparse:recs:publishtime article.published
    article_date_original originalpublicationdate published_date published-date date rnews:datepublished
    iso-8601-publish-date pub_date ptime createdate dcterms.issued dcterms.date.issued citation_publication_date
    lastmodified-original datecreated cxenseparse:publishtime vr:published_time gentime firstpublishedtime
    """.split()
_LINKED = ("datePublished", "dateCreated", "uploadDate")
#: Class names and ids of elements that hold a date, and of those that hold the date of a change.
_DATED = lexicon.pattern("names_of_dates", "pages")
_CHANGED = lexicon.pattern("names_of_changes", "pages")
#: Elements before the headline that are looked at, and words of running text behind it after which a date is no line
#: beside it.
_BEFORE = 30
_BEHIND = 60
#: Elements that may hold a date; and how many of them are looked at.
_LINES = "time p span div li td small h1 h2 dd em i b a address abbr strong font".split()
_MANY = 100
#: Lines of one class in blocks of one class, from which they are dates of other pieces.
_LIST = 3
#: Characters of a line that holds a date and little else.
_LONGEST_LINE = 120
#: Hours that an outlet's clock may be ahead of universal time, or behind it; and the languages of those behind.
_MOST_AHEAD = 13
_MOST_BEHIND = 8
_EUROPE = 3
_AMERICAN = ("en", "es", "fr", "pt", None)
_MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)(?=/|-\D)")
#: Day and month in figures that may stand for each other.
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")


def published_on_page(
    tree: HtmlElement, meta: Mapping[str, str], linked: Mapping[str, Any], url: str | None, title: str | None
) -> tuple[datetime | None, Origin]:
    """The date of a page and where it was found; `linked` is the article's JSON-LD object."""
    language = (tree.get("lang") or meta.get("language") or "")[:2].lower() or None
    declared = [found for name in _META if name in meta and (found := parse_date(meta[name], language))]
    stated = [
        found for key in _LINKED if isinstance(value := linked.get(key), str) and (found := parse_date(value, language))
    ]
    if not (stated or declared):
        return _seen(tree, title, url, language)
    moment = _finer(stated[0], declared) if stated else declared[0]
    shown = date_in_url(url)
    if shown is None and _may_be_another_day(moment) and (beside := _beside_headline(tree, title, language)):
        shown = beside[0]
    return _local(moment, shown, language), "json-ld" if stated else "meta"


def _may_be_another_day(moment: datetime) -> bool:
    """Whether a moment in universal time falls on another day by the clocks of America or Europe."""
    in_utc = not moment.utcoffset() and moment.time() != time()
    return in_utc and (moment.hour < _MOST_BEHIND or moment.hour >= 24 - _EUROPE)


def _finer(day: datetime, others: list[datetime]) -> datetime:
    """The date with its hour and as its outlet's clock shows it, where another statement of it has these."""
    if day.astimezone(UTC).time() != time():
        return next((other for other in others if other == day and other.utcoffset()), day)
    return next((other for other in others if other.date() == day.date()), day)


def _local(moment: datetime, shown: datetime | None, language: str | None) -> datetime:
    """A moment in universal time on the day before or behind in the outlet's clock, if the page shows that day.

    The hour that makes it that day is the nearest one: how far the outlet's clock is off is not known. Clocks behind
    universal time are those of the Americas.
    """
    if shown is None or moment.utcoffset() or moment.time() == time() or abs((shown.date() - moment.date()).days) != 1:
        return moment
    if shown.date() > moment.date():
        hours = 24 - moment.hour
        return moment.astimezone(timezone(timedelta(hours=hours))) if hours <= _MOST_AHEAD else moment
    hours = moment.hour + 1
    behind = hours <= _MOST_BEHIND and language in _AMERICAN
    return moment.astimezone(timezone(-timedelta(hours=hours))) if behind else moment


def _seen(
    tree: HtmlElement, title: str | None, url: str | None, language: str | None
) -> tuple[datetime | None, Origin]:
    for value in tree.xpath("//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"):
        if found := parse_date(str(value), language):
            return found, "time"
    if beside := _beside_headline(tree, title, language):
        return beside
    return (found, "url") if (found := date_in_url(url)) else (None, "meta")


def _beside_headline(tree: HtmlElement, title: str | None, language: str | None) -> tuple[datetime, Origin] | None:
    """The date nearest to the headline: behind it before the text has begun, else before it, else in its article."""
    headline = _headline(tree, title)
    around = Surroundings(headline)
    before, behind = _lines_around(tree, headline)
    listed = _listed(behind)
    behind = [element for element in behind if element not in listed]
    nearest = before[:-_BEFORE:-1] if headline is not None else before[:_MANY]
    rows = [(behind, False), (nearest, False), (behind, True), (nearest, True)]
    for elements, changed in rows:
        for element in elements:
            found = _date_of(element, language) if changed == _is_change(element) else None
            if found and not around.is_aside(element):
                return found
    return _in_article(tree, headline, around, language)


def _lines_around(tree: HtmlElement, headline: HtmlElement | None) -> tuple[list[HtmlElement], list[HtmlElement]]:
    """Elements that may hold a date before the headline, and behind it until the text has begun."""
    before: list[HtmlElement] = []
    behind: list[HtmlElement] = []
    words = 0
    place = before
    for element in tree.iter(*_LINES):
        if element is headline:
            place = behind
        elif words > _BEHIND or len(behind) > _MANY:
            break
        elif element.tag == "p" and place is behind and is_statement(text := words_of(element)):
            words += count_words(text)
        elif _may_date(element):
            place.append(element)
    return before, behind


def _listed(elements: list[HtmlElement]) -> set[HtmlElement]:
    """Those that stand alike in several blocks: each piece of a list has its own date."""
    places = [(element.get("class"), element.getparent().get("class")) for element in elements]
    counted = Counter(place for place in places if all(place))
    return {element for element, place in zip(elements, places, strict=True) if counted[place] >= _LIST}


def _in_article(
    tree: HtmlElement, headline: HtmlElement | None, around: Surroundings, language: str | None
) -> tuple[datetime, Origin] | None:
    """The first <time> of the block that holds the headline and the text, wherever in it."""
    for element in islice(tree.iter("time"), _MANY):
        if _is_change(element) or around.is_aside(element) or not _is_in(element, headline):
            continue
        if found := _date_of(element, language):
            return found
    return None


def _is_in(element: HtmlElement, headline: HtmlElement | None) -> bool:
    """Whether an element is in the article or main element of the headline."""
    holders = set(element.iterancestors("article", "main"))
    return bool(holders) if headline is None else any(a in holders for a in headline.iterancestors("article", "main"))


def _headline(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    """The heading that says the title; the first heading of three words without one."""
    known = vocabulary(title or "")
    headings = [h for h in tree.iter("h1", "h2") if known and 2 * len(known & vocabulary(words_of(h))) >= len(known)]
    headings += [h for h in tree.iter("h1") if count_words(words_of(h)) > 2]
    return headings[0] if headings else None


def _may_date(element: HtmlElement) -> bool:
    """Whether an element is a <time>, or short and without many blocks in it, with a year in it."""
    if element.tag == "time":
        return True
    if len(element) > 8:
        return False
    text = ""
    for number, piece in enumerate(element.itertext()):
        text += piece.strip()
        if len(text) > 2 * _LONGEST_LINE or number > _MANY:
            return False
    return re.search(r"\d{4}", text) is not None


def _is_change(element: HtmlElement) -> bool:
    """Whether it is the date of a change: by its class, or by the word before the first figure."""
    text = words_of(element)[:60]
    word = text[: match.start()] if (match := re.search(r"\d", text)) else text
    name = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop"))))
    return bool(_CHANGED.search(name) or _CHANGED.search(word))


def _date_of(element: HtmlElement, language: str | None) -> tuple[datetime, Origin] | None:
    """The date of a <time>, of a line that is only a date, or of a line that its class calls a date."""
    text = " ".join(" ".join(element.itertext()).split())  # adjoining elements stand apart on the page
    if element.tag == "time":
        found = parse_date(element.get("datetime"), language) or parse_date(text[:_LONGEST_LINE], language)
        return (found, "time") if found else None
    if len(text) > _LONGEST_LINE or count_words(text) > 25:
        return None
    found = visible_date(text, language)
    if not found and _DATED.search(f"{element.get('class', '')} {element.get('id', '')}"):
        found = parse_date(text, language)
    return (found, "line") if found else None


def searched(tree: HtmlElement, url: str | None) -> datetime | None:
    """The date that `htmldate` finds in a page; one whose day and month may be the other way round is not used.

    Changes the tree: what is not the article's is taken out, so that no clock and no comment is found.
    """
    from htmldate import find_date

    for element in list(_asides(tree)):
        if (parent := element.getparent()) is not None and element.find(".//h1") is None:
            parent.remove(element)
    try:
        found = find_date(tree, extensive_search=True, original_date=True, url=url, max_date="2100-12-31")
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    day = parse_date(found)
    if day is None or (day.month, day.day) == (1, 1):  # a bare year
        return None
    said = _MONTH_IN_URL.search(url or "")
    if said and (int(said[1]), int(said[2])) != (day.year, day.month):
        return None
    return None if _is_ambiguous(tree, day) else day


def _asides(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter("header", "nav", "aside", "footer", "div", "section", "ul", "ol", "li"):
        if element.tag in ("header", "nav", "aside", "footer") or is_other_piece(element):
            yield element


def _is_ambiguous(tree: HtmlElement, day: datetime) -> bool:
    """Whether the page has that date in figures that can be read both ways."""
    for match in _FIGURES.finditer(tree.text_content()):
        first, second, year = map(int, match.groups())
        if (
            year == day.year
            and first != second
            and max(first, second) <= 12
            and {first, second} == {day.day, day.month}
        ):
            return True
    return False
