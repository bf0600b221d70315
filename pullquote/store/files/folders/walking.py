"""What is in a folder, and in those below it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from pullquote.store.files.guesses.file_names import LEFT_ALONE
from pullquote.store.model.file_problems import FileProblem


def files_below(path: str) -> int:
    """How many files there are in a folder, and in those in it; hidden ones and links apart."""
    count = 0
    for _, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        count += sum(not name.startswith(".") for name in names)
    return count


def entries_of(path: str, name: str, faults: list[tuple[str, FileProblem]]) -> Iterator[os.DirEntry[str]]:
    """What is in a folder, in no order and one at a time: a million take 300 MB. ``name`` is its path in the newsroom,
    where it is a fault that it cannot be read."""
    try:
        with os.scandir(path) as entries:
            yield from entries
    except OSError as error:
        faults.append((name, FileProblem("PQ101", 1, 1, f"the folder cannot be read: {reason_of(error)}")))


def in_order(entries: Iterable[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    """Entries by their names, without those that are left alone."""
    for entry in sorted(entries, key=lambda entry: entry.name):
        if not LEFT_ALONE.fullmatch(entry.name):
            yield entry


def reason_of(error: OSError | ValueError) -> str:
    """Why a path cannot be used, in a few words."""
    reason = error.strerror if isinstance(error, OSError) else None
    return (reason or "it is not a path").lower()
