"""Asking as fast as a server answers: wrk where it is installed, else a client of our own."""

from __future__ import annotations

import asyncio
import json
import math
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import httptools

from benchmarks.asking import Request
from benchmarks.servers import Server, pinned

CONNECTIONS = 16
"""Connections that ask at once: enough that a server never waits for one."""
LUA = """
local requests, index = {{}}, 0
init = function()
{requests}
end
request = function()
  index = index % #requests + 1
  return requests[index]
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\\n{{"requests": %d, "microseconds": %d, "p50": %f, "p99": %f, "bytes": %d, "wrong": %d}}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


@dataclass(frozen=True)
class Measured:
    """One run of requests: how many a second, how long they took in milliseconds, and what they cost.

    ``cpu_microseconds`` is the server's processor time for each, ``bytes`` what an answer has with its head.
    """

    per_second: float
    p50: float
    p99: float
    cpu_microseconds: float | None
    bytes: float
    wrong: int


def measure(
    server: Server, requests: Sequence[Request], seconds: float, connections: int = CONNECTIONS
) -> Measured:
    """Send ``requests`` over and over for so long, each connection one after the other.

    wrk counts in whole seconds, so what is shorter is asked by the client of our own.
    """
    ask = _wrk if shutil.which("wrk") and seconds >= 1 else _own
    return _measured(server, lambda: ask(server.url, requests, seconds, connections))


def measure_once(server: Server, requests: Sequence[Request], connections: int = CONNECTIONS) -> Measured:
    """Send each of ``requests`` once, however long that takes."""
    return _measured(
        server,
        lambda: asyncio.run(_ask(server.url, iter(_encoded(server.url, requests)), math.inf, connections)),
    )


def _measured(server: Server, ask: Callable[[], dict[str, float]]) -> Measured:
    before = server.cpu_seconds()
    counted = ask()
    after = server.cpu_seconds()
    number = max(1, counted["requests"])
    used = None if before is None or after is None else (after - before) * 1e6 / number
    return Measured(
        per_second=counted["requests"] / (counted["microseconds"] / 1e6),
        p50=counted["p50"] / 1e3,
        p99=counted["p99"] / 1e3,
        cpu_microseconds=used,
        bytes=counted["bytes"] / number,
        wrong=int(counted["wrong"]),
    )


def answer(url: str, request: Request) -> bytes:
    """The body of an answer."""
    asked = urllib.request.Request(url + request.query, request.body or None, dict(request.headers))
    try:
        with urllib.request.urlopen(asked) as response:
            body: bytes = response.read()
    except urllib.error.HTTPError as refusal:
        body = refusal.read()
    return body


def _wrk(url: str, requests: Sequence[Request], seconds: float, connections: int) -> dict[str, float]:
    lines = [
        f"  requests[{number}] = wrk.format({_lua(each.method)}, {_lua(_path(url) + each.query)}, "
        f"{{{', '.join(f'[{_lua(name)}]={_lua(value)}' for name, value in each.headers.items())}}}, "
        f"{_lua(each.body.decode()) if each.body else 'nil'})"
        for number, each in enumerate(requests, 1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "requests.lua"
        # Lua has a limit of constants in one function, so each request is made in one of its own.
        calls = "\n".join(f"  (function()\n{line}\n  end)();" for line in lines)
        script.write_text(LUA.format(requests=calls), encoding="utf-8")
        command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "-s", str(script), url]
        output = subprocess.run(
            command, check=True, capture_output=True, text=True, preexec_fn=pinned(first=False)
        ).stdout
    counted: dict[str, float] = json.loads(output.strip().splitlines()[-1])
    return counted


def _path(url: str) -> str:
    return urlsplit(url).path


def _lua(text: str) -> str:
    """A string as Lua writes it: JSON's escapes are Lua's for all that occurs here, slashes and \\u aside."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _own(url: str, requests: Sequence[Request], seconds: float, connections: int) -> dict[str, float]:
    return asyncio.run(_ask(url, cycle(_encoded(url, requests)), seconds, connections))


async def _ask(url: str, requests: Iterator[bytes], seconds: float, connections: int) -> dict[str, float]:
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", parts.port or 80
    deadline = time.perf_counter() + seconds
    loop = asyncio.get_running_loop()
    clients: list[_Client] = []
    began = time.perf_counter()
    for _ in range(connections):
        _, client = await loop.create_connection(lambda: _Client(requests, deadline), host, port)
        clients.append(client)
    await asyncio.gather(*(client.finished for client in clients))
    took = time.perf_counter() - began
    times = sorted(each for client in clients for each in client.times)
    if not times:
        raise ValueError(f"nothing was asked of {url}, or nothing was answered")
    return {
        "requests": len(times),
        "microseconds": took * 1e6,
        "p50": times[len(times) // 2] * 1e6,
        "p99": times[len(times) * 99 // 100] * 1e6,
        "bytes": sum(client.bytes for client in clients),
        "wrong": sum(client.wrong for client in clients),
    }


def _encoded(url: str, requests: Sequence[Request]) -> list[bytes]:
    return [encoded(url, each) for each in requests]


def encoded(url: str, request: Request) -> bytes:
    """A request as it is sent."""
    parts = urlsplit(url)
    lines = [f"{request.method} {parts.path}{request.query} HTTP/1.1", f"Host: {parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in request.headers.items()]
    if request.body:
        lines.append(f"Content-Length: {len(request.body)}")
    return "\r\n".join([*lines, "", ""]).encode() + request.body


class _Client(asyncio.Protocol):
    """One connection that asks again as soon as it has an answer, until the deadline or the last request.

    It asks once at least: a machine that does much else may need longer for connecting alone.
    """

    def __init__(self, requests: Iterator[bytes], deadline: float) -> None:
        self._requests = requests
        self._deadline = deadline
        self._began = 0.0
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.times: list[float] = []
        self.bytes = 0
        self.wrong = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._parser = httptools.HttpResponseParser(self)
        self._ask(whenever=True)

    def data_received(self, data: bytes) -> None:
        self.bytes += len(data)
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc  # whatever it was, what was answered by then counts
        if not self.finished.done():
            self.finished.set_result(None)

    def on_message_complete(self) -> None:
        self.times.append(time.perf_counter() - self._began)
        self.wrong += self._parser.get_status_code() >= 400
        self._ask()

    def _ask(self, *, whenever: bool = False) -> None:
        self._began = time.perf_counter()
        request = next(self._requests, None) if whenever or self._began < self._deadline else None
        if request is None:
            self._transport.close()
        else:
            self._transport.write(request)
