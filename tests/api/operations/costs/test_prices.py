"""The table of prices names what there is, and the questions that matter are well within the limit."""

from __future__ import annotations

import pytest
from graphql import GraphQLObjectType, get_introspection_query, is_list_type
from graphql.type import get_named_type, get_nullable_type, is_composite_type

from pullquote.api.operations.costs.prices import FACET_TYPES, PRICE, SIZE, SIZED_BY, price_list
from pullquote.api.operations.operations import Operation, Operations
from pullquote.api.settings import Settings
from pullquote.api.site.playground import Example, load_examples
from pullquote.schema import schema

CORE = schema._schema
SETTINGS = Settings()
OBJECTS = [type_ for type_ in CORE.type_map.values() if isinstance(type_, GraphQLObjectType)]
COORDINATES = {f"{type_.name}.{name}" for type_ in OBJECTS for name in type_.fields}


@pytest.mark.parametrize("coordinate", [*PRICE, *SIZE, *SIZED_BY])
def test_every_price_is_of_a_field_that_there_is(coordinate: str) -> None:
    type_, _, name = coordinate.partition(".")
    assert coordinate in COORDINATES or (
        type_ == "*" and any(each.endswith(f".{name}") for each in COORDINATES)
    )


def test_every_list_says_how_long_it_is_expected_to_be() -> None:
    for type_ in OBJECTS:
        for name, field in type_.fields.items():
            listed = is_list_type(get_nullable_type(field.type)) and is_composite_type(
                get_named_type(field.type)
            )
            if not listed or type_.name.startswith("__") or {"first", "last"} & set(field.args):
                continue
            assert f"{type_.name}.{name}" in SIZE or f"*.{name}" in SIZE, f"{type_.name}.{name}"


def test_every_facet_has_the_price_of_one() -> None:
    prices = price_list(CORE, SETTINGS).price
    for type_ in FACET_TYPES:
        facets = [coordinate for coordinate in COORDINATES if coordinate.startswith(f"{type_}.")]
        assert facets
        assert all(prices[facet] > 1 for facet in facets)


def cost(document: str) -> int:
    operations = Operations(CORE, SETTINGS, price_list(CORE, SETTINGS))
    return operations.prepare(Operation(document)).plan.cost({})


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: example.name)
def test_each_of_the_playgrounds_questions_costs_less_than_a_tenth_of_the_limit(example: Example) -> None:
    assert cost(example.query) < SETTINGS.max_cost / 10


def test_introspection_is_admitted_once_with_everything_that_tools_ask_for() -> None:
    whole = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    )
    assert SETTINGS.max_cost / 10 < cost(whole) < SETTINGS.max_cost
