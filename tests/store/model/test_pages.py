"""Pages follow the Relay cursor connections specification, whatever the order and the set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.criteria import StoryCriteria, StoryOrder
from pullquote.store.model.errors import BadInput
from pullquote.store.model.pages import MAX_PAGE_SIZE, PAGE_SIZE, InvalidPage, Page, Selection
from pullquote.store.model.records import Story
from tests.store.newsrooms import StorySpec, newsrooms, snapshot_of

ORDERS = [order for order in StoryOrder if order is not StoryOrder.RELEVANCE]


@dataclass(frozen=True)
class Expected:
    """A page, as the specification's algorithms make it from all edges."""

    slugs: list[str]
    has_next: bool
    has_previous: bool


def by_the_specification(
    slugs: Sequence[str], first: int | None, after: str | None, last: int | None, before: str | None
) -> Expected:
    """EdgesToReturn, HasNextPage and HasPreviousPage; every record is its own cursor."""
    if first is None and last is None:
        first = PAGE_SIZE
    low = slugs.index(after) + 1 if after is not None else 0
    high = slugs.index(before) if before is not None else len(slugs)
    edges = list(slugs[low:high])
    has_next = len(edges) > first if first is not None else high < len(slugs)
    has_previous = len(edges) > last if last is not None else low > 0
    chosen = edges[:first] if first is not None else edges[max(0, len(edges) - (last or 0)) :]
    return Expected(chosen, has_next, has_previous)


def everything(selection: Selection[Story]) -> list[str]:
    """All slugs of a selection that fits on a page."""
    return [story.slug for story in selection.page(first=MAX_PAGE_SIZE).nodes]


def cursors(selection: Selection[Story]) -> dict[str, str]:
    """The cursor of each story of a selection that fits on a page."""
    page = selection.page(first=MAX_PAGE_SIZE)
    return {story.slug: page.cursor(index) for index, story in enumerate(page.nodes)}


@given(newsrooms(most=25), st.sampled_from(ORDERS), st.booleans(), st.booleans(), st.data())
def test_a_page_is_the_specifications(
    specs: list[StorySpec], order: StoryOrder, descending: bool, quoted: bool, data: st.DataObject
) -> None:
    criteria = StoryCriteria(has_quotes=True) if quoted else None
    selection = snapshot_of(*specs).stories.select(criteria, order, descending)
    slugs = everything(selection)
    cursor_of = cursors(selection)
    size = data.draw(st.integers(0, len(slugs) + 1))
    first, last = data.draw(st.sampled_from([(size, None), (None, size), (None, None)]))
    after, before = (data.draw(st.none() | st.sampled_from(slugs)) if slugs else None for _ in range(2))
    page = selection.page(
        first,
        cursor_of[after] if after is not None else None,
        last,
        cursor_of[before] if before is not None else None,
    )
    expected = by_the_specification(slugs, first, after, last, before)
    assert [story.slug for story in page.nodes] == expected.slugs
    assert (page.has_next_page, page.has_previous_page) == (expected.has_next, expected.has_previous)
    assert [page.cursor(index) for index in range(len(page.nodes))] == [
        cursor_of[slug] for slug in expected.slugs
    ]
    assert page.start_cursor == (cursor_of[expected.slugs[0]] if expected.slugs else None)
    assert page.end_cursor == (cursor_of[expected.slugs[-1]] if expected.slugs else None)
    assert page.total_count == len(slugs)


MANY = snapshot_of(*(StorySpec(f"story-{number}") for number in range(MAX_PAGE_SIZE + 5))).stories


def test_a_page_has_the_usual_size_when_none_is_asked_for() -> None:
    assert len(MANY.select().page().nodes) == PAGE_SIZE
    assert len(MANY.select().page(default_size=7).nodes) == 7


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (1, 1, '"first" and "last" cannot be given together'),
        (-1, None, '"first" must not be negative, found -1'),
        (None, -5, '"last" must not be negative, found -5'),
        (101, None, '"first" must be 100 at most, found 101'),
        (None, 1000, '"last" must be 100 at most, found 1000'),
    ],
)
def test_a_page_that_cannot_be_is_refused(first: int | None, last: int | None, message: str) -> None:
    with pytest.raises(InvalidPage, match=message):
        MANY.select().page(first, None, last)


def test_the_largest_page_can_be_set() -> None:
    with pytest.raises(InvalidPage, match="must be 10 at most"):
        MANY.select().page(first=11, max_size=10)
    assert len(MANY.select().page(max_size=10).nodes) == 10


@pytest.mark.parametrize("argument", ["after", "before"])
def test_a_bad_cursor_is_refused_by_the_name_of_its_argument(argument: str) -> None:
    with pytest.raises(BadInput, match=f'"{argument}" is not a cursor'):
        MANY.select().page(**{argument: "page 2"})  # type: ignore[arg-type]  # one of the two names


def test_a_cursor_of_another_list_order_or_direction_is_refused() -> None:
    cursor = MANY.select().page(first=1).end_cursor
    for order, descending in ((StoryOrder.HEADLINE, None), (StoryOrder.LATEST_DATE, False)):
        with pytest.raises(BadInput, match="another list or order"):
            MANY.select(None, order, descending).page(after=cursor)
    quotes = snapshot_of().quotes
    with pytest.raises(BadInput, match=r"stories:LATEST_DATE:DESC.*quotes:POSITION:ASC"):
        quotes.select().page(after=cursor)


def test_a_cursor_is_good_for_another_selection_in_the_same_order() -> None:
    snapshot = snapshot_of(
        StorySpec("a", published="2024-01-03", topics=("war",)),
        StorySpec("b", published="2024-01-02"),
        StorySpec("c", published="2024-01-01", topics=("war",)),
    )
    cursor = cursors(snapshot.stories.select())["b"]
    page: Page[Story] = snapshot.stories_of(snapshot.topics.records[-1]).page(after=cursor)
    assert [story.slug for story in page.nodes] == ["c"]
    assert page.has_previous_page
