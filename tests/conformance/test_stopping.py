"""A server that is told to stop ends what does not end by itself, at once."""

from __future__ import annotations

import json
import signal

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.conftest import SHIPPED, ServerFactory

ENDLESS = "subscription { datasetChanged { cursor } }"
PATIENT = {"PULLQUOTE_SHUTDOWN_SECONDS": "600"}
"""How long the server would wait for requests under way; streams must not make it."""
WAITING_SECONDS = 60
"""How long the test waits for what is done at once."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_streams_and_web_sockets(serve: ServerFactory, number: signal.Signals) -> None:
    with (
        serve(SHIPPED, "--no-watch", environment=PATIENT) as running,
        httpx.Client(timeout=WAITING_SECONDS) as client,
        connect(
            f"{running.url.replace('http', 'ws')}/graphql", subprotocols=[Subprotocol("graphql-transport-ws")]
        ) as socket,
        client.stream(
            "POST",
            f"{running.url}/graphql",
            json={"query": ENDLESS},
            headers={"accept": "text/event-stream"},
        ) as response,
    ):
        lines = response.iter_lines()
        assert next(lines) == ":"
        socket.send(json.dumps({"type": "connection_init"}))
        assert json.loads(socket.recv()) == {"type": "connection_ack"}
        socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": ENDLESS}}))
        socket.send(json.dumps({"type": "ping"}))
        assert json.loads(socket.recv()) == {"type": "pong"}
        running.process.send_signal(number)
        assert [line for line in lines if line.startswith("event")] == []
        with pytest.raises(ConnectionClosed):
            socket.recv()
        assert socket.close_code == 1012
        running.process.wait(timeout=WAITING_SECONDS)
    assert "Traceback" not in running.output()
