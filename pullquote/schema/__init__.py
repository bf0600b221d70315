"""The schema: what the API is. Its types declare the store's records and read the snapshot of the context."""

from __future__ import annotations

from strawberry.schema.config import StrawberryConfig

from pullquote.schema.context import Context
from pullquote.schema.inputs.scalars import SCALARS
from pullquote.schema.named import NAMED_TYPES, NamedType
from pullquote.schema.query import query_type
from pullquote.schema.sdl import Schema
from pullquote.schema.subscription import Subscription
from pullquote.schema.types.quotes import Quote
from pullquote.store.newsroom.editions import Viewer

__all__ = ["Context", "NamedType", "Viewer", "make_schema", "schema"]


def make_schema(*others: NamedType) -> Schema:
    """The schema, with ``others`` beside the types that are listed by name in every newsroom.

    It serves newsrooms that are read with the kinds of them all.
    """
    return Schema(
        query=query_type([*NAMED_TYPES, *others]),
        subscription=Subscription,
        # Reached by no field as itself, only as a Node.
        types=[Quote],
        config=StrawberryConfig(scalar_map=SCALARS, enable_experimental_incremental_execution=True),
    )


schema = make_schema()
