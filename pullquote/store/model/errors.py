"""What the store refuses.

BadInput            a reader's argument is wrong; the message is for that reader
├── InvalidDate     (dates)
└── InvalidCursor, InvalidPage, … (paging, filters)
"""

from __future__ import annotations


class BadInput(ValueError):
    """An argument that cannot be served; the message is written for whoever sent it."""
