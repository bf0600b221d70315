"""The stories and quotes of a parent take the same arguments as those of the whole newsroom."""

from __future__ import annotations

import pytest
from graphql import GraphQLObjectType

from pullquote.schema import schema
from pullquote.schema.compat_strawberry import core_schema
from tests.schema.conftest import Newsroom

SPEAKER = "ilse-marrow"


def parents(field: str) -> list[str]:
    return [
        type_.name
        for type_ in core_schema(schema).type_map.values()
        if isinstance(type_, GraphQLObjectType)
        and field in type_.fields
        and type_.name != "Query"
        and str(type_.fields[field].type).endswith("Connection!")
    ]


@pytest.mark.parametrize("field", ["stories", "quotes"])
def test_the_arguments_are_the_same_everywhere(field: str) -> None:
    def arguments(name: str) -> dict[str, str]:
        type_ = core_schema(schema).get_type(name)
        assert isinstance(type_, GraphQLObjectType)
        return {key: str(each.type) for key, each in type_.fields[field].args.items()}

    expected = arguments("Query")
    assert expected.keys() == {"first", "after", "last", "before", "filter", "orderBy"}
    assert len(parents(field)) >= 3
    assert {name: arguments(name) for name in parents(field)} == dict.fromkeys(parents(field), expected)


def test_a_persons_quotes_are_those_that_a_filter_finds(newsroom: Newsroom) -> None:
    own = newsroom.ask(
        f'{{ person(by: {{slug: "{SPEAKER}"}}) {{ quotes(first: 100) {{ totalCount nodes {{ id }} }} }} }}'
    )["person"]["quotes"]
    filtered = newsroom.ask(
        f'{{ quotes(first: 100, filter: {{speakers: ["{SPEAKER}"]}}) {{ totalCount nodes {{ id }} }} }}'
    )["quotes"]
    assert own == filtered
    assert own["totalCount"] > 0


def test_a_filter_narrows_what_the_parent_has(newsroom: Newsroom) -> None:
    query = """query ($filter: QuoteFilter) {
        person(by: {slug: "ilse-marrow"}) { quotes(first: 100, filter: $filter) { nodes { kind } } }
    }"""
    everything = newsroom.ask(query)["person"]["quotes"]["nodes"]
    direct = newsroom.ask(query, filter={"kinds": ["DIRECT"]})["person"]["quotes"]["nodes"]
    assert direct == [node for node in everything if node["kind"] == "DIRECT"]
    assert newsroom.ask(query, filter={"speakers": []})["person"]["quotes"]["nodes"] == []


def test_what_cannot_be_honoured_is_the_clients_error(newsroom: Newsroom) -> None:
    query = '{ person(by: {slug: "ilse-marrow"}) { stories(first: 5000) { totalCount } } }'
    error = newsroom.refusal(query)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["path"] == ["person", "stories"]
