"""Goes through folders that are not those of a kind."""

from __future__ import annotations

import os


def files_below(path: str) -> int:
    """How many files there are in a folder, and in those in it; hidden ones and links apart."""
    count = 0
    for _, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        count += sum(not name.startswith(".") for name in names)
    return count
