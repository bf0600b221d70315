"""A selection is cut into pages that have everything once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from pullquote.store.index.selections import (
    LARGEST_KEPT,
    MOST_ASKED,
    MOST_BUCKETS,
    KnownSelection,
    LatelyAsked,
    RowSelection,
)
from pullquote.store.index.sort_orders import STORY_ORDERS, natural_rows
from pullquote.store.model.criteria import StoryOrder
from pullquote.store.model.pages import Bucket, InvalidFacet
from pullquote.store.model.records import Story
from tests.store.newsrooms import StorySpec, snapshot_of

STORIES = snapshot_of(
    *(StorySpec(f"s-{number:02}", published=f"2024-01-{number:02}") for number in range(1, 25))
).stories.records
ROWS = natural_rows("stories", StoryOrder.LATEST_DATE, STORY_ORDERS[StoryOrder.LATEST_DATE], STORIES)


def selection(members: BitMap | range, *, descending: bool = True) -> RowSelection[Story]:
    return RowSelection(STORIES, ROWS[descending], members)


@given(st.sets(st.integers(0, 23)), st.integers(1, 7), st.booleans(), st.booleans())
def test_pages_have_everything_once(members: set[int], size: int, descending: bool, forwards: bool) -> None:
    chosen = selection(BitMap(members), descending=descending)
    expected = [STORIES[number].slug for number in sorted(members, reverse=not descending)]
    found: list[str] = []
    cursor = None
    while True:
        page = chosen.page(first=size, after=cursor) if forwards else chosen.page(last=size, before=cursor)
        slugs = [story.slug for story in page.nodes]
        found = [*found, *slugs] if forwards else [*slugs, *found]
        cursor = page.end_cursor if forwards else page.start_cursor
        if not (page.has_next_page if forwards else page.has_previous_page):
            break
    assert found == expected
    assert chosen.total_count == len(expected)


def test_the_first_of_neighbours_are_a_slice() -> None:
    page = selection(range(3, 9)).page(first=4)
    assert page.nodes == tuple(STORIES[3:7])
    assert page.has_next_page
    assert not selection(range(3, 9)).page(first=6).has_next_page


def test_there_is_something_from_and_before_a_position() -> None:
    chosen = selection(BitMap([5, 9]))
    assert [chosen.holds_from(position) for position in (0, 9, 10, 99)] == [True, True, False, False]
    assert [chosen.holds_before(position) for position in (0, 5, 6)] == [False, False, True]


def test_a_selection_without_facets_and_search_has_none() -> None:
    with pytest.raises(InvalidFacet, match='no facet "topics"'):
        selection(range(24)).facet("topics")
    assert selection(range(24)).highlights(0) == ()


def kept(lately: LatelyAsked, key: object, buckets: int = 1) -> KnownSelection | None:
    facet = (Bucket("a", "A", 1),) * buckets
    lately.keep(KnownSelection(key, None, BitMap([1]), {}), "topics", 10, facet)
    return lately.find(key)


def test_what_was_asked_lately_is_kept_with_its_facets() -> None:
    lately = LatelyAsked()
    found = kept(lately, "first")
    assert found is not None
    assert found.facets["topics", 10][0].key == "a"
    for number in range(MOST_ASKED):
        assert kept(lately, number)
    assert lately.find("first") is None


def test_what_takes_much_is_not_kept() -> None:
    lately = LatelyAsked()
    assert kept(lately, "a" * LARGEST_KEPT) is None
    assert kept(lately, "many", MOST_BUCKETS + 1) is None
    found = kept(lately, "few", MOST_BUCKETS)
    assert found is not None
    lately.keep(found, "sections", 10, (Bucket("a", "A", 1),))
    assert list(found.facets) == [("topics", 10)]
