"""How changes of a folder are noticed."""

from __future__ import annotations

from enum import Enum


class WatchMode(Enum):
    """How changes of files are noticed; ``auto`` is by events as long as these prove right, and else by polling."""

    AUTO = "auto"
    EVENTS = "events"
    POLL = "poll"
    OFF = "off"
