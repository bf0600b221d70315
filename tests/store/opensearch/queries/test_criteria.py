"""Criteria as queries, where comparing answers does not show why."""

from __future__ import annotations

import pytest

from pullquote.store.files.kinds import KINDS
from pullquote.store.index.collections import InvalidCriteria
from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria, StoryKind, StoryOrder
from pullquote.store.model.dates import DateOrDateTime
from pullquote.store.model.records import QuoteKind
from pullquote.store.model.snapshots.questions import QUOTES, STORIES, Selected, Subject
from pullquote.store.opensearch.queries.criteria import (
    QUOTE_COLLECTION,
    STORY_COLLECTION,
    AskedFor,
    FormerNames,
    collections_of,
    filters,
)
from pullquote.store.opensearch.queries.searches import NOTHING, any_of, between, none_of, term, terms

COLLECTIONS = collections_of(KINDS)
FORMER = FormerNames(KINDS, {name: {} for name in KINDS} | {"topics": {"shipping": "ferries"}})


def asked(selected: Selected) -> AskedFor:
    """What is asked for where the topic of ferries was once called shipping."""
    return AskedFor.of(selected, COLLECTIONS, FORMER)


def test_nothing_is_no_constraint() -> None:
    assert filters(None, STORY_COLLECTION) == filters(StoryCriteria(), STORY_COLLECTION) == []
    assert filters(StoryCriteria(exclude=StoryCriteria()), STORY_COLLECTION) == []


def test_no_value_matches_nothing() -> None:
    assert filters(StoryCriteria(topics=(), slugs=()), STORY_COLLECTION) == [NOTHING, NOTHING]


def test_values_are_called_as_in_documents() -> None:
    wanted = QuoteCriteria(kinds=(QuoteKind.DIRECT, QuoteKind.MIXED), cues=("Said",), is_fragment=False)
    assert filters(wanted, QUOTE_COLLECTION) == [
        terms("kinds", ["DIRECT", "MIXED"]),
        term("cues", "said"),
        term("is_fragment", False),
    ]


def test_bounds_are_days_as_written_or_instants() -> None:
    day, moment = DateOrDateTime.parse("1970-01-02"), DateOrDateTime.parse("1970-01-01T00:00:01Z")
    number = day.first_day.toordinal()
    assert filters(StoryCriteria(from_=day, to=day), STORY_COLLECTION) == [
        between("date_last_day", gte=number),
        between("date_first_day", lte=number),
    ]
    assert filters(StoryCriteria(modified_from=moment, modified_to=moment), STORY_COLLECTION) == [
        between("modified_end", gt=1_000_000),
        between("modified_start", lt=2_000_000),
    ]


def test_a_former_slug_is_the_one_of_today() -> None:
    excluded = StoryCriteria(topics=("war", "shipping"))
    found = asked(Selected(STORIES, StoryCriteria(topics=("shipping",), exclude=excluded)))
    assert found.filters() == [
        term("topics", "ferries"),
        none_of({"bool": {"filter": [terms("topics", ["war", "ferries"])]}}),
    ]


def test_stories_may_be_named_by_former_slugs() -> None:
    found = asked(Selected(QUOTES, QuoteCriteria(stories=("a",))))
    assert found.filters() == [any_of([term("story_slug", "a"), term("story_aliases", "a")])]


def test_subjects() -> None:
    assert asked(Selected(STORIES, subject=StoryKind.EDITORIAL)).filters() == [term("kinds", "EDITORIAL")]
    person = Subject("people", "ada")
    assert asked(Selected(STORIES, subject=person)).filters() == [
        any_of([term(name, "ada") for name in ("authors", "speakers", "mentions")])
    ]
    assert asked(Selected(QUOTES, subject=person)).filters() == [term("speakers", "ada")]
    assert asked(Selected("topics")).filters() == [term("kind", "topics")]


def test_by_relevance_without_a_search_is_the_usual_order() -> None:
    found = asked(Selected(STORIES, StoryCriteria(search=" "), StoryOrder.RELEVANCE, False))
    assert (found.order, found.descending, found.by_relevance) == (StoryOrder.LATEST_DATE, None, False)


def test_contradictions_are_refused() -> None:
    early, late = DateOrDateTime.parse("2020"), DateOrDateTime.parse("2024")
    with pytest.raises(InvalidCriteria, match=r'"from" \(2024\) is after "to" \(2020\)'):
        asked(Selected(STORIES, StoryCriteria(from_=late, to=early)))
    with pytest.raises(InvalidCriteria, match="cannot have"):
        asked(Selected(STORIES, StoryCriteria(exclude=StoryCriteria(exclude=StoryCriteria()))))
