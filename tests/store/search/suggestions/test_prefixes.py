"""What begins as what was typed is suggested: names by their stories, headlines by their dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.search.suggestions import prefixes
from pullquote.store.search.suggestions.prefixes import MOST_CHANGED, Headlines, InvalidSuggestions
from tests.store.newsrooms import NOW, WORDS, QuoteSpec, StorySpec, newsrooms, records_of, snapshot_of

NEWS = snapshot_of(
    StorySpec("old", headline="Budget <vote> is near", published="2024-01", topics=("budgets", "war")),
    StorySpec("new", headline="The new budget", published="2024-03", topics=("budgets",)),
    StorySpec("opinion", headline="Bürger against budgets", published="2024-02", editorial=True),
    StorySpec("quoted", headline="A bo speaks", published="2023", quotes=(QuoteSpec("One.", "bo"),)),
)


def suggested(
    snapshot: MemorySnapshot, prefix: str, nouns: list[str] | None = None, first: int = 10
) -> list[str]:
    return [each.node.slug for each in snapshot.suggestions.suggest(prefix, nouns, first)]


def test_names_come_before_headlines_and_those_in_most_stories_first() -> None:
    assert suggested(NEWS, "bud") == ["budgets", "new", "opinion", "old"]
    assert suggested(NEWS, "bud", ["article"]) == ["new", "old"]
    assert suggested(NEWS, "bud", ["topic"]) == ["budgets"]
    assert suggested(NEWS, "bud", ["quote"]) == []
    assert suggested(NEWS, "b", ["person"])[0] == "bo"


def test_every_word_begins_a_word_however_it_is_written() -> None:
    assert suggested(NEWS, "BURG budg") == ["opinion"]
    assert suggested(NEWS, "near bud") == ["old"]
    assert suggested(NEWS, "udget") == []
    for nothing in ("", "  ", "?!", "zzz", "\0"):
        assert suggested(NEWS, nothing) == []


def test_headlines_have_a_share() -> None:
    assert suggested(NEWS, "bud", first=1) == ["budgets"]
    assert suggested(NEWS, "bud", first=3) == ["budgets", "new", "opinion"]
    assert suggested(NEWS, "b", first=3)[-1] in {"new", "opinion", "old", "quoted"}


def test_what_was_typed_is_marked_and_all_else_escaped() -> None:
    [found] = NEWS.suggestions.suggest("vo b")
    assert (found.noun, found.text, found.count) == ("article", "Budget <vote> is near", 1)
    assert found.html == "<mark>B</mark>udget &lt;<mark>vo</mark>te&gt; is near"
    [accented] = NEWS.suggestions.suggest("burg")
    assert accented.html == "<mark>Bürg</mark>er against budgets"
    [topic] = NEWS.suggestions.suggest("bud", ["topic"])
    assert (topic.noun, topic.count) == ("topic", 2)


@pytest.mark.parametrize("first", [-1, 21])
def test_how_many_is_bounded(first: int) -> None:
    with pytest.raises(InvalidSuggestions, match=f'"first" must be from 0 to 20, found {first}'):
        NEWS.suggestions.suggest("bud", None, first)
    assert suggested(NEWS, "bud", first=0) == []


def test_a_long_prefix_is_read_in_part() -> None:
    assert suggested(NEWS, "budget " * 1_000) == suggested(NEWS, "budget")


def test_headlines_of_the_latest_stories_are_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefixes, "HEADLINES", 2)
    few = snapshot_of(
        StorySpec("old", headline="Budget", published="2024-01"),
        StorySpec("new", headline="Budget", published="2024-03"),
        StorySpec("newer", headline="Budget", published="2024-04"),
    )
    assert suggested(few, "bud", ["article"]) == ["newer", "new"]


@given(st.lists(newsrooms(most=6), min_size=2, max_size=4), st.sampled_from(WORDS))
def test_after_any_edits_the_same_is_suggested_as_by_a_new_snapshot(
    turns: list[list[StorySpec]], word: str
) -> None:
    before: MemorySnapshot | None = None
    for number, specs in enumerate(turns):
        records = records_of(specs)
        at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=number)
        snapshot = MemorySnapshot(records, version=str(number), loaded_at=at, previous=before)
        new = MemorySnapshot(records, version="new", loaded_at=NOW)
        assert suggested(snapshot, word[:3]) == suggested(new, word[:3])
        before = snapshot


@given(newsrooms(most=6), newsrooms(most=6), st.integers(1, 6), st.sampled_from(WORDS))
def test_headlines_in_order_are_restored_as_they_were(
    first: list[StorySpec], second: list[StorySpec], most: int, word: str
) -> None:
    before = MemorySnapshot(records_of(first), version="1", loaded_at=NOW)
    before.suggestions.build()
    after = MemorySnapshot(records_of(second), version="2", loaded_at=NOW, previous=before)
    known = after.suggestions.build()
    stories = after.order.stories
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prefixes, "HEADLINES", most)
        places, index = known.in_order(stories.index)
    restored = Headlines.restored([stories[place] for place in places], index)
    expected = [story for story in known.beginning(word[:3]) if story in stories[:most]]
    assert list(restored.beginning(word[:3])) == expected
    assert len(places) == min(most, len(stories))


def test_an_edit_gathers_no_headlines_again() -> None:
    records = records_of(
        [StorySpec(f"s-{n}", headline=f"Ferry {n}", published=f"2024-01-{n + 1:02}") for n in range(20)]
    )
    before = MemorySnapshot(records, version="1", loaded_at=NOW)
    gathered = before.suggestions.build()
    [boat] = records_of([StorySpec("s-5", headline="Boat 5", published="2024-01-06")]).stories
    stories = tuple([boat if story.slug == "s-5" else story for story in records.stories])
    after = MemorySnapshot(replace(records, stories=stories), version="2", loaded_at=NOW, previous=before)
    assert after.suggestions.build().index is gathered.index
    assert suggested(after, "boat") == ["s-5"]
    assert len(suggested(after, "ferry", first=20)) == 19
    assert len(suggested(before, "ferry", first=20)) == 20


def test_after_many_edits_headlines_are_gathered_again() -> None:
    half = MOST_CHANGED // 2
    gathered = Headlines.of(records_of([StorySpec(f"s-{n}") for n in range(half + 50)]).stories)
    few = gathered.after(gathered.gathered[:half], gathered.gathered[:half])
    assert few is not None
    assert few.after(gathered.gathered[half : half + 1], ()) is None
