"""Facets and timelines where comparing questions at random might not come to the point."""

from __future__ import annotations

from pullquote.store.model.criteria import StoryCriteria, StoryKind
from pullquote.store.model.dates import DateOrDateTime, TimelineInterval
from pullquote.store.model.snapshots.questions import QUOTES, STORIES, FacetOf, Selected, TimelineOf
from tests.store.opensearch.reading.conftest import Both


def test_what_is_asked_for_is_always_there(demo: Both) -> None:
    topic = demo.memory.topics.records[-1].slug
    person = demo.memory.people.records[0].slug
    wanted = StoryCriteria(
        topics=(topic, "nothing"), speakers=(person,), kinds=(StoryKind.EDITORIAL,), keywords=("No Keyword",)
    )
    selected = Selected(STORIES, wanted)
    for size in (0, 1, 3, 100):
        demo.same(*[FacetOf(selected, name, size) for name in ("topics", "speakers", "kinds", "keywords")])
    [topics] = demo.same(FacetOf(selected, "topics", 2))
    assert {bucket.key for bucket in topics if bucket.is_selected} == {topic, "nothing"}


def test_every_facet_of_everything(invented: Both, demo: Both) -> None:
    for both in (invented, demo):
        for collection, known in ((STORIES, both.memory.stories), (QUOTES, both.memory.quotes)):
            both.same(*[FacetOf(Selected(collection), name, 100) for name in sorted(known.facets)])


def test_a_month_that_is_the_whole_range(demo: Both) -> None:
    month = DateOrDateTime.parse(demo.memory.stories.records[0].date.text[:7])
    [months] = demo.same(FacetOf(Selected(STORIES, StoryCriteria(from_=month, to=month)), "months", 5))
    assert [bucket.is_selected for bucket in months] == [True]


def test_an_unknown_facet(demo: Both) -> None:
    assert demo.same(FacetOf(Selected(STORIES), "shoes", 5)) == [
        ("InvalidFacet", 'There is no facet "shoes" here.')
    ]


def test_timelines(invented: Both, demo: Both) -> None:
    for both in (invented, demo):
        for collection in (STORIES, QUOTES):
            both.same(*[TimelineOf(Selected(collection), interval) for interval in TimelineInterval])


def test_a_timeline_that_is_too_long(demo: Both) -> None:
    [(name, message)] = demo.same(TimelineOf(Selected(STORIES), TimelineInterval.DAY))
    assert name == "InvalidTimeline"
    assert "and 750 is the most" in message
