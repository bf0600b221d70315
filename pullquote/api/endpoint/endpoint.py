"""``/graphql``: GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/).

The order of the checks is the order of what they protect: method, media type, form, from where, who, what.
Every way out is an answer in JSON with ``extensions.code``; what nobody expected is logged and masked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import structlog
from graphql import OperationType
from starlette.requests import Request
from starlette.responses import Response
from structlog.typing import FilteringBoundLogger

from pullquote.api import errors
from pullquote.api.endpoint import requests
from pullquote.api.endpoint.persisted_documents import Found, PersistedDocuments
from pullquote.api.endpoint.requests import Asked, ClientGone
from pullquote.api.errors import Refused, refused
from pullquote.api.http.cors import METHODS
from pullquote.api.http.csrf import check_cross_site
from pullquote.api.http.exchange import Answer, Body, Exchange, raw_headers
from pullquote.api.http.negotiation import BODIES, HTML, JSON, Choice, choose, choose_named
from pullquote.api.http.preview import PreviewAccess
from pullquote.api.operations.masking import MASKED
from pullquote.api.operations.operations import Operation, Operations, PreparedOperation, Result, encode
from pullquote.api.operations.response_cache import Looked, ResponseCache
from pullquote.api.settings import Settings
from pullquote.api.streams.transports import MEDIA_TYPES, Streams
from pullquote.store.newsroom.newsroom import ContextMaker, Newsroom

log: FilteringBoundLogger = structlog.get_logger()

RETRY_SECONDS = "1"
"""When to ask again while the newsroom loads."""

Page = Callable[[Request], Response]
BEGUN: Final = "pullquote.begun"
"""The key of a :class:`Begun` in the ASGI scope of a request."""


class Begun(NamedTuple):
    """A request that was prepared before it came to the endpoint, and maybe is being executed already.

    It is handed on so that no document is seen twice, and nothing executed twice, for one request. ``rest`` is
    what is to be awaited for the result: a task, which ends even if nobody is left to wait for it.
    """

    exchange: Exchange
    operation: Operation
    prepared: PreparedOperation
    rest: asyncio.Task[Result] | None = None


@dataclass
class Endpoint:
    """Answers operations from the edition of a newsroom; ``page`` is what a browser gets."""

    settings: Settings
    newsroom: Newsroom
    operations: Operations
    preview_access: PreviewAccess
    persisted: PersistedDocuments
    make_context: ContextMaker
    page: Page | None = None

    def __post_init__(self) -> None:
        self.responses = ResponseCache.of(self.settings)
        self.streams = Streams.of(self.settings, self.operations, self.newsroom, self.make_context)
        self.offered = (*BODIES, *MEDIA_TYPES)
        self._offered_to_browsers = (*self.offered, HTML) if self.page else self.offered

    async def answer(self, exchange: Exchange) -> Answer | Response:
        """The answer to one request. Raises ClientGone, and nothing else."""
        try:
            return await self._answer(exchange)
        except Refused as refusal:
            return self.refuse(exchange, refusal)
        except ClientGone:
            raise
        except Exception:  # the last line: whatever it is, the client gets an answer without it
            log.exception("unexpected error", request_id=exchange.request_id)
            masked = refused("INTERNAL_SERVER_ERROR", MASKED, requestId=exchange.request_id)
            return self.refuse(exchange, masked)

    async def _answer(self, exchange: Exchange) -> Answer | Response:
        match exchange.method:
            case "POST":
                return await self._post(exchange)
            case "GET" | "HEAD":
                return await self._get(exchange)
            case "OPTIONS":
                return Answer(204, Body(b""), None, [(b"allow", METHODS)])
            case _:
                allowed = METHODS.decode()
                message = f"GraphQL is served by {allowed}."
                raise refused("METHOD_NOT_ALLOWED", message, headers={"Allow": allowed})

    async def _post(self, exchange: Exchange) -> Answer | Response:
        choice = self._choose(exchange, self.offered)
        requests.check_content_type(exchange.headers)
        body = await requests.read_body(exchange.receive, exchange.headers, self.settings.max_body_bytes)
        asked = requests.parse_body(body, self.settings.max_variables_depth)
        return await self._execute(exchange, choice, asked)

    async def _get(self, exchange: Exchange) -> Answer | Response:
        query_string: bytes = exchange.scope.get("query_string", b"")
        asked = requests.parse_query(query_string, self.settings.max_variables_depth)
        for_a_page = asked.query is None and asked.document_id is None and not asked.extensions
        choice = self._choose(exchange, self._offered_to_browsers if for_a_page else self.offered)
        if choice.media_type == HTML and self.page is not None:
            return self.page(Request(exchange.scope))
        return await self._execute(exchange, choice, asked)

    def _choose(self, exchange: Exchange, offered: tuple[str, ...]) -> Choice:
        choice = choose(exchange.accept, offered)
        if choice is None:
            message = f"The answer can be {', '.join(offered)}; `Accept` has none of them."
            raise refused("NOT_ACCEPTABLE", message)
        exchange.choice = choice
        return choice

    async def _execute(self, exchange: Exchange, choice: Choice, asked: Asked) -> Answer | Response:
        found = self.persisted.find(asked)
        if exchange.method != "POST" and self.settings.csrf_prevention and not found.is_trusted:
            check_cross_site(exchange.headers, exchange.scope.get("scheme", "http"))
        exchange.preview = self.preview_access.admits(exchange.scope["headers"])
        begun: Begun | None = exchange.scope.pop(BEGUN, None)
        if begun is None:
            operation, prepared = self._prepare(asked, found)
        else:
            before, operation, prepared, rest = begun
            exchange.request_id, exchange.started = before.request_id, before.started
            if rest is not None:
                exchange.prepared, exchange.result = prepared, await rest
                exchange.cache = before.cache
                return self.encode(exchange, exchange.result)
        exchange.prepared = prepared
        if exchange.method != "POST" and prepared.kind is OperationType.MUTATION:
            raise refused("METHOD_NOT_ALLOWED", "A mutation must be sent by POST.", headers={"Allow": "POST"})
        context = self.context(exchange.preview, exchange.request_id)
        if prepared.kind is OperationType.SUBSCRIPTION:
            exchange.choice = choice = _for_subscription(exchange)
        if choice.media_type in MEDIA_TYPES:
            streamed = await self.streams.respond(exchange, choice, prepared, operation, context)
            if streamed is not None:
                return streamed
        started = self.start(exchange, prepared, operation, context)
        exchange.result = started if isinstance(started, Result) else await started
        return self.encode(exchange, exchange.result)

    def start(
        self, exchange: Exchange, prepared: PreparedOperation, operation: Operation, context: Any
    ) -> Result | Coroutine[Any, Any, Result]:
        """Look for the answer among those that are kept, or begin to execute: the result, or the rest to await."""
        key = self.responses.key(prepared, operation, preview=exchange.preview)
        if key is None:
            return self.operations.start(prepared, operation, context)
        state = (context.snapshot, context.changes)
        started = self.responses.start(
            key, state, lambda: self.operations.start(prepared, operation, context)
        )
        if isinstance(started, tuple):
            return _noted(exchange, started)
        return _rest(exchange, started)

    def prepare(self, asked: Asked) -> tuple[Operation, PreparedOperation]:
        """The operation that a request asks for, ready to be executed. Raises Refused."""
        return self._prepare(asked, self.persisted.find(asked))

    def _prepare(self, asked: Asked, found: Found) -> tuple[Operation, PreparedOperation]:
        operation = Operation(found.text, asked.operation_name, asked.variables, asked.extensions)
        prepared = self.operations.prepare(operation)
        self.persisted.register(found)
        return operation, prepared

    def context(self, preview: bool, request_id: str) -> Any:
        """What resolvers get: above all the snapshot of now. Raises Refused while there is none."""
        edition = self.newsroom.edition
        if edition is None:
            message = "The newsroom is still loading."
            raise refused("NOT_READY", message, headers={"Retry-After": RETRY_SECONDS})
        return self.make_context(edition, preview, request_id)

    def refuse(self, exchange: Exchange, refusal: Refused) -> Answer | Response:
        """The answer to a request that is refused."""
        exchange.result = Result.of_refusal(refusal)
        return self.streams.refuse(exchange, refusal) or self.encode(exchange, exchange.result)

    def encode(self, exchange: Exchange, result: Result) -> Answer:
        """The answer that says what came of an operation."""
        media_type = (exchange.choice.body if exchange.choice is not None else None) or JSON
        status = 200
        if not result.executed:
            code = result.errors[0]["extensions"]["code"]
            status = errors.status(code, legacy=media_type == JSON)
        return Answer(status, result.payload, f"{media_type}; charset=utf-8", raw_headers(result.headers))


def _noted(exchange: Exchange, looked: Looked) -> Result:
    result, was_kept = looked
    exchange.cache = "hit" if was_kept else "miss"
    return result


async def _rest(exchange: Exchange, looked: Coroutine[Any, Any, Looked]) -> Result:
    return _noted(exchange, await looked)


def _for_subscription(exchange: Exchange) -> Choice:
    """The stream that the client names; a subscription has many answers, and no other media type for them."""
    choice = choose_named(exchange.accept, MEDIA_TYPES)
    if choice is None:
        ways = ", or by ".join(
            ["a WebSocket (graphql-transport-ws)", *(f"`Accept: {type_}`" for type_ in MEDIA_TYPES)]
        )
        raise refused("SUBSCRIPTION_TRANSPORT_REQUIRED", f"A subscription has many answers: ask by {ways}.")
    return choice


def error_answer(refusal: Refused) -> Answer:
    """A refusal as the answer of an address that is not GraphQL's."""
    body = encode({"errors": list(refusal.errors)})
    status = errors.CODES[refusal.code].status
    return Answer(status, Body(body), f"{JSON}; charset=utf-8", raw_headers(refusal.headers))
