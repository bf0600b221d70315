"""Connections as Relay specifies them, and what cannot be honoured said plainly."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.schema import Context, schema
from tests.schema.conftest import Newsroom

PAGE = """
query Page($first: Int, $after: String, $last: Int, $before: String, $filter: StoryFilter, $orderBy: StoryOrder) {
  stories(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    totalCount
    nodes { slug }
    edges { cursor node { slug } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
CONNECTIONS = [
    "stories", "articles", "editorials", "quotes", "people", "organizations", "publications", "sections", "topics",
]  # fmt: skip


def page(newsroom: Newsroom, **arguments: Any) -> dict[str, Any]:
    """A page of stories."""
    found: dict[str, Any] = newsroom.ask(PAGE, **arguments)["stories"]
    return found


def slugs(found: dict[str, Any]) -> list[str]:
    """The slugs on a page, by its edges and by its nodes."""
    by_edges = [edge["node"]["slug"] for edge in found["edges"]]
    assert by_edges == [node["slug"] for node in found["nodes"]]
    return by_edges


def test_pages_forward_cover_everything_once_and_in_order(newsroom: Newsroom) -> None:
    everything = slugs(page(newsroom, first=100))
    after = None
    seen: list[str] = []
    while True:
        found = page(newsroom, first=4, after=after)
        assert found["totalCount"] == len(everything)
        assert found["pageInfo"]["hasPreviousPage"] is bool(seen)
        seen += slugs(found)
        after = found["pageInfo"]["endCursor"]
        assert found["pageInfo"]["hasNextPage"] is (len(seen) < len(everything))
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert seen == everything


def test_pages_backward_cover_everything_once_and_in_order(newsroom: Newsroom) -> None:
    everything = slugs(page(newsroom, first=100))
    before = None
    seen: list[str] = []
    while True:
        found = page(newsroom, last=4, before=before)
        assert found["pageInfo"]["hasNextPage"] is bool(seen)
        seen = slugs(found) + seen
        before = found["pageInfo"]["startCursor"]
        if not found["pageInfo"]["hasPreviousPage"]:
            break
    assert seen == everything


def test_the_cursors_of_a_page_are_those_of_its_edges(newsroom: Newsroom) -> None:
    found = page(newsroom, first=3)
    cursors = [edge["cursor"] for edge in found["edges"]]
    assert len(set(cursors)) == 3
    assert found["pageInfo"]["startCursor"] == cursors[0]
    assert found["pageInfo"]["endCursor"] == cursors[2]
    between = page(newsroom, after=cursors[0], before=cursors[2])
    assert [edge["cursor"] for edge in between["edges"]] == [cursors[1]]


def test_an_empty_page_has_no_cursors(newsroom: Newsroom) -> None:
    found = page(newsroom, filter={"slugs": []})
    assert found == {
        "totalCount": 0,
        "nodes": [],
        "edges": [],
        "pageInfo": {
            "hasNextPage": False,
            "hasPreviousPage": False,
            "startCursor": None,
            "endCursor": None,
        },
    }


@pytest.mark.parametrize("name", CONNECTIONS)
def test_every_connection_pages(newsroom: Newsroom, name: str) -> None:
    query = f"""
    query ($after: String) {{
      {name}(first: 1, after: $after) {{
        totalCount nodes {{ __typename id }} edges {{ node {{ id }} cursor }} pageInfo {{ hasNextPage endCursor }}
      }}
    }}
    """
    first = newsroom.ask(query)[name]
    second = newsroom.ask(query, after=first["pageInfo"]["endCursor"])[name]
    assert first["pageInfo"]["hasNextPage"] is True
    assert len(first["nodes"]) == len(second["nodes"]) == 1
    assert first["nodes"][0]["id"] != second["nodes"][0]["id"]
    assert first["totalCount"] == second["totalCount"] >= 2


def test_articles_and_editorials_are_stories_of_one_kind(newsroom: Newsroom) -> None:
    query = """
    {
      stories { totalCount }
      articles { totalCount nodes { __typename } facets { kinds { key count } } }
      editorials { totalCount nodes { __typename } facets { kinds { key count } } }
    }
    """
    answer = newsroom.ask(query)
    articles, editorials = answer["articles"], answer["editorials"]
    assert articles["totalCount"] + editorials["totalCount"] == answer["stories"]["totalCount"]
    assert {node["__typename"] for node in articles["nodes"]} == {"Article"}
    assert {node["__typename"] for node in editorials["nodes"]} == {"Editorial"}
    assert articles["facets"]["kinds"] == [{"key": "ARTICLE", "count": articles["totalCount"]}]
    assert editorials["facets"]["kinds"] == [{"key": "EDITORIAL", "count": editorials["totalCount"]}]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"first": 101}, '"first" must be 100 at most, found 101.'),
        ({"last": 1000}, '"last" must be 100 at most, found 1000.'),
        ({"first": -1}, '"first" must not be negative, found -1.'),
        ({"first": 1, "last": 1}, '"first" and "last" cannot be given together; give one of them.'),
        ({"after": "nonsense"}, '"after" is not a cursor; pass one exactly as a page gave it.'),
        ({"before": ""}, '"before" is not a cursor; pass one exactly as a page gave it.'),
    ],
)
def test_what_cannot_be_honoured_is_refused(
    newsroom: Newsroom, arguments: dict[str, Any], message: str
) -> None:
    error = newsroom.refusal(PAGE, **arguments)
    assert error["message"] == message
    assert error["path"] == ["stories"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


@pytest.mark.parametrize("name", CONNECTIONS)
def test_every_connection_refuses_alike(newsroom: Newsroom, name: str) -> None:
    error = newsroom.refusal(f"{{ {name}(first: 101) {{ totalCount }} }}")
    assert error["message"] == '"first" must be 100 at most, found 101.'
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


def test_a_cursor_of_another_order_is_refused(newsroom: Newsroom) -> None:
    cursor = page(newsroom, first=1)["pageInfo"]["endCursor"]
    error = newsroom.refusal(PAGE, after=cursor, orderBy={"field": "HEADLINE"})
    assert "of another list or order" in error["message"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


def test_a_refusal_inside_a_nullable_field_leaves_the_rest(newsroom: Newsroom) -> None:
    query = """
    {
      person(by: { slug: "petra-voss" }) { quotes(first: 1000) { totalCount } }
      topic(by: { slug: "storms" }) { name }
    }
    """
    result = schema.execute_sync(query, context_value=Context(newsroom.snapshot))
    assert result.data == {"person": None, "topic": {"name": "Storms"}}
    assert result.errors is not None
    assert result.errors[0].path == ["person", "quotes"]


def test_the_sizes_of_pages_can_be_set(newsroom: Newsroom) -> None:
    context = Context(newsroom.snapshot, page_size=2, max_page_size=3)
    answer = schema.execute_sync("{ stories { nodes { id } } }", context_value=context)
    assert answer.data is not None
    assert len(answer.data["stories"]["nodes"]) == 2
    refused = schema.execute_sync("{ stories(first: 4) { nodes { id } } }", context_value=context)
    assert refused.errors is not None
    assert refused.errors[0].message == '"first" must be 3 at most, found 4.'
