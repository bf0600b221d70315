"""Pages in an order: from both ends, and where records have moved since a cursor was given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from pullquote.store.model.criteria import NameOrder, QuoteCriteria, QuoteOrder, StoryOrder
from pullquote.store.model.snapshots.questions import QUOTES, STORIES, BeyondPage, FoundPage, PageOf, Selected
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.newsrooms import NOW, Desk, QuoteSpec, StorySpec
from tests.store.opensearch.published import Published
from tests.store.opensearch.reading.conftest import Both
from tests.store.rounds.memory_store import told

ORDERS: dict[str, Any] = {STORIES: StoryOrder, QUOTES: QuoteOrder, "people": NameOrder, "topics": NameOrder}


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("name", ORDERS)
def test_every_order_from_both_ends(invented: Both, name: str, descending: bool) -> None:
    for order in ORDERS[name]:
        if order.name == "RELEVANCE":
            continue
        selected = Selected(name, None, order, descending)
        whole = invented.told(PageOf(selected, first=100))
        assert isinstance(whole, FoundPage)
        cursors = [whole.cursor(number) for number in range(len(whole.nodes))]
        pages = [PageOf(selected, first=4, after=each) for each in cursors[::3]]
        pages += [PageOf(selected, last=4, before=each) for each in cursors[::3]]
        invented.same(PageOf(selected, last=4), *pages, *map(BeyondPage, pages))


@pytest.fixture
def published(opensearch: str) -> Iterator[Published]:
    found = Published(opensearch, f"pages-{uuid4().hex[:12]}")
    yield found
    found.close()


def test_a_quote_that_has_moved_in_its_story(published: Published) -> None:
    words = ("one", "two", "three", "four")
    quotes = tuple(QuoteSpec(text) for text in words)
    story = StorySpec("ferry", quotes=quotes[1:])
    others = StorySpec("other", published="2020", quotes=(QuoteSpec("five"),))
    desk = Desk()
    before = MemorySnapshot(desk.records([story, others]), version="1", loaded_at=NOW)
    after = MemorySnapshot(desk.records([replace(story, quotes=quotes), others]), version="2", loaded_at=NOW)
    published.write(before)
    published.write_next(before, after, 2)
    everything = Selected(QUOTES, QuoteCriteria(), QuoteOrder.POSITION)
    cursor = told(before, PageOf(everything, first=2)).cursor(1)  # behind "three", the second until then
    for page in (PageOf(everything, first=5, after=cursor), PageOf(everything, last=5, before=cursor)):
        found, expected = published.answer([page], 2)[page], told(after, page)
        assert [each.text for each in found.nodes] == [each.text for each in expected.nodes]
    page = PageOf(everything, first=5, after=cursor)
    assert [each.text for each in published.answer([page], 2)[page].nodes] == ["four", "five"]
