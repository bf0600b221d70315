"""``/graphql`` as a WebSocket: operations prepared, priced and executed as over HTTP, with the same answers.

What is said when is :mod:`~pullquote.api.endpoint.graphql_transport_ws`'s; here it is heard, done and sent.

A client that asks for more than it reads gets no more than it reads: one answer of a connection is made and
sent at a time, and the next only when the client has read enough of it. Its further messages are not read until then.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import Any, Final

import structlog
from graphql import OperationType
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from pullquote.api.endpoint.endpoint import Endpoint
from pullquote.api.endpoint.graphql_transport_ws import (
    INIT_TIMEOUT,
    OTHER_SUBPROTOCOL,
    SUBPROTOCOL,
    Close,
    Session,
    Start,
    Stop,
)
from pullquote.api.endpoint.graphql_transport_ws import Send as SendMessage
from pullquote.api.endpoint.handshake import admits, check_origin, deny
from pullquote.api.endpoint.messages import (
    InvalidMessage,
    complete_message,
    error_message,
    next_message,
    read_message,
)
from pullquote.api.endpoint.requests import Asked
from pullquote.api.errors import Refused, refused
from pullquote.api.http.cors import Cors
from pullquote.api.http.exchange import join_headers, request_id_of, viewer_of
from pullquote.api.operations.documents import Labelled
from pullquote.api.operations.masking import MASKED
from pullquote.api.operations.operations import Operation, PreparedOperation, Result, encode
from pullquote.api.streams.subscriptions import subscribe
from pullquote.api.streams.unsent import DRAINED, Drained
from pullquote.api.telemetry.access_log import AccessLog

log: structlog.stdlib.BoundLogger = structlog.get_logger("pullquote.websocket")

TOO_OLD = Close(1001, "This connection is too old; open another")
"""1001 is a server that goes away (RFC 6455, section 7.4.1); clients connect again."""
FAILED = Close(4500, MASKED)
"""The close code of the protocol for a mistake of the server."""
LONGEST_REASON: Final = 123
"""Bytes of text in a close frame (RFC 6455, section 5.5)."""


@dataclass(eq=False)
class WebSocketEndpoint:
    """Serves operations over WebSockets, as a plain ASGI application."""

    graphql: Endpoint
    """The same over HTTP: who may see what, which documents there are, and what executes them."""
    access_log: AccessLog

    def __post_init__(self) -> None:
        self._cors = Cors.of(self.graphql.settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, from the handshake to the close."""
        websocket = WebSocket(scope, receive, send)
        headers = join_headers(scope["headers"])
        slots = self.graphql.streams.slots
        try:
            preview = self.graphql.preview_access.admits(scope["headers"])
            if slots.full:
                message = f"This server serves {slots.limit} streams at once, and as many are open."
                raise refused("STREAM_LIMIT_EXCEEDED", message)
            check_origin(headers, self._cors)
        except Refused as refusal:
            await deny(websocket, refusal)
            return
        with slots.taken():
            admit = partial(admits, self.graphql.preview_access)
            session = Session(self.graphql.settings.max_subscriptions, admit, preview=preview)
            await WebSocketConnection(
                self.graphql,
                self.access_log,
                websocket,
                session,
                request_id_of(headers),
                self.graphql.problem_access.admits(scope, headers),
            ).serve()


