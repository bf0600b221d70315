"""A large stack of the interpreter for everything that a server calls.

CPython keeps the frames of Python functions in chunks of 16 KB. Where a call does not fit into a chunk any more,
the next is mapped, and unmapped when the call returns; so a loop that happens to run at that depth asks the
system for memory at every call (https://github.com/python/cpython/issues/142183, mended in 3.14 and the last
versions of 3.13). graphql-core's executor, some sixty calls deep, is such a loop: it took twice as long.
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


def with_large_stack(call: Callable[[], T]) -> T:
    """What ``call`` returns, called with a large stack for whatever it calls in this thread."""
    returned: T = _with_large_frame(call)
    return returned


def _call(call: Callable[[], Any]) -> Any:
    return call()


_with_large_frame = FunctionType(_call.__code__.replace(co_stacksize=SLOTS), globals())


class LargeStackLoop(Loop):
    """The event loop that uvicorn would choose, with a large stack for all that runs on it."""

    def run_forever(self) -> None:
        """Run until it is stopped."""
        with_large_stack(super().run_forever)
