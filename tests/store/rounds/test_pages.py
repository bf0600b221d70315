"""Pages of a store that is elsewhere: turned in both directions, and refused where a cursor is none."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.store.model.criteria import StoryOrder
from pullquote.store.model.cursors import InvalidCursor
from pullquote.store.model.dates import TimelineInterval
from pullquote.store.rounds.pages import RemotePage, RemoteSelection
from pullquote.store.rounds.views import View
from tests.store.rounds.test_views import MEMORY, run


def test_pages_are_what_selections_give() -> None:
    def made(view: View) -> Any:
        selection = view.stories.select()
        return type(selection), type(selection.page())

    assert run(made)[0] == (RemoteSelection, RemotePage)


def test_pages_are_turned_in_both_directions() -> None:
    def forwards(view: View) -> Any:
        page = view.stories.select(order=StoryOrder.HEADLINE).page(first=2)
        after = page.end_cursor
        second = view.stories.select(order=StoryOrder.HEADLINE).page(first=2, after=after) if after else page
        return second.has_previous_page, second.has_next_page, [each.slug for each in second.nodes]

    def backwards(view: View) -> Any:
        page = view.stories.select().page(last=2)
        before = page.start_cursor
        second = view.stories.select().page(last=2, before=before) if before else page
        return (page.has_next_page, second.has_next_page, second.has_previous_page), [
            second.cursor(index) for index in range(len(second.nodes))
        ]

    assert run(forwards)[0] == forwards(MEMORY)  # type: ignore[arg-type]  # it is asked as a view is
    assert run(backwards)[0] == backwards(MEMORY)  # type: ignore[arg-type]


def test_a_cursor_that_is_none_is_refused_whatever_is_read_of_the_page() -> None:
    with pytest.raises(InvalidCursor, match='"after" is not a cursor'):
        run(lambda view: view.stories.select().page(first=1, after="nonsense").total_count)


def test_a_search_over_everything_has_no_timeline() -> None:
    with pytest.raises(TypeError, match="no timeline"):
        run(lambda view: view.search("harbour").timeline(TimelineInterval.DAY))
