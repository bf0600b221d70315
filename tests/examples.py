"""How many random examples the suites try that draw their own: a share of the usual, or as many as fuzzing asks for."""

from __future__ import annotations

import os

OF_ALL = 50
"""What PULLQUOTE_TEST_EXAMPLES is in ``make test-all``: the usual number of each suite."""
FEWEST = 10
"""So many are drawn at least: the suites look how many of them were answered, and of two that may be none."""


def examples(usual: int) -> int:
    """PULLQUOTE_FUZZ_EXAMPLES where that is set, else the share of ``usual`` that PULLQUOTE_TEST_EXAMPLES is of 50,
    but FEWEST at least, where that is not more than the usual."""
    if fuzzing := os.environ.get("PULLQUOTE_FUZZ_EXAMPLES"):
        return int(fuzzing)
    return max(min(FEWEST, usual), usual * int(os.environ.get("PULLQUOTE_TEST_EXAMPLES", OF_ALL)) // OF_ALL)


def seeds(usual: int) -> range:
    """The seeds of as many examples, from PULLQUOTE_FUZZ_SEED on where that is set: fresh ones find what others did not."""
    first = int(os.environ.get("PULLQUOTE_FUZZ_SEED", "0"))
    return range(first, first + examples(usual))
