"""Subscriptions: the responses to the events of one, each made when it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from inspect import isawaitable
from time import perf_counter
from typing import Any, cast

from graphql import ExecutionResult, GraphQLError
from graphql.execution import create_source_event_stream

from pullquote.api.errors import Refused
from pullquote.api.operations.execution import DeadlineExecutor, DeadlinePassed
from pullquote.api.operations.masking import format_field_error
from pullquote.api.operations.operations import Operation, Operations, PreparedOperation, encode
from pullquote.api.operations.rounds import (
    STORE_ERRORS,
    for_one_operation,
    lacks_answers,
    store_refusal,
)
from pullquote.api.streams.executors import (
    executor_of,
    in_time,
    request_id_of,
    timed_out,
)
from pullquote.api.streams.sharing import SharedAnswers, share, shared_answers, sharing_key

EventContext = Callable[[object], Any]
"""The context in which an event of a subscription is answered, given the event."""
StartResponse = Callable[[], bytes | Coroutine[Any, Any, bytes]]
"""Makes one response in JSON; or begins to, and what it returns is to be awaited for the rest."""


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
    executor = executor_of(DeadlineExecutor, operations, prepared, operation, context, deadline=float("inf"))
    source: Any = create_source_event_stream(executor)
    if isawaitable(source):
        source = await in_time(source, seconds)
    if isinstance(source, ExecutionResult):
        result = operations.result(prepared, operation, source, context)
        raise Refused(result.errors)

    # What was served when it began is of no more use, and is not held for as long as it goes on.
    executor.context_value = None
    asker = _Asker(request_id_of(context))
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

    async def bodies(self) -> AsyncGenerator[bytes, None]:
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
        deadline = perf_counter() + seconds
        try:
            # An event that was chosen in a context is answered in the same.
            context = getattr(event, "context", None)
            if context is not None:
                context = for_one_operation(context)
            elif self.event_context is not None:
                context = self.event_context(event)
            execute = partial(self._execute, event, context, deadline)
            executed: Any = execute()
        except DeadlinePassed:
            executed = ExecutionResult(None, [timed_out(seconds)])
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an error
            return self._failed(error)
        if isawaitable(executed) or lacks_answers(context):
            return self._rest(executed, context, execute, shared)
        return self._body(executed, shared)

    def _execute(self, event: object, context: Any, deadline: float) -> Any:
        executor = cast("DeadlineExecutor", self.executor.build_per_event_executor(event))
        if context is not None:
            executor.context_value = context
        executor.deadline = deadline
        return executor.execute_operation(serially=False)

    async def _rest(
        self, executed: Any, context: Any, execute: Callable[[], Any], shared: SharedAnswers | None
    ) -> bytes:
        """Wait for an execution, fetch what it lacked, and execute again until it lacks nothing."""
        seconds = self.operations.settings.execution_seconds
        try:
            async with asyncio.timeout(seconds):
                while True:
                    result = await executed if isawaitable(executed) else executed
                    if not lacks_answers(context):
                        break
                    await context.snapshot.fetch(seconds)
                    executed = execute()
        except (DeadlinePassed, TimeoutError):
            result = ExecutionResult(None, [timed_out(seconds)])
        except STORE_ERRORS as error:
            return encode({"errors": list(store_refusal(error).errors)})
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
