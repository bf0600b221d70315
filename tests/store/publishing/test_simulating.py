"""A publisher of many stories is small; of a million, as ``python -m tests.store.publishing.simulating`` says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.publishing.simulating import simulate

STORIES = 2_000
DOCUMENTS = 4 * STORIES + 7 + 8
"""For each audience a story and its quote, and what they name; the preview has a topic more, of which there is no story."""
MOST_BYTES = 160_000_000


@pytest.mark.slow
def test_a_publisher_of_many_stories_is_small(tmp_path: Path) -> None:
    done = simulate(tmp_path, STORIES)
    assert "as edition 1 of newsroom on http://127.0.0.1:" in done.said
    assert f"{DOCUMENTS:,} documents written" in done.said
    assert 50_000_000 < done.memory_bytes < MOST_BYTES
