"""Runs commands in this process, as a shell would."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from pullquote.api.cli import main
from tests.conftest import START_SECONDS


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
