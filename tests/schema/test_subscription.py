"""Listening: events as they happen, and what was missed."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from pullquote.api.errors import Refused
from pullquote.store.newsroom.history import History
from tests.api.desk import Desk, draft, hear, story
from tests.store.newsrooms import QuoteSpec, StorySpec

pytestmark = pytest.mark.anyio

PUBLISHED = """subscription ($filter: StoryFilter, $after: String) {
    storyPublished(filter: $filter, after: $after) { cursor version at story { slug headline } }
}"""
CHANGED = """subscription ($filter: StoryFilter, $after: String) {
    storyChanged(filter: $filter, after: $after) { cursor change { kind slug story { headline } } }
}"""
QUOTED = """subscription ($filter: QuoteFilter, $after: String) {
    quotePublished(filter: $filter, after: $after) { cursor version quote { text story { slug } } }
}"""
DATASET = "subscription { datasetChanged { version cursor dataset { version cursor } } }"


async def cursor(desk: Desk) -> str:
    return str((await desk.ask("{ dataset { cursor } }"))["data"]["dataset"]["cursor"])


def kind_and_slug(event: Any) -> tuple[str, str]:
    return event["change"]["kind"], event["change"]["slug"]


async def test_a_story_is_heard_of_when_it_is_published() -> None:
    desk = Desk(story("first"))
    async with desk.listening(PUBLISHED) as bodies:
        desk.save(story("second", headline="Second"))
        event = await hear(bodies)
        assert event["story"] == {"slug": "second", "headline": "Second"}
        assert event["version"] == desk.edition.public.version
        assert event["at"] == "2025-01-01T00:02:00.000Z"
        desk.correct("second", headline="Corrected")
        desk.save(story("third"))
        assert (await hear(bodies))["story"]["slug"] == "third"


async def test_a_story_is_published_when_its_embargo_ends() -> None:
    desk = Desk(story("later", embargo="2025-01-01T00:02:30Z"))
    async with desk.listening(PUBLISHED) as bodies:
        desk.save()
        desk.save()
        event = await hear(bodies)
        assert (event["story"]["slug"], event["at"]) == ("later", "2025-01-01T00:03:00.000Z")


async def test_what_happens_to_a_story_is_told_apart() -> None:
    desk = Desk(story("first"))
    async with desk.listening(CHANGED) as bodies:
        desk.correct("first", headline="Corrected")
        assert await hear(bodies) | {"cursor": ""} == {
            "cursor": "",
            "change": {"kind": "CORRECTED", "slug": "first", "story": {"headline": "Corrected"}},
        }
        desk.correct("first", modified="2024-11-02")
        assert kind_and_slug(await hear(bodies)) == ("UPDATED", "first")
        desk.save(gone=["first"])
        assert (await hear(bodies))["change"] == {"kind": "WITHDRAWN", "slug": "first", "story": None}


async def test_each_quote_is_heard_of_once() -> None:
    desk = Desk(story("first", "one"))
    async with desk.listening(QUOTED) as bodies:
        desk.save(story("first", "zero", "one"))
        desk.save(story("second", "two", "three"))
        said = [(await hear(bodies))["quote"]["text"] for _ in range(3)]
        assert said == ["zero", "two", "three"]


async def test_a_quotes_cursor_leads_to_the_quotes_behind_it() -> None:
    desk = Desk()
    since = await cursor(desk)
    desk.save(story("first", "one", "two", "three"))
    async with desk.listening(QUOTED, after=since) as bodies:
        await hear(bodies)
        second = await hear(bodies)
    assert second["quote"]["text"] == "two"
    desk.save(story("second", "four"))
    async with desk.listening(QUOTED, after=second["cursor"]) as bodies:
        assert [(await hear(bodies))["quote"]["text"] for _ in range(2)] == ["three", "four"]


async def test_only_what_matches_is_sent() -> None:
    desk = Desk()
    async with (
        desk.listening(PUBLISHED, filter={"topics": ["war"], "exclude": {"sections": ["arts"]}}) as stories,
        desk.listening(QUOTED, filter={"speakers": ["bo"]}) as quotes,
    ):
        desk.save(story("peaceful", topics=("peace",)), story("artful", topics=("war",), section="arts"))
        desk.save(StorySpec("warlike", topics=("war",), quotes=(QuoteSpec("no"), QuoteSpec("yes", "bo"))))
        assert (await hear(stories))["story"]["slug"] == "warlike"
        assert (await hear(quotes))["quote"]["text"] == "yes"


async def test_that_a_story_is_gone_is_told_unless_another_is_asked_for() -> None:
    desk = Desk(story("first", topics=("war",)), story("second"))
    async with (
        desk.listening(CHANGED, filter={"topics": ["peace"]}) as by_topic,
        desk.listening(CHANGED, filter={"slugs": ["second"]}) as by_slug,
    ):
        desk.save(gone=["first"])
        desk.save(gone=["second"])
        assert kind_and_slug(await hear(by_topic)) == ("WITHDRAWN", "first")
        assert kind_and_slug(await hear(by_slug)) == ("WITHDRAWN", "second")


async def test_a_filter_that_leaves_all_open_is_none() -> None:
    desk = Desk(story("first"))
    since = await cursor(desk)
    desk.correct("first", headline="Corrected")
    desk.save(gone=["first"])
    for nothing in (None, dict[str, Any]()):
        async with desk.listening(CHANGED, after=since, filter=nothing) as bodies:
            assert kind_and_slug(await hear(bodies)) == ("CORRECTED", "first")
            assert kind_and_slug(await hear(bodies)) == ("WITHDRAWN", "first")


async def test_what_was_withdrawn_since_is_not_sent_to_whoever_comes_late() -> None:
    desk = Desk()
    since = await cursor(desk)
    desk.save(story("mistake", "psst"))
    desk.save(gone=["mistake"])
    desk.save(story("good", "well"))
    async with (
        desk.listening(PUBLISHED, after=since) as stories,
        desk.listening(QUOTED, after=since) as quotes,
        desk.listening(CHANGED, after=since) as changes,
    ):
        assert (await hear(stories))["story"]["slug"] == "good"
        assert (await hear(quotes))["quote"]["text"] == "well"
        assert kind_and_slug(await hear(changes)) == ("WITHDRAWN", "mistake")


async def test_an_event_is_answered_from_what_is_served_when_it_is_sent() -> None:
    desk = Desk()
    since = await cursor(desk)
    desk.save(story("first", headline="Old"))
    desk.save(story("second", headline="Old"))
    async with desk.listening(PUBLISHED, after=since) as bodies:
        assert (await hear(bodies))["story"] == {"slug": "first", "headline": "Old"}
        desk.correct("second", headline="New")
        assert (await hear(bodies))["story"] == {"slug": "second", "headline": "New"}


async def test_versions_follow_each_other_and_the_last_counts() -> None:
    desk = Desk(story("first"))
    async with desk.listening(DATASET) as bodies:
        desk.save(story("second"))
        event = await hear(bodies)
        now = {"version": desk.edition.public.version, "cursor": await cursor(desk)}
        assert event == {**now, "dataset": now}
        desk.save(draft("secret"))
        desk.save(story("third"))
        desk.save(story("fourth"))
        assert (await hear(bodies))["version"] == desk.edition.public.version


async def test_only_the_preview_hears_of_what_is_hidden() -> None:
    desk = Desk(story("first"))
    async with (
        desk.listening(PUBLISHED) as public,
        desk.listening(PUBLISHED, preview=True) as preview,
        desk.listening(DATASET) as versions,
    ):
        desk.save(draft("secret"))
        assert (await hear(preview))["story"]["slug"] == "secret"
        desk.save(story("open"))
        assert (await hear(public))["story"]["slug"] == "open"
        assert (await hear(preview))["story"]["slug"] == "open"
        assert (await hear(versions))["version"] == desk.edition.public.version


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"after": "nonsense"}, "BAD_USER_INPUT"),
        ({"filter": {"from": "2025", "to": "2024"}}, "BAD_USER_INPUT"),
        ({"filter": {"nothing": 1}}, "BAD_USER_INPUT"),
    ],
)
async def test_what_cannot_be_honoured_is_refused_before_the_stream_begins(
    variables: dict[str, Any], code: str
) -> None:
    desk = Desk(story("first"))
    for document in (PUBLISHED, CHANGED, QUOTED):
        with pytest.raises(Refused) as refusal:
            async with desk.listening(document, **variables):
                pass
        assert refusal.value.code == code


async def test_a_cursor_that_is_too_old_is_refused_before_the_stream_begins() -> None:
    desk = Desk(history=History(retained=1))
    since = await cursor(desk)
    desk.save(story("first"))
    desk.save(story("second"))
    with pytest.raises(Refused) as refusal:
        async with desk.listening(PUBLISHED, after=since):
            pass
    assert refusal.value.code == "HISTORY_EXPIRED"


async def test_a_reader_that_is_too_slow_is_told_so_and_dropped() -> None:
    desk = Desk(history=History(retained=5))
    async with desk.listening(PUBLISHED) as bodies:
        desk.save(story("first"))
        assert (await hear(bodies))["story"]["slug"] == "first"
        for number in range(6):
            desk.save(story(f"story-{number}"))
        assert await hear(bodies) == ["HISTORY_EXPIRED"]
        with pytest.raises(StopAsyncIteration):
            await anext(bodies)


@pytest.mark.parametrize("seed", range(3))
async def test_whoever_reads_in_pieces_gets_every_change_once_and_in_order(seed: int) -> None:
    """Edits at random; one client listens throughout, another comes and goes, a third polls."""
    chance = random.Random(seed)
    desk = Desk(story("story-0", "said 0"))
    since = polled = await cursor(desk)
    heard: list[str] = []
    asked: list[str] = []
    wholly: list[str] = []
    polls = "query ($after: String) { changes(after: $after) { edges { cursor node { slug kind } } } }"

    def edit() -> int:
        """Publishes this many stories."""
        number = desk.minutes
        actions: list[tuple[Callable[[], None], int]] = [
            (lambda: desk.save(story(f"story-{number}", f"said {number}")), 1),
            (lambda: desk.save(story(f"a-{number}"), story(f"b-{number}"), draft(f"c-{number}")), 2),
            (lambda: desk.correct("story-0", headline=f"Headline {number}"), 0),
            (lambda: desk.save(draft(f"draft-{number}")), 0),
        ]
        act, published = chance.choice(actions)
        act()
        return published

    async with desk.listening(PUBLISHED) as throughout:
        owed = 0
        for _ in range(30):
            owed += edit()
            if chance.random() < 0.4 and owed:
                async with desk.listening(PUBLISHED, after=since) as bodies:
                    for _ in range(chance.randint(1, owed)):
                        event = await hear(bodies)
                        heard.append(event["story"]["slug"])
                        since, owed = event["cursor"], owed - 1
        async with desk.listening(PUBLISHED, after=since) as bodies:
            heard += [(await hear(bodies))["story"]["slug"] for _ in range(owed)]
        wholly += [(await hear(throughout))["story"]["slug"] for _ in heard]
    while edges := (await desk.ask(polls, after=polled))["data"]["changes"]["edges"]:
        polled = edges[-1]["cursor"]
        asked += [edge["node"]["slug"] for edge in edges if edge["node"]["kind"] == "PUBLISHED"]
    assert heard == asked == wholly
    assert len(set(heard)) == len(heard) > 10
