"""The same operation on graphql-core, exactly as Strawberry runs it: what compiled code is held against."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import strawberry
from graphql import DocumentNode, ExecutionResult, execute, experimental_execute_incrementally

from pullquote.compiler.surface import core_schema, executor_class, is_awaitable


def execute_stock(
    schema: strawberry.Schema,
    document: DocumentNode,
    operation_name: str | None = None,
    variables: dict[str, Any] | None = None,
    context: object = None,
    *,
    root: object = None,
) -> ExecutionResult | Awaitable[ExecutionResult]:
    """Run a validated document on graphql-core; awaitable if a resolver is asynchronous.

    With ``@defer`` or ``@stream`` in the document the result is graphql-core's for incremental delivery.
    """
    run: Any = execute
    if schema.config.enable_experimental_incremental_execution:
        run = experimental_execute_incrementally
    result: ExecutionResult | Awaitable[ExecutionResult] = run(
        core_schema(schema),
        document,
        root_value=root,
        context_value=context,
        variable_values=variables,
        operation_name=operation_name,
        is_awaitable=is_awaitable,
        executor_class=executor_class,
        operation_extensions=None,
    )
    return result
