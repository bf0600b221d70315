"""The fast path: an ordinary GraphQL request, from its bytes to the bytes of its answer, in one call.

What is decided here is decided by the endpoint's own functions. What is left out is what they are wrapped
in: the server's task and events for each request, ASGI's messages, and working out anew what the same
headers of the same client meant a millisecond ago. Whatever is not ordinary (a preview token, a stream, a
page, another method) gets None, and goes the long way through the server and the application.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import orjson
import structlog
from graphql import OperationType
from starlette.types import Message, Scope
from structlog.typing import FilteringBoundLogger

from pullquote.api.endpoint import requests
from pullquote.api.endpoint.endpoint import Begun, Endpoint, error_answer
from pullquote.api.endpoint.requests import Asked
from pullquote.api.errors import Refused
from pullquote.api.http import caching
from pullquote.api.http.compression import choose_coding, is_compressible
from pullquote.api.http.csrf import check_cross_site
from pullquote.api.http.exchange import Answer, Body, Exchange, RawHeaders, join_headers, request_id_of
from pullquote.api.http.negotiation import BODIES, Choice, choose
from pullquote.api.http.responding import Responder
from pullquote.api.operations.operations import NOTHING, PreparedOperation, Result
from pullquote.api.operations.response_cache import Key
from pullquote.api.telemetry.access_log import AccessLog

log: FilteringBoundLogger = structlog.get_logger()

PATH: Final = b"/graphql"
TO_POST = frozenset(
    {b"accept", b"accept-encoding", b"authorization", b"content-encoding", b"content-type", b"origin"}
)
"""The headers that decide how a POST is answered; all others may differ from request to request."""
TO_GET = TO_POST | {
    b"apollo-require-preflight",
    b"graphql-require-preflight",
    b"host",
    b"sec-fetch-site",
    b"user-agent",
    b"x-apollo-operation-name",
    b"x-forwarded-proto",
}
"""The same for a GET, which must not come from another site."""
OF_EACH = frozenset({b"cache-control", b"content-encoding", b"content-length", b"etag", b"x-request-id"})
"""Response headers that are each answer's own."""
NOT_STORED = b"cache-control: %b\r\n" % caching.NO_STORE
NESTING = frozenset({dict, list})
"""The types of the variables whose depth has to be looked at."""
MOST_NEGOTIATED: Final = 512
"""Sets of headers remembered: a browser or a client library sends always the same."""
MOST_SEEN: Final = 2_000
"""Requests remembered with what they ask for."""
LONGEST_SEEN: Final = 4_000
"""Bytes of a request that is remembered: what 2,000 of them take is bounded by that."""
STATUS = {
    status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode("ascii") for status in HTTPStatus
}

Reply = tuple[bytes, bytes, bytes]
"""The status line, the other lines with the empty one that ends them, and the body.

Between the first two a server adds the date, and whether it keeps the connection.
"""


@dataclass(frozen=True, slots=True)
class NegotiatedHeaders:
    """What a client's headers mean, and the lines that every answer to it has."""

    choice: Choice
    coding: str | None
    head: bytes
    head_of_304: bytes


