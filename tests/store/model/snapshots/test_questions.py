"""A question about a page is answered by a selection that is at hand as by the selection itself."""

from __future__ import annotations

import pytest

from pullquote.store.model.snapshots.questions import STORIES, BeyondPage, PageOf, Selected
from tests.store.newsrooms import StorySpec, snapshot_of

SELECTION = snapshot_of(*[StorySpec(f"story-{number}") for number in range(5)]).stories.select()
STORIES_OF = Selected(STORIES)
CURSOR = SELECTION.page(first=3).cursor(1)


@pytest.mark.parametrize(
    ("asked", "count", "has_more", "is_beyond"),
    [
        (PageOf(STORIES_OF, first=2), 2, True, False),
        (PageOf(STORIES_OF, first=9, after=CURSOR), 3, False, True),
        (PageOf(STORIES_OF, last=1, before=CURSOR), 1, False, True),
        (PageOf(STORIES_OF, last=2), 2, True, False),
        (PageOf(STORIES_OF, default_size=4), 4, True, False),
    ],
)
def test_pages_and_what_lies_beyond(asked: PageOf, count: int, has_more: bool, is_beyond: bool) -> None:
    found = asked.answered_by(SELECTION)
    assert (len(found.nodes), found.has_more) == (count, has_more)
    assert found.nodes == asked.cut(SELECTION).nodes
    assert BeyondPage(asked).answered_by(SELECTION) is is_beyond
