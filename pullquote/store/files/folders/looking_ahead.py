"""Looks at all files of a folder in another process, while this one reads what it knows of them.

That takes 8 µs a file, as long as reading the cache does. The other process is a fork, which has everything that it
takes in memory already; so there is one only where no other thread of this process could be in the middle of
something.
"""

from __future__ import annotations

import os
import pickle
import signal
from array import array
from collections.abc import Mapping
from contextlib import suppress
from itertools import compress, repeat
from operator import attrgetter, ne
from pathlib import Path
from time import monotonic_ns
from typing import TYPE_CHECKING, NamedTuple, Self

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.parsing import ParsedFile
from pullquote.store.files.scanning import Listing, list_files
from pullquote.store.files.stamps import Stamp, Stamped, StampedFile

if TYPE_CHECKING:
    Stamps = array[int]
else:
    Stamps = array
"""Four numbers for each file, as :class:`~pullquote.store.files.stamps.Stamp` has them; zeros for none."""

THREADS = "/proc/self/task"
"""Has the threads of this process, those of libraries among them. Only Linux has it."""
STAMP = attrgetter("stamp")
UNKNOWN = StampedFile(None, b"", ParsedFile("", "", (), (), complete=True))
BROKEN = (OSError, EOFError, ValueError, pickle.UnpicklingError)
"""What comes of a process that could not do its work."""


class Looked(NamedTuple):
    """What was in a folder ``at`` a time in nanoseconds of the monotonic clock or later, and the stamps of its files."""

    at: int
    listing: Listing
    stamps: Stamps

    @classmethod
    def now(cls, folder: Path, kinds: Kinds = KINDS) -> Self:
        """Look at a folder."""
        at, listing, stamps = monotonic_ns(), list_files(folder, kinds), Stamps("q")
        for path in listing.files:
            stamps.extend(Stamp.of(folder, path) or (0, 0, 0, 0))
        return cls(at, listing, stamps)

    def outdated(self, known: Mapping[str, Stamped]) -> list[str]:
        """The files that are not, by their stamps, those that are known."""
        paths, numbers = self.listing.files, iter(self.stamps)
        stamps = zip(numbers, numbers, numbers, numbers, strict=True)
        known_stamps = map(STAMP, map(known.get, paths, repeat(UNKNOWN)))
        return [*compress(paths, map(ne, known_stamps, stamps))]


class LookAhead:
    """Looks at a folder, if that is ``wanted``, until what was seen is asked for. It is a context, which leaves no process
    behind."""

    def __init__(self, folder: Path, kinds: Kinds = KINDS, *, wanted: bool = True) -> None:
        self._child: int | None = None
        self._seen: int | None = None
        if wanted and _is_alone():
            with suppress(OSError):  # then it is looked when it is asked for
                self._begin(folder, kinds)

    def _begin(self, folder: Path, kinds: Kinds) -> None:
        seen, told = os.pipe()
        try:
            child = os.fork()
        except OSError:
            os.close(seen)
            os.close(told)
            raise
        if child == 0:
            _look(folder, kinds, told)
        os.close(told)
        self._child, self._seen = child, seen

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Let the other process end."""
        if self._seen is not None:
            os.close(self._seen)
            self._seen = None
        if self._child is not None:
            with suppress(OSError):
                os.kill(self._child, signal.SIGKILL)
                os.waitpid(self._child, 0)
            self._child = None

    def result(self) -> Looked | None:
        """What was seen, once; None where nobody could look."""
        if self._seen is None:
            return None
        seen, self._seen = self._seen, None
        try:
            with os.fdopen(seen, "rb") as told:
                return Looked(*pickle.load(told))  # noqa: S301 - from our own process
        except BROKEN:
            return None


def _is_alone() -> bool:
    """Whether this process has one thread, as far as the system says."""
    try:
        return len(os.listdir(THREADS)) == 1  # noqa: PTH208 - as the system has it
    except OSError:
        return False


def _look(folder: Path, kinds: Kinds, told: int) -> None:
    """What the other process does. It never returns: all that it has is its parent's."""
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        with os.fdopen(told, "wb") as output:
            pickle.dump(tuple(Looked.now(folder, kinds)), output, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