class FastPath:
    """Answers ordinary requests to ``/graphql``."""

    def __init__(self, endpoint: Endpoint, responder: Responder, access_log: AccessLog) -> None:
        self._endpoint = endpoint
        self._responder = responder
        self._access_log = access_log
        self.settings = endpoint.settings
        self._smallest = endpoint.settings.compression_min_bytes
        self._deepest = endpoint.settings.max_variables_depth
        self._negotiated: dict[Any, NegotiatedHeaders | None] = {}
        self._seen: OrderedDict[bytes, tuple[PreparedOperation, Key]] = OrderedDict()

    def answer(
        self, method: bytes, query: bytes | None, headers: RawHeaders, body: bytes
    ) -> Reply | Begun | None:
        """The answer; None for a request that takes the long way, and what of it has begun where something has.

        ``query`` is the query component of the address, None where it has none. What has begun goes into the
        ASGI scope of the request, as :data:`~pullquote.api.endpoint.endpoint.BEGUN`.
        """
        try:
            if method == b"POST" and query is None:
                return self._answer("POST", TO_POST, body, headers)
            if method == b"GET" and query:
                return self._answer("GET", TO_GET, query, headers)
        except Exception:  # whatever it is, the long way has an answer to it
            log.exception("unexpected error on the fast path")
        return None

    def _answer(
        self, method: str, relevant: frozenset[bytes], request: bytes, headers: RawHeaders
    ) -> Reply | Begun | None:
        deciding: RawHeaders = []
        own: dict[bytes, bytes] = {}
        for pair in headers:
            if pair[0] in relevant:
                deciding.append(pair)
            elif pair[0] == b"x-request-id" or pair[0] == b"if-none-match":
                own[pair[0]] = own[pair[0]] + b", " + pair[1] if pair[0] in own else pair[1]
        key = (method, b"x-request-id" in own, *deciding)
        try:
            negotiated = self._negotiated[key]
        except KeyError:
            negotiated = self._learn(key, method, headers)
        if negotiated is None:
            return None
        scope: Scope = {"type": "http", "path": "/graphql", "method": method, "headers": headers}
        exchange = Exchange(scope, _receive, _send, method, own, request_id_of(own), choice=negotiated.choice)
        try:
            result = self._result(exchange, request)
        except Refused as refusal:
            exchange.headers = join_headers(headers)
            answer = self._endpoint.refuse(exchange, refusal)
            return self._rendered(exchange, answer) if isinstance(answer, Answer) else None
        if not isinstance(result, Result):
            return result
        exchange.result = result
        if result.errors or not result.executed or result.headers:
            exchange.headers = join_headers(headers)
            return self._rendered(exchange, self._endpoint.encode(exchange, result))
        return self._served(exchange, negotiated, result.payload)

    def _result(self, exchange: Exchange, request: bytes) -> Result | Begun | None:
        endpoint, responses = self._endpoint, self._endpoint.responses
        edition = endpoint.newsroom.edition
        if edition is None:
            return None
        seen = self._seen.get(request)
        if seen is not None:
            prepared, key = seen
            result = responses.get(key, (edition.public, edition.public_changes))
            if result is not None:
                exchange.prepared, exchange.cache = prepared, "hit"
                return result
        asked = self._asked(exchange.method, request)
        if asked is None:
            return None
        operation, prepared = endpoint.prepare(asked)
        if prepared.kind is not OperationType.QUERY:
            return Begun(exchange, operation, prepared)
        exchange.prepared = prepared
        context = endpoint.context(False, exchange.request_id)
        started = endpoint.start(exchange, prepared, operation, context)
        if not isinstance(started, Result):
            rest = asyncio.get_running_loop().create_task(started)
            return Begun(exchange, operation, prepared, rest)
        if exchange.cache == "hit":
            self._remember(request, prepared, responses.key(prepared, operation, preview=False))
        return started

    def _asked(self, method: str, request: bytes) -> Asked | None:
        if method == "POST":
            return _plainly_asked(request) or requests.parse_body(request, self._deepest)
        asked = requests.parse_query(request, self._deepest)
        for_a_page = asked.query is None and asked.document_id is None and not asked.extensions
        return None if for_a_page else asked

    def _remember(self, request: bytes, prepared: PreparedOperation, key: Key | None) -> None:
        if key is not None and len(request) <= LONGEST_SEEN:
            self._seen[request] = (prepared, key)
            if len(self._seen) > MOST_SEEN:
                self._seen.popitem(last=False)

    def _served(self, exchange: Exchange, negotiated: NegotiatedHeaders, body: Body) -> Reply:
        """An answer with data."""
        request_id = exchange.request_id.encode()
        own = NOT_STORED
        if exchange.method == "GET":
            own = b"cache-control: %b\r\netag: %b\r\n" % (self._responder.freshness(), body.etag)
            known = exchange.headers.get(b"if-none-match")
            if known is not None and caching.matches(known, body.etag):
                exchange.status = 304
                self._access_log.record(exchange)
                return (
                    STATUS[304],
                    b"%bx-request-id: %b\r\n%b\r\n" % (negotiated.head_of_304, request_id, own),
                    b"",
                )
        payload = body.plain
        if negotiated.coding is not None and len(payload) >= self._smallest:
            payload = body.coded(negotiated.coding)
            own += b"content-encoding: %b\r\n" % negotiated.coding.encode()
        exchange.status, exchange.sent_bytes = 200, len(payload)
        self._access_log.record(exchange)
        head = b"%bx-request-id: %b\r\n%bcontent-length: %d\r\n\r\n" % (
            negotiated.head,
            request_id,
            own,
            len(payload),
        )
        return STATUS[200], head, payload

    def refuse(self, method: bytes, target: bytes, headers: RawHeaders, refusal: Refused) -> Reply:
        """The answer to a request that is refused before anybody looks at what it asks for."""
        path = target.partition(b"?")[0].decode("latin-1")
        scope: Scope = {"type": "http", "path": path, "method": method.decode(), "headers": headers}
        exchange = Exchange.begin(scope, _receive, _send)
        return self._rendered(exchange, error_answer(refusal))

    def _rendered(self, exchange: Exchange, answer: Answer) -> Reply:
        """Any answer."""
        headers, payload = self._responder.render(exchange, answer)
        self._access_log.record(exchange)
        return STATUS[exchange.status], _lines(headers) + b"\r\n", payload

    def _learn(self, key: Any, method: str, headers: RawHeaders) -> NegotiatedHeaders | None:
        if len(self._negotiated) >= MOST_NEGOTIATED:
            self._negotiated.clear()
        negotiated = self._negotiated[key] = self._read(method, headers)
        return negotiated

    def _read(self, method: str, headers: RawHeaders) -> NegotiatedHeaders | None:
        """What these headers mean, by the functions of the long way; None where they are not ordinary."""
        joined = join_headers(headers)
        if b"authorization" in joined or (method == "GET" and b"x-forwarded-proto" in joined):
            return None
        scope: Scope = {"type": "http", "path": "/graphql", "method": method, "headers": headers}
        exchange = Exchange(scope, _receive, _send, method, joined, "")
        choice = choose(exchange.accept, self._endpoint.offered)
        if choice is None or choice.media_type not in BODIES:
            return None
        try:
            if method == "POST":
                requests.check_content_type(joined)
            elif self._endpoint.settings.csrf_prevention:
                check_cross_site(joined, "http")
        except Refused:
            return None
        exchange.choice = choice
        sample = self._endpoint.encode(exchange, Result(data={}, executed=True))
        lines, _ = self._responder.render(exchange, sample)
        fixed = [line for line in lines if line[0] not in OF_EACH]
        accepted = joined.get(b"accept-encoding")
        compresses = accepted is not None and is_compressible(sample.content_type)
        return NegotiatedHeaders(
            choice=choice,
            coding=choose_coding(accepted.decode("latin-1")) if compresses and accepted else None,
            head=_lines(fixed),
            head_of_304=_lines([line for line in fixed if line[0] != b"content-type"]),
        )


def _plainly_asked(body: bytes) -> Asked | None:
    """The request in a body that has a document and flat variables, as most have; None for any other."""
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if type(given) is not dict:
        return None
    query, variables = given.pop("query", None), given.pop("variables", NOTHING)
    if given or type(query) is not str or (variables is not NOTHING and type(variables) is not dict):
        return None
    return Asked(query, None, variables) if NESTING.isdisjoint(map(type, variables.values())) else None


def _lines(headers: RawHeaders) -> bytes:
    return b"".join([b"%b: %b\r\n" % header for header in headers])


async def _receive() -> Message:
    raise RuntimeError("the request was received whole")


async def _send(_message: Message) -> None:
    raise RuntimeError("the answer is sent whole")
