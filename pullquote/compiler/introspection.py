"""Operations about the schema itself: graphql-core answers them once, as the answer never changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from functools import partial
from typing import Any

import orjson
import strawberry
from graphql import DocumentNode, ExecutionResult, FieldNode, OperationDefinitionNode

from pullquote.compiler.stock import execute_stock
from pullquote.compiler.surface import Unsupported

MAX_ANSWERS = 8
"""Answers about the schema that are kept, of up to a few hundred kB each: every tool asks its own way, and
strangers could ask in any number of ways."""
ABOUT_THE_SCHEMA = frozenset({"__schema", "__type", "__typename"})


def asks_about_the_schema(operation: OperationDefinitionNode) -> bool:
    """Whether the operation selects nothing but the schema, by plain fields without variables or directives."""
    selections = operation.selection_set.selections
    return not operation.variable_definitions and all(
        isinstance(each, FieldNode) and each.name.value in ABOUT_THE_SCHEMA and not each.directives
        for each in selections
    )


class Introspection:
    """An operation about the schema: runs on graphql-core, and its answer is kept among the last few.

    ``answers`` is what the operations of one compiler keep together. Raises Unsupported for an operation
    whose answer has errors.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        document: DocumentNode,
        name: str | None,
        answers: OrderedDict[Introspection, bytes],
    ) -> None:
        self.reason: str | None = None
        self.unsupported: str | None = None
        self._ask = partial(execute_stock, schema, document, name)
        self._answers = answers
        self.run(None, None, None)

    def resting(self) -> bool:
        """Never: it cannot fail after it has succeeded."""
        return False

    def run(self, _variables: Mapping[str, Any] | None, _context: object, _root: object) -> bytes:
        """The response body, the same each time."""
        body = self._answers.get(self)
        if body is None:
            result = self._ask()
            if not isinstance(result, ExecutionResult) or result.errors:
                raise Unsupported("introspection with errors")
            body = self._answers[self] = orjson.dumps({"data": result.data})
            if len(self._answers) > MAX_ANSWERS:
                self._answers.popitem(last=False)
        self._answers.move_to_end(self)
        return body
