"""Reading paths: what comes in, under which name, in which order, and what is told of the rest."""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.read import Limits, read_bytes, read_paths
from summarizer.read.duplicates import drop_duplicates
from summarizer.read.language import language_of
from summarizer.types import Article, InputFile, Provenance, Skipped

SEEDS = Path(__file__).parent.parent / "seeds"
BODY = (
    "The bridge over the Arden was closed on Monday, the port authority said. Engineers had found cracks in two of its "
    "pillars. It will stay shut for at least six weeks, and ferries will carry passengers meanwhile."
)


def test_the_seeds() -> None:
    reading = read_paths([SEEDS])
    assert reading.skipped == ()
    first, second = sorted(reading.articles, key=lambda a: a.path or "")
    assert (first.source, first.published, first.title) == ("VietnamPlus", datetime(2025, 3, 14, tzinfo=UTC), None)
    assert (second.source, second.published, second.title) == ("Viet Nam News (VNS)", None, None)
    assert [a.language for a in (first, second)] == ["en", "en"]
    for article, file in ((first, "000_f53293d11eb61a23.txt"), (second, "001_144707a25ba4e0d6.txt")):
        assert article.path == (SEEDS / file).as_posix()
        # Every kept paragraph is there as written: diacritics, curly quotes, double spaces apart.
        written = (SEEDS / file).read_text(encoding="utf-8")
        assert all(paragraph in written for paragraph in article.text.split("\n"))
    assert first.text.startswith(
        "Special Envoy of the Prime Minister, Minister of Industry and Trade Nguyen Hong Dien had"
    )
    assert first.text.endswith("comprehensive strategic partnership between the two countries.")
    assert len(first.text.split("\n")) == 12
    assert not any(gone in first.text for gone in ("date 2025", "Photo", "Vietnamplus"))
    assert second.text.startswith("The recent working session between Special Envoy")
    assert second.text.endswith("comprehensive strategic partnership between the two countries.")
    assert len(second.text.split("\n")) == 15
    assert not any(gone in second.text for gone in ("WASHINGTON DC", "VNS"))


def test_renamed_files_give_the_same_articles(tmp_path: Path) -> None:
    for name, seed in zip(("z.txt", "a.txt"), sorted(SEEDS.glob("*.txt")), strict=True):
        shutil.copy(seed, tmp_path / name)
    ours = [(a.id, a.text) for a in read_paths([tmp_path]).articles]
    assert ours == [(a.id, a.text) for a in read_paths([SEEDS]).articles]


def test_paths_are_shown_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "note.txt").write_text(BODY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    reading = read_paths(["in"])
    assert [a.path for a in reading.articles] == ["in/deep/note.txt"]
    assert reading.inputs == (InputFile("in/deep/note.txt", hashlib.sha256(BODY.encode()).hexdigest()),)
    assert [a.path for a in read_paths([Path("in/deep/note.txt"), "./in"]).articles] == ["in/deep/note.txt"]


@pytest.mark.parametrize("make", [lambda p: p / "missing", lambda p: p])
def test_nothing_to_read_is_an_error(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError) as caught:
        read_paths([make(tmp_path)])
    assert "\n" not in str(caught.value)


def test_no_path_is_an_error() -> None:
    with pytest.raises(InputError):
        read_paths([])


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.txt", bytes(range(256)) * 20, "not_text"),
        ("a.xyz", BODY.encode(), "unknown_format"),
        ("README", BODY.encode(), "unknown_format"),
        ("a.txt", b"The bridge is shut.", "stub"),
        ("a.txt", b"x" * 2000, "too_large"),
    ],
)
def test_skipped(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(BODY, encoding="utf-8")
    reading = read_paths([tmp_path], limits=Limits(max_bytes=1900) if reason == "too_large" else Limits())
    if reason == "not_text":
        assert len(data) > 1900
    assert [(Path(s.path).name, s.stage, s.reason) for s in reading.skipped] == [(name, "read", reason)]
    assert [a.text for a in reading.articles] == [BODY]


def test_copies_of_one_outlet_are_skipped_and_of_another_kept() -> None:
    def note(source: str) -> str:
        return f"Source: {source}\n\n{BODY}"

    day = {"a.txt": note("Harbour Gazette"), "b.txt": note("Harbour Gazette"), "c.txt": note("Arden Post")}
    with_folder = [read_bytes(text.encode(), name) for name, text in day.items()]
    assert [r.articles[0].source for r in with_folder] == ["Harbour Gazette", "Harbour Gazette", "Arden Post"]
    assert with_folder[0].articles[0].id == with_folder[1].articles[0].id != with_folder[2].articles[0].id


def test_the_same_words_are_one_article_however_they_are_set() -> None:
    words = (
        "The ferry to Tarn will not sail until Monday because its propeller hit a sandbank - nobody was hurt, it said."
    )

    def found(name: str, text: str, source: str = "Post") -> tuple[Article, Provenance]:
        return Article(name, None, text, source, None, path=name), Provenance(name, None, None)

    same = (words, words.upper(), words.replace(" ", "  \n"), words.replace("-", "—").replace(",", " ,"))
    kept, copies = drop_duplicates([found(f"a{n}", text) for n, text in enumerate(same)])
    assert (len(kept), len(copies)) == (1, 3)
    other = [*same, words + " Twice.", words.replace("said", "swore")]
    kept, copies = drop_duplicates([found(f"a{n}", text) for n, text in enumerate(other)] + [found("b", words, "Mail")])
    assert (len(kept), len(copies)) == (4, 3)


def test_duplicates_in_a_folder(tmp_path: Path) -> None:
    for name, source in (("a.txt", "Harbour Gazette"), ("b.txt", "Harbour Gazette"), ("c.txt", "Arden Post")):
        (tmp_path / name).write_text(f"Source: {source}\n\n{BODY}", encoding="utf-8")
    reading = read_paths([tmp_path])
    assert sorted(a.source or "" for a in reading.articles) == ["Arden Post", "Harbour Gazette"]
    b = (tmp_path / "b.txt").as_posix()
    a = (tmp_path / "a.txt").as_posix()
    assert reading.skipped == (Skipped(b, "read", "duplicate", f"same article as {a}"),)


def test_progress_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    calls: list[tuple[str, int, int]] = []
    read_paths([tmp_path], progress=lambda *call: calls.append(call))
    assert calls == [("read", 0, 1), ("read", 1, 1)]


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("O rio subiu.", "pt-BR", "pt"),
        ("O rio subiu.", "PT", "pt"),
        ("O rio subiu.", "a language of the river", None),
        ("O rio subiu.", None, None),
        # A text that is long enough tells itself: what is declared is often the site's language.
        ("The talks went on for two days, and they said that it had been of use to both of them.", "pt", "en"),
    ],
)
def test_a_declared_language_is_asked_last(text: str, declared: str | None, language: str | None) -> None:
    assert language_of(text, declared) == language
