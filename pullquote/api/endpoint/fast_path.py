"""The fast path: a GraphQL request, from its bytes to the bytes of its answer, in one call.

What a request gets is the endpoint's decision, and what of it is sent the responder's. What is left out is what they
are wrapped in: the server's task and events for each request, ASGI's messages, and working out what the same headers
of the same client meant a millisecond ago. What has to wait for something, or hangs on more than the request, goes
on through the server and the application.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from time import perf_counter
from typing import Any, Final, NamedTuple

import structlog
from graphql import OperationType
from starlette.types import Message, Scope
from structlog.typing import FilteringBoundLogger

from pullquote.api.endpoint.endpoint import CONTENT_TYPES, Begun, Endpoint, error_answer
from pullquote.api.endpoint.known_answers import KnownAnswers
from pullquote.api.errors import Refused
from pullquote.api.http import cors
from pullquote.api.http.exchange import Answer, RawHeaders, join_headers, request_id_of
from pullquote.api.http.negotiation import BODIES, NegotiatedHeaders
from pullquote.api.http.responding import WITH_BODY, Responder
from pullquote.api.lru import LRU
from pullquote.api.operations.exchange import OperationExchange
from pullquote.api.operations.operations import Result
from pullquote.api.telemetry.access_log import AccessLog
from pullquote.store.rounds.served import ServedEdition

log: FilteringBoundLogger = structlog.get_logger()

PATH: Final = b"/graphql"
MOST_HEADERS: Final = 512
"""Sets of headers remembered: a browser or a client library sends always the same."""
LONGEST_HEADERS: Final = 4_000
"""Bytes of a set of headers that is remembered."""
MOST_HEADS: Final = 2_000
"""Heads remembered: those of a client differ in the length of the body at most."""
METHODS: Final = {b"POST": "POST", b"GET": "GET"}
SCOPES: Final[dict[str, Scope]] = {
    method: {"type": "http", "path": PATH.decode(), "method": method} for method in METHODS.values()
}
STATUS = {
    status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode("ascii") for status in HTTPStatus
}

Reply = tuple[bytes, bytes, bytes]
"""The status line, the other lines with the empty one that ends them, and the body.

Between the first two a server adds the date, and whether it keeps the connection.
"""


class Known(NamedTuple):
    """What a client's headers mean, and the lines that every answer to it has."""

    negotiated: NegotiatedHeaders
    lines: bytes
    ending: bytes | None
    """The end of the head of an answer to any query; None where some are not answered in one piece of JSON."""


class RequestHead(NamedTuple):
    """A request without its body; ``query`` is the query component of a GET."""

    method: str
    query: bytes | None
    headers: dict[bytes, bytes]
    known: Known


