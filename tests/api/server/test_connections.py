"""What we rely on in uvicorn's protocols, beyond what it documents, is there."""

from __future__ import annotations

import inspect

import pytest
from uvicorn import Config
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from pullquote.api.server.app import create_app
from pullquote.api.server.connections import HttpProtocol, WebSocketProtocol
from pullquote.api.server.server import PROTOCOL, WEB_SOCKET_PROTOCOL
from tests.conftest import SHIPPED, ServerFactory

SECONDS = 20


def parameters(function: object) -> list[str]:
    return list(inspect.signature(function).parameters)  # type: ignore[arg-type]


def test_http_requests_are_started_by_a_method() -> None:
    assert parameters(HttpToolsProtocol._start_asgi_task) == ["self", "cycle", "app"]
    source = inspect.getsource(HttpToolsProtocol)
    assert (
        source.count("_start_asgi_task(") == 3
    )  # a request, one that waited for another, and its definition
    assert "write_paused" in inspect.getsource(FlowControl)


@pytest.mark.anyio
async def test_web_sockets_have_the_state_that_is_used() -> None:
    config = Config(create_app(), ws="websockets-sansio")
    config.load()
    protocol = WebSocketsSansIOProtocol(config, ServerState(), {})
    assert protocol.writable.is_set()
    assert (protocol.disconnected, protocol.close_sent, protocol.pong_timer) == (False, False, None)
    assert protocol.queue.empty()
    assert protocol.conn.data_to_send() == []
    for name in (
        "run_asgi",
        "send_receive_event_to_app",
        "handle_parser_exception",
        "handle_ping",
        "keepalive_timeout",
        "stop_keepalive",
    ):
        assert parameters(getattr(WebSocketsSansIOProtocol, name)) == ["self"]
    assert "data_to_send" in inspect.getsource(WebSocketsSansIOProtocol.handle_ping)


def test_a_text_that_is_not_in_utf_8_is_no_error_of_the_server(serve: ServerFactory) -> None:
    with serve(SHIPPED) as server:
        address = f"{server.url.replace('http', 'ws')}/graphql"
        with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
            socket.send(b"\xff\xfe", text=True)
            with pytest.raises(ConnectionClosedError):
                socket.recv(timeout=SECONDS)
        with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")]) as parted:
            parted.send([b'{"type": "', b"\xff", b'"}'], text=True)
            with pytest.raises(ConnectionClosedError):
                parted.recv(timeout=SECONDS)
        assert (socket.close_code, parted.close_code) == (1007, 1007)
        output = server.output()
    assert "Traceback" not in output
    assert "UTF-8" not in output


def test_the_server_speaks_them() -> None:
    config = Config(create_app(), http=PROTOCOL, ws=WEB_SOCKET_PROTOCOL)
    config.load()
    assert config.http_protocol_class is HttpProtocol
    assert config.ws_protocol_class is WebSocketProtocol
