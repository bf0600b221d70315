"""Facets count what counting would, by whichever way is cheaper; sets by number are what comparing gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from pullquote.store.index.dimensions import QUOTE_FACETS, STORY_FACETS, kind_of, organizations_of
from pullquote.store.model.criteria import QuoteCriteria, StoryCriteria, StoryKind
from pullquote.store.model.errors import BadInput
from pullquote.store.model.pages import MAX_FACET_SIZE, Bucket
from pullquote.store.model.records import Quote, Story
from tests.store.newsrooms import TOPICS, QuoteSpec, StorySpec, newsrooms, snapshot_of, subsets

Keys = Callable[[Any], Iterable[str | None]]


def slugs(*records: Any) -> set[str]:
    return {record.slug for record in records if record}


STORY_KEYS: dict[str, Keys] = {
    "sections": lambda story: slugs(story.section),
    "topics": lambda story: slugs(*story.topics),
    "publications": lambda story: slugs(story.publication),
    "kinds": lambda story: {kind_of(story).name},
    "months": lambda story: {story.date.text[:7]},
    "speakers": lambda story: slugs(*(quote.speaker for quote in story.quotes)),
    "organizations": lambda story: slugs(
        *(each for quote in story.quotes for each in organizations_of(quote))
    ),
    "keywords": lambda story: {keyword.casefold() for keyword in story.keywords},
    "source_organizations": lambda story: slugs(story.source_organization),
}
QUOTE_KEYS: dict[str, Keys] = {
    "speakers": lambda quote: slugs(quote.speaker),
    "organizations": lambda quote: slugs(*organizations_of(quote)),
    "cues": lambda quote: {quote.cue.lower()} if quote.cue else set(),
    "kinds": lambda quote: {quote.kind.name},
    "months": lambda quote: {quote.date.text[:7]},
    "topics": lambda quote: slugs(*quote.story.topics),
    "sections": lambda quote: slugs(quote.story.section),
    "publications": lambda quote: slugs(quote.story.publication),
}


def counted(records: Iterable[Any], keys: Keys, first: int) -> list[tuple[str, int]]:
    """By the number, most first, then by key."""
    counts = Counter(key for record in records for key in keys(record) if key)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:first]


def shown(buckets: Iterable[Bucket]) -> list[tuple[str, int]]:
    return [(bucket.key, bucket.count) for bucket in buckets]


def test_every_facet_is_tested() -> None:
    assert set(STORY_KEYS) == STORY_FACETS
    assert set(QUOTE_KEYS) == QUOTE_FACETS


@given(newsrooms(most=20), st.sampled_from(sorted(STORY_KEYS)), subsets(TOPICS), st.integers(0, 5))
def test_facets_of_stories(specs: list[StorySpec], name: str, topics: tuple[str, ...], first: int) -> None:
    collection = snapshot_of(*specs).stories
    for criteria in (None, StoryCriteria(topics=topics)):
        # What was asked for by the facet itself does not count, and is added behind.
        others = collection.select(None if name == "topics" else criteria)
        records: tuple[Story, ...] = others.page(first=100).nodes
        expected = counted(records, STORY_KEYS[name], first)
        found = shown(collection.select(criteria).facet(name, first))
        assert found[: len(expected)] == expected
        assert name == "topics" or len(found) == len(expected)


@given(newsrooms(), st.sampled_from(sorted(QUOTE_KEYS)), subsets(TOPICS), st.integers(0, 5))
def test_facets_of_quotes(specs: list[StorySpec], name: str, topics: tuple[str, ...], first: int) -> None:
    collection = snapshot_of(*specs).quotes
    for criteria in (None, QuoteCriteria(topics=topics)):
        # What was asked for by the facet itself does not count, and is added behind.
        others = collection.select(None if name == "topics" else criteria)
        records: tuple[Quote, ...] = others.page(first=100).nodes
        expected = counted(records, QUOTE_KEYS[name], first)
        found = shown(collection.select(criteria).facet(name, first))
        assert found[: len(expected)] == expected
        assert name == "topics" or len(found) == len(expected)


@given(
    newsrooms(most=20), st.sampled_from(sorted(STORY_KEYS)), st.sets(st.integers(0, 19)), st.integers(1, 9)
)
def test_both_ways_to_count_agree(specs: list[StorySpec], name: str, some: set[int], first: int) -> None:
    collection = snapshot_of(*specs).stories
    index = collection.indexes[name]
    members = BitMap(some) & BitMap(range(len(collection.records)))
    assert index._counted_one_by_one(members, first) == index._intersected(members, first, index.ranked)


@given(newsrooms(most=20), st.sampled_from(sorted(STORY_KEYS)), st.sampled_from(TOPICS), st.integers(1, 9))
def test_facets_within_one_value(specs: list[StorySpec], name: str, topic: str, first: int) -> None:
    collection = snapshot_of(*specs).stories
    topics, index = collection.indexes["topics"], collection.indexes[name]
    for criteria in (
        StoryCriteria(topics=(topic,)),
        StoryCriteria(topics=(topic,), has_quotes=True),
        StoryCriteria(topics=(topic,), exclude=StoryCriteria(kinds=(StoryKind.EDITORIAL,))),
    ):
        selection = collection.select(criteria)
        records: tuple[Story, ...] = selection.page(first=100).nodes
        keys = counted(records, STORY_KEYS[name], first)
        assert name == "topics" or shown(selection.facet(name, first)) == keys
        members = BitMap([collection.numbers[story.slug] for story in records])
        ranked = index._ranked_within(topics.having(topic))
        assert shown(index._intersected(members, first, ranked)) == keys


def test_the_values_within_a_large_set_are_ranked_once() -> None:
    collection = snapshot_of(
        StorySpec("a", topics=("war", "ferries"), section="world"),
        StorySpec("b", topics=("war",), section="world"),
        StorySpec("c"),
    ).stories
    index = collection.indexes["topics"]
    world = ("world",)
    for criteria in (StoryCriteria(sections=world), StoryCriteria(sections=world, slugs=("a", "b"))):
        assert shown(collection.select(criteria).facet("topics")) == [("war", 2), ("ferries", 1)]
    assert len(index._rankings) == 1
    collection.select(StoryCriteria(sections=("world", "sport"))).facet("topics")
    collection.select(StoryCriteria(has_quotes=True)).facet("topics")
    assert len(index._rankings) == 1


LABELLED = snapshot_of(
    StorySpec(
        "a", published="2024-10-28T10:00Z", quotes=(QuoteSpec("one", "ada", cue="Said"),), section="world"
    ),
    StorySpec("b", published="2023", editorial=True),
)


@pytest.mark.parametrize(
    ("name", "buckets"),
    [
        ("kinds", [Bucket("ARTICLE", "Article", 1), Bucket("EDITORIAL", "Editorial", 1)]),
        ("months", [Bucket("2023", "2023", 1), Bucket("2024-10", "October 2024", 1)]),
        ("speakers", [Bucket("ada", "Ada Ågren", 1)]),
        ("sections", [Bucket("world", "World", 1)]),
    ],
)
def test_buckets_have_names_for_readers(name: str, buckets: list[Bucket]) -> None:
    assert list(LABELLED.stories.select().facet(name)) == buckets
    chosen = [replace(bucket, is_selected=name == "kinds") for bucket in buckets]
    assert list(LABELLED.stories.select(StoryCriteria(kinds=tuple(StoryKind))).facet(name)) == chosen


def test_cues_are_counted_without_case() -> None:
    assert LABELLED.quotes.select().facet("cues") == (Bucket("said", "said", 1),)
    assert LABELLED.quotes.select().facet("kinds") == (Bucket("DIRECT", "Direct", 1),)


@pytest.mark.parametrize(
    ("name", "first"), [("authors", 1), ("in_language", 1), ("topics", -1), ("topics", 101)]
)
def test_a_facet_that_cannot_be_is_refused(name: str, first: int) -> None:
    with pytest.raises(BadInput):
        LABELLED.stories.select().facet(name, first)
    assert MAX_FACET_SIZE == 100
