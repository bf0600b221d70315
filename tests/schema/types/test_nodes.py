"""Whatever has an id is a Node, and is found again by it."""

from __future__ import annotations

from graphql import GraphQLInterfaceType, GraphQLObjectType

from pullquote.schema import schema
from pullquote.schema.compat_strawberry import core_schema
from tests.schema.conftest import Newsroom

CORE = core_schema(schema)


def test_every_type_with_an_id_is_a_node() -> None:
    node = CORE.get_type("Node")
    assert isinstance(node, GraphQLInterfaceType)
    with_id = {
        type_.name
        for type_ in CORE.type_map.values()
        if isinstance(type_, GraphQLObjectType) and "id" in type_.fields
    }
    assert with_id == {type_.name for type_ in CORE.get_possible_types(node)}


def test_ids_are_unique_over_all_types(newsroom: Newsroom) -> None:
    kinds = ("stories", "quotes", "people", "organizations", "publications", "sections", "topics")
    listed = newsroom.ask(f"{{ {' '.join(f'{kind}(first: 100) {{ nodes {{ id }} }}' for kind in kinds)} }}")
    ids = [node["id"] for kind in kinds for node in listed[kind]["nodes"]]
    assert len(set(ids)) == len(ids) > 20


def test_a_node_has_the_fields_of_its_type(newsroom: Newsroom) -> None:
    person = newsroom.ask('{ person(by: {slug: "ilse-marrow"}) { id } }')["person"]["id"]
    query = "query ($id: ID!) { node(id: $id) { __typename ... on Person { name } ... on Topic { slug } } }"
    assert newsroom.ask(query, id=person)["node"] == {"__typename": "Person", "name": "Ilse Marrow"}
