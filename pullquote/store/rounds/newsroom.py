"""A newsroom whose store is elsewhere, and what follows its editions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.newsroom.background import BackgroundTasks, Work
from pullquote.store.newsroom.newsroom import Clock, LastLoad, now
from pullquote.store.newsroom.notifying import Listeners
from pullquote.store.newsroom.watch_modes import WatchMode
from pullquote.store.rounds.editions import RemoteEdition, edition_of
from pullquote.store.rounds.views import MAX_ROUNDS

if TYPE_CHECKING:
    from pullquote.store.model.problems import Problem
    from pullquote.store.model.snapshots.remote import EditionSource, PublishedEdition

EDITIONS = "editions"
"""The task that looks which edition is to be served."""
LOOK_SECONDS = 10.0
"""How long that may take: longer than it takes to ask each of several hosts in vain."""
POLL_SECONDS = 1.0
"""How often it is looked, where nothing else is said."""

log: FilteringBoundLogger = structlog.get_logger()


class RemoteNewsroom:
    """A newsroom of which editions are published elsewhere; see
    :class:`~pullquote.store.rounds.served.ServedNewsroom`.

    ``make_source`` makes what they come from, on the event loop that asks it. ``observe_trip`` gets the seconds of each
    trip to the store.
    """

    folder = None

    def __init__(
        self,
        make_source: Callable[[], EditionSource],
        name: str,
        *,
        clock: Clock = now,
        max_rounds: int = MAX_ROUNDS,
    ) -> None:
        """``name`` is where the store is, for people."""
        self.make_source = make_source
        self.name = name
        self.clock = clock
        self.max_rounds = max_rounds
        self.edition: RemoteEdition | None = None
        self.live = Listeners()
        self.unavailable: StoreUnavailable | None = None
        self.last_load: LastLoad | None = None
        self.current_at: datetime | None = None
        self.failed_writes: dict[str, str] = {}
        self.observe_trip: Callable[[float], None] = lambda _seconds: None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """See :class:`~pullquote.store.rounds.served.ServedNewsroom`."""
        return self.edition.problems if self.edition else ()

    @property
    def version(self) -> str | None:
        """See :class:`~pullquote.store.rounds.served.ServedNewsroom`."""
        return self.edition.public.version if self.edition else None

    @property
    def last_load_failed(self) -> bool:
        """See :class:`~pullquote.store.rounds.served.ServedNewsroom`."""
        return self.last_load is not None and self.last_load.failure is not None

    async def look(self, source: EditionSource) -> bool:
        """Look which edition is to be served, and serve it; whether it is another. That the store does not answer is
        seen in ``unavailable``; what was served before is served on, as far as it is known here."""
        before = self.edition
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                published = await source.current()
                if before is None or _is_other(published, before):
                    self.edition = await edition_of(
                        published, source, before, max_rounds=self.max_rounds, observe=self._observe
                    )
        except TimeoutError:
            self._failed(
                StoreUnavailable(f"{self.name} does not answer within {LOOK_SECONDS:g} s", "timeout")
            )
        except StoreUnavailable as error:
            self._failed(error)
        else:
            self.unavailable, self.current_at = None, self.clock()
            self.last_load = LastLoad(self.current_at)
        return self.edition is not before

    def _observe(self, seconds: float) -> None:
        self.observe_trip(seconds)

    def _failed(self, error: StoreUnavailable) -> None:
        self.unavailable = error.with_traceback(None)
        self.last_load = LastLoad(self.clock(), str(error))

    def close(self) -> None:
        """See :class:`~pullquote.store.rounds.served.ServedNewsroom`."""


class EditionFollower:
    """Follows the editions of a newsroom whose store is elsewhere; see
    :class:`~pullquote.store.rounds.served.NewsroomFollower`."""

    essential = frozenset({EDITIONS})
    watch = (WatchMode.POLL, None)

    def __init__(
        self,
        newsroom: RemoteNewsroom,
        background: BackgroundTasks | None = None,
        *,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self.newsroom = newsroom
        self.background = background or BackgroundTasks()
        self.works: dict[str, Work] = {EDITIONS: self._follow}
        self._poll_seconds = poll_seconds

    async def run(self) -> None:
        """See :class:`~pullquote.store.rounds.served.NewsroomFollower`."""
        await self.background.run(self.works)

    async def _follow(self) -> None:
        newsroom = self.newsroom
        source = newsroom.make_source()
        try:
            while True:
                before = newsroom.unavailable
                if await newsroom.look(source) and newsroom.edition is not None:
                    newsroom.live.announce()
                    log.info("edition served", edition=newsroom.edition.number, version=newsroom.version)
                _say(before, newsroom.unavailable)
                self.background.recovered(EDITIONS)
                await asyncio.sleep(self._poll_seconds)
        finally:
            await source.close()


def _is_other(published: PublishedEdition, served: RemoteEdition) -> bool:
    """Whether an edition is not the one that is served: numbers begin again where all was lost."""
    return (published.number, published.public.origin) != (served.number, served.public.facts.origin)


def _say(before: StoreUnavailable | None, after: StoreUnavailable | None) -> None:
    """Log that a store went away, for another reason than before, or came back."""
    if after is not None and (before is None or before.reason != after.reason):
        log.error("the store is unavailable", reason=after.reason, error=str(after))
    elif before is not None and after is None:
        log.info("the store answers again")
