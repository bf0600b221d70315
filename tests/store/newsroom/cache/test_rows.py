"""A file of rows gives back what was put in, or says that it cannot."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import pullquote
from pullquote.store.model.errors import CacheError
from pullquote.store.newsroom.cache.rows import RowFile

KEY = b"this release"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "rows ? # %41"


def finished(path: Path, *entities: bytes, **parts: bytes) -> RowFile:
    file = RowFile.create(path.with_name("unfinished"), KEY)
    file.begin()
    file.put_entities(entities)
    for name, part in parts.items():
        file.put(name, part)
    file.finish(path)
    return file


def test_what_was_put_in_comes_out(path: Path) -> None:
    written = finished(path, b"one", b"", b"three", head=b"\0head")
    for file in (written, RowFile.open(path, KEY)):
        assert [file.entity(number) for number in range(3)] == [b"one", b"", b"three"]
        assert file.part("head") == b"\0head"
        with pytest.raises(CacheError, match="damaged"):
            file.entity(3)
        with pytest.raises(CacheError, match="damaged"):
            file.part("tail")
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_it_is_read_while_it_is_written_and_until_it_is_closed(path: Path) -> None:
    file = RowFile.create(path, KEY)
    assert (file.put_entities([b"one", b"two"]), file.put_entities([b"three"])) == (0, 2)
    assert file.entity(2) == b"three"
    path.unlink()
    assert file.entity(0) == b"one"


def test_only_who_it_was_written_for_reads_it(path: Path) -> None:
    finished(path, b"one")
    with pytest.raises(CacheError, match="another release"):
        RowFile.open(path, b"that release")


def change(path: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(path) as database:
        database.execute(statement, values)
    database.close()


def test_a_row_in_another_place_is_damaged(path: Path) -> None:
    finished(path, b"one", head=b"head")
    change(path, "UPDATE entity SET number = 1")
    change(path, "UPDATE part SET name = 'tail' WHERE name = 'head'")
    file = RowFile.open(path, KEY)
    with pytest.raises(CacheError, match="damaged"):
        file.entity(1)
    with pytest.raises(CacheError, match="damaged"):
        file.part("tail")


def test_a_row_of_another_file_is_damaged(path: Path) -> None:
    other = path.with_name("other")
    finished(path, b"one")
    finished(other, b"two")
    with sqlite3.connect(path) as database:
        row = database.execute("SELECT data, checksum FROM entity").fetchone()
    database.close()
    change(other, "UPDATE entity SET data = ?, checksum = ?", *row)
    with pytest.raises(CacheError, match="damaged"):
        RowFile.open(other, KEY).entity(0)


def test_a_full_disk_costs_what_was_being_written_and_no_more(path: Path) -> None:
    before = finished(path, b"before")
    file = RowFile.create(path.with_name("unfinished"), KEY)
    file.put_entities([b"one" * 1000])
    file.begin()
    file._database.execute("PRAGMA max_page_count = 40")
    with pytest.raises(CacheError, match="full"):
        file.put("large", bytes(1_000_000))
    file.give_up()
    assert file.entity(0) == b"one" * 1000
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert before.entity(0) == RowFile.open(path, KEY).entity(0) == b"before"


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CacheError, match="cannot be written"):
        RowFile.create(tmp_path / "file" / "rows", KEY)
    (tmp_path / "folder" / "rows").mkdir(parents=True)
    file = RowFile.create(tmp_path / "unfinished", KEY)
    with pytest.raises(CacheError, match="cannot be written"):
        file.finish(tmp_path / "folder" / "rows")


def test_a_file_that_somebody_holds_locked_is_read_all_the_same(path: Path) -> None:
    finished(path, b"one")
    with sqlite3.connect(path) as database:
        database.execute("BEGIN EXCLUSIVE")
        assert RowFile.open(path, KEY).entity(0) == b"one"
    database.close()


def test_nothing_on_disk_is_a_pickle() -> None:
    """Pickles go through pipes, between processes of ours, and nowhere else."""
    folder = Path(pullquote.__file__).parent
    using = [
        path.name for path in folder.rglob("*.py") if "import pickle" in path.read_text(encoding="utf-8")
    ]
    assert sorted(using) == ["looking_ahead.py", "processes.py"]
