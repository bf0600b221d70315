"""The schema: what the API is. Its types declare the store's records and read the snapshot of the context."""

from __future__ import annotations

from strawberry.schema.config import StrawberryConfig

from pullquote.schema.context import Context, Viewer
from pullquote.schema.inputs.scalars import SCALARS
from pullquote.schema.query import Query
from pullquote.schema.sdl import Schema
from pullquote.schema.subscription import Subscription
from pullquote.schema.types.quotes import Quote

__all__ = ["Context", "Viewer", "schema"]

schema = Schema(
    query=Query,
    subscription=Subscription,
    # Reached by no field as itself, only as a Node.
    types=[Quote],
    config=StrawberryConfig(scalar_map=SCALARS, enable_experimental_incremental_execution=True),
)
