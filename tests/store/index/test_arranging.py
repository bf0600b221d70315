"""What is found out in one go is what collections find out index by index."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from pullquote.store.index.arranging import arrange
from pullquote.store.index.lazy_indexes import Made
from pullquote.store.model.records import Story
from pullquote.store.model.unread import is_unread, one_at_a_time
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.newsrooms import NOW, Desk, StorySpec, newsrooms, snapshot_of


def seen(made: Made[Any]) -> dict[str, Any]:
    """All orders and indexes."""
    found: dict[str, Any] = {f"order {key.name}": row() for key, row in made.rows.items()}
    found |= {f"index {name}": ranked() for name, ranked in made.indexes.items()}
    for name, dates in made.dates.items():
        index = dates()
        found[f"dates {name}"] = index.first_days, index.last_days, index.instants, index.timed
    return found


@given(newsrooms())
def test_orders_and_indexes_are_those_of_the_catalogues(specs: list[StorySpec]) -> None:
    records = Desk().records(specs)
    snapshot = MemorySnapshot(records, version="1", loaded_at=NOW)
    snapshot.make_indexes()
    arranged = arrange(records.stories)
    assert arranged.order.stories == snapshot.order.stories
    assert arranged.order.first_quote == snapshot.order.first_quote
    assert seen(arranged.stories) == seen(Made.of(snapshot.stories))
    assert seen(arranged.quotes) == seen(Made.of(snapshot.quotes))


class OnDisk:
    """A story that is not in memory."""

    def __init__(self, story: Story) -> None:
        self.fields = dict(vars(story))
        self.read = 0

    def read_into(self, story: Story) -> None:
        vars(story).update(self.fields)
        del vars(story)["unread"]

    def read_copy(self, story: Story) -> Story:
        self.read += 1
        copy = object.__new__(type(story))
        vars(copy).update(self.fields)
        return copy


def test_a_story_is_there_until_the_next_is_asked_for() -> None:
    records = snapshot_of(StorySpec("a", headline="One"), StorySpec("b", headline="Two")).records
    on_disk = [OnDisk(story) for story in records.stories]
    for story, source in zip(records.stories, on_disk, strict=True):
        vars(story).clear()
        vars(story).update(id=source.fields["id"], unread=source)
    copies = []
    headlines = []
    for copy in one_at_a_time(records.stories):
        copies.append(copy)
        headlines.append(copy.headline)
    assert headlines == ["One", "Two"]
    assert [vars(copy) for copy in copies] == [{}, {}]
    assert all(map(is_unread, records.stories))
    first = next(one_at_a_time(records.stories))
    assert vars(first) == {}
    records.stories[0].read_fields()
    assert records.stories[0].headline == "One"
    assert next(one_at_a_time(records.stories)) is records.stories[0]
    assert [source.read for source in on_disk] == [2, 1]
