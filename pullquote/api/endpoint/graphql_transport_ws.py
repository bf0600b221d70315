"""Who may say what when over a WebSocket: the ``graphql-transport-ws`` protocol, without any input or output.

A message of the client goes in, and what the server does about it comes out.
https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pullquote.api.endpoint.messages import (
    ACKNOWLEDGED,
    PONG,
    ClientMessage,
    Complete,
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    error_message,
)
from pullquote.api.endpoint.requests import Asked
from pullquote.api.errors import Refused, refused

SUBPROTOCOL: Final = "graphql-transport-ws"


@dataclass(frozen=True)
class Send:
    """Send a message."""

    message: bytes


@dataclass(frozen=True)
class Start:
    """Begin an operation."""

    id: str
    asked: Asked | Refused


@dataclass(frozen=True)
class Stop:
    """Give an operation up."""

    id: str


@dataclass(frozen=True)
class Close:
    """End the connection."""

    code: int
    reason: str


Action = Send | Start | Stop | Close

UNAUTHORIZED = Close(4401, "Unauthorized")
FORBIDDEN = Close(4403, "Forbidden")
OTHER_SUBPROTOCOL = Close(4406, "Subprotocol not acceptable")
INIT_TIMEOUT = Close(4408, "Connection initialisation timeout")
SECOND_INIT = Close(4429, "Too many initialisation requests")


@dataclass(eq=False)
class Session:
    """The state of one connection."""

    max_operations: int
    """How many operations may be under way."""
    admit: Callable[[Mapping[str, object]], bool]
    """Whether the payload of ``connection_init`` opens the preview; raises Refused where it may not connect."""
    preview: bool = False
    """Whether the client sees what is not published."""
    initialised: bool = field(default=False, init=False)
    """Whether the client has begun as it must."""
    acknowledged: bool = field(default=False, init=False)
    operations: set[str] = field(default_factory=set, init=False)
    """The ids of those under way."""

    def receive(self, message: ClientMessage) -> Action | None:
        """What the server does about a message."""
        match message:
            case ConnectionInit():
                return self._initialise(message)
            case Subscribe():
                return self._subscribe(message)
            case Complete(id_):
                return Stop(id_) if self.end(id_) else None
            case Ping():
                return Send(PONG)
            case Pong():
                return None

    def end(self, id_: str) -> bool:
        """End an operation, whose id is free then; False where it has ended already."""
        if id_ not in self.operations:
            return False
        self.operations.remove(id_)
        return True

    def _initialise(self, message: ConnectionInit) -> Action:
        if self.initialised:
            return SECOND_INIT
        self.initialised = True
        try:
            self.preview |= self.admit(message.payload)
        except Refused:
            return FORBIDDEN
        self.acknowledged = True
        return Send(ACKNOWLEDGED)

    def _subscribe(self, message: Subscribe) -> Action:
        if not self.acknowledged:
            return UNAUTHORIZED
        if message.id in self.operations:
            return Close(4409, f"Subscriber for {message.id} already exists")
        if len(self.operations) >= self.max_operations:
            refusal = refused(
                "SUBSCRIPTION_LIMIT_EXCEEDED", f"{self.max_operations} operations are under way already."
            )
            return Send(error_message(message.id, refusal.errors))
        self.operations.add(message.id)
        return Start(message.id, message.asked)
