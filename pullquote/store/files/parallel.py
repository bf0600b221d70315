"""Parses many files: in this process if they are few, else in as many as there are processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.kinds.paths import PICTURES, kind_at
from pullquote.store.files.parsing import START, ParsedEntity, ParsedFile, parse_file
from pullquote.store.files.processes import run_all
from pullquote.store.files.scanning import read_file
from pullquote.store.model.file_problems import FileProblem

T = TypeVar("T")
R = TypeVar("R")

POOLED_FROM = 600
"""So many files take longer to parse than processes take to start (half a second)."""
CHUNK = 50
"""Files that are handed to a process at once: it bounds what is lost of the progress shown."""
MAX_WORKERS = 8
"""Beyond that the one process that takes the results is what is waited for."""


def parse_files(
    folder: Path,
    paths: Sequence[str],
    parse: Callable[[Path, str], T],
    receive: Callable[[list[T]], list[R]],
    *,
    progress: Callable[[int, int], None] | None = None,
    workers: int | None = None,
) -> list[R]:
    """What ``receive`` makes, here, of what ``parse`` makes of the files, in the order of ``paths``; the latter is a
    function of a module, and its results pickle."""
    if workers is None:
        workers = processors() if len(paths) >= POOLED_FROM else 1
    chunks = (paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK))
    parse_chunk = partial(_parse_chunk, parse, folder)
    files: list[R] = []
    for chunk in run_all(parse_chunk, chunks, workers) if workers > 1 else map(parse_chunk, chunks):
        files += receive(chunk)
        if progress is not None:
            progress(len(files), len(paths))
    return files


def read_and_parse(folder: Path, path: str, kinds: Kinds = KINDS) -> ParsedFile:
    """A file of the folder, parsed; one that cannot be read has the reason as its fault."""
    data = read_file(folder, path)
    return parse_file(path, data, kinds) if isinstance(data, bytes) else unreadable(path, data)


def unreadable(path: str, fault: FileProblem) -> ParsedFile:
    """A file that cannot be read, and why: there may be entities in it."""
    kind, is_one = kind_at(path), "/" in path
    slug = path if kind == PICTURES else path.rpartition("/")[2].rpartition(".")[0]
    entities = (ParsedEntity(slug, START, None, ()),) if is_one else ()
    return ParsedFile(path, kind, entities, (fault,), complete=is_one)


def _parse_chunk(parse: Callable[[Path, str], T], folder: Path, paths: Sequence[str]) -> list[T]:
    return [parse(folder, path) for path in paths]


def processors() -> int:
    """How many processes to share work among: as many as this one may use processors, within MAX_WORKERS."""
    free = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(free, MAX_WORKERS)
