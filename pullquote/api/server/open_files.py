"""Open files: each connection is one, and systems admit few of them unless they are asked for more."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

try:
    import resource
except ImportError:  # Windows, which has no such limit
    resource = None  # type: ignore[assignment]

BESIDES: Final = 1_000
"""Files that are open besides the streams: the newsroom's, databases, and connections of requests."""


def admit(streams: int) -> bool:
    """Let this process, and those that it starts, have so many streams open at once; whether the system does.

    Many systems give a process 1,024 open files and let it raise that to what they really admit (getrlimit(2));
    beyond the limit neither connections are accepted nor the newsroom read.
    """
    if resource is None:
        return True
    wanted = streams + BESIDES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if _admits(soft, wanted):
        return True
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if _admits(hard, wanted) else hard, hard))
    return _admits(resource.getrlimit(resource.RLIMIT_NOFILE)[0], wanted)


def _admits(limit: int, wanted: int) -> bool:
    return limit == resource.RLIM_INFINITY or limit >= wanted
