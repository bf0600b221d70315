"""Indexes are written in folders that go with the process, and can be kept."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pullquote.store.search.index_directory import IndexDirectory
from pullquote.store.search.shards import Volume
from tests.store.newsrooms import Desk, StorySpec

EMPTY = ((),) * 5
STORIES = Desk().records([StorySpec("a", headline="wombat"), StorySpec("b", headline="harbour")]).stories
HOLDER = """
import sys, pathlib
from pullquote.store.search.index_directory import IndexDirectory
room = IndexDirectory(pathlib.Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.read()
"""


def test_what_is_kept_can_be_taken_and_goes_on_by_itself(tmp_path: Path) -> None:
    room = IndexDirectory(tmp_path / "rooms")
    volume = Volume.of([STORIES[:1], *EMPTY], room)
    volume.keep(tmp_path / "kept")
    taken = Volume.kept(tmp_path / "kept", volume.shards, IndexDirectory(tmp_path / "other"))
    assert taken.size == 1
    after = taken.after([STORIES[:1], STORIES[1:], *EMPTY[1:]])
    assert after.shelf is taken.shelf
    assert (taken.size, after.size, volume.searcher.num_docs) == (1, 2, 1)
    assert Volume.kept(tmp_path / "kept", volume.shards, room).size == 1


def test_what_has_gone_on_cannot_be_kept(tmp_path: Path) -> None:
    volume = Volume.of([STORIES[:1], *EMPTY], IndexDirectory(tmp_path / "rooms"))
    volume.after([STORIES, *EMPTY])
    with pytest.raises(OSError, match="nothing"):
        volume.keep(tmp_path / "kept")


def test_what_is_in_memory_cannot_be_kept(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        Volume.of([STORIES, *EMPTY]).keep(tmp_path / "kept")
    with pytest.raises(OSError, match="no room"):
        Volume.kept(tmp_path, [STORIES, *EMPTY], IndexDirectory())


def test_another_volume_is_not_taken(tmp_path: Path) -> None:
    room = IndexDirectory(tmp_path / "rooms")
    Volume.of([STORIES, *EMPTY], room).keep(tmp_path / "kept")
    with pytest.raises(ValueError, match="another"):
        Volume.kept(tmp_path / "kept", [STORIES[:1], STORIES[1:], *EMPTY[1:]], room)


def test_where_there_is_no_room_indexes_are_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Volume.of([STORIES, *EMPTY], IndexDirectory(tmp_path / "file")).size == 2


def test_a_room_goes_with_its_user(tmp_path: Path) -> None:
    volume = Volume.of([STORIES, *EMPTY], IndexDirectory(tmp_path))
    assert volume.shelf.folder is not None
    assert [*tmp_path.iterdir()] == [volume.shelf.folder.parent]
    del volume
    gc.collect()
    assert [*tmp_path.iterdir()] == []


def test_rooms_of_the_dead_are_removed_and_no_others(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as living,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed,
    ):
        for process in (living, killed):
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        assert len([*tmp_path.iterdir()]) == 2
        killed.kill()
        killed.wait()
        assert len([*tmp_path.iterdir()]) == 2
        (tmp_path / "new").mkdir()
        (tmp_path / "old").mkdir()
        os.utime(tmp_path / "old", (1, time.time() - 1_000))
        own = IndexDirectory(tmp_path)
        (tmp_path / "new").rmdir()
        assert len([*tmp_path.iterdir()]) == 2
        living.communicate()
        assert len([*tmp_path.iterdir()]) == 1
        del own


def test_indexes_are_in_files_in_memory_as_far_as_these_may_take_it(tmp_path: Path) -> None:
    fast = tmp_path / "fast"
    room = IndexDirectory(tmp_path / "rooms", fast=fast, fast_bytes=1_000)
    first = Volume.of([STORIES, *EMPTY], room)
    second = Volume.of([STORIES, *EMPTY], room)
    assert first.shelf.folder is not None
    assert first.shelf.folder.is_relative_to(fast)
    assert second.shelf.folder is not None
    assert second.shelf.folder.is_relative_to(tmp_path / "rooms")
    room.close()
    assert [*fast.iterdir()] == []


def test_a_folder_in_memory_that_is_somebody_elses_is_not_used(tmp_path: Path) -> None:
    fast = tmp_path / "fast"
    fast.mkdir(mode=0o777)
    fast.chmod(0o777)
    volume = Volume.of([STORIES, *EMPTY], IndexDirectory(tmp_path / "rooms", fast=fast, fast_bytes=1_000_000))
    assert volume.shelf.folder is not None
    assert volume.shelf.folder.is_relative_to(tmp_path / "rooms")
    assert [*fast.iterdir()] == []


def test_a_room_that_was_deleted_is_made_again(tmp_path: Path) -> None:
    room = IndexDirectory(tmp_path / "rooms")
    volume = Volume.of([STORIES[:1], *EMPTY], room)
    shutil.rmtree(tmp_path)
    assert volume.size == 1
    again = Volume.of([STORIES, *EMPTY], room)
    assert again.shelf.folder is not None
    assert again.shelf.folder.is_dir()
