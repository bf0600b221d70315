"""The messages of a client in the ``graphql-transport-ws`` protocol, checked before anything reads them.

https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pullquote.api.endpoint.requests import Asked, parse_json, read_parameters
from pullquote.api.errors import Refused
from pullquote.api.settings import Settings

LONGEST_ID = 128
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


class InvalidMessage(ValueError):
    """A message that the protocol does not have; what is wrong with it goes into the close frame."""


def read_message(text: bytes, settings: Settings) -> dict[str, Any]:
    """The message of a client; that of ``subscribe`` has its parameters checked. Raises InvalidMessage."""
    try:
        message = parse_json(text, "The message")
    except Refused as refusal:
        raise InvalidMessage(str(refusal)) from None
    kind = message.get("type") if isinstance(message, dict) else None
    fields = FIELDS.get(kind) if isinstance(kind, str) else None
    if fields is None:
        raise InvalidMessage(f"The message must be an object whose type is one of {', '.join(FIELDS)}")
    for name, types in fields.items():
        if not isinstance(message.get(name), types):
            raise InvalidMessage(f"The {name} of a {kind} message is of the wrong type, or missing")
    if message.get("payload", ...) is None:
        del message["payload"]
    if "id" in fields and not 0 < len(message["id"]) <= LONGEST_ID:
        raise InvalidMessage(f"The id of a {kind} message must have 1 to {LONGEST_ID} characters")
    if kind == "subscribe":
        # The handler hands the query to the stream as it is, so that it may be all the parameters.
        message["payload"] = {"query": _parameters(message["payload"], settings.max_variables_depth)}
    return cast("dict[str, Any]", message)


def _parameters(payload: Mapping[str, Any], deepest: int) -> Asked | Refused:
    try:
        return read_parameters(payload, deepest)
    except Refused as refusal:
        if refusal.code == "BAD_REQUEST":
            raise InvalidMessage(str(refusal)) from None
        return refusal
