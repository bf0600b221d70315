"""What was imported into a newsroom before: which item became which file, and what the file was then.

It stands in the newsroom itself, in a hidden file that a newsroom does not read (SQLite). A file whose bytes are
no longer those that were written has been touched by a person.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, Self

FILE = ".import.sqlite"
SCHEMA = """
create table if not exists items (
  scope text, key text, fingerprint text, kind text, slug text, hash text, written integer, run integer,
  primary key (scope, key)
) without rowid;
create table if not exists entities (kind text, name text, slug text, primary key (kind, name)) without rowid;
create table if not exists sources (path text primary key, scope text) without rowid;
create table if not exists files (path text primary key, hash text) without rowid;
create table if not exists aliases (alias text primary key, slug text) without rowid;
"""


class Row(NamedTuple):
    """An item that was imported: the fingerprint of what its source said, its file and the hash of its bytes."""

    scope: str
    key: str
    fingerprint: str
    kind: str
    slug: str
    hash: str
    written: bool
    run: int


class State:
    """The memory of imports into one newsroom; with ``dry`` it forgets what happens now."""

    def __init__(self, into: Path, *, dry: bool) -> None:
        path = into / FILE
        self._database = sqlite3.connect(":memory:" if dry else path)
        if dry and path.is_file():
            with closing(sqlite3.connect(path)) as before:
                before.backup(self._database)
        self._database.executescript(SCHEMA)
        self.run = (self._database.execute("select max(run) from items").fetchone()[0] or 0) + 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.commit()
        self._database.close()

    def scope_of(self, source: Path) -> str:
        """What the keys of a source are told apart by: the path under which it was first imported.

        A source that was moved keeps its scope, if one of its name is gone from where it was.
        """
        path = str(source.resolve())
        found = self._database.execute("select scope from sources where path = ?", (path,)).fetchone()
        if found:
            return str(found[0])
        for known, scope in self._database.execute("select path, scope from sources").fetchall():
            if Path(known).name == source.resolve().name and not Path(known).exists():
                scope_there = scope
                break
        else:
            scope_there = path
        self._database.execute("insert into sources values (?, ?)", (path, scope_there))
        return str(scope_there)

    def find(self, scope: str, key: str) -> Row | None:
        """What is remembered of an item."""
        found = self._database.execute(
            "select * from items where scope = ? and key = ?", (scope, key)
        ).fetchone()
        return Row._make(found)._replace(written=bool(found[6])) if found else None

    def remember(self, rows: Iterable[Row]) -> None:
        """Remember items, for good."""
        self._database.executemany("insert or replace into items values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._database.commit()

    def seen(self, row: Row) -> None:
        """Remember that an item was met in this run."""
        self._database.execute(
            "update items set run = ? where scope = ? and key = ?", (self.run, row.scope, row.key)
        )

    def slugs(self) -> Iterable[tuple[str, str]]:
        """Kind and slug of every item that was imported."""
        return self._database.execute("select kind, slug from items")

    def entity(self, kind: str, name: str) -> str | None:
        """The slug that a name was given."""
        found = self._database.execute(
            "select slug from entities where kind = ? and name = ?", (kind, name)
        ).fetchone()
        return str(found[0]) if found else None

    def name_entity(self, kind: str, name: str, slug: str) -> None:
        """Remember the slug of a name."""
        self._database.execute("insert or replace into entities values (?, ?, ?)", (kind, name, slug))

    def wrote(self, path: str, written: str) -> None:
        """Remember the hash of a file that was written for no item."""
        self._database.execute("insert or replace into files values (?, ?)", (path, written))

    def file_hash(self, path: str) -> str | None:
        """The hash of such a file as it was written."""
        found = self._database.execute("select hash from files where path = ?", (path,)).fetchone()
        return str(found[0]) if found else None

    def claims(self, alias: str, slug: str) -> bool:
        """Whether a story may have an alias: no other one has it."""
        self._database.execute("insert or ignore into aliases values (?, ?)", (alias, slug))
        found = self._database.execute("select slug from aliases where alias = ?", (alias,)).fetchone()
        return bool(found[0] == slug)
