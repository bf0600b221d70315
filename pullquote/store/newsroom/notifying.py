"""Waking a crowd, a few at a time, so that whoever asks something meanwhile gets a turn in between."""

from __future__ import annotations

import asyncio
from itertools import islice

AT_ONCE = 16
"""Sleepers woken before requests get a turn: what these do takes a millisecond or two."""


class Notifier:
    """Wakes whoever waits for it. For one thread, that of the event loop."""

    def __init__(self) -> None:
        self._asleep: dict[asyncio.Future[None], None] = {}
        self._called: dict[asyncio.Future[None], None] = {}

    async def wait(self) -> None:
        """Sleep until the next ring."""
        sleeper = asyncio.get_running_loop().create_future()
        self._asleep[sleeper] = None
        try:
            await sleeper
        finally:
            self._asleep.pop(sleeper, None)
            self._called.pop(sleeper, None)

    def ring(self) -> None:
        """Wake all who sleep now, in the order in which they fell asleep."""
        if not self._called and self._asleep:
            asyncio.get_running_loop().call_soon(self._wake)
        self._called |= self._asleep
        self._asleep.clear()

    def _wake(self) -> None:
        for sleeper in list(islice(self._called, AT_ONCE)):
            del self._called[sleeper]
            if not sleeper.done():
                sleeper.set_result(None)
        if self._called:
            asyncio.get_running_loop().call_soon(self._wake)
