"""How a snapshot is asked that may have to fetch its answers."""

from __future__ import annotations

import asyncio

import pytest

from pullquote.store.model.errors import TooManyRounds
from pullquote.store.model.snapshots.asking import AnswersOfEdition, answered
from pullquote.store.model.snapshots.protocol import Snapshot
from pullquote.store.rounds.views import RemoteSnapshot
from tests.store.newsrooms import QuoteSpec, StorySpec, snapshot_of
from tests.store.rounds.memory_store import published

MEMORY = snapshot_of(StorySpec("first", quotes=(QuoteSpec("We begin."),)), StorySpec("second"))


def said(snapshot: Snapshot) -> list[str]:
    """What is said in the story after the first, which has to be known before its quotes are asked for."""
    story = snapshot.story("first")
    assert story is not None
    return [quote.text for quote in snapshot.quotes_of(story).page().nodes]


def elsewhere(max_rounds: int = 5) -> RemoteSnapshot:
    return published(MEMORY, max_rounds=max_rounds)[0]


def test_in_memory_there_is_nothing_to_wait_for() -> None:
    assert asyncio.run(answered(MEMORY, said)) == ["We begin."]
    assert MEMORY.view() is MEMORY
    assert MEMORY.identity is MEMORY
    asyncio.run(MEMORY.fetch(1))


def test_what_is_raised_for_want_of_answers_does_not_count() -> None:
    assert asyncio.run(answered(elsewhere().view(), said)) == ["We begin."]


def test_what_is_raised_with_all_answers_does() -> None:
    def nothing(snapshot: Snapshot) -> None:
        raise LookupError(str(snapshot.stories.select().total_count))

    with pytest.raises(LookupError, match="2"):
        asyncio.run(answered(elsewhere().view(), nothing))


def test_it_ends() -> None:
    counted = 0

    def never(snapshot: Snapshot) -> int:
        nonlocal counted
        counted += 1
        return (snapshot.stories.select().page(first=counted).nodes and counted) or 0

    with pytest.raises(TooManyRounds, match="3 rounds"):
        asyncio.run(answered(elsewhere(3).view(), never))


def test_what_a_page_asked_is_fetched_once_for_each_audience_of_an_edition() -> None:
    async def ask() -> None:
        answers, (remote, store) = AnswersOfEdition(), published(MEMORY)
        for edition, audience, trips in (
            ("first", "public", 2),
            ("first", "public", 2),
            ("first", "operator", 4),
            ("second", "public", 6),
            ("second", "public", 6),
        ):
            assert await answers.answered(edition, audience, remote, said) == ["We begin."]
            assert len(store.trips) == trips

    asyncio.run(ask())


def test_nothing_of_a_snapshot_in_memory_is_remembered() -> None:
    async def ask() -> None:
        answers = AnswersOfEdition()
        for memory in (MEMORY, snapshot_of(StorySpec("first", quotes=(QuoteSpec("We go on."),)))):
            found = await answers.answered("edition", "public", memory, said)
            assert found == said(memory)

    asyncio.run(ask())
