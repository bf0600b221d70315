"""Which newsroom a command takes where none is named, and what it says of one that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.api.cli.console import Failure
from pullquote.api.cli.folders import LOCAL, newsroom_folder
from tests.conftest import SHIPPED


def test_the_folder_that_is_named_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fixtures").mkdir()
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path)
    assert newsroom_folder(Path("news")) == Path("news")


def test_without_a_name_it_is_the_fixtures_of_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fixtures").mkdir()
    monkeypatch.chdir(tmp_path)
    assert newsroom_folder(None) == LOCAL


def test_elsewhere_it_is_the_newsroom_that_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert newsroom_folder(None).resolve() == SHIPPED.resolve()


@pytest.mark.parametrize(
    ("name", "message"),
    [("file.md", "a newsroom is a folder"), ("none", "there is no folder none; `pullquote demo none`")],
)
def test_what_is_no_folder_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.md").touch()
    with pytest.raises(Failure, match=message) as failure:
        newsroom_folder(Path(name))
    assert failure.value.status == 2
