"""The schema as a document: sorted by name, as linters ask for, as it is looked up, and so that it diffs well.

Introspection keeps the order of the declarations, which is the order of GraphiQL's documentation.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import strawberry
from graphql import (
    GraphQLOneOfDirective,
    build_schema,
    lexicographic_sort_schema,
    print_directive,
    print_schema,
)

from pullquote.schema.compat_strawberry import mark_one_of


class Schema(strawberry.Schema):
    """A Strawberry schema whose SDL is sorted, and in which graphql-core knows ``@oneOf`` inputs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mark_one_of(self)

    def as_str(self) -> str:
        """The schema in the Schema Definition Language, without a line break at the end."""
        return self._document

    @cached_property
    def _document(self) -> str:
        # Strawberry's own `sort_schema` replaces its enum types, and with them how members are served.
        document = print_schema(lexicographic_sort_schema(build_schema(super().as_str())))
        # Younger than many tools, which therefore want it defined; it is built into newer ones.
        return f"{print_directive(GraphQLOneOfDirective)}\n\n{document}"

    __str__ = as_str
