"""A server that is told to stop ends what does not end by itself, at once."""

from __future__ import annotations

import json
import signal
import socket
import time

import httpx
import pytest
from websockets.client import ClientProtocol
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State
from websockets.sync.client import connect
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from tests.conftest import SHIPPED, Server, ServerFactory

PROTOCOL = Subprotocol("graphql-transport-ws")

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
        connect(f"{running.url.replace('http', 'ws')}/graphql", subprotocols=[PROTOCOL]) as web_socket,
        client.stream(
            "POST",
            f"{running.url}/graphql",
            json={"query": ENDLESS},
            headers={"accept": "text/event-stream"},
        ) as response,
    ):
        lines = response.iter_lines()
        assert next(lines) == ":"
        web_socket.send(json.dumps({"type": "connection_init"}))
        assert json.loads(web_socket.recv()) == {"type": "connection_ack"}
        web_socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": ENDLESS}}))
        web_socket.send(json.dumps({"type": "ping"}))
        assert json.loads(web_socket.recv()) == {"type": "pong"}
        running.process.send_signal(number)
        assert [line for line in lines if line.startswith("event")] == []
        with pytest.raises(ConnectionClosed):
            web_socket.recv()
        assert web_socket.close_code == 1012
        running.process.wait(timeout=WAITING_SECONDS)
    assert "Traceback" not in running.output()


LARGE = f"{{ {' '.join(f'a{number}: stories(first: 50) {{ nodes {{ body {{ html }} }} }}' for number in range(60))} }}"
"""A question whose answer is larger than what systems take from a server for a client that does not read."""
ADMITTED = PATIENT | {
    "PULLQUOTE_MAX_ALIASES": "100",
    "PULLQUOTE_MAX_TOKENS": "2000",
    "PULLQUOTE_MAX_COST": "1000000",
    "PULLQUOTE_STREAM_STALL_SECONDS": "600",
}


def ask_and_read_nothing(running: Server, client: socket.socket, transport: str) -> None:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
    client.connect(("127.0.0.1", int(running.url.rpartition(":")[2])))
    if transport == "websocket":
        protocol = ClientProtocol(parse_uri(f"ws://{running.url[7:]}/graphql"), subprotocols=[PROTOCOL])
        protocol.send_request(protocol.connect())
        client.sendall(b"".join(protocol.data_to_send()))
        while protocol.state is not State.OPEN:
            protocol.receive_data(client.recv(1_000))
        protocol.send_text(json.dumps({"type": "connection_init"}).encode())
        ask = {"type": "subscribe", "id": "1", "payload": {"query": LARGE}}
        protocol.send_text(json.dumps(ask).encode())
        client.sendall(b"".join(protocol.data_to_send()))
    else:
        body = json.dumps({"query": LARGE}).encode()
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: here\r\nAccept: {transport}\r\nContent-Length: {len(body)}\r\n"
        )
        client.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode() + body)


def unsent(running: Server) -> float:
    lines = httpx.get(f"{running.url}/metrics").text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("pullquote_unsent_bytes "))


@pytest.mark.parametrize(
    "transport", ["websocket", "text/event-stream", "multipart/mixed", "application/json"]
)
def test_a_stop_does_not_wait_for_a_client_that_does_not_read(serve: ServerFactory, transport: str) -> None:
    with serve(SHIPPED, "--no-watch", environment=ADMITTED) as running, socket.socket() as client:
        ask_and_read_nothing(running, client, transport)
        while not unsent(running):
            time.sleep(0.05)
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(timeout=WAITING_SECONDS)
    assert "Traceback" not in running.output()
