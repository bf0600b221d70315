"""Mutated messages over WebSockets: an answer or a close code of the protocol, and the server stays well."""

from __future__ import annotations

import json
import random
from contextlib import suppress

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.conformance.mutations import make_message
from tests.conformance.rules import (
    EXAMPLES,
    GROWTH_KILOBYTES,
    SEED,
    SLOWEST_SECONDS,
    check_body,
    check_error,
    memory_of,
)
from tests.conftest import Server

PROTOCOL = Subprotocol("graphql-transport-ws")
CLOSE_CODES = {1000, 1006, 1007, 1009, 4400, 4401, 4403, 4409, 4429}
"""Those of the protocol, and of RFC 6455 for what is too big or no UTF-8; 1006 where what the client went on
to send after the server's close made TCP throw that away."""


def talk(socket: ClientConnection, chance: random.Random) -> None:
    """Say a few things; hear what comes, until a last ping is answered."""
    if chance.random() < 0.9:
        socket.send(json.dumps({"type": "connection_init"}))
    for _ in range(chance.randrange(1, 6)):
        socket.send(make_message(chance))
    socket.send(json.dumps({"type": "ping", "payload": {"last": True}}))
    while True:
        message = json.loads(socket.recv(timeout=SLOWEST_SECONDS))
        match message["type"]:
            case "next":
                check_body(json.dumps(message["payload"]).encode())
            case "error":
                for error in message["payload"]:
                    check_error(error)
            case "pong":
                return
            case other:
                assert other in {"connection_ack", "complete"}


def test_mutated_messages(target: Server) -> None:
    chance = random.Random(SEED)
    address = f"{target.url.replace('http', 'ws')}/graphql"
    memory: list[int] = []
    for number in range(EXAMPLES):
        with suppress(ConnectionClosed), connect(address, subprotocols=[PROTOCOL]) as socket:
            talk(socket, chance)
        assert socket.close_code in CLOSE_CODES, (
            f"conversation {number} of seed {SEED}: {socket.close_reason}"
        )
        memory.append(memory_of(target.process.pid))
    assert memory[-1] - memory[len(memory) // 3] < GROWTH_KILOBYTES
    assert httpx.get(f"{target.url}/health/ready").status_code == 200
    while "pullquote_streams_open 0.0" not in httpx.get(f"{target.url}/metrics").text:
        pass  # the server hears of the last close in its own time