class FastPath:
    """Answers requests to ``/graphql``."""

    def __init__(self, endpoint: Endpoint, responder: Responder, access_log: AccessLog) -> None:
        self.settings = endpoint.settings
        self._endpoint = endpoint
        self._responder = responder
        self._access_log = access_log
        self._known_answers = KnownAnswers(endpoint)
        self._counters: dict[str, Callable[[float, int], None]] = {}
        """What counts known answers, by what the response cache had of them."""
        self._deciding = {method: _deciding(endpoint, method) for method in METHODS.values()}
        self.heads: LRU[bytes, tuple[RequestHead, int]] = LRU(MOST_HEADS, lambda *_: 1)
        """Heads of requests in bytes, as read, and the length of the body that each announces."""
        self._known: dict[str, LRU[tuple[Any, ...], Known]] = {
            method: LRU(MOST_HEADERS, lambda *_: 1) for method in METHODS.values()
        }

    def answer(
        self,
        method: bytes,
        query: bytes | None,
        headers: RawHeaders,
        body: bytes,
        client: tuple[str, int] | None = None,
    ) -> Reply | Begun | None:
        """The answer, or what of it has begun; None for a request that the application looks at first.

        ``query`` is the query component of the address, None where it has none. What has begun goes into the
        ASGI scope of the request, as :data:`~pullquote.api.endpoint.endpoint.BEGUN`.
        """
        head = self.read(method, query, join_headers(headers))
        return None if head is None else self.answer_to(head, body, client)

    def read(self, method: bytes, query: bytes | None, headers: dict[bytes, bytes]) -> RequestHead | None:
        """What the head of a request says, the same whenever it comes; None for one that is not answered here."""
        name = METHODS.get(method)
        if name is None or (query is not None if name == "POST" else not query):
            return None
        # Who may see the preview, and by which scheme a proxy was asked, the application finds out.
        if b"authorization" in headers or (query is not None and b"x-forwarded-proto" in headers):
            return None
        return RequestHead(name, query, headers, self._know(name, headers))

    def answer_to(
        self, head: RequestHead, body: bytes, client: tuple[str, int] | None = None
    ) -> Reply | Begun | None:
        """As :meth:`answer`."""
        edition, access = self._endpoint.newsroom.edition, self._endpoint.problem_access
        if edition is None:
            return None
        if access.matters_for(edition) and access.admits({"client": client}, head.headers):
            return None  # the application shows all problems
        query, known = head.query, head.known
        try:
            if known.ending is not None:
                reply = self._answer_known(head, known.ending, body, edition)
                if reply is not None:
                    return reply
            exchange = _exchange_of(head, request_id_of(head.headers))
            decided = self._endpoint.decide(exchange, body if query is None else query)
            return decided if isinstance(decided, Begun) else self._written(exchange, decided, known.lines)
        except Exception:  # whatever it is, the application has an answer to it
            log.exception("unexpected error on the fast path")
        return None

    def _answer_known(
        self, head: RequestHead, ending: bytes, body: bytes, edition: ServedEdition
    ) -> Reply | None:
        """The answer to a POST, where nothing has to be decided; None where the endpoint is to decide."""
        started, request_id = perf_counter(), request_id_of(head.headers)
        found = self._known_answers.find(body, edition, request_id)
        if found is None:
            return None
        answer, label, cost, cache = found
        lines, payload = self._responder.write_unstored(
            head.headers, head.known.lines, request_id, ending=ending, body=answer
        )
        seconds = perf_counter() - started
        count = self._counters.get(cache)
        if count is None:
            kind = OperationType.QUERY.value
            count = self._access_log.metrics.counter_of_answers(PATH.decode(), kind, cache)
            self._counters[cache] = count
        count(seconds, cost)
        if self._access_log.has_lines:
            exchange = _exchange_of(head, request_id)
            exchange.status, exchange.sent_bytes = 200, len(payload)
            exchange.prepared, exchange.cache = label, cache
            exchange.result = Result(executed=True, encoded=answer.plain, cost=cost)
            self._access_log.write(exchange, seconds)
        return STATUS[200], lines, payload

    def refuse(self, method: bytes, target: bytes, headers: RawHeaders, refusal: Refused) -> Reply:
        """The answer to a request that is refused before anybody looks at what it asks for."""
        path = target.partition(b"?")[0].decode("latin-1")
        scope: Scope = {"type": "http", "path": path, "method": method.decode("latin-1"), "headers": headers}
        exchange = OperationExchange.begin(scope, _receive, _send)
        return self._written(
            exchange, error_answer(refusal), _lines(self._responder.common(exchange.headers))
        )

    def _written(self, exchange: OperationExchange, answer: Answer, lines: bytes) -> Reply:
        """An answer in bytes; ``lines`` are those that all to this client have."""
        if answer.headers:
            headers, payload = self._responder.render(exchange, answer)
            head = _lines(headers) + b"\r\n"
        else:
            head, payload = self._responder.write(exchange, answer, lines)
        self._access_log.record(exchange)
        return STATUS[exchange.status], head, payload

    def _know(self, method: str, headers: Mapping[bytes, bytes]) -> Known:
        values, present = self._deciding[method]
        key = (*map(headers.get, values), *map(headers.__contains__, present))
        known = self._known[method].get(key)
        if known is None:
            negotiated = self._endpoint.negotiator.negotiate(method, headers, "http")
            known = Known(negotiated, _lines(self._responder.common(headers)), _ending(method, negotiated))
            if sum(len(value) for value in key if isinstance(value, bytes)) <= LONGEST_HEADERS:
                self._known[method].put(key, known)
        return known


def _deciding(endpoint: Endpoint, method: str) -> tuple[list[bytes], list[bytes]]:
    """The headers that what is remembered hangs on, by their values, and by whether they are there."""
    values, present = endpoint.negotiator.deciding(method)
    return sorted(values | cors.READ), sorted(present - values)


def _ending(method: str, negotiated: NegotiatedHeaders) -> bytes | None:
    """See :class:`Known`."""
    choice = negotiated.choice
    if method != "POST" or not negotiated.is_plain or choice is None or choice.body is None:
        return None
    return WITH_BODY[CONTENT_TYPES[choice.body]] if choice.media_type in BODIES else None


def _exchange_of(head: RequestHead, request_id: str) -> OperationExchange:
    method, _query, headers, known = head
    exchange = OperationExchange(SCOPES[method], _receive, _send, method, headers, request_id)
    exchange.negotiated = known.negotiated
    return exchange


def _lines(headers: RawHeaders) -> bytes:
    return b"".join([b"%b: %b\r\n" % header for header in headers])


async def _receive() -> Message:
    raise RuntimeError("the request was received whole")


async def _send(_message: Message) -> None:
    raise RuntimeError("the answer is sent whole")
