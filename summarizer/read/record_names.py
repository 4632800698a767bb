"""The names under which exports of articles keep their fields: one table, and how a key is looked up in it.

Keys are compared in lower case, by their letters and figures only; what a wrapper holds counts as the object's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeAlias

Keys: TypeAlias = Mapping[str, Any]

#: Field -> the keys it goes by, best first, in lower case, letters and figures only; `a.b` is `b` in the object under
#: `a`. Times of download, crawling and saving are no dates.
_KEYS = {
    "text": "text maintext body articlebody bodytext fulltext content contenttext rawtext plaintext cleanedtext"
    " articletext storytext fullarticle article paragraphs contentelements blocks sections contenthtml bodyhtml html"
    " story",
    "page": "html rawhtml pagehtml fullhtml page",
    "teaser": "description summary abstract snippet excerpt leadparagraph trailtext lead standfirst teaser dek"
    " ogdescription",
    "title": "title headline webtitle headlines articletitle ogtitle heading name",
    "published": "published publishedat datepublish datepublished publishdate pubdate publisheddate publishingdate"
    " publicationdate datetimepub dategmt webpublicationdate displaydate firstpublishdate articlepublishedtime"
    " publishedtime datetime date publishtime publicationtime firstpublished dateline published.date",
    "source": "source outlet publisher origin feed publication sitename sourcename ogsitename newspaper"
    " sourcecommonname feedtitle feedname website.name sourcedomain sourcehostname domain domainname hostname"
    " html.sourceinfo.publisher",
    "url": "url link weburl canonicalurl permalink articleurl requestedurl documentidentifier canonical alternate ogurl"
    " html.requestedurl guid",
    "language": "language lang",
    "id": "id articleid uuid docid",
}
FIELDS = {field: keys.split() for field, keys in _KEYS.items()}
KNOWN = frozenset(key.partition(".")[0] for keys in FIELDS.values() for key in keys)
#: Names under which somebody else's words stand.
OTHERS = frozenset("comments author authors bio authorbio tags keywords related metadata embedding".split())
#: Objects whose fields are those of the object they stand in.
_WRAPPERS = ("fields", "attributes")
_NAMES = ("name", "title", "main", "basic", "rendered", "id", "uri", "value")


def folded(item: Mapping[Any, Any]) -> dict[str, Any]:
    """The object with its keys in one spelling, and what its wrappers hold beside the rest."""
    wrapped = [item[key] for key in _WRAPPERS if isinstance(item.get(key), dict)]
    both = {key: value for part in (*wrapped, item) for key, value in part.items()} if wrapped else item
    return {fold_key(str(key)): value for key, value in both.items()}


@lru_cache(maxsize=10_000)
def fold_key(key: str) -> str:
    """A key by its letters and figures, in lower case: `date_publish` and `datePublish` are one."""
    return re.sub(r"[\W_]", "", key).lower() or key


def at(keys: Keys, path: str) -> Any:
    """What stands under a key, or under a key of the object under a key."""
    value: Any = keys
    for key in path.split("."):
        value = (value if value is keys else folded(value)).get(key) if isinstance(value, Mapping) else None
    return value


def is_record(keys: Keys) -> bool:
    """Whether an object has a title, and an address, a day or a number of its own: something that was published."""
    named = any(isinstance(keys.get(k), str) for k in FIELDS["title"] if k != "name")
    return named and any(k in keys for field in ("url", "published", "id") for k in FIELDS[field])


def name_of(value: Any) -> str | None:
    """The name in a value: a string, or an object that has one."""
    values = [folded(value).get(key) for key in _NAMES] if isinstance(value, dict) else [value]
    return next((text for each in values if (text := string_of(each))), None)


def string_of(value: Any) -> str | None:
    """The string that a value is, if there is more than white space in it."""
    return value.strip() or None if isinstance(value, str) else None
