"""Quotes are numbered story by story, and read only when they are asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.index.running_order import running_order
from tests.store.newsrooms import Desk, StorySpec, newsrooms


@given(specs=newsrooms(), data=st.data())
def test_quotes_are_those_of_the_stories_in_order(specs: list[StorySpec], data: st.DataObject) -> None:
    order = running_order(Desk().records(specs).stories)
    expected = [quote for story in order.stories for quote in story.quotes]
    assert len(order.quotes) == len(expected)
    assert list(order.quotes) == expected
    places = st.integers(-len(expected) - 2, len(expected) + 2) | st.none()
    asked = slice(data.draw(places), data.draw(places), data.draw(st.sampled_from([None, 1, 2, -1])))
    assert list(order.quotes[asked]) == expected[asked]
    for place in range(-len(expected), len(expected)):
        assert order.quotes[place] is expected[place]


def test_there_is_no_quote_behind_the_last() -> None:
    order = running_order(Desk().records([StorySpec("a")]).stories)
    for place in (0, -1):
        with pytest.raises(IndexError):
            order.quotes[place]
