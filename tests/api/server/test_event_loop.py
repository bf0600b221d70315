"""The interpreter's stack has room: no depth of calls is slower than another. Threads beside the loop get turns."""

from __future__ import annotations

import asyncio
import resource
import sys

import pytest
import uvicorn

from pullquote.api.server.event_loop import TURN_SECONDS, ServerLoop, with_large_stack
from pullquote.api.server.server import LOOP

CALLS = 200
DEPTHS = 600


def called(n: int) -> list[int]:
    """A call that may need a new chunk of the stack: its frame is larger than the steps between the depths."""
    return [n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n]


def faults_at(depth: int) -> int:
    """Pages that the system had to map while functions were called at a depth."""
    if depth:
        return faults_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        called(1)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def worst() -> int:
    """The same at the depth where it was most."""
    return max(map(faults_at, range(DEPTHS)))


def test_calls_at_no_depth_ask_for_memory_each_time() -> None:
    assert with_large_stack(worst) < CALLS / 2


def test_what_runs_on_the_loop_has_room() -> None:
    async def within() -> int:
        return worst()

    with asyncio.Runner(loop_factory=ServerLoop) as runner:
        assert runner.run(within()) < CALLS / 2


def test_turns_are_short_while_it_runs() -> None:
    async def within() -> float:
        return sys.getswitchinterval()

    before = sys.getswitchinterval()
    with asyncio.Runner(loop_factory=ServerLoop) as runner:
        assert runner.run(within()) == pytest.approx(TURN_SECONDS, rel=0.01)
    assert sys.getswitchinterval() == before


def test_uvicorn_runs_on_that_loop() -> None:
    assert uvicorn.Config("served:app", loop=LOOP).get_loop_factory() is ServerLoop


def test_what_is_called_may_fail() -> None:
    def fail() -> None:
        raise LookupError("nothing")

    with pytest.raises(LookupError, match="nothing"):
        with_large_stack(fail)
