"""Looks at all files of a folder, again and again: in another process where there are many.

A file takes 8 µs, most of them in the system. At each call of it a thread lets others run, and waits for its next turn
for as long as they are busy: in a server that is asked without rest a look at 5,000 files took seconds, and every answer
longer. The other process is told the stamps of files as they are read, and says which are not the same any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pullquote.store.files.folders.giving_way import giving_way
from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.processes import BROKEN, Worker
from pullquote.store.files.scanning import Listing, list_files
from pullquote.store.files.stamps import Stamp
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.sequences import AT_ONCE, equal

FEWEST_FILES = 500
"""Fewer files are looked at here: another process takes half a second to start, and 40 MB."""
TOLD_AT_ONCE = 200
"""Stamps that the other process is told at once: to pack them takes 0.4 ms, in which nothing else runs in this one."""

StampOf = Callable[[str], Stamp | None]
"""The stamp of a file as it was read; None for one that was not, or that cannot be told from what was read."""


Sight = tuple[Listing, Sequence[str]]
"""What was seen of a folder: what is in it, and which of its files are not as they were read."""


class Instruction(NamedTuple):
    """What another process is told: ``stamps`` of files, whether to look now (``among`` see :meth:`Looker.look`), and from
    which on it is to tell the files that it saw."""

    stamps: Mapping[str, Stamp | None]
    is_look: bool = False
    among: Collection[str] | None = None
    files_from: int | None = None


class FolderFindings(NamedTuple):
    """What it saw: which files are ``outdated``, and what is no file of a kind, None where all is there that was when it
    looked last, and nothing else; or some of the ``files``."""

    outdated: Sequence[str] = ()
    faults: tuple[tuple[str, FileProblem], ...] | None = None
    files: Sequence[str] = ()


class Looker:
    """Looks at a folder. It is used by one thread at a time, but for ``close``."""

    def __init__(self, folder: Path, kinds: Kinds = KINDS) -> None:
        self._folder = folder
        self._kinds = kinds
        self._other: Worker[Instruction, FolderFindings] | None = None
        self._listing: Listing | None = None
        """What the other process saw last."""
        self._untold: set[str] = set()
        """Files of which the other process does not know the stamp that counts."""
        self._read: set[str] = set()
        """Files that were read since the reading began: another stamp may count when it has ended."""
        self._readings = 0
        self._is_closed = False

    def begin(self) -> None:
        """Begin a reading. Another process is asked from the second on: often there is but one."""
        self._readings += 1
        self._untold |= self._read
        self._read = set()

    def read(self, paths: Iterable[str]) -> None:
        """Take note that files were read, and have other stamps."""
        self._read.update(paths)
        self._untold.update(paths)

    def look(self, stamp_of: StampOf, before: Listing | None, among: Collection[str] | None = None) -> Sight:
        """What is in the folder now, and which of its files are not as they were read: of all, or of those that are
        ``among`` some and those without a stamp. What was there ``before`` is that very object where it is the same."""
        listing, found = self._sight(stamp_of, before, among)
        if before is not None and listing is not before and _are_same(listing, before):
            if listing is self._listing:
                self._listing = before  # then it need not be compared again
            return before, found
        return listing, found

    def _sight(self, stamp_of: StampOf, before: Listing | None, among: Collection[str] | None) -> Sight:
        is_large = before is not None and len(before.files) >= FEWEST_FILES
        if before is not None and is_large and self._readings > 1 and not self._is_closed:
            try:
                return self._sight_of_other(stamp_of, before, among)
            except BROKEN:  # it was killed, or there is no room for it: there may be for the next
                self._end()
        return _sight(self._folder, self._kinds, stamp_of, among)

    def _sight_of_other(self, stamp_of: StampOf, before: Listing, among: Collection[str] | None) -> Sight:
        if self._other is None:
            self._other = Worker(_OtherLooker(self._folder, self._kinds))
            self._listing, untold = None, before.files
        else:
            untold = tuple(self._untold)
        other = self._other
        for start in range(0, len(untold), TOLD_AT_ONCE):
            other.run(Instruction({path: stamp_of(path) for path in untold[start : start + TOLD_AT_ONCE]}))
        self._untold = set()
        seen = other.run(Instruction({}, is_look=True, among=among))
        if seen.faults is not None:
            files: list[str] = []
            while part := other.run(Instruction({}, files_from=len(files))).files:
                files += part
            self._listing = Listing(tuple(files), seen.faults)
        return self._listing or before, seen.outdated

    def close(self) -> None:
        """End the other process, if there is one, and begin no other."""
        self._is_closed = True
        self._end()

    def _end(self) -> None:
        other, self._other = self._other, None
        if other is not None:
            other.end()


class _OtherLooker:
    """What the other process does."""

    def __init__(self, folder: Path, kinds: Kinds) -> None:
        self._folder = folder
        self._kinds = kinds
        self._listing: Listing | None = None
        self._stamps: dict[str, Stamp | None] = {}

    def __call__(self, asked: Instruction) -> FolderFindings:
        self._stamps.update(asked.stamps)
        if asked.files_from is not None and self._listing is not None:
            return FolderFindings(files=self._listing.files[asked.files_from :][:AT_ONCE])
        if not asked.is_look:
            return FolderFindings()
        listing, found = _sight(self._folder, self._kinds, self._stamps.get, asked.among)
        if listing == self._listing:
            return FolderFindings(found)
        self._listing = listing
        # What is gone is forgotten: should it come back, it is read again.
        self._stamps = {path: self._stamps.get(path) for path in listing.files}
        return FolderFindings(found, listing.faults)


def _are_same(one: Listing, other: Listing) -> bool:
    return one.faults == other.faults and equal(one.files, other.files)


def outdated(folder: Path, paths: Iterable[str], stamp_of: StampOf) -> list[str]:
    """Which files are not as they were read."""
    return [
        path for path in giving_way(paths) if not ((stamp := stamp_of(path)) and stamp.is_of(folder, path))
    ]


def _sight(folder: Path, kinds: Kinds, stamp_of: StampOf, among: Collection[str] | None) -> Sight:
    listing = list_files(folder, kinds)
    paths: Iterable[str] = listing.files
    if among is not None:
        paths = [path for path in paths if path in among or stamp_of(path) is None]
    return listing, outdated(folder, paths, stamp_of)
