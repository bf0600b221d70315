"""Search over everything, and why each thing was found."""

from __future__ import annotations

from typing import Any

import pytest

from tests.schema.conftest import Newsroom

SEARCH = """
query Search($query: String!, $kinds: [SearchKind!], $first: Int, $after: String) {
  search(query: $query, kinds: $kinds, first: $first, after: $after) {
    totalCount
    nodes { __typename }
    edges {
      cursor
      node {
        __typename
        ... on Node { id }
        ... on Story { headline }
        ... on Quote { text }
        ... on Person { name }
        ... on Organization { name }
      }
      highlights { field html }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""


def search(newsroom: Newsroom, query: str, **variables: Any) -> dict[str, Any]:
    """What a search finds."""
    found: dict[str, Any] = newsroom.ask(SEARCH, query=query, **variables)["search"]
    return found


def test_stories_quotes_people_and_organizations_are_found_together(newsroom: Newsroom) -> None:
    kinds = {node["__typename"] for node in search(newsroom, "lissom", first=100)["nodes"]}
    assert kinds == {"Article", "Editorial", "Quote", "Person", "Organization", "Publication"}


def test_a_search_may_look_for_some_kinds_only(newsroom: Newsroom) -> None:
    found = search(newsroom, "lissom", kinds=["PERSON", "ORGANIZATION"])
    assert {node["__typename"] for node in found["nodes"]} == {"Person", "Organization"}
    assert search(newsroom, "lissom", kinds=[])["totalCount"] == 0


def test_a_search_forgives_a_word_that_nothing_has_and_a_filter_does_not(newsroom: Newsroom) -> None:
    found = search(newsroom, "carved stone zzzz", kinds=["QUOTE"])
    assert found["edges"][0]["node"]["text"] == "the quota “is not carved in stone”"
    query = '{ quotes(filter: { search: "carved stone zzzz" }) { totalCount } }'
    assert newsroom.ask(query)["quotes"]["totalCount"] == 0


def test_what_was_found_says_why(newsroom: Newsroom) -> None:
    [edge] = search(newsroom, "carved stone", kinds=["QUOTE"])["edges"]
    assert edge["node"]["text"] == "the quota “is not carved in stone”"
    assert edge["highlights"] == [
        {"field": "text", "html": "the quota “is not <mark>carved</mark> in <mark>stone</mark>”"}
    ]


def test_edges_of_stories_and_quotes_have_highlights_with_a_search_and_none_without(
    newsroom: Newsroom,
) -> None:
    query = """
    query ($stories: StoryFilter, $quotes: QuoteFilter) {
      stories(filter: $stories, first: 3) { edges { highlights { field html } } }
      articles(filter: $stories, first: 3) { edges { highlights { field html } } }
      quotes(filter: $quotes, first: 3) { edges { highlights { field html } } }
    }
    """
    without = newsroom.ask(query)
    assert all(edge["highlights"] == [] for each in without.values() for edge in each["edges"])
    found = newsroom.ask(query, stories={"search": "strike"}, quotes={"search": "tills"})
    assert {"field": "headline", "html": "Ferry <mark>strike</mark> ends: boats sail again on Monday"} in (
        found["articles"]["edges"][0]["highlights"]
    )
    assert "<mark>tills</mark>" in found["quotes"]["edges"][0]["highlights"][0]["html"]


def test_a_search_pages(newsroom: Newsroom) -> None:
    everything = [edge["node"]["id"] for edge in search(newsroom, "the", first=100)["edges"]]
    after, seen = None, []
    while True:
        found = search(newsroom, "the", first=3, after=after)
        seen += [edge["node"]["id"] for edge in found["edges"]]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert seen == everything
    assert len(set(seen)) == found["totalCount"]


@pytest.mark.parametrize(
    "query",
    ["", " ", '"', "((", "AND OR NOT", "headline:", "*", "~2", "a^9", "[x TO y]", "\\", "🎭", "<script>"],
)
def test_any_text_is_a_query(newsroom: Newsroom, query: str) -> None:
    assert search(newsroom, query)["totalCount"] >= 0


def test_highlights_are_escaped(newsroom: Newsroom) -> None:
    edges = search(newsroom, "institute bay", kinds=["ARTICLE"])["edges"]
    html = " ".join(highlight["html"] for edge in edges for highlight in edge["highlights"])
    assert "<mark>" in html
    assert "<" not in html.replace("<mark>", "").replace("</mark>", "")


def test_relevance_orders_a_filtered_list(newsroom: Newsroom) -> None:
    query = """
    {
      stories(filter: { search: "harbour" }, orderBy: { field: RELEVANCE }) { nodes { slug } }
    }
    """
    nodes = newsroom.ask(query)["stories"]["nodes"]
    assert nodes[0]["slug"] == "harbour-master-retires"


TOLERANT = """
query ($query: String!, $kinds: [SearchKind!], $filter: SearchFilter) {
  search(query: $query, kinds: $kinds, filter: $filter, first: 100) {
    didYouMean
    match
    totalCount
    nodes { __typename ... on Node { id } }
    edges { highlights { html } }
    facets { kinds { key count isSelected } }
  }
}
"""


def test_a_mistyped_search_finds_what_was_meant_and_says_so(newsroom: Newsroom) -> None:
    meant = newsroom.ask(TOLERANT, query="ferry strike")["search"]
    assert (meant["didYouMean"], meant["match"]) == (None, "ALL")
    found = newsroom.ask(TOLERANT, query="fery strkie")["search"]
    assert (found["didYouMean"], found["match"]) == ("ferry strike", "CORRECTED")
    assert found["nodes"] == meant["nodes"]
    assert found["edges"] == meant["edges"]
    named = newsroom.ask(TOLERANT, query="Ilse Marow", kinds=["PERSON"])["search"]
    assert (named["didYouMean"], named["totalCount"]) == ("Ilse marrow", 1)
    nothing = newsroom.ask(TOLERANT, query="zzzzzzzz")["search"]
    assert (nothing["match"], nothing["didYouMean"], nothing["nodes"]) == ("NOTHING", None, [])


def test_a_filter_leaves_stories_and_quotes(newsroom: Newsroom) -> None:
    found = newsroom.ask(TOLERANT, query="lissom", filter={"sections": ["politics"]})["search"]
    assert {node["__typename"] for node in found["nodes"]} <= {"Article", "Editorial", "Quote"}
    assert 0 < found["totalCount"] < newsroom.ask(TOLERANT, query="lissom")["search"]["totalCount"]
    assert (
        newsroom.ask(TOLERANT, query="lissom", filter={})["search"]
        == (newsroom.ask(TOLERANT, query="lissom")["search"])
    )


def test_the_facet_of_kinds_shows_what_else_there_is(newsroom: Newsroom) -> None:
    everything = newsroom.ask(TOLERANT, query="lissom")["search"]
    some = newsroom.ask(TOLERANT, query="lissom", kinds=["PERSON"])["search"]
    counts = {each["key"]: each["count"] for each in everything["facets"]["kinds"]}
    assert counts == {each["key"]: each["count"] for each in some["facets"]["kinds"]}
    assert sum(counts.values()) == everything["totalCount"]
    assert [each["key"] for each in some["facets"]["kinds"] if each["isSelected"]] == ["PERSON"]
    assert some["totalCount"] == counts["PERSON"]


def test_topics_sections_and_publications_are_found(newsroom: Newsroom) -> None:
    for query, kind in (("ferries", "Topic"), ("politics", "Section"), ("courier", "Publication")):
        found = search(newsroom, query, kinds=[kind.upper()])
        assert [node["__typename"] for node in found["nodes"]] == [kind]
