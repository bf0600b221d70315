"""Files that are served otherwise than they are in the cache: a small file beside it, written after each save.

It belongs to one cache. What is wrong with it costs what it has in it, and nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.kinds.paths import kind_at
from pullquote.store.files.parsing import ParsedFile
from pullquote.store.files.stamps import Stamp, Stamped, StampedFile
from pullquote.store.files.versions.recent_changes import Changes
from pullquote.store.model.errors import CacheError
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.newsroom.cache.codec import Codec, decode_entity, encode_entity
from pullquote.store.newsroom.cache.rows import RowFile


class ChangedFile(NamedTuple):
    """What is served of a file; ``is_served`` is false where nothing is."""

    path: str
    is_served: bool
    stamp: Stamp | None = None
    digest: bytes = b""
    entities: tuple[bytes, ...] = ()
    problems: tuple[FileProblem, ...] = ()
    complete: bool = True


CHANGES: Codec[tuple[ChangedFile, ...]] = Codec(tuple[ChangedFile, ...])
PART = "changes"


def write_changes(unfinished: Path, path: Path, key: bytes, changes: Changes) -> None:
    """Write changes at a path, by way of an unfinished file. Raises CacheError where that is not possible."""
    data = CHANGES.encode(tuple(_encoded(name, version) for name, version in sorted(changes.items())))
    rows = RowFile.create(unfinished, key)
    try:
        rows.begin()
        rows.put(PART, data)
        rows.finish(path)
    except BaseException:
        rows.give_up()
        raise


def read_changes(path: Path, key: bytes, kinds: Kinds = KINDS) -> Changes:
    """The changes at a path; none where they cannot be read."""
    try:
        files = CHANGES.decode(RowFile.open(path, key).part(PART))
        return {file.path: _decoded(file, kinds) for file in files}
    except CacheError:
        return {}


def _encoded(path: str, version: Stamped | None) -> ChangedFile:
    if version is None:
        return ChangedFile(path, is_served=False)
    parsed = version.parsed
    entities = tuple(encode_entity(entity.read()) for entity in parsed.entities)
    return ChangedFile(
        path,
        is_served=True,
        stamp=version.stamp,
        digest=version.digest,
        entities=entities,
        problems=parsed.problems,
        complete=parsed.complete,
    )


def _decoded(file: ChangedFile, kinds: Kinds) -> Stamped | None:
    if not file.is_served:
        return None
    entities = tuple(decode_entity(data, kinds) for data in file.entities)
    parsed = ParsedFile(file.path, kind_at(file.path), entities, file.problems, file.complete)
    return StampedFile(file.stamp, file.digest, parsed)
