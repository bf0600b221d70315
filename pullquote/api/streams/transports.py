"""The transports of streams over HTTP: which one a client asks for, and the response that it gets.

A client that would as well take JSON gets JSON where one answer is enough: a query is a stream only if the
client prefers that, a subscription always.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import OperationType
from starlette.responses import Response

from pullquote.api.errors import CODES, Refused, Stage, refused
from pullquote.api.http.negotiation import EVENT_STREAM, MULTIPART, Choice, choose_named
from pullquote.api.operations.exchange import OperationExchange
from pullquote.api.operations.operations import Operation, Operations, PreparedOperation, Result, encode
from pullquote.api.settings import Settings
from pullquote.api.streams.answers import Bodies, answer
from pullquote.api.streams.framing import SUBSCRIPTION, EventStream, Framing, Multipart
from pullquote.api.streams.incremental import IncrementalFormat, asks_for_parts
from pullquote.api.streams.response import StreamLimits, StreamResponse
from pullquote.api.streams.slots import Slots
from pullquote.store.rounds.served import ContextMaker, ServedNewsroom

MEDIA_TYPES = (MULTIPART, EVENT_STREAM)
"""What a stream may be, in our order of preference."""

RETRY_SECONDS = "5"
"""When to ask again where too many streams are open."""


@dataclass(frozen=True)
class Streams:
    """Answers in streams, for one application."""

    operations: Operations
    newsroom: ServedNewsroom
    make_context: ContextMaker
    limits: StreamLimits
    slots: Slots

    @classmethod
    def of(
        cls, settings: Settings, operations: Operations, newsroom: ServedNewsroom, make_context: ContextMaker
    ) -> Streams:
        """The streams that the settings describe."""
        limits = StreamLimits(
            keep_alive=settings.stream_keep_alive_seconds,
            duration=settings.stream_seconds,
        )
        return cls(operations, newsroom, make_context, limits, Slots(settings.max_streams))

    def choose(
        self, exchange: OperationExchange, choice: Choice, prepared: PreparedOperation
    ) -> Choice | None:
        """The stream that an operation gets; None where one answer in JSON is as good. Raises Refused.

        A document that defers comes in parts to a client that would as well have them as ``choice``.
        """
        if prepared.kind is OperationType.SUBSCRIPTION:
            return _for_subscription(exchange.accept)
        if choice.media_type == EVENT_STREAM:
            return choice
        if choice.media_type == MULTIPART and (choice.body is None or comes_in_parts(prepared)):
            return choice
        if choice.media_type != MULTIPART and comes_in_parts(prepared):
            return choose_named(exchange.accept, MEDIA_TYPES, equal=True)
        return None

    async def respond(
        self,
        exchange: OperationExchange,
        choice: Choice,
        prepared: PreparedOperation,
        operation: Operation,
        context: Any,
    ) -> Response:
        """The stream that was chosen. Raises Refused."""
        subscribes = prepared.kind is OperationType.SUBSCRIPTION
        format_ = IncrementalFormat.named_by(choice.parameters)
        framing = _framing(choice, format_, subscribes=subscribes)
        if exchange.method == "HEAD":
            return Response(headers={"content-type": framing.content_type})
        self._reserve()
        exchange.result = Result(executed=True, cost=self.operations.price(prepared, operation.variables))

        def event_context(_event: object) -> Any:
            edition = self.newsroom.edition  # there is one: without, nothing could be subscribed to
            return edition and self.make_context(edition, exchange.viewer, exchange.request_id)

        bodies = await answer(
            self.operations, prepared, operation, context, format_=format_, event_context=event_context
        )
        return self._stream(bodies, framing)

    def refuse(self, exchange: OperationExchange, refusal: Refused) -> Response | None:
        """A refusal as a stream: where events were asked for, an operation that is not valid is an event.

        So says the GraphQL over SSE protocol, since a browser's EventSource cannot read the body of an
        error. Requests that are wrong as HTTP are not answered so.
        """
        choice = exchange.choice
        if choice is None or choice.media_type != EVENT_STREAM or CODES[refusal.code].stage is Stage.HTTP:
            return None
        return self._stream(_once(encode({"errors": list(refusal.errors)})), EventStream())

    def _reserve(self) -> None:
        if self.slots.full:
            message = f"This server serves {self.slots.limit} streams at once, and as many are open."
            raise refused("STREAM_LIMIT_EXCEEDED", message, headers={"Retry-After": RETRY_SECONDS})

    def _stream(self, bodies: Bodies, framing: Framing) -> Response:
        return StreamResponse(bodies, framing, limits=self.limits, slots=self.slots)


def comes_in_parts(prepared: PreparedOperation) -> bool:
    """Whether ``@defer`` or ``@stream`` is in the document; it is looked through once."""
    if prepared.comes_in_parts is None:
        prepared.comes_in_parts = asks_for_parts(prepared.document.tree)
    return prepared.comes_in_parts


def _for_subscription(accept: str | None) -> Choice:
    """The stream that the client names; a subscription has many answers, and no other media type for them."""
    choice = choose_named(accept, MEDIA_TYPES)
    if choice is None:
        ways = ", or by ".join(
            ["a WebSocket (graphql-transport-ws)", *(f"`Accept: {type_}`" for type_ in MEDIA_TYPES)]
        )
        raise refused("SUBSCRIPTION_TRANSPORT_REQUIRED", f"A subscription has many answers: ask by {ways}.")
    return choice


def _framing(choice: Choice, format_: IncrementalFormat, *, subscribes: bool) -> Framing:
    if choice.media_type == EVENT_STREAM:
        return EventStream()
    if subscribes:
        return SUBSCRIPTION
    return Multipart(parameters="" if format_.value is None else "=".join(format_.value))


async def _once(body: bytes) -> Bodies:
    yield body
