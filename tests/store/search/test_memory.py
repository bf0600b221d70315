"""Giving memory back is always possible, and may do nothing."""

from __future__ import annotations

import sys

import pytest

from pullquote.store.search.memory import give_back


@pytest.mark.parametrize("platform", [sys.platform, "linux", "darwin", "win32"])
def test_it_can_be_asked_for_on_any_platform(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    blocks = [bytearray(100_000) for _ in range(100)]
    del blocks
    monkeypatch.setattr(sys, "platform", platform)
    assert give_back() is None  # type: ignore[func-returns-value]  # it must not raise, that is all
