"""``pullquote serve``: the screen, the settings, and why it would not start."""

from __future__ import annotations

import contextlib
import errno
import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pullquote.api.cli import serve as serve_command
from pullquote.api.cli.serve import screen
from pullquote.api.settings import Settings
from pullquote.store.files.loading import Reader
from pullquote.store.newsroom import watching
from pullquote.store.newsroom.newsroom import Newsroom
from tests.api.cli.conftest import Command, on_terminal, read_until
from tests.conftest import SHIPPED, START_SECONDS, ServerFactory, free_port
from tests.store.written import article, write


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


def test_it_says_how_much_of_it_the_public_sees(serve: ServerFactory, tmp_path: Path) -> None:
    folder = tmp_path / "newsroom"
    write(folder, {"articles/rain.md": article(), "articles/sun.md": article("status: draft\n")})
    with serve(folder, "--no-watch") as server:
        assert "3 articles" in server.output()
        assert "; the public sees 2 articles" in server.output()


def test_a_taken_port_is_one_line(run: Command, taken: int) -> None:
    ran = run("serve", SHIPPED, "--port", taken)
    assert (ran.status, ran.out) == (1, "")
    said, port = ran.err.removesuffix("\n").rsplit(" ", 1)
    assert said == f"pullquote: cannot listen on 127.0.0.1:{taken}: Address already in use; try --port"
    with socket.create_server(("127.0.0.1", int(port))):
        pass  # it is free


def test_a_port_that_is_taken_too_is_not_suggested(run: Command, taken: int) -> None:
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):  # somebody else has it, which is as good
            held.enter_context(socket.create_server(("127.0.0.1", taken + 1)))
        ran = run("serve", SHIPPED, "--port", taken)
    assert not ran.err.endswith(f"--port {taken + 1}\n")


def test_the_last_port_that_there_is_may_be_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    last = free_port()
    monkeypatch.setattr(serve_command, "LAST_PORT", last)
    assert serve_command._another("127.0.0.1", last - 1, socket.AF_INET) == f"; try --port {last}"
    assert serve_command._another("127.0.0.1", last, socket.AF_INET) == "; --port 0 takes a free one"


def test_a_port_is_taken_if_it_is_so_at_any_address_of_the_host(run: Command, taken: int) -> None:
    ran = run("serve", SHIPPED, "--host", "localhost", "--port", taken, "--workers", 2)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(f"pullquote: cannot listen on localhost:{taken}: Address already in use")


