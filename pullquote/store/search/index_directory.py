"""Where text indexes are written: in memory, or in files that can be kept for the next start.

An index in files is one process's own for as long as that lives. What is kept is a copy: the files of a commit
never change, so a copy costs little, and none at all where the file system can link them.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from time import time
from typing import BinaryIO
from weakref import finalize

from tantivy import Index, Schema

LOCK = "in-use"
"""The file in a room that whoever uses it holds locked; systems release it with the process, however that ends."""

ENTERING_SECONDS = 60
"""For so long a new room may be without that file."""


class IndexDirectory:
    """Makes indexes, each in a folder of its own below ``base``; in memory where that is None or cannot be used."""

    def __init__(self, base: Path | None = None) -> None:
        self._folder = None if base is None else _room_in(base)
        self._count = 0
        if self._folder is not None:
            self._leave = finalize(self, _leave, self._folder, _locked(self._folder / LOCK))

    def make(self, schema: Schema) -> tuple[Index, Path | None]:
        """A new index, and its folder where it has one."""
        if self._folder is not None:
            with suppress(OSError, ValueError):
                folder = self._next()
                folder.mkdir()
                return Index(schema, path=str(folder)), folder
        return Index(schema), None

    def take(self, kept: Path) -> tuple[Index, Path]:
        """A kept index as one's own. Raises OSError or ValueError where there is none, or no room for it."""
        if self._folder is None:
            raise OSError("there is no room for files")
        folder = copied(kept, self._next())
        return Index.open(str(folder)), folder

    def place(self, name: str) -> Path:
        """A path in the folder that is this process's own. Raises OSError where there is none."""
        if self._folder is None:
            raise OSError("there is no room for files")
        return self._folder / name

    def _next(self) -> Path:
        self._count += 1
        return (self._folder or Path()) / str(self._count)


MEMORY = IndexDirectory()


def copied(folder: Path, to: Path) -> Path:
    """A copy of the folder of an index. Raises OSError."""
    to.mkdir(parents=True)
    for file in folder.iterdir():
        if file.name.startswith(".tantivy"):
            continue  # locks of whoever writes there
        if file.suffix == ".json":
            shutil.copyfile(file, to / file.name)  # the lists of files are replaced, never changed
        else:
            _linked(file, to / file.name)
    return to


def _linked(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:
        shutil.copyfile(file, to)


def _room_in(base: Path) -> Path | None:
    """A new folder in ``base``; those that nobody uses any more are removed."""
    try:
        base.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in base.iterdir():
            if not _is_used(old):
                shutil.rmtree(old, ignore_errors=True)
        return Path(mkdtemp(dir=base))
    except OSError:
        return None


def _leave(room: Path, lock: BinaryIO) -> None:
    shutil.rmtree(room, ignore_errors=True)
    lock.close()


def _is_used(room: Path) -> bool:
    try:
        lock = _locked(room / LOCK, create=False)
    except FileNotFoundError:
        return time() - room.stat().st_mtime < ENTERING_SECONDS
    except OSError:
        return True
    lock.close()
    return False


def _locked(path: Path, *, create: bool = True) -> BinaryIO:
    """A file that is held locked until it is closed. Raises OSError where another process holds it."""
    file = path.open("ab" if create else "r+b")
    try:
        _lock(file)
    except OSError:
        file.close()
        raise
    return file


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - is there on Windows only

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - is not there on Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
