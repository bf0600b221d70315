"""Goes through folders that are not those of a kind."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator


def files_below(path: str) -> int:
    """How many files there are in a folder, and in those in it; hidden ones and links apart."""
    return sum(len(_visible(names)) for _, names in _walked(path))


def _walked(path: str) -> Iterator[tuple[str, list[str]]]:
    for folder, folders, names in os.walk(path):
        folders[:] = _visible(folders)
        yield folder, names


def _visible(names: Iterable[str]) -> list[str]:
    return [name for name in names if not name.startswith(".")]
