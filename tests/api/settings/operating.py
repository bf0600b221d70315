"""What settings do to files, processes and logs, as an editor or an operator sees it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from pullquote.store.newsroom.watching import QUIET_SECONDS
from tests.api.settings.requests import Check
from tests.api.settings.serving import A_WHILE_SECONDS, HEADLINE, Running, codes, until


def headline(running: Running) -> str:
    """The headline of the story that tests edit."""
    answer = running.ask('{ editorial(by: {slug: "lower-growth"}) { headline } }')
    return str(answer.json()["data"]["editorial"]["headline"])


def is_lower_growth(running: Running) -> None:
    """The newsroom that ships is served."""
    assert headline(running) == HEADLINE


def saves(followed: bool) -> Check:
    """A save is served, or is not."""

    def check(running: Running) -> None:
        assert headline(running) == HEADLINE
        if not followed:
            time.sleep(QUIET_SECONDS)  # a watch that begins reads all files once more
        running.edit("Higher growth")
        if followed:
            until(lambda: headline(running) == "Higher growth", "the save is served")
        else:
            time.sleep(A_WHILE_SECONDS)
            assert headline(running) == HEADLINE

    return check


def saves_beside_an_error(served: bool) -> Check:
    """While another file has an error, a save is served, or is not."""

    def check(running: Running) -> None:
        (running.folder / "news" / "articles" / "broken.md").write_text("---\n", encoding="utf-8")
        saves(served)(running)

    return check


def proposals_seen(*tiers: str) -> Check:
    """Of quotes that nobody has confirmed, the public sees those of some tiers."""

    def seen(running: Running) -> list[str]:
        nodes = running.ask("{ quotes { nodes { attribution { review } } } }").json()["data"]["quotes"][
            "nodes"
        ]
        return sorted(tier for node in nodes if (tier := node["attribution"]["review"]))

    def check(running: Running) -> None:
        running.propose()
        if tiers:
            until(lambda: seen(running) == [*tiers], "what was proposed is served")
        else:
            time.sleep(A_WHILE_SECONDS)
            assert seen(running) == []

    return check


def checks_again(regularly: bool) -> Check:
    """All files are looked at regularly, so that what is served is known to be what they say, or not before long."""

    def current(running: Running) -> str:
        return str(running.get("/health/ready").json()["lastLoad"]["current"])

    def check(running: Running) -> None:
        time.sleep(2 * QUIET_SECONDS)  # what the start had to look at has been looked at
        before = current(running)
        if regularly:
            until(lambda: current(running) > before, "all files were looked at")
        else:
            time.sleep(A_WHILE_SECONDS)
            assert current(running) == before

    return check


def search_on_disk(expected: bool) -> Check:
    """The files of the text search are beside the cache, or in memory."""

    def check(running: Running) -> None:
        assert headline(running) == HEADLINE
        indexes = [path for path in running.folder.rglob("indexes/*/*/meta.json") if path.is_file()]
        assert bool(indexes) is (expected or not Path("/dev/shm").is_dir())

    return check


def newsroom_cached(name: str, kept: bool = True) -> Check:
    """The newsroom is kept in a folder, or nowhere."""

    def check(running: Running) -> None:
        where = running.folder / name
        if kept:
            until(lambda: any(path.is_file() for path in where.rglob("*")), f"something is in {where}")
        else:
            time.sleep(A_WHILE_SECONDS)
            assert not where.exists()

    return check


def listens(*hosts: str, not_at: tuple[str, ...] = ()) -> Check:
    """The server answers at these addresses of the machine, and not at others."""

    def check(running: Running) -> None:
        port = running.url.rpartition(":")[2]
        for host in hosts:
            assert httpx.get(f"http://{host}:{port}/health/live").status_code == 200
        for host in not_at:
            try:
                httpx.get(f"http://{host}:{port}/health/live")
                raise AssertionError(f"{host} answers")
            except httpx.ConnectError:
                pass

    return check


def port(expected: int | None) -> Check:
    """The server has this port, or any."""

    def check(running: Running) -> None:
        number = int(running.url.rpartition(":")[2])
        assert number == expected if expected else number > 0

    return check


def processes(expected: int) -> Check:
    """So many processes serve; one is the process itself."""

    def check(running: Running) -> None:
        parent = running.process.pid
        children = [pid for pid in _children(parent) if b"spawn_main" in _command(pid)]
        assert len(children) == (0 if expected == 1 else expected)

    return check


def _children(parent: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if status[1] == str(parent):
                yield int(entry.name)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def levels(*expected: str) -> Check:
    """Lines of these levels are logged, where there is something to say of each, and of no other."""

    def check(running: Running) -> None:
        running.edit("[")
        until(lambda: "PQ1" in running.get("/health/ready").text, "the mistake is known")
        expects = set(expected)
        until(lambda: {line["level"] for line in _logged(running)} >= expects, f"all of {expects} are logged")
        assert {line["level"] for line in _logged(running)} == expects

    return check


def _logged(running: Running) -> list[dict[str, Any]]:
    return [json.loads(line) for line in running.output().splitlines() if line.startswith("{")]


def lines(in_json: bool) -> Check:
    """A request is logged in JSON, or in words."""

    def check(running: Running) -> None:
        assert codes(running.ask("{ __typename }")) == []
        until(lambda: "request_id" in running.output(), "the request is logged")
        line = next(line for line in running.output().splitlines() if "request_id" in line)
        assert line.startswith("{") is in_json

    return check
