"""When it was published: dates as fields, headers, visible lines and addresses write them, with time and zone.

Never a crawl date or a file date. A date without a zone is taken as UTC, a day without a time as its midnight. Day and
month in figures are told apart by the value; where both are possible the date is not used ("03/04/2025").
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from summarizer.read.months import foreign_day, is_date_words

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
#: Hours from UTC; the abbreviations that news pages print.
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "ist": 5.5, "pkt": 5, "ict": 7, "sgt": 8, "hkt": 8,
    "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "et": -5, "pt": -8,
}  # fmt: skip
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?=T|\b)"
)
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NAMED = re.compile(
    rf"\b(?P<month>{_MONTH_NAME})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<month2>{_MONTH_NAME})\.?,?[\s-]+(?P<year2>\d{{4}})\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(?<![\d/.])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4})(?!\d)")
_TIME = re.compile(
    r"(?:^|[\sT,|]|at )(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?\(?(?P<zone>[A-Z]{1,4}T?C?"
    r"|z)\b\)?)?(?:\s?(?P<sign>[+-])(?P<off>\d\d):?(?P<offm>\d\d))?",
    re.IGNORECASE,
)
_IN_URL = (
    re.compile(
        r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?:/|-|$|\.|_)", re.IGNORECASE
    ),
    re.compile(r"(?<!\d)(?P<year>20\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?!\d)"),
)
#: What may stand beside the date on a line that is only a date.
_DATE_LINE_WORDS = re.compile(
    r"\b(?:date|first|last|published|updated|posted|created|modified|originally|on|at|by|mon|tues?"
    r"|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun"
    r"|mon(?=day)|day|[ap]\.?m|et|est|edt|gmt|utc|bst|cet|pst|pdt|ict|local|time|hours|hrs|t|z)\b|day\b|[\W\d_]+",
    re.IGNORECASE,
)
#: A name set off from the date: "Harbour Gazette, 8 May 2031".
_NAME_BEFORE = re.compile(r"^\W*+(?:[A-ZÀ-Þ](?:[\w.'’&]|-(?=\w))*+\s?+){1,4}[,|–—-]\s*(?=$|\w*day\b)")
#: Arabic, Persian, Devanagari, Bengali and Thai figures, each to ours.
_DIGITS = {ord(digit): str(i % 10) for i, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯๐๑๒๓๔๕๖๗๘๙")}
#: Earlier is a typing error or an epoch default, for saved news as well as for scanned archives.
_FIRST_YEAR = 1700


def parse_date(text: object, language: str | None = None) -> datetime | None:
    """The moment a field names, timezone-aware; None if it names none.

    Reads ISO 8601, RFC 2822, Unix seconds and milliseconds, and the forms that pages print, with the months of
    `language` where one name means two (listopad).

    >>> parse_date("March 14, 2025 9:30 p.m. EST").isoformat()
    '2025-03-14T21:30:00-05:00'
    """
    if isinstance(text, datetime):
        return _aware(text)
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        return _from_epoch(text)
    if not isinstance(text, str) or not text.strip() or len(text) > 200:
        return None
    text = text.strip()
    return _from_iso(text) or _from_printed(text, language) or _from_rfc(text) or _from_digits(text)


def _aware(moment: datetime) -> datetime | None:
    if not _FIRST_YEAR <= moment.year <= 9990:
        return None
    try:
        offset = moment.utcoffset()
    except ValueError:
        return None
    return moment if offset is not None else moment.replace(tzinfo=UTC)


def _from_epoch(value: float) -> datetime | None:
    try:
        value = value / 1000 if value > 1e11 else value  # milliseconds
        return _aware(datetime.fromtimestamp(value, UTC)) if value > 1e8 else None
    except (ValueError, OverflowError, OSError):
        return None


def _from_digits(text: str) -> datetime | None:
    if re.fullmatch(r"\d{14}", text):  # GDELT: 20250314093000
        try:
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return None
    return _from_epoch(float(text)) if re.fullmatch(r"\d{9,13}(?:\.\d+)?", text) else None


def _from_iso(text: str) -> datetime | None:
    try:
        return _aware(datetime.fromisoformat(text))
    except ValueError:
        return None


def _from_rfc(text: str) -> datetime | None:
    try:
        return _aware(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_printed(text: str, language: str | None = None) -> datetime | None:
    day = _printed_day(text, language)
    if day is None:
        return None
    (year, month, number), start, end = day
    rest = f"{text[:start]} {text[end:]}"
    return _moment(year, month, number, _TIME.search(text[end:]) or _TIME.search(rest))


def _printed_day(text: str, language: str | None = None) -> tuple[tuple[int, int, int], int, int] | None:
    """Year, month and day of the first full date in a text, and where it stands."""
    if not text.isascii():
        text = text.translate(_DIGITS)
    if match := _ISO.search(text):
        year, month, day = match["year"] or match["y"], match["month"] or match["m"], match["day"] or match["d"]
        return (int(year), int(month), int(day)), match.start(), match.end()
    if match := _NAMED.search(text):
        name = (match["month"] or match["month2"]).lower()
        day = match["day"] or match["day2"]
        return (int(match["year"] or match["year2"]), _MONTHS[name], int(day)), match.start(), match.end()
    if match := _FIGURES.search(text):
        first, second = int(match["a"]), int(match["b"])
        if first > 12 or first == second or match["sep"] == ".":
            return (int(match["year"]), second, first), match.start(), match.end()
        if second > 12:
            return (int(match["year"]), first, second), match.start(), match.end()
        return None
    return foreign_day(text, language)


def _moment(year: int, month: int, day: int, time: re.Match[str] | None) -> datetime | None:
    try:
        if time is None:
            return _aware(datetime(year, month, day, tzinfo=UTC))
        hour, minute, second = (
            int(time["hour"]),
            int(time["minute"]),
            min(int(time["second"] or 0), 59),
        )  # a leap second
        if time["half"]:
            hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
        return _aware(datetime(year, month, day, hour, minute, second, tzinfo=_zone(time)))
    except ValueError:
        return None


def _zone(time: re.Match[str]) -> timezone:
    if time["sign"]:
        offset = timedelta(hours=int(time["off"]), minutes=int(time["offm"]))
        return timezone(offset if time["sign"] == "+" else -offset)
    hours = _ZONES.get((time["zone"] or "").lower(), 0)
    return timezone(timedelta(hours=hours)) if hours else UTC


def visible_date(line: str, language: str | None = None) -> datetime | None:
    """The date that a line consists of ("Updated Friday, March 14, 2025 at 9:30 GMT"); None for any other line."""
    if len(line) > 120 or not any(char.isdigit() for char in line):
        return None
    day = _printed_day(line, language)
    if day is None:
        return None
    rest = _NAME_BEFORE.sub("", line[: day[1]]) + " " + line[day[2] :]
    return _from_printed(line, language) if is_date_words(_DATE_LINE_WORDS.sub(" ", rest)) else None


def date_in_url(url: str | None) -> datetime | None:
    """The day in an address: `/2025/03/14/`, `/2025/mar/14/`, `-20250314`.

    >>> date_in_url("https://example.org/world/2025/mar/14/talks").date().isoformat()
    '2025-03-14'
    """
    for pattern in _IN_URL if url else ():
        for match in pattern.finditer(str(url)):
            month = _MONTHS.get(match["month"].lower()) or (int(match["month"]) if match["month"].isdigit() else 0)
            year = int(match["year"])
            if 1990 <= year <= 2100 and (found := _moment(year, month, int(match["day"]), None)):
                return found
    return None
