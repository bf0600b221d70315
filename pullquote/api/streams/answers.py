"""An operation's answer as a stream of responses: one for a query, parts for ``@defer``, one for each event.

Everything that can be refused is refused before the stream begins, by raising
:class:`~pullquote.api.errors.Refused`, so that each transport can say so in its own way.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Iterable
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from inspect import isawaitable
from time import perf_counter
from typing import Any, cast

from graphql import ExecutionResult, GraphQLError, OperationType
from graphql.execution import ExperimentalIncrementalExecutionResults, create_source_event_stream

from pullquote.api.errors import FormattedError, Refused, refused
from pullquote.api.operations.execution import DeadlineExecutor, DeadlinePassed
from pullquote.api.operations.masking import format_field_error
from pullquote.api.operations.operations import Operation, Operations, PreparedOperation, Result, encode
from pullquote.api.streams.executors import PartsExecutor, PartTimer
from pullquote.api.streams.incremental import Frame, IncrementalFormat, asks_for_parts, frames
from pullquote.api.streams.sharing import SharedAnswers, share, shared_answers, sharing_key
from pullquote.schema.compat_strawberry import is_awaitable

Bodies = AsyncGenerator[bytes, None]
"""Responses as JSON, to be closed by the reader."""
EventContext = Callable[[object], Any]
"""The context in which an event of a subscription is answered, given the event."""
StartResponse = Callable[[], bytes | Coroutine[Any, Any, bytes]]
"""Makes one response in JSON; or begins to, and what it returns is to be awaited for the rest."""


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
    executor = _build(PartsExecutor, operations, prepared, operation, context, timer=timer)
    executed: Any = executor.execute_operation()
    if isawaitable(executed):
        executed = await _in_time(executed, timer.seconds)
    if isinstance(executed, ExecutionResult):
        # Every directive was switched off by its `if`.
        result = _executed(operations.result(prepared, operation, executed, context))
        return _single(operations.priced(result, operation, cost))

    def formatted(errors: Iterable[GraphQLError]) -> list[FormattedError]:
        return operations.format_errors(
            list(errors), lambda error: format_field_error(error, _request_id(context))
        )

    results = cast("ExperimentalIncrementalExecutionResults", executed)
    priced = operations.priced(Result(), operation, cost).extensions
    return _timed(frames(results, format_, formatted), timer, priced)


async def _timed(parts: AsyncGenerator[Frame, None], timer: PartTimer, extensions: dict[str, Any]) -> Bodies:
    """The parts, each with the time of its own; the extensions go with the first."""
    async with aclosing(parts):
        timer.start()
        async for part in parts:
            yield encode({**part, "extensions": extensions} if extensions else part)
            extensions = {}
            timer.start()


async def subscribe(
    operations: Operations,
    prepared: PreparedOperation,
    operation: Operation,
    context: Any,
    event_context: EventContext | None,
) -> SubscriptionStream:
    """Begin a subscription. Raises Refused."""
    operations.price(prepared, operation.variables)
    seconds = operations.settings.execution_seconds
    executor = _build(DeadlineExecutor, operations, prepared, operation, context, deadline=float("inf"))
    source: Any = create_source_event_stream(executor)
    if isawaitable(source):
        source = await _in_time(source, seconds)
    if isinstance(source, ExecutionResult):
        result = operations.result(prepared, operation, source, context)
        raise Refused(result.errors)

    # What was served when it began is of no more use, and is not held for as long as it goes on.
    executor.context_value = None
    asker = _Asker(_request_id(context))
    return SubscriptionStream(operations, prepared, operation, asker, event_context, executor, source)


@dataclass(frozen=True)
class _Asker:
    """As much of a context as errors need."""

    request_id: str


@dataclass(eq=False)
class SubscriptionStream:
    """A subscription that has begun: its events, and what makes responses of them."""

    operations: Operations
    prepared: PreparedOperation
    operation: Operation
    asker: _Asker
    event_context: EventContext | None
    executor: DeadlineExecutor
    source: AsyncGenerator[object, None]

    def __post_init__(self) -> None:
        self._key = sharing_key(self.prepared, self.operation.variables)

    async def bodies(self) -> Bodies:
        """The responses, each made when it is asked for."""
        async with aclosing(self.starts()) as starts:
            async for start in starts:
                started = start()
                yield started if isinstance(started, bytes) else await started

    async def starts(self) -> AsyncGenerator[StartResponse, None]:
        """For each event, what makes the response to it: now, or when it can be sent."""
        async with aclosing(self.source) as events:
            try:
                async for event in events:
                    yield partial(self._start, event)
            except Exception as error:  # noqa: BLE001 - whatever ends the source, the client gets an error
                yield partial(self._failed, error)

    def _start(self, event: object) -> bytes | Coroutine[Any, Any, bytes]:
        """The response to an event: the one that somebody got who asked the same of it, or one of its own."""
        shared = shared_answers(event)
        if shared is not None and self._key in shared:
            return shared[self._key]
        seconds = self.operations.settings.execution_seconds
        try:
            executor = cast("DeadlineExecutor", self.executor.build_per_event_executor(event))
            # An event that was chosen in a context is answered in the same.
            own_context = getattr(event, "context", None)
            if own_context is not None:
                executor.context_value = own_context
            elif self.event_context is not None:
                executor.context_value = self.event_context(event)
            executor.deadline = perf_counter() + seconds
            executed: Any = executor.execute_operation(serially=False)
        except DeadlinePassed:
            executed = ExecutionResult(None, [_timeout(seconds)])
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an error
            return self._failed(error)
        return (
            self._rest(executed, seconds, shared) if isawaitable(executed) else self._body(executed, shared)
        )

    async def _rest(
        self, executed: Awaitable[ExecutionResult], seconds: float, shared: SharedAnswers | None
    ) -> bytes:
        try:
            async with asyncio.timeout(seconds):
                result = await executed
        except (DeadlinePassed, TimeoutError):
            result = ExecutionResult(None, [_timeout(seconds)])
        except Exception as error:  # noqa: BLE001 - as above
            return self._failed(error)
        return self._body(result, shared)

    def _body(self, executed: ExecutionResult, shared: SharedAnswers | None) -> bytes:
        result = self.operations.result(self.prepared, self.operation, executed, self.asker)
        body = result.json()
        if shared is not None and not result.errors:
            share(shared, self._key, body)
        return body

    def _failed(self, error: Exception) -> bytes:
        if not isinstance(error, GraphQLError):
            error = GraphQLError(str(error), original_error=error)
        return encode({"errors": [format_field_error(error, self.asker.request_id)]})


def _build(
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


async def _in_time(executed: Awaitable[Any], seconds: float) -> Any:
    try:
        # Not wait_for, which in Python 3.11 loses a cancellation that comes as the result does.
        async with asyncio.timeout(seconds):
            return await executed
    except TimeoutError:
        raise refused("EXECUTION_TIMEOUT", _timeout(seconds).message) from None


def _timeout(seconds: float) -> GraphQLError:
    message = f"The operation was given up after {seconds:g} s."
    # An error before execution has no path; this one has an empty one.
    return GraphQLError(message, path=[], extensions={"code": "EXECUTION_TIMEOUT"})


def _request_id(context: Any) -> str:
    return getattr(context, "request_id", "")
