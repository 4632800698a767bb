"""`summarizer check`: which sentences of a draft its sources support, what is said of the others, and how it ends."""

from __future__ import annotations

import json
import re
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer import checking, cli
from summarizer.checking import LONGEST, Passage, Shelf, check_draft, check_files, check_sentences
from summarizer.errors import InputError, OutputError, SettingsError
from summarizer.language import Analyst
from summarizer.models import detect_hardware, load_judge, shipped_judge
from summarizer.render import check_kind_of, checked_to_dict, render_checked
from summarizer.render.checked import CHECK_FORMATS, arrange_check
from summarizer.render.wording import FACETS
from summarizer.types import (
    Checked,
    CheckedSentence,
    Citation,
    Encoder,
    Failed,
    Models,
    Parser,
    Skipped,
    Verdict,
)
from summarizer.verify import REASONS
from summarizer.verify.gate import ABOUT_FORM
from tests.briefings import BRIDGE_A, BRIDGE_B, cite

SOURCES = (BRIDGE_A, BRIDGE_B)
CLOSED = BRIDGE_A.text[:94]
COST = "She said repairs would cost 4.2 million crowns and last until October."
SPOKE = "Mayor Ilse Brandt spoke at the ford."
FERRY = "A ferry will carry people on foot from Thursday."
VEHICLES = "About 9,000 vehicles cross the bridge each day."
NOWHERE = "Penguins juggle."


@pytest.fixture(scope="module", params=["no judge", "shipped judge"])
def models(request: pytest.FixtureRequest, encoder: Encoder, parser: Parser) -> Models:
    """The embedded parser without a judge of meaning, and with the one that comes with the program if one does."""
    if request.param == "no judge":
        return Models(None, encoder, parser)
    if shipped_judge() is None:
        pytest.skip("no judge is shipped")
    return Models(None, encoder, parser, load_judge(None, detect_hardware()))


# --- sentences against sentences -------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (CLOSED, None),
        (COST, None),
        (VEHICLES, None),
        ("About 9,500 vehicles cross the bridge each day.", "number"),
        ("A ferry will carry people on foot from Friday.", "date"),
        ("Mayor Otto Brandt spoke at the ford.", "name"),
        ("About 9,000 vehicles do not cross the bridge each day.", "negation"),
        ("The repairs will cost 6 million crowns, engineer Tomas Rehn said.", "number"),
        (NOWHERE, "meaning"),
    ],
)
def test_sentences(sentence: str, reason: str | None, models: Models) -> None:
    evidence = [
        CLOSED,
        SPOKE,
        COST,
        VEHICLES,
        "The repairs will cost 5 million crowns, engineer Tomas Rehn said.",
        FERRY,
    ]
    (verdict,) = check_sentences([sentence], evidence, models)
    assert verdict.passed == (reason is None)
    assert reason is None or reason in verdict.reasons


@pytest.mark.slow
def test_sentences_keep_their_order_and_need_no_evidence(models: Models) -> None:
    verdicts = check_sentences([FERRY, NOWHERE, FERRY], [FERRY], models)
    assert [verdict.passed for verdict in verdicts] == [True, False, True]
    assert check_sentences([FERRY], [], models) == [Verdict((Failed("meaning", (FERRY,)),), 0.0)]
    assert check_sentences([], [FERRY], models) == []


@pytest.mark.slow
@pytest.mark.parametrize("sentence", [COST, 'He said so, and "the pier is old" too.', "but the ferry was late"])
def test_what_only_stands_badly_alone_is_supported(sentence: str, models: Models) -> None:
    (verdict,) = check_sentences([sentence], [sentence], models)
    assert verdict.failed == ()


# --- a whole draft ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "supported"),
    [
        ("The port of Arden sued the shipping line Nordlink over the spilled oil.", True),
        ("The shipping line Nordlink sued the port of Arden over the spilled oil.", False),  # only the parse tells
    ],
)
def test_who_does_what_to_whom_is_read_off_the_parse(sentence: str, supported: bool, models: Models) -> None:
    evidence = ["The port of Arden sued the shipping line Nordlink over the spilled oil.", "Rain fell all day."]
    (verdict,) = check_sentences([sentence], evidence, models)
    assert verdict.passed is supported


