"""A folder of files to linked records, or to every problem that keeps them from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic_ns
from typing import Any, Generic, Protocol, TypeVar

from pullquote.store.files.folder_states import (
    ExpectedChanges,
    FolderState,
    Outdated,
    find_outdated,
    read_state,
)
from pullquote.store.files.folders.looking import Looker
from pullquote.store.files.folders.looking_ahead import LookAhead, Looked
from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.linking import Head
from pullquote.store.files.parallel import parse_files
from pullquote.store.files.references import Findings
from pullquote.store.files.scanning import Listing
from pullquote.store.files.slugs.entries import FileOutline
from pullquote.store.files.stamps import Stamped, read_stamped, stamped_as
from pullquote.store.files.versions.choosing import unreachable
from pullquote.store.files.versions.on_error import OnError
from pullquote.store.files.versions.recent_changes import RecentChanges
from pullquote.store.files.versions.serving import ServedFiles
from pullquote.store.model.errors import CacheError
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import PublicReview

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told how many files of how many are parsed."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a folder holds: its records, None if there is an error, and every problem in order of place."""

    records: Records | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Contents:
    """What a cache is to have in it: the ``files`` of a newsroom by their paths, as they are served, the faults of what
    is no file of a kind, and what was made and found out of them. ``number`` is that of the last of the recent changes
    in it."""

    files: Mapping[str, Stamped]
    others: tuple[tuple[str, FileProblem], ...]
    records: Records
    findings: Findings
    number: int = 0


