"""A snapshot that is made after another, with its indexes moved, answers as one that is made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.files.loading import Loaded
from pullquote.store.index.collections import InvalidCriteria
from pullquote.store.model.criteria import NameOrder, QuoteCriteria, StoryCriteria, StoryOrder
from pullquote.store.model.digests import version_of
from pullquote.store.model.kinds import Records
from pullquote.store.newsroom.editions import make_edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.search.text_index import documents, shards, writing
from pullquote.store.search.text_index.documents import EDITED_SHARE
from pullquote.store.search.text_index.index_directory import IndexDirectory
from pullquote.store.search.text_search import Text
from tests.store.index.test_collections import quote_criteria, sparse, story_criteria
from tests.store.newsroom.test_editions import observe, warning
from tests.store.newsroom.test_stability import edits
from tests.store.newsrooms import NOW, WORDS, Desk, StorySpec, all_of, newsrooms

EDITED = 6
"""Stories that are edited together."""


def snapshot(
    records: Records, previous: MemorySnapshot | None = None, text: Text | None = None
) -> MemorySnapshot:
    version = version_of(records, ())
    return MemorySnapshot(records, version=version, loaded_at=NOW, previous=previous, text=text)


def found_by(served: MemorySnapshot, query: str) -> list[tuple[str, str]]:
    """The slugs that a search finds, the most relevant first, with their cursors, which have the scores."""
    page = served.stories.select(StoryCriteria(search=query), StoryOrder.RELEVANCE).page(first=100)
    return [(story.slug, page.cursor(index)) for index, story in enumerate(page.nodes)]


@given(
    specs=newsrooms(),
    stories=sparse(story_criteria()),
    quotes=sparse(quote_criteria()),
    query=st.sampled_from(WORDS),
    stories_a_shard=st.sampled_from([3, 600]),
    edited_share=st.sampled_from([1, 3, EDITED_SHARE]),
    fewest_anchors=st.sampled_from([1, shards.FEWEST_ANCHORS]),
    data=st.data(),
)
def test_after_some_edits(
    *,
    specs: list[StorySpec],
    stories: StoryCriteria,
    quotes: QuoteCriteria,
    query: str,
    stories_a_shard: int,
    edited_share: int,
    fewest_anchors: int,
    data: st.DataObject,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in (documents, writing):
            patch.setattr(module, "STORIES_A_SHARD", stories_a_shard)
        patch.setattr(documents, "EDITED_SHARE", edited_share)
        patch.setattr(shards, "FEWEST_ANCHORS", fewest_anchors)
        patch.setattr(shards, "DELETED_SHARE", 1)
        check_edits(specs, stories, quotes, query, data)


def check_edits(
    specs: list[StorySpec], stories: StoryCriteria, quotes: QuoteCriteria, query: str, data: st.DataObject
) -> None:
    desk = Desk()
    moved = snapshot(desk.records(specs))
    for _ in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            moved.warm()
        if data.draw(st.booleans()):
            moved.index.expunge()
        specs, _ = data.draw(edits(specs))
        records = desk.records(specs)
        moved = snapshot(records, moved)
    assert {slug for slug, _ in found_by(moved, query)} == {
        slug for slug, _ in found_by(snapshot(records), query)
    }
    moved.index.expunge()  # until then scores count what was deleted
    try:
        expected = observe(snapshot(records), stories, quotes, query)
    except InvalidCriteria:
        return
    assert observe(moved, stories, quotes, query) == expected
    anew = snapshot(records)
    for record in (*all_of(moved), *all_of(anew)):
        assert moved.node(record.id) is anew.node(record.id)
    assert list(moved.order.stories) == list(anew.order.stories)
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
    assert [each.search("two").total_count for each in (first, second, third)] == [0, 1, 0]
    divided = second.index.documents.segments_after(
        built[0].documents, built[0].divided, built[0].edited, built[1].edited
    )
    assert divided == (list(built[1].segments), built[1].numbers)
    assert third.index.documents.segments_after(built[1].documents, built[1].divided, built[1].edited) is None


def test_an_edit_leaves_indexes_alone_that_it_does_not_concern() -> None:
    desk = Desk()
    specs = [StorySpec("a", topics=("war",)), StorySpec("b", topics=("war", "peace"))]
    first = snapshot(desk.records(specs))
    first.make_indexes()
    second = snapshot(desk.records([replace(specs[0], headline="Another"), specs[1]]), first)
    assert second.stories.indexes["topics"].ranked is first.stories.indexes["topics"].ranked
    assert second.stories.dates["date"].first_days is first.stories.dates["date"].first_days
    third = snapshot(desk.records([replace(specs[0], topics=(), published="1999-01-01"), specs[1]]), second)
    assert third.stories.indexes["topics"].ranked is not first.stories.indexes["topics"].ranked
    assert third.stories.dates["date"].first_days is not first.stories.dates["date"].first_days
    assert [len(each.stories.indexes["topics"].having("war")) for each in (first, second, third)] == [
        2,
        2,
        1,
    ]


def test_an_edit_leaves_orders_alone_that_it_does_not_concern() -> None:
    desk = Desk()
    specs = [
        StorySpec("a", topics=("war",), url="https://a.example/"),
        StorySpec("b", topics=("war", "peace")),
    ]
    first = snapshot(desk.records(specs))
    first.make_indexes()
    second = snapshot(desk.records([replace(specs[0], headline="Another"), specs[1]]), first)
    third = snapshot(desk.records([replace(specs[0], topics=(), url="https://b.example/"), specs[1]]), second)
    rows = [each.topics.rows[NameOrder.STORY_COUNT][True] for each in (first, second, third)]
    assert rows[1].ordinals is rows[0].ordinals
    assert rows[2].ordinals is not rows[1].ordinals
    assert [row.order.key(row.records[row.ordinals[0]]) for row in rows] == [(-2,), (-2,), (-1,)]
    found = second.story_by_url("https://a.example/")
    assert found is not None
    assert found.headline == "Another"
    assert third.story_by_url("https://a.example/") is None
    assert third.story_by_url("https://b.example/") is third.story("a")


def test_what_is_edited_again_and_again_leaves_the_segments_of_all_else_alone() -> None:
    desk = Desk()
    specs = [StorySpec(f"story-{number}", headline="Ferry") for number in range(EDITED * EDITED_SHARE)]
    served = snapshot(desk.records(specs))
    served.index.build()
    written = []
    for words in ("Ferry one", "Ferry two", "Ferry three four"):
        for number in range(EDITED):
            specs[number] = replace(specs[number], headline=words)
        before = served.index.build().segments
        served = snapshot(desk.records(specs), served)
        after = served.index.build().segments
        written.append(sum(old != new for old, new in zip(before, after, strict=True)))
        again = snapshot(desk.records(specs))
        for query in ("ferry", "two", "four", "ferry three"):
            assert found_by(served, query) == found_by(again, query)
    assert written[0] > 2
    assert written[1:] == [1, 1]


def test_an_index_is_restored_with_what_was_edited(tmp_path: Path) -> None:
    desk = Desk()
    specs = [
        StorySpec(f"story-{number}", headline=f"Ferry {number}") for number in range(EDITED * EDITED_SHARE)
    ]
    text = Text(IndexDirectory(tmp_path / "indexes"))
    first = snapshot(desk.records(specs), text=text)
    first.index.build()
    for number in range(EDITED):
        specs[number] = replace(specs[number], headline=f"Tram {number}")
    second = snapshot(desk.records(specs), first)
    (tmp_path / "saved").mkdir()
    second.index.save(tmp_path / "saved")
    restored = snapshot(desk.records(specs), text=replace(text, saved=tmp_path / "saved"))
    assert len(restored.index.build().edited) == EDITED
    assert found_by(restored, "tram") == found_by(second, "tram") != []
    assert found_by(restored, "ferry") == found_by(second, "ferry")
    (tmp_path / "saved" / "edited").unlink()
    anew = snapshot(desk.records(specs), text=replace(text, saved=tmp_path / "saved"))
    assert not anew.index.build().edited
    assert found_by(anew, "ferry") == found_by(second, "ferry")


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