@pytest.mark.slow
def test_a_draft(models: Models) -> None:
    draft = f"# What is next\n\n{CLOSED} {NOWHERE}\n- {FERRY}\n"
    checked = check_draft(draft, SOURCES, models)
    assert checked == Checked(
        draft,
        (
            CheckedSentence(CLOSED, 16, 110, checked.sentences[0].verdict, checked.sentences[0].citations),
            CheckedSentence(NOWHERE, 111, 127, Verdict((Failed("meaning", (NOWHERE,)),), 0.0), ()),
            CheckedSentence(FERRY, 130, 178, checked.sentences[2].verdict, (cite(BRIDGE_B, FERRY),)),
        ),
        ((2, 14),),
        SOURCES,
        verifier=models.judge.name if models.judge else None,
    )
    assert [sentence.supported for sentence in checked.sentences] == [True, False, True]
    assert checked.unsupported == (checked.sentences[1],)
    assert cite(BRIDGE_A, CLOSED) in checked.sentences[0].citations


@pytest.mark.slow
@pytest.mark.parametrize(
    ("draft", "passed"),
    [
        ("Ilse Brandt said repairs would cost 4.2 million crowns and last until October.", True),
        ("Tomas Rehn said repairs would cost 4.2 million crowns and last until October.", False),
        ("Ilse Brandt said repairs would cost 5 million crowns and last until October.", False),
    ],
)
def test_a_pronoun_of_a_source_is_read_with_its_name(draft: str, passed: bool, models: Models) -> None:
    (sentence,) = check_draft(draft, SOURCES, models).sentences
    assert sentence.supported == passed
    if passed:
        assert sentence.citations == (cite(BRIDGE_A, COST), cite(BRIDGE_A, SPOKE))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("draft", "passed"),
    [
        (f"{SPOKE} {COST}", [True, True]),
        (f"{SPOKE} She said repairs would cost 4.2 million crowns.", [True, True]),
        (
            "Mayor Tomas Rehn spoke. He said repairs would cost 4.2 million crowns and last until October.",
            [False, False],
        ),
        (f"{SPOKE} She said the repairs will cost 5 million crowns.", [True, False]),
    ],
)
def test_a_pronoun_of_a_draft_is_held_to_the_person_it_means(draft: str, passed: list[bool], models: Models) -> None:
    assert [sentence.supported for sentence in check_draft(draft, SOURCES, models).sentences] == passed


@pytest.mark.slow
def test_a_sentence_of_several_sources_is_cited_from_each(models: Models) -> None:
    copy = replace(BRIDGE_A, id="copy", source="Valley Post")
    (sentence,) = check_draft(CLOSED, (BRIDGE_A, copy, BRIDGE_B), models).sentences
    assert {c.article for c in sentence.citations} >= {"bridge-a", "copy"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "stated", "passed_over"),
    [
        ("## What is next", [], ["What is next"]),
        ("Background", [], ["Background"]),
        ("***", [], ["***"]),
        ("1. 12 people were hurt at the bridge", ["12 people were hurt at the bridge"], []),
        ("- Repairs will cost 5 million crowns", ["Repairs will cost 5 million crowns"], []),
        ("> Cars wait. Buses wait.", ["Cars wait.", "Buses wait."], []),
        ("**Cars wait** [1] [2].", ["**Cars wait** [1] [2]."], []),
    ],
)
def test_lines_of_a_draft(line: str, stated: list[str], passed_over: list[str], models: Models) -> None:
    checked = check_draft(f"{line}\n{FERRY}", SOURCES, models)
    assert [s.text for s in checked.sentences] == [*stated, FERRY]
    assert [checked.draft[a:b] for a, b in checked.passed_over] == passed_over


@pytest.mark.slow
@pytest.mark.parametrize("draft", ["", " \n ", "## What is next"])
def test_a_draft_that_states_nothing(draft: str, models: Models) -> None:
    with pytest.raises(InputError, match=r"^the draft has no sentence to check$"):
        check_draft(draft, SOURCES, models)


@pytest.mark.slow
def test_markup_and_notes_are_no_words_of_a_sentence(models: Models) -> None:
    (sentence,) = check_draft(f"**A ferry** {FERRY[8:-1]} [1] [12].", SOURCES, models).sentences
    assert sentence.supported


@pytest.mark.slow
def test_other_languages_are_compared_by_words(models: Models) -> None:
    said = "Мост у Марроу-Форд закрыли во вторник после того, как водолазы нашли трещину."
    source = replace(BRIDGE_A, text=f"{said} Ремонт продлится до октября.", language="ru")
    checked = check_draft(f"{said} Ремонт продлится до декабря этого года.", [source], models)
    assert [s.supported for s in checked.sentences] == [True, False]


