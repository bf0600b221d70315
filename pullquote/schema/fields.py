"""How the types of this schema are declared over the store's records."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import strawberry
from graphql import GraphQLResolveInfo

from pullquote.schema.compat_strawberry import StrawberryField

EXTRA = (
    "Whatever else the newsroom's files keep with it, as JSON; null where there is nothing. Pullquote neither reads nor "
    "searches it."
)
"""What ``extra`` is, on every type that has it."""


def field(
    description: str, resolver: Callable[..., object] | None = None, *, deprecated: str | None = None
) -> Any:
    """Declare a field: its description, a resolver only where it has arguments or computes something, and if it is
    ``deprecated``, what to use instead.

    Without a resolver it is a plain read of the record's attribute of the same name. A resolver is a plain
    synchronous function ``(root, info, arguments...)`` that uses nothing of ``info`` but its ``context``.
    """
    return _declared(strawberry.field(description=description, deprecation_reason=deprecated), resolver)


def events(description: str, resolver: Callable[..., AsyncIterator[object]]) -> Any:
    """Declare a field of the subscription type; ``resolver`` is as for a field, and gives its events."""
    return _declared(strawberry.subscription(description=description), resolver)


def _declared(declared: StrawberryField, resolver: Callable[..., object] | None) -> StrawberryField:
    if resolver is not None:
        declared(resolver)
    for argument in declared.arguments:
        if argument.default is None:
            # Left out is None in Python, and no default in the schema (not `= null`).
            argument.default = strawberry.UNSET
    return declared


def option(description: str, name: str | None = None) -> Any:
    """Declare a field of an input type that may be left out, and then is None.

    ``name`` is its GraphQL name where that cannot be derived from the attribute's.
    """
    return strawberry.field(description=description, name=name)


def serves(record: type) -> Callable[[Any, GraphQLResolveInfo[Any]], bool]:
    """The ``is_type_of`` of a type that declares the fields of ``record``."""

    def is_type_of(value: Any, _info: GraphQLResolveInfo[Any]) -> bool:
        return type(value) is record

    return is_type_of
