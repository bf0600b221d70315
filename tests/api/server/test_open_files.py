"""As many open files as there may be streams, wherever the system admits them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pullquote.api.server.open_files import BESIDES
from tests.conftest import ROOT

pytest.importorskip("resource")

PROGRAM = """
import resource
from pullquote.api.server.open_files import admit
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
print(admit({streams}), *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def limits(*, soft: int, hard: int, streams: int) -> tuple[bool, int, int]:
    """Whether a process with these limits admits so many streams, and its limits afterwards."""
    program = PROGRAM.format(soft=soft, hard=hard, streams=streams)
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    admitted, *after = ran.stdout.split()
    return admitted == "True", int(after[0]), int(after[1])


def test_the_limit_is_raised_to_what_streams_take() -> None:
    assert limits(soft=256, hard=2_000, streams=500) == (True, 500 + BESIDES, 2_000)


def test_where_the_system_admits_less_it_is_raised_as_far_as_it_goes() -> None:
    assert limits(soft=256, hard=1_200, streams=500) == (False, 1_200, 1_200)


def test_a_limit_that_is_high_enough_stays() -> None:
    assert limits(soft=1_900, hard=2_000, streams=500) == (True, 1_900, 2_000)
