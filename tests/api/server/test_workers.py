"""Several workers on one socket: one may die, all serve the same, none is left behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import ROOT, SHIPPED, Server, ServerFactory, need

pytestmark = pytest.mark.load  # two and more processes each, which are killed and start again

PROC = Path("/proc")
PATIENCE_SECONDS = 40
"""How long a test waits for what takes a second or two."""
ASKED = 20
"""Questions on fresh connections, of which each worker gets some."""
QUERY = {"query": '{ dataset { version } editorial(by: {slug: "lower-growth"}) { headline } }'}
REFUSE = {"PULLQUOTE_ON_ERROR": "refuse"}
"""Nothing new is served while a file has an error."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    need(PROC.joinpath("self", "cmdline").exists(), "the system does not list processes in /proc")
    return shutil.copytree(SHIPPED, tmp_path / "news")


def workers(server: Server) -> set[int]:
    """The process ids of the workers that run."""
    return {pid for pid in children(server.process.pid) if b"spawn_main" in command(pid)}


def children(parent: int) -> Iterator[int]:
    for entry in PROC.iterdir():
        if entry.name.isdigit() and status(int(entry.name))[1:2] == [str(parent)]:
            yield int(entry.name)


def status(pid: int) -> list[str]:
    """The state of a process and its parent; nothing where there is no such process."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def command(pid: int) -> bytes:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return b""


def runs(pid: int) -> bool:
    return status(pid)[:1] not in ([], ["Z"])


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def ask(server: Server) -> httpx.Response:
    """An answer over a connection of its own."""
    return httpx.post(f"{server.url}/graphql", json=QUERY, timeout=PATIENCE_SECONDS)


def until_loaded(server: Server, times: int) -> None:
    """Wait until so many workers have had something to serve; the server is ready when one has."""
    until(lambda: server.output().count('"newsroom loaded"') >= times, "the workers have loaded")


def until_all(server: Server, condition: Callable[[], bool], what: str) -> None:
    """Wait until ``condition`` is true as often as it takes for every worker to have been asked."""
    until(lambda: all(condition() for _ in range(ASKED)), what)


def kill(server: Server, pid: int) -> list[httpx.Response]:
    """Kill a worker, and return what is answered until there is another."""
    others = workers(server) - {pid}
    os.kill(pid, signal.SIGKILL)
    answers = []

    def replaced() -> bool:
        answers.append(ask(server))
        return len(workers(server) - others - {pid}) == 1

    until(replaced, "there is another worker")
    return answers


def test_workers_that_are_killed_are_replaced_and_every_request_is_answered(
    serve: ServerFactory, folder: Path
) -> None:
    with serve(folder, "--workers", "2") as server:
        until_loaded(server, 2)
        first, second = sorted(workers(server))
        answers = kill(server, first)
        until_loaded(server, 3)
        answers += kill(server, second)  # so that it is the new one that answers
        answers += [ask(server) for _ in range(ASKED)]
        assert len(workers(server)) == 2
        lines = [json.loads(line) for line in server.output().splitlines() if line.startswith("{")]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["data"]["editorial"]["headline"] for answer in answers} == {"Lower growth"}
    assert [line["pid"] for line in lines if line["event"] == "a worker died"] == [first, second]


def test_a_worker_that_starts_while_files_have_errors_waits_until_they_are_mended(
    serve: ServerFactory, folder: Path
) -> None:
    with serve(folder, "--workers", "2", environment=REFUSE) as server:
        until_loaded(server, 2)
        first, second = sorted(workers(server))
        path = folder / "editorials" / "lower-growth.md"
        text = path.read_text(encoding="utf-8")
        path.write_text("---\nheadline: [\n---\n", encoding="utf-8")
        until_all(server, lambda: "PQ1" in httpx.get(f"{server.url}/health/ready").text, "both know it")
        answers = kill(server, first)
        until(lambda: "nothing is served yet" in server.output(), "the new worker has read the files")
        answers += [ask(server) for _ in range(ASKED)]
        path.write_text(text, encoding="utf-8")
        until_loaded(server, 4)  # the old one, which told of its mistake, and the new one
        answers += kill(server, second)
        answers += [ask(server) for _ in range(ASKED)]
    assert {answer.status_code for answer in answers} == {200}


def test_where_no_worker_has_anything_to_serve_that_is_said(serve: ServerFactory, folder: Path) -> None:
    with serve(folder, "--workers", "2", environment=REFUSE) as server:
        until_loaded(server, 2)
        path = folder / "editorials" / "lower-growth.md"
        text = path.read_text(encoding="utf-8")
        path.write_text("---\nheadline: [\n---\n", encoding="utf-8")
        until_all(server, lambda: "PQ1" in httpx.get(f"{server.url}/health/ready").text, "both know it")
        for pid in workers(server):
            os.kill(pid, signal.SIGKILL)
        answer = ask(server)
        assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (503, "NOT_READY")
        assert httpx.get(f"{server.url}/health/ready", timeout=PATIENCE_SECONDS).status_code == 503
        path.write_text(text, encoding="utf-8")
        until_all(server, lambda: ask(server).status_code == 200, "every worker has something to serve")


def test_a_save_is_served_by_every_worker(serve: ServerFactory, folder: Path) -> None:
    with serve(folder, "--workers", "2") as server:
        until_loaded(server, 2)
        path = folder / "editorials" / "lower-growth.md"
        before = ask(server).json()["data"]["dataset"]["version"]
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("headline: Lower growth", "headline: Higher growth"), encoding="utf-8")
        versions: set[str] = {before}

        def is_one() -> bool:
            versions.clear()
            versions.update(ask(server).json()["data"]["dataset"]["version"] for _ in range(ASKED))
            return len(versions) == 1 and before not in versions

        until(is_one, "every worker serves the save")
        assert "Higher growth" in ask(server).text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_supervisor_ends_every_worker(
    serve: ServerFactory, folder: Path, number: signal.Signals
) -> None:
    with serve(folder, "--workers", "2") as server:
        pids = workers(server)
        server.process.send_signal(number)
        assert server.process.wait(PATIENCE_SECONDS) == 0
        assert not [pid for pid in pids if runs(pid)]
        with pytest.raises(httpx.ConnectError):
            ask(server)


@pytest.mark.parametrize("how", ["killed", "failing"])
def test_workers_that_die_as_they_start_end_the_supervisor(how: str) -> None:
    command = [sys.executable, "-m", "tests.api.dying", how]
    ended = subprocess.run(
        command, capture_output=True, check=False, text=True, timeout=5 * PATIENCE_SECONDS, cwd=ROOT
    )
    assert ended.returncode == 1
    assert "a worker dies whenever it starts" in ended.stdout + ended.stderr
    deaths = (ended.stdout + ended.stderr).count("a worker died")
    assert 2 <= deaths <= 4  # the third in one place is the last, and there are two places


def test_workers_end_when_their_supervisor_is_killed(serve: ServerFactory, folder: Path) -> None:
    with serve(folder, "--workers", "2") as server:
        pids = workers(server)
        server.process.kill()
        until(lambda: not [pid for pid in pids if runs(pid)], "the workers have ended")
