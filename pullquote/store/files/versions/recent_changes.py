"""The files that are not served as they are in the cache: few enough to be written at every save.

With them the next start knows what every file last was when it was good, though the cache is older.
"""

from __future__ import annotations

from collections.abc import Mapping

from pullquote.store.files.stamps import Stamped

FEWEST_CHANGES = 50
CHANGED_SHARE = 0.005
"""How many files, and what share of them besides, may be served otherwise than they are in the cache before all of it is
written again: those are written at every save, and read again at the next start, a hundred in a fifth of a second."""

Changes = Mapping[str, Stamped | None]
"""What is served of files, by their paths; None for nothing."""
NumberedChanges = dict[str, tuple[int, Stamped | None]]
"""The same with the number of the reading that found it."""


class RecentChanges:
    """Changes since the cache was written, numbered by the readings that found them."""

    def __init__(self) -> None:
        self._number = 0
        self._changes: NumberedChanges = {}
        self._begun: int | None = None
        """The number of the last change that is in a cache that is written, or about to be; None before the first."""
        self.written = 0
        """The number of the last change that is in the cache in place."""

    def restore(self, changes: Changes) -> None:
        """Begin with what a cache had."""
        self._begun = self.written = self._number
        self._number += 1
        self._changes = {path: (self._number, version) for path, version in changes.items()}

    def add(self, changes: Changes, before: Changes) -> None:
        """Add what a reading found, of which something else was served ``before``."""
        self._number += 1
        for path, version in changes.items():
            old = before.get(path)
            if (version and version.parsed) is not (old and old.parsed):
                self._changes[path] = self._number, version

    def are_many(self, files: int) -> bool:
        """Whether there are so many that a cache of so many files is to be written again."""
        if self._begun is None:
            return True
        new = sum(number > self._begun for number, _ in self._changes.values())
        return new >= max(FEWEST_CHANGES, files * CHANGED_SHARE)

    def begin(self) -> int:
        """The number of the last change: a cache with all of them is to be written now."""
        self._begun = self._number
        return self._number

    def unwritten(self) -> NumberedChanges:
        """Those that are not in the cache in place."""
        self._changes = {path: each for path, each in self._changes.items() if each[0] > self.written}
        return self._changes.copy()
