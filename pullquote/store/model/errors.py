"""What the store refuses.

BadInput            a reader's argument is wrong; the message is for that reader
├── InvalidDate     (dates)
└── InvalidCursor, InvalidPage, … (paging, filters)
CacheError          the cache on disk cannot be read or written; the files of the newsroom are read instead
"""

from __future__ import annotations


class BadInput(ValueError):
    """An argument that cannot be served; the message is written for its sender."""


class CacheError(OSError):
    """The cache on disk is damaged, locked, full, not there, or somebody else's; the message says which."""
