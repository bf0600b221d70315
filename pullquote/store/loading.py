"""A folder of files to linked records, or to every problem that keeps them from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pullquote.store.faults import Fault
from pullquote.store.folders import list_files
from pullquote.store.linking import link
from pullquote.store.parsing import ParsedFile
from pullquote.store.pools import parse_files
from pullquote.store.problems import Problem, Severity
from pullquote.store.records import Records
from pullquote.store.references import check

Progress = Callable[[int, int], None]
"""Told how many files of how many are parsed."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a folder holds: its records, None if there is an error, and every problem in order of place."""

    records: Records | None
    problems: tuple[Problem, ...]


def load(folder: Path, *, progress: Progress | None = None, workers: int | None = None) -> Loaded:
    """Read, check and link every file of a newsroom.

    ``workers`` is how many processes parse: one per processor where it is None and there are many files.
    Never raises for what is in the folder; a folder that is not there is a problem too.
    """
    listing = list_files(folder)
    files = tuple(parse_files(folder, listing.files, progress=progress, workers=workers))
    return linked(folder, files, listing.faults)


def linked(folder: Path, files: Sequence[ParsedFile], others: Iterable[tuple[str, Fault]] = ()) -> Loaded:
    """Link parsed files; ``others`` are faults of what in the folder is no file of a kind."""
    checked = check(files)
    root = folder.as_posix()
    kinds = {file.path: file.kind for file in files}
    faults = [
        *others,
        *((file.path, fault) for file in files for fault in file.faults),
        *((path, fault) for path, found in checked.faults.items() for fault in found),
    ]
    problems = tuple(
        sorted(
            (fault.problem(_joined(root, path), kinds.get(path)) for path, fault in faults),
            key=lambda problem: (problem.file, problem.line, problem.column, problem.code, problem.message),
        )
    )
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Loaded(records=None, problems=problems)
    return Loaded(records=link(checked.entries), problems=problems)


def _joined(root: str, path: str) -> str:
    return f"{root.rstrip('/')}/{path}" if path else root
