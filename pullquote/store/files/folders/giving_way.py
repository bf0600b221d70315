"""Lets others have the processor while many files are looked at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
AT_ONCE = 20
"""Files that are looked at before others are let run, some 150 µs."""
LONGEST_SECONDS = 0.1
"""For how long way is given: where others never rest, they would have nearly all of the processor for ever."""


def giving_way(items: Iterable[T]) -> Iterator[T]:
    """The same items; whoever waits for this processor runs in between. A server that shares it with the process that
    looks would else wait for the next tick of the system, 4 ms or more, whenever a request comes."""
    until = monotonic() + LONGEST_SECONDS
    for number, item in enumerate(items):
        if number % AT_ONCE == 0 and monotonic() < until and hasattr(os, "sched_yield"):
            os.sched_yield()
        yield item
