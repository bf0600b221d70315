"""The server as it is run: it starts with its settings, answers over sockets, drains and stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from pullquote.demo import write_demo
from tests.conftest import SHIPPED, Server, ServerFactory

BODY = b'{"query":"{ people { totalCount } }"}'
HEAD = (
    b"POST /graphql HTTP/1.1\r\nHost: newsroom.test\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(BODY)
)
PATIENCE_SECONDS = 15


def connect(server: Server) -> socket.socket:
    address = urlsplit(server.url)
    return socket.create_connection((address.hostname, address.port), timeout=PATIENCE_SECONDS)


def wait_until_closed_to_newcomers(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            connect(server).close()
        except OSError:
            return
        time.sleep(0.02)
    raise AssertionError("the server still listens")


def read_all(connection: socket.socket) -> bytes:
    received = b""
    while chunk := connection.recv(65_536):
        received += chunk
    return received


def test_a_request_under_way_is_answered_when_the_server_stops(serve: ServerFactory) -> None:
    with serve() as server, connect(server) as connection:
        connection.sendall(HEAD + BODY[:10])
        time.sleep(0.2)  # for the server to read it
        server.process.send_signal(signal.SIGTERM)
        wait_until_closed_to_newcomers(server)
        connection.sendall(BODY[10:])
        answer = read_all(connection)
        status = server.process.wait(PATIENCE_SECONDS)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b'{"data":{"people":{"totalCount":6}}}')
    assert status in {0, -signal.SIGTERM}


def test_who_never_finishes_a_request_is_not_waited_for_for_ever(serve: ServerFactory) -> None:
    with serve(environment={"PULLQUOTE_SHUTDOWN_SECONDS": "1"}) as server, connect(server) as connection:
        connection.sendall(HEAD)
        time.sleep(0.2)  # for the server to read it
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE_SECONDS) is not None


def test_the_log_is_json_off_a_terminal_and_has_neither_addresses_queries_nor_variables(
    serve: ServerFactory,
) -> None:
    with serve() as server:
        query = "query Who($slug: String!) { person(by: {slug: $slug}) { name } }"
        variables = {"slug": "john-kirby"}
        httpx.get(f"{server.url}/graphql", params={"query": query, "variables": json.dumps(variables)})
        httpx.post(f"{server.url}/graphql", json={"query": query, "variables": variables})
        httpx.get(f"{server.url}/schema.graphql?secret=john-kirby")
    lines = [json.loads(line) for line in server.output().splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["event"] == "request" and line["path"] != "/health/ready"]
    assert [(line["method"], line["path"], line.get("operation")) for line in requests] == [
        ("GET", "/graphql", "Who"),
        ("POST", "/graphql", "Who"),
        ("GET", "/schema.graphql", None),
    ]
    assert "john-kirby" not in server.output()


def test_a_proxys_path_is_no_part_of_ours(serve: ServerFactory) -> None:
    with serve(environment={"PULLQUOTE_ROOT_PATH": "/news"}) as server:
        answer = httpx.post(
            f"{server.url}/graphql", content=BODY, headers={"content-type": "application/json"}
        )
        page = httpx.get(f"{server.url}/graphql", headers={"accept": "text/html"})
    assert answer.json() == {"data": {"people": {"totalCount": 6}}}
    assert "/news/playground/assets/" in page.text


def test_several_processes_answer_at_one_address(serve: ServerFactory) -> None:
    environment = {"PULLQUOTE_MAX_AGE": "7", "PULLQUOTE_LOG_FORMAT": "json"}
    with serve(SHIPPED, "--workers", "2", environment=environment) as server:
        controls = {
            httpx.get(f"{server.url}/graphql", params={"query": "{ people { totalCount } }"}).headers[
                "cache-control"
            ]
            for _ in range(10)
        }
        server.process.send_signal(signal.SIGTERM)
        status = server.process.wait(PATIENCE_SECONDS)
    assert controls == {"public, max-age=7"}
    assert status in {0, -signal.SIGTERM}


def test_a_token_comes_from_a_file_and_works_over_the_wire(serve: ServerFactory, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("correct horse battery staple\n", encoding="utf-8")
    with serve(environment={"PULLQUOTE_PREVIEW_TOKEN_FILE": str(token)}) as server:
        right, wrong = (
            httpx.post(
                f"{server.url}/graphql",
                content=BODY,
                headers={"content-type": "application/json", "authorization": f"Bearer {each}"},
            )
            for each in ("correct horse battery staple", "wrong")
        )
    assert (right.status_code, right.headers["cache-control"]) == (200, "private, no-store")
    assert wrong.status_code == 401


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_stop_while_the_cache_is_written_leaves_nothing_that_is_in_the_way(
    serve: ServerFactory, tmp_path: Path, number: signal.Signals
) -> None:
    folder, cache = tmp_path / "news", tmp_path / "cache"
    write_demo(folder, articles=200, seed=1)
    command = [sys.executable, "-m", "pullquote.api.cli", "serve", str(folder), "--port", "0"]
    environment = {**os.environ, "PULLQUOTE_CACHE_FOLDER": str(cache)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while not [*cache.rglob("*.writing")] and process.poll() is None:
            time.sleep(0.005)
        process.send_signal(number)
        process.wait(PATIENCE_SECONDS)
    if number is signal.SIGTERM:
        assert [*cache.rglob("*.writing")] == []
    assert [*cache.rglob("newsroom.kept")] == []
    with serve(folder, environment={"PULLQUOTE_CACHE_FOLDER": str(cache)}) as server:
        assert httpx.get(f"{server.url}/health/ready").status_code == 200
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not [*cache.rglob("newsroom.kept")] and time.monotonic() < deadline:
            time.sleep(0.02)
    assert len([*cache.rglob("newsroom.kept")]) == 1
    assert [*cache.rglob("*.writing")] == []
