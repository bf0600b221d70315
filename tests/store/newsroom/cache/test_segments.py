"""How a text search is divided comes back from the cache as it was; what is damaged is divided again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.store.files.loading import Restored
from pullquote.store.files.references import Findings
from pullquote.store.newsroom.cache.segments import read_segments, segments_part
from pullquote.store.search.text_index.documents import anchors_of
from tests.store.newsrooms import QuoteSpec, StorySpec, snapshot_of

NEWS = snapshot_of(
    *(
        StorySpec(
            f"s-{day}",
            quotes=(QuoteSpec("one"), QuoteSpec("two"))[: day % 3],
            published=f"2024-01-{day + 1:02}",
        )
        for day in range(20)
    )
)


def cached(data: bytes, damage: list[str]) -> Restored:
    """A cache that has one part."""
    return Restored({}, [], (), Findings(), lambda _name: data, Path(), damage.append, {})


def test_they_come_back() -> None:
    damage: list[str] = []
    found = read_segments(cached(segments_part(NEWS), damage))
    assert found is not None
    built, every = NEWS.index.build(), anchors_of(NEWS.records)
    segments, numbers = NEWS.index.documents.segments(every, 1, known=found)
    assert (tuple(segments), numbers) == (built.segments, built.numbers)
    assert (segments, numbers) == NEWS.index.documents.segments(every, 1)
    assert damage == []


@pytest.mark.parametrize("data", [b"\xc1", segments_part(NEWS)[:-1]])
def test_what_is_damaged_is_said_and_left(data: bytes) -> None:
    damage: list[str] = []
    assert read_segments(cached(data, damage)) is None
    assert len(damage) == 1


def test_other_stories_are_divided_anew() -> None:
    found = read_segments(cached(segments_part(NEWS), []))
    other = snapshot_of(StorySpec("alone"))
    every = anchors_of(other.records)
    assert other.index.documents.segments(every, 1, known=found) == other.index.documents.segments(every, 1)
