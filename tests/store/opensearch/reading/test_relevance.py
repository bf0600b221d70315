"""Pages by relevance: the engine's order, every result once, from either end."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.store.model.criteria import QuoteCriteria, QuoteOrder, StoryCriteria, StoryOrder
from pullquote.store.model.cursors import InvalidCursor, encode
from pullquote.store.model.snapshots.questions import (
    QUOTES,
    STORIES,
    BeyondPage,
    CountOf,
    FacetOf,
    PageOf,
    Searched,
    Selected,
    Selecting,
)
from tests.store.opensearch.reading.conftest import Both

WORDS = "council"
SELECTIONS = (
    Selected(STORIES, StoryCriteria(search=WORDS), StoryOrder.RELEVANCE),
    Selected(STORIES, StoryCriteria(search=WORDS), StoryOrder.RELEVANCE, False),
    Selected(QUOTES, QuoteCriteria(search=WORDS), QuoteOrder.RELEVANCE, True),
    Searched(WORDS, ("person", "quote")),
    Searched(WORDS),
)


def walked(both: Both, of: Selecting, size: int, *, backwards: bool) -> list[str]:
    """The ids of all results, page by page, with the cursors of each."""
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = PageOf(of, last=size, before=cursor) if backwards else PageOf(of, first=size, after=cursor)
        answers = both.cluster.answer([page, BeyondPage(page)])
        assert answers[BeyondPage(page)] is (cursor is not None)
        nodes = [each.id for each in answers[page].nodes]
        found = [*nodes, *found] if backwards else [*found, *nodes]
        if not answers[page].has_more:
            return found
        cursor = answers[page].cursor(0 if backwards else len(nodes) - 1)


@pytest.mark.parametrize("of", SELECTIONS)
def test_all_results_page_by_page(demo: Both, of: Any) -> None:
    count = demo.ask(CountOf(of))
    size = max(7, count // 3)
    forwards = walked(demo, of, min(size, 100), backwards=False)
    assert len(forwards) == len(set(forwards)) == count == demo.told(CountOf(of)) > 0
    assert walked(demo, of, min(size, 100), backwards=True) == forwards


def test_the_other_direction_is_the_reverse(demo: Both) -> None:
    best, worst = (walked(demo, of, 100, backwards=False) for of in SELECTIONS[:2])
    assert best == worst[::-1]


def test_between_two_cursors(demo: Both) -> None:
    whole = demo.ask(PageOf(SELECTIONS[0], first=10))
    ids = [each.id for each in whole.nodes]
    inner = PageOf(SELECTIONS[0], first=20, after=whole.cursor(2), before=whole.cursor(7))
    assert [each.id for each in demo.ask(inner).nodes] == ids[3:7]
    assert not demo.ask(inner).has_more
    last = PageOf(SELECTIONS[0], last=2, after=whole.cursor(2), before=whole.cursor(7))
    assert [each.id for each in demo.ask(last).nodes] == ids[5:7]
    assert demo.ask(last).has_more


def test_facets_are_of_all_results(demo: Both) -> None:
    demo.same(FacetOf(SELECTIONS[0], "topics", 10), FacetOf(SELECTIONS[2], "speakers", 10))


def test_cursors_of_others_are_refused(demo: Both) -> None:
    cursor = encode("stories:RELEVANCE:ASC", (-1,), "a")
    assert isinstance(demo.ask(PageOf(SELECTIONS[0], after=cursor)), InvalidCursor)
    strange = encode("stories:RELEVANCE:DESC", (-(2**40),), "a")
    assert not isinstance(demo.ask(PageOf(SELECTIONS[0], after=strange)), InvalidCursor)
    beyond = encode("stories:RELEVANCE:DESC", (5,), "a")
    assert demo.ask(PageOf(SELECTIONS[0], after=beyond)).nodes == ()