def test_errors_in_the_files_are_listed_and_nothing_is_served(run: Command, tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_text("rain: {name: Rain, nam: Rain}\nsun: {}\n", encoding="utf-8")
    ran = run("serve", tmp_path, "--port", 0)
    assert (ran.status, ran.out) == (1, "")
    *problems, last = ran.err.splitlines()
    assert [line.split(" ")[1] for line in problems] == ["PQ111", "PQ112"]
    assert [line.endswith("(nothing of the file is served until it is mended)") for line in problems] == [
        True,
        False,
    ]
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
    monkeypatch.setenv("PULLQUOTE_XYZZY", "8123")
    first, second, _ = run("serve", SHIPPED, "--port", taken).err.splitlines()
    assert first == "pullquote: PULLQUOTE_PROT is no setting and is ignored; did you mean PULLQUOTE_PORT?"
    assert second == "pullquote: PULLQUOTE_XYZZY is no setting and is ignored"


DOCUMENTS = "PULLQUOTE_DOCUMENTS"
TOKEN_FILE = "PULLQUOTE_PREVIEW_TOKEN_FILE"
FILES = {
    "short": b"short",
    "latin": b"caf\xe9 caf\xe9 caf\xe9 caf\xe9",
    "broken.json": b"{",
    "list.json": b"[]",
    "stale.json": b'{"hash": "{ gone }"}',
    "garbled.json": b'{"hash": "{ gone"}',
    "empty.json": b"{}",
    "folder/note.txt": b"",
    "stale/old.graphql": b"{ gone }",
}
"""What settings are made to lead to."""


@pytest.fixture
def led_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with what the settings lead to."""
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("led_to")
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({TOKEN_FILE: "nowhere"}, f"{TOKEN_FILE}: nowhere cannot be read: No such file or directory"),
        ({TOKEN_FILE: "folder"}, f"{TOKEN_FILE}: folder cannot be read: Is a directory"),
        ({TOKEN_FILE: "latin"}, f"{TOKEN_FILE}: latin is not text in UTF-8"),
        ({TOKEN_FILE: "short"}, f"{TOKEN_FILE}: short must hold a token of at least 16 characters"),
        ({DOCUMENTS: "nowhere"}, f"{DOCUMENTS}: nowhere cannot be read: No such file or directory"),
        ({DOCUMENTS: "folder"}, f"{DOCUMENTS}: there are no .graphql files in folder"),
        ({DOCUMENTS: "broken.json"}, f"{DOCUMENTS}: broken.json is not JSON"),
        ({DOCUMENTS: "list.json"}, f"{DOCUMENTS}: list.json is no manifest"),
        (
            {DOCUMENTS: "stale.json"},
            f"{DOCUMENTS}: the document “hash” is refused: Cannot query field 'gone'",
        ),
        ({DOCUMENTS: "garbled.json"}, f"{DOCUMENTS}: the document “hash” is refused: Syntax Error"),
        ({DOCUMENTS: "stale"}, f"{DOCUMENTS}: the document “old” is refused: Cannot query field 'gone'"),
        (
            {DOCUMENTS: "empty.json", "PULLQUOTE_DOCUMENTS_ONLY": "on"},
            f"{DOCUMENTS}: empty.json has no documents",
        ),
        ({"PULLQUOTE_DOCUMENTS_ONLY": "on"}, "PULLQUOTE_DOCUMENTS_ONLY needs PULLQUOTE_DOCUMENTS"),
        ({"PULLQUOTE_CORS_ORIGINS": "news.example"}, "PULLQUOTE_CORS_ORIGINS: “news.example” is no origin"),
        ({"PULLQUOTE_ROOT_PATH": "news"}, "PULLQUOTE_ROOT_PATH: must begin with /"),
        ({"PULLQUOTE_PORT": "99999"}, "PULLQUOTE_PORT: Input should be less than or equal to 65535"),
        ({"PULLQUOTE_WORKERS": "0"}, "PULLQUOTE_WORKERS: Input should be greater than or equal to 1"),
        ({"PULLQUOTE_METRICS": "perhaps"}, "PULLQUOTE_METRICS: Input should be a valid boolean"),
        ({"PULLQUOTE_COMPILE": "fast"}, "PULLQUOTE_COMPILE: Input should be 'on', 'off' or 'shadow'"),
        ({"PULLQUOTE_HOST": "nowhere.invalid"}, "nowhere.invalid is no address of this machine"),
        ({"PULLQUOTE_HOST": "198.51.100.7"}, "198.51.100.7 is no address of this machine"),
        ({"PULLQUOTE_HOST": "x" * 70}, f"{'x' * 70} is no address of this machine"),
        ({"PULLQUOTE_FOLDER": "nowhere"}, "there is no folder nowhere"),
    ],
)
def test_whatever_is_wrong_with_the_settings_is_one_sentence_before_anything_else(
    run: Command, environment: dict[str, str], said: str, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PULLQUOTE_PORT": "0", "PULLQUOTE_WORKERS": str(workers), **environment}.items():
        monkeypatch.setenv(name, value)
    ran = run("serve")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"pullquote: {said}")
    assert ran.err.count("\n") == 1


def test_how_it_ends_is_in_the_help(run: Command) -> None:
    assert "Exit codes: 0 stopped by a signal; 1 nothing can be served" in run("serve", "--help").out


def test_the_defaults_that_help_shows_are_those_of_the_settings(run: Command) -> None:
    from pullquote.api.settings import Settings

    shown = run("serve", "--help").out
    for name in ("host", "port", "workers"):
        assert f"[default: ({Settings.model_fields[name].default})]" in shown


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "pullquote: there is too little memory to load"),
        (OSError(errno.EMFILE, "Too many open files"), "Too many open files"),
    ],
)
def test_a_load_for_which_the_machine_is_too_small_is_one_line(
    error: Exception, said: str, run: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object, **_options: object) -> None:
        raise error

    monkeypatch.setenv("PULLQUOTE_CACHE_FOLDER", str(tmp_path))
    monkeypatch.setattr(Reader, "read", fail)
    ran = run("serve", SHIPPED, "--port", "0")
    assert (ran.status, ran.out) == (1, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_folder_or_a_cluster_is_served_and_not_both(run: Command) -> None:
    ran = run("serve", SHIPPED, "--from", "http://127.0.0.1:9")
    assert (ran.status, ran.err) == (
        2,
        f"pullquote: serve {SHIPPED} or --from http://127.0.0.1:9, not both\n",
    )


def test_an_address_with_a_password_is_refused_and_not_repeated(run: Command) -> None:
    ran = run("serve", "--port", 0, "--from", "https://desk:secret@search.example")
    assert ran.status == 2
    assert ran.err.startswith('pullquote: the address "https://desk@search.example" has a password in it')
    assert "secret" not in ran.err


def test_a_damaged_cache_costs_nothing_but_time(serve: ServerFactory, tmp_path: Path) -> None:
    with serve(SHIPPED, "--no-watch") as server:
        cache = server.log.with_suffix(".cache")
        wait_until(lambda: len([path for path in cache.rglob("*") if path.is_file()]) > 1)
    for path in cache.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x80\x05damaged" * 100)
    environment = {"PULLQUOTE_CACHE_FOLDER": str(cache)}
    with serve(SHIPPED, "--no-watch", environment=environment) as server:
        assert "Traceback" not in server.output()


def test_a_cache_folder_that_is_none_costs_nothing_but_time(serve: ServerFactory, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with serve(SHIPPED, "--no-watch", environment={"PULLQUOTE_CACHE_FOLDER": str(file)}) as server:
        assert "Traceback" not in server.output()


def test_the_screen_says_how_files_are_watched(serve: ServerFactory) -> None:
    with serve(
        SHIPPED, environment={"PULLQUOTE_WATCH": "poll", "PULLQUOTE_WATCH_POLL_SECONDS": "2"}
    ) as server:
        assert "looked at every 2 s, and changes are served" in server.output()
    with serve(SHIPPED) as server:
        assert "changes are served as they are saved" in server.output()


def test_the_screen_says_why_files_are_polled(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "OS file watch limit reached")

    monkeypatch.setattr(watching, "RustNotify", refuse)
    settings = Settings(folder=SHIPPED)
    said = screen(settings, Newsroom(SHIPPED))
    assert "looked at every 1 s, and changes are served (the system has no events" in said
    assert "watch limit reached" in said


def test_the_screen_says_where_the_review_is() -> None:
    settings = Settings(folder=SHIPPED, review=True, preview_token="x" * 16, port=8123)
    assert "Review    http://127.0.0.1:8123/review\n" in screen(settings, Newsroom(SHIPPED))
    assert "Review" not in screen(Settings(folder=SHIPPED), Newsroom(SHIPPED))


@pytest.mark.parametrize(
    ("options", "token", "why"),
    [
        ([], "", "PULLQUOTE_REVIEW needs PULLQUOTE_PREVIEW_TOKEN"),
        (
            ["--host", "0.0.0.0"],
            "x" * 16,
            "PULLQUOTE_REVIEW needs PULLQUOTE_HOST to be an address of this machine",
        ),
        (["--workers", "2"], "x" * 16, "PULLQUOTE_REVIEW needs PULLQUOTE_WORKERS to be 1"),
    ],
)
def test_a_review_that_others_could_reach_is_refused_at_the_start(
    options: list[str], token: str, why: str, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_PREVIEW_TOKEN", token)
    ran = run("serve", SHIPPED, "--review", *options)
    assert ran.status == 2
    assert why in ran.err


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_terminal_shows_each_mistake_once_new_warnings_and_that_all_is_mended(tmp_path: Path) -> None:
    folder = write(tmp_path / "news", {"articles/gates.md": article(body="Gates.")})
    gates = folder / "articles/gates.md"
    good = gates.read_text()
    with on_terminal(["serve", "news", "--port", "0"], tmp_path, tmp_path / "cache") as terminal:
        read_until(terminal, "Ctrl+C")
        (folder / "articles/notes.txt").write_text("Notes")
        assert "PQ404" in read_until(terminal, "notes.md")
        gates.write_text(good.replace("headline:", "status: drfat\nheadline:"))
        shown = read_until(terminal, "What was good before")
        assert shown.count("PQ113") == 1
        assert "not public; the preview has it" in shown
        assert "PQ404" not in shown, "it is known"
        gates.write_text(good)
        assert "No errors now" in read_until(terminal, "newsroom loaded")
