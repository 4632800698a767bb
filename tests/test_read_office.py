"""Documents of word processors and books: what comes out of each, and that none may do harm."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, datetime

import pytest
from documents import docx, epub, odt, packed, rtf

from summarizer.read import Limits, read_bytes
from summarizer.types import Article, Reading

TITLE = "Norrail to close the coast line for repairs in June"
ONE = "The railway company Norrail will close the coast line for three weeks in June to replace 11 kilometres of track."
TWO = "Buses will run between Velmora and Castra every twenty minutes – “as near to the timetable as roads allow”, it said."
THREE = "Tickets that were bought before today can be returned at any station until the end of the month."
BODY = "\n".join((ONE, TWO, THREE))
LINES = [("Title", TITLE), ("", ONE), ("", TWO), ("", THREE)]
MAKERS = {".docx": docx, ".odt": odt, ".rtf": rtf}


def only(reading: Reading) -> Article:
    assert reading.skipped == ()
    (article,) = reading.articles
    return article


@pytest.mark.parametrize("ending", MAKERS)
def test_a_document(ending: str) -> None:
    article = only(read_bytes(MAKERS[ending](LINES), f"a{ending}"))
    assert (article.title, article.text) == (TITLE, BODY)


@pytest.mark.parametrize("ending", MAKERS)
def test_a_press_release(ending: str) -> None:
    lines = [("", "PRESS RELEASE"), ("", "For immediate release"), ("", "13 May 2031"), *LINES, ("", "– ENDS –"),
             ("", "Notes to editors: Norrail was founded in 1911."), ("", "Contact: Ilse Harrow, press@norrail.example, 555 0199")]  # fmt: skip
    article = only(read_bytes(MAKERS[ending](lines), f"a{ending}"))
    assert (article.title, article.text, article.published) == (TITLE, BODY, datetime(2031, 5, 13, tzinfo=UTC))


def test_an_analysts_note_with_a_header() -> None:
    lines = [("", f"Title: {TITLE}"), ("", "Source: Castra Courier"), ("", "Date: 13. Mai 2031"), *LINES[1:]]
    article = only(read_bytes(docx(lines), "a.docx"))
    assert (article.title, article.text, article.source, article.published) == (
        TITLE,
        BODY,
        "Castra Courier",
        datetime(2031, 5, 13, tzinfo=UTC),
    )


def test_a_title_that_only_the_properties_have() -> None:
    assert only(read_bytes(docx(LINES[1:], title=TITLE), "a.docx")).title == TITLE
    assert only(read_bytes(odt(LINES[1:], title=TITLE), "a.odt")).title == TITLE
    assert only(read_bytes(docx(LINES[1:], title="Microsoft Word - final draft.docx"), "a.docx")).title is None


def test_what_was_deleted_is_not_read_and_what_was_put_in_is() -> None:
    changes = (
        "<w:p><w:ins><w:r><w:t>The ministry agreed to the plan.</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Nobody was asked.</w:delText></w:r></w:del></w:p>"
    )
    assert only(read_bytes(docx(LINES, body=changes), "a.docx")).text == f"{BODY}\nThe ministry agreed to the plan."
    deleted = "<text:tracked-changes><text:changed-region><text:deletion><text:p>Nobody was asked.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    assert only(read_bytes(odt(LINES, body=deleted), "a.odt")).text == BODY


def test_a_note_at_the_foot_is_not_in_the_midst_of_a_sentence() -> None:
    note = "<text:p>It rained<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>On Monday.</text:p></text:note-body></text:note> for two<text:s/>days.</text:p>"
    assert "It rained for two days." in only(read_bytes(odt(LINES[1:], body=note), "a.odt")).text


PAGE = "<h1>{title}</h1>{text}"


def page(title: str, text: str) -> str:
    return PAGE.format(title=title, text="".join(f"<p>{line}</p>" for line in text.split("\n")))


def test_each_text_of_a_magazine_is_an_article() -> None:
    other = "The council of Castra put off its vote on the market square by a week on Monday.\nTwo of its members had fallen ill, and the mayor did not want to decide alone, she said."
    pages = {"cover.xhtml": "<img src='a.jpg'/>", "toc.xhtml": "<ol><li><a href='a'>One</a></li><li><a href='b'>Two</a></li></ol>",
             "a.xhtml": page(TITLE, BODY), "b%20c.xhtml": page("Vote put off by a week", other)}  # fmt: skip
    reading = read_bytes(
        epub(
            {name.replace("%20", " "): text for name, text in pages.items()},
            title="Castra Courier [Tue, 13 May 2031]",
            publisher="calibre",
            date="2031-05-13T05:00:00+00:00",
        ),
        "a.epub",
    )
    day = datetime(2031, 5, 13, 5, tzinfo=UTC)
    assert {(a.title, a.text, a.source, a.published) for a in reading.articles} == {
        (TITLE, BODY, "Castra Courier", day), ("Vote put off by a week", other, "Castra Courier", day)}  # fmt: skip
    assert [(s.reason, s.detail) for s in reading.skipped] == [
        ("not_article", "covers, contents and pages without text: 2")
    ]


@pytest.mark.parametrize(
    ("name", "data"), [("a.odt", odt(LINES)), ("a.rtf", rtf(LINES)), ("a.epub", epub({"a.xhtml": page(TITLE, BODY)}))]
)
def test_a_document_without_an_ending_is_known_by_its_first_bytes(name: str, data: bytes) -> None:
    assert only(read_bytes(data, name.partition(".")[0])).text == BODY


def bomb(data: bytes, part: str) -> bytes:
    """The package with a part that unpacks to 60 million bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return packed({**parts, part: b" " * 60_000_000})


