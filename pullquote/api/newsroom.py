"""The newsroom that is being served: its folder, and the edition of it that requests are answered from.

There is one attribute to read, ``edition``, and it is replaced whole: a request that took an edition keeps
it to its end, whatever happens to the files meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import structlog
from structlog.typing import FilteringBoundLogger

if TYPE_CHECKING:
    from pullquote.store.edition import Edition
    from pullquote.store.loading import Loaded
    from pullquote.store.problems import Problem

log: FilteringBoundLogger = structlog.get_logger()

Clock = Callable[[], datetime]
"""Tells the time, with a time zone."""

ContextMaker = Callable[["Edition", bool, str], Any]
"""Makes a resolver's context from an edition, whether it is for the preview, and the request id."""

LONGEST_SLEEP_SECONDS = 60.0
"""How long an embargo may be slept on before the clock is looked at again: it may have been set."""


def now() -> datetime:
    """The time of the machine, in UTC."""
    return datetime.now(UTC)


class NewsroomProblems(Exception):
    """The files have errors, so there is nothing to serve; ``problems`` has them and the warnings."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class Newsroom:
    """A folder, and the edition that is served; None until the first is loaded."""

    def __init__(self, folder: Path, *, clock: Clock = now) -> None:
        self.folder = folder
        self.clock = clock
        self.edition: Edition | None = None
        self._loaded: Loaded | None = None
        self._loaded_at: datetime | None = None
        self._editing = Lock()
        """Held by whoever makes an edition, so that an older one never replaces a newer."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the files that were read last, errors and warnings."""
        return self._loaded.problems if self._loaded is not None else ()

    def load(self, *, progress: Callable[[int, int], None] | None = None) -> None:
        """Read the files, and serve them from now on.

        Raises NewsroomProblems where they have errors, and then the edition stays the one it was.
        """
        from pullquote.store.loading import load  # noqa: PLC0415 - reading files takes much to import

        self.adopt(load(self.folder, progress=progress))

    def adopt(self, loaded: Loaded) -> None:
        """Serve files that were read from now on. Raises NewsroomProblems as :meth:`load` does."""
        from pullquote.store.edition import make_edition  # noqa: PLC0415 - as above

        with self._editing:
            self._loaded, self._loaded_at = loaded, self.clock()
            if loaded.records is None:
                raise NewsroomProblems(loaded.problems)
            self.edition = make_edition(loaded, now=self._loaded_at, previous=self.edition)

    def lift(self) -> bool:
        """Publish what is no longer under embargo; False where there is nothing to do yet."""
        from pullquote.store.edition import make_edition  # noqa: PLC0415 - as above

        with self._editing:
            edition, loaded, time = self.edition, self._loaded, self.clock()
            if edition is None or loaded is None or loaded.records is None:
                return False
            if edition.next_lift is None or time < edition.next_lift:
                return False
            self.edition = make_edition(loaded, now=time, loaded_at=self._loaded_at, previous=edition)
            return True

    async def keep_current(self) -> None:
        """Load if that has not been done, then publish each story when its embargo ends. Runs until cancelled."""
        if self.edition is None:
            await self._load_in_background()
        while True:
            await asyncio.sleep(self._seconds_to_next_lift())
            if await asyncio.to_thread(self.lift):
                log.info("embargo lifted", version=self._version())

    async def _load_in_background(self) -> None:
        try:
            await asyncio.to_thread(self.load)
        except NewsroomProblems as error:
            problems = [str(problem) for problem in error.problems]
            log.error("the newsroom has errors", folder=str(self.folder), problems=problems)  # noqa: TRY400 - says all
        except Exception:  # the server stays up and says that it is not ready
            log.exception("the newsroom could not be loaded", folder=str(self.folder))
        else:
            log.info("newsroom loaded", folder=str(self.folder), version=self._version())

    def _version(self) -> str | None:
        return self.edition.public.version if self.edition is not None else None

    def _seconds_to_next_lift(self) -> float:
        edition = self.edition
        if edition is None or edition.next_lift is None:
            return LONGEST_SLEEP_SECONDS
        seconds: float = (edition.next_lift - self.clock()).total_seconds()
        return min(max(seconds, 0.0), LONGEST_SLEEP_SECONDS)
