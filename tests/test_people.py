"""Names of people, by rule: mentions, full names, and last names that stand alone."""

import pytest

from summarizer.language import bare_names, full_name_of, full_names, last_name, people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Police Lt. Mark Gagan said so to Sen. Duckworth on Monday.", ["Mark Gagan"]),
        ("Former Prime Minister Ana de la Cruz met Bo Berg’s wife.", ["Ana de la Cruz", "Bo Berg"]),
        ("The Supreme Court met on Monday.", []),
        ("US President Lim", []),
        ("", []),
    ],
)
def test_full_names(text: str, names: list[str]) -> None:
    assert full_names(text) == [n for n in names if len(n.split()) <= 3]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mayor Lim met Dr. Berg.", {"lim", "berg"}),
        ("Lim said no. “No,” said Dahl.", {"lim", "dahl"}),
        ("Lim, 42, and Berg, who left.", {"lim", "berg"}),
        ("Prosecutors said no.", set()),
        ("Rick Dawes came. Dawes said no.", {"dawes"}),
        ("Harbour Street was closed.", set()),
        ("", set()),
    ],
)
def test_people(text: str, found: set[str]) -> None:
    assert people(text) == found


@pytest.mark.parametrize(
    ("name", "last"), [("Ana Lim", "lim"), ("Nguyễn Quốc Dũng", "dung"), ("Bo Berg’s", "berg"), ("Lim", "lim")]
)
def test_last_name(name: str, last: str) -> None:
    assert last_name(name) == last


def test_full_name_of() -> None:
    assert full_name_of("lim", ["Ana Lim came.", "Ana Lim left."]) == "Ana Lim"
    assert full_name_of("lim", ["Ana Lim came.", "Bo Lim left."]) is None
    assert full_name_of("berg", ["Ana Lim came."]) is None


def test_bare_names_stand_alone_outside_quotations() -> None:
    text = "Lim left, “Lim left,” the Lim administration and Ana Lim, Lim-led, Lim House: Lim."
    assert [text[a:b] for _, a, b in bare_names(text, {"lim"})] == ["Lim", "Lim"]