@pytest.mark.slow
@pytest.mark.parametrize(
    "draft",
    [
        "bridge " * 50_000,
        "The bridge was closed. " * 3_000,
        "a" * 300_000,
        f"The bridge{' ' * 200_000}was closed.",
        "- " * 100_000,
        "[1] " * 50_000,
        "(" * 100_000,
    ],
    ids=["one line", "many sentences", "one word", "spaces", "bullets", "notes", "brackets"],
)
def test_a_huge_draft_does_not_hang(draft: str, parser: Parser, encoder: Encoder) -> None:
    begun = time.process_time()
    with suppress(InputError):
        check_draft(draft, SOURCES, Models(None, encoder, parser))
    assert time.process_time() - begun < 30


def test_thousands_of_sources_are_searched_by_their_words() -> None:
    analyst = Analyst()
    texts = [f"The council of town {n} met on day {n} about road number {n}." for n in range(5_000)]
    shelf = Shelf([Passage(text, (text,)) for text in texts], analyst)
    begun = time.process_time()
    found = [
        shelf.under(analyst.one(f"Road number {n} was discussed in town {n}."))[0].said for n in range(0, 5_000, 100)
    ]
    assert found == texts[::100]
    assert time.process_time() - begun < 5
    assert shelf.under(analyst.one(NOWHERE)) == ()
    assert max(map(len, texts)) < LONGEST


# --- as text ---------------------------------------------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script> *Boo* & [a](javascript:alert(2)) cost 7 crowns."
CHECKED = Checked(
    f"<b>Head</b>\n{FERRY} {HOSTILE}\n{NOWHERE}",
    (
        CheckedSentence(FERRY, 12, 60, Verdict((), 1.0), (cite(BRIDGE_B, FERRY),)),
        CheckedSentence(
            HOSTILE,
            61,
            61 + len(HOSTILE),
            Verdict(
                (Failed("word", ("7", "Boo")), Failed("number", ("7 crowns",)), Failed("number", ("7",))), 0.1, 0.25
            ),
            (cite(BRIDGE_A, SPOKE),),
        ),
        CheckedSentence(
            NOWHERE,
            62 + len(HOSTILE),
            62 + len(HOSTILE) + len(NOWHERE),
            Verdict((Failed("meaning", (NOWHERE,)),), 0.0),
            (),
        ),
    ),
    ((0, 11),),
    SOURCES,
    (Skipped("in/<i>.bin", "read", "not_text"),),
    "judge@1",
)


def test_json_is_the_contract() -> None:
    found = json.loads(render_checked(CHECKED, "json"))
    assert found == checked_to_dict(CHECKED)
    assert list(found) == ["schema_version", "sentences", "passed_over", "articles", "skipped", "verifier"]
    assert found["sentences"] == [
        {
            "text": FERRY,
            "supported": True,
            "failed": [],
            "entailment": None,
            "citations": [{"article": "bridge-b", "start": 151, "end": 199}],
        },
        {
            "text": HOSTILE,
            "supported": False,
            "failed": [{"facet": "word", "words": ["7", "Boo"]}, {"facet": "number", "words": ["7 crowns", "7"]}],
            "entailment": 0.25,
            "citations": [{"article": "bridge-a", "start": 95, "end": 131}],
        },
        {
            "text": NOWHERE,
            "supported": False,
            "failed": [{"facet": "meaning", "words": [NOWHERE]}],
            "entailment": None,
            "citations": [],
        },
    ]
    for sentence in found["sentences"]:
        for at in sentence["citations"]:
            (article,) = (a for a in found["articles"] if a["id"] == at["article"])
            assert article["text"][at["start"] : at["end"]] in (FERRY, SPOKE)
    assert found["passed_over"] == ["<b>Head</b>"]


def test_html_is_escaped_and_says_what_failed() -> None:
    page = render_checked(CHECKED, "html", name="<img src=x>.md")
    assert not re.search(r"<(?:script|img|b>Head|i>)", page)
    assert "javascript:" in page
    assert 'href="javascript' not in page
    assert page.count('class="unsupported"') == 2
    assert "<mark>Boo</mark>" in page
    assert "cost <mark>7</mark> crowns." in page
    assert "1 of 3 sentences supported" in page
    assert "25 % probable" in page
    assert "No article has anything near it" in page
    assert '<h2 class="unchecked" dir="auto">&lt;b&gt;Head&lt;/b&gt;</h2>' in page


