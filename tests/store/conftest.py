"""How long and how thoroughly hypothesis looks at the store: a share of it unless more is asked for."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("PULLQUOTE_TEST_EXAMPLES", "50"))
"""Examples of each property."""

settings.register_profile(
    "store",
    deadline=None,  # machines are slow at times, and a test asserts what, not when
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("store")
