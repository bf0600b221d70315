"""What is known of files and entities without reading any: enough to check them, and to find each when it is needed.

The entities themselves are in a file of rows (:mod:`~pullquote.store.newsroom.cache.rows`). Where that is damaged, the
newsroom's own file is read again: what is served is what the files say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate, repeat
from pathlib import Path

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.kinds.paths import kind_at
from pullquote.store.files.parsing import START, Outline, ParsedEntity, ParsedFile, Target, parse_file
from pullquote.store.files.scanning import read_file
from pullquote.store.files.stamps import DIGEST_BYTES, Stamp, Stamped, StampedFile, digest_of_file
from pullquote.store.files.syntax.trees import Position
from pullquote.store.files.versions.restrictions import Restrictions
from pullquote.store.model.errors import CacheError
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.problems import Severity, severity_of
from pullquote.store.newsroom.cache.codec import Numbers, decode_entity, encode_entity
from pullquote.store.newsroom.cache.encoding import EncodedFile
from pullquote.store.newsroom.cache.rows import RowFile
from pullquote.store.newsroom.cache.tables import Tables, TableWriter

RIGHT: tuple[tuple[FileProblem, ...], bool] = ((), True)
"""What is said of a file without problems, all of which could be read."""


class StoredEntity:
    """An entity in a file of rows; see :class:`~pullquote.store.files.parsing.Outline`."""

    __slots__ = ("number", "outlines")

    def __init__(self, outlines: Outlines, number: int) -> None:
        """``number`` is its place among all entities."""
        self.outlines = outlines
        self.number = number

    @property
    def place(self) -> int:
        """Its place among all entities."""
        return self.number

    @property
    def slug(self) -> str:
        """The slug of the entity."""
        return self.outlines.tables.slugs[self.place]

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


class StoredFile(StoredEntity):
    """A file with one entity in a file of rows, and that entity. There are as many as there are stories, so that one
    small object is all of what is asked of either.

    See :class:`~pullquote.store.files.stamps.Stamped`, and :class:`~pullquote.store.files.slugs.entries.FileOutline` and
    ``Entry`` beside it. ``number`` is its own among all files.
    """

    __slots__ = ()

    @property
    def place(self) -> int:
        """That of the entity among all."""
        return self.outlines.ends[self.number] - 1

    @property
    def path(self) -> str:
        """Its path in the newsroom."""
        return self.outlines.tables.paths[self.number]

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return kind_at(self.path)

    @property
    def entities(self) -> tuple[Outline, ...]:
        """The one that it has."""
        return (self,)

    @property
    def problems(self) -> tuple[FileProblem, ...]:
        """What is wrong with it."""
        return self.outlines.tables.flawed.get(self.number, RIGHT)[0]

    @property
    def complete(self) -> bool:
        """Whether all of its entities could be read."""
        return self.outlines.tables.flawed.get(self.number, RIGHT)[1]

    @property
    def restrictions(self) -> Restrictions:
        """None: a file that has them is a :class:`ParsedFile`."""
        return ()

    @property
    def has_errors(self) -> bool:
        """Whether it is wrong in itself."""
        return any(severity_of(fault.code) is Severity.ERROR for fault in self.problems)

    def with_entities(self, entities: tuple[Outline, ...]) -> ParsedFile:
        """The same file with others."""
        return ParsedFile(self.path, self.kind, entities, self.problems, self.complete)

    @property
    def stamp(self) -> Stamp | None:
        """The stamp that it had before it was read."""
        return self.outlines.stamp(self.number)

    @property
    def digest(self) -> bytes:
        """A hash of it."""
        return self.outlines.digest(self.number)

    @property
    def parsed(self) -> StoredFile:
        """Itself."""
        return self

    @property
    def file(self) -> StoredFile:
        """Itself."""
        return self

    @property
    def entity(self) -> StoredFile:
        """Itself."""
        return self


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
        self.ends = Numbers("I", accumulate(self.tables.sizes))
        """How many entities there are up to the end of each file."""

    def add(self, files: list[EncodedFile]) -> list[Stamped]:
        """Add files; gives them with their entities unread. Raises CacheError where they cannot be written."""
        row = self.rows.put_entities([entity.data for file in files for entity in file.entities])
        first = len(self.tables.paths)
        for file in files:
            self._writer.add_file(file.path, file.stamp, file.digest, file.problems, complete=file.complete)
            for entity in file.entities:
                self._writer.add_entity(entity, row)
                row += 1
            self.ends.append(len(self.tables.slugs))
        added = self._files_from(first)
        for number, file in enumerate(files):
            if file.restrictions:
                added[number] = self._file_in_memory(first + number, file.restrictions)
        return added

    def files(self) -> dict[str, Stamped]:
        """All files by their paths, their entities unread."""
        return dict(zip(self.tables.paths, self._files_from(0), strict=True))

    def _files_from(self, first: int) -> list[Stamped]:
        """The files from a number on."""
        sizes = self.tables.sizes[first:]
        files: list[Stamped] = [*map(StoredFile, repeat(self), range(first, first + len(sizes)))]
        for number, size in enumerate(sizes, first):
            if size != 1:
                files[number - first] = self._file_in_memory(number)
        return files

    def _file_in_memory(self, number: int, restrictions: Restrictions = ()) -> StampedFile:
        """A file, but for its entities."""
        path, end = self.tables.paths[number], self.ends[number]
        numbers = range(end - self.tables.sizes[number], end)
        entities = tuple([StoredEntity(self, each) for each in numbers])
        parsed = ParsedFile(
            path, kind_at(path), entities, *self.tables.flawed.get(number, RIGHT), restrictions
        )
        return StampedFile(self.stamp(number), self.digest(number), parsed)

    def stamp(self, number: int) -> Stamp | None:
        """The stamp of a file; None where there is none to be trusted."""
        stamp = Stamp(*self.tables.stamps[4 * number : 4 * number + 4])
        return stamp if stamp.inode else None

    def digest(self, number: int) -> bytes:
        """The hash of a file."""
        return bytes(self.tables.digests[DIGEST_BYTES * number : DIGEST_BYTES * (number + 1)])

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
        number = bisect_right(self.ends, place)
        path, slug = self.tables.paths[number], self.tables.slugs[place]
        data = read_file(self._folder, path)
        if isinstance(data, bytes) and digest_of_file(data) == self.digest(number):
            for entity in parse_file(path, data, self._kinds).entities:
                if entity.slug == slug:
                    return entity.read()
        raise CacheError(f"what the cache has of {path} is damaged, and the file says something else by now")


def row_in(rows: RowFile, entity: Outline) -> int:
    """The number of an entity in a file of rows: it is written there, unless it is from there.

    Raises CacheError where that cannot be done.
    """
    if isinstance(entity, StoredEntity):
        return entity.outlines.row_in(rows, entity.place)
    return rows.put_entities([encode_entity(entity.read())])
