"""Watches a folder, and says when to read it again.

A save is rarely one event: editors write a file and rename it, ``git checkout`` touches hundreds. Events that
follow each other closely are gathered into one. A folder that is replaced as a whole (a symlink that is
turned, a directory that is swapped) sends no event from inside; so its identity is looked at regularly, and
the watch begins anew when it has changed.
"""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import anyio
from watchfiles import awatch
from watchfiles._rust_notify import WatchfilesRustInternalError

from pullquote.store.newsroom.history import Seen

GATHER_MILLISECONDS = 25
"""How long it must have been quiet before a burst of events is over: an editor's save takes less."""
LONGEST_BURST_MILLISECONDS = 400
"""How long a burst may go on before it is answered anyway: a checkout in parts, each part shown."""
IDENTITY_MILLISECONDS = 250
"""How often the identity of the folder itself is looked at."""
QUIET_LOOKS = 4
"""After so many looks at the folder without an event everything is read once more: a system that has too much to
tell leaves events out."""
UNWATCHED_SECONDS = 2
"""How long until a folder that could not be watched is read again, and tried again."""

Identity = tuple[int, int] | None


def identity(folder: Path) -> Identity:
    """What the folder's path leads to now: device and inode, None while there is nothing."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


async def bursts(folder: Path) -> AsyncIterator[frozenset[Path] | None]:
    """Yield the paths that changed below ``folder``, after each burst of changes, for ever.

    None says that anything may have changed: the watch has just begun, and nobody told what happened before;
    or it has become quiet after a burst, and something may have been left out; or the folder itself was
    replaced; or it cannot be watched (the system has a limit), and is only looked at now and then.
    """
    while True:
        watched = identity(folder)
        if watched is None:
            await anyio.sleep(IDENTITY_MILLISECONDS / 1000)
            continue
        try:
            async for burst in _watched(folder, watched):
                yield burst
        except (OSError, WatchfilesRustInternalError):
            await anyio.sleep(UNWATCHED_SECONDS)
        if identity(folder) is not None:
            yield None


async def _watched(folder: Path, watched: Identity) -> AsyncIterator[frozenset[Path] | None]:
    """The bursts of the folder as long as it is the one that is ``watched``."""
    begun, quiet = False, QUIET_LOOKS
    async for changes in awatch(
        folder,
        watch_filter=None,
        debounce=LONGEST_BURST_MILLISECONDS,
        step=GATHER_MILLISECONDS,
        rust_timeout=IDENTITY_MILLISECONDS,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        if identity(folder) != watched:
            return
        if not begun:
            begun = True
            yield None
        elif changes:
            quiet = 0
            yield frozenset(Path(path) for _, path in changes)
        elif quiet < QUIET_LOOKS:
            quiet += 1
            if quiet == QUIET_LOOKS:
                yield None


def seen_now() -> Seen:
    """The moment, as all processes of this machine agree on it whatever its clock is set to."""
    return Seen(boot(), time.monotonic_ns())


@cache
def boot() -> str:
    """What tells one boot of this machine from the next, for readings of the monotonic clock."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return str(os.getppid())
