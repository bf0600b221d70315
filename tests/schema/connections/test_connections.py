"""Every connection has the fields of Relay's specification, whatever it is of."""

from __future__ import annotations

from typing import Any

import pytest
import strawberry
from graphql import GraphQLObjectType

from pullquote.schema import schema
from pullquote.schema.compat_strawberry import core_schema
from pullquote.schema.connections.connections import connection_of
from pullquote.schema.fields import field
from tests.schema.conftest import Newsroom

CONNECTIONS = sorted(name for name in core_schema(schema).type_map if name.endswith("Connection"))


def fields(name: str) -> dict[str, str]:
    type_ = core_schema(schema).get_type(name)
    assert isinstance(type_, GraphQLObjectType)
    return {key: str(each.type) for key, each in type_.fields.items()}


@pytest.mark.parametrize("name", CONNECTIONS)
def test_a_connection_has_nodes_and_edges_of_the_same_type(name: str) -> None:
    edge = f"{name.removesuffix('Connection')}Edge"
    connection = fields(name)
    assert connection["edges"] == f"[{edge}!]!"
    assert connection["pageInfo"] == "PageInfo!"
    assert connection["nodes"] == f"[{fields(edge)['node']}]!"
    assert fields(edge)["cursor"] == "String!"


def test_what_can_be_searched_says_where_the_words_were_found() -> None:
    highlighted = {
        name for name in CONNECTIONS if "highlights" in fields(f"{name.removesuffix('Connection')}Edge")
    }
    assert highlighted == {
        f"{name}Connection" for name in ("Article", "Editorial", "Quote", "Search", "Story")
    }


@pytest.mark.parametrize("highlighted", [False, True])
def test_a_connection_can_be_made_of_any_type(highlighted: bool) -> None:
    @strawberry.type
    class Place:
        name: str = field("What it is called.")

    made = connection_of(
        "Place", Place, one="a place", several="places", node_is="The place.", highlighted=highlighted
    )

    def places() -> Any:
        return None

    query = strawberry.type(
        type("Query", (), {"__annotations__": {"places": made | None}, "places": field("All.", places)})
    )
    sdl = strawberry.Schema(query=query).as_str()
    assert '"""A page of places."""\ntype PlaceConnection {' in sdl
    assert '"""A place on a page, with its cursor."""\ntype PlaceEdge {' in sdl
    assert ("highlights: [Highlight!]!" in sdl) is highlighted


def test_nodes_edges_and_page_info_agree(newsroom: Newsroom) -> None:
    query = "{ stories(first: 3) { nodes { id } edges { cursor node { id } } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
    page = newsroom.ask(query)["stories"]
    assert [edge["node"] for edge in page["edges"]] == page["nodes"]
    assert page["pageInfo"] == {
        "hasNextPage": page["totalCount"] > 3,
        "hasPreviousPage": False,
        "startCursor": page["edges"][0]["cursor"],
        "endCursor": page["edges"][-1]["cursor"],
    }
