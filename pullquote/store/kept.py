"""Parsed files, kept on disk between two starts: by path, stamp and content.

One SQLite file in the user's own cache folder. It is only ever a short cut: whatever is wrong with it (no
room, no permission, another release, damage), the files are parsed as if there were none.
"""

from __future__ import annotations

import pickle
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from pullquote.store.parsing import FORMAT, ParsedFile
from pullquote.store.stamps import Stamp, Stamped

LAYOUT = "CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, stamp TEXT, digest BLOB, parsed BLOB) WITHOUT ROWID"
RELEASE = FORMAT << 16 | sys.version_info.major << 8 | sys.version_info.minor
"""What the file was written by: pickles are read by their own release and Python only."""
BUSY_SECONDS = 5
"""How long one process waits for another that is writing."""


def read_kept(path: Path) -> Mapping[str, Stamped]:
    """What the file at ``path`` keeps; nothing where it cannot be read."""
    try:
        with closing(_open(path)) as database:
            rows = database.execute("SELECT path, stamp, digest, parsed FROM file").fetchall()
        # The file is in a folder that only its owner can write, as compiled modules are.
        return {row[0]: _stamped(*row[1:]) for row in rows}
    except (
        sqlite3.Error,
        OSError,
        pickle.UnpicklingError,
        AttributeError,
        EOFError,
        ImportError,
        ValueError,
    ):
        return {}


def _stamped(stamp: str, digest: bytes, pickled: bytes) -> Stamped:
    parsed = pickle.loads(pickled)  # noqa: S301 - our own, see read_kept
    if not isinstance(parsed, ParsedFile):
        raise pickle.UnpicklingError
    return Stamped(Stamp.read(stamp), digest, parsed)


def keep(path: Path, changed: Mapping[str, Stamped], gone: Iterable[str]) -> bool:
    """Write what changed into the file at ``path``; False where that was not possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(_open(path)) as database, database:
            database.executemany(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)",
                [
                    (name, str(each.stamp), each.digest, pickle.dumps(each.parsed, pickle.HIGHEST_PROTOCOL))
                    for name, each in changed.items()
                    if each.stamp is not None
                ],
            )
            database.executemany("DELETE FROM file WHERE path = ?", [(name,) for name in gone])
    except (sqlite3.Error, OSError):
        return False
    return True


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        if database.execute("PRAGMA user_version").fetchone()[0] != RELEASE:
            database.executescript(f"DROP TABLE IF EXISTS file; {LAYOUT}; PRAGMA user_version = {RELEASE};")
    except sqlite3.Error:
        database.close()
        raise
    return database
