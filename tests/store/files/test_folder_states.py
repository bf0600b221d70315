"""What is read of a folder is what it held at one moment, whoever writes in it meanwhile."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from pullquote.store.files import folder_states, stamps
from pullquote.store.files.folder_states import REMEMBERED_READINGS, ExpectedChanges
from pullquote.store.files.folders import looking
from pullquote.store.files.loading import Reader
from pullquote.store.files.scanning import list_files, read_file
from tests.conftest import SHIPPED

NAMES = ("a", "b", "c")
STORY = "---\nheadline: State {number}\npublication: dawn\ndatePublished: 2026-01-01\n---\n\nText.\n"
READINGS = 150
WRITER = """
import os, sys, time
folder, seconds = sys.argv[1], float(sys.argv[2])
number = 1000
while True:
    number += 1
    for name in "abc":
        path = f"{folder}/articles/{name}.md"
        with open(path + "~", "w") as file:
            file.write(%r.format(number=number))
        os.rename(path + "~", path)
        time.sleep(seconds)
    if number == 1001:
        print("writing", flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = shutil.copytree(SHIPPED, tmp_path / "news")
    for name in NAMES:
        write(copied, name, 1000)
    return copied


def write(folder: Path, name: str, number: int) -> None:
    path = folder / "articles" / f"{name}.md"
    beside = path.with_name(f"{name}.md~")
    beside.write_text(STORY.format(number=number), encoding="utf-8")
    beside.replace(path)


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Believe the stamps of files that were changed a moment ago."""
    monkeypatch.setattr(stamps, "UNSETTLED_NANOSECONDS", -1)


@contextmanager
def written(folder: Path, seconds: float) -> Iterator[None]:
    """Somebody replaces the three files one by one, in their order, again and again, resting in between; they are at it
    already."""
    command = [sys.executable, "-c", WRITER % STORY, str(folder), str(seconds)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        yield
    finally:
        writer.kill()
        writer.communicate()


def numbers(reader: Reader) -> list[int]:
    """The states that the three files are in."""
    records = reader.read().records
    assert records is not None
    found = {story.slug: int(story.headline.split()[1]) for story in records.stories if story.slug in NAMES}
    return [found[name] for name in NAMES]


@pytest.mark.parametrize("fewest", [looking.FEWEST_FILES, 1])
@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.005])
def test_files_that_are_replaced_one_by_one_are_never_mixed(
    folder: Path, seconds: float, fewest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "FEWEST_FILES", fewest)
    with written(folder, seconds), closing(Reader(folder)) as reader:
        seen = [numbers(reader) for _ in range(READINGS)]
    torn = [
        state for state in seen if not (state == sorted(state, reverse=True) and state[0] - state[2] <= 1)
    ]
    assert torn == []
    assert len({tuple(state) for state in seen}) > 3  # it is not one old state all the time


def test_the_moment_of_a_state_lies_within_its_reading(folder: Path) -> None:
    reader = Reader(folder)
    moments = [reader.read_at]
    for number in range(3):
        write(folder, "a", number)
        reader.read()
        moments.append(reader.read_at)
    assert moments == sorted(set(moments))


def test_a_file_that_is_written_without_end_does_not_keep_others_from_being_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(folder)
    reader.read()
    writes = iter(range(100_000))

    def restless(folder: Path, path: str) -> object:
        data = read_file(folder, path)
        if path == "articles/a.md":
            write(folder, "a", next(writes))
        return data

    monkeypatch.setattr(folder_states, "read_file", restless)
    write(folder, "a", 0)
    write(folder, "b", 2000)
    assert numbers(reader)[1] == 2000
    assert reader.is_settled


@pytest.mark.usefixtures("trusting")
def test_a_folder_that_never_rests_stays_what_it_was_and_is_to_be_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_states, "SETTLE_SECONDS", 0.01)
    reader = Reader(folder)
    before = reader.read()
    writes = iter(range(100_000))

    def restless(folder: Path, path: str) -> object:
        data = read_file(folder, path)
        for name in NAMES:
            write(folder, name, next(writes))
        return data

    with monkeypatch.context() as patched:
        patched.setattr(folder_states, "read_file", restless)
        write(folder, "a", 2000)
        assert reader.read() is before
        assert not reader.is_settled
    assert reader.outdated().changed
    for name in NAMES:
        write(folder, name, 3000)
    assert numbers(reader) == [3000, 3000, 3000]
    assert reader.is_settled


@pytest.mark.usefixtures("trusting")
def test_what_is_not_as_it_was_read_is_told_without_reading_it(folder: Path) -> None:
    reader = Reader(folder)
    assert reader.outdated().changed is None
    reader.read()
    write(folder, "b", 2000)
    assert reader.outdated().changed == frozenset({"articles/b.md"})
    reader.read()
    assert reader.outdated().changed == frozenset()
    (folder / "articles" / "b.md").unlink()
    assert reader.outdated().changed is None


@pytest.mark.usefixtures("trusting")
def test_what_changed_lately_may_change_again_while_all_files_are_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(folder)
    reader.read()
    write(folder, "b", 2000)
    reader.read()
    looks: list[int] = []

    def restless(*arguments: Any) -> Any:
        looks.append(len(looks))
        write(folder, "b", 3000 + len(looks))
        return list_files(*arguments)

    monkeypatch.setattr(looking, "list_files", restless)
    write(folder, "a", 2000)
    assert numbers(reader) == [2000, 3001, 1000]
    assert reader.is_settled
    assert len(looks) == 2  # what changed, and that nothing else did
    monkeypatch.undo()
    assert numbers(reader) == [2000, 3002, 1000]


def test_a_file_that_changed_is_expected_to_change_for_some_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_states, "MOST_EXPECTED", 2)
    expected = ExpectedChanges()
    expected.changed(["a", "b"])
    for _ in range(REMEMBERED_READINGS - 1):
        expected.changed(["b"])
        assert set(expected.paths) == {"a", "b"}
    expected.changed(["c"])
    assert set(expected.paths) == {"b", "c"}
    expected.changed(["d"])
    assert not expected.paths
