"""Why a newsroom is not published."""

from __future__ import annotations


class NotPublished(Exception):
    """Nothing was published: the edition before is still the one that is read. The message is one line."""


class LockLost(NotPublished):
    """Another publisher has taken over, or may have, because this one was held up for too long."""


class AnotherPublisher(NotPublished):
    """Another publisher is at work."""
