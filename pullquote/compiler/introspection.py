"""Operations about the schema itself: graphql-core answers them once, as the answer never changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
import strawberry
from graphql import DocumentNode, ExecutionResult, FieldNode, OperationDefinitionNode

from pullquote.compiler.memory import MemoryUse, compact
from pullquote.compiler.surface import Unsupported, execute_on_graphql_core

ABOUT_THE_SCHEMA = frozenset({"__schema", "__type", "__typename"})


def asks_about_the_schema(operation: OperationDefinitionNode) -> bool:
    """Whether the operation selects nothing but the schema, by plain fields without variables or directives."""
    selections = operation.selection_set.selections
    return not operation.variable_definitions and all(
        isinstance(each, FieldNode) and each.name.value in ABOUT_THE_SCHEMA and not each.directives
        for each in selections
    )


class Introspection:
    """An operation about the schema: runs on graphql-core once, and its answer is cached.

    Raises Unsupported for an operation whose answer has errors.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        document: DocumentNode,
        name: str | None,
        memory: MemoryUse,
    ) -> None:
        self.reason: str | None = None
        self.unsupported: str | None = None
        result = execute_on_graphql_core(schema, document, name)
        if not isinstance(result, ExecutionResult) or result.errors:
            raise Unsupported("introspection with errors")
        self._answer = compact(orjson.dumps({"data": result.data}))
        memory.bytes += len(self._answer)

    def backs_off(self) -> bool:
        """Never: it cannot fail after it has succeeded."""
        return False

    is_reliable = True
    """See :class:`~pullquote.compiler.compiled.CompiledOperation`."""

    def run(self, _variables: Mapping[str, Any] | None, _context: object, _root: object) -> bytes:
        """The response body, the same each time."""
        return self._answer

    answer = run
