"""What the public may see, and when that changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pullquote.store.model.problems import Problem, Severity
from pullquote.store.model.records import StoryStatus
from pullquote.store.newsroom.visibility import about, is_public, next_visibility_change, restored, visible
from tests.store.newsrooms import QuoteSpec, StorySpec, records_of

EARLIER, NOON, LATER = (datetime(2025, 1, 1, hour, tzinfo=UTC) for hour in (11, 12, 13))
OPEN = StorySpec("open", publication="courier", quotes=(QuoteSpec("a", "bo"),))
HIDDEN = StorySpec("hidden", status=StoryStatus.DRAFT, topics=("war",), quotes=(QuoteSpec("b", "ada"),))
LATE = StorySpec("late", embargo="2025-01-01T12:00:00Z", topics=("peace",))


@pytest.mark.parametrize("status", StoryStatus)
def test_only_what_is_published_is_public(status: StoryStatus) -> None:
    [story] = records_of([StorySpec("a", status=status)]).stories
    assert is_public(story, NOON) == (status is StoryStatus.PUBLISHED)


def test_an_embargo_ends_at_its_moment() -> None:
    [story] = records_of([LATE]).stories
    assert [is_public(story, now) for now in (EARLIER, NOON, LATER)] == [False, True, True]


def test_what_is_visible_changes_next_at_the_next_moment_of_a_published_story() -> None:
    records = records_of([LATE, StorySpec("b", embargo="2025-01-01T13:00:00Z"), OPEN])
    assert [next_visibility_change(records, now) for now in (EARLIER, NOON, LATER)] == [NOON, LATER, None]
    drafts = records_of([StorySpec("c", embargo="2025-01-01T13:00:00Z", status=StoryStatus.DRAFT)])
    assert next_visibility_change(drafts, EARLIER) is None


def test_whatever_only_hidden_stories_lead_to_is_hidden() -> None:
    records = records_of([OPEN, HIDDEN, LATE])
    seen = visible(records, EARLIER).records
    assert [story.slug for story in seen.stories] == ["open"]
    assert [person.slug for person in seen.people] == ["bo"]
    assert [each.slug for each in seen.organizations] == [
        "army",
        "state",
    ]  # where bo has an office, and above that
    assert [each.slug for each in seen.publications] == ["courier"]
    assert seen.topics == ()
    assert [topic.slug for topic in visible(records, NOON).records.topics] == ["peace"]


def test_what_was_counted_before_is_counted_on() -> None:
    records = records_of([OPEN, HIDDEN, LATE])
    before = visible(records, EARLIER)
    for now in (NOON, EARLIER):
        whole, counted_on = visible(records, now), visible(records, now, before)
        assert counted_on.named == whole.named
        assert counted_on.records.by_kind == whole.records.by_kind
        before = counted_on


def test_what_was_visible_is_made_again_of_its_stories_and_counts() -> None:
    records = records_of([OPEN, HIDDEN, LATE])
    before = visible(records, NOON)
    again = restored(records, before.records.stories, before.named)
    assert again.records.by_kind == before.records.by_kind
    assert again.records.restricted == before.records.restricted


def test_problems_about_what_is_not_there_are_about_nobody() -> None:
    def problem(entity: str | None) -> Problem:
        return Problem(
            code="PQ401", severity=Severity.WARNING, file="f", line=1, column=1, message="m", entity=entity
        )

    seen = visible(records_of([OPEN, HIDDEN]), NOON).records
    entities = [
        "articles/open",
        "articles/hidden",
        "people/bo",
        "people/ada",
        "editorials/open",
        "odd/open",
        None,
    ]
    assert [each.entity for each in about(map(problem, entities), seen)] == ["articles/open", "people/bo"]
