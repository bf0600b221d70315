"""Watches a folder, and says when to read it again.

A save is rarely one event: editors write a file and rename it, ``git checkout`` touches hundreds. Events that
follow each other closely are gathered into one. A folder that is replaced as a whole (a symlink that is
turned, a directory that is swapped) sends no event from inside; so its identity is looked at regularly, and
the watch begins again when it has changed.

Not every folder has events: network file systems send none for what others write, and a system has only so many
watches. So events are not believed: now and then all files are looked at. Where one has changed, and no event
came, looking takes the place of events.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from structlog.typing import FilteringBoundLogger
from watchfiles import awatch
from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

from pullquote.store.newsroom.background import beside
from pullquote.store.newsroom.history import Seen
from pullquote.store.newsroom.history_file.opening import Identity, identity
from pullquote.store.newsroom.watch_modes import WatchMode

if TYPE_CHECKING:
    from pullquote.store.files.folder_states import Outdated

GATHER_MILLISECONDS = 25
"""How long it must have been quiet before a burst of events is over: an editor's save takes less."""
LONGEST_BURST_MILLISECONDS = 50
"""How long a burst may go on before it is answered anyway: a checkout in parts, each part shown, and several editors who
never pause, each of whose saves waits for it."""
IDENTITY_MILLISECONDS = 250
"""How often the identity of the folder itself is looked at."""
QUIET_SECONDS = 1.0
"""After so long without an event since a burst all files are looked at: a system that has too many events leaves
events out. And so long an event may take to arrive."""
LOOKING_SHARE = 0.05
"""The most of its time that looking at all files may take: those of 100,000 files take half a second."""

SHARED_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "9p", "afs", "ceph", "fuse.sshfs", "fuse.glusterfs"}
)
"""File systems that send events for what this machine writes, and none for what others do."""
NO_EVENTS = (OSError, WatchfilesRustInternalError)
"""What comes of watching a folder where that is not possible, or there are too many watches already."""
NO_NAME = "Unable to decode path"
"""How watchfiles says that it saw an event of a name that is not in UTF-8, which ends the watch."""

Burst = frozenset[Path] | None
"""The paths at which something changed; None where others may have changed as well."""
Look = Callable[[], "Outdated"]
"""Looks at all files, in a thread, and says which are not as they were read."""

log: FilteringBoundLogger = structlog.get_logger()


