"""The history of a newsroom: every change that readers could see, numbered, in one SQLite file.

Several processes may serve one folder. Each sees every save, a little earlier or later, and some may see two
saves as one. So that all say the same, a change is not what one process saw but what the history knew before
and knows after. The first process writes it, later ones find it there, and one with an older state of the folder
(``seen``) writes nothing.

Each audience (the public, the preview) has numbers of its own, so that a gap in the public's numbers never
shows that something hidden changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from weakref import finalize

from pullquote.store.model.snapshots.change_feed import Change, ChangeKind, ExpiredCursor
from pullquote.store.newsroom.changes import Standing, differences
from pullquote.store.newsroom.history_file.opening import connected, identity, is_damaged
from pullquote.store.newsroom.history_file.states import states_in, touched_in, write_states

RETAINED = 10_000
"""Changes of each audience that stay in the file: weeks of a busy desk, a few megabytes."""
LOOKED_AT = ("change", "latest")
"""The tables that are looked at when the file is opened: the states of 100,000 stories take half a second."""
ORIGIN_BYTES = 6
"""Of what distinguishes histories of one newsroom: there are few of them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """When a state of the folder was read: the monotonic clock of one boot of one machine."""

    boot: str
    nanoseconds: int


@dataclass(frozen=True, slots=True)
class Latest:
    """The state of a history that was recorded last: the version of its snapshot, and its last number.

    ``origin`` distinguishes this history from others, whose numbers mean other changes: one that began again
    after its file was lost, or that of another process where there is no file.
    """

    version: str
    number: int
    origin: str


class History:
    """The changes of one newsroom, for each audience; safe for several threads and processes."""

    def __init__(self, path: Path | None = None, *, retained: int = RETAINED) -> None:
        """Open the history at ``path``, or one in memory; a file that is damaged is replaced by an empty one. The states
        of stories, which are nearly all of it, are not looked at before they are needed.

        Raises OSError where it cannot be opened.
        """
        self._path = path
        self._retained = retained
        self._lock = Lock()
        self._is_checked = path is None
        self._open()

    def _open(self) -> None:
        try:
            path = self._path
            if path is not None and is_damaged(path, *LOOKED_AT):
                _remove(path)
            self._database = connected(path)
        except sqlite3.Error as error:
            raise OSError(f"the history cannot be opened: {error}") from error
        self._file = identity(self._path)
        # A history that is not closed leaves nothing open all the same.
        self._close = finalize(self, self._database.close)

    def _open_again(self) -> None:
        """Begin a new file where this one was deleted, or another is in its place; others would write there."""
        if self._path is None or identity(self._path) == self._file:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._close()
        self._open()

    def check(self) -> bool:
        """Look at all of the file, once: one that is damaged is replaced by an empty one, and then this is true.

        Raises OSError where there cannot be another. Where it cannot be looked at, that is tried again next time.
        """
        path = self._path
        if self._is_checked or path is None:
            return False
        try:
            is_bad = is_damaged(path)
        except sqlite3.OperationalError:
            return False
        with self._lock:
            is_replaced = is_bad and not self._is_checked
            if is_replaced:
                self._close()
                _remove(path)
                self._open()
            self._is_checked = True
        return is_replaced

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
        if not self._is_checked and ((known := self.latest(audience)) is None or known.version != version):
            self.check()
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
                touched = touched_in(database, audience, standing.digests())
            before = states_in(database, audience, touched)
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
            write_states(database, audience, after, before.keys() - {state.id for state in after})
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

        Raises :class:`ExpiredCursor` when some of them are no longer there.
        """
        with self._lock:
            rows = self._database.execute(
                "SELECT number, kind, story, slug, quotes, version, at FROM change"
                " WHERE audience = ? AND number > ? AND number <= ? ORDER BY number LIMIT ?",
                (audience, after, upto, -1 if first is None else first),
            ).fetchall()
        if after < upto and first != 0 and (not rows or rows[0][0] != after + 1):
            raise ExpiredCursor(
                "The history no longer reaches back to this cursor; read the stories again and go on from there."
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
        """The number before the oldest change that is there: where reading the whole history begins."""
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


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _origin(version: str, at: datetime) -> str:
    """What a history is called that begins with ``version``: the same for who sees no more than that."""
    return blake2b(f"{version} {at.isoformat()}".encode(), digest_size=ORIGIN_BYTES).hexdigest()
