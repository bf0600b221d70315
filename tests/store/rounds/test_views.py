"""A snapshot of a store that is elsewhere: what it has is answered, what it has not is noted and fetched in one trip."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from pullquote.store.index.collections import InvalidCriteria
from pullquote.store.model.criteria import SearchMatch, StoryCriteria
from pullquote.store.model.dates import DateOrDateTime, TimelineInterval
from pullquote.store.model.errors import BadInput, StoreUnavailable, TooManyRounds
from pullquote.store.model.ids import global_id
from pullquote.store.model.pages import InvalidFacet, InvalidPage
from pullquote.store.model.snapshots.questions import CountOf, FacetOf, PageOf, Selected
from pullquote.store.rounds.views import View
from tests.store.newsrooms import QuoteSpec, StorySpec, snapshot_of
from tests.store.rounds.memory_store import published

MEMORY = snapshot_of(
    *(
        StorySpec(
            f"story-{number}",
            headline=f"Harbour news {number}",
            topics=("budgets",),
            published=f"2024-10-{number + 1:02}",
            quotes=(QuoteSpec(f"Word {number}."),),
        )
        for number in range(6)
    )
)
WRONG = [
    (lambda view: view.stories.select().page(first=-1), InvalidPage),
    (lambda view: view.stories.select().page(first=1, last=1), InvalidPage),
    (lambda view: view.stories.select(StoryCriteria(from_=day("2025"), to=day("2024"))), InvalidCriteria),
    (lambda view: view.stories.select().facet("topics", -1), InvalidFacet),
    (lambda view: view.suggest("b", None, 100), BadInput),
]


def day(text: str) -> DateOrDateTime:
    return DateOrDateTime.parse(text)


def run(ask: Callable[[View], Any]) -> tuple[Any, View, Any]:
    """What is asked in rounds is answered with, the view, and the store."""
    snapshot, store = published(MEMORY)
    view = snapshot.view()

    async def rounds() -> Any:
        while True:
            found = ask(view)
            if not view.lacks_answers:
                return found
            await view.fetch(1)

    return asyncio.run(rounds()), view, store


def test_what_is_not_known_is_empty_and_noted() -> None:
    snapshot, store = published(MEMORY)
    view = snapshot.view()
    page = view.stories.select().page(first=2)
    assert not view.lacks_answers  # nothing was read of it
    assert (page.nodes, page.total_count, page.has_next_page, page.start_cursor) == ((), 0, False, None)
    assert (page.selection.facet("topics", 3), view.story("story-1")) == ((), None)
    assert view.lacks_answers
    asyncio.run(view.fetch(1))
    assert not view.lacks_answers
    of = Selected("stories")
    [trip] = store.trips
    assert trip[:3] == (PageOf(of, 2), CountOf(of), FacetOf(of, "topics", 3))
    assert [story.slug for story in page.nodes] == ["story-5", "story-4"]
    assert (page.total_count, page.has_next_page, page.has_previous_page) == (6, True, False)


def test_a_level_of_lists_takes_one_trip() -> None:
    def everything(view: View) -> list[Any]:
        return [
            [quote.text for quote in view.quotes_of(story).page(first=1).nodes]
            for story in view.stories.select().page().nodes
        ]

    found, view, store = run(everything)
    assert found == [[f"Word {number}."] for number in (5, 4, 3, 2, 1, 0)]
    assert view.rounds == len(store.trips) == 2
    assert [len(trip) for trip in store.trips] == [1, 6]


@pytest.mark.parametrize(("ask", "error"), WRONG)
def test_wrong_arguments_are_refused_without_a_trip(ask: Any, error: type[Exception]) -> None:
    snapshot, store = published(MEMORY)
    with pytest.raises(error):
        ask(snapshot.view())
    assert store.trips == []


def test_an_id_of_no_type_is_nobody_s() -> None:
    snapshot, store = published(MEMORY)
    view = snapshot.view()
    assert [view.node(each) for each in ("", "nonsense", global_id("Zebra", "z"))] == [None] * 3
    assert not view.lacks_answers
    [story] = [each for each in MEMORY.stories.records if each.slug == "story-3"]
    ids = [story.id, story.quotes[0].id, global_id("Article", "nobody")]
    assert run(lambda each: [each.node(identity) for identity in ids])[0] == [story, story.quotes[0], None]
    assert store.trips == []


def test_searches_and_suggestions() -> None:
    def found(view: View) -> Any:
        selection = view.search("harbuor", ["quote", "article"])
        page = selection.page(first=2)
        highlights = [page.highlights(index) for index in range(len(page.nodes))]
        timeline = view.stories.select().timeline(TimelineInterval.MONTH)
        return (
            (selection.did_you_mean, selection.match, selection.facet("kinds", 5), highlights),
            (timeline, view.suggest("bud"), view.stories.alike("story-9"), view.story_by_url("nowhere")),
        )

    answers = run(found)[0]
    assert answers[0] == found(MEMORY)[0]  # type: ignore[arg-type]
    assert answers[0][1] is SearchMatch.CORRECTED
    assert answers[1][:2] == found(MEMORY)[1][:2]  # type: ignore[arg-type]
    assert sorted(answers[1][2]) == sorted(f"story-{number}" for number in range(6))


def test_relations_and_what_a_story_matches() -> None:
    def found(view: View) -> Any:
        story, organization = view.story("story-2"), view.organization("ministry")
        if story is None:
            return None
        return (
            view.related(story, 2),
            organization and view.roles_of(organization),
            [view.matches(story, StoryCriteria(slugs=slugs)) for slugs in ((), ("story-2",), ("story-1",))],
            view.stories_of(story.topics[0]).total_count,
        )

    assert run(found)[0] == found(MEMORY)  # type: ignore[arg-type]


def test_rounds_are_limited_and_a_store_that_is_away_says_so() -> None:
    snapshot, store = published(MEMORY, max_rounds=1)
    view = snapshot.view()
    assert view.story("story-1") is None
    store.failure = StoreUnavailable("away", "unreachable")
    with pytest.raises(StoreUnavailable):
        asyncio.run(view.fetch(1))
    assert view.story("story-1") is None
    with pytest.raises(TooManyRounds):
        asyncio.run(view.fetch(1))


def test_each_trip_is_observed_and_is_of_one_edition() -> None:
    seconds: list[float] = []
    snapshot, store = published(MEMORY, observe=seconds.append)
    view = snapshot.view()
    assert view.version == MEMORY.version
    assert view.counts == MEMORY.counts
    assert (view.loaded_at, view.problems, view.kinds) == (MEMORY.loaded_at, (), MEMORY.kinds)
    assert view.story("story-1") is None
    asyncio.run(view.fetch(1))
    assert len(seconds) == len(store.trips) == 1
    assert (view.view().identity, view.view().rounds) == (snapshot.identity, 0)
    asyncio.run(view.fetch(1))
    assert len(store.trips) == 1  # there was nothing to ask
