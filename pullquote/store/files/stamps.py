"""Whether a file is still the one that was read, without reading it again."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from time import time_ns
from typing import NamedTuple, Protocol

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.parallel import unreadable
from pullquote.store.files.parsing import parse_file
from pullquote.store.files.scanning import read_file
from pullquote.store.files.slugs.entries import FileOutline
from pullquote.store.model.file_problems import FileProblem

UNSETTLED_NANOSECONDS = 100_000_000
"""A file that was changed so shortly before it was read may change again within the same tick of the
file system's clock, and look the same: it is read again next time (as git does with its index)."""


DIGEST_BYTES = 16
"""Of a hash of a file: no two of a newsroom's files will ever share 128 bits."""


class Stamp(NamedTuple):
    """The state of a file as the file system has it: times in nanoseconds, size in bytes, inode."""

    modified: int
    changed: int
    size: int
    inode: int

    @classmethod
    def of(cls, folder: Path, path: str) -> Stamp | None:
        """The stamp of a file now; None where it is not there."""
        try:
            found = os.stat(f"{folder}/{path}")  # noqa: PTH116 - for each file of a reload; a Path costs twice that
        except (OSError, ValueError):
            return None
        return cls(found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)

    def is_of(self, folder: Path, path: str) -> bool:
        """Whether it is the stamp of a file now; it is asked of all files, and none of them gets another stamp."""
        try:
            found = os.stat(f"{folder}/{path}")  # noqa: PTH116 - as above
        except (OSError, ValueError):
            return False
        return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino) == self

    @property
    def is_settled(self) -> bool:
        """Whether the file was last changed long enough ago for the stamp to be trusted (or, by the clock of another
        machine, in a time to come)."""
        return abs(time_ns() - self.changed) > UNSETTLED_NANOSECONDS


class Stamped(Protocol):
    """A parsed file, and how to tell whether it is still the one that was read."""

    @property
    def stamp(self) -> Stamp | None:
        """The stamp that it had before it was read; None: do not trust it."""

    @property
    def digest(self) -> bytes:
        """A hash of it."""

    @property
    def parsed(self) -> FileOutline:
        """What it says."""


class StampedFile(NamedTuple):
    """See :class:`Stamped`."""

    stamp: Stamp | None
    digest: bytes
    parsed: FileOutline


def digest_of_file(data: bytes) -> bytes:
    """A hash of what is in a file."""
    return blake2b(data, digest_size=DIGEST_BYTES).digest()


def read_stamped(folder: Path, path: str, kinds: Kinds = KINDS) -> StampedFile:
    """Read a file, and parse it."""
    return stamped(path, Stamp.of(folder, path), read_file(folder, path), kinds=kinds)


def stamped(
    path: str,
    stamp: Stamp | None,
    data: bytes | FileProblem,
    known: Stamped | None = None,
    kinds: Kinds = KINDS,
) -> StampedFile:
    """A file that was read, and had a stamp just before; it is parsed unless it says what ``known`` says."""
    if not isinstance(data, bytes):
        return StampedFile(None, b"", unreadable(path, data))
    if stamp is not None and not stamp.is_settled:
        stamp = None
    digest = digest_of_file(data)
    if known is not None and known.digest == digest:
        return StampedFile(stamp, digest, known.parsed)
    return StampedFile(stamp, digest, parse_file(path, data, kinds))


def stamped_as(file: FileOutline | None, good: Stamped | None) -> Stamped | None:
    """What is served of a file, with the stamp of the version that was ``good`` if it is that; None for nothing."""
    if file is None or good is None:
        return None
    return good if good.parsed is file else StampedFile(None, b"", file)
