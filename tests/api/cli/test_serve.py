"""``pullquote serve``: the screen, the settings, and why it would not start."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.cli.conftest import Command
from tests.conftest import SHIPPED, START_SECONDS, ServerFactory


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield int(listener.getsockname()[1])


def test_the_screen_says_what_is_served_where_and_how_to_stop(serve: ServerFactory) -> None:
    with serve(SHIPPED, "--no-watch") as server:
        screen = server.output()
        request = urllib.request.Request(
            f"{server.url}/graphql?query=%7Bdataset%7Bversion%7D%7D",
            headers={"content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            assert json.load(response)["data"]["dataset"]["version"]
    for said in (
        "1 article, 6 editorials, 14 quotes, 6 people",
        f"{server.url}/graphql",
        f"{server.url}/schema.graphql",
        "Ctrl+C",
        "a new start",
    ):
        assert said in screen
    assert "\x1b" not in screen


def test_port_0_is_any_free_port(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    command = [sys.executable, "-m", "pullquote", "serve", str(SHIPPED), "--port", "0", "--no-watch"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not (found := re.search(r"http://127\.0\.0\.1:([1-9]\d+)/graphql", log.read_text())):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert int(found[1]) > 0
    finally:
        process.terminate()
        process.wait(timeout=15)


def test_ctrl_c_stops_it_without_a_traceback(serve: ServerFactory) -> None:
    with serve(SHIPPED, "--no-watch") as server:
        server.process.send_signal(signal.SIGINT)
        server.process.wait(timeout=15)
        assert "Traceback" not in server.output()


def test_warnings_are_counted_and_drafts_are_kept(serve: ServerFactory, tmp_path: Path) -> None:
    folder = tmp_path / "newsroom"
    (folder / "topics").mkdir(parents=True)
    (folder / "topics" / "rain.yaml").write_text("name: Rain\n", encoding="utf-8")
    with serve(folder, "--no-watch") as server:
        assert f"1 topic (1 warning: pullquote check {folder})" in server.output()


def test_a_taken_port_is_one_line(run: Command, taken: int) -> None:
    ran = run("serve", SHIPPED, "--port", taken)
    assert (ran.status, ran.out) == (1, "")
    assert (
        ran.err
        == f"pullquote: cannot listen on 127.0.0.1:{taken}: Address already in use; try --port {taken + 1}\n"
    )


def test_errors_in_the_files_are_listed_and_nothing_is_served(run: Command, tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_text("rain: {name: Rain, nam: Rain}\nsun: {}\n", encoding="utf-8")
    ran = run("serve", tmp_path, "--port", 0)
    assert (ran.status, ran.out) == (1, "")
    *problems, last = ran.err.splitlines()
    assert [line.split(" ")[1] for line in problems] == ["PQ111", "PQ112"]
    assert last == f"pullquote: {tmp_path} has 2 errors; nothing is served"


def test_the_environment_is_read_and_options_win(
    run: Command, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_PORT", str(taken))
    assert f"127.0.0.1:{taken}" in run("serve", SHIPPED).err
    monkeypatch.setenv("PULLQUOTE_PORT", "1")
    assert f"127.0.0.1:{taken}" in run("serve", SHIPPED, "--port", taken).err


def test_a_wrong_setting_is_one_line(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_MAX_DEPTH", "deep")
    ran = run("serve", SHIPPED)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("pullquote: PULLQUOTE_MAX_DEPTH: ")
    assert ran.err.count("\n") == 1


def test_a_misspelt_setting_is_named(run: Command, taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_PROT", "8123")
    assert "PULLQUOTE_PROT is no setting" in run("serve", SHIPPED, "--port", taken).err


def test_the_defaults_that_help_shows_are_those_of_the_settings(run: Command) -> None:
    from pullquote.api.settings import Settings

    shown = run("serve", "--help").out
    for name in ("host", "port", "workers"):
        assert f"[default: ({Settings.model_fields[name].default})]" in shown
