"""``/graphql``: GraphQL over HTTP, as a plain ASGI application.

The order of the checks is the order of what they protect: method, media type, who asks, from where, what.
Every way out is an answer in JSON with ``extensions.code``; what nobody expected is logged and masked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from graphql import OperationType
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from pullquote.api import errors, requests
from pullquote.api.errors import Refused, refused
from pullquote.api.exchange import Answer, Exchange, raw_headers
from pullquote.api.masking import MASKED
from pullquote.api.negotiation import BODIES, HTML, JSON, Choice, choose
from pullquote.api.newsroom import Newsroom
from pullquote.api.operations import Operation, Operations, PreparedOperation, Result, encode
from pullquote.api.preview import Gate
from pullquote.api.requests import Asked, ClientGone
from pullquote.api.settings import Settings

log: structlog.stdlib.BoundLogger = structlog.get_logger("pullquote.graphql")

METHODS = "GET, HEAD, POST, OPTIONS"
RETRY_SECONDS = "1"
"""When to ask again while the newsroom loads."""

ContextMaker = Callable[[Any, bool, str], Any]
"""Makes a resolver's context from an edition, whether it is for the preview, and the request id."""
StreamMaker = Callable[[Exchange, Choice, PreparedOperation, Operation, Any], Awaitable[Response | None]]
"""Answers in a stream: ``(exchange, choice, prepared, operation, context)``; None where one answer is enough.

Called where the client prefers the stream's media type, with an operation that is not executed yet.
"""
Page = Callable[[Request], Response]


@dataclass
class Endpoint:
    """Serves operations on the edition of a newsroom."""

    settings: Settings
    newsroom: Newsroom
    operations: Operations
    gate: Gate
    make_context: ContextMaker
    streams: Mapping[str, StreamMaker] = field(default_factory=dict)
    page: Page | None = None

    def __post_init__(self) -> None:
        self._offered = (*BODIES, *self.streams)
        self._offered_to_browsers = (*self._offered, HTML) if self.page else self._offered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange.begin(scope, receive, send)
        try:
            answer = await self._answer(exchange)
        except Refused as refusal:
            exchange.result = Result.of_refusal(refusal)
            answer = self._encode(exchange, exchange.result)
        except ClientGone:
            return
        except Exception:  # the last line: whatever it is, the client gets an answer without it
            log.exception("unexpected error", request_id=exchange.request_id)
            masked = refused("INTERNAL_SERVER_ERROR", MASKED, requestId=exchange.request_id)
            exchange.result = Result.of_refusal(masked)
            answer = self._encode(exchange, exchange.result)
        if isinstance(answer, Answer):
            await answer.send(exchange)
        else:
            await answer(scope, receive, send)

    async def _answer(self, exchange: Exchange) -> Answer | Response:
        match exchange.method:
            case "POST":
                return await self._post(exchange)
            case "GET" | "HEAD":
                return await self._get(exchange)
            case "OPTIONS":
                return Answer(204, b"", None, [(b"allow", METHODS.encode())])
            case _:
                message = f"GraphQL is served by {METHODS}."
                raise refused("METHOD_NOT_ALLOWED", message, headers={"Allow": METHODS})

    async def _post(self, exchange: Exchange) -> Answer | Response:
        choice = self._choose(exchange, self._offered)
        requests.check_content_type(exchange.headers)
        body = await requests.read_body(exchange.receive, exchange.headers, self.settings.max_body_bytes)
        asked = requests.parse_body(body, self.settings.max_variables_depth)
        return await self._execute(exchange, choice, asked)

    async def _get(self, exchange: Exchange) -> Answer | Response:
        query_string: bytes = exchange.scope.get("query_string", b"")
        asked = requests.parse_query(query_string, self.settings.max_variables_depth)
        nothing = asked.query is None and asked.document_id is None and not asked.extensions
        choice = self._choose(exchange, self._offered_to_browsers if nothing else self._offered)
        if choice.media_type == HTML and self.page is not None:
            return self.page(Request(exchange.scope))
        return await self._execute(exchange, choice, asked)

    def _choose(self, exchange: Exchange, offered: tuple[str, ...]) -> Choice:
        accept = exchange.headers.get(b"accept")
        choice = choose(accept.decode("latin-1") if accept is not None else None, offered)
        if choice is None:
            message = f"The answer can be {', '.join(offered)}; `Accept` has none of them."
            raise refused("NOT_ACCEPTABLE", message)
        exchange.choice = choice
        return choice

    async def _execute(self, exchange: Exchange, choice: Choice, asked: Asked) -> Answer | Response:
        exchange.preview = self.gate.admits(exchange.headers)
        operation = self._operation(asked)
        prepared = exchange.prepared = self.operations.prepare(operation)
        if exchange.method != "POST" and prepared.kind is OperationType.MUTATION:
            message = "A mutation must be sent by POST."
            raise refused("METHOD_NOT_ALLOWED", message, headers={"Allow": "POST"})
        edition = self.newsroom.edition
        if edition is None:
            message = "The newsroom is still loading."
            raise refused("NOT_READY", message, headers={"Retry-After": RETRY_SECONDS})
        context = self.make_context(edition, exchange.preview, exchange.request_id)
        stream = self.streams.get(choice.media_type)
        if stream is not None:
            streamed = await stream(exchange, choice, prepared, operation, context)
            if streamed is not None:
                return streamed
            if choice.body is None:
                message = "One answer is enough for this operation; accept application/json too."
                raise refused("NOT_ACCEPTABLE", message)
        if prepared.kind is OperationType.SUBSCRIPTION:
            raise refused("SUBSCRIPTION_TRANSPORT_REQUIRED", self._transports())
        result = exchange.result = await self.operations.run(prepared, operation, context)
        return self._encode(exchange, result)

    def _operation(self, asked: Asked) -> Operation:
        if asked.query is None:
            raise refused("BAD_REQUEST", "The parameter “query” is missing.")
        return Operation(asked.query, asked.operation_name, asked.variables, asked.extensions)

    def _transports(self) -> str:
        ways = [
            "a WebSocket (graphql-transport-ws)",
            *(f"`Accept: {media_type}`" for media_type in self.streams),
        ]
        return f"A subscription goes on: ask by {', or by '.join(ways)}."

    def _encode(self, exchange: Exchange, result: Result) -> Answer:
        body_type = exchange.choice.body if exchange.choice is not None else None
        if body_type is None:
            body_type = JSON
        status = 200
        if not result.executed:
            code = result.errors[0]["extensions"]["code"]
            status = errors.status(code, legacy=body_type == JSON)
        return Answer(status, result.json(), f"{body_type}; charset=utf-8", raw_headers(result.headers))


def error_answer(refusal: Refused) -> Answer:
    """A refusal as the answer of an address that is not GraphQL's."""
    body = encode({"errors": list(refusal.errors)})
    status = errors.CODES[refusal.code].status
    return Answer(status, body, f"{JSON}; charset=utf-8", raw_headers(refusal.headers))
