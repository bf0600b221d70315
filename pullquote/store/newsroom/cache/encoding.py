"""Files as a process sends them that parses for another: what other files need to know of them, and the rest as bytes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.parsing import Target
from pullquote.store.files.stamps import Stamp, read_stamped
from pullquote.store.files.syntax.trees import Position
from pullquote.store.files.versions.restrictions import Restrictions
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.newsroom.cache.codec import encode_entity


class EncodedEntity(NamedTuple):
    """An entity as bytes; the rest is that of an :class:`~pullquote.store.files.parsing.Outline`."""

    slug: str
    position: Position
    aliases: tuple[str, ...]
    url: str | None
    names_roles: bool
    has_doubts: bool
    targets: frozenset[Target]
    data: bytes


class EncodedFile(NamedTuple):
    """A file as a process sends it that parses for another; see :class:`~pullquote.store.files.stamps.Stamped`."""

    path: str
    stamp: Stamp | None
    digest: bytes
    problems: tuple[FileProblem, ...]
    complete: bool
    entities: tuple[EncodedEntity, ...]
    restrictions: Restrictions


def read_encoded(folder: Path, path: str, kinds: Kinds = KINDS) -> EncodedFile:
    """Read and parse a file, into bytes. Raises CacheError where what it says cannot be written."""
    stamped = read_stamped(folder, path, kinds)
    parsed = stamped.parsed
    entities = [
        EncodedEntity(
            entity.slug,
            entity.position,
            entity.aliases,
            entity.url,
            entity.names_roles,
            entity.has_doubts,
            entity.targets,
            encode_entity(entity.read()),
        )
        for entity in parsed.entities
    ]
    return EncodedFile(
        path,
        stamped.stamp,
        stamped.digest,
        parsed.problems,
        parsed.complete,
        tuple(entities),
        parsed.restrictions,
    )
