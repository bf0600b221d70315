"""The history of a newsroom: every change that readers could see, numbered, kept in one SQLite file.

Several processes may serve one folder. Each sees every save, a little earlier or later, and some may see two
saves as one; so that all tell the same story, a change is not what one process saw but what the history
knew before and knows after. Whoever comes first writes it down, whoever comes later finds it there, and
whoever comes with an older state of the folder (``seen``) writes nothing.

Each audience (the public, the preview) has numbers of its own, so that a gap in the public's numbers never
says that something happened behind the curtain.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from weakref import finalize

import orjson

from pullquote.store.model.errors import BadInput
from pullquote.store.newsroom.changes import ChangeKind, Standing, StoryState, differences

RETAINED = 10_000
"""Changes kept for each audience: weeks of a busy desk, a few megabytes."""
LOCK_SECONDS = 0.5
"""How long one process waits for another that is writing: a save is served after that, and told a little later."""
ORIGIN_BYTES = 6
"""Of what tells histories of one newsroom apart: there are few of them."""
LAYOUT = """
CREATE TABLE IF NOT EXISTS change (
    audience TEXT, number INTEGER, kind TEXT, story TEXT, slug TEXT, quotes TEXT, version TEXT, at TEXT,
    PRIMARY KEY (audience, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (
    audience TEXT, story TEXT, slug TEXT, digest TEXT, modified TEXT, quotes TEXT,
    PRIMARY KEY (audience, story)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS latest (
    audience TEXT PRIMARY KEY, version TEXT, number INTEGER, boot TEXT, nanoseconds INTEGER, origin TEXT
);
"""


class ExpiredCursor(BadInput):
    """A position in the history is older than what is kept."""


@dataclass(frozen=True, slots=True)
class Change:
    """One numbered change; ``version`` is that of the snapshot that brought it, ``at`` when it was noticed."""

    number: int
    kind: ChangeKind
    story: str
    slug: str
    quotes: tuple[str, ...]
    version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """When a state of the folder was read: the monotonic clock of one boot of one machine."""

    boot: str
    nanoseconds: int


@dataclass(frozen=True, slots=True)
class Latest:
    """The state of a history that was recorded last: the version of its snapshot, and its last number.

    ``origin`` tells this history from others, whose numbers mean other changes: one that was begun anew
    after its file was lost, or that of another process where there is no file.
    """

    version: str
    number: int
    origin: str


class History:
    """The changes of one newsroom, for each audience; safe for several threads and processes."""

    def __init__(self, path: Path | None = None, *, retained: int = RETAINED) -> None:
        """Open the history at ``path``, or one in memory; a file that is damaged is begun anew.

        Raises OSError where it cannot be opened.
        """
        self._path = path
        self._retained = retained
        self._lock = Lock()
        self._open()

    def _open(self) -> None:
        try:
            path = self._path
            if path is not None and _is_damaged(path):
                for ending in ("", "-wal", "-shm"):
                    path.with_name(path.name + ending).unlink(missing_ok=True)
            self._database = _connected(path)
        except sqlite3.Error as error:
            raise OSError(f"the history cannot be opened: {error}") from error
        self._file = _identity(self._path)
        # Whoever forgets to close it leaves nothing open all the same.
        self._close = finalize(self, self._database.close)

    def _open_again(self) -> None:
        """Begin a new file where this one was deleted, or another is in its place; others would write there."""
        if self._path is None or _identity(self._path) == self._file:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._close()
        self._open()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._close()

    def record(self, audience: str, standing: Standing, *, seen: Seen, at: datetime) -> int:
        """Write down what led to where the stories stand, and return the number of the last change.

        The very first state is no change. Nothing is written for a state that was read before the latest.
        Raises OSError where the file cannot be written (a full disk): the history is then as it was before.
        """
        version = standing.version
        with self._transaction() as database:
            latest = database.execute(
                "SELECT version, number, boot, nanoseconds, origin FROM latest WHERE audience = ?",
                (audience,),
            ).fetchone()
            number = int(latest[1]) if latest else 0
            if latest and (latest[0] == version or (latest[2] == seen.boot and latest[3] > seen.nanoseconds)):
                return number
            if latest and latest[0] == standing.since:
                touched = standing.touched
            else:
                touched = _touched(database, audience, standing.digests())
            before = _states(database, audience, touched)
            found = filter(None, map(standing.state, touched))
            after = sorted(found, key=lambda state: state.slug)
            for change in differences(before, after) if latest else ():
                number += 1
                database.execute(
                    "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        audience,
                        number,
                        change.kind.value,
                        change.id,
                        change.slug,
                        " ".join(change.quotes),
                        version,
                        at.isoformat(),
                    ),
                )
            _write_states(database, audience, after, before.keys() - {state.id for state in after})
            database.execute(
                "INSERT OR REPLACE INTO latest VALUES (?, ?, ?, ?, ?, ?)",
                (
                    audience,
                    version,
                    number,
                    seen.boot,
                    seen.nanoseconds,
                    latest[4] if latest else _origin(version, at),
                ),
            )
            database.execute(
                "DELETE FROM change WHERE audience = ? AND number <= ?", (audience, number - self._retained)
            )
        return number

    def changes(
        self, audience: str, *, after: int, upto: int, first: int | None = None
    ) -> tuple[Change, ...]:
        """The changes with numbers above ``after`` and not above ``upto``, oldest first, ``first`` at most.

        Raises :class:`ExpiredCursor` when some of them are no longer kept.
        """
        with self._lock:
            rows = self._database.execute(
                "SELECT number, kind, story, slug, quotes, version, at FROM change"
                " WHERE audience = ? AND number > ? AND number <= ? ORDER BY number LIMIT ?",
                (audience, after, upto, -1 if first is None else first),
            ).fetchall()
        if after < upto and first != 0 and (not rows or rows[0][0] != after + 1):
            raise ExpiredCursor(
                "The history no longer reaches back to this cursor; read the stories anew and go on from there."
            )
        return tuple(
            Change(
                number,
                ChangeKind(kind),
                story,
                slug,
                tuple(quotes.split()),
                version,
                datetime.fromisoformat(at),
            )
            for number, kind, story, slug, quotes, version, at in rows
        )

    def latest(self, audience: str) -> Latest | None:
        """The state that was recorded last, by any process; None before the first."""
        with self._lock:
            found = self._database.execute(
                "SELECT version, number, origin FROM latest WHERE audience = ?", (audience,)
            ).fetchone()
        return Latest(*found) if found else None

    def oldest(self, audience: str) -> int:
        """The number before the oldest change that is kept: where reading the whole history begins."""
        with self._lock:
            found = self._database.execute(
                "SELECT coalesce(min(number), (SELECT number + 1 FROM latest WHERE audience = ?), 1)"
                " FROM change WHERE audience = ?",
                (audience, audience),
            ).fetchone()[0]
        return int(found) - 1

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._open_again()
            try:
                self._database.execute("BEGIN IMMEDIATE")
                try:
                    yield self._database
                except BaseException:
                    self._database.execute("ROLLBACK")
                    raise
                self._database.execute("COMMIT")
            except sqlite3.Error as error:
                raise OSError(f"the history cannot be written: {error}") from error


def _connected(path: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(
        path or ":memory:", timeout=LOCK_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.executescript(LAYOUT)
    except sqlite3.Error:
        database.close()
        raise
    return database


def _is_damaged(path: Path) -> bool:
    """Whether there is a file that is no history, or not a whole one. Raises sqlite3.OperationalError where that
    cannot be known: it is locked, or cannot be read."""
    if not path.exists():
        return False
    try:
        database = _connected(path)
        try:
            (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            database.close()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return True
    return bool(found != "ok")


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Which file there is at a path: device and inode; None where there is none."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _origin(version: str, at: datetime) -> str:
    """What a history is called that begins with ``version``: the same for who sees no more than that."""
    return blake2b(f"{version} {at.isoformat()}".encode(), digest_size=ORIGIN_BYTES).hexdigest()


def _touched(database: sqlite3.Connection, audience: str, digests: Mapping[str, str]) -> AbstractSet[str]:
    """The ids of the stories that are not what they were, or not there any more."""
    known = dict(database.execute("SELECT story, digest FROM state WHERE audience = ?", (audience,)))
    return {story for story, digest in digests.items() if known.get(story) != digest} | (
        known.keys() - digests.keys()
    )


def _states(database: sqlite3.Connection, audience: str, stories: Iterable[str]) -> dict[str, StoryState]:
    rows = database.execute(
        "SELECT story, slug, digest, modified, quotes FROM state"
        " WHERE audience = ? AND story IN (SELECT value FROM json_each(?))",
        (audience, orjson.dumps([*stories]).decode()),
    )
    return {row[0]: StoryState(row[0], row[1], row[2], row[3], tuple(row[4].split())) for row in rows}


def _write_states(
    database: sqlite3.Connection, audience: str, states: Iterable[StoryState], gone: Iterable[str]
) -> None:
    database.executemany(
        "INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?, ?)",
        [
            (audience, each.id, each.slug, each.digest, each.modified, " ".join(each.quotes))
            for each in states
        ],
    )
    database.executemany(
        "DELETE FROM state WHERE audience = ? AND story = ?", [(audience, story) for story in gone]
    )
