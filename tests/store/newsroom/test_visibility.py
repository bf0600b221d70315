"""What the public may see, and when that changes."""

from __future__ import annotations

from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

import pytest

from pullquote.store.files.loading import Reader
from pullquote.store.model.problems import Problem, Severity
from pullquote.store.model.records import PublicReview, ReviewTier, StoryStatus
from pullquote.store.newsroom.editions import Edition, make_edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.newsroom.visibility import about, is_public, next_visibility_change, restored, visible
from tests.store.newsrooms import QuoteSpec, StorySpec, records_of
from tests.store.written import article, write

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


PROPOSALS = """\
  - {text: We hope so, speaker: %s, cue: prayed, review: B}
  - {text: It will hold, speaker: ida-brook, after: Later, review: C}
"""
"""Quotes that nobody has confirmed: with a warning, a speaker who is nowhere else, and words of another quote."""
SAFE = "  - {text: Nearly done, speaker: tom-reed, review: A}\n"
WALL = article(
    "url: https://paper.example/wall\n",
    "“It will hold,” Ida Brook said. “We hope so,” he prayed. “Nearly done,” Tom Reed said.\n\n"
    "Later: “It will hold,” she said again.",
    "%s  - {text: It will hold, speaker: ida-brook, before: Ida Brook said, cue: shouted}\n%s",
)


def edition_with(folder: Path, before: str, behind: str, review: PublicReview = PublicReview.A) -> Edition:
    people = {"people/cy-lane.yaml": "name: Cy Lane\n"}
    loaded = Reader(
        write(folder, {"articles/wall.md": WALL % (before, behind), **people}), public_review=review
    ).read()
    return make_edition(loaded, now=NOON)


def served(snapshot: MemorySnapshot) -> list[object]:
    """All that is served of quotes, by whom, and what is wrong."""
    story = snapshot.story("wall")
    assert story is not None
    return [
        [(quote.id, quote.position, quote.text, quote.speaker_as_printed) for quote in story.quotes],
        [block.quotes and [quote.id for quote in block.quotes] for block in story.body.blocks]
        if story.body
        else [],
        [speaker.slug for speaker in story.speakers],
        story.digest,
        snapshot.version,
        snapshot.counts,
        [person.slug for person in snapshot.people.records],
        [(problem.code, problem.message) for problem in snapshot.problems],
        [(bucket.key, bucket.count) for bucket in snapshot.quotes.select().facet("speakers", 9)],
        [quote.id for quote in snapshot.search("hope", ["quote"]).page(first=9).nodes],
    ]


def test_the_public_cannot_tell_whether_there_are_quotes_that_it_may_not_see(tmp_path: Path) -> None:
    speaker = PROPOSALS % "cy-lane"
    shown = edition_with(tmp_path / "shown", "", SAFE)
    whole = edition_with(tmp_path / "whole", speaker, SAFE)
    assert (
        served(whole.public)
        == [
            *served(shown.public)[:4],
            *served(whole.public)[4:5],  # the version is of the problems too, and those name their folder
            *served(shown.public)[5:],
        ]
    )
    reviews = [
        quote.attribution.review for quote in whole.public.quotes.records if quote.story.slug == "wall"
    ]
    assert reviews == [None, ReviewTier.A]
    assert whole.public.people.by_slug("cy-lane") is None
    assert [quote.position for quote in whole.preview.quotes.records if quote.story.slug == "wall"] == [
        1,
        2,
        3,
        4,
    ]
    assert whole.preview.people.by_slug("cy-lane") is not None
    hidden = set(map(attrgetter("id"), whole.preview.quotes.records)) - set(
        map(attrgetter("id"), whole.public.quotes.records)
    )
    assert len(hidden) == 2
    assert [whole.public.node(each) for each in hidden] == [None, None]


@pytest.mark.parametrize(
    ("review", "tiers"),
    [
        (PublicReview.NONE, []),
        (PublicReview.A, ["A"]),
        (PublicReview.B, ["A", "B"]),
        (PublicReview.C, ["A", "B", "C"]),
    ],
)
def test_the_owner_says_which_proposals_are_public(
    tmp_path: Path, review: PublicReview, tiers: list[str]
) -> None:
    edition = edition_with(tmp_path, PROPOSALS % "cy-lane", SAFE, review)
    found = [quote.attribution.review for quote in edition.public.quotes.records]
    assert sorted(tier.value for tier in found if tier) == tiers
    assert len(edition.preview.quotes.records) == 1 + 4  # one is in the other story


def test_an_edit_of_a_proposal_that_is_hidden_leaves_what_is_public(tmp_path: Path) -> None:
    first = edition_with(tmp_path, PROPOSALS % "cy-lane", SAFE)
    loaded = Reader(write(tmp_path, {"articles/wall.md": WALL % (PROPOSALS % "tom-reed", SAFE)})).read()
    second = make_edition(loaded, now=NOON, previous=first)
    assert second.public is first.public
    assert second.preview.version != first.preview.version


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
