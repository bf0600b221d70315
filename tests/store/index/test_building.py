"""Collections answer every field of a filter, and an older collection's indexes are used again."""

from __future__ import annotations

from dataclasses import fields

import pytest

from pullquote.store.files.kinds import KINDS
from pullquote.store.index.building import QUOTE_DATES, STORY_DATES
from pullquote.store.model.criteria import NameCriteria, QuoteCriteria, StoryCriteria
from pullquote.store.model.dates import DateOrDateTime
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