def test_markdown_shows_markup_as_it_is_written() -> None:
    text = render_checked(CHECKED, "md", name="draft.md")
    assert "\\<script>" in text
    assert "[a](javascript" not in text
    assert "**NOT SUPPORTED:** Penguins juggle. (3)" in text
    assert "<mark>Boo</mark>" in text


def test_the_table() -> None:
    table = render_checked(CHECKED, "table")
    assert table.startswith(
        "--    <b>Head</b> (not checked)\n\n"
        f"ok    {FERRY}\n"
        f"      -  Radio Nord: “{FERRY}”\n\n"
        "NOT   <script>alert(1)</script> *Boo* & [a](javascript:alert(2)) cost 7 crowns.\n"
        "      !  Word: Boo\n"
        "      !  Figure: 7 crowns\n"
        f"      -  Marrow Gazette: “{SPOKE}”\n\n"
        f"NOT   {NOWHERE}\n"
        "      !  no source says this\n\n"
    )
    assert max(map(len, table.splitlines())) <= 80
    assert "\x1b" not in render_checked(replace(CHECKED, draft="\x1b[31m" + CHECKED.draft[5:]), "table")


def test_lines_are_those_of_the_draft() -> None:
    page = arrange_check(CHECKED, "draft.md")
    assert [(line.heading, [s.number for s in line.sentences]) for line in page.lines] == [
        ("<b>Head</b>", []),
        ("", [1, 2]),
        ("", [3]),
    ]
    assert all("".join(piece.text for piece in s.pieces) == s.text for s in page.sentences)


def test_every_facet_about_truth_has_a_name() -> None:
    assert set(FACETS) == set(REASONS) - ABOUT_FORM


@pytest.mark.parametrize(
    ("file", "kind"), [("a.txt", "table"), ("a.JSON", "json"), ("b/a.md", "md"), ("a.htm", "html")]
)
def test_the_ending_picks_the_format(file: str, kind: str) -> None:
    assert check_kind_of(file) == kind


