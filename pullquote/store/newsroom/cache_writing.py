"""Writes the cache for the next start, and tries again where that fails.

A cache is a short cut: whatever is wrong with it, what is served is what the files say.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.store.newsroom.background import reason_of

if TYPE_CHECKING:
    from pullquote.store.files.loading import Contents
    from pullquote.store.newsroom.cache.cache import DiskCache
    from pullquote.store.newsroom.editions import Edition

AGAIN_SECONDS = 30.0
"""How long until a cache that could not be written is tried again: whoever makes room does it within minutes, and
each attempt writes as much as there is room for."""

log: FilteringBoundLogger = structlog.get_logger()


class CacheWriter:
    """Writes what is ``due`` into ``cache``, if there is one. Its methods never raise."""

    def __init__(self, cache: DiskCache | None = None) -> None:
        self._cache = cache
        self.due: tuple[Contents, Edition] | None = None
        """What is to be written as soon as there is time."""
        self.failure: str | None = None
        """Why it could not be written last time."""
        self._after = 0.0
        """When to try that again, by the monotonic clock."""

    def write(self) -> None:
        """Write what is due, unless it failed a moment ago."""
        due = self.due
        if due is None or monotonic() < self._after:
            return
        failure = self._write(*due)
        if failure is not None:
            if failure != self.failure:
                log.warning("the cache was not written", reason=failure, again_seconds=AGAIN_SECONDS)
            self.failure, self._after = failure, monotonic() + AGAIN_SECONDS
            return
        if self.failure is not None:
            log.info("the cache is written again")
        self.failure = None
        if self.due is due:
            self.due = None

    @property
    def is_damaged(self) -> bool:
        """Whether something in the cache turned out to be damaged."""
        return self._cache is not None and self._cache.is_damaged

    def close(self) -> None:
        """Write nothing from now on, and leave nothing half-written: the process is about to end."""
        if self._cache is not None:
            self._cache.close()

    def seconds_to_next(self) -> float | None:
        """How long until there is something to try again; None where nothing is due."""
        return None if self.due is None else max(0.0, self._after - monotonic())

    def _write(self, contents: Contents, edition: Edition) -> str | None:
        """Why it was not written."""
        from pullquote.store.newsroom.cache.restoring import write_edition  # noqa: PLC0415 - takes much to import

        if self._cache is None:
            return None
        try:
            is_written = write_edition(self._cache, contents, edition)
        except Exception as error:  # whatever it is, the files are served
            log.exception("writing the cache failed")
            return reason_of(error)
        return None if is_written else "there is no room for it, or another process writes it"
