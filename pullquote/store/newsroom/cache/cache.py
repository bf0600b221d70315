"""The cache of a newsroom on disk: what was parsed of its files, and how that was ordered and indexed.

It only saves time. Whatever is wrong with it (no space, no permission, another release, damage), the files of the
newsroom are read as if there were none, and it is written again. A row that turns out to be damaged long after
the start is read from its file again.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterable
from functools import cache, partial
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from secrets import token_hex
from threading import Lock

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.files.loading import Collecting, Contents, Restored
from pullquote.store.files.versions.recent_changes import Changes
from pullquote.store.model.errors import CacheError
from pullquote.store.model.records import PublicReview
from pullquote.store.newsroom.cache.changed_files import read_changes, write_changes
from pullquote.store.newsroom.cache.encoding import EncodedFile, read_encoded
from pullquote.store.newsroom.cache.outlines import Outlines, row_in
from pullquote.store.newsroom.cache.rows import RowFile
from pullquote.store.newsroom.cache.tables import TABLES, Tables, TableWriter
from pullquote.store.search.text_index.index_directory import MEMORY, IndexDirectory

STORE = Path(__file__).parents[2]
"""The folder of all modules of the store."""
PACKAGES = ("markdown-it-py", "msgspec", "nh3", "pydantic", "pyroaring", "pyyaml", "tantivy")
"""Those whose output is in the cache, or decides what is."""
UNFINISHED = ".writing"
"""How the name of a file ends that is not finished, in the folder of the process that writes it."""
MUCH_BYTES = 20_000_000
"""From what size on a cache takes a while to read: that of some 2,000 stories takes 30 ms."""
TABLES_PART = "tables"
"""The part that has the tables."""
CHANGES_FILE = "changes-{}.sqlite"
"""By the token of a cache, what the file is called beside the cache that has what changed since: it belongs to one cache and to no other."""


@cache
def release() -> bytes:
    """What the cache is written by: Python, the packages that it holds the output of, and this code. It is read by
    the same ones only: what others would make of the same files is never mixed up."""
    digest = blake2b(repr((sys.version_info, platform.machine(), sys.byteorder)).encode())
    for package in PACKAGES:
        digest.update(f"{package} {_version(package)}\n".encode())
    for path in code():
        digest.update(path.read_bytes())
    return digest.digest()


def code() -> list[Path]:
    """The modules whose output is in the cache: all of the store's."""
    return sorted(STORE.rglob("*.py"))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


