"""Answers to events: made once for all who asked the same, and for nobody else."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from pullquote.api.streams.answers import Bodies
from pullquote.api.streams.sharing import MAX_SHARED, MAX_SHARED_BYTES, share
from pullquote.schema.subscription import MOST_FOUND
from tests.api.desk import Desk, hear, story

pytestmark = pytest.mark.anyio

PUBLISHED = """subscription ($after: String, $filter: StoryFilter, $more: Boolean = false) {
    storyPublished(after: $after, filter: $filter) { cursor story { ...Name } }
}
fragment Name on Story { slug headline @include(if: $more) }"""


async def first(bodies: Bodies) -> bytes:
    return await anext(bodies)


async def since(desk: Desk) -> str:
    answer = await desk.ask("{ dataset { cursor } }")
    return str(answer["data"]["dataset"]["cursor"])


async def test_whoever_asked_the_same_gets_the_same_wherever_it_began() -> None:
    desk = Desk(story("first"))
    early = await since(desk)
    async with desk.listening(PUBLISHED, after=early) as resumed, desk.listening(PUBLISHED) as fresh:
        desk.save(story("second"))
        assert await first(resumed) is await first(fresh)


async def test_what_is_asked_of_an_event_tells_answers_apart() -> None:
    desk = Desk(story("first"))
    async with (
        desk.listening(PUBLISHED) as brief,
        desk.listening(PUBLISHED, more=True) as longer,
        desk.listening("subscription { storyPublished { version } }") as other,
    ):
        desk.save(story("second", headline="Second"))
        assert (await hear(brief))["story"] == {"slug": "second"}
        assert (await hear(longer))["story"] == {"slug": "second", "headline": "Second"}
        assert await hear(other) == {"version": desk.edition.public.version}


async def test_filters_tell_events_apart() -> None:
    desk = Desk(story("first"))
    async with (
        desk.listening(PUBLISHED, filter={"topics": ["war"]}) as war,
        desk.listening(PUBLISHED, filter={"topics": ["peace"]}) as peace,
    ):
        desk.save(story("a", topics=("war",)), story("b", topics=("peace",)))
        assert (await hear(war))["story"]["slug"] == "a"
        assert (await hear(peace))["story"]["slug"] == "b"


async def test_the_preview_has_cursors_of_its_own() -> None:
    desk = Desk(story("first"))
    async with desk.listening(PUBLISHED) as public, desk.listening(PUBLISHED, preview=True) as preview:
        desk.save(story("second"))
        assert (await hear(public))["cursor"] != (await hear(preview))["cursor"]


async def test_an_event_that_is_sent_later_is_answered_anew() -> None:
    desk = Desk(story("first"))
    early = await since(desk)
    desk.save(story("second", headline="Second"))
    more: dict[str, Any] = {"after": early, "more": True}
    async with desk.listening(PUBLISHED, **more) as bodies:
        assert (await hear(bodies))["story"]["headline"] == "Second"
    desk.correct("second", headline="Corrected")
    async with desk.listening(PUBLISHED, **more) as bodies:
        assert (await hear(bodies))["story"]["headline"] == "Corrected"


async def test_what_was_found_is_forgotten_when_there_is_something_newer() -> None:
    desk = Desk(story("first"))
    early = await since(desk)
    desk.save(story("second"))
    async with desk.listening(PUBLISHED, after=early) as bodies:
        await hear(bodies)
        assert desk.live.found
        desk.save(story("third"))
        assert not desk.live.found


async def test_what_was_found_is_bounded() -> None:
    desk = Desk(story("first"))
    early = await since(desk)
    desk.save(story("second"))
    for number in range(2 * MOST_FOUND):
        slugs = {"slugs": ["second", str(number)]}
        async with desk.listening(PUBLISHED, after=early, filter=slugs) as bodies:
            await hear(bodies)
    assert 0 < len(desk.live.found) <= MOST_FOUND


def test_an_event_keeps_a_few_answers_that_are_not_large() -> None:
    shared: dict[Any, bytes] = {}
    share(shared, "large", bytes(MAX_SHARED_BYTES + 1))
    assert not shared
    for number in range(2 * MAX_SHARED):
        share(shared, number, orjson.dumps(number))
    assert len(shared) == MAX_SHARED
