"""What Prometheus reads of a store that is elsewhere."""

from __future__ import annotations

import asyncio

from pullquote.api.operations.operations import Operations
from pullquote.api.settings import Settings
from pullquote.api.telemetry.store_numbers import StoreNumbers
from pullquote.schema import schema
from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.rounds.newsroom import RemoteNewsroom
from tests.api.desk import Desk, story
from tests.store.rounds.memory_source import MemorySource


def values(numbers: StoreNumbers) -> dict[str, float]:
    return {
        sample.name: sample.value
        for family in numbers.collect()
        for sample in family.samples
        if not sample.name.endswith("_bucket")
    }


def test_it_says_whether_the_store_answers_and_how_often_it_is_asked() -> None:
    source = MemorySource(Desk(story("first")).edition)
    newsroom = RemoteNewsroom(lambda: source, "memory")
    operations = Operations(schema._schema, Settings())
    numbers = StoreNumbers(newsroom, operations)
    assert values(numbers)["pullquote_store_available"] == 0
    assert "pullquote_store_edition" not in values(numbers)
    asyncio.run(newsroom.look(source))
    newsroom.observe_trip(0.25)
    operations.observe_trips(3)
    assert values(numbers) == {
        "pullquote_store_available": 1,
        "pullquote_store_edition": 1,
        "pullquote_store_trip_seconds_count": 1,
        "pullquote_store_trip_seconds_sum": 0.25,
        "pullquote_operation_trips_count": 1,
        "pullquote_operation_trips_sum": 3,
    }
    source.failure = StoreUnavailable("away")
    asyncio.run(newsroom.look(source))
    assert values(numbers)["pullquote_store_available"] == 0
