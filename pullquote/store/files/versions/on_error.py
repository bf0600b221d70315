"""What becomes of a newsroom while some of its files have errors."""

from __future__ import annotations

from enum import Enum


class OnError(Enum):
    """``hold`` serves each file with an error as it last was good, and the others as they are; ``refuse`` serves
    nothing new until there is no error."""

    HOLD = "hold"
    REFUSE = "refuse"
