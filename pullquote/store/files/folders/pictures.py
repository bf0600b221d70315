"""Which files below ``media/`` are pictures, and what is wrong with others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from pullquote.store.model.file_problems import FileProblem
from pullquote.store.pictures.formats import FOLDER, SUFFIXES, format_of_name, is_media_path

EXPECTED = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
Entries = Callable[[str, str], Iterator["os.DirEntry[str]"]]
"""The entries of a folder by its path and its name in the newsroom, without those that are left alone and those that
lead out of it."""


def list_pictures(folder: str, entries: Entries) -> Iterator[tuple[str, FileProblem | None]]:
    """The files below the newsroom's folder of pictures by their paths in the newsroom, in no order: pictures, and
    others with what is wrong with them. Folders in it may be nested."""
    seen: set[str] = set()
    waiting = [(folder, FOLDER)]
    while waiting:
        path, name = waiting.pop()
        real = os.path.realpath(path)
        if real in seen:
            continue  # a link to a folder that it is in
        seen.add(real)
        for entry in entries(path, name):
            below = f"{name}/{entry.name}"
            try:
                is_folder, is_file = entry.is_dir(), entry.is_file()
            except OSError:
                is_folder = is_file = False
            if is_folder:
                waiting.append((entry.path, below))
            else:
                yield below, _unfit(below, is_file=is_file)


def _unfit(path: str, *, is_file: bool) -> FileProblem | None:
    if not is_file:
        return FileProblem("PQ101", 1, 1, "not a regular file")
    if format_of_name(path) is None:
        return FileProblem("PQ404", 1, 1, f"not read: {FOLDER} has pictures in it, which end in {EXPECTED}")
    if not is_media_path(path):
        message = "not read: the name has a character in it that no address can have"
        return FileProblem("PQ404", 1, 1, message, "rename it")
    return None
