"""What the fields of this schema cost, and how long its lists are expected to be: one table of each.

A field that is not here costs 1, the time that graphql-core takes for a plain field; the other prices were
measured against that, on a newsroom of 5,000 articles. ``*.cursor`` is the field ``cursor`` of any type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_list_type,
    is_wrapping_type,
)

from pullquote.api.settings import Settings


@dataclass(frozen=True)
class Prices:
    """What fields cost and how long lists are expected to be, by coordinate (``Query.search``, ``*.quotes``)."""

    price: Mapping[str, float] = field(default_factory=dict)
    """Of a field that costs more than 1, its own work."""
    size: Mapping[str, float] = field(default_factory=dict)
    """Of a list that is no page: how many there will be."""
    sized_by: Mapping[str, str] = field(default_factory=dict)
    """The argument that lists what a list will hold."""
    default_size: float = 10
    """Of a list that nothing is said about."""
    page_size: int = 20
    """Of a page that the client does not size."""
    deferred: float = 0
    """Of a fragment with ``@defer``, for each object that it defers something of."""
    max_page_size: int = 100
    """No page is larger, whatever is asked; asking for more is an error later."""


PRICE: Mapping[str, float] = {
    # Pages that take less or more than others.
    "Query.changes": 10,
    "Query.search": 100,
    "Query.suggest": 60,
    # What looks further than its own object.
    "*.cursor": 2,
    "*.highlights": 10,
    "*.pageInfo": 4,
    "*.related": 80,
    "*.timeline": 60,
    "Organization.roles": 10,
    "Person.roles": 3,
    "Quote.context": 30,
    # Long texts: quick to read, but they are to be written, compressed and sent.
    "Body.html": 10,  # the words of its quotes marked
    "Body.markdown": 5,
    "Body.text": 5,
    "*.extra": 5,
    # As many small objects, made and encoded one by one.
    "*.jsonLd": 20,
}
"""Of the field itself, once for each object that it is asked of."""

DEFERRED_PRICE = 5
"""Of a fragment with ``@defer``, for each object: graphql-core keeps a record of its own for it."""

PAGE_PRICE = 20
"""Of a page, a field that gives a connection: a filter is set algebra, and the page is cut from what it selects."""
CONNECTION = "Connection"
"""How the names of connections end (GraphQL Cursor Connections Specification, section 2.1)."""

FACET_PRICE = 30
"""Of one facet: it counts the whole selection."""
FACET_TYPES = ("QuoteFacets", "SearchFacets", "StoryFacets")

SIZE: Mapping[str, float] = {
    "*.authors": 1,
    "*.blocks": 30,
    "*.cells": 4,
    "*.corrections": 1,
    "*.edges": 0,  # as long as its page, which the connection knows
    "*.highlights": 2,
    "*.mentions": 3,
    "*.newQuotes": 2,
    "*.nodes": 0,
    "*.parts": 1.5,
    "*.problems": 20,
    "*.references": 1.2,
    "*.rows": 10,
    "*.counts": 8,
    "*.roles": 3,
    "*.speakers": 4,
    "*.timeline": 100,
    "*.topics": 3,
    "Block.quotes": 1,
    "Organization.roles": 10,
    "Query.nodes": 0,  # as long as its ids
}
"""How many a list is expected to hold that is no page."""

SIZED_BY = {"Query.nodes": "ids"}


def price_list(schema: GraphQLSchema, settings: Settings) -> Prices:
    """The prices of ``schema``, with the page sizes of the settings."""
    pages = {
        f"{type_.name}.{name}": PAGE_PRICE
        for type_ in schema.type_map.values()
        for name, field in _fields(schema, type_.name).items()
        if get_named_type(field.type).name.endswith(CONNECTION)
    }
    facets = {f"{type_}.{name}": FACET_PRICE for type_ in FACET_TYPES for name in _fields(schema, type_)}
    return replace(
        Prices(
            price={**pages, **PRICE, **facets},
            size={**SIZE, **introspection_sizes(schema)},
            sized_by=SIZED_BY,
        ),
        deferred=DEFERRED_PRICE,
        page_size=settings.page_size,
        max_page_size=settings.max_page_size,
    )


def _fields(schema: GraphQLSchema, name: str) -> Mapping[str, GraphQLField]:
    type_ = schema.get_type(name)
    return type_.fields if isinstance(type_, GraphQLObjectType) else {}


def introspection_sizes(schema: GraphQLSchema) -> dict[str, float]:
    """How long the lists of introspection are in this schema, on average: it is known, so nobody need guess.

    ``ofType`` is followed as often as types are wrapped; without that, the customary nine levels of it
    would cost as if each were there.
    """
    types = list(schema.type_map.values())
    composite = [type_ for type_ in types if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)]
    fields = [field for type_ in composite for field in type_.fields.values()]
    arguments = sum(len(field.args) for field in fields)
    inputs = sum(len(type_.fields) for type_ in types if isinstance(type_, GraphQLInputObjectType))
    values = sum(len(type_.values) for type_ in types if isinstance(type_, GraphQLEnumType))
    possible = sum(len(schema.get_possible_types(type_)) for type_ in types if is_abstract_type(type_))
    wrapped = sum(is_wrapping_type(field.type) for field in fields)
    twice = sum(
        isinstance(field.type, GraphQLNonNull) and is_list_type(field.type.of_type) for field in fields
    )
    of_type = (wrapped + twice) / (2 * max(1, len(fields)))
    return {
        "__Schema.types": len(types),
        "__Schema.directives": len(schema.directives),
        "__Type.fields": len(fields) / len(types),
        "__Type.interfaces": sum(len(type_.interfaces) for type_ in composite) / len(types),
        "__Type.possibleTypes": possible / len(types),
        "__Type.enumValues": values / len(types),
        "__Type.inputFields": inputs / len(types),
        "__Type.ofType": of_type,
        "__Field.args": arguments / max(1, len(fields)),
        "__Directive.args": 1,
    }
