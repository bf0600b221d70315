"""Searches for the same documents are one, and each gets its part of the answer."""

from __future__ import annotations

from typing import Any

from pullquote.store.opensearch.queries.joining import answers_of, joined
from pullquote.store.opensearch.queries.searches import EVERYTHING, Search, counting, looking, term

STORIES = ("stories",)
PAGE: dict[str, Any] = {"size": 5, "track_total_hits": False, "query": EVERYTHING, "sort": ["id"]}


def facet(field: str) -> Search:
    """A search that counts the values of a field, under a name that all have."""
    aggregations = {"first": {"terms": {"field": field}}}
    return Search(STORIES, {"size": 0, "track_total_hits": False, "query": EVERYTHING, "aggs": aggregations})


def test_a_page_with_its_count_and_facets() -> None:
    searches = [Search(STORIES, PAGE), Search(STORIES, counting(EVERYTHING)), facet("topics"), facet("kinds")]
    wholes, of_each = joined(searches)
    assert of_each == wholes * 4
    [whole] = wholes
    assert whole.search.body == {
        "size": 5,
        "query": EVERYTHING,
        "sort": ["id"],
        "track_total_hits": True,
        "aggs": {"2 first": {"terms": {"field": "topics"}}, "3 first": {"terms": {"field": "kinds"}}},
    }
    answer = {"hits": "all", "aggregations": {"2 first": "topics", "3 first": "kinds"}}
    assert [each["aggregations"] for each in answers_of(searches, of_each, {id(whole): answer})] == [
        {},
        {},
        {"first": "topics"},
        {"first": "kinds"},
    ]


def test_counting_all_is_more_than_whether_there_is_any() -> None:
    for searches in (
        [Search(STORIES, looking(EVERYTHING)), Search(STORIES, counting(EVERYTHING))],
        [Search(STORIES, counting(EVERYTHING)), Search(STORIES, looking(EVERYTHING))],
    ):
        [whole], _ = joined(searches)
        assert whole.search.body["track_total_hits"] is True
        assert "terminate_after" not in whole.search.body


def test_a_search_alone_stays_as_it_is() -> None:
    search = Search(STORIES, looking(EVERYTHING))
    [whole], of_each = joined([search])
    assert whole.search is search
    assert answers_of([search], of_each, {id(whole): {"hits": 1}}) == [{"hits": 1}]


def test_other_documents_other_pages_and_other_indices_are_searches_of_their_own() -> None:
    searches = [
        Search(STORIES, PAGE),
        Search(STORIES, {**PAGE, "size": 6}),
        Search(STORIES, {**PAGE, "query": term("topics", "war")}),
        Search(("quotes",), PAGE),
        Search(STORIES, PAGE, every_edition=True),
    ]
    wholes, of_each = joined(searches)
    assert [each.search for each in wholes] == searches
    assert of_each == wholes


def test_the_same_search_is_made_once() -> None:
    wholes, of_each = joined([Search(STORIES, PAGE), Search(STORIES, dict(PAGE))])
    assert len(wholes) == 1
    assert of_each == wholes * 2


def test_scores_are_compared_where_any_needs_that() -> None:
    [whole], _ = joined([Search(STORIES, counting(EVERYTHING)), Search(STORIES, PAGE, is_ranked=True)])
    assert whole.search.is_ranked
