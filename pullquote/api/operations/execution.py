"""Execution on graphql-core with a deadline: the executor that always works."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import Any, Final, cast

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLResolveInfoHelpers,
    GraphQLSchema,
)

from pullquote.api.compat_graphql import StreamArguments
from pullquote.api.errors import Refused, refused
from pullquote.api.operations.documents import PreparedOperation
from pullquote.schema.compat_strawberry import build_resolve_info, is_awaitable

GIVEN_UP: Final = "EXECUTION_TIMEOUT"
"""The code of an operation that took too long."""

Executed = ExecutionResult | bytes | Awaitable[ExecutionResult]
"""What comes of an execution: a result, a body without errors, or what has to be awaited for a result."""
Executor = Callable[[PreparedOperation, Any, Mapping[str, Any], float], Executed]
"""Executes an operation: ``(prepared, context, variables as sent, deadline)``. Bytes are a body without errors.

The deadline is a reading of :func:`time.perf_counter`; past it, the executor raises :class:`DeadlinePassed`. What has to
be executed as it was sent, since it is not as others of its shape, raises :class:`OfNoShape`. An error without a path and
with ``data`` None is about the variables, and is a request error.
"""


def given_up(seconds: float) -> Refused:
    """What a client gets of an operation that took longer than some seconds."""
    return refused(GIVEN_UP, f"The operation was given up after {seconds:g} s.")


class DeadlinePassed(BaseException):
    """The operation took too long.

    Not an Exception, since graphql-core makes an error of one field out of any Exception and goes on with
    the next: this one goes through.
    """


class OfNoShape(Exception):
    """An operation that has values of its document as variables cannot be executed so."""


class DeadlineExecutor(StreamArguments):
    """graphql-core's plain executor, which looks at the clock before each field.

    Plain: it delivers everything at once, ``@defer`` or not. Incremental delivery is a transport's business.
    """

    operation_extensions: Mapping[str, Any] | None = None

    def __init__(self, *args: Any, deadline: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deadline = deadline

    @property
    def async_helpers(self) -> GraphQLResolveInfoHelpers:
        """What resolvers get for work that goes on: made each time that it is read.

        graphql-core keeps it in the executor that it leads back to: a circle for each execution.
        """
        return GraphQLResolveInfoHelpers(gather=self.gather_async_work, track=self.track_async_work)

    @async_helpers.setter
    def async_helpers(self, _helpers: GraphQLResolveInfoHelpers) -> None:
        pass

    def build_resolve_info(self, *args: Any) -> Any:
        """Build a field's info as Strawberry's resolvers expect it, unless it is too late."""
        if perf_counter() > self.deadline:
            raise DeadlinePassed
        return build_resolve_info(self, *args)


def execute_operation(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation_name: str | None,
    context: Any,
    variables: Mapping[str, Any],
    *,
    deadline: float,
    max_errors: int,
) -> ExecutionResult | Awaitable[ExecutionResult]:
    """Execute a validated operation; errors in the variables are a result without data and paths.

    They suggest nothing: see :mod:`pullquote.api.operations.variables`.

    Raises DeadlinePassed when ``perf_counter()`` passes ``deadline`` between two fields.
    """
    executor = DeadlineExecutor.build(
        schema,
        document,
        context_value=context,
        raw_variable_values=dict(variables),
        operation_name=operation_name,
        max_coercion_errors=max_errors,
        is_awaitable=is_awaitable,
        hide_suggestions=True,
        deadline=deadline,
    )
    if isinstance(executor, list):
        return ExecutionResult(None, executor)
    return cast("ExecutionResult | Awaitable[ExecutionResult]", executor.execute_operation())
