"""The words of headlines come back from the cache as they were; what is damaged is gathered again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pullquote.store.files.loading import Restored
from pullquote.store.files.references import Findings
from pullquote.store.newsroom.cache import headlines
from pullquote.store.newsroom.cache.headlines import CODEC, headlines_part, read_headlines
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.search.suggestions import prefixes
from tests.store.newsrooms import NOW, StorySpec, records_of, snapshot_of

NEWS = snapshot_of(
    *(StorySpec(f"s-{day}", headline=f"Ferry {day}", published=f"2024-01-{day + 1:02}") for day in range(20))
)


def cached(data: bytes, damage: list[str]) -> Restored:
    """A cache that has one part."""
    return Restored({}, [], (), Findings(), lambda _name: data, Path(), damage.append, {})


def test_they_come_back() -> None:
    damage: list[str] = []
    found = read_headlines(cached(headlines_part(NEWS), damage), NEWS.order.stories)
    assert found is not None
    assert list(found.gathered) == list(NEWS.order.stories)
    assert [story.slug for story in found.beginning("fer 7")] == ["s-7"]
    assert damage == []


@pytest.mark.parametrize("stories", [20, 3])
def test_what_is_damaged_is_said_and_left(stories: int) -> None:
    damage: list[str] = []
    data = headlines_part(NEWS) if stories < 20 else b"\xc1"
    assert read_headlines(cached(data, damage), NEWS.order.stories[:stories]) is None
    assert len(damage) == 1


def test_where_many_have_gone_those_before_them_are_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefixes, "HEADLINES", 8)
    monkeypatch.setattr(headlines, "HEADLINES", 8)
    monkeypatch.setattr(headlines, "MOST_CHANGED", 2)
    records = records_of(
        [
            StorySpec(f"s-{day}", headline=f"Ferry {day}", published=f"2024-01-{day + 1:02}")
            for day in range(20)
        ]
    )
    before = MemorySnapshot(records, version="1", loaded_at=NOW)
    before.suggestions.build()
    left = tuple([story for story in records.stories if story.slug not in {"s-17", "s-18", "s-19"}])
    after = MemorySnapshot(replace(records, stories=left), version="2", loaded_at=NOW, previous=before)
    assert len(CODEC.decode(headlines_part(after)).stories) == 8
