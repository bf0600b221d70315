"""The files below ``media/`` are pictures, in folders as deep as one likes; others are said not to be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pullquote.store.files.folders.counting import count_files
from pullquote.store.files.folders.pictures import list_pictures
from pullquote.store.files.folders.walking import files_below
from tests.store.written import write


def entries(path: str, _name: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(path) as found:
        yield from found


def test_pictures_are_listed_and_others_are_told(tmp_path: Path) -> None:
    names = ["a.svg", "b/c/d/E.JPG", "b/film.mp4", "notes.txt"]
    folder = write(tmp_path, {f"media/{name}": "x" for name in names}, base={}) / "media"
    (folder / "b/c/round").symlink_to(folder)
    os.mkfifo(folder / "pipe.png")
    found = {
        path: fault and (fault.code, fault.message[:30])
        for path, fault in list_pictures(str(folder), entries)
    }
    assert found == {
        "media/a.svg": None,
        "media/b/c/d/E.JPG": None,
        "media/b/film.mp4": ("PQ404", "not read: media has pictures i"),
        "media/notes.txt": ("PQ404", "not read: media has pictures i"),
        "media/pipe.png": ("PQ101", "not a regular file"),
    }


def test_every_file_is_counted(tmp_path: Path) -> None:
    folder = write(
        tmp_path, {"media/2024/a.svg": "x", "media/b.mp4": "x", "other/c.txt": "x", ".git/config": "x"}
    )
    assert files_below(str(folder)) == sum(count_files(folder))
    assert count_files(folder)[2:] == (1, 2)
