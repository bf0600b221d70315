"""What the store refuses.

BadInput            a reader's argument is wrong; the message is for that reader
├── InvalidDate     (dates)
└── InvalidCursor, InvalidPage, … (paging, filters)
TooManyRounds       an operation asks a store that is elsewhere again and again
StoreUnavailable    a store that is elsewhere does not answer, or not whole; asking again later may help
CacheError          the cache on disk cannot be read or written; the files of the newsroom are read instead
"""

from __future__ import annotations


class BadInput(ValueError):
    """An argument that cannot be served; the message is written for its sender."""


class CacheError(OSError):
    """The cache on disk is damaged, locked, full, not there, or somebody else's; the message says which."""


class StoreUnavailable(Exception):
    """A store that is elsewhere cannot answer now, or not whole; the message is for who runs the server.

    ``reason`` is a word for metrics: ``unreachable``, ``timeout``, ``incomplete``, ``busy``, ``blocked`` (an
    index), ``credentials``, ``certificate``, ``foreign`` (no cluster), ``refused`` (a question), ``mapping``, ``damaged``
    (what was published), ``unpublished``, ``gone`` (the edition).
    """

    def __init__(self, message: str, reason: str = "unreachable") -> None:
        super().__init__(message)
        self.reason = reason


class TooManyRounds(Exception):
    """An operation went to a store that is elsewhere more often than it may, and still lacks answers."""

    def __init__(self, rounds: int) -> None:
        super().__init__(f"{rounds} rounds")
        self.rounds = rounds
