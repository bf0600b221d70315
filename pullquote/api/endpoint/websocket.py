"""``/graphql`` as a WebSocket: Strawberry's handler of ``graphql-transport-ws``, with our limits and errors.

Strawberry's part is the protocol: who may say what when, and the codes that close a connection which does
otherwise. What surrounds it here: messages are checked before the handler sees them, operations are prepared,
priced and executed as over HTTP, and answers are the same bytes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter
from typing import Any, cast

import structlog
from graphql import GraphQLError
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter, GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import NonTextMessageReceived, WebSocketDisconnected
from strawberry.schema.base import BaseSchema
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.subscriptions.protocols.graphql_transport_ws.types import SubscribeMessage
from strawberry.types.execution import ExecutionResult, PreExecutionError
from strawberry.types.unset import UNSET, UnsetType

from pullquote.api.endpoint.endpoint import Endpoint
from pullquote.api.endpoint.messages import InvalidMessage, read_message
from pullquote.api.endpoint.requests import Asked
from pullquote.api.errors import CODES, FormattedError, Refused, refused
from pullquote.api.http.exchange import join_headers, request_id_of
from pullquote.api.operations.masking import MASKED
from pullquote.api.operations.operations import PreparedOperation, Result, encode
from pullquote.api.streams.answers import Bodies, answer
from pullquote.api.telemetry.access_log import AccessLog

log: structlog.stdlib.BoundLogger = structlog.get_logger("pullquote.websocket")

INVALID = 4400
"""The close code of the protocol for a message that is none of its own."""
TOO_BIG = 1009
"""RFC 6455, section 7.4.1: a message that is too big to process."""
GOING_AWAY = 1001
"""The same, for a server that ends the connection; clients connect again."""
LONGEST_REASON = 123
"""Bytes of text in a close frame (RFC 6455, section 5.5)."""


@dataclass(eq=False)
class Connection:
    """One WebSocket: who is at its other end. ``connection_params`` is the payload of ``connection_init``."""

    headers: Mapping[bytes, bytes]
    request_id: str
    preview: bool = False
    connection_params: dict[str, object] | None = field(default=None)


@dataclass(frozen=True)
class Executed:
    """A response that is JSON already, on its way through the handler."""

    body: bytes


class RefusedOperation(GraphQLError):
    """An error that is formatted already, on its way through the handler."""

    def __init__(self, error: FormattedError) -> None:
        super().__init__(error["message"])
        self.error = error

    @property
    def formatted(self) -> Any:
        """The error as the client gets it."""
        return self.error


@dataclass
class _UnderWay:
    """What is known of an operation while it is executed."""

    started: float = field(default_factory=perf_counter)
    prepared: PreparedOperation | None = None
    result: Result = field(default_factory=lambda: Result(executed=True))


@dataclass(eq=False)
class WebSocketEndpoint:
    """Serves operations over WebSockets, as a plain ASGI application."""

    graphql: Endpoint
    """The same over HTTP: who may see what, which documents there are, and what executes them."""
    access_log: AccessLog

    def __post_init__(self) -> None:
        self.settings = self.graphql.settings
        self._slots = self.graphql.streams.slots
        self._view = _View(self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, from the handshake to the close."""
        websocket = WebSocket(scope, receive, send)
        headers = join_headers(scope["headers"])
        connection = Connection(headers, request_id_of(headers))
        try:
            connection.preview = self.graphql.preview_access.admits(headers)
            if self._slots.full:
                message = f"This server serves {self._slots.limit} streams at once, and as many are open."
                raise refused("STREAM_LIMIT_EXCEEDED", message)
        except Refused as refusal:
            await deny(websocket, refusal)
            return
        with self._slots.taken():
            try:
                async with asyncio.timeout(self.settings.stream_seconds):
                    await self._view.run(websocket, context=connection)
            except TimeoutError:
                await _close(websocket, GOING_AWAY, "This connection is too old; open another")

    def admit(self, connection: Connection) -> None:
        """Let a connection whose ``connection_init`` has the preview token see the preview. Raises Refused."""
        token = _bearer_token(connection.connection_params or {})
        if token is not None:
            connection.preview = self.graphql.preview_access.admits_token(token)

    async def stream(
        self, query: Asked | Refused, *, context_value: Connection, **_: object
    ) -> AsyncGenerator[ExecutionResult, None]:
        """What the handler asks of a schema: the results of one operation."""
        return self._results(query, context_value)

    async def _results(
        self, asked: Asked | Refused, connection: Connection
    ) -> AsyncGenerator[ExecutionResult, None]:
        under_way = _UnderWay()
        try:
            bodies = await self._answer(asked, connection, under_way)
            async with aclosing(bodies):
                async for body in bodies:
                    yield ExecutionResult(data=cast("Any", Executed(body)), errors=None)
        except Refused as refusal:
            under_way.result = Result.of_refusal(refusal)
            yield PreExecutionError(data=None, errors=[RefusedOperation(error) for error in refusal.errors])
        except Exception:  # the last line, as over HTTP: the client learns that there was an error
            log.exception("unexpected error", request_id=connection.request_id)
            masked = refused("INTERNAL_SERVER_ERROR", MASKED, requestId=connection.request_id)
            under_way.result.errors += masked.errors
            body = encode({"errors": list(masked.errors)})
            yield ExecutionResult(data=cast("Any", Executed(body)), errors=None)
        finally:
            self.access_log.operation(
                connection.request_id, under_way.prepared, under_way.result, under_way.started
            )

    async def _answer(self, asked: Asked | Refused, connection: Connection, under_way: _UnderWay) -> Bodies:
        if isinstance(asked, Refused):
            raise asked
        graphql = self.graphql
        operation, prepared = graphql.prepare(asked)
        under_way.prepared = prepared
        under_way.result.cost = graphql.operations.price(prepared, operation.variables)

        def context(_event: object = None) -> Any:
            return graphql.context(connection.preview, connection.request_id)

        return await answer(graphql.operations, prepared, operation, context(), event_context=context)


