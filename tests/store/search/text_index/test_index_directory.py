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

from pullquote.store.search.text_index.index_directory import IndexDirectory
from pullquote.store.search.text_index.shards import Shard
from tests.store.newsrooms import Desk, StorySpec

EMPTY = ((),) * 5
STORIES = tuple(
    Desk().records([StorySpec("a", headline="wombat"), StorySpec("b", headline="harbour")]).stories
)
HOLDER = """
import sys, pathlib
from pullquote.store.search.text_index.index_directory import IndexDirectory
directory = IndexDirectory(pathlib.Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.read()
"""


def test_a_saved_shard_can_be_opened_and_changed(tmp_path: Path) -> None:
    directory = IndexDirectory(tmp_path / "directories")
    shard = Shard.of([STORIES[:1], *EMPTY], directory)
    shard.save(tmp_path / "saved")
    restored = Shard.restored(tmp_path / "saved", shard.segments, IndexDirectory(tmp_path / "other"))
    assert restored.size == 1
    after = restored.after([STORIES[:1], STORIES[1:], *EMPTY[1:]])
    assert after.index is restored.index
    assert (restored.size, after.size, shard.searcher.num_docs) == (1, 2, 1)
    assert Shard.restored(tmp_path / "saved", shard.segments, directory).size == 1


def test_a_shard_that_was_changed_cannot_be_saved(tmp_path: Path) -> None:
    shard = Shard.of([STORIES[:1], *EMPTY], IndexDirectory(tmp_path / "directories"))
    shard.after([STORIES, *EMPTY])
    with pytest.raises(OSError, match="nothing"):
        shard.save(tmp_path / "saved")


def test_a_shard_in_memory_cannot_be_saved(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        Shard.of([STORIES, *EMPTY]).save(tmp_path / "saved")
    with pytest.raises(OSError, match="no space"):
        Shard.restored(tmp_path, [STORIES, *EMPTY], IndexDirectory())


def test_another_shard_is_not_restored(tmp_path: Path) -> None:
    directory = IndexDirectory(tmp_path / "directories")
    Shard.of([STORIES, *EMPTY], directory).save(tmp_path / "saved")
    with pytest.raises(ValueError, match="another"):
        Shard.restored(tmp_path / "saved", [STORIES[:1], STORIES[1:], *EMPTY[1:]], directory)


def test_where_no_file_can_be_written_indexes_are_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Shard.of([STORIES, *EMPTY], IndexDirectory(tmp_path / "file")).size == 2


def test_a_directory_goes_with_its_process(tmp_path: Path) -> None:
    shard = Shard.of([STORIES, *EMPTY], IndexDirectory(tmp_path))
    assert shard.index.writer.folder is not None
    assert [*tmp_path.iterdir()] == [shard.index.writer.folder.parent]
    del shard
    gc.collect()
    assert [*tmp_path.iterdir()] == []


def test_directories_of_dead_processes_are_removed_and_no_others(tmp_path: Path) -> None:
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
    directory = IndexDirectory(tmp_path / "directories", fast=fast, fast_bytes=1_000)
    first = Shard.of([STORIES, *EMPTY], directory)
    second = Shard.of([STORIES, *EMPTY], directory)
    assert first.index.writer.folder is not None
    assert first.index.writer.folder.is_relative_to(fast)
    assert second.index.writer.folder is not None
    assert second.index.writer.folder.is_relative_to(tmp_path / "directories")
    directory.close()
    assert [*fast.iterdir()] == []


def test_a_folder_in_memory_that_is_somebody_elses_is_not_used(tmp_path: Path) -> None:
    fast = tmp_path / "fast"
    fast.mkdir(mode=0o777)
    fast.chmod(0o777)
    shard = Shard.of(
        [STORIES, *EMPTY], IndexDirectory(tmp_path / "directories", fast=fast, fast_bytes=1_000_000)
    )
    assert shard.index.writer.folder is not None
    assert shard.index.writer.folder.is_relative_to(tmp_path / "directories")
    assert [*fast.iterdir()] == []


def test_a_directory_that_was_deleted_is_made_again(tmp_path: Path) -> None:
    directory = IndexDirectory(tmp_path / "directories")
    shard = Shard.of([STORIES[:1], *EMPTY], directory)
    shutil.rmtree(tmp_path)
    assert shard.size == 1
    again = Shard.of([STORIES, *EMPTY], directory)
    assert again.index.writer.folder is not None
    assert again.index.writer.folder.is_dir()
