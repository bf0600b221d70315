"""Pauses of Python's garbage collector: a newsroom has hundreds of thousands of objects that stay while it is served.

A full collection looks at every one of them, with everything standing still: 0.4 s for 5,000 articles. So
they are set aside (``gc.freeze``) once they are there. What an edition leaves behind when another replaces it
is then not found either, so it is looked for on purpose, but not at every save of a file.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

SECONDS_BETWEEN = 600.0
"""The least time between two full collections: what ten minutes of edits leave behind is small."""


@contextmanager
def collection_paused(*, set_aside: bool = False) -> Iterator[None]:
    """Collect nothing while a newsroom is read: nearly all that is made stays. To look through it again and again would
    take a third of the time of the first reading; and of the others, each of which makes a few lists of all stories,
    a look at the youngest objects would take a millisecond for every few thousand, with everything standing still.
    Unless all of it is ``set_aside``, it is looked through afterwards."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if set_aside:
                gc.freeze()
            gc.enable()


class GcPauses:
    """Sets aside what is there to stay. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last: float | None = None

    def set_aside(self) -> bool:
        """A new edition is served; says whether everything was collected, or only the new set aside."""
        now = self._clock()
        due = self._last is None or now - self._last >= SECONDS_BETWEEN
        if due:
            self._last = now
            gc.unfreeze()
            gc.collect()
        gc.freeze()
        return due
