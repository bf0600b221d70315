"""The decisions that were written last, each of which can be taken back as long as it is remembered."""

from __future__ import annotations

import secrets
from pathlib import Path
from threading import Lock

from pullquote.api.lru import LRU
from pullquote.importing.review.decisions import WrittenDecision, decide, undo
from pullquote.importing.review.editing import CannotDecide, Decision, QuoteEntry

REMEMBERED_BYTES = 32_000_000
"""Memory for files as they were before a decision: thousands of stories, more than anybody takes back."""
ID_BYTES = 12
"""Of the id of a decision: that of another run of the server never means one of this."""


class WrittenDecisions:
    """Writes decisions, one at a time, and takes them back. For several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._written: LRU[str, tuple[str, WrittenDecision]] = LRU(
            REMEMBERED_BYTES, lambda _, written: len(written[1].before)
        )

    def decide(self, path: str, shown: str, entry: QuoteEntry, decision: Decision) -> str:
        """Write a decision into a file of the newsroom; gives the id by which it is taken back.

        Raises CannotDecide and OSError, as :func:`pullquote.importing.review.decisions.decide`.
        """
        with self._lock:
            change = decide(self._folder / path, shown, entry, decision)
            name = secrets.token_urlsafe(ID_BYTES)
            self._written.put(name, (path, change))
        return name

    def undo(self, name: str) -> str:
        """Take a decision back; gives the path of its file. Raises CannotDecide and OSError."""
        with self._lock:
            written = self._written.get(name)
            if written is None:
                raise CannotDecide("this is too long ago to be taken back; open the file in an editor")
            path, change = written
            undo(change)
            self._written.remove(name)
        return path
