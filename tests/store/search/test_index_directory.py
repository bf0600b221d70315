"""Indexes are written in folders that go with the process, and can be kept."""

from __future__ import annotations

import gc
import os
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
