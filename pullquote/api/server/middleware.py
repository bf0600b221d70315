"""The outermost layer: every request is begun, answered, logged and counted here.

``/graphql`` is handed to its endpoint directly. Everything else goes through Starlette's router, and what it
answers gets the same headers, validators, compression and log line.
"""

from __future__ import annotations

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from pullquote.api.endpoint.endpoint import BEGUN, Begun, Endpoint, error_answer
from pullquote.api.errors import Refused, refused
from pullquote.api.http.bodies import ClientGone
from pullquote.api.http.cors import METHODS, is_preflight
from pullquote.api.http.exchange import Answer, AnswerBody
from pullquote.api.http.responding import Responder
from pullquote.api.operations.exchange import OperationExchange
from pullquote.api.operations.masking import MASKED
from pullquote.api.telemetry.access_log import AccessLog

log: FilteringBoundLogger = structlog.get_logger()

GRAPHQL = "/graphql"
BODY_HEADERS = frozenset({b"content-type", b"content-length"})


class OutermostMiddleware:
    """ASGI middleware around everything."""

    def __init__(self, app: ASGIApp, endpoint: Endpoint, responder: Responder, access_log: AccessLog) -> None:
        self._app = app
        self._endpoint = endpoint
        self._responder = responder
        self._access_log = access_log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; WebSockets and the lifespan are not ours."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun: Begun | None = scope.pop(BEGUN, None)
        if begun is None:
            exchange = OperationExchange.begin(scope, receive, send)
        else:
            exchange = begun.exchange
            exchange.scope, exchange.receive, exchange.send = scope, receive, send
        try:
            await self._answer(exchange, begun)
        except ClientGone:
            exchange.status = exchange.status or 499
        finally:
            self._access_log.record(exchange)

    async def _answer(self, exchange: OperationExchange, begun: Begun | None) -> None:
        path = _path(exchange.scope)
        if (
            path == "*"
        ):  # what any address of this server can be asked for: OPTIONS * (RFC 9110, section 9.3.7)
            await self._responder.send(exchange, Answer(204, AnswerBody(b""), None, [(b"allow", METHODS)]))
        elif is_preflight(exchange):
            allow = [(b"allow", METHODS), *self._responder.preflight(exchange)]
            await self._responder.send(exchange, Answer(204, AnswerBody(b""), None, allow))
        elif path == GRAPHQL:
            answer = await self._endpoint.answer(exchange, begun)
            if isinstance(answer, Answer):
                await self._responder.send(exchange, answer)
            else:
                await self._forward(exchange, answer)
        else:
            await self._forward(exchange, self._app)

    async def _forward(self, exchange: OperationExchange, app: ASGIApp) -> None:
        """Let ``app`` answer, in Starlette's way, and make the answer one of ours."""
        sending = _Sending(exchange, self._responder)
        try:
            await app(exchange.scope, exchange.receive, sending)
        except ClientGone:
            raise
        except Refused as refusal:
            await self._responder.send(exchange, error_answer(refusal))
        except Exception:  # the last line: whatever it is, the client gets an answer without it
            log.exception("unexpected error", request_id=exchange.request_id)
            if sending.started:
                raise
            masked = refused("INTERNAL_SERVER_ERROR", MASKED, requestId=exchange.request_id)
            await self._responder.send(exchange, error_answer(masked))


class _Sending:
    """Takes what an application sends: a whole body becomes an Answer, a stream goes on as it comes."""

    def __init__(self, exchange: OperationExchange, responder: Responder) -> None:
        self._exchange = exchange
        self._responder = responder
        self._start: Message | None = None
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self.started:
            await self._pass_on(message)
            return
        start = self._start
        if start is None or message["type"] != "http.response.body":
            await self._exchange.send(message)
            return
        self.started = True
        body = message.get("body", b"")
        # A file's answer to HEAD has the length of the file and no body: nothing to make an answer of.
        if message.get("more_body", False) or (self._exchange.method == "HEAD" and not body):
            await self._pass_on_start(start)
            await self._pass_on(message)
            return
        await self._responder.send(self._exchange, _whole(start, body))

    async def _pass_on_start(self, start: Message) -> None:
        own = list(start.get("headers", ()))
        request_id = (b"x-request-id", self._exchange.request_id.encode())
        headers = [*own, *self._responder.common(self._exchange.headers, own), request_id]
        self._exchange.status = start["status"]
        await self._exchange.send({**start, "headers": headers})

    async def _pass_on(self, message: Message) -> None:
        self._exchange.sent_bytes += len(message.get("body", b""))
        await self._exchange.send(message)


def _whole(start: Message, body: bytes) -> Answer:
    headers = [(name, value) for name, value in start.get("headers", ()) if name not in BODY_HEADERS]
    types = [value for name, value in start.get("headers", ()) if name == b"content-type"]
    return Answer(start["status"], AnswerBody(body), types[0].decode("latin-1") if types else None, headers)


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path.removeprefix(root) if root else path
