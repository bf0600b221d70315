"""Reads a folder as it was at one moment, although others write in it meanwhile.

Files are read one after the other, so what was read can be a mix that the folder never held: one file of before a
change, another of after it. What tells is whether all that was read is still there when the last of it has been
read: then the folder held all of it at that moment. Else it is read again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, monotonic_ns, time_ns
from typing import NamedTuple

from pullquote.store.files.folders.looking import Looker, outdated
from pullquote.store.files.folders.looking_ahead import Looked, Stamps
from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.kinds.paths import PICTURES
from pullquote.store.files.parallel import POOLED_FROM
from pullquote.store.files.scanning import Listing, plain_files, read_file
from pullquote.store.files.stamps import Stamp, Stamped, stamped
from pullquote.store.model.file_problems import FileProblem

SETTLE_SECONDS = 1.0
"""How long a folder that never rests is read again and again, before what was read last is all there is."""
READINGS = 50
"""How often few files are read, until none has changed since; the first reading takes some 30 µs a file, the others
look at most of them only."""
FEWEST_ROUNDS = 4
"""How often it is read at least, however long that takes."""
TICK_NANOSECONDS = 10_000_000
"""The longest tick of a Linux kernel: two changes within one get the same time."""
NEVER = Stamp(-1, -1, -1, -1)
"""The stamp of no file."""
COMPARED_WHOLE = 20_000
"""In a folder of more files than that, where it is known which may have changed, only those and the folders are looked
at again: each file takes 3 to 8 µs. A file that is written in place meanwhile is then left to its own event."""

REMEMBERED_READINGS = 3
"""For how many readings a file that changed is expected to change again."""
MOST_EXPECTED = 300
"""Files that are read with those that changed; each takes some 30 µs, and a look at 5,000 files 50 ms."""

Read = Callable[[Sequence[str]], Sequence[Stamped]]
"""Reads files by their paths."""


@dataclass(frozen=True)
class FolderState:
    """What a folder held at a moment, ``at`` nanoseconds of the monotonic clock.

    ``read`` are its files that are not as they were known. Where ``is_settled`` is false, something changed
    whenever it was looked at, and the folder may never have held all of this at once.
    """

    listing: Listing
    read: dict[str, Stamped]
    at: int
    is_settled: bool


@dataclass(frozen=True)
class Outdated:
    """What is not as it was read: files that ``changed`` (None: others came or went), and such as may have, because
    they could not be read or were read too soon after a change."""

    changed: frozenset[str] | None
    unsure: frozenset[str]


class ExpectedChanges:
    """The files that changed in the last few readings, and so may well change during the next."""

    def __init__(self) -> None:
        self._readings: dict[str, int] = {}

    def changed(self, paths: Iterable[str]) -> None:
        """Remember what changed since the reading before."""
        before = {path: left - 1 for path, left in self._readings.items() if left > 1}
        self._readings = before | dict.fromkeys(paths, REMEMBERED_READINGS)

    @property
    def paths(self) -> Collection[str]:
        """Those files; none where they are too many to be read again."""
        return self._readings.keys() if len(self._readings) <= MOST_EXPECTED else ()


def read_state(
    folder: Path,
    read: Read,
    looker: Looker,
    *,
    known: Mapping[str, Stamped],
    listed: Listing | None,
    touched: Iterable[Path] | None = None,
    expected: Collection[str] = (),
    kinds: Kinds = KINDS,
    looked: Looked | None = None,
) -> FolderState:
    """What the folder holds; ``known`` are its files as they were read before, ``listed`` how they were found.
    ``looker`` looks at all of it.

    ``touched`` are the only paths at which something may have changed since then, None where that is not known.
    ``expected`` are files that are read together with what changed, so that none of them is found to have changed by a
    look at all files, which would have to be followed by another.
    ``looked`` is what was in the folder a moment ago, where somebody looked.
    """
    among = None if touched is None else frozenset(touched)
    compared = among if len(known) > COMPARED_WHOLE else None
    times = None if compared is None else _folder_times(folder, kinds)
    looker.begin()
    reading = _Reading(folder, read, looker, known=known, listed=listed, expected=expected, kinds=kinds)
    listing, rounds, deadline = listed, 0, 0.0
    while True:
        at, before = monotonic_ns(), listing
        if looked is None:
            listing, changed = reading.look(before, among)
        else:
            (at, listing, _), changed, looked = looked, looked.outdated(known), None
            if listing == before:
                listing = before  # the paths of many files are in memory once
        if before is not None and listing.files == before.files and reading.is_state(changed):
            return reading.state(listing, at, is_settled=True)
        deadline = deadline or monotonic() + SETTLE_SECONDS
        if rounds >= FEWEST_ROUNDS and monotonic() > deadline:
            return reading.state(listing, at, is_settled=False)
        rounds += 1
        reading.read(changed, listing)
        if compared is not None and times == _folder_times(folder, kinds):
            among = compared.union(folder / path for path in reading.restless)
        else:
            among = None


class _Reading:
    """What was read of a folder since it was looked at first."""

    def __init__(
        self,
        folder: Path,
        read: Read,
        looker: Looker,
        *,
        known: Mapping[str, Stamped],
        listed: Listing | None,
        expected: Collection[str],
        kinds: Kinds,
    ) -> None:
        self.restless: set[str] = set()
        """What changed while it was read, or is expected to."""
        self._folder = folder
        self._read = read
        self._looker = looker
        self._known = known
        self._listed = listed
        self._expected = expected
        self._kinds = kinds
        self._found: dict[str, Stamped] = {}
        self._stamps: dict[str, Stamp | None] = {}
        """Of what was found, just before it was read, where it has another by itself."""
        self._at: int | None = None
        """When the folder held all that is restless just as it was found; None where that is not known."""

    def look(self, listed: Listing | None, touched: Iterable[Path] | None) -> tuple[Listing, Sequence[str]]:
        """What is in the folder now, and which of its files are not, by their stamps, those that were read; see
        :func:`read_state`."""
        names = None if touched is None else plain_files(self._folder, touched, self._kinds)
        if names is None or listed is None or not all(names[each] and self._has(each) for each in names):
            return self._looker.look(self._stamp_of, listed, names)
        return listed, outdated(self._folder, sorted(names), self._stamp_of)

    def _has(self, path: str) -> bool:
        return path in self._found or path in self._known

    def _stamp_of(self, path: str) -> Stamp | None:
        """The stamp that tells whether a file is the one that was read."""
        if path in self._stamps:
            return self._stamps[path]
        file = self._found.get(path) or self._known.get(path)
        return None if file is None else file.stamp

    def is_state(self, changed: Sequence[str]) -> bool:
        """Whether the folder held all that was read at one moment, where that ``changed`` by now.

        It did where nothing changed; and where only that did which was found to go together, for nothing else
        changed before or after.
        """
        return not changed or (self._at is not None and self.restless.issuperset(changed))

    def state(self, listing: Listing, at: int, *, is_settled: bool) -> FolderState:
        """All that was read, of those files that are still there."""
        found = self._found
        if listing is self._listed:
            found = {path: file for path, file in found.items() if path in self._known}
        elif found:
            if len(found) > sum(path in found for path in listing.files):
                found = {path: found[path] for path in listing.files if path in found}
            # The path of a file that was read is in memory once, however it was listed.
            paths = [found[path].parsed.path if path in found else path for path in listing.files]
            listing = listing._replace(files=tuple(paths))
        return FolderState(listing, found, at if self._at is None else self._at, is_settled)

    def read(self, changed: Sequence[str], listing: Listing) -> None:
        """Read what changed; few files over and over, until none has changed since it was read."""
        self._at = None
        self._looker.read(changed)
        if len(changed) < POOLED_FROM and (self._known or self._found):
            self.restless = set(filter(listing.has, self.restless.union(changed, self._expected)))
            self._looker.read(self.restless)
            self._read_together(sorted(self.restless))
        else:
            self._read_apart(changed)

    def _read_apart(self, changed: Sequence[str]) -> None:
        began = time_ns()
        numbers = Stamps("q")  # a fifth of the memory of as many stamps
        for path in changed:
            numbers.extend(Stamp.of(self._folder, path) or NEVER)
        each = iter(numbers)
        for file, before in zip(self._read(changed), zip(each, each, each, each, strict=True), strict=True):
            path = file.parsed.path
            self._found[path] = file
            stamp = None if before == NEVER else Stamp(*before)
            trusted = stamp if _is_sure(stamp, began) else NEVER
            self._stamps.pop(path, None)
            if trusted != file.stamp:
                self._stamps[path] = trusted

    def _read_together(self, paths: Sequence[str]) -> None:
        files: dict[str, _FileRead] = {}
        for _ in range(READINGS):
            at = monotonic_ns()
            again = {
                path: _FileRead.of(self._folder, path)
                for path in paths
                if path not in files or files[path].may_have_changed(self._folder, path)
            }
            is_same = all(path in files and files[path].data == file.data for path, file in again.items())
            files |= again
            if is_same:
                self._at = at
                break
        for path, file in files.items():
            self._stamps[path] = file.stamp
            known = self._found.get(path) or self._known.get(path)
            self._found[path] = stamped(path, file.stamp, file.data, known, self._kinds)


class _FileRead(NamedTuple):
    """What was read of a file, its stamp just before, and whether that changes whenever the file does."""

    stamp: Stamp | None
    data: bytes | FileProblem
    is_sure: bool

    @classmethod
    def of(cls, folder: Path, path: str) -> _FileRead:
        began, stamp = time_ns(), Stamp.of(folder, path)
        return cls(stamp, read_file(folder, path), _is_sure(stamp, began))

    def may_have_changed(self, folder: Path, path: str) -> bool:
        return not self.is_sure or Stamp.of(folder, path) != self.stamp


def _is_sure(stamp: Stamp | None, read_at: int) -> bool:
    """Whether a file that was read at a time, by the clock, would have another stamp had it changed since: what was
    changed within the same tick may change again and look the same."""
    return stamp is None or abs(read_at - stamp.changed) > TICK_NANOSECONDS


def find_outdated(looker: Looker, known: Mapping[str, Stamped], listed: Listing | None) -> Outdated:
    """What is not as it was read, by the stamps of all files; none of them is read. ``known`` and ``listed`` see
    :func:`read_state`."""

    def stamp_of(path: str) -> Stamp | None:
        return known[path].stamp if path in known else None

    looker.begin()
    listing, changed = looker.look(stamp_of, listed)
    if listing is not listed:
        return Outdated(None, frozenset())
    unsure = frozenset(path for path in changed if stamp_of(path) is None)
    return Outdated(frozenset(changed) - unsure, unsure)


def _folder_times(folder: Path, kinds: Kinds) -> Sequence[int | None]:
    """When something came into the folder and those of the kinds, left them, or took another's place."""
    times: list[int | None] = []
    for path in (folder, *(folder / kind for kind in (*kinds, PICTURES))):
        try:
            times.append(os.stat(path).st_mtime_ns)  # noqa: PTH116 - as all stamps are taken
        except OSError:
            times.append(None)
    return times
