"""Where text indexes are written: in memory, or in files that can be saved for the next start.

An index in files belongs to one process for as long as that runs. A saved index is a copy: the files of a commit
never change, so a copy costs little, and nothing where the file system can link them.
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
"""The file that a process keeps locked in its folder. The system releases the lock however the process ends."""

STARTING_SECONDS = 60
"""How long a new folder may be without that file."""


class IndexDirectory:
    """Makes indexes, each in a folder of its own below ``base``; in memory where that is None or cannot be used.

    ``fast`` is a folder on a file system in memory: indexes go there as long as they take no more than
    ``fast_bytes``, so that writing waits for no disk.
    """

    def __init__(self, base: Path | None = None, *, fast: Path | None = None, fast_bytes: int = 0) -> None:
        self._base = base
        self._fast = None if base is None or fast is None or not _has_space(fast, fast_bytes) else fast
        self._fast_bytes = fast_bytes
        self._folders: dict[Path, Path] = {}
        """The folders of this process, by what they are in."""
        self._cleanups: list[finalize[..., IndexDirectory]] = []
        self._count = 0
        self.failure: str | None = None
        """Why the last new index is in memory, where it should be in files."""
        for each in self._bases():  # removes what ended processes left behind
            with suppress(OSError):
                self._own_folder(each)

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

    def open_copy(self, saved: Path) -> tuple[Index, Path]:
        """A copy of a saved index. Raises OSError or ValueError if there is none, or no space for it."""
        size = _size(saved)
        for base in self._bases(size):
            with suppress(OSError):
                folder = copied(saved, self._next(base))
                return Index.open(str(folder)), folder
        raise OSError("there is no space for files")

    def path(self, name: str) -> Path:
        """A path in this process's folder on disk. Raises OSError if there is none."""
        if self._base is None:
            raise OSError("there is no space for files")
        return self._own_folder(self._base) / name

    def close(self) -> None:
        """Remove all files. Open indexes can still be read; another index gets a new folder."""
        while self._cleanups:
            self._cleanups.pop()()
        self._folders.clear()

    def _bases(self, size: int = 0) -> Iterator[Path]:
        """Where to try to write another index, of a size in bytes, the best first."""
        fast = self._fast
        if fast is not None and _size(self._folders.get(fast)) + size <= self._fast_bytes:
            yield fast
        if self._base is not None:
            yield self._base

    def _next(self, base: Path) -> Path:
        """The folder of another index. Raises OSError where there is none to put it in."""
        self._count += 1
        return self._own_folder(base) / str(self._count)

    def _own_folder(self, base: Path) -> Path:
        folder = self._folders.get(base)
        if folder is None or not folder.is_dir():  # it may have been deleted
            if base == self._fast:
                _make_own(base)
            folder = self._folders[base] = _new_folder(base)
            self._cleanups.append(finalize(self, _remove, folder, _locked(folder / LOCK)))
        return folder


MEMORY = IndexDirectory()


def copied(folder: Path, to: Path) -> Path:
    """A copy of the folder of an index. Raises OSError."""
    to.mkdir(parents=True)
    for file in folder.iterdir():
        if file.name.startswith(".tantivy"):
            continue  # locks of the writer
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


def _new_folder(base: Path) -> Path:
    """A new folder in ``base``; unused ones are removed. Raises OSError."""
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in base.iterdir():
        if not _is_used(old):
            shutil.rmtree(old, ignore_errors=True)
    return Path(mkdtemp(dir=base))


def _make_own(folder: Path) -> None:
    """Make a folder in one that all users share. Raises OSError if it exists and belongs to somebody else."""
    folder.mkdir(exist_ok=True, mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} belongs to somebody else")


def _has_space(fast: Path, needed: int) -> bool:
    """Whether a file system in memory has twice the space that is needed."""
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


def _remove(folder: Path, lock: BinaryIO) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.close()


def _is_used(folder: Path) -> bool:
    try:
        lock = _locked(folder / LOCK, create=False)
    except FileNotFoundError:
        return time() - folder.stat().st_mtime < STARTING_SECONDS
    except OSError:
        return True
    lock.close()
    return False


def _locked(path: Path, *, create: bool = True) -> BinaryIO:
    """A file that stays locked until it is closed. Raises OSError if another process has locked it."""
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
