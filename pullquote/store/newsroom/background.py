"""The tasks that run for as long as the server does, and what becomes of one that fails.

A task that ends with an exception is logged at once, counted, and started again: a server that goes on without
it would be wrong for good, and nobody would know.

What a task does with files it does in threads that give way to the event loop. A thread that reads for a tenth of a second
has the processor when a request comes; the system would let it go on until the next tick of its clock (4 ms) where
no other processor is free. One of a lower priority makes room, and at once if its slices of time are long: Linux
lets a thread that has begun a slice go on for some milliseconds, unless another comes whose slices are shorter
(https://docs.kernel.org/scheduler/sched-eevdf.html). What it does takes no longer, unless others want the processor, too.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import platform
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, TypeVar

import structlog
from structlog.typing import FilteringBoundLogger

FIRST_RESTART_SECONDS = 1.0
"""How long a task that failed waits before it is started again; twice as long after each further failure."""
LONGEST_RESTART_SECONDS = 30.0
"""The longest that it waits, however often it failed."""

LONGEST_REASON = 300
"""Characters of an error's text that are shown: some have a whole record in them."""

NICENESS = 10
"""By how much threads that give way are nicer than the rest (``man 7 sched``): they have a tenth of the processor where all
want it. Not the most: what holds a lock that the event loop waits for must come to its end on a busy machine, too."""
SLICE_NANOSECONDS = 10_000_000
"""How long a thread that gives way works at a time, where nobody wants the processor (Linux 6.12 and later): the default is
0.7 to 3 ms. One in a hundred times the event loop then waits 0.14 ms for its turn, and 2.5 ms otherwise."""
SCHED_SETATTR = {"x86_64": 314, "aarch64": 274, "riscv64": 274}
"""The number of the system call, by the machine's architecture: the C library has had no name for it for long."""
THREADS = 8
"""Of those at most; each task needs one at a time."""

P = ParamSpec("P")
T = TypeVar("T")

log: FilteringBoundLogger = structlog.get_logger()

Work = Callable[[], Awaitable[None]]
"""What a task does: runs until it is cancelled, or done."""


@dataclass
class BackgroundTask:
    """How a task is.

    ``is_up`` says whether it runs, or has nothing left to do; ``failure`` is the error that it has not recovered from,
    ``failures`` how many there were.
    """

    name: str
    is_up: bool = False
    failures: int = 0
    failure: str | None = None
    restart_seconds: float = field(default_factory=lambda: FIRST_RESTART_SECONDS)
    """How long it waits after its next failure."""


class BackgroundTasks:
    """Runs tasks, and starts again those that fail. For one event loop."""

    def __init__(self) -> None:
        self._tasks: dict[str, BackgroundTask] = {}

    def __iter__(self) -> Iterator[BackgroundTask]:
        return iter(tuple(self._tasks.values()))

    def __getitem__(self, name: str) -> BackgroundTask:
        return self._tasks.setdefault(name, BackgroundTask(name))

    async def run(self, works: Mapping[str, Work]) -> None:
        """Run tasks by their names until they are all done; where this is cancelled, so are they."""
        async with asyncio.TaskGroup() as group:
            for name, work in works.items():
                group.create_task(self._supervise(self[name], work), name=f"pullquote-{name}-supervisor")

    def recovered(self, name: str) -> None:
        """Say that a task has done some of its work since it was started: what it failed at before is over."""
        task = self[name]
        task.failure, task.restart_seconds = None, FIRST_RESTART_SECONDS

    def hindered(self, name: str, reason: str) -> None:
        """Say why a task that runs on cannot do its work at the moment; over when it says that it has recovered."""
        self[name].failure = reason[:LONGEST_REASON]

    async def _supervise(self, task: BackgroundTask, work: Work) -> None:
        while not await self._is_done(task, work):
            await asyncio.sleep(task.restart_seconds)
            task.restart_seconds = min(2 * task.restart_seconds, LONGEST_RESTART_SECONDS)

    async def _is_done(self, task: BackgroundTask, work: Work) -> bool:
        """Run a task once, to its end; False where that was a failure."""
        running = _started(work, f"pullquote-{task.name}")
        task.is_up = True
        try:
            await asyncio.wait({running})  # raises nothing of it, not even when somebody else cancels it
        except asyncio.CancelledError:
            running.cancel()
            await asyncio.wait({running})
            raise
        error = asyncio.CancelledError() if running.cancelled() else running.exception()
        if error is None:
            self.recovered(task.name)
            return True
        task.is_up = False
        task.failures += 1
        task.failure = reason_of(error)
        log.error(
            "a background task failed",
            task=task.name,
            failures=task.failures,
            restart_seconds=task.restart_seconds,
            exc_info=error,
        )
        return False


def _started(work: Work, name: str) -> asyncio.Task[None]:
    async def run() -> None:
        await work()

    return asyncio.create_task(run(), name=name)


def reason_of(error: BaseException) -> str:
    """An error in one line, not too long to be read."""
    return " ".join(f"{type(error).__name__}: {error}".split()).rstrip(":")[:LONGEST_REASON]


class _SchedulingAttributes(ctypes.Structure):
    """``struct sched_attr`` (``man 2 sched_setattr``)."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("policy", ctypes.c_uint32),
        ("flags", ctypes.c_uint64),
        ("nice", ctypes.c_int32),
        ("priority", ctypes.c_uint32),
        ("runtime", ctypes.c_uint64),
        ("deadline", ctypes.c_uint64),
        ("period", ctypes.c_uint64),
    )


def _give_way() -> None:
    if sys.platform == "linux":  # elsewhere it would be the whole process
        niceness = os.nice(NICENESS)
        number = SCHED_SETATTR.get(platform.machine())
        if number is not None:
            size = ctypes.sizeof(_SchedulingAttributes)
            attributes = _SchedulingAttributes(size=size, nice=niceness, runtime=SLICE_NANOSECONDS)
            # A system that does not know of it, or does not allow it, does without.
            ctypes.CDLL(None).syscall(number, 0, ctypes.byref(attributes), 0)


_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="beside", initializer=_give_way)


async def beside(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """What a function comes to, called in a thread that gives way to the event loop; raises what it raises.

    So do the processes that it starts. As :func:`asyncio.to_thread`, for what nobody waits for.
    """
    call = partial(copy_context().run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_threads, call)
