"""A save is seen, the answers around it are timed, and the file is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import reload, servers
from benchmarks.newsrooms import demo


def test_saves_are_seen_and_undone(tmp_path: Path) -> None:
    newsroom = demo(30, tmp_path)
    before = {path: path.read_bytes() for path in newsroom.rglob("*.md")}
    with servers.pullquote(newsroom, watch=True) as server:
        rest, reloads = reload.measure_reloads(server, newsroom, 2, 0.5)
    assert {path: path.read_bytes() for path in newsroom.rglob("*.md")} == before
    assert len(rest) > 20
    assert len(reloads) == 2
    for each in reloads:
        assert 0 < each.visible < reload.GIVEN_UP_SECONDS
        assert each.after
        assert all(time > 0 for time in (*each.during, *each.after))


@pytest.mark.parametrize(("percent", "expected"), [(50, 51), (99, 100)])
def test_a_percentile_is_one_of_the_times(percent: int, expected: int) -> None:
    assert reload.percentile(range(1, 101), percent) == expected
