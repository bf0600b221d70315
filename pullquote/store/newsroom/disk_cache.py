"""A newsroom as it was last served, kept on disk so that the next start has little to read.

One file: what was parsed of each entity, one after the other, then tables about all of them, then the orders and
indexes. A start reads the tables; an entity is read when its story is asked for, an index when it is needed.
A file is never changed once it is written, only replaced by another: whoever has it open reads on.

It is only ever a short cut. Whatever is wrong with it (no room, no permission, another release, damage), the
files of the newsroom are read as if there were none.
"""

from __future__ import annotations

import os
import pickle
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import blake2b
from itertools import accumulate, chain, repeat
from pathlib import Path
from threading import Lock
from time import time
from typing import Any, BinaryIO
from weakref import finalize

from pullquote.store.files.parsing import START, Outline, ParsedEntity, ParsedFile, Target, kind_at
from pullquote.store.files.stamps import Stamp, Stamped
from pullquote.store.files.syntax.trees import Position
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.file_problems import FileProblem
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import Article, StoryStatus

DIGEST_BYTES = 16
END_BYTES = 8 + DIGEST_BYTES
"""At the end of a file: where its contents list begins, and a hash of that list."""
LONGEST_WRITE_SECONDS = 900.0
"""After so long whoever was writing is taken to have been killed at it."""
UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ImportError,
    pickle.UnpicklingError,
)
"""What comes of reading a file that is not what it should be."""


@cache
def release() -> bytes:
    """What a file is written by. It is read by the same code and the same Python only: what either would make of
    the same bytes is never mixed up."""
    digest = blake2b(repr(sys.version_info).encode(), digest_size=DIGEST_BYTES)
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


@dataclass
class Tables:
    """What is known of all files, entities and stories without reading any of them.

    Files are in the order of their paths, ``stamps`` four numbers for each (zeros for none), ``sizes`` how many
    entities each has; ``flawed`` those with faults, or with more entities than could be read. Entities are in the
    order of their files: ``targets`` numbers in ``target_names``, those of entity n from ``first_target[n]`` on.
    Stories are in the order of their slugs, ``stories`` the numbers of their entities; ``restricted`` says of
    those that are not simply published, what they are.
    """

    paths: list[str] = field(default_factory=list)
    stamps: array[int] = field(default_factory=partial(array, "q"))
    digests: list[bytes] = field(default_factory=list)
    sizes: array[int] = field(default_factory=partial(array, "I"))
    flawed: dict[int, tuple[tuple[FileProblem, ...], bool]] = field(default_factory=dict)
    others: tuple[tuple[str, FileProblem], ...] = ()

    slugs: list[str] = field(default_factory=list)
    positions: dict[int, Position] = field(default_factory=dict)
    urls: dict[int, str] = field(default_factory=dict)
    with_roles: set[int] = field(default_factory=set)
    target_names: list[Target] = field(default_factory=list)
    targets: array[int] = field(default_factory=partial(array, "I"))
    first_target: array[int] = field(default_factory=partial(array, "I", [0]))
    first_byte: array[int] = field(default_factory=partial(array, "Q"))

    stories: array[int] = field(default_factory=partial(array, "I"))
    ids: list[str] = field(default_factory=list)
    story_digests: list[str] = field(default_factory=list)
    restricted: dict[int, tuple[StoryStatus, DateOrDateTime | None]] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class KeptEntity:
    """An entity in the file; see :class:`~pullquote.store.files.parsing.Outline`."""

    _kept: Kept
    _number: int
    slug: str
    position: Position
    url: str | None
    names_roles: bool

    @property
    def targets(self) -> frozenset[Target]:
        """What it refers to."""
        return self._kept.targets(self._number)

    def read(self) -> ParsedEntity:
        """All that its file said of it. Raises OSError where that cannot be read any more."""
        try:
            entity = pickle.loads(self.pickled())  # noqa: S301 - from our own folder, as compiled modules are
        except UNREADABLE as error:
            raise OSError(f"what was kept of {self.slug} cannot be read") from error
        if not isinstance(entity, ParsedEntity):
            raise OSError(f"what was kept of {self.slug} is something else")
        return entity

    def pickled(self) -> bytes:
        """The same as it is kept."""
        return self._kept.entity(self._number)


