"""A folder of files to linked records, or to every problem that keeps them from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.linking import Head, Links
from pullquote.store.files.parallel import POOLED_FROM, parse_files
from pullquote.store.files.parsing import ParsedFile, kind_of
from pullquote.store.files.references import Checked, Checker
from pullquote.store.files.scanning import Listing, list_files, plain_files, shown
from pullquote.store.files.stamps import Stamp, Stamped, read_stamped
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.kinds import Records
from pullquote.store.model.problems import Problem, Severity
from pullquote.store.newsroom.disk_cache import UNREADABLE, Contents, Kept, open_kept

FEWEST_CHANGES = 50
CHANGED_SHARE = 0.005
"""How many files, and what share of them besides, may differ from what is kept before all is kept anew: those are
read at the next start, a hundred in a fifth of a second."""
Progress = Callable[[int, int], None]
"""Told how many files of how many are parsed."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a folder holds: its records, None if there is an error, and every problem in order of place."""

    records: Records | None
    problems: tuple[Problem, ...]


class Reader:
    """Reads one folder again and again; what has not changed since is neither parsed nor linked again.

    ``kept`` is a file of a newsroom as it was read before (:mod:`~pullquote.store.newsroom.disk_cache`); there need not be one.
    What has not changed since then is not read either. A reader is used by one thread at a time.
    """

    def __init__(self, folder: Path, *, kept: Path | None = None, kinds: Kinds = KINDS) -> None:
        self.folder = folder
        self._kinds = kinds
        self._known: dict[str, Stamped] = {}
        self._desk: Desk | None = None
        self._listing: Listing | None = None
        self._loaded: Loaded | None = None
        self._changes: int | None = None
        """How many files are not as they are kept; None where nothing is."""
        self._path = kept
        self._is_new = True
        self.restored: tuple[Kept, Loaded] | None = None
        """The file that reading began with, and what there was when it was written; None where there was none."""

    def _restore(self, kept: Kept) -> None:
        try:
            known, desk = kept.files(), Desk(self.folder, self._kinds)
            files = {path: each.parsed for path, each in known.items()}
            loaded = desk.restore(files, kept.heads(), kept.tables.others)
        except UNREADABLE:
            return
        self._known, self._desk, self._loaded, self._changes = known, desk, loaded, 0
        self._listing = Listing(tuple(kept.tables.paths), kept.tables.others)
        self.restored = kept, loaded

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
        changed since it is the very object of last time.
        """
        if self._is_new and self._path is not None and (kept := open_kept(self._path)):
            self._restore(kept)
        self._is_new = False
        known = self._known
        listing, looked_at = self._list(touched)
        unsure = [path for path in looked_at if not _is_as_known(self.folder, path, known.get(path))]
        read = dict(zip(unsure, self._read(unsure, progress, workers), strict=True))
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

    def _list(self, touched: Iterable[Path] | None) -> tuple[Listing, Sequence[str]]:
        """What is in the folder now, and which of its files may have changed."""
        names = None if touched is None else plain_files(self.folder, touched, self._kinds)
        listing, known = self._listing, self._known
        if listing is not None and names is not None and all(names[name] and name in known for name in names):
            return listing, sorted(names)
        listing = list_files(self.folder, self._kinds)
        if names is None:
            return listing, listing.files
        return listing, [path for path in listing.files if path in names or path not in known]

    def to_keep(self, *, anyway: bool = False) -> Contents | None:
        """What is to be kept for the next start; None where it cannot be, or (unless ``anyway``) is kept already,
        or nearly so."""
        changes, loaded, listing = self._changes, self._loaded, self._listing
        if self._path is None or loaded is None or loaded.records is None or listing is None:
            return None
        if (
            not anyway
            and changes is not None
            and changes < max(FEWEST_CHANGES, len(self._known) * CHANGED_SHARE)
        ):
            return None
        self._changes = 0
        return Contents(self._path, dict(self._known), listing.faults, loaded.records)

    def _read(self, paths: Sequence[str], progress: Progress | None, workers: int | None) -> list[Stamped]:
        known = self._known
        if len(paths) < POOLED_FROM and any(path in known for path in paths):
            return [read_stamped(self.folder, path, known.get(path), self._kinds) for path in paths]
        read = partial(read_stamped, kinds=self._kinds)
        return parse_files(self.folder, paths, read, progress=progress, workers=workers)


def load(
    folder: Path, *, progress: Progress | None = None, workers: int | None = None, kinds: Kinds = KINDS
) -> Loaded:
    """Read, check and link every file of a newsroom, once; see :meth:`Reader.read`."""
    return Reader(folder, kinds=kinds).read(progress=progress, workers=workers)


def _is_as_known(folder: Path, path: str, known: Stamped | None) -> bool:
    return known is not None and known.stamp is not None and Stamp.of(folder, path) == known.stamp


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
