"""An operation's answer as a stream of responses: one for a query, parts for ``@defer``, one for each event.

Everything that can be refused is refused before the stream begins, by raising
:class:`~pullquote.api.errors.Refused`, so that each transport can say so in its own way.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from inspect import isawaitable
from typing import Any, cast

from graphql import ExecutionResult, GraphQLError, OperationType
from graphql.execution import ExperimentalIncrementalExecutionResults

from pullquote.api.errors import FormattedError, Refused
from pullquote.api.operations.execution import DeadlinePassed
from pullquote.api.operations.masking import format_field_error
from pullquote.api.operations.operations import Operation, Operations, PreparedOperation, Result, encode
from pullquote.api.operations.rounds import (
    STORE_ERRORS,
    asks_in_rounds,
    lacks_answers,
    store_refusal,
)
from pullquote.api.streams.executors import (
    PartsExecutor,
    PartTimer,
    executor_of,
    in_time,
    request_id_of,
    timed_out,
)
from pullquote.api.streams.incremental import Frame, IncrementalFormat, asks_for_parts, frames
from pullquote.api.streams.subscriptions import EventContext, subscribe

Bodies = AsyncGenerator[bytes, None]
"""Responses as JSON, to be closed by the reader."""


async def answer(
    operations: Operations,
    prepared: PreparedOperation,
    operation: Operation,
    context: Any,
    *,
    format_: IncrementalFormat | None = None,
    event_context: EventContext | None = None,
) -> Bodies:
    """Begin to execute; gives the responses.

    Without a ``format_`` nothing is deferred. Raises Refused.
    """
    if prepared.kind is OperationType.SUBSCRIPTION:
        subscription = await subscribe(operations, prepared, operation, context, event_context)
        return subscription.bodies()
    if format_ is not None and asks_for_parts(prepared.document.tree):
        return await _in_parts(operations, prepared, operation, context, format_)
    result = await operations.run(prepared, operation, context)
    return _single(_executed(result))


async def _single(result: Result) -> Bodies:
    yield result.json()


def _executed(result: Result) -> Result:
    if not result.executed:
        raise Refused(result.errors, headers=result.headers)
    return result


async def _in_parts(
    operations: Operations,
    prepared: PreparedOperation,
    operation: Operation,
    context: Any,
    format_: IncrementalFormat,
) -> Bodies:
    cost = operations.price(prepared, operation.variables)
    timer = PartTimer(operations.settings.execution_seconds)
    timer.start()

    async def execute() -> Any:
        while True:
            executor = executor_of(PartsExecutor, operations, prepared, operation, context, timer=timer)
            executed: Any = executor.execute_operation()
            if isawaitable(executed):
                executed = await executed
            if not lacks_answers(context):
                return executed
            if not isinstance(executed, ExecutionResult):
                await executed.subsequent_results.aclose()
            await context.snapshot.fetch(timer.seconds)

    try:
        executed = await in_time(execute(), timer.seconds)
    except STORE_ERRORS as error:
        raise store_refusal(error) from None
    if isinstance(executed, ExecutionResult):
        # Every directive was switched off by its `if`.
        result = _executed(operations.result(prepared, operation, executed, context))
        return _single(operations.priced(result, operation, cost))

    def formatted(errors: Iterable[GraphQLError]) -> list[FormattedError]:
        return operations.format_errors(
            list(errors), lambda error: format_field_error(error, request_id_of(context))
        )

    results = cast("ExperimentalIncrementalExecutionResults", executed)

    async def prepare() -> None:
        await _fetch_all(operations, prepared, operation, context, timer)

    priced = operations.priced(Result(), operation, cost).extensions
    return _timed(frames(results, format_, formatted, prepare), timer, priced)


async def _fetch_all(
    operations: Operations,
    prepared: PreparedOperation,
    operation: Operation,
    context: Any,
    timer: PartTimer,
) -> None:
    """Fetch what the parts need that are still to come: execute all of it at once, until nothing is lacking. Where that
    fails, so do all these parts."""
    try:
        async with asyncio.timeout(timer.seconds):
            while asks_in_rounds(context):
                executed = operations.execute_on_graphql_core(
                    prepared, context, operation.variables, timer.deadline
                )
                if isawaitable(executed):
                    await executed
                if not lacks_answers(context):
                    return
                await context.snapshot.fetch(timer.seconds)
    except (DeadlinePassed, TimeoutError):
        timer.failure = timed_out(timer.seconds)
    except STORE_ERRORS as error:
        refusal = store_refusal(error)
        timer.failure = GraphQLError(str(refusal), extensions={"code": refusal.code})


async def _timed(parts: AsyncGenerator[Frame, None], timer: PartTimer, extensions: dict[str, Any]) -> Bodies:
    """The parts, each with the time of its own; the extensions go with the first."""
    async with aclosing(parts):
        timer.start()
        async for part in parts:
            yield encode({**part, "extensions": extensions} if extensions else part)
            extensions = {}
            timer.start()
