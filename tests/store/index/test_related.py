"""Related stories share what is rare; of equals the newer come first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.index import related as relations
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.store.newsrooms import QuoteSpec, StorySpec, newsrooms, snapshot_of


def related(snapshot: MemorySnapshot, slug: str, first: int = 5) -> list[str]:
    story = snapshot.story(slug)
    assert story
    return [each.slug for each in snapshot.related(story, first)]


def test_a_rare_topic_says_more_than_a_common_one() -> None:
    snapshot = snapshot_of(
        StorySpec("this", topics=("war", "ferries")),
        StorySpec("rare", topics=("ferries",)),
        *(StorySpec(f"common-{number}", topics=("war",)) for number in range(5)),
        StorySpec("both", topics=("war", "ferries")),
        StorySpec("none", topics=("peace",)),
    )
    assert related(snapshot, "this", 2) == ["both", "rare"]
    assert "none" not in related(snapshot, "this", 100)


def test_speakers_mentions_and_sections_relate_too() -> None:
    snapshot = snapshot_of(
        StorySpec(
            "this", quotes=(QuoteSpec("one", "cy"),), mentions=("di",), section="arts", publication="courier"
        ),
        StorySpec("quoting", quotes=(QuoteSpec("two", "cy"),)),
        StorySpec("mentioning", mentions=("di",)),
        StorySpec("beside", section="arts"),
        StorySpec("nothing"),
    )
    assert related(snapshot, "this") == ["quoting", "mentioning", "beside"]


def test_editorials_are_related_as_articles_are() -> None:
    snapshot = snapshot_of(
        StorySpec("this", topics=("war",), editorial=True),
        StorySpec("article", topics=("war",)),
        StorySpec("editorial", topics=("war",), editorial=True),
    )
    assert sorted(related(snapshot, "this")) == ["article", "editorial"]
    assert sorted(related(snapshot, "article")) == ["editorial", "this"]


def test_speakers_say_more_than_topics_and_keywords_as_much_as_topics() -> None:
    snapshot = snapshot_of(
        StorySpec("this", quotes=(QuoteSpec("one", "cy"),), topics=("war",), keywords=("Tide",)),
        StorySpec("both", topics=("war",), keywords=("tide",)),
        StorySpec("quoting", quotes=(QuoteSpec("two", "cy"),)),
        StorySpec("keyword", keywords=("TIDE",)),
        StorySpec("nothing"),
    )
    assert related(snapshot, "this") == ["both", "quoting", "keyword"]


def test_of_equals_the_newer_come_first() -> None:
    days = range(1, 29)
    snapshot = snapshot_of(
        *(StorySpec(f"day-{day:02}", published=f"2024-10-{day:02}", topics=("war",)) for day in days)
    )
    assert related(snapshot, "day-10", 4) == ["day-28", "day-27", "day-26", "day-25"]


def test_a_story_that_is_not_in_the_snapshot_has_none() -> None:
    other = snapshot_of(StorySpec("other", topics=("war",))).story("other")
    assert other
    assert snapshot_of(StorySpec("a", topics=("war",))).related(other) == ()


@given(newsrooms(most=20), st.integers(0, 20), st.integers(1, 5))
def test_they_are_told_apart_without_itself_and_bounded(
    specs: list[StorySpec], first: int, candidates: int
) -> None:
    snapshot = snapshot_of(*specs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relations, "CANDIDATES_A_KEY", candidates)
        for story in snapshot.stories.records:
            found = snapshot.related(story, first)
            assert len(found) <= first
            assert len(set(found)) == len(found)
            assert story not in found
