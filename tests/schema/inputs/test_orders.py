"""Orders as clients give them: a field, its usual direction, or the other."""

from __future__ import annotations

import pytest

from pullquote.schema.inputs.orders import QuoteOrder, SortDirection, StoryOrder, descending
from pullquote.store.model import criteria
from tests.schema.conftest import Newsroom

HEADLINES = "query ($by: StoryOrder) { stories(orderBy: $by, first: 100) { nodes { headline quotes { totalCount } } } }"


def headlines(newsroom: Newsroom, by: object) -> list[str]:
    return [node["headline"] for node in newsroom.ask(HEADLINES, by=by)["stories"]["nodes"]]


@pytest.mark.parametrize(
    ("order", "descends"),
    [
        (None, None),
        (StoryOrder(direction=None), None),
        (StoryOrder(direction=SortDirection.ASC), False),
        (QuoteOrder(direction=SortDirection.DESC), True),
    ],
)
def test_no_direction_is_the_usual_one(order: StoryOrder | QuoteOrder | None, descends: bool | None) -> None:
    assert descending(order) is descends


def test_unless_given_stories_are_newest_first_and_quotes_as_they_are_read() -> None:
    assert StoryOrder(direction=None).field is criteria.StoryOrder.LATEST_DATE
    assert QuoteOrder(direction=None).field is criteria.QuoteOrder.POSITION


def test_headlines_are_sorted_from_a_to_z_or_back(newsroom: Newsroom) -> None:
    usual = headlines(newsroom, {"field": "HEADLINE"})
    assert usual == sorted(usual, key=str.casefold)
    assert headlines(newsroom, {"field": "HEADLINE", "direction": "ASC"}) == usual
    assert headlines(newsroom, {"field": "HEADLINE", "direction": "DESC"}) == usual[::-1]


def test_most_quotes_are_first(newsroom: Newsroom) -> None:
    nodes = newsroom.ask(HEADLINES, by={"field": "QUOTE_COUNT"})["stories"]["nodes"]
    counts = [node["quotes"]["totalCount"] for node in nodes]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_by_relevance_to_nothing_is_the_usual_order(newsroom: Newsroom) -> None:
    usual = newsroom.ask(HEADLINES)
    assert newsroom.ask(HEADLINES, by={"field": "RELEVANCE"}) == usual
    assert newsroom.ask(HEADLINES, by={"field": "RELEVANCE", "direction": "ASC"}) == usual
