"""Facets divide all that was selected, not only the page."""

from __future__ import annotations

import pytest

from tests.schema.conftest import Newsroom


def test_stories_divide(newsroom: Newsroom) -> None:
    query = """
    {
      stories(first: 1, filter: { from: "2024" }) {
        totalCount
        facets {
          kinds { key label count }
          sections { key label count }
          topics { key label count }
          publications { key label count }
          months { key label count }
          speakers(first: 2) { key label count }
          organizations(first: 1) { key label count }
        }
      }
    }
    """
    answer = newsroom.ask(query)["stories"]
    assert answer["totalCount"] == 4
    facets = {name: [tuple(bucket.values()) for bucket in found] for name, found in answer["facets"].items()}
    assert facets == {
        "kinds": [("ARTICLE", "Article", 3), ("EDITORIAL", "Editorial", 1)],
        "sections": [("harbour", "Harbour", 1), ("opinion", "Opinion", 1), ("politics", "Politics", 1)],
        "topics": [("budget", "Budget", 2), ("ferries", "Ferries", 2)],
        "publications": [("harbour-courier", "The Harbour Courier", 4)],
        "months": [
            ("2024-03", "March 2024", 2),
            ("2024-02", "February 2024", 1),
            ("2024-06", "June 2024", 1),
        ],
        "speakers": [("ilse-marrow", "Ilse Marrow", 2), ("bram-ostler", "Bram Ostler", 1)],
        "organizations": [("port-lissom-council", "Port Lissom Council", 2)],
    }


def test_quotes_divide(newsroom: Newsroom) -> None:
    query = """
    {
      quotes(first: 1, filter: { stories: ["minister-visits", "after-the-strike"] }) {
        facets {
          speakers { key count }
          organizations { key count }
          cues { key count }
          kinds { key label count }
          months { key count }
          topics { key count }
          sections { key count }
          publications { key count }
        }
      }
    }
    """
    facets = newsroom.ask(query)["quotes"]["facets"]
    divided = {name: {bucket["key"]: bucket["count"] for bucket in found} for name, found in facets.items()}
    assert divided == {
        "speakers": {"renaud-lacaille": 3, "ilse-marrow": 1, "joe-penhale": 1},
        "organizations": {"velmar-government": 3, "port-lissom-council": 1},
        "cues": {"said": 1, "promised": 1, "hinted": 1, "asked": 1, "writes": 1},
        "kinds": {"DIRECT": 3, "INDIRECT": 1, "MIXED": 1},
        "months": {"2023-06": 4, "2024-03": 1},
        "topics": {"fishing": 4, "ferries": 1},
        "sections": {"politics": 4, "opinion": 1},
        "publications": {"harbour-courier": 5},
    }


@pytest.mark.parametrize(
    ("name", "facet"),
    [
        *(
            ("stories", facet)
            for facet in ("kinds", "sections", "topics", "publications", "speakers", "organizations")
        ),
        *(
            ("quotes", facet)
            for facet in ("kinds", "sections", "topics", "publications", "speakers", "organizations", "cues")
        ),
    ],
)
def test_the_key_of_a_bucket_is_what_a_filter_takes(newsroom: Newsroom, name: str, facet: str) -> None:
    kind = {"stories": "StoryFilter", "quotes": "QuoteFilter"}[name]
    count = f"query ($filter: {kind}) {{ {name}(filter: $filter) {{ totalCount }} }}"
    buckets = newsroom.ask(f"{{ {name} {{ facets {{ {facet}(first: 100) {{ key count }} }} }} }}")[name][
        "facets"
    ][facet]
    assert buckets
    for bucket in buckets:
        assert newsroom.ask(count, filter={facet: [bucket["key"]]})[name]["totalCount"] == bucket["count"]


def test_months_add_up(newsroom: Newsroom) -> None:
    answer = newsroom.ask("{ stories { totalCount facets { months(first: 100) { count } } } }")["stories"]
    assert sum(bucket["count"] for bucket in answer["facets"]["months"]) == answer["totalCount"]


@pytest.mark.parametrize(
    ("first", "message"),
    [(101, '"first" must be 100 at most, found 101.'), (-1, '"first" must not be negative, found -1.')],
)
def test_too_many_buckets_are_refused(newsroom: Newsroom, first: int, message: str) -> None:
    error = newsroom.refusal("query ($n: Int!) { quotes { facets { cues(first: $n) { key } } } }", n=first)
    assert error["message"] == message
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
