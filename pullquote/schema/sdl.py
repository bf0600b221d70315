"""The schema as a document: sorted by name, as linters ask for, as it is looked up, and so that it diffs well.

Introspection keeps the order of the declarations, which is the order of GraphiQL's documentation.
"""

from __future__ import annotations

import strawberry
from graphql import GraphQLOneOfDirective, build_schema, lexicographic_sort_schema, print_schema
from graphql.utilities.print_schema import print_directive


class Schema(strawberry.Schema):
    """A Strawberry schema whose SDL is sorted."""

    def as_str(self) -> str:
        """The schema in the Schema Definition Language, without a line break at the end."""
        # Strawberry's own `sort_schema` replaces its enum types, and with them how members are served.
        document = print_schema(lexicographic_sort_schema(build_schema(super().as_str())))
        # Younger than many tools, which therefore want it defined; it is built into newer ones.
        return f"{print_directive(GraphQLOneOfDirective)}\n\n{document}"

    __str__ = as_str
