"""The quotes of one story, from its record: the same pages as everywhere."""

from __future__ import annotations

from pullquote.store.model.criteria import QuoteOrder
from pullquote.store.model.snapshots.questions import (
    QUOTES,
    STORIES,
    BeyondPage,
    CountOf,
    PageOf,
    Selected,
    Subject,
)
from tests.store.opensearch.reading.conftest import Both


def test_every_order_of_every_story(invented: Both) -> None:
    for story in invented.memory.stories.records:
        for order in (None, *QuoteOrder):
            for descending in (None, True, False):
                selected = Selected(QUOTES, None, order, descending, Subject(STORIES, story.slug))
                page = PageOf(selected, first=2)
                whole = invented.told(PageOf(selected))
                cursors = [whole.cursor(number) for number in range(len(whole.nodes))]
                pages = [PageOf(selected, first=2, after=each) for each in cursors]
                pages += [PageOf(selected, last=2, before=each) for each in cursors]
                invented.same(page, CountOf(selected), *pages, *map(BeyondPage, pages))


def test_of_a_story_that_is_not_there(invented: Both) -> None:
    assert invented.ask(CountOf(Selected(QUOTES, subject=Subject(STORIES, "nothing")))) == 0