@dataclass(eq=False)
class WebSocketConnection:
    """One WebSocket."""

    graphql: Endpoint
    access_log: AccessLog
    websocket: WebSocket
    session: Session
    request_id: str
    sees_problems: bool = False
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while something is made and sent, until the client has read enough of it."""
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    """The operations under way, by their ids."""

    def __post_init__(self) -> None:
        self._drained: Drained | None = self.websocket.scope.get("extensions", {}).get(DRAINED)

    async def serve(self) -> None:
        """Serve it until it is closed."""
        await self.websocket.accept(
            SUBPROTOCOL if SUBPROTOCOL in self.websocket.scope["subprotocols"] else None
        )
        try:
            async with asyncio.timeout(self.graphql.settings.stream_seconds), asyncio.TaskGroup() as group:
                close = await self._listen(group)
                for task in self._tasks.values():
                    task.cancel()
        except TimeoutError:
            close = TOO_OLD
        except Exception:  # the last line: the client learns that it was not its mistake
            log.exception("unexpected error", request_id=self.request_id)
            close = FAILED
        # A cancelled task has an error that leads to the frames that have this object.
        self._tasks.clear()
        if close is not None:
            await self._close(close)

    async def _listen(self, group: asyncio.TaskGroup) -> Close | None:
        """Do what the client says. Returns how to close the connection; None where the client did."""
        settings = self.graphql.settings
        if SUBPROTOCOL not in self.websocket.scope["subprotocols"]:
            return OTHER_SUBPROTOCOL
        try:
            async with asyncio.timeout(settings.connection_init_seconds) as patience:
                while (event := await self.websocket.receive())["type"] != "websocket.disconnect":
                    action = self.session.receive(read_message(event.get("text"), settings))
                    if self.session.initialised:
                        patience.reschedule(None)
                    if isinstance(action, Close):
                        return action
                    await self._act(action, group)
        except InvalidMessage as error:
            return Close(error.code, str(error))
        except WebSocketDisconnect:
            return None
        except TimeoutError:
            return INIT_TIMEOUT
        return None

    async def _act(self, action: SendMessage | Start | Stop | None, group: asyncio.TaskGroup) -> None:
        # It waits like any answer: a client that does not read is not read any further.
        async with self.sending() as send:
            match action:
                case SendMessage(message):
                    await send(message)
                case Start(id_, asked):
                    self._tasks[id_] = group.create_task(self._operate(id_, asked))
                case Stop(id_):
                    self._tasks.pop(id_).cancel()
                case None:
                    pass

    @asynccontextmanager
    async def sending(self) -> AsyncGenerator[Callable[[bytes], Coroutine[Any, Any, None]], None]:
        """Wait until something may be made and sent; gives what sends it. Raises WebSocketDisconnect when the client is gone."""
        async with self._sending:
            if self.websocket.application_state is not WebSocketState.CONNECTED:
                raise WebSocketDisconnect
            yield self._send
            if self._drained is not None:
                try:
                    await self._drained()
                except OSError:
                    raise WebSocketDisconnect from None

    async def _send(self, message: bytes) -> None:
        try:
            await self.websocket.send_text(message.decode())
        except RuntimeError as error:  # the server has closed the connection meanwhile
            raise WebSocketDisconnect from error

    async def _close(self, close: Close) -> None:
        if self.websocket.application_state is WebSocketState.CONNECTED:
            with suppress(WebSocketDisconnect, RuntimeError):  # gone in the meantime
                reason = close.reason.encode()[:LONGEST_REASON].decode(errors="ignore")
                await self.websocket.close(close.code, reason)

    async def _operate(self, id_: str, asked: Asked | Refused) -> None:
        """One operation, from its beginning to its end."""
        with suppress(WebSocketDisconnect):
            last = await Execution(self, id_).run(asked)
            if self.session.end(id_):
                del self._tasks[id_]
                async with self.sending() as send:
                    await send(last)


class Execution:
    """One operation under way."""

    def __init__(self, connection: WebSocketConnection, id_: str) -> None:
        self.connection = connection
        self.id = id_
        self._started = perf_counter()
        self._label: Labelled | None = None
        self._result = Result(executed=True)

    async def run(self, asked: Asked | Refused) -> bytes:
        """Send every result; returns the last message. Raises WebSocketDisconnect."""
        connection = self.connection
        try:
            await self._execute(asked)
        except Refused as refusal:
            self._result = Result.of_refusal(refusal)
            return error_message(self.id, refusal.errors)
        except WebSocketDisconnect:
            raise
        except Exception:  # the last line, as over HTTP: the client learns that there was an error
            log.exception("unexpected error", request_id=connection.request_id)
            masked = refused("INTERNAL_SERVER_ERROR", MASKED, requestId=connection.request_id)
            self._result = Result(executed=True, errors=list(masked.errors), cost=self._result.cost)
            body = encode({"errors": list(masked.errors)})
            await self._respond(lambda: body)
        finally:
            connection.access_log.operation(connection.request_id, self._label, self._result, self._started)
        return complete_message(self.id)

    async def _execute(self, asked: Asked | Refused) -> None:
        if isinstance(asked, Refused):
            raise asked
        graphql = self.connection.graphql
        operation, prepared = graphql.prepare(asked)
        self._label = operation.label(prepared)
        self._result.cost = graphql.operations.price(prepared, operation.variables)
        if prepared.kind is not OperationType.SUBSCRIPTION:
            await self._respond(lambda: self._start(prepared, operation))
            return
        subscription = await subscribe(
            graphql.operations, prepared, operation, self._context(), lambda _event: self._context()
        )
        async with aclosing(subscription.starts()) as starts:
            async for start in starts:
                await self._respond(start)

    def _context(self) -> Any:
        connection = self.connection
        viewer = viewer_of(preview=connection.session.preview, sees_problems=connection.sees_problems)
        return connection.graphql.context(viewer, connection.request_id)

    def _start(self, prepared: PreparedOperation, operation: Operation) -> bytes | Coroutine[Any, Any, bytes]:
        started = self.connection.graphql.operations.start(prepared, operation, self._context())
        return self._body(started) if isinstance(started, Result) else self._rest(started)

    async def _rest(self, started: Coroutine[Any, Any, Result]) -> bytes:
        return self._body(await started)

    def _body(self, result: Result) -> bytes:
        if not result.executed:
            raise Refused(result.errors, headers=result.headers)
        self._result = Result(executed=True, errors=result.errors, cost=result.cost)
        return result.json()

    async def _respond(self, start: Callable[[], bytes | Coroutine[Any, Any, bytes]]) -> None:
        """Make a response when it can be sent, and send it.

        While asynchronous resolvers are waited for, others may send: there are as many such responses as
        operations at most.
        """
        async with self.connection.sending() as send:
            started = start()
            if isinstance(started, bytes):
                message = next_message(self.id, started)
                await send(message)
                del message, started  # it is on its way, and one of it is enough until it is read
                return
        body = await started
        async with self.connection.sending() as send:
            await send(next_message(self.id, body))
