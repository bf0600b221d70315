"""``/graphql``: GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/).

What a request gets is decided in one function, :meth:`Endpoint.decide`, whichever way its bytes come in and its
answer goes out: through ASGI (:meth:`Endpoint.answer`), or by the fast path. The order of the checks is the order
of what they protect: method, media type, form, from where, who, what. Every way out is an answer in JSON with
``extensions.code``; what nobody expected is logged and masked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import structlog
from graphql import OperationType
from starlette.requests import Request
from starlette.responses import Response
from structlog.typing import FilteringBoundLogger

from pullquote.api import errors
from pullquote.api.endpoint import requests
from pullquote.api.endpoint.negotiator import Negotiator, not_acceptable
from pullquote.api.endpoint.persisted_documents import FoundDocument, PersistedDocuments
from pullquote.api.endpoint.requests import Asked
from pullquote.api.errors import Refused, refused
from pullquote.api.http import csrf
from pullquote.api.http.bodies import ClientGone, read_body
from pullquote.api.http.cors import METHODS
from pullquote.api.http.exchange import Answer, AnswerBody, raw_headers
from pullquote.api.http.negotiation import BODIES, JSON, Choice, NegotiatedHeaders
from pullquote.api.http.preview import PreviewAccess
from pullquote.api.http.problem_access import ProblemAccess
from pullquote.api.lru import LRU
from pullquote.api.operations.documents import Labelled
from pullquote.api.operations.exchange import OperationExchange
from pullquote.api.operations.masking import MASKED
from pullquote.api.operations.operations import Operation, Operations, PreparedOperation, Result, encode
from pullquote.api.operations.response_cache import CacheKey, Lookup, ResponseCache
from pullquote.api.operations.rounds import STORE_ERRORS, store_refusal
from pullquote.api.settings import Settings
from pullquote.api.streams.transports import Streams, comes_in_parts
from pullquote.store.newsroom.editions import Viewer
from pullquote.store.rounds.served import ContextMaker, ServedNewsroom

log: FilteringBoundLogger = structlog.get_logger()

RETRY_SECONDS = "1"
"""When to ask again while the newsroom loads."""
MOST_SEEN: Final = 2_000
"""Requests remembered with what they ask for, of each method."""
LONGEST_SEEN: Final = 4_000
"""Bytes of a request that is remembered: what 2,000 of them take is bounded by that."""
CONTENT_TYPES = {media_type: f"{media_type}; charset=utf-8" for media_type in BODIES}

MakePage = Callable[[Request], Awaitable[Response]]
BEGUN: Final = "pullquote.begun"
"""The key of a :class:`Begun` in the ASGI scope of a request."""


class Begun(NamedTuple):
    """A request that is decided, maybe being executed already, and has to be waited for in a task."""

    exchange: OperationExchange
    finish: Callable[[OperationExchange], Awaitable[Answer | Response]]


@dataclass
class Endpoint:
    """Answers operations from an edition; ``page`` is what a browser gets, ``seen`` are requests with cached answers."""

    settings: Settings
    newsroom: ServedNewsroom
    operations: Operations
    preview_access: PreviewAccess
    problem_access: ProblemAccess
    persisted: PersistedDocuments
    make_context: ContextMaker
    page: MakePage | None = None

    def __post_init__(self) -> None:
        self.responses = ResponseCache.of(self.settings)
        self.streams = Streams.of(self.settings, self.operations, self.newsroom, self.make_context)
        self.negotiator = Negotiator(self.settings, has_page=self.page is not None)
        self.seen: dict[str, LRU[bytes, tuple[Labelled, CacheKey]]] = {
            method: LRU(MOST_SEEN, lambda *_: 1) for method in ("POST", "GET", "HEAD")
        }

    async def answer(self, exchange: OperationExchange, begun: Begun | None = None) -> Answer | Response:
        """The answer to one request, which may have begun before. Raises ClientGone, and nothing else."""
        try:
            decided: Answer | Begun = begun or self.decide(exchange, await self._request(exchange))
            return await decided.finish(exchange) if isinstance(decided, Begun) else decided
        except Refused as refusal:
            return self.refuse(exchange, refusal)
        except STORE_ERRORS as error:  # of a page: operations say it in their results
            return self.refuse(exchange, store_refusal(error))
        except ClientGone:
            raise
        except Exception:  # the last line: whatever it is, the client gets an answer without it
            log.exception("unexpected error", request_id=exchange.request_id)
            masked = refused("INTERNAL_SERVER_ERROR", MASKED, requestId=exchange.request_id)
            return self.refuse(exchange, masked)

    async def _request(self, exchange: OperationExchange) -> bytes:
        """What says what is asked for: the body of a POST, or the query component of an address."""
        if exchange.method != "POST":
            query: bytes = exchange.scope.get("query_string", b"")
            return query
        negotiated = self._negotiate(exchange)
        if negotiated.refusal is not None:  # which is decided without a body
            return b""
        return await read_body(exchange.receive, exchange.headers, self.settings.max_body_bytes)

    def decide(self, exchange: OperationExchange, request: bytes) -> Answer | Begun:
        """What a request gets: its answer, or what has to be waited for. Needs a running event loop.

        ``request`` is the body of a POST, or else the query component of the address.
        """
        try:
            match exchange.method:
                case "POST" | "GET" | "HEAD":
                    return self._decide(exchange, request)
                case "OPTIONS":
                    return Answer(204, AnswerBody(b""), None, [(b"allow", METHODS)])
                case _:
                    allowed = METHODS.decode()
                    message = f"GraphQL is served by {allowed}."
                    raise refused("METHOD_NOT_ALLOWED", message, headers={"Allow": allowed})
        except Refused as refusal:
            answer = self.refuse(exchange, refusal)
            return answer if isinstance(answer, Answer) else Begun(exchange, lambda _now: _ready(answer))

    def _negotiate(self, exchange: OperationExchange) -> NegotiatedHeaders:
        scheme = exchange.scope.get("scheme", "http")
        exchange.negotiated = self.negotiator.negotiate(exchange.method, exchange.headers, scheme)
        return exchange.negotiated

    def _decide(self, exchange: OperationExchange, request: bytes) -> Answer | Begun:
        method, negotiated = exchange.method, exchange.negotiated or self._negotiate(exchange)
        exchange.choice = negotiated.choice
        is_public = b"authorization" not in exchange.headers
        edition, access = self.newsroom.edition, self.problem_access
        exchange.sees_problems = access.matters_for(edition) and access.admits(
            exchange.scope, exchange.headers
        )
        is_plain = is_public and negotiated.is_plain and not exchange.sees_problems
        if is_plain and (seen := self.seen[method].get(request)) is not None:
            cached = self._cached_result(exchange, *seen)
            if cached is not None:
                return self.encode(exchange, cached)
        if negotiated.refusal is not None:
            raise negotiated.refusal.with_traceback(None)
        if method == "POST":
            asked = requests.parse_body(request, self.settings.max_variables_depth)
        else:
            asked = requests.parse_query(request, self.settings.max_variables_depth)
            if negotiated.wants_page and asked.is_empty and (page := self.page) is not None:
                return Begun(exchange, lambda now: page(Request(now.scope)))
        if negotiated.choice is None:
            raise not_acceptable()
        found = self.persisted.find(asked)
        if negotiated.is_cross_site and not found.is_trusted:
            raise csrf.refusal()
        if not is_public:
            exchange.preview = self.preview_access.admits(exchange.scope["headers"])
        return self._execute(exchange, negotiated.choice, asked, found, request if is_plain else None)

    def _execute(
        self,
        exchange: OperationExchange,
        choice: Choice,
        asked: Asked,
        found: FoundDocument,
        plain: bytes | None,
    ) -> Answer | Begun:
        """Execute what was asked for; a ``plain`` request is remembered with what it asks for."""
        operation, prepared = self._prepare(asked, found)
        exchange.prepared = operation.label(prepared)
        if exchange.method != "POST" and prepared.kind is OperationType.MUTATION:
            raise refused("METHOD_NOT_ALLOWED", "A mutation must be sent by POST.", headers={"Allow": "POST"})
        if stream := self.streams.choose(exchange, choice, prepared):
            exchange.choice = stream
            return Begun(exchange, lambda now: self._stream(now, stream, prepared, operation))
        context = self.context(exchange.viewer, exchange.request_id)
        started = self._start(exchange, prepared, operation, context)
        if not isinstance(started, Result):
            task = asyncio.get_running_loop().create_task(started)  # which ends even if nobody waits for it
            return Begun(exchange, lambda now: self._finish(now, task))
        if plain is not None and exchange.cache == "hit" and not comes_in_parts(prepared):
            key = self.responses.key(prepared, operation, preview=False)
            if key is not None:
                self.remember(exchange.method, plain, exchange.prepared, key)
        exchange.result = started
        return self.encode(exchange, started)

    async def _stream(
        self, exchange: OperationExchange, stream: Choice, prepared: PreparedOperation, operation: Operation
    ) -> Response:
        """The answer in parts. Its sender may have problems to see later, if there are none now."""
        exchange.sees_problems = self.problem_access.admits(exchange.scope, exchange.headers)
        context = self.context(exchange.viewer, exchange.request_id)
        return await self.streams.respond(exchange, stream, prepared, operation, context)

    def remember(self, method: str, request: bytes, label: Labelled, key: CacheKey) -> None:
        """Remember what a plain request asks for whose answer is cached."""
        if len(request) <= LONGEST_SEEN:
            # An operation is not held for its label, with its document and all that is known of it.
            held = label.label if isinstance(label, PreparedOperation) else label
            self.seen[method].put(request, (held, key))

    def _cached_result(self, exchange: OperationExchange, label: Labelled, key: CacheKey) -> Result | None:
        """The answer to a request that came before, if it is still cached."""
        edition = self.newsroom.edition
        if edition is None:
            return None
        result = self.responses.get(key, (edition.public, edition.public_changes))
        if result is not None:
            exchange.prepared, exchange.cache, exchange.result = label, "hit", result
        return result

    def _start(
        self, exchange: OperationExchange, prepared: PreparedOperation, operation: Operation, context: Any
    ) -> Result | Coroutine[Any, Any, Result]:
        """Look for the answer in the response cache, or begin to execute: the result, or the rest to await."""
        key = self.responses.key(prepared, operation, preview=exchange.viewer is not Viewer.PUBLIC)
        if key is None:
            return self.operations.start(prepared, operation, context)
        state = (context.snapshot.identity, context.changes)
        started = self.responses.start(
            key, state, lambda: self.operations.start(prepared, operation, context)
        )
        if isinstance(started, tuple):
            return _with_cache_state(exchange, started)
        return _rest(exchange, started)

    async def _finish(self, exchange: OperationExchange, task: asyncio.Task[Result]) -> Answer:
        exchange.result = await task
        return self.encode(exchange, exchange.result)

    def prepare(self, asked: Asked) -> tuple[Operation, PreparedOperation]:
        """The operation that a request asks for, ready to be executed. Raises Refused."""
        return self._prepare(asked, self.persisted.find(asked))

    def _prepare(self, asked: Asked, found: FoundDocument) -> tuple[Operation, PreparedOperation]:
        decided = self.operations.find(_operation(asked, found))
        self.persisted.register(found)
        return decided

    def context(self, viewer: Viewer, request_id: str) -> Any:
        """What resolvers get: above all the snapshot of now. Raises Refused while there is none."""
        edition = self.newsroom.edition
        if edition is None:
            if (away := self.newsroom.unavailable) is not None:
                raise store_refusal(away)
            message = "The newsroom is still loading."
            raise refused("NOT_READY", message, headers={"Retry-After": RETRY_SECONDS})
        return self.make_context(edition, viewer, request_id)

    def refuse(self, exchange: OperationExchange, refusal: Refused) -> Answer | Response:
        """The answer to a request that is refused."""
        exchange.result = Result.of_refusal(refusal)
        return self.streams.refuse(exchange, refusal) or self.encode(exchange, exchange.result)

    def encode(self, exchange: OperationExchange, result: Result) -> Answer:
        """The answer that says what came of an operation."""
        choice = exchange.choice
        media_type = (choice.body if choice is not None else None) or JSON
        if result.executed:
            return Answer(200, result.payload, CONTENT_TYPES[media_type])
        status = errors.status(result.errors[0]["extensions"]["code"], legacy=media_type == JSON)
        return Answer(status, result.payload, CONTENT_TYPES[media_type], raw_headers(result.headers))


def _operation(asked: Asked, found: FoundDocument) -> Operation:
    return Operation(found.text, asked.operation_name, asked.variables, asked.extensions)


def _with_cache_state(exchange: OperationExchange, looked: Lookup) -> Result:
    result, was_cached = looked
    exchange.cache = "hit" if was_cached else "miss"
    return result


async def _rest(exchange: OperationExchange, looked: Coroutine[Any, Any, Lookup]) -> Result:
    return _with_cache_state(exchange, await looked)


async def _ready(response: Response) -> Response:
    return response


def error_answer(refusal: Refused) -> Answer:
    """A refusal as the answer of an address that is not GraphQL's."""
    body = encode({"errors": list(refusal.errors)})
    status = errors.CODES[refusal.code].status
    return Answer(status, AnswerBody(body), CONTENT_TYPES[JSON], raw_headers(refusal.headers))
