"""Processes that run functions of this package for another one, and nothing else.

Not :mod:`multiprocessing`: that imports the main module of the program again, which a script without a guard
does not survive, and needs semaphores, which a locked-down container may not have. These are plain
subprocesses with pickles in their pipes.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import BinaryIO, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

PROGRAM = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from pullquote.store.files.processes import work; work(sys.stdin.buffer)"
)
"""What a worker runs: it finds modules where its parent does."""
AHEAD = 3
"""Arguments for each process that are taken before their results are asked for: enough that none waits, and so few
that a hundred thousand need no memory."""
END_SECONDS = 5
"""How long a worker may take to end when there is nothing left to do."""
BROKEN = (OSError, EOFError, pickle.UnpicklingError, ValueError)
"""What comes of a pipe to a process that has ended."""


class Worker(Generic[T, R]):
    """A process that does one task for any number of arguments."""

    def __init__(self, task: Callable[[T], R]) -> None:
        command = [sys.executable, "-c", PROGRAM]
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, a constant program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._send(sys.path)
        self._send(task)

    def run(self, argument: T) -> R:
        """What the task comes to; raises one of BROKEN where the process has ended."""
        self._send(argument)
        if self._process.stdout is None:
            raise EOFError
        result: R = pickle.load(self._process.stdout)  # noqa: S301 - from our own process
        return result

    def _send(self, message: object) -> None:
        if self._process.stdin is not None:
            pickle.dump(message, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def end(self) -> None:
        """Let the process end; it does when its input does."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def work(arguments: BinaryIO) -> None:
    """Run the task that comes first for all arguments behind it: what a worker does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told to stop, and ends its workers
    with os.fdopen(os.dup(1), "wb") as results:
        os.dup2(2, 1)  # what is printed by mistake is no result
        try:
            task = pickle.load(arguments)  # noqa: S301 - from our own parent
            while True:
                argument = pickle.load(arguments)  # noqa: S301 - from our own parent
                pickle.dump(task(argument), results, pickle.HIGHEST_PROTOCOL)
                results.flush()
        except EOFError:
            return


def run_all(task: Callable[[T], R], arguments: Iterable[T], workers: int) -> Iterator[R]:
    """What the task, a function of a module, comes to for each argument, in their order.

    It runs in so many processes, which are given the task once; in this one for what a process was at when it ended
    before its time (killed, or no memory), and for everything where none can be started. Arguments are taken
    from their iterator a few at a time.
    """
    started: list[Worker[T, R]] = []
    idle: SimpleQueue[Worker[T, R] | None] = SimpleQueue()
    pending: deque[Future[R]] = deque()

    def run(argument: T) -> R:
        worker = idle.get()
        try:
            return task(argument) if worker is None else worker.run(argument)
        except BROKEN:
            worker = None
            return task(argument)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(workers)
    try:
        for number, argument in enumerate(arguments):
            if number < workers:
                worker = _start(task)
                idle.put(worker)
                if worker is not None:
                    started.append(worker)
            pending.append(threads.submit(run, argument))
            if len(pending) >= workers * AHEAD:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        threads.shutdown(wait=True, cancel_futures=True)
        for worker in started:
            worker.end()


def _start(task: Callable[[T], R]) -> Worker[T, R] | None:
    try:
        return Worker(task)
    except OSError:
        return None
