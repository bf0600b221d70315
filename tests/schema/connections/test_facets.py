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


def test_a_facet_does_not_count_its_own_constraint(newsroom: Newsroom) -> None:
    query = """
    query ($filter: StoryFilter) {
      stories(filter: $filter) {
        totalCount
        facets {
          sections(first: 1) { key label count isSelected }
          kinds { key count isSelected }
        }
      }
    }
    """
    answer = newsroom.ask(query, filter={"sections": ["opinion", "no-such-section"], "from": "2024"})[
        "stories"
    ]
    assert answer["totalCount"] == 1
    assert answer["facets"] == {
        "sections": [
            {"key": "harbour", "label": "Harbour", "count": 1, "isSelected": False},
            {"key": "opinion", "label": "Opinion", "count": 1, "isSelected": True},
            {"key": "no-such-section", "label": "no-such-section", "count": 0, "isSelected": True},
        ],
        "kinds": [{"key": "EDITORIAL", "count": 1, "isSelected": False}],
    }
    months = (
        '{ stories(filter: {from: "2024-03", to: "2024-03"}) { facets { months { key count isSelected } } } }'
    )
    assert newsroom.ask(months)["stories"]["facets"]["months"] == [
        {"key": "2024-03", "count": 2, "isSelected": True}
    ]


def test_a_timeline_is_in_order_of_time_and_has_no_gaps(newsroom: Newsroom) -> None:
    query = """
    {
      stories(filter: { from: "2024" }) {
        timeline { date count }
        years: timeline(interval: YEAR) { date count }
      }
      quotes(filter: { stories: ["minister-visits"] }) { timeline(interval: DAY) { date count } }
      person(by: { slug: "renaud-lacaille" }) { quotes { timeline(interval: MONTH) { date count } } }
    }
    """
    answer = newsroom.ask(query)
    assert [tuple(bucket.values()) for bucket in answer["stories"]["timeline"]] == [
        ("2024-02", 1),
        ("2024-03", 2),
        ("2024-04", 0),
        ("2024-05", 0),
        ("2024-06", 1),
    ]
    assert answer["stories"]["years"] == [{"date": "2024", "count": 4}]
    assert answer["quotes"]["timeline"][0]["date"].startswith("2023-06-")
    assert answer["person"]["quotes"]["timeline"]


def test_a_bucket_of_a_timeline_is_what_a_filter_takes(newsroom: Newsroom) -> None:
    count = "query ($day: DateOrDateTime) { quotes(filter: { from: $day, to: $day }) { totalCount } }"
    for interval in ("MONTH", "YEAR"):
        for bucket in newsroom.ask(f"{{ quotes {{ timeline(interval: {interval}) {{ date count }} }} }}")[
            "quotes"
        ]["timeline"]:
            assert newsroom.ask(count, day=bucket["date"])["quotes"]["totalCount"] == bucket["count"]


def test_a_timeline_that_is_too_long_is_refused(newsroom: Newsroom) -> None:
    error = newsroom.refusal("{ quotes { timeline(interval: DAY) { date } } }")
    assert error["message"].startswith("A timeline by DAY from 2019-12-31 to 2024-06-10 has 1624 buckets")
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
