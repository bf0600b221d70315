"""Memory that was needed for a moment, given back to the machine."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Ask the C library to return what it holds of freed memory; where it cannot, nothing happens.

    Writing a text index takes several times what the index takes, in blocks that glibc would keep for the
    threads that wrote it.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
