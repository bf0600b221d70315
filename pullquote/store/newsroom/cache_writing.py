"""Writes the cache for the next start, and tries again where that fails.

A cache is a short cut: whatever is wrong with it, what is served is what the files say.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import structlog
from structlog.typing import FilteringBoundLogger

from pullquote.store.model.errors import CacheError
from pullquote.store.newsroom.background import reason_of

if TYPE_CHECKING:
    from pullquote.store.files.loading import Contents, Reader
    from pullquote.store.files.versions.recent_changes import NumberedChanges
    from pullquote.store.newsroom.cache.cache import DiskCache
    from pullquote.store.newsroom.editions import Edition

AGAIN_SECONDS = 30.0
"""How long until a cache that could not be written is tried again: space is made within minutes, and each
attempt writes as much as there is space for."""
WRITING_SHARE = 0.05
"""The most of its time that writing all of the cache may take while much is saved; what changes meanwhile
is written beside it."""

log: FilteringBoundLogger = structlog.get_logger()


class CacheWriter:
    """Writes what is ``due`` into ``cache``, if there is one, and what changed since beside it. Its methods never
    raise."""

    def __init__(self, cache: DiskCache | None = None) -> None:
        self._cache = cache
        self.due: tuple[Contents, Edition] | None = None
        """What is to be written as soon as there is time."""
        self.failure: str | None = None
        """Why it could not be written last time."""
        self._after = 0.0
        """When to try that again, by the monotonic clock."""
        self._not_before = 0.0
        """When all of it may be written again, by the same clock."""
        self._is_writing = False
        """Whether all of it is being written: what is saved meanwhile comes beside it."""
        self._recent: NumberedChanges = {}
        """What is served otherwise than it was in the cache when it was read or written last."""
        self._reader: Reader | None = None
        self._beside: NumberedChanges = {}
        """What of that is beside the cache."""

    def take(self, reader: Reader, edition: Edition) -> None:
        """Note what is to be written of an edition that was just read; not to be called while the reader reads."""
        is_due = self.failure is not None or (self.due is not None and not self._is_writing)
        may_be = monotonic() >= self._not_before and not self._is_writing
        if is_due or self.is_damaged or may_be:
            contents = reader.to_cache(anyway=is_due)
            if contents is not None:
                self.due = contents, edition
        self._reader, self._recent = reader, reader.recent.unwritten()

    def write(self) -> None:
        """Write what is due, unless it failed a moment ago."""
        if monotonic() < self._after or self._cache is None:
            return
        failure = self._write(self._cache)
        if failure is not None:
            if failure != self.failure:
                log.warning("the cache was not written", reason=failure, again_seconds=AGAIN_SECONDS)
            self._after = monotonic() + AGAIN_SECONDS
        elif self.failure is not None:
            log.info("the cache is written again")
        self.failure = failure

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
        return None if self.failure is None else max(0.0, self._after - monotonic())

    def _write(self, cache: DiskCache) -> str | None:
        """Why it was not written."""
        from pullquote.store.newsroom.cache.restoring import write_edition  # noqa: PLC0415 - takes much to import

        due = self.due
        try:
            if due is not None:
                contents, edition = due
                began, self._is_writing = monotonic(), True
                try:
                    is_whole = write_edition(cache, contents, edition)
                finally:
                    self._is_writing = False
                    self._not_before = monotonic() + (monotonic() - began) / WRITING_SHARE
                if self._reader is not None:
                    self._reader.recent.written = contents.number
                if self.due is due and is_whole:
                    self.due = None
            written = self._reader.recent.written if self._reader is not None else 0
            recent = {path: each for path, each in self._recent.items() if each[0] > written}
            if due is not None or recent != self._beside:
                cache.write_changes({path: version for path, (_, version) in recent.items()})
                self._beside = recent
            if due is not None and self.due is due:
                return "the text search could not be written"
        except CacheError as error:
            return str(error)
        except Exception as error:  # whatever it is, the files are served
            log.exception("writing the cache failed")
            return reason_of(error)
        return None
