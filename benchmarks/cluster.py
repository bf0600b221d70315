"""A newsroom on a cluster: how fast it is published, how much memory that takes, and how fast it is answered from there.

Answers are not cached by Pullquote. One connection asks, and waits for the answer before it asks again. The processor
time of the nodes is what they say of themselves.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from benchmarks import servers
from benchmarks.asking import Request, conditional, requests
from benchmarks.load import Measured
from benchmarks.newsrooms import demo, machine
from benchmarks.questions import QUESTIONS, Question
from benchmarks.samples import Samples, collect, entity_tag
from benchmarks.servers import Server
from benchmarks.turns import Size, Turn, in_turns

DIFFERENT = 2_000
"""Requests that differ, of each question."""
SAMPLED = 1_000
"""Stories and people that are asked about."""
REQUEST_SECONDS = 60.0


@dataclass(frozen=True)
class Published:
    """What publishing took: seconds on the clock, and of the processors of publisher and nodes; and memory at most."""

    seconds: float
    publisher_seconds: float
    nodes_seconds: float
    memory_bytes: int


def cluster(address: str, size: Size, folder: Path, only: str) -> None:
    """Print how a newsroom is published on the cluster at an address, and answered from there. It is removed then."""
    newsroom, name = demo(size.articles, folder), f"benchmark-{uuid4().hex[:8]}"
    try:
        published = publish(address, newsroom, name)
        with served(address, name) as server:
            samples = collect(server.url, min(size.articles, SAMPLED))
            stories = ask_total(server.url)
            print(f"{stories:,} stories; {machine()}; not cached; median of {size.rounds} rounds.\n")
            for line in publishing_lines(published, stories):
                print(line)
            print("\n| question | p50 | p99 | server CPU | nodes CPU | wrong |\n|---|---|---|---|---|---|")
            for question in QUESTIONS:
                if only in question.name and question.compiled:
                    print(answering_line(question, server, samples, size, address), flush=True)
            print(f"\nserver: {(peak_bytes(server) or 0) / 2**20:,.0f} MB at most")
    finally:
        _request(address, "DELETE", f"/pullquote-{name}-*")


def publish(address: str, newsroom: Path, name: str) -> Published:
    """Publish a newsroom for the public and for the preview, by the command. Raises RuntimeError where that fails."""
    command = [sys.executable, "-m", "pullquote", "publish", str(newsroom), "--to", address, "--name", name]
    nodes, began = nodes_seconds(address), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command!r} ended with {process.returncode}")
    return Published(
        time.monotonic() - began,
        used.ru_utime + used.ru_stime,
        nodes_seconds(address) - nodes,
        used.ru_maxrss * 1024,
    )


def publishing_lines(published: Published, stories: int) -> Iterator[str]:
    """What publishing took, for people."""
    yield f"published in {published.seconds:.0f} s: {stories / published.seconds:.0f} stories a second"
    yield f"publisher: {1000 * published.publisher_seconds / stories:.2f} ms of processor time a story, reading included"
    yield f"nodes: {1000 * published.nodes_seconds / stories:.2f} ms of processor time a story"
    yield f"publisher: {published.memory_bytes / 2**20:,.0f} MB at most"


@contextmanager
def served(address: str, name: str) -> Iterator[Server]:
    """A server of what was published, which remembers no answers."""
    port = servers.free_port()
    command = [
        sys.executable,
        "-m",
        "pullquote",
        "serve",
        "--from",
        address,
        "--name",
        name,
        "--port",
        str(port),
    ]
    environment = {"PULLQUOTE_LOG_LEVEL": "error", "PULLQUOTE_RESPONSE_CACHE_BYTES": "0"}
    with servers.run(command, port, environment=environment) as server:
        yield server


def ask_total(url: str) -> int:
    """How many stories there are."""
    body = json.dumps({"query": "{ stories { totalCount } }"}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return int(json.load(response)["data"]["stories"]["totalCount"])


def answering_line(question: Question, server: Server, samples: Samples, size: Size, address: str) -> str:
    """A row of the table: how a question is answered."""
    asked = _requests(question, server, samples)
    nodes, own = nodes_seconds(address), server.cpu_seconds()
    measured = in_turns([Turn(question.name, server, asked)], size, connections=1)[question.name]
    own_after = server.cpu_seconds()
    spent = nodes_seconds(address) - nodes
    share = (
        spent / (own_after - own) if own is not None and own_after is not None and own_after > own else None
    )
    return row(question.name, measured, share)


def row(name: str, measured: Measured, nodes_share: float | None) -> str:
    """``nodes_share`` is the processor time of the nodes for each second of the server's."""
    own = measured.cpu_microseconds
    cells = [name, f"{measured.p50:.1f} ms", f"{measured.p99:.1f} ms"]
    cells.append("-" if own is None else f"{own / 1000:.1f} ms")
    cells.append("-" if own is None or nodes_share is None else f"{own * nodes_share / 1000:.1f} ms")
    return f"| {' | '.join(cells)} | {measured.wrong} |"


def _requests(question: Question, server: Server, samples: Samples) -> list[Request]:
    if question.conditional:
        return conditional(question.text, entity_tag(server.url, question.text))
    return requests(question.text, question.variables(samples), DIFFERENT)


def peak_bytes(server: Server) -> int | None:
    """The most memory that a server has held; None where the system does not say."""
    try:
        status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


def nodes_seconds(address: str) -> float:
    """Processor time that all nodes have used so far."""
    found = _request(address, "GET", "/_nodes/stats/process")
    return sum(node["process"]["cpu"]["total_in_millis"] for node in found["nodes"].values()) / 1000


def _request(
    address: str, method: str, path: str
) -> dict[str, dict[str, dict[str, dict[str, dict[str, int]]]]]:
    node = address.partition(",")[0].rstrip("/")
    request = urllib.request.Request(f"{node}{path}", method=method)
    with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as response:
        answer: dict[str, dict[str, dict[str, dict[str, dict[str, int]]]]] = json.load(response)
        return answer
