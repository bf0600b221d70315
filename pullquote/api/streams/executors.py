"""Executors of graphql-core for streams: in parts, with a deadline for each; and how one is made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from graphql import ExecutionResult, GraphQLError

from pullquote.api.compat_graphql import StreamArguments
from pullquote.api.errors import Refused
from pullquote.api.operations.execution import GIVEN_UP, DeadlineExecutor, given_up
from pullquote.api.operations.operations import Operation, Operations, PreparedOperation
from pullquote.schema.compat_strawberry import IncrementalExecutor, is_awaitable


@dataclass
class PartTimer:
    """The time that one part of an answer may take; the client may take as long as it likes between them."""

    seconds: float
    deadline: float = float("inf")
    failure: GraphQLError | None = None
    """Why there can be no further parts."""

    def start(self) -> None:
        """Begin another part."""
        self.deadline = perf_counter() + self.seconds


class PartsExecutor(StreamArguments, IncrementalExecutor):
    """Strawberry's executor with ``@defer`` and ``@stream``, which looks at the clock before each field.

    Past the deadline, or after a failure, every further field fails, so that what is left ends at once and the client learns
    why. (The whole operation is given up by an exception; here it would be lost in a task of graphql-core.)
    """

    def __init__(self, *args: Any, timer: PartTimer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.timer = timer

    def build_resolve_info(self, *args: Any) -> Any:
        """Build the info of a field, unless it is too late for it."""
        if self.timer.failure is not None:
            raise self.timer.failure
        if perf_counter() > self.timer.deadline:
            message = f"This part of the operation was given up after {self.timer.seconds:g} s."
            raise GraphQLError(message, extensions={"code": GIVEN_UP})
        return super().build_resolve_info(*args)


def executor_of(
    executor: type[PartsExecutor | DeadlineExecutor],
    operations: Operations,
    prepared: PreparedOperation,
    operation: Operation,
    context: Any,
    **arguments: Any,
) -> Any:
    """An executor of graphql-core. Raises Refused for errors in the variables."""
    settings = operations.settings
    make: Any = executor.build
    built = make(
        operations.schema,
        prepared.document.tree,
        context_value=context,
        raw_variable_values=dict(operation.variables),
        operation_name=prepared.name,
        max_coercion_errors=settings.max_errors,
        is_awaitable=is_awaitable,
        hide_suggestions=True,
        **arguments,
    )
    if isinstance(built, list):
        executed = ExecutionResult(None, built)
        raise Refused(operations.result(prepared, operation, executed, context).errors)
    return built


async def in_time(executed: Awaitable[Any], seconds: float) -> Any:
    """What is waited for. Raises Refused where it takes longer."""
    try:
        # Not wait_for, which in Python 3.11 loses a cancellation that comes as the result does.
        async with asyncio.timeout(seconds):
            return await executed
    except TimeoutError:
        raise given_up(seconds) from None


def timed_out(seconds: float) -> GraphQLError:
    """The error of an operation that took longer."""
    # An error before execution has no path; this one has an empty one.
    return GraphQLError(str(given_up(seconds)), path=[], extensions={"code": GIVEN_UP})


def request_id_of(context: Any) -> str:
    """The id of the request that a context is of."""
    return getattr(context, "request_id", "")
