"""The eight messages of the ``graphql-transport-ws`` protocol: those of a client read, those of a server written.

https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pullquote.api.endpoint.requests import Asked, read_parameters
from pullquote.api.errors import FormattedError, Refused
from pullquote.api.http.bodies import parse_json
from pullquote.api.operations.operations import encode
from pullquote.api.settings import Settings

INVALID: Final = 4400
"""The close code of the protocol for a message that is none of its own."""
TOO_BIG: Final = 1009
"""RFC 6455, section 7.4.1: a message that is too big to process."""
LONGEST_ID: Final = 128
"""Characters of an operation's id; clients send a UUID or a number."""

OBJECT_OR_NULL = (dict, type(None))
FIELDS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "connection_init": {"payload": OBJECT_OR_NULL},
    "ping": {"payload": OBJECT_OR_NULL},
    "pong": {"payload": OBJECT_OR_NULL},
    "subscribe": {"id": str, "payload": dict},
    "complete": {"id": str},
}
"""The messages of a client, and of which type their fields are."""

ACKNOWLEDGED: Final = b'{"type":"connection_ack"}'
PONG: Final = b'{"type":"pong"}'


class InvalidMessage(ValueError):
    """A message that the protocol does not have: the code and the reason that go into the close frame."""

    def __init__(self, reason: str, code: int = INVALID) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True)
class ConnectionInit:
    """The first message of a client; ``payload`` is what it says of itself."""

    payload: Mapping[str, object]


@dataclass(frozen=True)
class Ping:
    """Asks for a pong."""


@dataclass(frozen=True)
class Pong:
    """Answers a ping, or only says that the client is there."""


@dataclass(frozen=True)
class Subscribe:
    """Begins an operation of any kind; what is wrong with its parameters is an error of the operation."""

    id: str
    asked: Asked | Refused


@dataclass(frozen=True)
class Complete:
    """Ends an operation."""

    id: str


ClientMessage = ConnectionInit | Ping | Pong | Subscribe | Complete


def read_message(text: str | None, settings: Settings) -> ClientMessage:
    """The message in a WebSocket message; None is one that is not text. Raises InvalidMessage."""
    if text is None:
        raise InvalidMessage("WebSocket message type must be text")
    encoded = text.encode("utf-8", "surrogatepass")
    if len(encoded) > settings.max_message_bytes:
        raise InvalidMessage(f"A message is larger than {settings.max_message_bytes} bytes", TOO_BIG)
    try:
        message = parse_json(encoded, "The message")
    except Refused as refusal:
        raise InvalidMessage(str(refusal)) from None
    match _checked(message):
        case "connection_init":
            return ConnectionInit(message.get("payload") or {})
        case "subscribe":
            return Subscribe(message["id"], _asked(message["payload"], settings.max_variables_depth))
        case "complete":
            return Complete(message["id"])
        case "ping":
            return Ping()
        case _:
            return Pong()


def _checked(message: Any) -> str:
    """The type of a message, whose fields are of the right types."""
    kind = message.get("type") if isinstance(message, dict) else None
    fields = FIELDS.get(kind) if isinstance(kind, str) else None
    if kind is None or fields is None:
        raise InvalidMessage(f"The message must be an object whose type is one of {', '.join(FIELDS)}")
    for name, types in fields.items():
        if not isinstance(message.get(name), types):
            raise InvalidMessage(f"The {name} of a {kind} message is of the wrong type, or missing")
    if "id" in fields and not 0 < len(message["id"]) <= LONGEST_ID:
        raise InvalidMessage(f"The id of a {kind} message must have 1 to {LONGEST_ID} characters")
    return str(kind)


def _asked(payload: Mapping[str, Any], deepest: int) -> Asked | Refused:
    try:
        return read_parameters(payload, deepest)
    except Refused as refusal:
        if refusal.code == "BAD_REQUEST":
            raise InvalidMessage(str(refusal)) from None
        return refusal


def next_message(id_: str, body: bytes) -> bytes:
    """One result of an operation; ``body`` is its JSON."""
    return b'{"id":%b,"type":"next","payload":%b}' % (encode(id_), body)


def error_message(id_: str, errors: Iterable[FormattedError]) -> bytes:
    """The refusal of an operation, which ends it."""
    return encode({"id": id_, "type": "error", "payload": list(errors)})


def complete_message(id_: str) -> bytes:
    """The end of an operation."""
    return encode({"id": id_, "type": "complete"})
