"""The event loop of a server: it has a large stack, and takes turns with the threads beside it.

CPython keeps the frames of Python functions in chunks of 16 KB. Where a call does not fit into a chunk any more,
the next is mapped, and unmapped when the call returns; so a loop that happens to run at that depth asks the
system for memory at every call (https://github.com/python/cpython/issues/142183, mended in 3.14 and the last
versions of 3.13). graphql-core's executor, some sixty calls deep, is such a loop: it took twice as long.

One thread runs at a time. A thread that reads files gives way at each of them, and waits for its next turn while the
loop is busy: 5 ms by default, with thousands of files a save.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

if sys.platform == "win32":
    from asyncio import ProactorEventLoop as Loop
else:
    from uvloop import Loop

T = TypeVar("T")

SLOTS = 66_000
"""Of the frame that reserves the stack, 8 bytes each. Its chunk is a megabyte, the next power of two; what is left, about
half, holds more frames than the recursion limit admits. It takes memory as far as it is used.
"""

TURN_SECONDS = 0.0002
"""How long a thread waits for its turn; an answer takes two or three turns, while a file is read again. Of the requests
during a save among 5,000 stories one in twenty takes 0.7 ms, with half a millisecond a turn 1.4 ms."""


def with_large_stack(call: Callable[[], T]) -> T:
    """What ``call`` returns, called with a large stack for whatever it calls in this thread."""
    returned: T = _with_large_frame(call)
    return returned


def _call(call: Callable[[], Any]) -> Any:
    return call()


_with_large_frame = FunctionType(_call.__code__.replace(co_stacksize=SLOTS), globals())


class ServerLoop(Loop):
    """The event loop that uvicorn would choose, with a large stack for all that runs on it, and short turns."""

    def run_forever(self) -> None:
        """Run until it is stopped."""
        before = sys.getswitchinterval()
        sys.setswitchinterval(TURN_SECONDS)
        try:
            with_large_stack(super().run_forever)
        finally:
            sys.setswitchinterval(before)
