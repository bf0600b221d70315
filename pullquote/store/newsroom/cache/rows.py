"""Files of rows, each with a checksum: what a newsroom's cache on disk is made of. SQLite underneath.

A file is written under a temporary name, by one process and for itself; finished, it replaces the one before by
one renaming and is never changed again. So a process that ends at any moment leaves the one before in its place, and
a process that has that open reads on. No locks, journals or shared memory are needed: a finished file is opened as
immutable, also where nothing may be written.

The checksum of a row is keyed by a random token of its file and by the place of the row, so that a row that was
changed, moved or taken from another file is never taken for one that was written there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes
from threading import Lock
from typing import Self
from weakref import finalize

from pullquote.store.model.errors import CacheError

CHECKSUM_BYTES = 16
"""Of a row: no damage passes for what was written."""
TOKEN_BYTES = 16
"""Of what distinguishes a file from all others."""
LAYOUT = """
CREATE TABLE entity (number INTEGER PRIMARY KEY, data BLOB, checksum BLOB);
CREATE TABLE part (name TEXT PRIMARY KEY, data BLOB, checksum BLOB);
"""
TOKEN, KEY = "token", "key"
"""The parts that every file has: what distinguishes it from others, and what it may be read by."""
UNUSABLE = (sqlite3.Error, OSError, MemoryError, ValueError, OverflowError)
"""What comes of a database that is damaged, locked or full, or whose folder is gone."""


@contextmanager
def _cache_errors(doing: str) -> Iterator[None]:
    try:
        yield
    except CacheError:
        raise
    except UNUSABLE as error:
        raise CacheError(f"the cache cannot be {doing}: {error}") from error


class RowFile:
    """A file of entities by number, and of other parts by name. Several threads may use it.

    All methods raise :class:`~pullquote.store.model.errors.CacheError` where the file cannot be read or written.
    """

    def __init__(self, path: Path, database: sqlite3.Connection, token: bytes) -> None:
        self._path = path
        self._database = database
        self.token = token
        """What distinguishes the file from all others."""
        self._lock = Lock()
        self._count = 0
        self._is_finished = False
        self._close = finalize(self, database.close)

    @classmethod
    def create(cls, path: Path, key: bytes) -> Self:
        """A new file, in place of one that is there; ``key`` says what it may be read by."""
        with _cache_errors("written"), ExitStack() as unusable:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.unlink(missing_ok=True)
            database = _connected(f"{path.absolute().as_uri()}?mode=rwc")
            unusable.callback(database.close)
            # Nobody else has the file, and it counts only once it is finished: a crash may damage it.
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
                database.execute(f"PRAGMA {pragma}")
            database.executescript(LAYOUT)
            path.chmod(0o600)
            token = token_bytes(TOKEN_BYTES)
            file = cls(path, database, token)
            file._insert_part(TOKEN, token)
            file.put(KEY, key)
            unusable.pop_all()
            return file

    @classmethod
    def open(cls, path: Path, key: bytes) -> Self:
        """A finished file. Raises CacheError where it was not written for ``key``, too."""
        with _cache_errors("read"), ExitStack() as unusable:
            database = _connected(_immutable(path))
            unusable.callback(database.close)
            found = database.execute("SELECT data FROM part WHERE name = ?", (TOKEN,)).fetchone()
            token = found[0] if found else None
            if isinstance(token, bytes) and len(token) == TOKEN_BYTES:
                file = cls(path, database, token)
                if file.part(KEY) == key:
                    unusable.pop_all()
                    return file
        raise CacheError("the cache cannot be read: another release wrote it, or it is of another newsroom")

    def begin(self) -> None:
        """Let what is added from now on be written when the file is finished, and not at once."""
        with self._lock, _cache_errors("written"):
            self._database.execute("BEGIN")

    def put_entities(self, entities: Iterable[bytes]) -> int:
        """Add entities; gives the number of the first, the others follow it."""
        with self._lock, _cache_errors("written"):
            first = self._count
            rows = [
                (number, data, self._checksum(_place_of(number), data))
                for number, data in enumerate(entities, first)
            ]
            is_alone = not self._database.in_transaction
            if is_alone:
                self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO entity VALUES (?, ?, ?)", rows)
            if is_alone:
                self._database.execute("COMMIT")
            self._count += len(rows)
            return first

    def put(self, name: str, data: bytes) -> None:
        """Add a part."""
        self._insert_part(name, data)

    def _insert_part(self, name: str, data: bytes) -> None:
        with self._lock, _cache_errors("written"):
            row = name, data, self._checksum(_place_named(name), data)
            self._database.execute("INSERT INTO part VALUES (?, ?, ?)", row)

    def finish(self, path: Path) -> None:
        """Put the file into its place, with all that was added; where this fails, what is there stays."""
        with self._lock, _cache_errors("written"):
            self._database.execute("COMMIT")
            with self._path.open("rb") as file:
                os.fsync(file.fileno())
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._path.replace(path)
            self._is_finished = True

    def give_up(self) -> None:
        """Take the name of a file that cannot be finished. What was in it before :meth:`begin` can still be read,
        as far as the system lets a file without a name be read."""
        with self._lock:
            if self._is_finished:
                return
            self._database.close()
            with suppress(*UNUSABLE):
                self._database = _connected(_immutable(self._path))
                self._close = finalize(self, self._database.close)
                self._database.execute(
                    "SELECT count(*) FROM part"
                ).fetchone()  # opens it: it has a name still
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def entity(self, number: int) -> bytes:
        """An entity, as it was added."""
        with self._lock, _cache_errors("read"):
            row = self._database.execute(
                "SELECT data, checksum FROM entity WHERE number = ?", (number,)
            ).fetchone()
        return self._checked(_place_of(number), row)

    def part(self, name: str) -> bytes:
        """A part, as it was added."""
        with self._lock, _cache_errors("read"):
            row = self._database.execute("SELECT data, checksum FROM part WHERE name = ?", (name,)).fetchone()
        return self._checked(_place_named(name), row)

    def _checked(self, place: bytes, row: tuple[object, object] | None) -> bytes:
        data, checksum = row or (None, None)
        if not isinstance(data, bytes) or checksum != self._checksum(place, data):
            raise CacheError("the cache cannot be read: it is damaged")
        return data

    def _checksum(self, place: bytes, data: bytes) -> bytes:
        return blake2b(data, digest_size=CHECKSUM_BYTES, key=self.token, salt=place).digest()


def _place_of(number: int) -> bytes:
    return number.to_bytes(8, "little")


def _place_named(name: str) -> bytes:
    return blake2b(name.encode(), digest_size=16).digest()


def _immutable(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"


def _connected(uri: str) -> sqlite3.Connection:
    database = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    # What a damaged file says of its own layout is not to be acted upon.
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
    except sqlite3.Error:
        database.close()
        raise
    return database
