"""What is known of files and entities without reading any: enough to check them, and to find each when it is needed.

The entities themselves are in a file of rows (:mod:`~pullquote.store.newsroom.cache.rows`). Where that is damaged, the
newsroom's own file is read again: what is served is what the files say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, count, islice, repeat
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.kinds.paths import kind_at
from pullquote.store.files.parsing import START, Outline, ParsedEntity, ParsedFile, Target, parse_file
from pullquote.store.files.scanning import read_file
from pullquote.store.files.stamps import Stamp, Stamped, digest_of_file, read_stamped
from pullquote.store.files.syntax.trees import Position
from pullquote.store.files.versions.restrictions import Restrictions
from pullquote.store.model.errors import CacheError
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.newsroom.cache.codec import Numbers, decode_entity, encode_entity
from pullquote.store.newsroom.cache.rows import RowFile
from pullquote.store.newsroom.cache.tables import Tables, TableWriter

Made = TypeVar("Made")
RIGHT: tuple[tuple[FileProblem, ...], bool] = ((), True)
"""What is said of a file without problems, all of which could be read."""


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
    stamp, digest, parsed = read_stamped(folder, path, kinds)
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
        path, stamp, digest, parsed.faults, parsed.complete, tuple(entities), parsed.restrictions
    )


class StoredEntity(NamedTuple):
    """An entity in a file of rows; see :class:`~pullquote.store.files.parsing.Outline`. There are as many as there are
    stories, so they have no more than it takes to find the rest."""

    outlines: Outlines
    place: int
    slug: str

    @property
    def position(self) -> Position:
        """Where it begins in its file."""
        return self.outlines.tables.positions.get(self.place, START)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its former slugs, each once."""
        return self.outlines.tables.aliases.get(self.place, ())

    @property
    def url(self) -> str | None:
        """The address of a story."""
        return self.outlines.tables.urls.get(self.place)

    @property
    def names_roles(self) -> bool:
        """Whether any of its quotes names the role of its speaker."""
        return self.place in self.outlines.tables.with_roles

    @property
    def has_doubts(self) -> bool:
        """Whether other files may prove the attribution of a quote doubtful."""
        return self.place in self.outlines.tables.with_doubts

    @property
    def targets(self) -> frozenset[Target]:
        """What it refers to."""
        return self.outlines.targets(self.place)

    def read(self) -> ParsedEntity:
        """All that its file said of it. Raises CacheError where that cannot be read any more."""
        return self.outlines.read_entity(self.place)


class Outlines:
    """The outlines of what is in a file of rows, which may still grow; ``folder`` is the newsroom's, and
    ``on_damage`` is called when a row turns out to be damaged."""

    def __init__(
        self,
        rows: RowFile,
        folder: Path,
        on_damage: Callable[[str], None],
        tables: Tables | None = None,
        kinds: Kinds = KINDS,
    ) -> None:
        self.rows = rows
        self.tables = tables or Tables()
        """What is known of all files and entities."""
        self._writer = TableWriter(self.tables)
        self._folder = folder
        self._on_damage = on_damage
        self._kinds = kinds
        self._ends = Numbers("I", accumulate(self.tables.sizes))

    def add(self, files: list[EncodedFile]) -> list[Stamped]:
        """Add files; gives them with their entities unread. Raises CacheError where they cannot be written."""
        row = self.rows.put_entities([entity.data for file in files for entity in file.entities])
        first = len(self.tables.paths)
        for file in files:
            self._writer.add_file(file.path, file.stamp, file.digest, file.problems, complete=file.complete)
            for entity in file.entities:
                self._writer.add_entity(entity, row)
                row += 1
            self._ends.append(len(self.tables.slugs))
        return [
            stamped._replace(parsed=stamped.parsed._replace(restrictions=file.restrictions))
            if file.restrictions
            else stamped
            for file, stamped in zip(files, self._files_from(first), strict=True)
        ]

    def files(self) -> dict[str, Stamped]:
        """All files by their paths, their entities unread."""
        return dict(zip(self.tables.paths, self._files_from(0), strict=True))

    def _files_from(self, first: int) -> list[Stamped]:
        """The files from a number on."""
        tables = self.tables
        start = self._ends[first - 1] if first else 0
        inodes, numbers = tables.stamps[4 * first + 3 :: 4], iter(tables.stamps[4 * first :])
        stamps = _all_of(Stamp, numbers, numbers, numbers, numbers)
        numbered = count(start), islice(tables.slugs, start, None)
        entities = _all_of(StoredEntity, repeat(self), *numbered)
        of_files = map(tuple, map(islice, repeat(entities), tables.sizes[first:]))
        paths = tables.paths[first:]
        problems, complete = RIGHT
        right = repeat(problems), repeat(complete), repeat(())
        parsed = _all_of(ParsedFile, paths, map(kind_at, paths), of_files, *right)
        files = [*_all_of(Stamped, stamps, islice(tables.digests, first, None), parsed)]
        for number in filter(first.__le__, tables.flawed):
            file, (problems, complete) = files[number - first], tables.flawed[number]
            changed = file.parsed._replace(faults=problems, complete=complete)
            files[number - first] = file._replace(parsed=changed)
        for number, inode in enumerate(inodes):
            if not inode:
                files[number] = files[number]._replace(stamp=None)
        return files

    def targets(self, place: int) -> frozenset[Target]:
        """What an entity refers to."""
        tables = self.tables
        start, end = tables.first_target[place : place + 2]
        return frozenset(map(tables.target_names.__getitem__, tables.targets[start:end]))

    def read_entity(self, place: int) -> ParsedEntity:
        """All that its file said of an entity. Raises CacheError where neither its row nor its file has that."""
        try:
            return decode_entity(self.rows.entity(self.tables.rows[place]), self._kinds)
        except CacheError as error:
            return self._read_again(place, error)

    def row_in(self, rows: RowFile, place: int) -> int:
        """The number of an entity in a file of rows: it is written there, unless that is its own.

        Raises CacheError where it cannot be read or written.
        """
        row = self.tables.rows[place]
        if rows is self.rows:
            return row
        try:
            data = self.rows.entity(row)
        except CacheError as error:
            data = encode_entity(self._read_again(place, error))
        return rows.put_entities([data])

    def _read_again(self, place: int, error: CacheError) -> ParsedEntity:
        """An entity from its file, if that says what it said."""
        self._on_damage(str(error))
        number = bisect_right(self._ends, place)
        path, slug = self.tables.paths[number], self.tables.slugs[place]
        data = read_file(self._folder, path)
        if isinstance(data, bytes) and digest_of_file(data) == self.tables.digests[number]:
            for entity in parse_file(path, data, self._kinds).entities:
                if entity.slug == slug:
                    return entity.read()
        raise CacheError(f"what the cache has of {path} is damaged, and the file says something else by now")


def _all_of(made: type[Made], *columns: Iterable[Any]) -> Iterator[Made]:
    """Named tuples from all of their fields, one column each: in half the time that calls take, of which there would be
    several for each file of a newsroom."""
    make: Any = tuple.__new__
    return map(make, repeat(made), zip(*columns, strict=False))


def row_in(rows: RowFile, entity: Outline) -> int:
    """The number of an entity in a file of rows: it is written there, unless it is from there.

    Raises CacheError where that cannot be done.
    """
    if isinstance(entity, StoredEntity):
        return entity.outlines.row_in(rows, entity.place)
    return rows.put_entities([encode_entity(entity.read())])
