"""A folder of files to linked records, or to every problem that keeps them from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pullquote.store.faults import Fault
from pullquote.store.folders import Listing, list_files, plain_files, shown
from pullquote.store.kept import keep, read_kept
from pullquote.store.linking import Links
from pullquote.store.parsing import ParsedFile, kind_of
from pullquote.store.pools import parse_files
from pullquote.store.problems import Problem, Severity
from pullquote.store.records import Records
from pullquote.store.references import Checker
from pullquote.store.stamps import Stamp, Stamped, read_stamped

Progress = Callable[[int, int], None]
"""Told how many files of how many are parsed."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a folder holds: its records, None if there is an error, and every problem in order of place."""

    records: Records | None
    problems: tuple[Problem, ...]


class Reader:
    """Reads one folder again and again; what has not changed since is neither parsed nor linked again.

    ``kept`` is a file in which parsed files are kept for the next start; there need not be one. A reader is
    used by one thread at a time.
    """

    def __init__(self, folder: Path, *, kept: Path | None = None) -> None:
        self.folder = folder
        self._kept = kept
        self._known: dict[str, Stamped] = dict(read_kept(kept)) if kept is not None else {}
        self._desk: Desk | None = None
        self._listing: Listing | None = None
        self._loaded: Loaded | None = None
        self._fresh: dict[str, Stamped] = {}
        self._gone: set[str] = set()

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
        Never raises for what is in the folder; a folder that is not there is a problem too. What was parsed is
        kept for the next start by :meth:`keep`, which can wait until the records are served. Where nothing
        has changed since it is the very object of last time.
        """
        folder, known = self.folder, self._known
        names = None if touched is None else plain_files(folder, touched)
        listing = self._listing
        if listing is None or names is None or not all(names[name] and name in known for name in names):
            listing = list_files(folder)
            looked_at: Iterable[str] = listing.files
            if names is not None:
                looked_at = [path for path in listing.files if path in names or path not in known]
        else:
            looked_at = sorted(names)
        unsure = [path for path in looked_at if not _is_as_known(folder, path, known.get(path))]
        read = dict(zip(unsure, self._read(unsure, progress, workers), strict=True))
        gone = () if listing is self._listing else known.keys() - set(listing.files)
        desk, self._desk = self._desk, None  # should linking fail, the next reading begins anew
        if desk is None:
            desk = Desk(folder)
            changed = {path: (read.get(path) or known[path]).parsed for path in listing.files}
        else:
            changed = {
                path: each.parsed
                for path, each in read.items()
                if path not in known or known[path].parsed is not each.parsed
            }
        self._fresh |= {path: each for path, each in read.items() if known.get(path) != each}
        self._gone = (self._gone - read.keys()) | set(gone)
        known.update(read)
        for path in gone:
            del known[path]
        if self._loaded is None or changed or gone or listing != self._listing:
            self._loaded = None
            self._loaded = desk.load(changed, gone, listing.faults)
        self._desk, self._listing = desk, listing
        return self._loaded

    def keep(self) -> None:
        """Keep what was parsed for the next start; nothing happens where that is not possible."""
        if self._kept is not None and (self._fresh or self._gone):
            keep(self._kept, self._fresh, self._gone)
            self._fresh, self._gone = {}, set()

    def _read(self, paths: Sequence[str], progress: Progress | None, workers: int | None) -> list[Stamped]:
        known = self._known
        if any(path in known for path in paths):
            return [read_stamped(self.folder, path, known.get(path)) for path in paths]
        return parse_files(self.folder, paths, read_stamped, progress=progress, workers=workers)


def load(folder: Path, *, progress: Progress | None = None, workers: int | None = None) -> Loaded:
    """Read, check and link every file of a newsroom, once; see :meth:`Reader.read`."""
    return Reader(folder).read(progress=progress, workers=workers)


def _is_as_known(folder: Path, path: str, known: Stamped | None) -> bool:
    return known is not None and known.stamp is not None and Stamp.of(folder, path) == known.stamp


class Desk:
    """Checks and links the files of a folder again and again; what is the same is not looked at again."""

    def __init__(self, folder: Path) -> None:
        self._root = shown(folder.as_posix())
        self._checker = Checker()
        self._links = Links()

    def load(
        self,
        changed: Mapping[str, ParsedFile],
        gone: Iterable[str] = (),
        others: Iterable[tuple[str, Fault]] = (),
    ) -> Loaded:
        """What there is after some files ``changed`` or came, and others are ``gone``, by their paths.

        ``others`` are faults of what in the folder is no file of a kind.
        """
        self._links.touch(self._checker.update(changed, gone))
        checked = self._checker.check()
        faults = [*others, *((path, fault) for path, found in checked.faults.items() for fault in found)]
        problems = tuple(
            sorted(
                (fault.problem(_joined(self._root, path), kind_of(path)) for path, fault in faults),
                key=lambda problem: (
                    problem.file,
                    problem.line,
                    problem.column,
                    problem.code,
                    problem.message,
                ),
            )
        )
        if any(problem.severity is Severity.ERROR for problem in problems):
            return Loaded(records=None, problems=problems)
        return Loaded(records=self._links.link(checked.entries), problems=problems)


def linked(folder: Path, files: Iterable[ParsedFile]) -> Loaded:
    """Check and link parsed files."""
    return Desk(folder).load({file.path: file for file in files})


def _joined(root: str, path: str) -> str:
    return f"{root.rstrip('/')}/{path}" if path else root
