"""Programs in processes of their own, forked from one that has imported before what they need.

Importing a server takes as much of the processor as a hundred requests, and the tests begin a hundred processes.
All else is as a shell does it: arguments, environment, working folder, what is printed where, and signals.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Mapping, Sequence
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


class Running:
    """A function in a process; it has what tests use of :class:`subprocess.Popen`."""

    def __init__(
        self,
        function: Callable[..., object],
        *arguments: object,
        output: int,
        errors: int | None = None,
        environment: Mapping[str, str],
        folder: Path,
        on_terminal: bool = False,
    ) -> None:
        """Begin it; what it prints goes to the descriptor ``output``, as do its errors without ``errors``.
        ``on_terminal`` says that this is a terminal, which it is then begun on: it reads keys from there, and hears
        of Ctrl+C."""
        self._process = _FORKING.Process(
            target=_run,
            args=(function, arguments),
            kwargs={
                "output": DupFd(output),
                "errors": DupFd(output if errors is None else errors),
                "environment": dict(environment),
                "folder": folder,
                "on_terminal": on_terminal,
            },
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
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
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


class RunningCommand(Running):
    """``pullquote`` with some arguments, in a process."""

    def __init__(self, arguments: Sequence[str], **how: Any) -> None:
        """Begin it; ``how`` as in :class:`Running`."""
        super().__init__(_command, tuple(arguments), **how)


def finished(
    function: Callable[..., object],
    *arguments: object,
    environment: Mapping[str, str],
    folder: Path,
    seconds: float = 60,
) -> subprocess.CompletedProcess[str]:
    """How a function ended in a process, and what it printed. Raises subprocess.TimeoutExpired."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        running = Running(
            function,
            *arguments,
            output=output.fileno(),
            errors=errors.fileno(),
            environment=environment,
            folder=folder,
        )
        try:
            status = running.wait(seconds)
        finally:
            running.kill()
        output.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess([], status, output.read().decode(), errors.read().decode())


def _run(
    function: Callable[..., object],
    arguments: tuple[object, ...],
    *,
    output: Any,
    errors: Any,
    environment: dict[str, str],
    folder: Path,
    on_terminal: bool,
) -> None:
    """What the process does."""
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # which a shell ignores for what it runs in the background
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    output, errors = output.detach(), errors.detach()
    for stream, descriptor in ((sys.stdout, output), (sys.stderr, errors)):
        os.dup2(descriptor, stream.fileno())
        assert isinstance(stream, TextIOWrapper)
        stream.reconfigure(line_buffering=on_terminal or stream is sys.stderr)
    if on_terminal:
        os.setsid()
        fcntl.ioctl(output, termios.TIOCSCTTY, 0)
    os.dup2(output if on_terminal else os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = os.fdopen(0, closefd=False)
    os.close(output)
    os.close(errors)
    function(*arguments)


def _command(arguments: tuple[str, ...]) -> None:
    sys.argv = ["pullquote", *arguments]
    main()
