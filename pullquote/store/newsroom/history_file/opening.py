"""Opens the file of the history, and says whether it is one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

LOCK_SECONDS = 0.5
"""How long one process waits for another that is writing: a save is served after that, and its change follows."""
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

Identity = tuple[int, int] | None


def connected(path: Path | None) -> sqlite3.Connection:
    """The history at a path, or one in memory, with its tables. Raises sqlite3.Error where it cannot be opened."""
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


def is_damaged(path: Path, *tables: str) -> bool:
    """Whether there is a file that is no history, or not a whole one; with ``tables``, whether those are not.

    Raises sqlite3.OperationalError where that cannot be known: it is locked, or cannot be read.
    """
    if not path.exists():
        return False
    try:
        database = connected(path)
        try:
            found = [
                database.execute(f"PRAGMA quick_check({table})").fetchone()[0] for table in tables or (1,)
            ]
        finally:
            database.close()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return True
    return any(each != "ok" for each in found)


def identity(path: Path | None) -> Identity:
    """Which file or folder a path leads to: device and inode; None where there is none."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None
