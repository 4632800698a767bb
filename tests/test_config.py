"""Settings from the defaults, a file and options, in that order."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.config import Settings
from summarizer.errors import SettingsError
from summarizer.layers import load_settings


def test_options_go_before_the_file_and_the_file_before_defaults(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('words = 90\ntitle = "From the file"\n', encoding="utf-8")
    assert load_settings(file, {"title": "From the option", "date": None}) == Settings(
        words=90, title="From the option"
    )
    assert load_settings(None, {}) == Settings()


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"wrods = 90", "wrods"),
        (b'words = "many"', "many"),
        (b"words = 3", "20 to 2000"),
        (b"extractive = 1", "extractive"),
        (b"file_megabytes = 0", "1 to 10000"),
        (b"file_seconds = 0.5", "file_seconds"),
        (b"words = ", "not valid TOML"),
        (b"\xff\xfe", "not valid TOML"),
    ],
)
def test_a_bad_file_is_told_in_one_line(tmp_path: Path, content: bytes, named: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load_settings(file, {})
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("missing", ["settings.toml", "."])
def test_a_file_that_cannot_be_read(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / missing, {})


@pytest.mark.parametrize("options", [{"words": 19}, {"words": 2001}, {"details": -1}, {"candidates": 0}])
def test_limits(options: dict[str, int]) -> None:
    (name,) = options
    with pytest.raises(SettingsError, match=name):
        Settings(**options)  # type: ignore[arg-type]
