"""A background task that fails is logged, counted and started again, whatever it fails of."""

from __future__ import annotations

import asyncio
import ctypes
import os
import platform
import struct
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar

import pytest
from structlog.testing import capture_logs

from pullquote.store.newsroom import background
from pullquote.store.newsroom.background import NICENESS, BackgroundTasks, Work, beside, reason_of

pytestmark = pytest.mark.anyio
SECONDS = 20
NICEST = 19
asked: ContextVar[str] = ContextVar("asked")


class Panic(BaseException):
    """What a library in another language raises: no Exception."""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "FIRST_RESTART_SECONDS", 0.01)
    monkeypatch.setattr(background, "LONGEST_RESTART_SECONDS", 0.04)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():
            await asyncio.sleep(0.001)


@asynccontextmanager
async def running(tasks: BackgroundTasks, **works: Work) -> AsyncIterator[None]:
    task = asyncio.create_task(tasks.run(works))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("error", [KeyError("story"), Panic("index"), MemoryError()])
async def test_a_task_that_fails_is_logged_counted_and_started_again(error: BaseException) -> None:
    tasks, starts = BackgroundTasks(), 0
    go_on = asyncio.Event()

    async def work() -> None:
        nonlocal starts
        starts += 1
        if starts == 1:
            raise error
        await go_on.wait()
        tasks.recovered("files")
        await asyncio.sleep(SECONDS)

    with capture_logs() as logs:
        async with running(tasks, files=work):
            await until(lambda: starts == 2)
            task = tasks["files"]
            assert (task.is_up, task.failures, task.failure) == (True, 1, reason_of(error))
            go_on.set()
            await until(lambda: task.failure is None)
    [line] = logs
    assert (line["event"], line["log_level"], line["task"]) == ("a background task failed", "error", "files")
    assert line["exc_info"] is error


async def test_a_task_that_somebody_cancels_is_started_again() -> None:
    tasks, begun = BackgroundTasks(), list[asyncio.Task[None] | None]()

    async def work() -> None:
        begun.append(asyncio.current_task())
        await asyncio.sleep(SECONDS)

    async with running(tasks, clock=work):
        await until(lambda: begun)
        first = begun[0]
        assert first is not None
        first.cancel()
        await until(lambda: len(begun) == 2)
        assert tasks["clock"].failures == 1
    await until(lambda: all(task is not None and task.done() for task in begun))


async def test_it_waits_longer_each_time_but_not_for_ever() -> None:
    tasks = BackgroundTasks()

    async def work() -> None:
        raise OSError("again")

    with capture_logs() as logs:
        async with running(tasks, files=work):
            await until(lambda: tasks["files"].failures == 5)
            assert not tasks["files"].is_up
    assert [line["restart_seconds"] for line in logs][:5] == [0.01, 0.02, 0.04, 0.04, 0.04]


async def test_a_task_that_is_done_is_not_started_again() -> None:
    tasks, starts = BackgroundTasks(), 0

    async def work() -> None:
        nonlocal starts
        starts += 1

    async with asyncio.timeout(SECONDS):
        await tasks.run({"files": work})
    assert (starts, tasks["files"].is_up, tasks["files"].failures) == (1, True, 0)


def test_the_reason_is_one_short_line() -> None:
    assert reason_of(ValueError("a\nb")) == "ValueError: a b"
    assert reason_of(MemoryError()) == "MemoryError"
    assert len(reason_of(KeyError("x" * 10_000))) == background.LONGEST_REASON


def nice() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def nice_of_a_process() -> int:
    program = "import os; print(os.nice(0))"
    return int(subprocess.check_output([sys.executable, "-c", program]))


@pytest.mark.skipif(sys.platform != "linux", reason="threads have a priority of their own on Linux only")
async def test_threads_and_their_processes_are_nicer_than_the_event_loop() -> None:
    before = nice()
    nicer = min(before + NICENESS, NICEST)
    assert await beside(nice) == nicer
    assert await beside(nice_of_a_process) == nicer
    assert nice() == before


@pytest.mark.skipif(sys.platform != "linux", reason="threads have a priority of their own on Linux only")
async def test_where_the_system_has_no_slices_threads_are_nicer_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(background, "_threads", ThreadPoolExecutor(1, initializer=background._give_way))
    monkeypatch.setattr(platform, "machine", lambda: "vax")
    assert await beside(nice) == min(nice() + NICENESS, NICEST)
    monkeypatch.setattr(background, "_threads", ThreadPoolExecutor(1, initializer=background._give_way))
    monkeypatch.setattr(platform, "machine", lambda: "pdp11")
    monkeypatch.setitem(background.SCHED_SETATTR, "pdp11", 100_000)  # no system has so many calls
    assert await beside(nice) == min(nice() + NICENESS, NICEST)


def slice_of_this_thread() -> int:
    """The nanoseconds of ``struct sched_attr``, whose seventh field they are."""
    found = ctypes.create_string_buffer(48)
    number = background.SCHED_SETATTR[platform.machine()] + 1  # sched_getattr comes next
    assert ctypes.CDLL(None).syscall(number, 0, found, len(found), 0) == 0
    return int(struct.unpack_from("=IIQiIQ", found)[5])


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in background.SCHED_SETATTR, reason="Linux has slices"
)
async def test_threads_may_work_for_long_at_a_time_where_the_system_knows_of_that() -> None:
    release = tuple(int(part) for part in platform.release().split("-")[0].split(".")[:2])
    before = slice_of_this_thread()
    expected = background.SLICE_NANOSECONDS if release >= (6, 12) else before  # older ones have no slices
    assert await beside(slice_of_this_thread) == expected
    assert slice_of_this_thread() == before


def what_is_asked(*, more: str) -> str:
    return asked.get() + more


async def test_it_comes_to_what_the_function_does() -> None:
    asked.set("here")
    assert await beside(what_is_asked, more=" and there") == "here and there"
    with pytest.raises(ZeroDivisionError):
        await beside(lambda: 1 / 0)
