"""A snapshot that is made after another, with its indexes moved, answers as one that is made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.files.loading import Loaded
from pullquote.store.index.collections import InvalidCriteria
from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria
from pullquote.store.model.digests import version_of
from pullquote.store.model.kinds import Records
from pullquote.store.newsroom.editions import make_edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.search import shards as shard_module
from tests.store.index.test_collections import quote_criteria, sparse, story_criteria
from tests.store.newsroom.test_editions import observe, warning
from tests.store.newsroom.test_stability import edits
from tests.store.newsrooms import NOW, WORDS, Desk, StorySpec, all_of, newsrooms


def snapshot(records: Records, previous: MemorySnapshot | None = None) -> MemorySnapshot:
    return MemorySnapshot(records, version=version_of(records, ()), loaded_at=NOW, previous=previous)


@given(
    specs=newsrooms(),
    stories=sparse(story_criteria()),
    quotes=sparse(quote_criteria()),
    query=st.sampled_from(WORDS),
    stories_a_shard=st.sampled_from([3, 600]),
    data=st.data(),
)
def test_after_some_edits(
    *,
    specs: list[StorySpec],
    stories: StoryCriteria,
    quotes: QuoteCriteria,
    query: str,
    stories_a_shard: int,
    data: st.DataObject,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shard_module, "STORIES_A_SHARD", stories_a_shard)
        check_edits(specs, stories, quotes, query, data)


def check_edits(
    specs: list[StorySpec], stories: StoryCriteria, quotes: QuoteCriteria, query: str, data: st.DataObject
) -> None:
    desk = Desk()
    moved = snapshot(desk.records(specs))
    for _ in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            moved.warm()
        specs, _ = data.draw(edits(specs))
        records = desk.records(specs)
        moved = snapshot(records, moved)
    try:
        expected = observe(snapshot(records), stories, quotes, query)
    except InvalidCriteria:
        return
    assert observe(moved, stories, quotes, query) == expected
    anew = snapshot(records)
    for record in (*all_of(moved), *all_of(anew)):
        assert moved.node(record.id) is anew.node(record.id)
    assert moved.order.stories == anew.order.stories
    assert moved.order.first_quote == anew.order.first_quote
    assert list(moved.order.quotes) == list(anew.order.quotes)


@given(pool=newsrooms(hidden=True, most=14), data=st.data())
def test_editions_after_each_other(pool: list[StorySpec], data: st.DataObject) -> None:
    desk, last, loaded, now = Desk(), None, None, NOW
    for hours in data.draw(st.lists(st.integers(-1, 1), min_size=2, max_size=4)):
        some = data.draw(st.lists(st.sampled_from(pool), unique=True)) if pool else []
        problems = tuple(warning(f"articles/{spec.slug}") for spec in some[: data.draw(st.integers(0, 3))])
        loaded, now = Loaded(records=desk.records(some), problems=problems), NOW + timedelta(hours=hours)
        last = make_edition(loaded, now=now, previous=last)
    assert last
    assert loaded
    anew = make_edition(loaded, now=now)
    for one, other in ((last.public, anew.public), (last.preview, anew.preview)):
        assert one.problems == other.problems
        assert one.version == other.version
        seen = [observe(each, StoryCriteria(), QuoteCriteria(), "ferry") for each in (one, other)]
        assert seen[0] == seen[1]
    assert (last.public is last.preview) == (anew.public is anew.preview)
    assert last.next_visibility_change == anew.next_visibility_change
    assert last.visible
    assert anew.visible
    assert last.visible.named == anew.visible.named


def test_indexes_are_moved_and_not_made() -> None:
    desk = Desk()
    specs = [StorySpec(f"story-{number}", topics=("war",)) for number in range(5)]
    first = snapshot(desk.records(specs))
    first.warm()
    second = snapshot(desk.records([*specs, StorySpec("new", published="2025")]), first)
    assert set(second.stories.indexes) == set(first.stories.indexes)
    assert set(second.quotes.dates) == {"date"}
    third = snapshot(Desk().records(specs), second)
    assert third.stories.records[0] is not second.stories.records[0]


def test_documents_keep_their_numbers_where_only_words_differ() -> None:
    desk = Desk()
    specs = [StorySpec(f"story-{number}", headline="One") for number in range(8)]
    first = snapshot(desk.records(specs))
    built = [first.index.build()]
    second = snapshot(desk.records([replace(specs[0], headline="Two"), *specs[1:]]), first)
    built.append(second.index.build())
    third = snapshot(desk.records([*specs, StorySpec("new", published="2025")]), second)
    built.append(third.index.build())
    assert built[1].numbers is built[0].numbers
    assert built[2].numbers is not built[1].numbers
    assert [each.search("two").total_count for each in (first, second, third)] == [0, 1, 0]
    segments = second.index.documents.segments_after(built[0].documents, built[0].segments)
    assert segments == list(built[1].segments)
    assert third.index.documents.segments_after(built[1].documents, built[1].segments) is None


def test_a_snapshot_does_not_hold_the_one_before_it() -> None:
    import gc
    from weakref import ref

    desk = Desk()
    specs = [StorySpec(f"story-{number}") for number in range(5)]
    first = snapshot(desk.records(specs))
    first.warm()
    second = snapshot(desk.records(specs[1:]), first)
    gone = ref(first)
    del first
    gc.collect()
    assert gone() is None
    assert second.counts
