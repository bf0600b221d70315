"""Files that are looked at while others wait for the processor."""

from __future__ import annotations

import os

import pytest

from pullquote.store.files.folders import giving_way as module
from pullquote.store.files.folders.giving_way import AT_ONCE, giving_way


def test_others_run_in_between_and_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    seen: list[int] = []
    monkeypatch.setattr(os, "sched_yield", lambda: given.append(len(seen)), raising=False)
    monkeypatch.setattr(module, "LONGEST_SECONDS", 600.0)
    seen.extend(giving_way(range(3 * AT_ONCE)))
    assert seen == [*range(3 * AT_ONCE)]
    assert len(given) == 3


def test_way_is_not_given_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[None] = []
    monkeypatch.setattr(os, "sched_yield", lambda: given.append(None), raising=False)
    monkeypatch.setattr(module, "LONGEST_SECONDS", 0.0)
    assert [*giving_way(range(3 * AT_ONCE))] == [*range(3 * AT_ONCE)]
    assert not given