class Kept:
    """A file that is open for reading."""

    def __init__(self, path: Path) -> None:
        """Open the file at a path; raises one of UNREADABLE where it is not what it should be."""
        self.path = path
        self._file = path.open("rb")
        self._lock = Lock()
        self._close = finalize(self, self._file.close)
        if self._bytes(0, DIGEST_BYTES) != release():
            raise ValueError("another release")
        end = self._file.seek(-END_BYTES, os.SEEK_END)
        start = int.from_bytes(self._bytes(end, 8), "little")
        contents = self._bytes(start, end - start)
        if blake2b(contents, digest_size=DIGEST_BYTES).digest() != self._bytes(end + 8, DIGEST_BYTES):
            raise ValueError("damaged")
        self._contents: dict[str, tuple[int, int]] = pickle.loads(contents)  # noqa: S301 - see KeptEntity.read
        self.tables: Tables = self.section("tables")

    def section(self, name: str) -> Any:
        """A part of the file by its name. Raises KeyError where there is none."""
        return pickle.loads(self._bytes(*self._contents[name]))  # noqa: S301 - see KeptEntity.read

    def sections(self, prefix: str) -> Mapping[str, Callable[[], Any]]:
        """The parts whose names begin so, by the rest of their names; each is read when it is asked for."""
        return {
            name.removeprefix(prefix): partial(self.section, name)
            for name in self._contents
            if name.startswith(prefix)
        }

    def entity(self, number: int) -> bytes:
        """An entity as it is kept."""
        start, end = self.tables.first_byte[number : number + 2]
        return self._bytes(start, end - start)

    def targets(self, number: int) -> frozenset[Target]:
        """What an entity refers to."""
        tables = self.tables
        start, end = tables.first_target[number : number + 2]
        return frozenset(map(tables.target_names.__getitem__, tables.targets[start:end]))

    def files(self) -> dict[str, Stamped]:
        """All files by their paths, their entities unread."""
        tables, stamps = self.tables, self.tables.stamps
        position, url, roles = tables.positions.get, tables.urls.get, tables.with_roles
        entities = tuple(
            [
                KeptEntity(self, number, slug, position(number, START), url(number), number in roles)
                for number, slug in enumerate(tables.slugs)
            ]
        )
        files: dict[str, Stamped] = {}
        ends = accumulate(tables.sizes)
        for number, (path, end, size, digest) in enumerate(
            zip(tables.paths, ends, tables.sizes, tables.digests, strict=True)
        ):
            faults, complete = tables.flawed.get(number, ((), True))
            parsed = ParsedFile(path, kind_at(path), entities[end - size : end], faults, complete)
            stamp = Stamp(*stamps[4 * number : 4 * number + 4])
            files[path] = Stamped(stamp if stamp.inode else None, digest, parsed)
        return files

    def heads(self) -> Iterator[tuple[tuple[str, str], Mapping[str, object]]]:
        """All stories by kind and slug, in the order of their slugs, with what is known of each."""
        tables = self.tables
        kinds = [*chain.from_iterable(map(repeat, map(kind_at, tables.paths), tables.sizes))]
        for place, (number, identity, digest) in enumerate(
            zip(tables.stories, tables.ids, tables.story_digests, strict=True)
        ):
            slug = tables.slugs[number]
            known: dict[str, object] = {
                "id": identity,
                "slug": slug,
                "url": tables.urls.get(number),
                "digest": digest,
            }
            if place in tables.restricted:
                known["status"], known["embargo"] = tables.restricted[place]
            yield (kinds[number], slug), known

    def _bytes(self, start: int, length: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)


def open_kept(path: Path) -> Kept | None:
    """The file at a path; None where there is none that can be read."""
    try:
        return Kept(path)
    except UNREADABLE:
        return None


@dataclass(frozen=True)
class Contents:
    """What the file at ``path`` is to have in it: the ``files`` of a newsroom by their paths, the faults of what is
    no file of a kind, and what was made of them."""

    path: Path
    files: Mapping[str, Stamped]
    others: tuple[tuple[str, FileProblem], ...]
    records: Records


def keep(contents: Contents, parts: Mapping[str, object]) -> bool:
    """Write a file for the next start, with other ``parts`` by their names; False where that was not possible, or
    another process is at it."""
    path = contents.path
    marker = path.with_name(f"{path.name}.writing")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileNotFoundError):
            if time() - marker.stat().st_mtime > LONGEST_WRITE_SECONDS:
                marker.unlink()
        with marker.open("xb") as file:
            try:
                _write(file, contents, parts)
                file.close()
                marker.replace(path)
            except BaseException:
                marker.unlink()
                raise
    except OSError:
        return False
    return True


def _write(file: BinaryIO, contents: Contents, parts: Mapping[str, object]) -> None:
    file.write(release())
    tables, records = Tables(others=contents.others), contents.records
    numbers = _write_entities(file, contents.files, tables)
    restricted = set(records.restricted)
    for place, story in enumerate(records.stories):
        kind = "articles" if isinstance(story, Article) else "editorials"
        tables.stories.append(numbers[kind, story.slug])
        tables.ids.append(story.id)
        tables.story_digests.append(story.digest)
        if story in restricted:
            tables.restricted[place] = story.status, story.embargo
    places: dict[str, tuple[int, int]] = {}
    for name, part in {"tables": tables, **parts}.items():
        start = file.tell()
        pickle.dump(part, file, pickle.HIGHEST_PROTOCOL)
        places[name] = start, file.tell() - start
    end, listed = file.tell(), pickle.dumps(places)
    file.write(listed + end.to_bytes(8, "little") + blake2b(listed, digest_size=DIGEST_BYTES).digest())


def _write_entities(
    file: BinaryIO, files: Mapping[str, Stamped], tables: Tables
) -> Mapping[tuple[str, str], int]:
    """Write all entities, and fill the tables about files and entities; gives their numbers by kind and slug."""
    numbers: dict[tuple[str, str], int] = {}
    names: dict[Target, int] = {}
    for path in sorted(files):
        stamp, digest, parsed = files[path]
        if parsed.faults or not parsed.complete:
            tables.flawed[len(tables.paths)] = parsed.faults, parsed.complete
        tables.paths.append(path)
        tables.stamps.extend(stamp or (0, 0, 0, 0))
        tables.digests.append(digest)
        tables.sizes.append(len(parsed.entities))
        for entity in parsed.entities:
            number = numbers[parsed.kind, entity.slug] = len(tables.slugs)
            tables.slugs.append(entity.slug)
            if entity.position != START:
                tables.positions[number] = entity.position
            if entity.url is not None:
                tables.urls[number] = entity.url
            if entity.names_roles:
                tables.with_roles.add(number)
            tables.targets.extend([names.setdefault(target, len(names)) for target in entity.targets])
            tables.first_target.append(len(tables.targets))
            tables.first_byte.append(file.tell())
            file.write(_pickled(entity))
    tables.first_byte.append(file.tell())
    tables.target_names.extend(names)
    return numbers


def _pickled(entity: Outline) -> bytes:
    if isinstance(entity, KeptEntity):
        return entity.pickled()
    return pickle.dumps(entity.read(), pickle.HIGHEST_PROTOCOL)
