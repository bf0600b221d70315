"""What a server needs of a newsroom is there wherever its store is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from pullquote.store.newsroom.following import Follower
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.rounds.editions import edition_of
from pullquote.store.rounds.newsroom import EditionFollower, RemoteNewsroom
from pullquote.store.rounds.served import NewsroomFollower, ServedEdition, ServedNewsroom
from tests.api.desk import Desk, story
from tests.store.rounds.memory_source import MemorySource

DESK = Desk(story("first"))
SOURCE = MemorySource(DESK.edition)
HERE, THERE = Newsroom(Path()), RemoteNewsroom(lambda: SOURCE, "memory")
EDITION = asyncio.run(edition_of(asyncio.run(SOURCE.current()), SOURCE))


@pytest.mark.parametrize(
    ("protocol", "served"),
    [
        (ServedNewsroom, HERE),
        (ServedNewsroom, THERE),
        (ServedEdition, DESK.edition),
        (ServedEdition, EDITION),
        (NewsroomFollower, Follower(HERE)),
        (NewsroomFollower, EditionFollower(THERE)),
    ],
    ids=lambda each: getattr(each, "__name__", type(each).__name__),
)
def test_it_has_all_that_is_needed(protocol: Any, served: Any) -> None:
    names = {name for name in (*vars(protocol), *protocol.__annotations__) if name[0] != "_"}
    assert names
    assert {name for name in names if not hasattr(served, name)} == set()
