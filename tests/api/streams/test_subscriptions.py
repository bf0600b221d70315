"""Subscriptions and answers in parts, from memory and from a store that is elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pullquote.api.operations.operations import Operation
from pullquote.api.streams.answers import answer
from pullquote.api.streams.incremental import IncrementalFormat
from pullquote.api.streams.subscriptions import subscribe
from pullquote.schema import subscription
from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.rounds.views import RemoteSnapshot
from tests import stores
from tests.api.desk import Desk, hear, story
from tests.store.rounds.memory_store import MemoryStore

pytestmark = pytest.mark.anyio
STORES = [stores.MEMORY, stores.ROUNDS]
PUBLISHED = "subscription { storyPublished { story { slug quotes { totalCount nodes { text } } } } }"
DEFERRED = """{ stories(first: 2) { nodes { slug ... @defer { quotes { nodes { text speaker { name } } } } } }
  ... @defer { quotes(first: 1) { totalCount } } }"""


def store_of(desk: Desk) -> MemoryStore:
    snapshot = desk.newsroom.edition.public
    assert isinstance(snapshot, RemoteSnapshot)
    assert isinstance(snapshot.store, MemoryStore)
    return snapshot.store


async def parts(desk: Desk, query: str, between: Callable[[], None] = lambda: None) -> list[Any]:
    operation = Operation(query)
    prepared = desk.operations.prepare(operation)
    bodies = await answer(
        desk.operations, prepared, operation, desk.context(), format_=IncrementalFormat.V0_2
    )
    found = []
    async for body in bodies:
        found.append(orjson.loads(body))
        between()
    return found


@pytest.mark.parametrize("store", STORES)
async def test_events_are_answered_from_what_is_served_then(store: str) -> None:
    desk = Desk(story("first", "One."), store=store)
    async with desk.listening(PUBLISHED) as events, desk.listening(PUBLISHED) as others:
        desk.save(story("second", "Two.", "Three."))
        for each in (events, others):
            quotes = {"totalCount": 2, "nodes": [{"text": "Two."}, {"text": "Three."}]}
            assert await hear(each) == {"story": {"slug": "second", "quotes": quotes}}
        desk.save(story("third"))
        assert (await hear(events))["story"]["slug"] == "third"


@pytest.mark.parametrize("store", STORES)
async def test_what_was_missed_comes_in_order(store: str) -> None:
    desk = Desk(story("first", "One."), store=store)
    cursor = (await desk.ask("{ dataset { cursor } }"))["data"]["dataset"]["cursor"]
    desk.save(story("second", "Two."))
    desk.save(story("third", "Three.", topics=("war",)), story("fourth", "Four.", topics=("war",)))
    filtered = 'subscription($after: String) { quotePublished(after: $after, filter: {topics: ["war"]}) { quote { text } } }'
    async with desk.listening(filtered, after=cursor) as events:
        assert [(await hear(events))["quote"]["text"] for _ in range(2)] == ["Four.", "Three."]
    changed = 'subscription($after: String) { storyPublished(after: $after, filter: {topics: ["war"]}) { story { slug } } }'
    async with desk.listening(changed, after=cursor) as events:
        assert [(await hear(events))["story"]["slug"] for _ in range(2)] == ["fourth", "third"]


@pytest.mark.parametrize("store", STORES)
async def test_a_version_is_an_event(store: str) -> None:
    desk = Desk(story("first"), store=store)
    query = "subscription { datasetChanged { version dataset { version counts { key } } } }"
    async with desk.listening(query) as events:
        waiting = asyncio.ensure_future(hear(events))
        await asyncio.sleep(0)
        desk.save(story("second"))
        heard = await waiting
    assert heard["version"] == heard["dataset"]["version"] == desk.edition.public.version


async def test_an_event_waits_for_a_store_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscription, "RETRY_SECONDS", 0.01)
    desk = Desk(story("first"), store=stores.ROUNDS)
    async with desk.listening(PUBLISHED) as events:
        desk.save(story("second"))
        store = store_of(desk)
        failing = store.answer
        failed: list[Any] = []

        async def fails_twice(*asked: Any, **more: Any) -> Any:
            if len(failed) < 2:
                failed.append(asked)
                raise StoreUnavailable("away")
            return await failing(*asked, **more)

        monkeypatch.setattr(store, "answer", fails_twice)
        assert (await hear(events))["story"]["slug"] == "second"
        assert len(failed) == 2


async def test_an_answer_to_an_event_that_cannot_be_had_is_an_error() -> None:
    desk = Desk(story("first"), store=stores.ROUNDS)
    operation = Operation(PUBLISHED)
    prepared = desk.operations.prepare(operation)
    stream = await subscribe(desk.operations, prepared, operation, desk.context(), None)
    desk.save(story("second"))
    starts = stream.starts()
    start = await anext(starts)
    store_of(desk).failure = StoreUnavailable("away")
    started = start()
    body = orjson.loads(started if isinstance(started, bytes) else await started)
    assert body["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
    await starts.aclose()


async def test_an_answer_in_parts_is_that_of_memory() -> None:
    saved = [story("first", "One.", "Two."), story("second", "Three.")]
    here, there = Desk(*saved, store=stores.MEMORY), Desk(*saved, store=stores.ROUNDS)
    expected = await parts(here, DEFERRED)
    assert len(expected) > 1
    assert await parts(there, DEFERRED) == expected
    # The stories are there before anything is asked that was deferred.
    [first, *later] = store_of(there).trips
    assert len(first) == 1
    assert len(later) == 2 - 1


async def test_the_first_part_does_not_wait_for_what_is_deferred() -> None:
    desk = Desk(story("first", "One."), store=stores.ROUNDS)
    trips: list[int] = []
    await parts(desk, DEFERRED, lambda: trips.append(len(store_of(desk).trips)))
    assert trips[0] == 1 < trips[-1]


async def test_parts_that_cannot_be_had_say_why() -> None:
    desk = Desk(story("first", "One."), store=stores.ROUNDS)

    def lose() -> None:
        store_of(desk).failure = StoreUnavailable("away")

    [first, *later] = await parts(desk, DEFERRED, lose)
    assert first["data"]["stories"]["nodes"] == [{"slug": "first"}]
    codes = {
        error["extensions"]["code"]
        for part in later
        for each in (*part.get("incremental", ()), *part.get("completed", ()))
        for error in each.get("errors", ())
    }
    assert codes == {"STORE_UNAVAILABLE"}
    assert later[-1]["hasNext"] is False


async def test_a_store_that_is_away_before_the_first_part_refuses_it() -> None:
    desk = Desk(story("first", "One."), store=stores.ROUNDS)
    store_of(desk).failure = StoreUnavailable("away")
    with pytest.raises(Exception, match="does not answer now"):
        await parts(desk, DEFERRED)
