"""A signal that stops the server ends its streams first."""

from __future__ import annotations

import asyncio
import os
import signal
from types import FrameType

import pytest

from pullquote.api.streams.draining import on_stop
from pullquote.api.streams.slots import Slots

pytestmark = pytest.mark.anyio


async def test_a_signal_closes_the_streams_and_still_reaches_the_server() -> None:
    slots, stopped = Slots(1), asyncio.Event()
    loop = asyncio.get_running_loop()

    def server(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stopped.set)

    before = signal.signal(signal.SIGTERM, server)
    try:
        with on_stop(slots.close):
            os.kill(os.getpid(), signal.SIGTERM)
            await stopped.wait()
            await slots.closing.wait()
        assert signal.getsignal(signal.SIGTERM) is server
    finally:
        signal.signal(signal.SIGTERM, before)


async def test_a_signal_that_nobody_handles_is_left_alone() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with on_stop(lambda: None):
        assert signal.getsignal(signal.SIGTERM) is before
