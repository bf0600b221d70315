"""Counts the files of a newsroom's folder: each is read, or is said not to be."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from pullquote.store.files.folders.walking import files_below
from pullquote.store.files.kinds import KINDS, STORIES, Kinds
from pullquote.store.files.kinds.paths import PICTURES, kind_at
from pullquote.store.files.scanning import list_files


class FileCounts(NamedTuple):
    """How many files a newsroom's folder has: of stories, of entities, of media, and others, which are not read.

    Hidden files and folders, whose names begin with a dot, are none of them.
    """

    stories: int
    entities: int
    media: int
    others: int


def count_files(folder: Path, kinds: Kinds = KINDS) -> FileCounts:
    """Count every file of the folder, as :func:`~pullquote.store.files.scanning.list_files` lists them."""
    listed = Counter(map(kind_at, list_files(folder, kinds).files))
    stories, media = sum(listed[kind] for kind in STORIES), listed[PICTURES]
    others = max(0, files_below(os.path.realpath(folder)) - listed.total())
    return FileCounts(stories, listed.total() - stories - media, media, others)
