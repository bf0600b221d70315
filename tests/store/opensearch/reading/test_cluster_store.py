"""A newsroom on a cluster answers what the same newsroom in memory answers.

What may differ stands in :data:`DIFFERENT`, and in the documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest

from pullquote.store.model.criteria import StoryOrder
from pullquote.store.model.errors import BadInput, StoreUnavailable
from pullquote.store.model.snapshots.questions import (
    QUOTES,
    STORIES,
    BeyondPage,
    ById,
    BySlug,
    CountOf,
    FacetOf,
    FoundPage,
    MatchOf,
    PageOf,
    Searched,
    Selected,
    Subject,
)
from pullquote.store.model.snapshots.remote import PUBLIC, EditionKey
from tests.conftest import ROOT
from tests.examples import seeds
from tests.store.opensearch.asked import Asker
from tests.store.opensearch.plain import plain
from tests.store.opensearch.published import SECONDS
from tests.store.opensearch.reading.conftest import Both

DIFFERENT: Mapping[str, str] = {
    "order by relevance": "scores are those of the engine, whose words are counted by type of document",
    "cursors by relevance": "they have the engine's scores in them",
    "corrections": "of words that are about as near, the engine may give documents with another one",
    "very long searches": "the engine takes so many clauses in a query: rare spellings are not looked for",
    "suggested headlines": "memory gathers those of the latest 20,000 stories",
    "facets": "a shard counts so many values",
}
"""What may differ between the stores, and why; the documentation has the same list for readers."""
SEEDS = seeds(6)
QUESTIONS = 25
"""Of a seed, to which come those about the pages around their pages."""


def test_the_documentation_says_what_differs() -> None:
    page = (ROOT / "docs" / "more-than-one-machine.md").read_text(encoding="utf-8")
    assert [name for name in DIFFERENT if f"\n| {name} | " not in page] == []


@pytest.mark.usefixtures("opensearch")
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("newsroom", ["example", "invented", "demo"])
def test_equal_answers(newsroom: str, seed: int, request: pytest.FixtureRequest) -> None:
    both: Both = request.getfixturevalue(newsroom)
    asker = Asker(both.memory, Random(seed))
    questions = asker.questions(QUESTIONS)
    for asked in [each for each in questions if isinstance(each, PageOf)]:
        page = both.told(asked)
        if isinstance(page, FoundPage) and page.nodes:
            questions += asker.turned(asked, [page.cursor(number) for number in range(len(page.nodes))])
    answers = both.cluster.answer(questions)
    for question in questions:
        expected, found = both.told(question), answers[question]
        assert plain(found) == plain(expected), question
        if isinstance(expected, FoundPage):
            assert found.has_more == expected.has_more, question


@pytest.mark.usefixtures("opensearch")
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("newsroom", ["example", "invented", "demo"])
def test_equal_sets_of_results(newsroom: str, seed: int, request: pytest.FixtureRequest) -> None:
    both: Both = request.getfixturevalue(newsroom)
    asker = Asker(both.memory, Random(seed))
    for searched in [asker.searched() for _ in range(4)]:
        facet, count, match = FacetOf(searched, "kinds", 10), CountOf(searched), MatchOf(searched)
        page = PageOf(searched, first=100)
        answers = both.cluster.answer([facet, count, match, page])
        if isinstance(refusal := both.told(match), BadInput):
            assert plain(answers[match]) == plain(refusal), searched
            continue
        if answers[match] != both.told(match):
            assert both.told(match)[0] is not None or answers[match][0] is not None, DIFFERENT["corrections"]
            continue
        assert answers[facet] == both.told(facet), searched
        assert answers[count] == both.told(count), searched
        if answers[count] <= 100:
            found, expected = answers[page], both.told(page)
            assert {each.id for each in found.nodes} == {each.id for each in expected.nodes}, searched
            shown = {each.id: found.highlights(number) for number, each in enumerate(found.nodes)}
            assert shown == {
                each.id: expected.highlights(number) for number, each in enumerate(expected.nodes)
            }


def test_questions_that_are_asked_together_make_one_trip(demo: Both) -> None:
    people = [Subject("people", person.slug) for person in demo.memory.people.records[:10]]
    questions: list[Any] = [PageOf(Selected(QUOTES, subject=person), first=2) for person in people]
    questions += [CountOf(each.of) for each in questions] + [FacetOf(Selected(STORIES), "months", 5)]
    demo.same(*questions)
    trips = demo.cluster.store.trips
    demo.same(*questions)
    assert demo.cluster.store.trips == trips + 1, "what they refer to is in the cache by now"


def test_the_quotes_of_a_story_that_was_just_found_need_no_trip(demo: Both) -> None:
    stories = demo.ask(PageOf(Selected(STORIES, order=StoryOrder.QUOTE_COUNT), first=1)).nodes
    (slug,) = [story.slug for story in stories]
    trips = demo.cluster.store.trips
    selected = Selected(QUOTES, subject=Subject(STORIES, slug))
    page = PageOf(selected, first=2)
    cursor = demo.told(page).cursor(1)
    demo.same(page, CountOf(selected), PageOf(selected, last=1), BeyondPage(PageOf(selected, after=cursor)))
    assert demo.cluster.store.trips == trips


def test_whoever_is_known_is_found_by_slug_without_a_trip(demo: Both) -> None:
    person = demo.memory.people.records[0]
    (story,) = demo.ask(PageOf(Selected(STORIES), first=1)).nodes
    demo.same(ById(person.id))
    trips = demo.cluster.store.trips
    assert demo.same(BySlug("people", person.slug), BySlug(STORIES, story.slug)) == [person.id, story.id]
    assert demo.cluster.store.trips == trips
    assert demo.same(BySlug("organizations", person.slug)) == [None]


def test_an_edition_that_is_gone(example: Both) -> None:
    edition = EditionKey(1, "nobody")
    with pytest.raises(StoreUnavailable) as caught:
        example.cluster.run(
            lambda: example.cluster.store.answer([CountOf(Selected(STORIES))], edition, seconds=SECONDS)
        )
    assert caught.value.reason == "gone"


def test_an_edition_that_has_nothing_yet(example: Both) -> None:
    question = CountOf(Selected(STORIES))
    assert example.cluster.answer([question], edition=0)[question] == 0


def test_no_time(example: Both) -> None:
    edition = EditionKey(1, PUBLIC)
    with pytest.raises(StoreUnavailable) as caught:
        example.cluster.run(
            lambda: example.cluster.store.answer([CountOf(Selected(STORIES))], edition, seconds=0)
        )
    assert caught.value.reason == "timeout"


def test_wrong_arguments_are_answers(example: Both) -> None:
    assert example.same(
        PageOf(Selected(STORIES), first=-1),
        PageOf(Selected(STORIES), first=1_000),
        PageOf(Selected(STORIES), first=1, last=1),
        PageOf(Selected(STORIES), after="nonsense"),
        PageOf(Searched("ferry"), before="nonsense"),
    ) == [
        ("InvalidPage", '"first" must not be negative, found -1.'),
        ("InvalidPage", '"first" must be 100 at most, found 1000.'),
        ("InvalidPage", '"first" and "last" cannot be given together; give one of them.'),
        ("InvalidCursor", '"after" is not a cursor; pass one exactly as a page gave it.'),
        ("InvalidCursor", '"before" is not a cursor; pass one exactly as a page gave it.'),
    ]