class DiskCache:
    """The cache of the newsroom in ``folder``, at a ``path``; see :class:`~pullquote.store.files.loading.Cache`.

    It is written in ``directory``, a folder of this process only, and goes with it. ``public_review`` is that of the
    reader. ``on_damage`` is called with what is
    wrong with it, once until it is written again.
    """

    def __init__(
        self,
        path: Path,
        folder: Path,
        directory: IndexDirectory = MEMORY,
        on_damage: Callable[[str], object] = lambda _reason: None,
        public_review: PublicReview = PublicReview.A,
    ) -> None:
        self.path = path
        self.is_damaged = False
        self._folder = folder
        self._directory = directory
        self._on_damage = on_damage
        self._public_review = public_review
        self._collected: RowFile | None = None
        """Has files that were read, and is to become the next file of the cache."""
        self._written: RowFile | None = None
        """Becomes it just now."""
        self._in_place: bytes | None = None
        """The token of the file of the cache that this process read or wrote last."""
        self._is_closed = False
        self._writing = Lock()

    def _key(self) -> bytes:
        """What a file may be read by: this release, for this newsroom and what the public sees of it."""
        seen = self._public_review.value.encode()
        return blake2b(os.fsencode(self._folder.resolve()) + b"\0" + seen, key=release()).digest()

    @property
    def has_much(self) -> bool:
        """See :class:`~pullquote.store.files.loading.Cache`."""
        try:
            return self.path.stat().st_size >= MUCH_BYTES
        except OSError:
            return False

    def restore(self, kinds: Kinds = KINDS) -> Restored | None:
        """What was written last; None where there is nothing that can be read."""
        try:
            rows = RowFile.open(self.path, self._key())
            tables = TABLES.decode(rows.part(TABLES_PART))
            files = Outlines(rows, self._folder, self._damaged, tables, kinds).files()
        except (CacheError, LookupError) as error:
            if self.path.exists():
                self._damaged(str(error))
            return None
        self._in_place = rows.token
        changes = read_changes(self._changes_path(rows.token), self._changes_key(rows.token), kinds)
        return Restored(
            files,
            tables.heads(),
            tables.others,
            tables.findings,
            rows.part,
            self.path.parent,
            self._damaged,
            changes,
        )

    def collect(self, kinds: Kinds = KINDS) -> Collecting[EncodedFile] | None:
        """Where files go that are read from now on, one after the other; None where nothing can be written."""
        if self._is_closed:
            return None
        try:
            rows = self._collected = self._collected or self._new_file()
        except CacheError:
            return None
        return Collecting(
            partial(read_encoded, kinds=kinds), Outlines(rows, self._folder, self._damaged, kinds=kinds).add
        )

    def write(self, contents: Contents, parts: Iterable[tuple[str, bytes]]) -> None:
        """Write what the next start is to begin with, with other ``parts`` by their names.

        Raises CacheError where that is not possible; what was there before is then there still.
        """
        with self._writing:
            rows, self._collected = self._collected or self._new_file(), None
            self._written = rows
            try:
                rows.begin()
                rows.put(TABLES_PART, TABLES.encode(_tables_of(contents, rows)))
                for name, part in parts:
                    rows.put(name, part)
                rows.finish(self.path)
            except BaseException:
                rows.give_up()
                raise
            finally:
                self._written = None
            self.is_damaged = False
            self._in_place = rows.token
            for path in self.path.parent.glob(CHANGES_FILE.format("*")):
                path.unlink(missing_ok=True)

    def write_changes(self, changes: Changes) -> None:
        """Write what is served otherwise than it is in the cache in place, instead of what was written so before.

        Raises CacheError where that is not possible, or nothing is in place.
        """
        with self._writing:
            token = self._in_place
            if token is None:
                raise CacheError("there is no cache yet")
            write_changes(self._new_path(), self._changes_path(token), self._changes_key(token), changes)

    def _changes_path(self, token: bytes) -> Path:
        return self.path.with_name(CHANGES_FILE.format(token.hex()))

    def _changes_key(self, token: bytes) -> bytes:
        return blake2b(token, key=self._key()).digest()

    def close(self) -> None:
        """Give up what is being written, if anything is: the process is about to end."""
        self._is_closed = True
        for rows in (self._collected, self._written):
            if rows is not None:
                rows.give_up()

    def _new_file(self) -> RowFile:
        return RowFile.create(self._new_path(), self._key())

    def _new_path(self) -> Path:
        if self._is_closed:
            raise CacheError("the cache is closed")
        try:
            return self._directory.path(f"{token_hex(4)}{UNFINISHED}")
        except OSError as error:
            raise CacheError(f"the cache cannot be written: {error}") from error

    def _damaged(self, reason: str) -> None:
        if not self.is_damaged:
            self.is_damaged = True
            self._on_damage(reason)


def _tables_of(contents: Contents, rows: RowFile) -> Tables:
    """The tables about all files, the rows of whose entities are in a file then."""
    tables = Tables(others=contents.others, findings=contents.findings)
    writer = TableWriter(tables)
    for path, known in sorted(contents.files.items()):
        parsed = known.parsed
        writer.add_file(path, known.stamp, known.digest, parsed.problems, complete=parsed.complete)
        for entity in parsed.entities:
            writer.add_entity(entity, row_in(rows, entity))
    records = contents.records
    writer.add_stories(records.stories, frozenset(records.restricted), records.public_versions)
    return tables
