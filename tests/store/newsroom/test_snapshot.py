"""A snapshot finds its records by id, slug and address, and lists what belongs to each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.store.model.criteria import QuoteCriteria, QuoteOrder, StoryCriteria, StoryKind, StoryOrder
from pullquote.store.model.pages import Bucket, Selection
from pullquote.store.model.records import Article, Editorial, Organization, Person, Quote, Story
from tests.store.index.test_collections import (
    QUOTE_CHECKS,
    STORY_CHECKS,
    matches,
    quote_criteria,
    sparse,
    story_criteria,
)
from tests.store.newsrooms import QuoteSpec, StorySpec, identity, newsrooms, snapshot_of

NEWS = snapshot_of(
    StorySpec(
        "report",
        published="2024-10-02",
        url="https://example.org/report",
        authors=("cy",),
        mentions=("eve", "union"),
        quotes=(QuoteSpec("one", "ada", role=0), QuoteSpec("two", "army"), QuoteSpec("three", "ada")),
    ),
    StorySpec("opinion", published="2024-10-01", editorial=True, mentions=("cy",), section="opinion"),
)


def everything(selection: Selection[Any]) -> list[Any]:
    return list(selection.page(first=100).nodes)


def slugs(selection: Selection[Any]) -> list[str]:
    return [story.slug for story in everything(selection)]


def texts(selection: Selection[Any]) -> list[str]:
    return [quote.text for quote in everything(selection)]


@given(newsrooms())
def test_every_record_is_found_by_its_id(specs: list[StorySpec]) -> None:
    snapshot = snapshot_of(*specs)
    for collection in (snapshot.stories, snapshot.quotes, snapshot.people, snapshot.sections):
        records: Any = collection.records
        assert all(snapshot.node(record.id) is record for record in records)
    assert snapshot.node("no such id") is None


def test_stories_are_found_by_slug_kind_and_address() -> None:
    report, opinion = NEWS.story("report"), NEWS.story("opinion")
    assert isinstance(report, Article)
    assert isinstance(opinion, Editorial)
    assert NEWS.node(identity("Article", "report")) is report
    assert NEWS.node(identity("Editorial", "report")) is None
    assert NEWS.node(identity("Editorial", "opinion")) is opinion
    assert NEWS.node(identity("Article", "opinion")) is None
    assert NEWS.story_by_url("https://example.org/report") is report
    assert NEWS.story_by_url("https://example.org/other") is None
    assert NEWS.story("nothing") is None


@pytest.mark.parametrize("kind", NEWS.by_kind)
def test_an_unknown_slug_finds_nothing(kind: str) -> None:
    assert NEWS.by_kind[kind].by_slug("nothing") is None


def test_everything_else_is_found_by_slug() -> None:
    found = [NEWS.person("ada"), NEWS.organization("army"), NEWS.publications.by_slug("gazette")]
    assert [each.slug if each else None for each in found] == ["ada", "army", "gazette"]
    assert NEWS.sections.by_slug("arts")
    assert NEWS.topics.by_slug("war")
    assert NEWS.person("army") is None


def test_counts() -> None:
    assert NEWS.counts == (
        Bucket("articles", "Articles", 1),
        Bucket("editorials", "Editorials", 1),
        Bucket("quotes", "Quotes", 3),
        Bucket("people", "People", 5),
        Bucket("organizations", "Organizations", 5),
        Bucket("publications", "Publications", 2),
        Bucket("sections", "Sections", 3),
        Bucket("topics", "Topics", 4),
    )


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("ada", ["report"]),
        ("cy", ["report", "opinion"]),
        ("eve", ["report"]),
        ("di", []),
        ("army", ["report"]),
        ("ministry", ["report"]),
        ("union", ["report"]),
        ("state", []),
    ],
)
def test_the_stories_of_somebody(slug: str, expected: list[str]) -> None:
    subject = NEWS.person(slug) or NEWS.organization(slug)
    assert subject
    assert slugs(NEWS.stories_of(subject)) == expected


def test_the_stories_of_a_kind_or_a_section() -> None:
    section = NEWS.sections.by_slug("opinion")
    assert section
    assert slugs(NEWS.stories_of(section)) == ["opinion"]
    assert slugs(NEWS.stories_of(StoryKind.ARTICLE)) == ["report"]
    assert slugs(NEWS.stories_of(StoryKind.EDITORIAL, StoryCriteria(has_quotes=True))) == []
    assert slugs(NEWS.stories_of(StoryKind.ARTICLE, StoryCriteria(kinds=(StoryKind.EDITORIAL,)))) == []


def test_the_quotes_of_somebody() -> None:
    ada, ministry, army = NEWS.person("ada"), NEWS.organization("ministry"), NEWS.organization("army")
    assert ada
    assert ministry
    assert army
    assert texts(NEWS.quotes_of(ada)) == ["one", "three"]
    assert texts(NEWS.quotes_of(ada, None, None, True)) == ["three", "one"]
    assert texts(NEWS.quotes_of(ministry)) == ["one"]
    assert texts(NEWS.quotes_of(army)) == ["two"]


def test_the_quotes_of_a_story() -> None:
    report, opinion = NEWS.story("report"), NEWS.story("opinion")
    assert report
    assert opinion
    assert tuple(everything(NEWS.quotes_of(report))) == report.quotes
    assert texts(NEWS.quotes_of(report, QuoteCriteria(speakers=("ada",)))) == ["one", "three"]
    assert texts(NEWS.quotes_of(report, None, QuoteOrder.SPEAKER_NAME))[-1] == "two"
    assert texts(NEWS.quotes_of(opinion)) == []
    page = NEWS.quotes_of(report).page(first=1)
    assert texts(NEWS.quotes_of(report)) == [
        page.nodes[0].text,
        *(quote.text for quote in NEWS.quotes_of(report).page(after=page.end_cursor).nodes),
    ]
    elsewhere = snapshot_of(StorySpec("elsewhere", quotes=(QuoteSpec("x"),))).story("elsewhere")
    assert elsewhere
    assert texts(NEWS.quotes_of(elsewhere)) == []


@given(newsrooms(), sparse(story_criteria()), st.sampled_from(["ada", "bo", "army", "ministry"]))
def test_criteria_narrow_what_belongs_to_somebody(
    specs: list[StorySpec], criteria: StoryCriteria, slug: str
) -> None:
    criteria = StoryCriteria(**{name: getattr(criteria, name) for name in ("topics", "kinds", "has_quotes")})
    snapshot = snapshot_of(*specs)
    subject = snapshot.person(slug) or snapshot.organization(slug)
    assert subject

    def is_of(story: Story) -> bool:
        speakers: set[Person | Organization | None] = {quote.speaker for quote in story.quotes}
        offices = {quote.role.organization for quote in story.quotes if quote.role}
        return subject in {*speakers, *offices, *story.authors, *story.mentions}

    expected = [
        story for story in snapshot.stories.records if is_of(story) and matches(story, criteria, STORY_CHECKS)
    ]
    found = snapshot.stories_of(subject, criteria, StoryOrder.LATEST_DATE)
    assert everything(found) == expected
    assert found.total_count == len(expected)


@given(newsrooms(), sparse(quote_criteria()), st.data())
def test_criteria_narrow_the_quotes_of_a_story(
    specs: list[StorySpec], criteria: QuoteCriteria, data: st.DataObject
) -> None:
    criteria = QuoteCriteria(**{name: getattr(criteria, name) for name in ("speakers", "kinds", "cues")})
    snapshot = snapshot_of(*specs)
    if not specs:
        return
    story = snapshot.story(data.draw(st.sampled_from(specs)).slug)
    assert story
    expected: list[Quote] = [quote for quote in story.quotes if matches(quote, criteria, QUOTE_CHECKS)]
    assert everything(snapshot.quotes_of(story, criteria)) == expected


def test_it_can_be_warmed() -> None:
    snapshot = snapshot_of(StorySpec("a"))
    snapshot.warm()
    assert set(snapshot.stories.indexes) == set(snapshot.stories.indexes.makers)
    assert set(snapshot.quotes.rows) == {QuoteOrder.POSITION, QuoteOrder.DATE_SPOKEN, QuoteOrder.SPEAKER_NAME}
    assert snapshot.index.last_built
