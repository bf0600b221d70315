"""Articles and editorials: the same from their number and seed, in whatever order they are made."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.demo.stories import article, editorial
from pullquote.demo.words import SECTIONS, TOPICS
from pullquote.demo.world import FIRST_DAY, LAST_DAY, invent

WORLD = invent(100, 1)


def test_a_story_is_the_same_whatever_was_made_before() -> None:
    alone = article(WORLD, 7, 1)
    [article(WORLD, number, 1) for number in range(1, 7)]
    assert article(WORLD, 7, 1) == alone
    assert article(WORLD, 7, 2) != alone
    assert article(WORLD, 8, 1).slug != alone.slug


@pytest.mark.parametrize("number", range(1, 60))
def test_each_part_of_a_quote_is_once_in_the_body(number: int) -> None:
    story = article(WORLD, number, 1)
    quotes = story.keys["quotes"]
    assert isinstance(quotes, list)
    assert len(quotes) == story.quotes >= 3
    for quote in quotes:
        assert isinstance(quote, dict)
        text = quote["text"]
        for part in text if isinstance(text, list) else [text]:
            assert story.body.count(str(part)) == 1


@pytest.mark.parametrize("number", range(1, 20))
def test_a_story_has_all_that_it_names(number: int) -> None:
    story = article(WORLD, number, 1)
    keys: Any = story.keys
    people = {person.slug for person in story.people}
    assert set(keys["authors"]) <= people
    organizations = {each.slug for each in story.organizations}
    assert set(keys["mentions"]) <= organizations
    speakers = {quote["speaker"] for quote in keys["quotes"] if "speaker" in quote}
    assert speakers <= people | organizations
    assert story.topic in TOPICS
    assert story.section in SECTIONS
    assert str(FIRST_DAY)[:7] <= str(keys["datePublished"])[:7] <= str(LAST_DAY)[:7]


def test_an_editorial_has_no_byline_and_no_quotes() -> None:
    story = editorial(WORLD, 1, 1)
    assert not {"byline", "authors", "quotes"} & story.keys.keys()
    assert (story.section, story.quotes, story.people) == ("opinion", 0, ())
    assert len(story.body.split("\n\n")) == 3
