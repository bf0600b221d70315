"""What tells, without reading a file, whether it is still the one that was read."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.parallel import unreadable
from pullquote.store.files.parsing import ParsedFile, parse_file
from pullquote.store.files.scanning import read_file

UNSETTLED_NANOSECONDS = 100_000_000
"""A file that was changed so shortly before it was read may change again within the same tick of the
file system's clock, and look the same: it is read again next time (as git does with its index)."""


class Stamp(NamedTuple):
    """The state of a file as the file system tells it: times in nanoseconds, size in bytes, inode."""

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

    @classmethod
    def read(cls, text: str) -> Stamp:
        """The stamp that was written as ``text``; raises ValueError where it is none."""
        modified, changed, size, inode = map(int, text.split())
        return cls(modified, changed, size, inode)

    def __str__(self) -> str:
        return " ".join(map(str, self))

    @property
    def is_settled(self) -> bool:
        """Whether the file was last changed long enough ago for the stamp to be trusted."""
        return time_ns() - self.changed > UNSETTLED_NANOSECONDS


class Stamped(NamedTuple):
    """A parsed file with the stamp that it had before it was read (None: do not trust it) and a hash of it."""

    stamp: Stamp | None
    digest: bytes
    parsed: ParsedFile


def read_stamped(folder: Path, path: str, known: Stamped | None = None, kinds: Kinds = KINDS) -> Stamped:
    """Read a file, and parse it unless it says what ``known`` says."""
    stamp = Stamp.of(folder, path)
    if stamp is not None and not stamp.is_settled:
        stamp = None
    data = read_file(folder, path)
    if not isinstance(data, bytes):
        return Stamped(None, b"", unreadable(path, data))
    digest = blake2b(data, digest_size=16).digest()
    if known is not None and known.digest == digest:
        return Stamped(stamp, digest, known.parsed)
    return Stamped(stamp, digest, parse_file(path, data, kinds))
