"""Each order compares what it says, ties by id, and what has no key comes last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.index.sort_orders import STORY_ORDERS, Row, natural_rows, sort_text
from pullquote.store.index.sort_positions import LONGEST_CURSOR, MOST_CURSORS
from pullquote.store.model.criteria import QuoteOrder, StoryOrder
from pullquote.store.model.cursors import Cursor, InvalidCursor
from pullquote.store.model.pages import MAX_PAGE_SIZE
from pullquote.store.model.records import Quote, Story
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.newsrooms import QuoteSpec, StorySpec, newsrooms, snapshot_of

STORY_KEYS: dict[StoryOrder, Callable[[Story], Any]] = {
    StoryOrder.LATEST_DATE: lambda story: story.latest_date.start,
    StoryOrder.DATE_PUBLISHED: lambda story: story.date_published and story.date_published.start,
    StoryOrder.HEADLINE: lambda story: sort_text(story.headline),
    StoryOrder.QUOTE_COUNT: lambda story: len(story.quotes),
}
QUOTE_KEYS: dict[QuoteOrder, Callable[[Quote], Any]] = {
    QuoteOrder.DATE_SPOKEN: lambda quote: quote.date_spoken and quote.date_spoken.start,
    QuoteOrder.SPEAKER_NAME: lambda quote: sort_text(quote.speaker.name) if quote.speaker else None,
}
DESCENDS = {StoryOrder.LATEST_DATE, StoryOrder.DATE_PUBLISHED, StoryOrder.QUOTE_COUNT, QuoteOrder.DATE_SPOKEN}


def expected(records: list[Any], key: Callable[[Any], Any], order: object, descending: bool) -> list[str]:
    """The ids in order: sorted in the usual direction by key and id, turned around, then those without key."""
    known = sorted((each for each in records if key(each) is not None), key=lambda each: str(each.id))
    known.sort(key=key, reverse=order in DESCENDS)
    if descending != (order in DESCENDS):
        known.reverse()
    unknown = sorted((each for each in records if key(each) is None), key=lambda each: str(each.id))
    return [each.id for each in (*known, *unknown)]


@given(newsrooms(most=20), st.sampled_from(list(STORY_KEYS)), st.booleans())
def test_stories(specs: list[StorySpec], order: StoryOrder, descending: bool) -> None:
    stories = snapshot_of(*specs).stories
    found = [story.id for story in stories.select(None, order, descending).page(first=MAX_PAGE_SIZE).nodes]
    assert found == expected(list(stories.records), STORY_KEYS[order], order, descending)


@given(newsrooms(), st.sampled_from(list(QUOTE_KEYS)), st.booleans())
def test_quotes(specs: list[StorySpec], order: QuoteOrder, descending: bool) -> None:
    quotes = snapshot_of(*specs).quotes
    found = [quote.id for quote in quotes.select(None, order, descending).page(first=MAX_PAGE_SIZE).nodes]
    assert found == expected(list(quotes.records), QUOTE_KEYS[order], order, descending)


@given(newsrooms())
def test_quotes_stand_as_their_stories_do_unless_asked_otherwise(specs: list[StorySpec]) -> None:
    snapshot = snapshot_of(*specs)
    stories = snapshot.stories.select().page(first=MAX_PAGE_SIZE).nodes
    quotes = [quote for story in stories for quote in story.quotes]
    assert list(snapshot.quotes.select().page(first=MAX_PAGE_SIZE).nodes) == quotes
    turned = snapshot.quotes.select(None, QuoteOrder.POSITION, descending=True)
    assert list(turned.page(first=MAX_PAGE_SIZE).nodes) == quotes[::-1]


def test_what_was_not_spoken_on_a_known_date_is_last_in_both_directions() -> None:
    spec = StorySpec(
        "a",
        quotes=(
            QuoteSpec("one", spoken="2024-10-01"),
            QuoteSpec("two"),
            QuoteSpec("three", spoken="2024-10"),
        ),
    )
    quotes = snapshot_of(spec).quotes
    newest, oldest = (
        [quote.text for quote in quotes.select(None, QuoteOrder.DATE_SPOKEN, descending).page().nodes]
        for descending in (True, False)
    )
    assert newest[-1] == oldest[-1] == "two"
    assert newest[:2] == oldest[:2][::-1]


def test_case_and_accents_do_not_part_neighbours() -> None:
    texts = ["alpha", "Öland", "öst", "Ostend", "Straße", "strasse 2", "Zebra"]
    assert sorted(sorted(texts), key=sort_text) == texts


def row_of(*slugs: str) -> tuple[Row[Story], list[Cursor]]:
    """Stories in their own order, and a list of the cursors of which it was found out where they lead."""
    asked: list[Cursor] = []

    def find(cursor: Cursor) -> None:
        asked.append(cursor)

    order = StoryOrder.LATEST_DATE
    stories = snapshot_of(*map(StorySpec, slugs)).stories.records
    return natural_rows("stories", order, STORY_ORDERS[order], stories, find)[True], asked


def rows_of(now: MemorySnapshot, before: MemorySnapshot) -> Iterator[tuple[Row[Any], Row[Any]]]:
    """The own orders of today, and what gave cursors of them: itself, and for stories the one before."""
    stories, earlier = (each.stories.rows[StoryOrder.LATEST_DATE] for each in (now, before))
    quotes = now.quotes.rows[QuoteOrder.POSITION]
    for descending in (True, False):
        yield stories[descending], stories[descending]
        yield stories[descending], earlier[descending]
        yield quotes[descending], quotes[descending]


@given(newsrooms(most=20), newsrooms(most=20))
def test_the_record_of_a_cursor_is_where_its_key_is(specs: list[StorySpec], others: list[StorySpec]) -> None:
    """Of records that are there still, those that have moved since, and those that are gone."""
    for row, given_by in rows_of(snapshot_of(*specs), snapshot_of(*others)):
        by_key = replace(row, find=None)
        for text, behind in product(map(given_by.cursor, range(given_by.size)), (True, False)):
            assert row.bound(text, "after", behind=behind) == by_key.bound(text, "after", behind=behind)


def test_where_a_cursor_leads_is_found_out_once() -> None:
    """Before its record, and behind it; a wrong one is wrong again."""
    row, asked = row_of("a", "b", "c")
    middle = row.cursor(1)
    for _ in range(3):
        assert row.bound(middle, "after", behind=True) == 2
        assert row.bound(middle, "before", behind=False) == 1
    assert len(asked) == 2
    for argument in ("after", "before"):
        with pytest.raises(InvalidCursor, match=f'"{argument}"'):
            row.bound(middle[:-1], argument, behind=True)


def test_cursors_are_remembered_within_bounds() -> None:
    """Anybody can write them, since their records need not exist."""
    row, asked = row_of("a")

    def is_new(number: int, identity: str = "x") -> bool:
        before = len(asked)
        row.bound(Cursor(row.name, (number,), identity).encode(), "after", behind=True)
        return len(asked) > before

    assert all(is_new(number) for number in range(MOST_CURSORS))
    assert not is_new(0)
    assert is_new(MOST_CURSORS)
    assert is_new(0)
    assert is_new(0, "x" * LONGEST_CURSOR)
    assert is_new(0, "x" * LONGEST_CURSOR)
