"""What makes a newsroom live: each edition is written into the history, and whoever listens is woken.

A listener holds nothing but its position. It reads the chronicle of the edition that is served when it has
time to, so one that is slow grows nothing here; one so slow that the history goes on without it is told so.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.schema.context import Context, Viewer
from pullquote.store.changes import StoryState
from pullquote.store.edition import NO_PREVIEW_CHANGES, NO_PUBLIC_CHANGES, Edition
from pullquote.store.history import ExpiredCursor, History, Seen
from pullquote.store.versions import digest_of

if TYPE_CHECKING:
    from pullquote.store.chronicles import Chronicle
    from pullquote.store.records import Story
    from pullquote.store.snapshot import Snapshot

UNWRITTEN = (OSError, sqlite3.Error, ExpiredCursor)
"""Where writing or reading a history can fail: a full disk, a lost file, another process that forgets quickly."""

log: FilteringBoundLogger = structlog.get_logger()


class Live:
    """Writes editions into a history, and says that there is a new one."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._published: Edition | None = None
        self._news = asyncio.Event()

    def publish(self, edition: Edition, *, seen: Seen, at: datetime) -> Edition:
        """Write down what changed up to ``edition``, and return it with its chronicles.

        ``seen`` is when the files were read, ``at`` what time it is. To be called for one edition after the
        other, in any thread, before the edition is served. A snapshot that is the same object as before
        keeps its chronicle. Where the history cannot be written (the disk is full) that is logged, and the
        changes are told with the next snapshot.
        """
        states: dict[Snapshot, list[StoryState]] = {}

        def chronicle(known: Chronicle, of: Snapshot | None, snapshot: Snapshot) -> Chronicle:
            if snapshot is of:
                return known
            if snapshot not in states:
                states[snapshot] = [state_of(story) for story in snapshot.records.stories]
            try:
                return self._record(known, snapshot.version, states[snapshot], seen, at)
            except UNWRITTEN as error:
                log.error("the history was not written", reason=str(error))  # noqa: TRY400 - says all
                return known

        if (before := self._published) is None:
            public = chronicle(NO_PUBLIC_CHANGES, None, edition.public)
            preview = chronicle(NO_PREVIEW_CHANGES, None, edition.preview)
        else:
            public = chronicle(before.public_changes, before.public, edition.public)
            preview = chronicle(before.preview_changes, before.preview, edition.preview)
        self._published = replace(edition, public_changes=public, preview_changes=preview)
        return self._published

    def _record(
        self, known: Chronicle, version: str, states: list[StoryState], seen: Seen, at: datetime
    ) -> Chronicle:
        """``known`` with all that led to ``version`` and nothing that came after."""
        history, audience = self.history, known.audience
        number = history.record(audience, version, states, seen=seen, at=at)
        oldest = history.oldest(audience)
        since = known.number if known.origin else oldest
        changes = history.changes(audience, after=max(since, oldest), upto=number)
        latest = history.latest(audience)
        if latest is None:
            return known
        if known.origin and latest.version != version:
            # Another process is ahead: what it saw since then is told with the snapshot that has it.
            number = max([since, *(change.number for change in changes if change.version == version)])
        kept = [change for change in (*known.changes, *changes) if oldest < change.number <= number]
        return replace(known, origin=latest.origin, number=number, changes=tuple(kept))

    def announce(self) -> None:
        """Wake whoever listens, after an edition was put in its place; on the event loop."""
        news, self._news = self._news, asyncio.Event()
        news.set()

    @property
    def news(self) -> asyncio.Event:
        """Is set when there is something new; there is another afterwards."""
        return self._news


@dataclass(frozen=True)
class Listening:
    """Keeps the contexts of subscriptions up to date: the ``following`` of each."""

    live: Live
    make: Callable[[bool, str], Context | None]
    """Makes the context of now, for the preview or not, with a request id; None while nothing is served."""

    def latest(self, context: Context) -> Context:
        """See :class:`~pullquote.schema.context.Following`."""
        now = self.make(context.viewer is Viewer.PREVIEW, context.request_id)
        if now is None or (now.snapshot is context.snapshot and now.changes is context.changes):
            return context
        return now

    async def after(self, context: Context) -> Context:
        """See :class:`~pullquote.schema.context.Following`."""
        while True:
            news = self.live.news  # taken before looking, so that nothing is missed in between
            latest = self.latest(context)
            if latest is not context:
                return latest
            await news.wait()


def state_of(story: Story) -> StoryState:
    """What the history compares of a story."""
    return StoryState(
        id=story.id,
        slug=story.slug,
        digest=digest_of(story),
        modified=story.date_modified.text if story.date_modified else "",
        quotes=tuple(quote.id for quote in story.quotes),
    )
