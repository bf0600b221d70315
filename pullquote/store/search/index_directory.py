"""Where text indexes are written: in memory, or in files that can be kept for the next start.

An index in files is one process's own for as long as that lives. What is kept is a copy: the files of a commit
never change, so a copy costs little, and none at all where the file system can link them.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
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
    """Makes indexes, each in a folder of its own below ``base``; in memory where that is None or cannot be used.

    ``fast`` is a folder on a file system in memory: indexes go there as long as they take no more than
    ``fast_bytes``. Whoever writes there waits for no disk.
    """

    def __init__(self, base: Path | None = None, *, fast: Path | None = None, fast_bytes: int = 0) -> None:
        self._base = base
        self._fast = None if base is None or fast is None or not _has_room(fast, fast_bytes) else fast
        self._fast_bytes = fast_bytes
        self._entered: dict[Path, Path] = {}
        """The folders that are used, by what they are in."""
        self._leaving: list[finalize[..., IndexDirectory]] = []
        self._count = 0
        self.failure: str | None = None
        """Why the last index that was made is in memory only, where it should not be."""
        for each in self._bases():  # what others left behind goes now
            with suppress(OSError):
                self._enter(each)

    def make(self, schema: Schema) -> tuple[Index, Path | None]:
        """A new index, and its folder where it has one."""
        self.failure = None
        for base in self._bases():
            try:
                folder = self._next(base)
                folder.mkdir()
                return Index(schema, path=str(folder)), folder
            except (OSError, ValueError) as error:
                self.failure = str(error)
        return Index(schema), None

    def take(self, kept: Path) -> tuple[Index, Path]:
        """A kept index as one's own. Raises OSError or ValueError where there is none, or no room for it."""
        size = _size(kept)
        for base in self._bases(size):
            with suppress(OSError):
                folder = copied(kept, self._next(base))
                return Index.open(str(folder)), folder
        raise OSError("there is no room for files")

    def place(self, name: str) -> Path:
        """A path in a folder on disk that is this process's own. Raises OSError where there is none."""
        if self._base is None:
            raise OSError("there is no room for files")
        return self._enter(self._base) / name

    def close(self) -> None:
        """Remove all files. What is open can be read on; another index gets a new folder."""
        while self._leaving:
            self._leaving.pop()()
        self._entered.clear()

    def _bases(self, size: int = 0) -> Iterator[Path]:
        """Where to try to write another index, of a size in bytes, the best first."""
        fast = self._fast
        if fast is not None and _size(self._entered.get(fast)) + size <= self._fast_bytes:
            yield fast
        if self._base is not None:
            yield self._base

    def _next(self, base: Path) -> Path:
        """The folder of another index. Raises OSError where there is none to put it in."""
        self._count += 1
        return self._enter(base) / str(self._count)

    def _enter(self, base: Path) -> Path:
        entered = self._entered.get(base)
        if entered is None or not entered.is_dir():  # it may have been deleted
            if base == self._fast:
                _make_own(base)
            entered = self._entered[base] = _room_in(base)
            self._leaving.append(finalize(self, _leave, entered, _locked(entered / LOCK)))
        return entered


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


def _room_in(base: Path) -> Path:
    """A new folder in ``base``; those that nobody uses any more are removed. Raises OSError."""
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in base.iterdir():
        if not _is_used(old):
            shutil.rmtree(old, ignore_errors=True)
    return Path(mkdtemp(dir=base))


def _make_own(folder: Path) -> None:
    """Make a folder where everybody may. Raises OSError where it is there already, and somebody else's."""
    folder.mkdir(exist_ok=True, mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not one's own")


def _has_room(fast: Path, needed: int) -> bool:
    """Whether a file system in memory has ample room: twice as much as is needed."""
    try:
        return shutil.disk_usage(fast.parent).free >= 2 * needed > 0
    except OSError:
        return False


def _size(folder: Path | None) -> int:
    """The bytes of all files in a folder."""
    found = 0
    for path in folder.rglob("*") if folder else ():
        with suppress(OSError):
            found += path.stat().st_size
    return found


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
