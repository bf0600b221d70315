"""Applications that end their process as it starts, for the tests of the supervisor."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def killed() -> NoReturn:
    """End as a process does that the system kills."""
    os._exit(9)


def failing() -> NoReturn:
    """End with an error."""
    raise RuntimeError("this never starts")


if __name__ == "__main__":
    from pullquote.api.server.server import options_of
    from pullquote.api.server.workers import supervise
    from pullquote.api.settings import Settings

    started = supervise(f"tests.api.dying:{sys.argv[1]}", 2, options_of(Settings(port=0)))
    sys.exit(0 if started else 1)
