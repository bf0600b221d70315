"""Keeps a newsroom current while it is served: what its files say, what the clock says, and what can wait.

Each is a task of its own, see :mod:`~pullquote.store.newsroom.background`: one that fails is started again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.store.newsroom.background import BackgroundTasks, Work, beside
from pullquote.store.newsroom.newsroom import Newsroom, NewsroomProblems
from pullquote.store.newsroom.watch_modes import WatchMode
from pullquote.store.newsroom.watching import Watcher

FILES = "files"
"""The task that serves what the files say."""
CLOCK = "clock"
"""The task that publishes what is no longer under embargo, takes back what has expired, and writes down what could not
be written before."""
DEFERRED = "deferred"
"""The task that makes what nobody has asked for yet: indexes, the cache for the next start."""
FOLLOWING = frozenset({FILES, CLOCK})
"""Without these what is served is no longer what it should be."""

LONGEST_SLEEP_SECONDS = 1.0
"""How long an embargo or an expiry may be slept on before the clock is looked at again: it may have been set."""
MEND_SECONDS = 60.0
"""How often it is looked whether the cache is damaged, where nothing else happens: it is then written again, which may be
as much as all files have."""
LOGGED_PROBLEMS = 100
"""How many problems one line of the log has: a folder that is damaged may have one in every file."""
FIRST_SECONDS = 0.25
"""How long what can wait does so after the start: the server, which begins to listen now, and the first requests come
first."""
REST_SECONDS = 5.0
"""How long nothing must have been saved until the text index is written without what was deleted: that takes as long as
hundreds of saves."""
RESTLESS_SECONDS = 0.1
"""How long until a folder that did not rest while it was read is read again."""

log: FilteringBoundLogger = structlog.get_logger()


class Follower:
    """Follows the files and the clock for a newsroom, as tasks of ``background``."""

    essential = FOLLOWING

    def __init__(
        self,
        newsroom: Newsroom,
        background: BackgroundTasks | None = None,
        *,
        watch: WatchMode = WatchMode.OFF,
        check_seconds: float = 5.0,
        poll_seconds: float = 1.0,
    ) -> None:
        self.newsroom = newsroom
        self.background = background or BackgroundTasks()
        self.watcher = Watcher(
            newsroom.folder, watch, newsroom.outdated, check_seconds=check_seconds, poll_seconds=poll_seconds
        )
        self.watcher.checked = newsroom.checked
        self.works: dict[str, Work] = {
            DEFERRED: self._defer_each,
            CLOCK: self._follow_clock,
            FILES: self._follow_files,
        }
        """What there is to do, by the names of the tasks."""
        self._has_work = asyncio.Event()
        self._has_work.set()

    @property
    def watch(self) -> tuple[WatchMode, str | None]:
        """How changes are noticed, and why so."""
        return self.watcher.mode, self.watcher.reason

    async def run(self) -> None:
        """Load if that has not been done, then follow the clock and the files. Runs until cancelled."""
        await self.background.run(self.works)

    async def _follow_clock(self) -> None:
        newsroom = self.newsroom
        while True:
            left = newsroom.seconds_to_visibility_change()
            await asyncio.sleep(LONGEST_SLEEP_SECONDS if left is None else min(left, LONGEST_SLEEP_SECONDS))
            await beside(newsroom.live.let_go)
            if await beside(newsroom.update_visibility):
                self._has_work.set()
                newsroom.live.announce()
                log.info("visibility changed", version=newsroom.version)
            elif newsroom.live.behind and await beside(newsroom.write_history_again):
                newsroom.live.announce()
            self.background.recovered(CLOCK)

    async def _follow_files(self) -> None:
        if self.newsroom.edition is None or self.newsroom.last_load_failed:
            await self._reload()
        if self.watcher.mode is WatchMode.OFF:
            return
        async for touched in self.watcher.bursts():
            await self._reload(touched)
            while not self.newsroom.has_rested:
                await asyncio.sleep(RESTLESS_SECONDS)
                await self._reload()
            failure = self.newsroom.folder_failure
            if failure is None:
                self.background.recovered(FILES)
            else:
                self.background.hindered(FILES, failure)

    async def _reload(self, touched: Iterable[Path] | None = None) -> None:
        newsroom = self.newsroom
        before, read, had_errors = newsroom.version, newsroom.read, newsroom.has_errors
        with suppress(NewsroomProblems):
            run = beside if newsroom.edition else asyncio.to_thread  # nobody is answered before the first
            await run(newsroom.load, touched=touched)
        if newsroom.read is read:
            return  # it was said when they were read
        is_shown = newsroom.on_problems(newsroom.problems)
        if newsroom.has_errors:
            if not is_shown:
                self._log_problems()
        elif had_errors or newsroom.version != before:
            log.info("newsroom loaded", folder=str(newsroom.folder), version=newsroom.version)
        self._has_work.set()
        newsroom.live.announce()

    def _log_problems(self) -> None:
        newsroom = self.newsroom
        if newsroom.last_load_failed:
            served = "the edition before it is served" if newsroom.edition else "nothing is served yet"
        else:
            served = "files with errors are served as they last were good, all others as they are"
        log.error(
            "the newsroom has errors",
            folder=str(newsroom.folder),
            version=newsroom.version,
            problems=[str(problem) for problem in newsroom.problems[:LOGGED_PROBLEMS]],
            more_problems=max(0, len(newsroom.problems) - LOGGED_PROBLEMS),
            served=served,
        )

    async def _defer_each(self) -> None:
        await asyncio.sleep(FIRST_SECONDS)
        while True:
            await self._until_there_is_work()
            self._has_work.clear()
            try:
                await beside(self.newsroom.do_deferred_work)
            except BaseException:
                self._has_work.set()
                raise
            self.background.recovered(DEFERRED)
            if (edition := self.newsroom.edition) is not None and not await self._is_there_work(REST_SECONDS):
                await beside(edition.expunge)

    async def _until_there_is_work(self) -> None:
        """Wait until there is another edition, or it is time to write again what could not be written, or is damaged."""
        left = self.newsroom.cache.seconds_to_next()
        await self._is_there_work(MEND_SECONDS if left is None else min(left, MEND_SECONDS))

    async def _is_there_work(self, seconds: float) -> bool:
        """Whether there is another edition within some seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._has_work.wait()
        except TimeoutError:
            return False
        return True
