"""A server with the settings of an environment, for one test each: in a thread, or in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn

from pullquote.api.server.server import newsroom_of, server_of
from pullquote.api.settings import PREFIX, Settings
from pullquote.store.newsroom.newsroom import Newsroom
from pullquote.store.rounds.newsroom import RemoteNewsroom
from tests.conftest import ROOT, SHIPPED, START_SECONDS
from tests.running import RunningCommand

PATIENCE_SECONDS = 60
"""How long something is waited for that comes at once on a machine with nothing else to do."""
A_WHILE_SECONDS = 0.6
"""How long it is watched that something does not happen."""
TOKEN = "correct horse battery staple"
HEADLINE = "Lower growth"
FILES = {
    "token": f"{TOKEN}\n",
    "documents/hello.graphql": "query Hello { publications { totalCount } }",
    "manifest.json": '{"hello": "query Hello { publications { totalCount } }"}',
}

PROPOSED = """\
---
headline: What was heard
publication: dawn
datePublished: 2024-10-28
quotes:
  - {text: It is late, source: anonymous, review: A}
  - {text: It is early, source: anonymous, review: B}
  - {text: It is time, source: anonymous, review: C}
---

“It is late,” one said. “It is early,” said another. “It is time,” said a third.
"""


@dataclass
class Running:
    """A server, the folder of a test (``news`` is its newsroom), and the process where it has one of its own."""

    url: str
    folder: Path
    own: RunningCommand | subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> RunningCommand | subprocess.Popen[bytes]:
        """The process of the server."""
        assert self.own is not None
        return self.own

    def ask(self, query: str, **more: Any) -> httpx.Response:
        """The answer to an operation by POST."""
        body = {"query": query, **more.pop("body", {})}
        return self.post("/graphql", json=body, **more)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer to a request, over a connection of its own."""
        return httpx.request(method, f"{self.url}{path}", timeout=PATIENCE_SECONDS, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        """The answer to a GET."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """The answer to a POST."""
        return self.request("POST", path, **options)

    def connect(self) -> socket.socket:
        """A connection on which nothing has been said."""
        address = urlsplit(self.url)
        return socket.create_connection((address.hostname, address.port), timeout=PATIENCE_SECONDS)

    @property
    def web_socket(self) -> str:
        """The address for WebSockets."""
        return f"{self.url.replace('http', 'ws')}/graphql"

    def edit(self, headline: str) -> None:
        """Save a story with another headline."""
        path = self.folder / "news" / "editorials" / "lower-growth.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f"headline: {HEADLINE}", f"headline: {headline}"), encoding="utf-8")

    def propose(self) -> None:
        """Save a story with a quote of each tier that nobody has confirmed."""
        path = self.folder / "news" / "articles" / "proposed.md"
        path.write_text(PROPOSED, encoding="utf-8")

    def output(self) -> str:
        """What a process has printed."""
        return (self.folder / "output.txt").read_text(encoding="utf-8")


def codes(response: httpx.Response) -> list[str]:
    """The codes of the errors of an answer."""
    return [error["extensions"]["code"] for error in response.json().get("errors", ())]


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.02)


def prepare(folder: Path, environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Set nothing but ``environment`` (``{tmp}`` in it is ``folder``), and make the files it may lead to."""
    shutil.copytree(SHIPPED, folder / "news")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "caches"))
    usual = {"PULLQUOTE_FOLDER": "{tmp}/news", "PULLQUOTE_PORT": "0"}
    for name, value in {**usual, **environment}.items():
        monkeypatch.setenv(name, value.replace("{tmp}", str(folder)))


@contextmanager
def in_a_thread(folder: Path) -> Iterator[Running]:
    """The server that the environment describes, in this process."""
    settings = Settings()
    with serving(settings, newsroom_of(settings), folder) as running:
        until(lambda: running.get("/health/ready").status_code == 200, "the server is ready")
        yield running


@contextmanager
def serving(settings: Settings, newsroom: Newsroom | RemoteNewsroom, folder: Path) -> Iterator[Running]:
    """A server of a newsroom, in this process; it may have nothing to serve yet."""
    server = server_of(settings, newsroom)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started or not thread.is_alive(), "the server has started")
    try:
        yield Running(_address(server), folder)
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)
        server.force_exit = True  # one that waits for a client does so in vain
        thread.join()


def _address(server: uvicorn.Server) -> str:
    host, port, *_ = server.servers[0].sockets[0].getsockname()
    shown = {"0.0.0.0": "127.0.0.1"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


@contextmanager
def in_a_process(folder: Path) -> Iterator[Running]:
    """``pullquote serve``, as the environment describes it."""
    log = folder / "output.txt"
    with log.open("wb") as output:
        process = RunningCommand(["serve"], output=output.fileno(), environment=os.environ, folder=ROOT)
    running = Running("", folder, process)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not (found := re.search(r"^Look +(http://\S+)/$", running.output(), re.MULTILINE)):
            assert process.poll() is None, running.output()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        running.url = found[1]
        until(lambda: _is_ready(running), "the server is ready")
        yield running
    finally:
        process.kill()
        process.wait(PATIENCE_SECONDS)


def _is_ready(running: Running) -> bool:
    try:
        return running.get("/health/ready").status_code == 200
    except httpx.TransportError:
        return False
