"""Who "he" is - said only where a careful editor would be certain - and whose words a sentence reports."""

import pytest

from summarizer.language import open_pronoun, references, sentence_spans, speaker_in


def resolved(text: str) -> dict[int, tuple[str, str, int]]:
    """Sentence number -> (what is written, what it stands for, the sentence that says so)."""
    found = references(text, sentence_spans(text))
    return {number: (text[r.start : r.end], r.name, r.source) for number, r in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Ana Lim spoke first. She left at noon.", {1: ("She", "Minister Ana Lim", 0)}),
        ("Mayor Bo Berg opened the pier. On Monday he closed it again.", {1: ("he", "Mayor Bo Berg", 0)}),
        (
            "Mayor Bo Berg opened the pier. He left. He came back.",
            {1: ("He", "Mayor Bo Berg", 0), 2: ("He", "Mayor Bo Berg", 0)},
        ),
        ("Ambassador Bo Berg spoke. The ambassador noted the tide.", {1: ("The ambassador", "Bo Berg", 0)}),
        # Nobody can know:
        ("Mayor Bo Berg said Minister Tom Rask liked it. He left.", {}),
        ("Mayor Bo Berg met Minister Tom Rask. Rain fell. He left.", {}),
        ("Ambassador Bo Berg met Ambassador Ana Lim. The ambassador spoke.", {}),
        ("The pier was closed. He left.", {}),
        ("He left. Mayor Bo Berg stayed.", {}),
        ("", {}),
    ],
)
def test_references(text: str, expected: dict[int, tuple[str, str, int]]) -> None:
    assert resolved(text) == expected


@pytest.mark.parametrize(
    ("sentence", "open_at"),
    [
        ("He left.", "He"),
        ("On Monday she left.", "she"),
        ("Ana Lim said she left.", None),
        ("The mayor said he left.", None),
        ("The pier was closed.", None),
        ("The theatre, like the shed, was closed.", None),
    ],
)
def test_open_pronoun(sentence: str, open_at: str | None) -> None:
    match = open_pronoun(sentence)
    assert (match.group() if match else None) == open_at


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Ambassador Dung said the talks went well.", "Ambassador Dung"),
        ("“We go on,” said Ana Lim.", "Ana Lim"),
        ("“We go on,” Ana Lim told reporters.", "Ana Lim"),
        ("Ana Lim, the director of the port, said it was safe.", "Ana Lim"),
        ("According to the Ministry of Ports, nothing was lost.", "the Ministry of Ports"),
        ("Nothing was lost, according to Ana Lim.", "Ana Lim"),
        ("The pier was closed on Monday.", None),
        ("It was said that the pier was safe.", None),
        ("", None),
    ],
)
def test_speaker_in(sentence: str, who: str | None) -> None:
    assert speaker_in(sentence) == who


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        ("Prosecutors said the bill is dead. He will veto it.", False),
        ("Republicans say the bill is dead. He will veto it.", False),
        ("Rick Dawes came. Dawes said the bill is dead. He will veto it.", True),
    ],
)
def test_no_pronoun_means_several(text: str, refers: bool) -> None:
    spans = sentence_spans(text)
    assert (len(spans) - 1 in references(text, spans)) is refers
