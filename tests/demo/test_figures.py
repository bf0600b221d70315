"""A demo newsroom looks like a newspaper: the figures that say so, measured on what was written."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from pullquote.demo import write_demo
from pullquote.store.files.loading import load
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import Article, Quote, SourceKind


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Records:
    return written(tmp_path_factory.mktemp("demo") / "newsroom", 1_000, 1)


def written(folder: Path, articles: int, seed: int) -> Records:
    write_demo(folder, articles=articles, seed=seed)
    loaded = load(folder)
    assert loaded.problems == ()
    assert loaded.records is not None
    return loaded.records


def quotes_of(newsroom: Records) -> list[Quote]:
    return list(chain.from_iterable(story.quotes for story in newsroom.stories))


def by_people(newsroom: Records) -> list[Quote]:
    return [quote for quote in quotes_of(newsroom) if quote.source_kind is SourceKind.NAMED_PERSON]


def share_of_the_loudest(newsroom: Records) -> float:
    """The share of all quotes that the person holds who is quoted most."""
    said = Counter(quote.speaker.slug for quote in by_people(newsroom) if quote.speaker)
    return max(said.values()) / len(quotes_of(newsroom))


def test_nobody_holds_more_than_a_twentieth_of_the_quotes(newsroom: Records, tmp_path: Path) -> None:
    assert share_of_the_loudest(newsroom) <= 0.05
    for seed in range(1, 5):
        assert share_of_the_loudest(written(tmp_path / str(seed), 100, seed)) <= 0.1


def test_the_office_is_held_on_the_day(newsroom: Records) -> None:
    said = by_people(newsroom)
    held = [quote for quote in said if quote.role is not None]
    assert len(held) >= 0.95 * len(said)
    assert len({quote.role for quote in held if quote.role}) > len({quote.speaker for quote in held})


def test_the_day_of_most_quotes_is_known(newsroom: Records) -> None:
    quotes = quotes_of(newsroom)
    known = sum(quote.date_spoken is not None for quote in quotes)
    assert 0.8 * len(quotes) <= known < len(quotes)


def test_stories_have_addresses_keywords_pictures_and_corrections(newsroom: Records) -> None:
    stories = newsroom.stories
    assert len({story.url for story in stories}) == len(stories)
    assert all(story.url and ".example/" in story.url for story in stories)
    assert all(len(story.keywords) == 2 for story in stories)
    articles = [story for story in stories if isinstance(story, Article)]
    pictured = [story.image for story in articles if story.image]
    assert 0.3 * len(articles) < len(pictured) < 0.5 * len(articles)
    assert all(image.alt and image.credit for image in pictured)
    assert len({image.url for image in pictured}) > 50
    corrections = Counter(correction.text for story in stories for correction in story.corrections)
    assert len(corrections) > 3
    assert 0.01 * len(articles) < corrections.total() < 0.1 * len(articles)


def test_everybody_and_everything_is_described(newsroom: Records) -> None:
    for kind in (
        newsroom.people,
        newsroom.organizations,
        newsroom.topics,
        newsroom.sections,
        newsroom.publications,
    ):
        assert kind
        assert all(each.description for each in kind)
    assert any(" from 20" in str(person.description) for person in newsroom.people)
    assert any(" since 20" in str(person.description) for person in newsroom.people)
