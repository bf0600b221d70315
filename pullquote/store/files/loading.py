"""A folder of files to linked records, or to every problem that keeps them from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic_ns
from typing import Any, Generic, Protocol, TypeVar

from pullquote.store.files.folder_states import is_as_known, read_state
from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.linking import Head, Links
from pullquote.store.files.parallel import parse_files
from pullquote.store.files.parsing import ParsedFile, kind_of
from pullquote.store.files.references import Checked, Checker
from pullquote.store.files.scanning import Listing, list_files, shown
from pullquote.store.files.stamps import Stamped, read_stamped
from pullquote.store.model.errors import CacheError
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import Problem, Severity

FEWEST_CHANGES = 50
CHANGED_SHARE = 0.005
"""How many files, and what share of them besides, may differ from what is kept before all is kept anew: those are
read at the next start, a hundred in a fifth of a second."""
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
    """What a cache is to have in it: the ``files`` of a newsroom by their paths, the faults of what is no file of a
    kind, and what was made of them."""

    files: Mapping[str, Stamped]
    others: tuple[tuple[str, FileProblem], ...]
    records: Records


@dataclass(frozen=True)
class Restored:
    """What a cache has in it: the files of a newsroom and its stories, none of them read, the faults of what is no
    file of a kind, and other parts by name, or in the folder that is ``beside`` it. ``part`` raises CacheError where
    one cannot be read; ``on_damage`` is to be told of whatever turns out to be damaged."""

    files: Mapping[str, Stamped]
    heads: Iterable[Head]
    others: tuple[tuple[str, FileProblem], ...]
    part: Callable[[str], bytes]
    beside: Path
    on_damage: Callable[[str], None]


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
        """Whether something in it turned out to be damaged, so that it should be written anew."""

    def restore(self, kinds: Kinds) -> Restored | None:
        """What is in it of files of some kinds; None where there is nothing that can be read."""

    def collect(self, kinds: Kinds) -> Collecting[Any] | None:
        """Where many files of some kinds go that are read from now on; None where there is no room."""


@dataclass(frozen=True)
class Outdated:
    """What is not as it was read: files that ``changed`` (None: others came or went), and such as may have, because
    they could not be read or were read too soon after a change."""

    changed: frozenset[str] | None
    unsure: frozenset[str]


class Reader:
    """Reads one folder again and again; what has not changed since is neither parsed nor linked again.

    ``cache`` knows the newsroom as it was read before, perhaps. What has not changed since then is not read either.
    A reader is used by one thread at a time.
    """

    def __init__(self, folder: Path, *, cache: Cache | None = None, kinds: Kinds = KINDS) -> None:
        self.folder = folder
        self._kinds = kinds
        self._known: dict[str, Stamped] = {}
        self._desk: Desk | None = None
        self._listing: Listing | None = None
        self._loaded: Loaded | None = None
        self._changes: int | None = None
        """How many files are not as they are in the cache; None where there is none."""
        self._cache = cache
        self._is_new = True
        self.is_settled = True
        """Whether what was read last is what the folder held at one moment."""
        self.read_at = monotonic_ns()
        """That moment, in nanoseconds of the monotonic clock."""
        self.restored: tuple[Restored, Loaded] | None = None
        """What reading began with, and what there was when that was written; None where there was nothing."""

    def _restore(self, restored: Restored) -> None:
        try:
            known, desk = dict(restored.files), Desk(self.folder, self._kinds)
            files = {path: each.parsed for path, each in known.items()}
            loaded = desk.restore(files, restored.heads, restored.others)
        except (CacheError, LookupError, TypeError):
            return
        self._known, self._desk, self._loaded, self._changes = known, desk, loaded, 0
        self._listing = Listing(tuple(known), restored.others)
        self.restored = restored, loaded

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
        if self._is_new and self._cache is not None and (restored := self._cache.restore(self._kinds)):
            self._restore(restored)
        self._is_new = False
        known = self._known
        state = read_state(
            self.folder,
            lambda paths: self._read(paths, progress, workers),
            known=known,
            listed=self._listing,
            touched=touched,
            kinds=self._kinds,
        )
        self.is_settled = state.is_settled
        if not state.is_settled and self._loaded is not None:
            return self._loaded
        self.read_at, listing, read = state.at, state.listing, state.read
        gone = () if listing is self._listing else known.keys() - set(listing.files)
        desk, self._desk = self._desk, None  # should linking fail, the next reading begins anew
        if desk is None:
            desk = Desk(self.folder, self._kinds)
            changed = {path: (read.get(path) or known[path]).parsed for path in listing.files}
        else:
            changed = {
                path: each.parsed
                for path, each in read.items()
                if path not in known or known[path].parsed is not each.parsed
            }
        if self._changes is not None:
            self._changes += len(changed) + len(gone)
        known.update(read)
        for path in gone:
            del known[path]
        if self._loaded is None or changed or gone or listing != self._listing:
            self._loaded = None
            self._loaded = desk.load(changed, gone, listing.faults)
        self._desk, self._listing = desk, listing
        return self._loaded

    def outdated(self) -> Outdated:
        """What of the folder is not as it was read last, by the stamps of all files; none of them is read."""
        listing = list_files(self.folder, self._kinds)
        if self._loaded is None or listing != self._listing:
            return Outdated(None, frozenset())
        known = self._known
        unsure = frozenset(path for path in listing.files if known[path].stamp is None)
        changed = (path for path in listing.files if not is_as_known(self.folder, path, known))
        return Outdated(frozenset(changed) - unsure, unsure)

    def to_keep(self, *, anyway: bool = False) -> Contents | None:
        """What is to be in the cache for the next start; None where it cannot be, or (unless ``anyway``) is there
        already, or nearly so."""
        changes, loaded, listing = self._changes, self._loaded, self._listing
        if self._cache is None or loaded is None or loaded.records is None or listing is None:
            return None
        if (
            not (anyway or self._cache.is_damaged)
            and changes is not None
            and changes < max(FEWEST_CHANGES, len(self._known) * CHANGED_SHARE)
        ):
            return None
        self._changes = 0
        return Contents(dict(self._known), listing.faults, loaded.records)

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


class Desk:
    """Checks and links the files of a folder again and again; what is the same is not looked at again."""

    def __init__(self, folder: Path, kinds: Kinds = KINDS) -> None:
        self._root = shown(folder.as_posix())
        self._kinds = kinds
        self._checker = Checker(kinds)
        self._links = Links(kinds)

    def load(
        self,
        changed: Mapping[str, ParsedFile],
        gone: Iterable[str] = (),
        others: Iterable[tuple[str, FileProblem]] = (),
    ) -> Loaded:
        """What there is after some files ``changed`` or came, and others are ``gone``, by their paths.

        ``others`` are faults of what in the folder is no file of a kind.
        """
        self._links.touch(self._checker.update(changed, gone))
        checked = self._checker.check()
        problems = self._problems(checked, others)
        if any(problem.severity is Severity.ERROR for problem in problems):
            return Loaded(records=None, problems=problems)
        return Loaded(records=self._links.link(checked.entries), problems=problems)

    def restore(
        self,
        files: Mapping[str, ParsedFile],
        heads: Iterable[Head],
        others: Iterable[tuple[str, FileProblem]],
    ) -> Loaded:
        """What there was before of files that had no errors; ``heads`` see :meth:`Links.restore`."""
        self._checker.update(files)
        self._checker.trust()
        checked = self._checker.check()
        records = self._links.restore(checked.entries, heads)
        return Loaded(records=records, problems=self._problems(checked, others))

    def _problems(self, checked: Checked, others: Iterable[tuple[str, FileProblem]]) -> tuple[Problem, ...]:
        faults = [*others, *((path, fault) for path, found in checked.faults.items() for fault in found)]
        return tuple(
            sorted(
                (
                    fault.problem(_joined(self._root, path), kind_of(path, self._kinds))
                    for path, fault in faults
                ),
                key=lambda problem: (
                    problem.file,
                    problem.line,
                    problem.column,
                    problem.code,
                    problem.message,
                ),
            )
        )


def linked(folder: Path, files: Iterable[ParsedFile]) -> Loaded:
    """Check and link parsed files."""
    return Desk(folder).load({file.path: file for file in files})


def _joined(root: str, path: str) -> str:
    return f"{root.rstrip('/')}/{path}" if path else root
