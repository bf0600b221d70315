"""The interface of everything that has an id."""

from __future__ import annotations

from typing import Any

import strawberry
from graphql import GraphQLAbstractType, GraphQLResolveInfo

from pullquote.schema.fields import field


def type_name(value: object, _info: GraphQLResolveInfo[Any], _abstract: GraphQLAbstractType) -> str:
    """The GraphQL type of a record: record classes are named as their types are."""
    return type(value).__name__


@strawberry.interface(
    description=(
        "Anything with a global id. Fetch it again with `node(id:)`; cache it by `id` (Apollo, Relay and "
        "urql do so on their own)."
    )
)
class Node:
    """The Node interface of the Global Object Identification specification."""

    resolve_type = staticmethod(type_name)
    id: strawberry.ID = field(
        "Opaque, unique over all types, and the same after every reload of the files. Never parse it."
    )
