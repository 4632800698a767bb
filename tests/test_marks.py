"""Letters, quotation marks and the ends of sentences, in every script."""

import pytest

from summarizer.language import marks, without_quotations


@pytest.mark.parametrize(
    "text",
    ["He left.", "Left?", "“He left.”", "(He left.)", "走了。", "「走った。」", "چلا گیا۔", "गया।", "Πότε;", "Ende!«"],
)
def test_ended(text: str) -> None:
    assert marks.ended(text)


@pytest.mark.parametrize("text", ["", "He left", "He left,", "Dr", "he left;", "…and then"])
def test_not_ended(text: str) -> None:
    assert not marks.ended(text)


@pytest.mark.parametrize("text", ["He", "“He", "12 men", "министр".capitalize(), "走了", "गया", "(Élan", "رئيس"])
def test_opened(text: str) -> None:
    assert marks.opened(text)


@pytest.mark.parametrize("text", ["", "he", "— …", "“he", "élan"])
def test_not_opened(text: str) -> None:
    assert not marks.opened(text)


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("plain", True),
        ("Nguyễn Quốc Dũng", True),
        ("£12 — “Łódź”", True),
        ("Ｆｕｌｌ ｗｉｄｔｈ", True),
        ("", True),
        ("12 %", True),
        ("Министр Lim", False),
        ("Lim met Минск today", True),
        ("会谈很顺利", False),
        ("معرض", False),
    ],
)
def test_is_latin(text: str, latin: bool) -> None:
    assert marks.is_latin(text) is latin


@pytest.mark.parametrize(
    ("text", "unspaced"), [("会谈", True), ("การเจรจา", True), ("talks 会", False), ("переговоры", False), ("", False)]
)
def test_unspaced(text: str, unspaced: bool) -> None:
    assert marks.unspaced(text) is unspaced


@pytest.mark.parametrize(
    ("text", "half"), [("“open", True), ('one " two', True), ("“both”", False), ('"both"', False), ("it's", False)]
)
def test_half_quoted(text: str, half: bool) -> None:
    assert marks.half_quoted(text) is half


def test_quotations_and_places() -> None:
    text = "He said \"we go\" and “they stay”, not 'one word’s worth' or 'so'."
    assert marks.quotations(text) == ["we go", "they stay"]
    assert marks.quotations_of_any_mark(text) == ["we go", "they stay", "one word’s worth"]
    assert [text[a:b] for a, b in marks.quoted_spans(text)] == ['"we go"', "“they stay”"]
    assert marks.in_quotation(text, text.index("go"))
    assert not marks.in_quotation(text, text.index("and"))
    assert "we go" not in without_quotations(text)
    assert "so" in without_quotations(text)
    assert "so" not in without_quotations("He was 'so' tired", single=True).split()


@pytest.mark.parametrize(("text", "fine"), [("(a) “b”", True), ("(a", False), ("“b", False), ("b)", False)])
def test_balanced(text: str, fine: bool) -> None:
    assert marks.balanced(text) is fine


@pytest.mark.parametrize(
    ("letter", "script"), [("a", "LATIN"), ("é", "LATIN"), ("ж", "CYRILLIC"), ("会", "CJK"), ("α", "GREEK"), ("1", "")]
)
def test_script_of(letter: str, script: str) -> None:
    assert marks.script_of(letter) == script


def test_has_case() -> None:
    assert [marks.has_case(c) for c in "aЖ会ก1"] == [True, True, False, False, False]