async def deny(websocket: WebSocket, refusal: Refused) -> None:
    """Refuse a handshake, with the reason where the server can send one."""
    if "websocket.http.response" not in websocket.scope.get("extensions", {}):
        await websocket.close()
        return
    body = encode({"errors": list(refusal.errors)})
    status = CODES[refusal.code].status
    await websocket.send_denial_response(Response(body, status, refusal.headers, "application/json"))


async def _close(websocket: WebSocket, code: int, reason: str) -> None:
    if websocket.application_state is WebSocketState.CONNECTED:
        with suppress(WebSocketDisconnect, RuntimeError, OSError):  # gone in the meantime
            await websocket.close(code, reason.encode()[:LONGEST_REASON].decode(errors="ignore"))


def _bearer_token(params: Mapping[str, object]) -> bytes | None:
    """The bearer token in a ``connection_init`` payload: at its top or among its ``headers``."""
    headers = params.get("headers")
    for names in (params, headers if isinstance(headers, dict) else {}):
        for name, value in names.items():
            if name.lower() == "authorization" and isinstance(value, str):
                scheme, _, token = value.partition(" ")
                return token.strip().encode() if scheme.lower() == "bearer" else None
    return None


class _Adapter(ASGIWebSocketAdapter):
    """Checks what comes in, and sends bytes as they are."""

    async def iter_json(self, *, ignore_parsing_errors: bool = False) -> AsyncGenerator[object, None]:  # noqa: ARG002
        settings = cast("_View", self.view).endpoint.settings
        while self.ws.application_state is not WebSocketState.DISCONNECTED:
            event = await self.ws.receive()
            if event["type"] == "websocket.disconnect":
                return
            text = event.get("text")
            if text is None:
                raise NonTextMessageReceived
            message = text.encode("utf-8", "surrogatepass")
            if len(message) > settings.max_message_bytes:
                await self.close(TOO_BIG, f"A message is larger than {settings.max_message_bytes} bytes")
                return
            try:
                checked = read_message(message, settings)
            except InvalidMessage as error:
                await self.close(INVALID, str(error))
                return
            yield checked

    async def send_json(self, message: Mapping[str, object]) -> None:
        if self.ws.application_state is not WebSocketState.CONNECTED:
            raise WebSocketDisconnected
        try:
            await self.ws.send_text(_written(message).decode())
        except (WebSocketDisconnect, RuntimeError) as error:
            raise WebSocketDisconnected from error

    async def close(self, code: int, reason: str) -> None:
        await _close(self.ws, code, reason)


def _written(message: Mapping[str, Any]) -> bytes:
    if message["type"] == "next":
        executed: Executed = message["payload"]["data"]
        return b'{"id":%b,"type":"next","payload":%b}' % (encode(message["id"]), executed.body)
    return encode(message)


class _Handler(BaseGraphQLTransportWSHandler[Connection, None]):
    view: _View

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        limit = self.view.endpoint.settings.max_subscriptions
        new = message["id"] not in self.operations
        if self.connection_acknowledged and new and len(self.operations) >= limit:
            refusal = refused("SUBSCRIPTION_LIMIT_EXCEEDED", f"{limit} operations are under way already.")
            errors = cast("Any", list(refusal.errors))
            await self.send_message({"id": message["id"], "type": "error", "payload": errors})
            return
        await super().handle_subscribe(message)

    async def cleanup_operation(self, operation_id: str) -> None:
        operation = self.operations.get(operation_id)
        await super().cleanup_operation(operation_id)
        if operation is not None:
            # Its task ends with an error that leads to the frame that has the operation: one circle for each
            # client that hangs up, if it led on to the task.
            operation.task = None

    async def handle_task_exception(self, error: Exception) -> None:
        if not isinstance(error, WebSocketDisconnected):
            log.error("unexpected error", request_id=self.context.request_id, exc_info=error)


class _View(GraphQL[Connection, None]):
    """Strawberry's view, of which only the WebSocket half is used."""

    graphql_transport_ws_handler_class = _Handler
    websocket_adapter_class = _Adapter

    def __init__(self, endpoint: WebSocketEndpoint) -> None:
        super().__init__(
            # The handler asks the schema for nothing but `stream`.
            schema=cast("BaseSchema", endpoint),
            graphql_ide=None,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=timedelta(seconds=endpoint.settings.connection_init_seconds),
            max_subscriptions_per_connection=None,
            allowed_origins=endpoint.settings.cors_origins,
        )
        self.endpoint = endpoint

    async def on_ws_connect(self, context: Connection) -> UnsetType:
        try:
            self.endpoint.admit(context)
        except Refused as refusal:
            raise ConnectionRejectionError from refusal
        return cast("UnsetType", UNSET)

    async def reject_websocket(self, request: WebSocket) -> WebSocket:
        await deny(request, refused("ORIGIN_REFUSED", "Pages of this origin may not open a WebSocket."))
        return request