class Watcher:
    """Says when to read a folder again.

    ``check_seconds`` is how often all files are looked at to prove events, ``poll_seconds`` how often where there are
    none; less often where that takes long.
    """

    def __init__(
        self, folder: Path, mode: WatchMode, look: Look, *, check_seconds: float, poll_seconds: float
    ) -> None:
        self.folder = folder
        self.mode = mode
        """How changes are noticed now: never AUTO once watching has begun."""
        self.reason: str | None = None
        """Why files are polled although events were wanted."""
        self.checked: Callable[[], None] = lambda: None
        """Called when all files were looked at, and are as they were read."""
        self._wanted = mode
        self._look = look
        self._check_seconds = check_seconds
        self._poll_seconds = poll_seconds
        self._ended_at = -QUIET_SECONDS
        """When the watch ended last for a name of which there is no event."""
        self._reading_seconds = 0.0
        """How long it took to read what may have changed after a watch had ended."""

    async def bursts(self) -> AsyncGenerator[Burst, None]:
        """Yield the paths that changed below the folder, after each burst of changes, for ever.

        None says that anything may have changed: the watch has just begun, and it is not known what happened before;
        or something may have been left out; or the folder itself was replaced, or is gone.

        Raises OSError or WatchfilesRustInternalError where there are no events and nothing else is wanted.
        """
        is_gone = False
        while True:
            watched = identity(self.folder)
            if watched is None:
                if not is_gone:
                    is_gone = True
                    yield None
                await asyncio.sleep(IDENTITY_MILLISECONDS / 1000)
                continue
            is_gone = False
            if self._wanted is WatchMode.AUTO and self.reason is None:
                reason = await asyncio.to_thread(why_polled, self.folder)
                if reason is not None:
                    self._poll_because(reason)
            is_polled = self._wanted is WatchMode.POLL or self.reason is not None
            try:
                async for burst in self._by_polling(watched) if is_polled else self._by_events(watched):
                    yield burst
            except (*NO_EVENTS, ExceptionGroup) as error:
                if NO_NAME in str(_only(error)):
                    await self._rest_from_names()
                else:
                    self._no_events(_only(error), watched)
            if identity(self.folder) is not None:
                began = time.monotonic()
                yield None
                self._reading_seconds = time.monotonic() - began

    def _no_events(self, error: Exception, watched: Identity) -> None:
        """Poll where events were wanted, unless the folder went away; raises the error where nothing else is."""
        if identity(self.folder) == watched:
            if self._wanted is WatchMode.EVENTS:
                raise error
            self._poll_because(f"the system has no events for the folder: {error}")

    async def _rest_from_names(self) -> None:
        """Wait where the watch ended for a name not long ago: to look into a folder with such a name is an event of it,
        too. The watch then begins again, and all files are read: no more often than without events."""
        if time.monotonic() < self._ended_at + QUIET_SECONDS + 2 * self._reading_seconds:
            await asyncio.sleep(max(self._poll_seconds, self._reading_seconds / LOOKING_SHARE))
        self._ended_at = time.monotonic()

    async def _by_events(self, watched: Identity) -> AsyncIterator[Burst]:
        """The bursts of the folder as long as it is the one that is ``watched``, and events are right."""
        begun, noticed, suspected, due = False, False, None, 0.0
        async for changes in awatch(
            self.folder,
            watch_filter=None,
            debounce=LONGEST_BURST_MILLISECONDS,
            step=GATHER_MILLISECONDS,
            rust_timeout=IDENTITY_MILLISECONDS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            if identity(self.folder) != watched:
                return
            now = time.monotonic()
            if not begun:
                begun, due, self.mode = True, now + QUIET_SECONDS, WatchMode.EVENTS
                yield None
            elif changes:
                noticed, suspected, due = True, None, min(due, now + QUIET_SECONDS)
                yield frozenset(Path(path) for _, path in changes)
            elif suspected is not None and now > suspected + QUIET_SECONDS:
                self._poll_because("files changed, and the system sent no event")
                return
            elif now >= due:
                outdated, seconds = await self._looked()
                if outdated.changed != frozenset() and not noticed and self._wanted is WatchMode.AUTO:
                    suspected = suspected or time.monotonic()  # of the first change, however often is looked
                noticed, due = False, time.monotonic() + max(self._check_seconds, seconds / LOOKING_SHARE)
                async for burst in self._found(outdated):
                    yield burst

    async def _by_polling(self, watched: Identity) -> AsyncIterator[Burst]:
        """The bursts of the folder as long as it is the one that is ``watched``, by looking at all files."""
        self.mode = WatchMode.POLL
        yield None
        seconds = 0.0
        while identity(self.folder) == watched:
            await asyncio.sleep(max(self._poll_seconds, seconds / LOOKING_SHARE))
            outdated, seconds = await self._looked()
            async for burst in self._found(outdated):
                yield burst
        self.reason = None  # another folder, which may have events

    async def _looked(self) -> tuple[Outdated, float]:
        """What is not as it was read, and how long it took to find out."""
        began = time.monotonic()
        outdated = await beside(self._look)
        return outdated, time.monotonic() - began

    async def _found(self, outdated: Outdated) -> AsyncIterator[Burst]:
        changed = outdated.changed
        if changed is None:
            yield None
        elif changed or outdated.unsure:
            yield frozenset(self.folder / path for path in changed | outdated.unsure)
        else:
            self.checked()

    def _poll_because(self, reason: str) -> None:
        self.mode, self.reason = WatchMode.POLL, reason
        log.warning(
            "files are polled", folder=str(self.folder), reason=reason, poll_seconds=self._poll_seconds
        )


def _only(error: Exception) -> Exception:
    """The error of a watch, which comes in a group where it has begun; raises a group with any other in it."""
    if not isinstance(error, ExceptionGroup):
        return error
    if len(error.exceptions) > 1 or not isinstance(error.exceptions[0], NO_EVENTS):
        raise error
    return error.exceptions[0]


def why_polled(folder: Path) -> str | None:
    """Why events cannot be had of a folder; None where they can, as far as that is known beforehand."""
    kind = _file_system(folder)
    if kind in SHARED_FILE_SYSTEMS:
        return f"{kind} has no events of what others write"
    try:
        # A folder that is watched with all below it is gone through, which takes long where there are many files.
        RustNotify([str(folder), *_folders_in(folder)], False, False, 0, False, True).close()
    except FileNotFoundError:
        return None
    except NO_EVENTS as error:
        return f"the system has no events for the folder: {error}"
    return None


def _folders_in(folder: Path) -> list[str]:
    """The folders directly in a folder, which are those of the kinds; none where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return [entry.path for entry in entries if entry.is_dir()]
    except OSError:
        return []


def _file_system(folder: Path) -> str | None:
    """The kind of file system that a folder is on; None where the system does not say."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        path = os.path.realpath(folder)
    except OSError:
        return None
    found, kind = "", None
    for line in mounts:
        fields = line.split()
        point = fields[4].replace("\\040", " ")
        if len(point) >= len(found) and f"{path}/".startswith(f"{point.rstrip('/')}/"):
            found, kind = point, fields[fields.index("-") + 1]
    return kind


def seen_now() -> Seen:
    """The moment, as all processes of this machine agree on it whatever its clock is set to."""
    return seen_at(time.monotonic_ns())


def seen_at(nanoseconds: int) -> Seen:
    """A moment of the monotonic clock, in nanoseconds, as all processes of this machine agree on it."""
    return Seen(boot(), nanoseconds)


@cache
def boot() -> str:
    """What distinguishes one boot of this machine from the next, for readings of the monotonic clock."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return str(os.getppid())
