"""Events: each is answered from the context it was found in, and says where it stands."""

from __future__ import annotations

import pytest

from pullquote.schema.types.events import ChangeEvent, DatasetEvent, StoryEvent
from pullquote.store.model.snapshots.asking import answered
from tests.api.desk import Desk, hear, story

pytestmark = pytest.mark.anyio


def test_an_event_of_the_dataset_is_of_its_snapshot() -> None:
    desk = Desk(story("first"))
    context = desk.context()
    event = DatasetEvent(context, context.changes.position)
    desk.save(story("second"))
    assert event.version == context.snapshot.version != desk.context().snapshot.version
    assert event.dataset is context.snapshot
    assert event.cursor == context.changes.cursor(context.changes.position)


def test_an_event_of_a_change_has_its_version_and_time() -> None:
    desk = Desk(story("first"))
    desk.save(story("second"))
    context = desk.context()
    [*_, change] = context.changes.changes
    event = ChangeEvent(context, context.changes.position, change)
    assert (event.version, event.at) == (change.version, change.at)


async def test_events_are_told_apart_by_themselves_and_share_no_answers() -> None:
    desk = Desk(story("first"))
    context = desk.context()
    [change] = context.changes.after(context.changes.oldest, 1) or [None]
    found = await answered(context.snapshot, lambda snapshot: snapshot.story("first"))
    assert found is not None
    one, same = (StoryEvent(context, context.changes.position, change, found) for _ in range(2))  # type: ignore[arg-type]
    assert one != same
    one.answers["key"] = b"{}"
    assert same.answers == {}


async def test_what_is_sent_is_read_from_what_is_served_then() -> None:
    desk = Desk()
    query = "subscription { storyPublished { cursor version story { slug headline } } }"
    async with desk.listening(query) as bodies:
        desk.save(story("first", headline="One"))
        event = await hear(bodies)
        assert event["story"] == {"slug": "first", "headline": "One"}
        assert event["version"] == desk.context().snapshot.version
        async with desk.listening(
            query.replace("{ storyPublished", f'{{ storyPublished(after: "{event["cursor"]}")')
        ) as later:
            desk.save(story("second", headline="Two"))
            assert (await hear(later))["story"]["slug"] == "second"
