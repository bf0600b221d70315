"""Runs commands in this process, as a shell would."""

from __future__ import annotations

import os
import pty
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from pullquote.api.cli import main
from tests.conftest import START_SECONDS
from tests.running import RunningCommand


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """``run("check", "folder")`` is ``pullquote check folder`` in a pipe of 200 columns, without settings."""
    monkeypatch.setenv("COLUMNS", "200")
    for name in [name for name in os.environ if name.startswith("PULLQUOTE_")]:
        monkeypatch.delenv(name)

    def command(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["pullquote", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        return Ran(status, *capsys.readouterr())

    return command


def read_until(terminal: int, words: str) -> str:
    """What a terminal shows until the words are there."""
    shown = ""
    deadline = time.monotonic() + START_SECONDS
    while words not in shown:
        assert time.monotonic() < deadline, shown
        shown += os.read(terminal, 65536).decode()
    return shown


@contextmanager
def on_terminal(arguments: Sequence[str], folder: Path, cache: Path) -> Iterator[int]:
    """``pullquote`` with some arguments on a terminal, which is given to read what it shows and to type; stopped in the end."""
    ours, theirs = pty.openpty()
    process = RunningCommand(
        arguments,
        output=theirs,
        environment=os.environ | {"NO_COLOR": "1", "TERM": "dumb", "PULLQUOTE_CACHE_FOLDER": str(cache)},
        folder=folder,
        on_terminal=True,
    )
    os.close(theirs)
    try:
        yield ours
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)
        os.close(ours)
