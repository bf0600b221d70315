"""A large folder is looked at by another process while this one reads its cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from pullquote.store.files.folders.looking_ahead import LookAhead, Looked
from pullquote.store.files.stamps import Stamp, read_stamped
from tests.conftest import SHIPPED

ALONE = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="only Linux says how many threads are there"
)
LOOK = """
import os, signal, sys
from pathlib import Path
from pullquote.store.files.folders.looking_ahead import LookAhead, Looked

folder, doing = Path(sys.argv[1]), sys.argv[2]
with LookAhead(folder, wanted=doing != "unwanted") as ahead:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    if doing == "killed":
        os.kill(int(children[0]), signal.SIGKILL)
    seen = None if doing == "not asked" else ahead.result()
    here = Looked.now(folder)
    print(len(children), seen is not None and seen[1:] == here[1:] and seen.at < here.at)
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("no process is left")
"""
START = """
import sys
from pathlib import Path
from pullquote.store.files.folders.looking_ahead import Looked
from pullquote.store.files.loading import Reader
from pullquote.store.newsroom.cache import cache
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.search.text_index.index_directory import IndexDirectory

cache.MUCH_BYTES = 1
folder, path = map(Path, sys.argv[1:])
outdated = Looked.outdated

def told(looked, known):
    found = outdated(looked, known)
    print(*found)
    return found

Looked.outdated = told
directory = IndexDirectory(path / "indexes")
disk = cache.DiskCache(path / "cache", folder, directory)
newsroom = Newsroom(folder, reader=Reader(folder, cache=disk), index_directory=directory, cache=disk)
newsroom.load()
newsroom.do_deferred_work()
newsroom.close()
print(newsroom.version)
"""
STORY = "---\nheadline: {headline}\npublication: dawn\ndatePublished: 2026-01-01\n---\n\nText.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED, tmp_path / "news")


def said_of(folder: Path, doing: str) -> list[str]:
    """What a program says that looks ahead at a folder: pytest itself may have more than one thread."""
    command = [sys.executable, "-W", "error", "-c", LOOK, str(folder), doing]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


@ALONE
def test_another_process_sees_what_this_one_would(folder: Path) -> None:
    (folder / "articles" / "Not A Slug.md").write_text("x", encoding="utf-8")
    assert said_of(folder, "looking") == ["1 True", "no process is left"]


@ALONE
def test_nobody_looks_where_that_is_not_wanted(folder: Path) -> None:
    assert said_of(folder, "unwanted") == ["0 False", "no process is left"]


@ALONE
def test_what_nobody_asks_for_leaves_no_process_behind(folder: Path) -> None:
    assert said_of(folder, "not asked") == ["1 False", "no process is left"]


@ALONE
def test_nothing_is_known_of_a_process_that_was_killed(folder: Path) -> None:
    many = folder / "articles"
    for number in range(5_000):  # more than fits into a pipe, so that it cannot be done already
        (many / f"story-{number}.md").touch()
    assert said_of(folder, "killed") == ["1 False", "no process is left"]


def test_a_process_with_other_threads_looks_itself(folder: Path) -> None:
    done = Event()
    other = Thread(target=done.wait)
    other.start()
    try:
        with LookAhead(folder) as ahead:
            assert ahead.result() is None
    finally:
        done.set()
        other.join()


def test_what_changed_came_or_is_not_certain_is_outdated(folder: Path) -> None:
    looked = Looked.now(folder)
    assert looked.outdated({}) == [*looked.listing.files]
    known = {path: read_stamped(folder, path) for path in looked.listing.files}
    known = {path: file._replace(stamp=Stamp.of(folder, path)) for path, file in known.items()}
    assert looked.outdated(known) == []
    changed, unsure, gone = looked.listing.files[:3]
    os.utime(folder / changed, (2, 2))
    known[unsure] = known[unsure]._replace(stamp=None)
    (folder / gone).unlink()
    assert looked.outdated(known) == [unsure]
    assert Looked.now(folder).outdated(known) == [changed, unsure]


@ALONE
def test_a_start_after_edits_that_nobody_saw_serves_what_the_files_say(folder: Path, tmp_path: Path) -> None:
    def started(cache: str) -> list[str]:
        command = [sys.executable, "-W", "error", "-c", START, str(folder), str(tmp_path / cache)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()

    def write(name: str, headline: str) -> None:
        (folder / "articles" / f"{name}.md").write_text(STORY.format(headline=headline), encoding="utf-8")

    write("changing", "One")
    write("going", "Two")
    time.sleep(0.2)  # else the files changed too short a time ago for their stamps to be believed
    (before,) = started("cache")
    assert started("cache") == ["", before]
    write("changing", "Another")
    (folder / "articles" / "going.md").unlink()
    write("coming", "Three")
    outdated, after = started("cache")
    assert outdated == "articles/changing.md articles/coming.md"
    assert [after] == started("another")
    assert after != before
