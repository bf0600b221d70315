"""Directions of orders: what comes before and behind a cursor."""

from __future__ import annotations

import pytest

from pullquote.store.model.criteria import NameOrder, QuoteOrder, StoryOrder
from pullquote.store.model.cursors import Cursor, InvalidCursor, encode
from pullquote.store.opensearch.queries.orders import ORDERS, Direction
from pullquote.store.opensearch.queries.searches import all_of, any_of, between, exists, none_of, term


def test_every_order_but_relevance_is_sorted() -> None:
    every = {*StoryOrder, *QuoteOrder, *NameOrder} - {StoryOrder.RELEVANCE, QuoteOrder.RELEVANCE}
    assert set(ORDERS) == every


def test_the_usual_direction_ascends_by_key_and_id() -> None:
    (part,) = Direction.of("stories", StoryOrder.LATEST_DATE, None).parts
    assert part.sorted(backwards=False) == [{"sort_latest_date": "asc"}, {"id": "asc"}]
    assert part.sorted(backwards=True) == [{"sort_latest_date": "desc"}, {"id": "desc"}]


def test_what_has_no_key_comes_last_by_id_in_both_directions() -> None:
    for descending in (True, False):
        known, unknown = Direction.of("quotes", QuoteOrder.SPEAKER_NAME, descending).parts
        assert known.query == exists("sort_speaker_name")
        assert unknown.query == none_of(exists("sort_speaker_name"))
        assert unknown.sorted(backwards=False) == [{"id": "asc"}]


def test_behind_a_cursor_of_several_keys() -> None:
    direction = Direction.of("quotes", QuoteOrder.POSITION, None)
    cursor = Cursor(direction.name, (-5, "story", 2), "quote")
    first, story = term("sort_position_latest", -5), term("story_id", "story")
    assert direction.behind(cursor) == any_of([
        all_of([between("sort_position_latest", gt=-5)]),
        all_of([first, between("story_id", gt="story")]),
        all_of([first, story, between("position", gt=2)]),
        all_of([first, story, term("position", 2), between("id", gt="quote")]),
    ])  # fmt: skip


def test_before_a_cursor_without_a_key_is_whatever_has_one() -> None:
    direction = Direction.of("stories", StoryOrder.DATE_PUBLISHED, False)
    found = direction.before(Cursor(direction.name, (None,), "b"))
    key = exists("sort_date_published")
    assert found == any_of([all_of([none_of(key), between("id", lt="b")]), key])


def test_a_cursor_of_another_order() -> None:
    direction = Direction.of("people", NameOrder.NAME, None)
    with pytest.raises(InvalidCursor, match=r"of another list or order \(people:NAME:DESC"):
        direction.read(encode("people:NAME:DESC", ("a",), "b"), "after")


def test_what_comes_next_goes_on_after_a_cursor_and_leaves_out_what_is_behind_it() -> None:
    direction = Direction.of("quotes", QuoteOrder.SPEAKER_NAME, None)
    known, unknown = direction.parts
    with_key, without = Cursor(direction.name, ("ada",), "b"), Cursor(direction.name, (None,), "b")
    after_key, after_id = {"search_after": ["ada", "b"]}, {"search_after": ["b"]}
    assert direction.going_on(None, backwards=False) == [(known, {}), (unknown, {})]
    assert direction.going_on(None, backwards=True) == [(unknown, {}), (known, {})]
    assert direction.going_on(with_key, backwards=False) == [(known, after_key), (unknown, {})]
    assert direction.going_on(with_key, backwards=True) == [(known, after_key)]
    assert direction.going_on(without, backwards=False) == [(unknown, after_id)]
    assert direction.going_on(without, backwards=True) == [(unknown, after_id), (known, {})]