def test_an_unknown_format() -> None:
    with pytest.raises(SettingsError, match="format is 'pdf'; allowed are table, json, md, html"):
        render_checked(CHECKED, "pdf")
    with pytest.raises(OutputError, match=r"a\.pdf: no format of a check has this ending"):
        check_kind_of("a.pdf")


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with sources and drafts; whatever asks for models before it may is found out."""

    def loaded(*_: object, **__: object) -> Models:
        raise AssertionError("a model is loaded")

    monkeypatch.setattr(checking, "load_models", loaded)
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for article in SOURCES:
        Path(f"news/{article.id}.txt").write_text(f"Source: {article.source}\n\n{article.text}", encoding="utf-8")
    Path("good.md").write_text(f"# What is next\n\n{FERRY}\n", encoding="utf-8")
    Path("bad.txt").write_text(f"{CLOSED} About 8,000 vehicles cross the bridge each day.", encoding="utf-8")
    Path("empty.txt").write_text("", encoding="utf-8")
    Path("noise.bin").write_bytes(bytes(range(256)) * 40)
    Path("noise.txt").write_bytes(bytes(range(256)) * 40)
    Path("two.jsonl").write_text(
        "".join(json.dumps({"title": a.title, "text": a.text}) + "\n" for a in SOURCES), encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def loaded(folder: Path, models: Models, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(checking, "load_models", lambda *_, **__: models)
    return folder


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["empty.txt", "news"], "empty.txt: no draft could be read (empty: 0 bytes)"),
        (["noise.txt", "news"], "noise.txt: no draft could be read (not_text: "),
        (["noise.bin", "news"], "noise.bin: no draft could be read (unknown_format: no reader for .bin)"),
        (["two.jsonl", "news"], "two.jsonl: holds 2 texts; allowed is one draft"),
        (["news", "news"], "news: a folder; allowed is one draft, a file or - for standard input"),
        (["no-such.md", "news"], "no-such.md: no such file or folder; check the spelling"),
        (["good.md", "no-such"], "no-such: no such file or folder; check the spelling"),
        (["-", "-"], "-: the draft and a source; allowed is one of them, standard input can be read once"),
        (["good.md", "empty.txt"], "no source could be read (1 empty); `summarizer read PATH` tells why"),
        (["good.md", "news", "-o", "a.docx"], "a.docx: no format of a check has this ending; allowed are "),
        (["good.md", "news", "-o", "news"], "cannot write news (it is a folder); give a file with -o"),
        (["good.md", "news", "-o", "good.md/a.md"], "cannot write good.md/a.md (good.md is no folder); "),
        (["good.md", "news", "--verifier", "./no-such"], "--verifier is './no-such', where there is no folder; "),
    ],
)
def test_what_fails_late_fails_first(
    arguments: list[str], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", *arguments]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"summarizer: {told}")
    assert printed.err.count("\n") == 1
    assert not (folder / "a.docx").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["good.md", "news"], 0),
        (["good.md", "news", "--strict"], 0),
        (["bad.txt", "news"], 0),
        (["bad.txt", "news", "--strict"], 3),
        (["bad.txt", "news/bridge-a.txt", "news/bridge-b.txt", "--strict", "-q"], 3),
    ],
)
def test_exit_status(arguments: list[str], status: int, loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del loaded
    assert cli.main(["check", *arguments]) == status
    assert capsys.readouterr().err == ""


@pytest.mark.slow
def test_files_are_written_by_their_endings(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["new/a.html", "a.md", "a.json", "a.txt"]
    assert cli.main(["check", "bad.txt", "news", *(part for name in names for part in ("-o", name))]) == 0
    assert capsys.readouterr().out == ""
    assert cli.main(["check", "bad.txt", "news"]) == 0
    assert capsys.readouterr().out == (loaded / "a.txt").read_text(encoding="utf-8")
    found = json.loads((loaded / "a.json").read_text(encoding="utf-8"))
    assert [sentence["supported"] for sentence in found["sentences"]] == [True, False]
    assert (loaded / "new/a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert {kind for kind, _ in CHECK_FORMATS.items()} == {check_kind_of(name) for name in names}


@pytest.mark.slow
def test_what_was_skipped_is_told(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del loaded
    assert cli.main(["check", "good.md", "news", "noise.bin", "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == "summarizer: 1 skipped\n"
    (skipped,) = json.loads(printed.out)["skipped"]
    assert skipped == {
        "path": "noise.bin", "stage": "read", "reason": "unknown_format", "detail": "no reader for .bin",
    }  # fmt: skip


@pytest.mark.slow
def test_a_draft_on_standard_input(
    loaded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stdin:
        buffer = (loaded / "bad.txt").open("rb")

    with Stdin.buffer:
        monkeypatch.setattr("sys.stdin", Stdin)
        assert cli.main(["check", "-", "news", "--strict"]) == 3
    assert "1 of 2 sentences supported" in capsys.readouterr().out


@pytest.mark.slow
def test_the_library_reads_files_too(loaded: Path, models: Models) -> None:
    steps: list[tuple[str, int, int]] = []
    checked = check_files("good.md", ["news"], models=models, progress=lambda *step: steps.append(step))
    texts = {article.id: article.text for article in checked.articles}
    (sentence,) = checked.sentences
    assert [texts[c.article][c.start : c.end] for c in sentence.citations] == [FERRY]
    assert isinstance(sentence.citations[0], Citation)
    assert steps[-2:] == [("check", 0, 1), ("check", 1, 1)]
    assert sorted(a.source or "" for a in checked.articles) == ["Marrow Gazette", "Radio Nord"]
    del loaded


def test_a_short_draft_is_no_stub(folder: Path) -> None:
    from summarizer.config import Settings
    from summarizer.intake import read_draft

    Path("one.md").write_text("Cars wait.", encoding="utf-8")
    found: list[Any] = [read_draft(name, Settings()) for name in ("one.md", "good.md")]
    assert found == ["Cars wait.", f"What is next\n{FERRY}"]
    del folder


def test_a_draft_without_end_is_told(folder: Path) -> None:
    from summarizer.config import Settings
    from summarizer.errors import InputError
    from summarizer.intake import LONGEST_DRAFT, read_draft

    Path("long.md").write_text("Cars wait. " * (LONGEST_DRAFT // 10), encoding="utf-8")
    with pytest.raises(InputError, match=r"long\.md: .* characters; allowed is a draft of up to 500,000"):
        read_draft("long.md", Settings())
    del folder
