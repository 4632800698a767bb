"""The items of the data files, frozen types, and how each is read from a record. Those of details: `detail_items.py`.

The shapes are those of the development data; `eval/README.md` describes them for people who bring their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from eval.data import Record, instant, optional_string, sequence, string

T = TypeVar("T")

#: Articles this many days from the median of their cluster have a doubtful label: they are clustered, not scored.
DOUBTFUL_DAYS = 14


@dataclass(frozen=True, slots=True)
class Document:
    """One source text of a story."""

    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class SummaryItem:
    """A story with its human summary."""

    id: str
    documents: tuple[Document, ...]
    summary: str
    #: Names of the record's fields that are true, for `--only`.
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Prediction:
    """A summary that was made elsewhere."""

    id: str
    text: str
    #: Which system made it, in a file that holds several.
    system: str | None


@dataclass(frozen=True, slots=True)
class ClusterItem:
    """An article to be clustered."""

    id: str
    title: str | None
    text: str
    source: str | None
    url: str | None
    published: datetime | None
    #: The gold cluster; None for a distractor.
    cluster: str | None
    #: Whether its gold label is too uncertain to score.
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence a model wrote, and whether people found it faithful to the article."""

    text: str
    faithful: bool


@dataclass(frozen=True, slots=True)
class JudgedArticle:
    """An article with judged sentences."""

    id: str
    article: str
    sentences: tuple[JudgedSentence, ...]


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A source sentence with a right and a wrong rendering of it."""

    id: str
    source: str
    correct: str
    incorrect: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentence, the source sentences it was made of, and whether it follows from them."""

    id: str
    evidence: tuple[str, ...]
    text: str
    true: bool
    #: What was changed in it ("negation", "role"), or "as written".
    kind: str
    #: The data set, and the document within it.
    data: str
    document: str


@dataclass(frozen=True, slots=True)
class WritingPair:
    """Source sentences, and the sentence a person made of them."""

    id: str
    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A web page as saved, and what is known of its article; each None or empty where it is not."""

    id: str
    html: str
    #: The whole text.
    text: str | None
    title: str | None
    published: datetime | None
    #: The first words of the text.
    beginning: str | None = None
    #: Pieces of the article, and pieces of the page that are none of it.
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    #: Whether it is a page of news, and not of a shop or a forum.
    news: bool = True


def summary_item(record: Record, fallback_id: str) -> SummaryItem:
    """A story from `documents` (texts, or objects with `text` and perhaps `title`) and `summary`; blank ones go."""
    documents = tuple(d for d in map(_document, sequence(record, "documents")) if d.text.strip())
    if not documents:
        raise ValueError("'documents' holds no text")
    flags = frozenset(key for key, value in record.items() if value is True)
    return SummaryItem(str(record.get("id") or fallback_id), documents, string(record, "summary"), flags)


def _document(value: object) -> Document:
    if isinstance(value, str):
        return Document(None, value)
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return Document(optional_string(value, "title"), value["text"])
    raise ValueError("'documents' holds something that is neither a string nor an object with a 'text'")


def prediction(record: Record, fallback_id: str) -> Prediction:
    """A summary from `id` and `prediction`, perhaps `system`: a line of what `--predictions` writes."""
    text = record.get("prediction")
    if not isinstance(text, str):
        raise ValueError("'prediction' is not a string")
    return Prediction(str(record.get("id") or fallback_id), text, optional_string(record, "system"))


def cluster_item(record: Record, fallback_id: str) -> ClusterItem:
    """An article from `text`, perhaps `title`, `date`, `source`, `url`; a distractor has no `cluster`."""
    away = record.get("days_from_cluster_median")
    return ClusterItem(
        id=str(record.get("id") or fallback_id),
        title=optional_string(record, "title"),
        text=string(record, "text"),
        source=optional_string(record, "source"),
        url=optional_string(record, "url"),
        published=instant(record, "date"),
        cluster=optional_string(record, "cluster"),
        doubtful=isinstance(away, int | float) and abs(away) > DOUBTFUL_DAYS,
    )


def judged(record: Record, fallback_id: str) -> JudgedArticle | JudgedPair:
    """Judged sentences of an `article`, or a pair of a `source_sentence`; told apart by their fields."""
    identity = str(record.get("id") or fallback_id)
    if "source_sentence" in record:
        return JudgedPair(
            identity, string(record, "source_sentence"), string(record, "correct"), string(record, "incorrect")
        )
    sentences = tuple(map(_judged_sentence, sequence(record, "summary_sentences")))
    return JudgedArticle(identity, string(record, "article"), sentences)


def _judged_sentence(value: object) -> JudgedSentence:
    if not isinstance(value, dict) or not isinstance(value.get("faithful"), bool):
        raise ValueError("'summary_sentences' holds something that is not an object with 'sentence' and 'faithful'")
    return JudgedSentence(string(value, "sentence"), value["faithful"])


def judgement(record: Record, fallback_id: str) -> Judgement:
    """A judgement from `evidence`, `text`, `true`, `kind`, `data` and `document`."""
    evidence = sequence(record, "evidence")
    if not all(isinstance(each, str) for each in evidence):
        raise ValueError("'evidence' holds something that is not a sentence")
    if not isinstance(record.get("true"), bool):
        raise ValueError("'true' is neither true nor false")
    kind, data, document = (string(record, key) for key in ("kind", "data", "document"))
    identity = str(record.get("id") or fallback_id)
    return Judgement(identity, tuple(evidence), string(record, "text"), record["true"], kind, data, document)


def writing_pair(record: Record, fallback_id: str) -> WritingPair:
    """A pair from `src`, a list of sentences, and `tgt`."""
    sources = sequence(record, "src")
    if not sources or not all(isinstance(source, str) and source.strip() for source in sources):
        raise ValueError("'src' holds something that is not a sentence")
    return WritingPair(str(record.get("id") or fallback_id), tuple(sources), string(record, "tgt"))


def saved_page(record: Record, fallback_id: str) -> SavedPage:
    """A page from `html` and some of `expected_text`, `first_words` or `expected_prefix`, `with` and `without`.

    Title and date come from `expected_title` and `expected_date`, from `title` and `date`, or from `metadata`.
    """
    metadata = record.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    page = SavedPage(
        id=str(record.get("id") or fallback_id),
        html=string(record, "html"),
        text=optional_string(record, "expected_text"),
        title=_first(optional_string, (record, "expected_title"), (record, "title"), (metadata, "title")),
        published=_first(instant, (record, "expected_date"), (record, "date"), (metadata, "publish_date")),
        beginning=_first(optional_string, (record, "first_words"), (record, "expected_prefix")),
        present=_snippets(record, "with"),
        absent=_snippets(record, "without"),
        news=record.get("news") is not False,
    )
    if not any((page.text, page.beginning, page.present, page.title, page.published)):
        raise ValueError("nothing is said of its article: no 'expected_text', 'first_words', 'with', title or date")
    return page


def _first(read: Callable[[Record, str], T | None], *places: tuple[Record, str]) -> T | None:
    """What is read from the first place that holds something."""
    return next((value for record, key in places if (value := read(record, key)) is not None), None)


def _snippets(record: Record, key: str) -> tuple[str, ...]:
    return tuple(s for s in record.get(key) or () if isinstance(s, str) and s.strip())
