"""Another process looks at a large folder, and sees what this one would."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.store.files.folders import looking
from pullquote.store.files.folders.looking import Looker, Sight
from pullquote.store.files.scanning import Listing, list_files
from pullquote.store.files.stamps import Stamp
from pullquote.store.model.sequences import AT_ONCE
from tests.conftest import SHIPPED

ELSEWHERE = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="only Linux says which processes a process has begun"
)


class Files:
    """A newsroom whose files were read, and those who look at it: here, and in another process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.listing = list_files(folder)
        self.stamps = {path: Stamp.of(folder, path) for path in self.listing.files}
        self.here, self.apart = Looker(folder), Looker(folder)
        for _ in range(2):
            self.apart.begin()

    def look(self, *among: str) -> Sight:
        """What both see."""
        seen = self.apart.look(self.stamps.get, self.listing, among or None)
        assert seen == self.here.look(self.stamps.get, self.listing, among or None)
        return seen

    def read(self, *paths: str) -> None:
        """Know files as they are now."""
        for path in paths:
            self.stamps[path] = Stamp.of(self.folder, path)
        self.apart.read(paths)

    def write(self, path: str) -> None:
        file = self.folder / path
        beside = file.with_name(f"{file.name}~")
        beside.write_text("---\nheadline: Another\n---\n", encoding="utf-8")
        beside.replace(file)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Files]:
    monkeypatch.setattr(looking, "FEWEST_FILES", 1)
    monkeypatch.setattr(looking, "TOLD_AT_ONCE", 3)
    files = Files(shutil.copytree(SHIPPED, tmp_path / "news"))
    yield files
    files.apart.close()


def children() -> set[int]:
    """The processes that this one has begun."""
    return {
        int(child)
        for task in Path("/proc/self/task").iterdir()
        for child in (task / "children").read_text(encoding="ascii").split()
    }


def test_what_changed_came_or_went_is_seen(files: Files) -> None:
    first, second, third = [path for path in files.listing.files if "/" in path][:3]
    assert files.look() == (files.listing, [])
    files.write(first)
    files.write(second)
    assert files.look() == (files.listing, [first, second])
    files.read(first)
    assert files.look() == (files.listing, [second])
    assert files.look(first) == (files.listing, [])
    files.write("articles/new.md")
    (files.folder / third).unlink()
    listing, outdated = files.look(first)
    assert outdated == ["articles/new.md"]
    assert set(listing.files) ^ set(files.listing.files) == {"articles/new.md", third}


def test_many_files_are_told_in_parts(files: Files) -> None:
    many = [f"articles/many-{number:05}.md" for number in range(2 * AT_ONCE + 1)]
    for path in many:
        (files.folder / path).touch()
    listing, outdated = files.look()
    assert outdated == many
    assert set(listing.files) - set(files.listing.files) == set(many)


def test_the_same_files_are_the_same_object(files: Files) -> None:
    assert files.look()[0] is files.listing
    assert files.look()[0] is files.listing
    files.listing = Listing((*files.listing.files,), files.listing.faults)
    assert files.look()[0] is files.listing


def test_a_file_without_a_stamp_is_not_what_was_read(files: Files) -> None:
    path = files.listing.files[0]
    files.look()
    files.stamps[path] = None
    files.apart.read([path])
    assert files.look() == (files.listing, [path])
    assert files.look(files.listing.files[1]) == (files.listing, [path])


def test_what_counted_during_a_reading_does_not_count_in_the_next(files: Files) -> None:
    path = files.listing.files[0]
    files.look()
    before = files.stamps[path]
    files.write(path)
    files.read(path)
    assert files.look() == (files.listing, [])
    files.stamps[path] = before  # what was read was not used
    files.apart.begin()
    assert files.look() == (files.listing, [path])


def test_a_file_that_comes_back_is_read_again(files: Files) -> None:
    path = files.listing.files[0]
    files.look()
    away = (files.folder / path).rename(files.folder.parent / "away")
    files.look()
    away.rename(files.folder / path)
    assert files.apart.look(files.stamps.get, files.listing) == (files.listing, [path])


@ELSEWHERE
def test_the_first_reading_begins_no_process_and_the_next_ones_one(files: Files) -> None:
    before, looker = children(), Looker(files.folder)
    looker.begin()
    looker.look(files.stamps.get, files.listing)
    assert children() == before
    for _ in range(3):
        looker.begin()
        looker.look(files.stamps.get, files.listing)
        assert len(children() - before) == 1
    looker.close()
    looker.close()
    assert children() == before
    assert looker.look(files.stamps.get, files.listing) == (files.listing, [])
    assert children() == before


@ELSEWHERE
def test_a_small_folder_is_looked_at_here(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "FEWEST_FILES", len(files.listing.files) + 1)
    before = children()
    files.look()
    assert children() == before


@ELSEWHERE
def test_a_process_that_was_killed_is_replaced(files: Files) -> None:
    path, before = files.listing.files[0], children()
    files.look()
    (other,) = children() - before
    os.kill(other, signal.SIGKILL)
    files.write(path)
    assert files.look() == (files.listing, [path])
    files.read(path)
    assert files.look() == (files.listing, [])
    assert len(children() - before - {other}) == 1


def test_where_no_process_can_be_begun_this_one_looks(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_task: object) -> object:
        raise OSError("no more processes")

    monkeypatch.setattr(looking, "Worker", none)
    path = files.listing.files[0]
    files.write(path)
    assert files.look() == (files.listing, [path])
