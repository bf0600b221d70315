"""Pages hold while the newsroom changes: no story that stayed as it was is repeated or skipped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.criteria import QuoteOrder, StoryOrder
from pullquote.store.model.pages import Selection
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.newsrooms import (
    DATES,
    QuoteSpec,
    StorySpec,
    newsrooms,
    quote_specs,
    snapshot_of,
    story_specs,
)

STORY_ORDERS = [order for order in StoryOrder if order is not StoryOrder.RELEVANCE]
QUOTE_ORDERS = [order for order in QuoteOrder if order is not QuoteOrder.RELEVANCE]


@st.composite
def edits(draw: st.DrawFn, specs: list[StorySpec]) -> tuple[list[StorySpec], set[str]]:
    """The stories after some of them were inserted, deleted, redated or rewritten, and the slugs of those."""
    touched: dict[str, StorySpec | None] = {}
    for spec in draw(st.lists(story_specs(), max_size=4, unique_by=lambda spec: spec.slug)):
        touched[spec.slug] = spec
    for spec in draw(st.lists(st.sampled_from(specs), max_size=3)) if specs else ():
        redated = replace(spec, published=draw(st.sampled_from(DATES)), modified=None)
        touched[spec.slug] = draw(st.sampled_from([None, redated, replace(spec, headline="Rewritten")]))
    after = [spec for spec in specs if spec.slug not in touched]
    return [*after, *(spec for spec in touched.values() if spec)], set(touched)


def select(snapshot: MemorySnapshot, order: StoryOrder | QuoteOrder, descending: bool) -> Selection[Any]:
    if isinstance(order, StoryOrder):
        return snapshot.stories.select(None, order, descending)
    return snapshot.quotes.select(None, order, descending)


def keys(selection: Selection[Any], size: int, forward: bool) -> list[str]:
    """The ids of everything, page by page."""
    page = selection.page(first=size) if forward else selection.page(last=size)
    found = [each.id for each in page.nodes]
    while page.has_next_page if forward else page.has_previous_page:
        if forward:
            page = selection.page(first=size, after=page.end_cursor)
            found += [each.id for each in page.nodes]
        else:
            page = selection.page(last=size, before=page.start_cursor)
            found = [each.id for each in page.nodes] + found
    return found


@given(
    specs=newsrooms(most=16),
    order=st.sampled_from([*STORY_ORDERS, *QUOTE_ORDERS]),
    descending=st.booleans(),
    forward=st.booleans(),
    size=st.integers(1, 4),
    data=st.data(),
)
def test_what_was_not_touched_comes_exactly_once(
    *,
    specs: list[StorySpec],
    order: StoryOrder | QuoteOrder,
    descending: bool,
    forward: bool,
    size: int,
    data: st.DataObject,
) -> None:
    selection = select(snapshot_of(*specs), order, descending)
    initially = keys(selection, 100, True)
    touched: set[str] = set()
    seen: list[str] = []
    page = selection.page(first=size) if forward else selection.page(last=size)
    while page.nodes:
        ids = [each.id for each in page.nodes]
        seen = [*seen, *ids] if forward else [*ids, *seen]
        specs, slugs = data.draw(edits(specs))
        touched |= slugs
        selection = select(snapshot_of(*specs), order, descending)
        if forward:
            page = selection.page(first=size, after=page.end_cursor)
        else:
            page = selection.page(last=size, before=page.start_cursor)
    stories = [story for story in snapshot_of(*specs).stories.records if story.slug not in touched]
    untouched = {story.id for story in stories} | {quote.id for story in stories for quote in story.quotes}
    assert [each for each in seen if each in untouched] == [each for each in initially if each in untouched]


@given(newsrooms(most=16), st.sampled_from([*STORY_ORDERS, *QUOTE_ORDERS]), st.booleans(), st.integers(1, 5))
def test_both_ways_through_the_pages_pass_the_same(
    specs: list[StorySpec], order: StoryOrder | QuoteOrder, descending: bool, size: int
) -> None:
    selection = select(snapshot_of(*specs), order, descending)
    forward = keys(selection, size, True)
    assert len(set(forward)) == len(forward) == selection.total_count
    assert keys(selection, size, False) == forward


@given(st.lists(quote_specs, min_size=2, max_size=6, unique_by=lambda quote: quote.text), st.data())
def test_quotes_that_are_put_in_before_do_not_move_the_page(
    quotes: list[QuoteSpec], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(quotes) - 1))
    spec = StorySpec("a", quotes=tuple(quotes))
    cursor = snapshot_of(spec).quotes.select().page(first=cut).end_cursor
    more = [QuoteSpec(f"new {number}") for number in range(data.draw(st.integers(0, 3)))]
    edited = snapshot_of(replace(spec, quotes=(*more, *quotes)))
    page = edited.quotes.select().page(after=cursor)
    assert [quote.text for quote in page.nodes] == [quote.text for quote in quotes[cut:]]


@given(newsrooms(), st.sampled_from(STORY_ORDERS), st.booleans())
def test_the_record_that_a_cursor_names_may_be_gone(
    specs: list[StorySpec], order: StoryOrder, descending: bool
) -> None:
    selection = snapshot_of(*specs).stories.select(None, order, descending)
    page = selection.page(first=100)
    for index, story in enumerate(page.nodes):
        left = snapshot_of(*(spec for spec in specs if spec.slug != story.slug))
        rest = left.stories.select(None, order, descending).page(first=100, after=page.cursor(index))
        assert [each.slug for each in rest.nodes] == [each.slug for each in page.nodes[index + 1 :]]
