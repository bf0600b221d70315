"""The states of stories in the file of the history: what they were when it was written last."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

import orjson

from pullquote.store.newsroom.changes import StoryState


def touched_in(database: sqlite3.Connection, audience: str, digests: Mapping[str, str]) -> AbstractSet[str]:
    """The ids of the stories that are not what they were, or not there any more."""
    known = dict(database.execute("SELECT story, digest FROM state WHERE audience = ?", (audience,)))
    return {story for story, digest in digests.items() if known.get(story) != digest} | (
        known.keys() - digests.keys()
    )


def states_in(database: sqlite3.Connection, audience: str, stories: Iterable[str]) -> dict[str, StoryState]:
    """The states of those of some stories that are in the file, by id."""
    rows = database.execute(
        "SELECT story, slug, digest, modified, quotes FROM state"
        " WHERE audience = ? AND story IN (SELECT value FROM json_each(?))",
        (audience, orjson.dumps([*stories]).decode()),
    )
    return {row[0]: StoryState(row[0], row[1], row[2], row[3], tuple(row[4].split())) for row in rows}


def write_states(
    database: sqlite3.Connection, audience: str, states: Iterable[StoryState], gone: Iterable[str]
) -> None:
    """Write the states of some stories, and delete those of stories that are ``gone``, by id."""
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
