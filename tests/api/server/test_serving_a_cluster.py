"""A newsroom that is published on a cluster and served from there, by the two commands."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from pullquote.store.opensearch.addresses import read_address
from pullquote.store.opensearch.client import ClusterClient
from tests.api.settings.serving import Running, until
from tests.conftest import SHIPPED

QUERY = "{ dataset { version } stories { totalCount nodes { headline quotes { nodes { text } } } } }"


@pytest.fixture
def published(opensearch: str) -> Iterator[str]:
    """The name of the newsroom that ships, on a cluster until the test ends."""
    name = f"served-{uuid4().hex[:12]}"
    run("publish", str(SHIPPED), "--to", opensearch, "--name", name)
    yield name
    asyncio.run(_delete(opensearch, name))


def run(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pullquote", *words], check=True, env=environment())


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PULLQUOTE_")}


async def _delete(address: str, name: str) -> None:
    client = ClusterClient(read_address(address), seconds=30)
    try:
        await client.request("DELETE", f"/pullquote-{name}-*", params={"expand_wildcards": "all"})
    finally:
        await client.close()


def test_what_was_published_is_served(opensearch: str, published: str, tmp_path: Path) -> None:
    log = tmp_path / "output.txt"
    words = ["serve", "--from", opensearch, "--name", published, "--port", "0"]
    with log.open("wb") as output:
        command = [sys.executable, "-m", "pullquote", *words]
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment())
    try:
        running = Running("", tmp_path, process)
        until(lambda: re.search(r"^Look +(http://\S+)/$", running.output(), re.MULTILINE), "it says where")
        running.url = re.findall(r"^Look +(http://\S+)/$", running.output(), re.MULTILINE)[0]
        until(lambda: _is_ready(running), "it is ready")
        data = running.ask(QUERY).json()["data"]
        assert data["stories"]["totalCount"] == 7
        assert sum(len(story["quotes"]["nodes"]) for story in data["stories"]["nodes"]) == 14
        assert running.get("/", headers={"Accept": "text/html"}).status_code == 200
        assert running.get("/graphql", headers={"Accept": "text/html"}).status_code == 200
    finally:
        process.terminate()
        process.wait()


def _is_ready(running: Running) -> bool:
    try:
        return running.get("/health/ready").status_code == 200
    except httpx.TransportError:
        return False
