"""What makes a newsroom live: each edition is written into the history, and listeners are notified.

A listener holds nothing but its position. It reads the change feed of the edition that is served when it has
time to, so one that is slow grows nothing here; one so slow that the history no longer reaches back to it gets an error.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.store.model.snapshots.change_feed import ExpiredCursor
from pullquote.store.newsroom.background import reason_of
from pullquote.store.newsroom.changes import Standing
from pullquote.store.newsroom.history import History, Seen
from pullquote.store.newsroom.notifying import Listeners

if TYPE_CHECKING:
    from pullquote.store.model.snapshots.change_feed import ChangeFeed
    from pullquote.store.newsroom.editions import Edition
    from pullquote.store.newsroom.snapshot import MemorySnapshot

UNWRITTEN = (OSError, sqlite3.Error, ExpiredCursor)
"""Where writing or reading a history is known to fail: a full disk, a lost file, another process that forgets quickly.
"""

log: FilteringBoundLogger = structlog.get_logger()


class Live(Listeners):
    """Writes editions into a history, and says that there is a new one."""

    def __init__(self, history: History) -> None:
        super().__init__()
        self.history = history
        self._published: Edition | None = None
        self._replaced: Edition | None = None
        self._seen: Seen | None = None
        self._behind: set[str] = set()
        self.failure: str | None = None
        """Why the history could not be written last time."""

    @property
    def behind(self) -> bool:
        """Whether something is served whose changes are not in the history yet; publish the same edition again, a little later.

        That is so after the history could not be written, and where another process was ahead of this one.
        """
        return bool(self._behind)

    def let_go(self) -> None:
        """Let go of the edition before, which is held until then: so it is freed here, in a thread, and not by the
        first request that is answered from the next. It takes 0.2 ms of 5,000 stories."""
        self._replaced = None

    def check_history(self) -> None:
        """Look at all of the history, once; where it was damaged, what is served is written into a new one a little later.

        Raises OSError where there cannot be one.
        """
        if self.history.check() and (served := self._published) is not None:
            self._behind |= {served.public_changes.audience, served.preview_changes.audience}

    def publish(self, edition: Edition, *, seen: Seen, at: datetime) -> Edition:
        """Write down what changed up to ``edition``, and return it with its change feeds.

        ``seen`` is when the files were read, ``at`` what time it is. To be called for one edition after the
        other, in any thread, before the edition is served. A snapshot that is the same object as before
        has the same change feed, so that answers can be cached by the snapshot alone; where there are changes of it
        after all, it becomes another object. That the history cannot be written (the disk is
        full) is logged, and the edition is served all the same.
        """
        if self._seen is not None and self._seen.boot == seen.boot:
            # A reading that began before an embargo ended, and was done after, is the newer state all the same.
            seen = max(seen, self._seen, key=lambda each: each.nanoseconds)
        self._seen = seen
        before = self._published or edition
        failures: list[str] = []

        def recorded(
            snapshot: MemorySnapshot, old: MemorySnapshot, known: ChangeFeed
        ) -> tuple[MemorySnapshot, ChangeFeed]:
            if snapshot is old and known.origin and known.audience not in self._behind:
                return snapshot, known
            standing = Standing.of(snapshot, None if snapshot is old else old)
            try:
                change_feed = self._record(known, standing, seen, at)
            except Exception as error:  # whatever it is, the edition is served
                self._behind.add(known.audience)
                reason = reason_of(error)
                if reason not in {self.failure, *failures}:  # it is tried again every second
                    log.error(  # noqa: TRY400 - has a traceback where one says something
                        "the history was not written",
                        reason=reason,
                        exc_info=None if isinstance(error, UNWRITTEN) else error,
                    )
                failures.append(reason)
                return snapshot, known
            if snapshot is not old or not known.origin:
                return snapshot, change_feed
            if change_feed.number == known.number:
                return snapshot, known
            return snapshot.with_problems(snapshot.problems, snapshot.version), change_feed

        public, public_changes = recorded(edition.public, before.public, before.public_changes)
        preview, preview_changes = recorded(edition.preview, before.preview, before.preview_changes)
        self._replaced, self._published = (
            self._published,
            replace(
                edition,
                public=public,
                preview=preview,
                public_changes=public_changes,
                preview_changes=preview_changes,
            ),
        )
        self.failure = failures[-1] if failures else None
        return self._published

    def _record(self, known: ChangeFeed, standing: Standing, seen: Seen, at: datetime) -> ChangeFeed:
        """``known`` with all that led to where stories stand, and nothing that came after."""
        history, audience, version = self.history, known.audience, standing.version
        number = history.record(audience, standing, seen=seen, at=at)
        oldest = history.oldest(audience)
        since = known.number if known.origin else oldest
        changes = history.changes(audience, after=max(since, oldest), upto=number)
        latest = history.latest(audience)
        if latest is None or latest.version == version:
            self._behind.discard(audience)
        else:
            self._behind.add(audience)
            if known.origin:
                # Another process is ahead: what it saw since then comes with the snapshot that has it.
                number = max([since, *(change.number for change in changes if change.version == version)])
        known_now = [change for change in (*known.changes, *changes) if oldest < change.number <= number]
        origin = latest.origin if latest is not None else known.origin
        return replace(known, origin=origin, number=number, changes=tuple(known_now))
