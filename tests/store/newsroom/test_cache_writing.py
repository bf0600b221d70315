"""The cache is written when there is something to write, and tried again where that fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pullquote.store.files.loading import Reader
from pullquote.store.files.versions import recent_changes
from pullquote.store.newsroom import cache_writing
from pullquote.store.newsroom.cache import restoring
from pullquote.store.newsroom.cache.cache import DiskCache
from pullquote.store.newsroom.cache.restoring import write_edition
from pullquote.store.newsroom.cache_writing import CacheWriter
from pullquote.store.newsroom.editions import make_edition
from pullquote.store.search.text_index.index_directory import IndexDirectory
from pullquote.store.search.text_search import Text
from tests.store.newsrooms import NOW
from tests.store.written import article, write


class Writing:
    """A newsroom whose cache is written."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.path = write(tmp_path / "news", {}), tmp_path / "cache" / "newsroom.kept"
        directory = IndexDirectory(tmp_path / "cache" / "indexes")
        self.disk = DiskCache(self.path, self.folder, directory)
        self.reader = Reader(self.folder, cache=self.disk)
        self.writer = CacheWriter(self.disk)
        self.edition = make_edition(self.reader.read(), now=NOW, text=Text(directory))

    def take(self) -> None:
        self.edition = make_edition(self.reader.read(), now=NOW, previous=self.edition)
        self.edition.public.warm()
        self.writer.take(self.reader, self.edition)

    def save(self, slug: str) -> None:
        write(self.folder, {f"articles/{slug}.md": article(body="Text.")}, base={})
        self.take()

    @property
    def written(self) -> list[str]:
        """The files of the cache."""
        return sorted(path.name.partition("-")[0] for path in self.path.parent.glob("*.*"))


@pytest.fixture
def writing(tmp_path: Path) -> Writing:
    return Writing(tmp_path)


def test_the_first_edition_is_written_and_then_what_is_saved_beside_it(writing: Writing) -> None:
    writing.take()
    assert writing.writer.due is not None
    writing.writer.write()
    assert writing.writer.due is None
    before = writing.path.stat().st_ino
    writing.save("new")
    writing.writer.write()
    assert writing.written == ["changes", "newsroom.kept"]
    assert writing.path.stat().st_ino == before
    again = Reader(writing.folder, cache=DiskCache(writing.path, writing.folder))
    again.read()
    assert again.restored is not None
    assert [*again.restored[0].changes] == ["articles/new.md"]


def test_many_changes_are_written_into_the_cache_itself(
    writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent_changes, "FEWEST_CHANGES", 2)
    monkeypatch.setattr(cache_writing, "WRITING_SHARE", 1e9)
    writing.take()
    writing.writer.write()
    before = writing.path.stat().st_ino
    for slug in ("one", "two"):
        writing.save(slug)
        writing.writer.write()
    assert writing.path.stat().st_ino != before
    assert DiskCache(writing.path, writing.folder).restore() is not None


def test_a_cache_that_was_just_written_is_not_written_again_while_changes_are_written_beside_it(
    writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent_changes, "FEWEST_CHANGES", 1)
    monkeypatch.setattr(cache_writing, "WRITING_SHARE", 1e-9)
    writing.take()
    writing.writer.write()
    before = writing.path.stat().st_ino
    for slug in ("one", "two"):
        writing.save(slug)
        writing.writer.write()
    assert writing.path.stat().st_ino == before
    again = Reader(writing.folder, cache=DiskCache(writing.path, writing.folder))
    again.read()
    assert again.restored is not None
    assert sorted(again.restored[0].changes) == ["articles/one.md", "articles/two.md"]


def test_what_is_saved_while_the_cache_is_written_does_not_have_it_written_at_once_again(
    writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent_changes, "FEWEST_CHANGES", 1)
    monkeypatch.setattr(cache_writing, "WRITING_SHARE", 1e-9)

    def written_and_saved(*given: Any) -> bool:
        is_whole = write_edition(*given)
        writing.save("meanwhile")
        return is_whole

    monkeypatch.setattr(restoring, "write_edition", written_and_saved)
    writing.take()
    writing.writer.write()
    assert writing.writer.due is None
    before = writing.path.stat().st_ino
    writing.writer.write()
    assert writing.path.stat().st_ino == before
    again = Reader(writing.folder, cache=DiskCache(writing.path, writing.folder))
    again.read()
    assert again.restored is not None
    assert [*again.restored[0].changes] == ["articles/meanwhile.md"]


def test_an_edition_that_another_replaced_is_not_written(writing: Writing) -> None:
    writing.take()
    writing.save("new")
    writing.writer.write()
    assert writing.writer.failure is None
    restored = DiskCache(writing.path, writing.folder).restore()
    assert restored is not None
    assert "articles/new.md" in restored.files


def test_what_cannot_be_written_is_tried_again_after_a_while(
    writing: Writing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    writing.path.parent.mkdir(exist_ok=True)
    writing.path.mkdir()
    (writing.path / "in the way").touch()
    writing.take()
    writing.writer.write()
    assert writing.writer.failure is not None
    left = writing.writer.seconds_to_next()
    assert left is not None
    assert 0 < left <= cache_writing.AGAIN_SECONDS
    assert "the cache was not written" in capsys.readouterr().out
    (writing.path / "in the way").unlink()
    writing.path.rmdir()
    writing.writer.write()
    assert writing.writer.failure is not None  # it waits
    monkeypatch.setattr(writing.writer, "_after", 0.0)
    writing.writer.write()
    assert writing.writer.seconds_to_next() is None
    assert "the cache is written again" in capsys.readouterr().out


def test_without_a_cache_nothing_is_written(writing: Writing) -> None:
    writer = CacheWriter()
    writer.take(Reader(writing.folder), writing.edition)
    writer.write()
    writer.close()
    assert (writer.due, writer.failure, writer.is_damaged) == (None, None, False)


def test_nothing_is_written_after_the_end(writing: Writing) -> None:
    writing.take()
    writing.writer.close()
    writing.writer.write()
    assert writing.written == []