@pytest.mark.parametrize("part", ["word/document.xml", "word/media/image1.png", "content.xml", "OEBPS/a.xhtml"])
def test_a_bomb_is_not_unpacked(part: str) -> None:
    makers = {
        "word": ("a.docx", docx(LINES)),
        "content.xml": ("a.odt", odt(LINES)),
        "OEBPS": ("a.epub", epub({"a.xhtml": page(TITLE, BODY)})),
    }
    name, data = makers[part.partition("/")[0]]
    (skipped,) = read_bytes(bomb(data, part), name).skipped
    assert (skipped.reason, skipped.detail) == ("unsafe", "unpacks to more than 200 times its size")


def test_limits_hold_for_documents_too() -> None:
    (skipped,) = read_bytes(odt(LINES * 200), "a.odt", limits=Limits(max_unpacked_bytes=10_000)).skipped
    assert skipped.reason == "too_large"


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_entities_are_not_put_in(name: str) -> None:
    attack = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    with zipfile.ZipFile(io.BytesIO(docx(LINES) if name == "a.docx" else odt(LINES))) as archive:
        parts: dict[str, str | bytes] = {part: archive.read(part) for part in archive.namelist()}
    body = "word/document.xml" if name == "a.docx" else "content.xml"
    inner = parts[body]
    assert isinstance(inner, bytes)
    parts[body] = attack.encode() + inner.replace(b"The railway", b"&x; &c; The railway")
    reading = read_bytes(packed(parts), name)
    assert not any("bbbb" in a.text for a in reading.articles)
    assert [s.reason for s in reading.skipped] == (["unsafe"] if name == "a.docx" else [])


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "unreadable"),
        ("a.docx", b"PK\3\4 and no more", "malformed"),
        ("a.docx", packed({"a.txt": "x"}), "malformed"),
        ("a.odt", packed({"a.txt": "x"}), "malformed"),
        (
            "a.odt",
            packed({"content.xml": "x", "META-INF/manifest.xml": "<x><manifest:encryption-data/></x>"}),
            "unreadable",
        ),
        ("a.epub", packed({"a.txt": "x"}), "malformed"),
        ("a.rtf", b"no rtf", "malformed"),
        ("a.rtf", b"{\\rtf1 }", "empty"),
        ("a.docx", docx([]), "empty"),
        ("a.odt", odt([]), "empty"),
        ("a.epub", epub({}), "empty"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, reason: str) -> None:
    assert [s.reason for s in read_bytes(data, name).skipped] == [reason]


@pytest.mark.parametrize(("name", "library"), [("a.docx", "mammoth"), ("a.rtf", "striprtf")])
def test_without_the_extra_the_command_is_told(name: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setitem(sys.modules, f"{library}.{library}", None)
    (skipped,) = read_bytes(MAKERS[name[1:]](LINES), name).skipped
    assert skipped.reason == "unknown_format"
    assert skipped.detail.endswith("need: pip install 'summarizer[office]'")
