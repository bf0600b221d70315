"""What stories were when the history was written last."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from pullquote.store.newsroom.changes import StoryState
from pullquote.store.newsroom.history_file.opening import connected
from pullquote.store.newsroom.history_file.states import states_in, touched_in, write_states

ONE = StoryState("a", "one", "digest", "2026-01-01", ("q1", "q2"))
OTHER = StoryState("b", "other", "digest", "", ())


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(connected(None)) as database:
        yield database


def test_states_are_read_as_they_were_written_for_each_audience(database: sqlite3.Connection) -> None:
    write_states(database, "public", [ONE, OTHER], [])
    assert states_in(database, "public", ["a", "b", "c"]) == {"a": ONE, "b": OTHER}
    assert states_in(database, "preview", ["a"]) == {}
    write_states(database, "public", [replace(ONE, slug="renamed")], ["b"])
    assert states_in(database, "public", ["a", "b"]) == {"a": replace(ONE, slug="renamed")}


def test_what_changed_came_or_went_is_touched(database: sqlite3.Connection) -> None:
    write_states(database, "public", [ONE, OTHER], [])
    assert touched_in(database, "public", {"a": "digest", "b": "digest"}) == set()
    assert touched_in(database, "public", {"a": "another", "c": "digest"}) == {"a", "b", "c"}
