"""The search over everything: what is looked for in the end, and how it divides."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.store.model.criteria import SearchCriteria, SearchMatch
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.errors import BadInput
from pullquote.store.model.snapshots.questions import CountOf, FacetOf, MatchOf, PageOf, Question, Searched
from tests.store.opensearch.reading.conftest import Both


@pytest.mark.parametrize(
    ("query", "match"),
    [
        ("council", SearchMatch.ALL),
        ("counsil", SearchMatch.CORRECTED),
        ("council xylophonist", SearchMatch.ANY),
        ("zzyzx", SearchMatch.NOTHING),
        ("?", SearchMatch.NOTHING),
        ("", SearchMatch.NOTHING),
    ],
)
def test_what_is_looked_for_in_the_end(demo: Both, query: str, match: SearchMatch) -> None:
    searched = Searched(query)
    [(_, found), _, _] = demo.same(MatchOf(searched), CountOf(searched), FacetOf(searched, "kinds", 10))
    assert found is match


def test_what_is_found_at_once_takes_one_trip(demo: Both) -> None:
    questions: list[Question[Any]] = [
        PageOf(Searched("council"), first=5),
        CountOf(Searched("council")),
        MatchOf(Searched("council")),
    ]
    demo.cluster.answer(questions)
    trips = demo.cluster.store.trips
    demo.cluster.answer(questions)
    assert demo.cluster.store.trips == trips + 1


def test_kinds_that_were_asked_for_are_selected(demo: Both) -> None:
    for nouns in (("quote",), ("article", "person"), ()):
        searched = Searched("council", nouns)
        demo.same(CountOf(searched), FacetOf(searched, "kinds", 10), FacetOf(searched, "kinds", 1))


def test_criteria_narrow_it_to_stories_and_quotes(demo: Both) -> None:
    year = DateOrDateTime.parse(demo.memory.stories.records[0].date.text[:4])
    topic = demo.memory.topics.records[0].slug
    for criteria in (SearchCriteria(), SearchCriteria(from_=year), SearchCriteria(topics=(topic,))):
        searched = Searched("council", None, criteria)
        demo.same(CountOf(searched), FacetOf(searched, "kinds", 10))


def test_a_criteria_that_contradicts_itself(demo: Both) -> None:
    dates = [DateOrDateTime.parse(text) for text in ("2024", "2020")]
    searched = Searched("council", None, SearchCriteria(from_=dates[0], to=dates[1]))
    answers = demo.cluster.answer([CountOf(searched), PageOf(searched)])
    assert all(isinstance(each, BadInput) for each in answers.values())


def test_highlights_are_those_of_memory(demo: Both) -> None:
    question = PageOf(Searched("harbour council"), first=20)
    found, expected = demo.ask(question), demo.memory
    assert found.nodes
    for number, node in enumerate(found.nodes):
        record = expected.node(node.id)
        page = expected.search("harbour council").page(first=100)
        shown = {each.id: page.highlights(place) for place, each in enumerate(page.nodes)}
        if record is not None and node.id in shown:
            assert found.highlights(number) == shown[node.id]
