"""Collections answer every field of a filter, and an older collection's indexes are used again."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from pullquote.store.files.kinds import KINDS
from pullquote.store.index.building import QUOTE_DATES, STORY_DATES
from pullquote.store.model.criteria import NameCriteria, NameOrder, QuoteCriteria, StoryCriteria
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.kinds import Records
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.newsrooms import NOW, Desk, QuoteSpec, StorySpec, snapshot_of

NEWS = snapshot_of(
    StorySpec("old", published="2020", modified="2024-10-02", quotes=(QuoteSpec("a", spoken="2019"),)),
    StorySpec("new", published="2024-10-01", quotes=(QuoteSpec("b"), QuoteSpec("c", "bo"))),
)


@pytest.mark.parametrize("criteria", [StoryCriteria, QuoteCriteria])
def test_every_field_of_a_filter_is_a_constraint(criteria: type) -> None:
    collection = NEWS.stories if criteria is StoryCriteria else NEWS.quotes
    asked = {field.name for field in fields(criteria)} - {"exclude"}
    assert asked <= set(collection.constraints)
    dates = STORY_DATES if criteria is StoryCriteria else QUOTE_DATES
    assert set(collection.dates.makers) == set(dates)


def test_bounds_are_of_the_date_that_they_name() -> None:
    def found(**bounds: str) -> list[str]:
        criteria = StoryCriteria(**{name: DateOrDateTime.parse(text) for name, text in bounds.items()})  # type: ignore[arg-type]
        return [story.slug for story in NEWS.stories.select(criteria).page().nodes]

    assert found(to="2021") == ["old"]
    assert found(from_="2021") == ["new"]
    assert found(modified_from="2024") == ["old"]
    assert found(modified_to="2023") == []


def test_quotes_are_found_by_their_stories() -> None:
    assert [quote.text for quote in NEWS.quotes.select(QuoteCriteria(stories=("new",))).page().nodes] == [
        "b",
        "c",
    ]
    assert NEWS.quotes.select(QuoteCriteria(stories=("nothing",))).total_count == 0


def test_records_of_a_kind_are_in_the_order_of_their_names() -> None:
    names = [person.name for person in NEWS.people.records]
    assert names == sorted(names, key=str.casefold)
    assert NEWS.topics.select(NameCriteria(search="fer")).total_count == 1
    assert NEWS.by_kind.keys() == {name for name, kind in KINDS.items() if not kind.is_story}


def test_what_an_older_collection_made_is_moved() -> None:
    desk = Desk()
    specs = [StorySpec(f"story-{number}", topics=("war",)) for number in range(40)]
    before = MemorySnapshot(desk.records(specs), version="1", loaded_at=NOW)
    before.warm()
    after = MemorySnapshot(
        desk.records([*specs, StorySpec("more", topics=("peace",))]),
        version="2",
        loaded_at=NOW,
        previous=before,
    )
    assert set(after.stories.indexes) == set(before.stories.indexes)
    assert len(after.stories.indexes["topics"].having("war")) == 40
    assert len(after.stories.indexes["topics"].having("peace")) == 1


def test_the_indexes_of_names_are_those_of_before_where_the_names_are() -> None:
    desk = Desk()
    specs = [StorySpec("one", topics=("war",)), StorySpec("two", topics=("war", "peace"))]
    before = MemorySnapshot(desk.records(specs), version="1", loaded_at=NOW)
    specs = [*specs, StorySpec("three", topics=("war",))]
    same = MemorySnapshot(desk.records(specs), version="2", loaded_at=NOW, previous=before)
    assert same.topics.indexes is before.topics.indexes
    by_count = same.topics.select(order=NameOrder.STORY_COUNT).page().nodes
    assert [(topic.slug, same.stories_of(topic).total_count) for topic in by_count[:2]] == [
        ("war", 3),
        ("peace", 1),
    ]
    topics = tuple(topic for topic in same.topics.records if topic.slug != "ferries")
    fewer = replace(same.records, by_kind={**same.records.by_kind, "topics": topics})
    other = MemorySnapshot(fewer, version="3", loaded_at=NOW, previous=same)
    assert same.topics.select(NameCriteria(search="ferries")).total_count == 1
    assert other.topics.select(NameCriteria(search="ferries")).total_count == 0
    assert other.people.indexes is before.people.indexes


def test_former_slugs_come_and_go_with_their_stories() -> None:
    desk = Desk()
    others = [StorySpec(f"story-{number}") for number in range(40)]
    before = MemorySnapshot(desk.records(others), version="1", loaded_at=NOW)
    after = MemorySnapshot(
        replaced(desk.records([*others, StorySpec("flood")]), "flood", aliases=("deluge",)),
        version="2",
        loaded_at=NOW,
        previous=before,
    )
    assert getattr(after.story("deluge"), "slug", None) == "flood"
    same = MemorySnapshot(
        replace(after.records, stories=after.records.stories[:-1]),
        version="3",
        loaded_at=NOW,
        previous=after,
    )
    assert same.stories.former["slugs"] is after.stories.former["slugs"]
    last = MemorySnapshot(desk.records(others), version="4", loaded_at=NOW, previous=same)
    assert last.story("deluge") is None


def replaced(records: Records, slug: str, **fields: Any) -> Records:
    """Records with some fields of a story changed."""
    stories = [replace(each, **fields) if each.slug == slug else each for each in records.stories]
    return replace(records, stories=tuple(stories))
