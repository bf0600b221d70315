"""Questions about one selection."""

from __future__ import annotations

import pytest

from pullquote.store.model.criteria import StoryCriteria
from pullquote.store.model.dates import DateOrDateTime, TimelineInterval
from pullquote.store.model.snapshots.questions import (
    STORIES,
    CountOf,
    FacetOf,
    MatchOf,
    PageOf,
    Searched,
    Selected,
    TimelineOf,
)
from tests.store.opensearch.reading.conftest import Both


def test_all_that_is_asked_of_one(demo: Both) -> None:
    topic = demo.memory.topics.records[0].slug
    selected = Selected(STORIES, StoryCriteria(topics=(topic,)))
    demo.same(
        PageOf(selected, first=3),
        CountOf(selected),
        FacetOf(selected, "topics", 3),
        FacetOf(selected, "sections", 3),
        TimelineOf(selected, TimelineInterval.YEAR),
    )


def test_what_contradicts_itself_is_refused_for_all_of_them(demo: Both) -> None:
    dates = [DateOrDateTime.parse(text) for text in ("2024", "2020")]
    selected = Selected(STORIES, StoryCriteria(from_=dates[0], to=dates[1]))
    message = '"from" (2024) is after "to" (2020).'
    assert demo.same(CountOf(selected), PageOf(selected)) == [("InvalidCriteria", message)] * 2


def test_what_is_no_question_about_a_selection(demo: Both) -> None:
    strange = MatchOf(Selected(STORIES))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="MatchOf is no question about a selection"):
        demo.ask(strange)
    unknown = TimelineOf(Searched("council"), TimelineInterval.YEAR)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="TimelineOf is no question about a search"):
        demo.ask(unknown)
