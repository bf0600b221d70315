"""Documents are numbered story by story, quote by quote, and stay in their segments whatever their dates."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

import pytest
from hypothesis import given

from pullquote.store.index.running_order import running_order
from pullquote.store.model.ids import read_id
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import Named, Quote
from pullquote.store.search.text_index.documents import EDITED_SHARE, SEGMENTS, Documents
from tests.store.newsrooms import Desk, QuoteSpec, StorySpec, newsrooms

SPECS = [
    StorySpec("a", published="2024-10-01", quotes=(QuoteSpec("one"), QuoteSpec("two"))),
    StorySpec("b", published="2024-10-02"),
    StorySpec("c", published="2024-10-03", quotes=(QuoteSpec("three"),)),
]


def named(records: Records) -> dict[str, tuple[Named, ...]]:
    return {"person": records.by_kind["people"], "topic": records.by_kind["topics"]}


def documents_of(records: Records) -> Documents:
    return Documents(running_order(records.stories), named(records))


def names(documents: Documents) -> list[str]:
    found = [documents[number] for number in range(len(documents))]
    return [each.text if isinstance(each, Quote) else each.id for each in found]


def test_stories_come_first_then_quotes_then_the_rest() -> None:
    records = Desk().records(SPECS)
    documents = documents_of(records)
    ids = {story.slug: story.id for story in records.stories}
    people, topics = named(records).values()
    assert names(documents)[:6] == [ids["c"], ids["b"], ids["a"], "three", "one", "two"]
    assert names(documents)[6:] == [record.id for record in (*people, *topics)]
    assert documents.numbers == {
        "quote": range(3, 6),
        "person": range(6, 6 + len(people)),
        "topic": range(6 + len(people), len(documents)),
    }


@pytest.mark.parametrize("shards", [1, 2])
@pytest.mark.parametrize("edited", [(), ("a", "c", "gone")])
def test_each_document_is_in_one_segment_with_its_number(shards: int, edited: tuple[str, ...]) -> None:
    records = Desk().records(SPECS)
    documents = documents_of(records)
    rest = [record for found in named(records).values() for record in found]
    ids = {story.id for story in records.stories if story.slug in edited}
    segments, numbers = documents.segments([*records.stories, *rest], shards, ids)
    assert len(segments) == len(numbers) == shards * SEGMENTS
    assert {anchor.id for segment in segments[SEGMENTS - 1 :: SEGMENTS] for anchor in segment} == ids
    assert sorted(number for each in numbers for number in each) == list(range(len(documents)))
    for segment, within in zip(segments, numbers, strict=True):
        expected = [each.id for anchor in segment for each in (anchor, *getattr(anchor, "quotes", ()))]
        assert [documents[number].id for number in within] == expected


@given(newsrooms(most=8))
def test_a_story_stays_in_its_segment_when_its_date_changes(specs: list[StorySpec]) -> None:
    def placed(specs: list[StorySpec]) -> list[set[str]]:
        records = Desk().records(specs)
        segments, _ = documents_of(records).segments(records.stories, 1)
        return [{anchor.id for anchor in segment} for segment in segments]

    assert placed(specs) == placed([replace(spec, published="1999-01-01") for spec in specs])


def test_segments_of_a_story_that_was_edited() -> None:
    desk = Desk()
    records = desk.records(SPECS)
    before = documents_of(records)
    divided = before.segments(records.stories, 1)
    edited = desk.records([replace(SPECS[0], headline="Another"), *SPECS[1:]])
    after = documents_of(edited)
    moved = after.segments_after(before, divided)
    assert moved is not None
    assert moved[1] == divided[1]
    assert {anchor for segment in moved[0] for anchor in segment} == set(edited.stories)
    assert sum(old != new for old, new in zip(divided[0], moved[0], strict=True)) == 1


@pytest.mark.parametrize("shards", [1, 2])
def test_what_is_edited_leaves_its_segment_with_its_numbers_and_all_else_stays(shards: int) -> None:
    desk = Desk()
    records = desk.records(SPECS)
    rest = [record for found in named(records).values() for record in found]
    documents = documents_of(records)
    divided = documents.segments([*records.stories, *rest], shards)
    edited: AbstractSet[str] = frozenset()
    for number in range(len(SPECS)):
        specs = [replace(spec, headline="Another") if spec is SPECS[number] else spec for spec in SPECS]
        records = desk.records(specs)
        before, documents, were_edited = documents, documents_of(records), edited
        edited = edited | {records.stories[number].id}
        moved = documents.segments_after(before, divided, were_edited, edited)
        assert moved is not None
        expected = documents.segments([*records.stories, *rest], shards, edited)
        assert list(map(set, moved[0])) == list(map(set, expected[0]))
        for segment, within in zip(*moved, strict=True):
            ids = [each.id for anchor in segment for each in (anchor, *getattr(anchor, "quotes", ()))]
            assert [documents[each].id for each in within] == ids
        divided = moved
    assert len(edited) == len(SPECS)
    assert documents.segments_after(documents, divided, edited, frozenset()) is None


def test_segments_are_made_again_where_numbers_change() -> None:
    desk = Desk()
    records = desk.records(SPECS)
    before = documents_of(records)
    divided = before.segments(records.stories, 1)
    fewer = documents_of(desk.records(SPECS[1:]))
    with_quote = documents_of(
        desk.records([*SPECS[:1], replace(SPECS[1], quotes=(QuoteSpec("new"),)), SPECS[2]])
    )
    other = documents_of(desk.records([replace(SPECS[0], slug="d"), *SPECS[1:]]))
    assert [each.segments_after(before, divided) for each in (fewer, with_quote, other)] == [None] * 3


def test_what_was_edited_is_in_segments_of_its_own_until_it_is_much() -> None:
    desk = Desk()
    specs = [StorySpec(f"story-{number}", headline="One") for number in range(20 * EDITED_SHARE)]

    def edited(*numbers: int) -> Documents:
        for number in numbers:
            specs[number] = replace(specs[number], headline=specs[number].headline + " more")
        return Documents(running_order(desk.records(specs).stories), {})

    def numbers(ids: AbstractSet[str]) -> set[int]:
        return {int(read_id(each)[1].rpartition("-")[2]) for each in ids}

    steps = [edited()]
    ids: AbstractSet[str] = frozenset()
    found = []
    for step in ((), range(5), range(8), (1, 9), range(4, 18), range(30, 36), range(40), range(50, 58)):
        steps.append(edited(*step))
        ids = steps[-1].edited_after(steps[-2], ids)
        found.append(numbers(ids))
    first, both = set(range(8)), set(range(18))
    assert found == [
        set(),
        set(range(5)),
        first,
        first | {9},
        both,
        set(range(30, 36)),
        set(),
        set(range(50, 58)),
    ]
