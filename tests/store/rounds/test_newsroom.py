"""A newsroom whose store is elsewhere, as it is followed: away, back, and edition by edition."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.rounds import newsroom as module
from pullquote.store.rounds.newsroom import EDITIONS, EditionFollower, RemoteNewsroom
from tests.api.desk import Desk, story
from tests.store.rounds.memory_source import MemorySource

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def followed(source: MemorySource) -> AsyncIterator[EditionFollower]:
    follower = EditionFollower(RemoteNewsroom(lambda: source, "memory"), poll_seconds=0.005)
    task = asyncio.create_task(follower.run())
    try:
        yield follower
    finally:
        task.cancel()
        await asyncio.wait([task])


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.002)


async def test_each_edition_is_served_and_announced() -> None:
    desk = Desk(story("first"))
    source = MemorySource(desk.edition)
    async with followed(source) as follower:
        newsroom = follower.newsroom
        await until(lambda: newsroom.edition)
        assert newsroom.version == desk.edition.public.version
        waiting = asyncio.ensure_future(newsroom.live.changed.wait())
        await asyncio.sleep(0)
        desk.save(story("second"))
        source.publish(desk.edition)
        await waiting
        assert newsroom.version == desk.edition.public.version
        assert follower.background[EDITIONS].is_up
        assert newsroom.current_at is not None
        assert not newsroom.last_load_failed
    assert source.closed == 1


async def test_a_store_that_goes_away_is_said_once_and_comes_back_by_itself() -> None:
    desk = Desk(story("first"))
    source = MemorySource(desk.edition)
    with capture_logs() as logs:
        async with followed(source) as follower:
            newsroom = follower.newsroom
            await until(lambda: newsroom.edition)
            served = newsroom.edition
            source.failure = StoreUnavailable("no host answers", "unreachable")
            await until(lambda: newsroom.unavailable)
            await asyncio.sleep(0.05)
            assert newsroom.edition is served
            assert newsroom.last_load_failed
            source.failure = None
            await until(lambda: newsroom.unavailable is None)
    events = [(line["event"], line.get("reason")) for line in logs]
    assert events == [
        ("edition served", None),
        ("the store is unavailable", "unreachable"),
        ("the store answers again", None),
    ]


async def test_nothing_is_served_before_something_is_published() -> None:
    source = MemorySource()
    async with followed(source) as follower:
        newsroom = follower.newsroom
        await until(lambda: newsroom.unavailable)
        assert newsroom.unavailable is not None
        assert newsroom.unavailable.reason == "unpublished"
        assert (newsroom.edition, newsroom.version, newsroom.problems) == (None, None, ())
        source.publish(Desk(story("first")).edition)
        await until(lambda: newsroom.edition)


async def test_numbers_may_begin_again() -> None:
    """As they do where all was lost, and was published again."""
    newsroom = RemoteNewsroom(lambda: first, "memory")
    first, second = (MemorySource(Desk(story(slug)).edition) for slug in ("first", "second"))
    assert await newsroom.look(first)
    assert not await newsroom.look(first)
    before = newsroom.edition
    assert await newsroom.look(second)
    assert before is not None
    assert newsroom.edition is not None
    assert newsroom.edition.number == before.number
    assert newsroom.version != before.public.version


async def test_a_store_that_says_nothing_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)
    source = MemorySource()

    async def silent() -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(source, "current", silent)
    newsroom = RemoteNewsroom(lambda: source, "memory")
    assert not await newsroom.look(source)
    assert newsroom.unavailable is not None
    assert newsroom.unavailable.reason == "timeout"
    newsroom.close()
