"""Mutated requests over a raw socket: no 5xx, no hang, no Python in an answer, and the server stays well."""

from __future__ import annotations

import random
import re
import socket
import time
import zlib
from dataclasses import dataclass
from urllib.parse import urlsplit

import brotli
import httpx
import zstandard

from tests.conformance.mutations import make
from tests.conformance.rules import (
    EXAMPLES,
    GROWTH_KILOBYTES,
    SEED,
    SLOWEST_SECONDS,
    check_body,
    memory_of,
)
from tests.conftest import Server

PATIENCE_SECONDS = 0.05
"""How long a request whose end HTTP cannot find may be waited for."""


STREAM_BEGINS = re.compile(rb"\r\ncontent-type: (text/event-stream|multipart/mixed)", re.IGNORECASE)


@dataclass(frozen=True)
class Response:
    """What came back: nothing, or the start of something."""

    status: int
    headers: dict[str, str]
    body: bytes


def exchange(address: tuple[str, int], raw: bytes, patience: float) -> Response | None:
    """Send bytes, and read until the server closes the connection or the patience is at an end."""
    received, endless = b"", b"Endless" in raw
    with socket.create_connection(address, timeout=patience) as connection:
        try:
            connection.sendall(raw)
            while chunk := connection.recv(65_536):
                received += chunk
                if endless and STREAM_BEGINS.search(received):
                    break
        except (TimeoutError, ConnectionError):
            pass
    return parse(received)


def parse(received: bytes) -> Response | None:
    """The last response in what was received; interim ones and those to pipelined requests precede it."""
    head, separator, body = received.partition(b"\r\n\r\n")
    if not separator:
        return None
    lines = head.decode("latin-1").split("\r\n")
    status = int(lines[0].split()[1])
    if status == 100:
        return parse(body)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if headers.get("transfer-encoding") == "chunked":
        body = re.sub(rb"(?:\r\n)?[0-9a-f]+\r\n", b"", body)
    return Response(status, headers, body)


def decoded(response: Response) -> bytes:
    """The body without its content coding."""
    match response.headers.get("content-encoding"):
        case "gzip":
            return zlib.decompress(response.body, wbits=31)
        case "br":
            return bytes(brotli.decompress(response.body))
        case "zstd":
            return zstandard.ZstdDecompressor().decompressobj().decompress(response.body)
        case _:
            return response.body


def check(response: Response, method: str) -> None:
    """Check what can be checked of any answer."""
    assert response.status < 500, response
    content_type = response.headers.get("content-type", "")
    is_json = content_type.startswith(("application/json", "application/graphql-response+json"))
    length = int(response.headers.get("content-length", "0"))
    if is_json and method != "HEAD" and response.status != 304 and len(response.body) == length:
        check_body(decoded(response))


def test_mutated_requests(target: Server) -> None:
    chance = random.Random(SEED)
    host = urlsplit(target.url).netloc
    address = (str(urlsplit(target.url).hostname), int(urlsplit(target.url).port or 80))
    memory: list[int] = []
    answered = 0
    for number in range(EXAMPLES):
        request, damages = make(chance)
        raw = request.raw(host)
        for damage in damages:
            raw = damage(raw, chance)
        started = time.perf_counter()
        response = exchange(address, raw, SLOWEST_SECONDS if request.whole else PATIENCE_SECONDS)
        try:
            if request.whole:
                assert time.perf_counter() - started < SLOWEST_SECONDS
                assert response is not None
            if response is not None:
                answered += 1
                check(response, request.method)
        except Exception as error:
            raise AssertionError(f"request {number} of seed {SEED}:\n{raw[:3_000]!r}\n{response}") from error
        memory.append(memory_of(target.process.pid))
    assert answered > EXAMPLES / 2
    assert memory[-1] - memory[len(memory) // 3] < GROWTH_KILOBYTES
    assert httpx.get(f"{target.url}/health/ready").status_code == 200
