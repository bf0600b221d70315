"""Commands in processes of their own, forked from one that has imported before what they need.

Importing a server takes as much of the processor as a hundred requests, and the tests begin a hundred processes.
All else is as a shell does it: arguments, environment, working folder, what is printed where, and signals.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from multiprocessing import get_context
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any

from pullquote.api.cli import main

IMPORTED = ("pullquote.api.cli.serve", "pullquote.api.server.server", "pullquote.store.files.loading")
"""Imported once, before anything is forked. What it imports in turn begins no thread."""
_FORKING = get_context("forkserver")
_FORKING.set_forkserver_preload([*IMPORTED])


class RunningCommand:
    """``pullquote`` with some arguments, in a process; it has what tests use of :class:`subprocess.Popen`."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        output: int,
        environment: Mapping[str, str],
        folder: Path,
        on_terminal: bool = False,
    ) -> None:
        """Begin it; what it prints, and its errors, go to the descriptor ``output``. ``on_terminal`` says that this
        is a terminal, which it is then begun on: it reads keys from there, and hears of Ctrl+C."""
        self._process = _FORKING.Process(
            target=_run, args=(tuple(arguments), DupFd(output), dict(environment), folder, on_terminal)
        )
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        """The status that it ended with, the number of a signal below zero; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """The status that it ended with; None while it runs."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The status that it ends with. Raises subprocess.TimeoutExpired after ``timeout`` seconds."""
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("pullquote", timeout or 0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, where it still runs."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()


def _run(
    arguments: tuple[str, ...], output: Any, environment: dict[str, str], folder: Path, on_terminal: bool
) -> None:
    """What the process does."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    descriptor = output.detach()
    for stream in (sys.stdout, sys.stderr):
        os.dup2(descriptor, stream.fileno())
        assert isinstance(stream, TextIOWrapper)
        stream.reconfigure(line_buffering=on_terminal or stream is sys.stderr)
    if on_terminal:
        os.setsid()
        fcntl.ioctl(descriptor, termios.TIOCSCTTY, 0)
    os.dup2(descriptor if on_terminal else os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = os.fdopen(0, closefd=False)
    os.close(descriptor)
    sys.argv = ["pullquote", *arguments]
    main()