@dataclass(frozen=True)
class Restored:
    """What a cache has in it: the files of a newsroom and its stories, none of them read, the faults of what is no
    file of a kind, what was found out, and other parts by name, or in the folder that is ``beside`` it. ``part``
    raises CacheError where one cannot be read; ``on_damage`` is to be told of whatever turns out to be damaged.
    ``changes`` are files that were served otherwise later on; None for those that were not any more."""

    files: Mapping[str, Stamped]
    heads: Iterable[Head]
    others: tuple[tuple[str, FileProblem], ...]
    findings: Findings
    part: Callable[[str], bytes]
    beside: Path
    on_damage: Callable[[str], None]
    changes: Mapping[str, Stamped | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Collecting(Generic[T]):
    """How many files are read without all of them being in memory: ``read`` reads one by its folder and path, maybe
    in another process (so it is a function of a module), and ``add`` takes what came of some, and says what is to
    be known of each. Both raise CacheError where that cannot be done."""

    read: Callable[[Path, str], T]
    add: Callable[[list[T]], list[Stamped]]


class Cache(Protocol):
    """Where what was read is found again by the next start."""

    @property
    def is_damaged(self) -> bool:
        """Whether something in it turned out to be damaged, so that it should be written again."""

    @property
    def has_much(self) -> bool:
        """Whether there is so much in it that reading it takes a while."""

    def restore(self, kinds: Kinds) -> Restored | None:
        """What is in it of files of some kinds; None where there is nothing that can be read."""

    def collect(self, kinds: Kinds) -> Collecting[Any] | None:
        """Where many files of some kinds go that are read from now on; None where there is no room."""


class Reader:
    """Reads one folder again and again; what has not changed since is neither parsed nor linked again.

    ``cache`` knows the newsroom as it was read before, perhaps. What has not changed since then is not read either.
    ``on_error`` says what becomes of files with errors, ``public_review`` which quotes the public sees that nobody has
    confirmed, ``is_served`` whether it has a history and a next start to serve. A reader is used by one thread at a time.
    """

    def __init__(
        self,
        folder: Path,
        *,
        cache: Cache | None = None,
        kinds: Kinds = KINDS,
        on_error: OnError = OnError.REFUSE,
        public_review: PublicReview = PublicReview.A,
        is_served: bool = True,
    ) -> None:
        self.folder = folder
        self._kinds = kinds
        self._new_files = partial(ServedFiles, folder, kinds, on_error, public_review, is_served=is_served)
        self._known: dict[str, Stamped] = {}
        """All files as they are."""
        self._held: dict[str, Stamped | None] = {}
        """What is served of those that are not served as they are; None for nothing."""
        self._served: ServedFiles | None = None
        self._listing: Listing | None = None
        self._looker = Looker(folder, kinds)
        self._loaded: Loaded | None = None
        self.failed: Loaded | None = None
        """Says why the folder itself could not be read last time; None where it could."""
        self._cache = cache
        self._is_served = is_served
        self._is_new = True
        self._expected = ExpectedChanges()
        self.recent = RecentChanges()
        self.is_settled = True
        """Whether what was read last is what the folder held at one moment."""
        self.read_at = monotonic_ns()
        """That moment, in nanoseconds of the monotonic clock."""
        self.restored: tuple[Restored, Loaded] | None = None
        """What reading began with, and what there was when that was written; None where there was nothing."""

    def _begin(self, cache: Cache) -> Looked | None:
        """Begin with what is in the cache; if that is much, the folder is looked at meanwhile."""
        with LookAhead(self.folder, self._kinds, wanted=cache.has_much) as ahead:
            if restored := cache.restore(self._kinds):
                self._restore(restored)
            return ahead.result()

    def _restore(self, restored: Restored) -> None:
        try:
            known, served = dict(restored.files), self._new_files()
            files = {path: each.parsed for path, each in known.items()}
            records, problems, _ = served.restore(files, restored.heads, restored.others, restored.findings)
        except (CacheError, LookupError, TypeError):
            return
        self._known, self._held, self._served = known, dict(restored.changes), served
        self._listing = Listing(tuple(known), restored.others)
        self.recent.restore(restored.changes)
        self.restored = restored, Loaded(records=records, problems=problems)
        if not restored.changes:
            self._loaded = self.restored[1]

    def read(
        self,
        *,
        touched: Iterable[Path] | None = None,
        progress: Progress | None = None,
        workers: int | None = None,
    ) -> Loaded:
        """Read, check and link every file of the folder.

        ``touched`` are the only paths at which something may have changed since last time, None where that is not
        known; files elsewhere are then taken to be as they were, which spares looking at each.
        ``workers`` is how many processes parse: one per processor where it is None and there are many files.
        Never raises for what is in the folder; a folder that is not there is a problem too. Where nothing has
        changed since it is the very object of last time; and so it is where the folder did not rest long enough to be
        read as it was at one moment (``is_settled`` is false then: read it again).
        """
        looked = self._begin(self._cache) if self._is_new and self._cache is not None else None
        self._is_new = False
        state = read_state(
            self.folder,
            lambda paths: self._read(paths, progress, workers),
            self._looker,
            known=self._known,
            listed=self._listing,
            touched=touched,
            expected=self._expected.paths,
            kinds=self._kinds,
            looked=looked,
        )
        self.is_settled = state.is_settled
        if not state.is_settled and self._loaded is not None:
            return self.failed or self._loaded
        if any(path == "" for path, _ in state.listing.faults):
            problems = ServedFiles(self.folder, self._kinds).load({}, {}, state.listing.faults).problems
            if self.failed is None or self.failed.problems != problems:
                self.failed = Loaded(records=None, problems=problems)
            return self.failed
        self.failed = None
        return self._take(state)

    def _take(self, state: FolderState) -> Loaded:
        """Serve what was read of the folder."""
        known, held, listing, read = self._known, self._held, state.listing, state.read
        self.read_at = state.at
        gone = () if listing is self._listing else known.keys() - set(listing.files)
        served, self._served = self._served, None  # should linking fail, the next reading begins from nothing
        paths: AbstractSet[str] = read.keys()
        good: dict[str, Stamped | None] = {}
        is_same = False
        if known or held or served:
            paths = {
                path for path in paths if path not in known or known[path].parsed is not read[path].parsed
            }
            self._expected.changed(paths)
            is_same = not (paths or gone) and listing == self._listing
            paths.update(gone, held, *(() if served else (known, listing.files)))
            good = {path: held[path] if path in held else known.get(path) for path in paths}
        known = self._known = known or read  # of many files, one mapping in place of two
        known.update(read)
        for path in gone:
            del known[path]
        served = served or self._new_files()
        if self._loaded is None or not is_same:
            self._loaded, self._held = None, good
            records, problems, instead = served.load(
                {path: known[path].parsed if path in known else None for path in paths},
                {path: each.parsed if each else None for path, each in good.items()},
                listing.faults,
                unreachable((path for path in paths if path not in known), listing.faults),
            )
            if records is not None:
                self._held = {path: stamped_as(file, good.get(path)) for path, file in instead.items()}
                if self._cache is not None and self._is_served:
                    self.recent.add({path: self._version(path) for path in paths}, good)
            self._loaded = Loaded(records=records, problems=problems)
        self._served, self._listing = served, listing
        return self._loaded

    def _version(self, path: str) -> Stamped | None:
        """What is served of a file; None for nothing."""
        return self._held[path] if path in self._held else self._known.get(path)

    def outdated(self) -> Outdated:
        """What of the folder is not as it was read last, by the stamps of all files; none of them is read."""
        return find_outdated(self._looker, self._known, self._listing if self._loaded else None)

    def close(self) -> None:
        """Leave no process behind; what is read from now on is read by this one."""
        self._looker.close()

    def to_cache(self, *, anyway: bool = False) -> Contents | None:
        """What is to be in the cache for the next start; None where it cannot be, or (unless ``anyway``) nearly is."""
        loaded, listing, served = self._loaded, self._listing, self._served
        if self._cache is None or loaded is None or listing is None or served is None:
            return None
        is_due = anyway or self._cache.is_damaged or self.recent.are_many(len(self._known))
        if loaded.records is None or not is_due:
            return None
        files = {path: version for path in (*self._known, *self._held) if (version := self._version(path))}
        return Contents(files, listing.faults, loaded.records, served.findings(), self.recent.begin())

    def _read(
        self, paths: Sequence[str], progress: Progress | None, workers: int | None
    ) -> Sequence[Stamped]:
        """Read and parse many files."""
        collecting = self._cache.collect(self._kinds) if self._cache is not None else None
        if collecting is not None:
            with suppress(CacheError):  # without room for it, all is read into memory
                parse = collecting.read, collecting.add
                return parse_files(self.folder, paths, *parse, progress=progress, workers=workers)
        read = partial(read_stamped, kinds=self._kinds)
        return parse_files(self.folder, paths, read, list, progress=progress, workers=workers)


def load(
    folder: Path, *, progress: Progress | None = None, workers: int | None = None, kinds: Kinds = KINDS
) -> Loaded:
    """Read, check and link every file of a newsroom, once; see :meth:`Reader.read`."""
    return Reader(folder, kinds=kinds).read(progress=progress, workers=workers)


def linked(folder: Path, files: Iterable[FileOutline]) -> Loaded:
    """Check and link parsed files."""
    current = {file.path: file for file in files}
    served = ServedFiles(folder).load(current, {})
    return Loaded(records=served.records, problems=served.problems)
