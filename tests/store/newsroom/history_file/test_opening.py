"""The file of the history is opened, and known for what it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pullquote.store.newsroom.history_file.opening import connected, identity, is_damaged


def test_a_new_file_has_the_tables_and_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    assert not is_damaged(path)
    database = connected(path)
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert tables == {"change", "state", "latest"}
    database.close()
    assert not is_damaged(path)


@pytest.mark.parametrize(
    "data", [b"no database, but as long as the beginning of one" * 50, b"SQLite format 3\0" * 99]
)
def test_what_is_no_database_is_damaged(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    path.write_bytes(data)
    assert is_damaged(path)


def test_some_tables_are_looked_at_or_all(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    database = connected(path)
    ((page, size),) = database.execute(
        "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = 'state'"
    )
    database.close()
    data = path.read_bytes()
    path.write_bytes(data[: (page - 1) * size] + bytes(size) + data[page * size :])
    assert is_damaged(path)
    assert is_damaged(path, "state")
    assert not is_damaged(path, "change", "latest")


def test_a_folder_in_its_place_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        is_damaged(tmp_path)


def test_a_file_that_took_the_place_of_another_is_another(tmp_path: Path) -> None:
    path, other = tmp_path / "history.sqlite", tmp_path / "other"
    assert identity(path) is None
    assert identity(None) is None
    path.touch()
    before = identity(path)
    other.touch()
    other.replace(path)
    assert None not in {before, identity(path)}
    assert identity(path) != before
