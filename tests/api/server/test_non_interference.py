"""What the public is answered is what it would be answered of a folder without all that is not yet public.

Random newsrooms are edited at random times; after each save, random operations, the feeds, what subscribers
are sent and every header of every address are compared between one with everything in it and one from which whatever
is hidden then was removed.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from random import Random
from typing import Any

import httpx
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.api.site.feeds import atom, json_feed, quotes_feed, stories_feed
from pullquote.schema import schema
from pullquote.store.files.loading import Loaded
from pullquote.store.model.records import StoryStatus
from pullquote.store.newsroom.editions import make_edition
from tests.api.arguments import SLUGS
from tests.api.desk import TOKEN, Desk, hear
from tests.compiler.generator import Generator, Pools
from tests.examples import examples
from tests.store.newsrooms import (
    NOW,
    WORDS,
    QuoteSpec,
    StorySpec,
    all_of,
    newsrooms,
    records_of,
    seen_by_the_public,
    when,
)

EXAMPLES = examples(60)
OPERATIONS = 8
"""Random operations after each save."""
ADDRESSES = (
    "/",
    "/schema.graphql",
    "/feeds/stories.atom",
    "/feeds/stories.json",
    "/graphql?query=%7Bstories%7BtotalCount%7D%7D",
    "/graphql?query=%7Bpeople%7BtotalCount%7D%7D",
    "/health/ready",
    "/nothing",
)
ENDED_MINUTES = 1
"""When all embargoes but those of years have ended: none may end while subscribers are sent what is saved last, for the
story would then be in one of the two newsrooms only."""
HOME, ADDRESS = "https://news.example/", "https://news.example/feed"
SUBSCRIPTIONS = (
    "subscription ($after: String) { storyPublished(after: $after) { cursor story { headline } } }",
    "subscription ($after: String) { storyChanged(after: $after) { cursor change { kind slug story { headline } } } }",
    "subscription ($after: String) { quotePublished(after: $after) { cursor quote { text story { headline } } } }",
)
LAST = StorySpec("last", headline="The last of all", quotes=(QuoteSpec("the end"),))
CHANGES = "{ changes(first: 100) { totalCount nodes { kind slug story { slug } newQuotes { id } } pageInfo { endCursor } } }"


def is_public(spec: StorySpec, now: datetime) -> bool:
    embargo = when(spec.embargo)
    return spec.status is StoryStatus.PUBLISHED and (embargo is None or embargo.start <= now)


def pools(specs: list[StorySpec], desk: Desk) -> Pools:
    """Ids and slugs of everything, hidden or not, and what else operations ask by."""
    loaded = Loaded(records=records_of(specs), problems=())
    everything = all_of(make_edition(loaded, now=NOW).preview)
    slugs = [*{record.slug for record in everything if hasattr(record, "slug")}, "nothing"]
    page = desk.edition.public.stories.select().page(first=3)
    cursors = [*[page.cursor(index) for index in range(len(page.nodes))], "wrong"]
    return {
        "id": [record.id for record in everything],
        "ids": [record.id for record in everything],
        **dict.fromkeys(("slug", *SLUGS, "organizations"), slugs),
        "after": cursors,
        "before": cursors,
        "first": [0, 1, 2, 5, 20],
        "last": [1, 2],
        "paragraphs": [0, 1],
        "query": WORDS,
        "search": WORDS,
        "String": WORDS,
        "ID": ["wrong"],
        "Int": [0, 1, 5],
        "Boolean": [True, False],
        "URL": ["https://example.org/"],
        "LanguageTag": ["en", "de"],
        "Date": ["2024-10-28"],
        "DateTime": ["2024-10-28T09:30:00Z"],
        "DateOrDateTime": ["2023", "2024-10", "2024-10-28"],
    }


def feeds(desk: Desk) -> list[bytes]:
    public = desk.edition.public
    made = [stories_feed(public, home=HOME, address=ADDRESS)]
    made += [quotes_feed(public, person, home=HOME, address=ADDRESS) for person in public.people.records]
    return [write(feed) for feed in made for write in (atom, json_feed)]


async def answered(desk: Desk) -> list[tuple[int, list[tuple[str, str]], bytes]]:
    """Status, headers and body of every address, asked for as caches do."""
    settings = Settings(playground=False, max_age=3_600, stale_while_revalidate=86_400, preview_token=TOKEN)
    desk.newsroom.clock = lambda: NOW + timedelta(minutes=desk.minutes)
    app = create_app(settings, desk.newsroom)
    transport = httpx.ASGITransport(app=app)
    answers = []
    async with httpx.AsyncClient(transport=transport, base_url="http://newsroom.test") as http:
        for address in ADDRESSES:
            for headers in ({}, {"if-none-match": "*"}):
                response = await http.get(address, headers={"x-request-id": "same", **headers})
                answers.append((response.status_code, response.headers.multi_items(), response.content))
    for address in ADDRESSES:
        if address.startswith("/graphql"):
            query = address.partition("?")[2].encode()
            short = app.state.fast_path.answer(b"GET", query, [(b"host", b"newsroom.test")], b"")
            heads = b"".join(short or ()).partition(b"\r\n\r\n")[0]
            answers.append((200, [("head", without_request_id(heads))], b""))
    return answers


def without_request_id(head: bytes) -> str:
    lines = head.decode("latin-1").splitlines()
    return "\n".join(line for line in lines if not line.lower().startswith(("x-request-id", "date")))


async def sent(desk: Desk, after: str) -> list[list[Any]]:
    """What subscribers are sent who come back with a cursor, up to a story that is published last."""
    desk.save(LAST)
    desk.correct(LAST.slug, standfirst="Corrected")
    events: list[list[Any]] = []
    for subscription in SUBSCRIPTIONS:
        events.append([])
        async with desk.listening(subscription, after=after) as bodies:
            while LAST.headline not in str(events[-1][-1:]):
                events[-1].append(await hear(bodies))
    return events


@example(pool=[StorySpec("story", embargo="2025-01-01T00:00:01Z")], start=-3, steps=[[0], [0]], seed=0)
@given(
    pool=newsrooms(hidden=True, most=10),
    start=st.integers(-3, 1),
    steps=st.lists(st.lists(st.integers(0, 9), max_size=10, unique=True), min_size=2, max_size=4),
    seed=st.integers(0, 10**6),
)
@settings(max_examples=max(2, EXAMPLES // 6), deadline=None, suppress_health_check=list(HealthCheck))
def test_the_public_cannot_tell(pool: list[StorySpec], start: int, steps: list[list[int]], seed: int) -> None:
    asyncio.run(compare(pool, start, steps, Random(seed)))


async def compare(pool: list[StorySpec], start: int, steps: list[list[int]], chance: Random) -> None:
    """Edit two newsrooms side by side, and compare what they tell."""
    whole, shown = Desk(minutes=start), Desk(minutes=start)
    begun: Any = (await whole.ask("{ dataset { cursor } }"))["data"]["dataset"]["cursor"]
    for left, step in reversed([*enumerate(reversed([*steps, steps[-1]]))]):
        if not left:
            whole.minutes = shown.minutes = max(whole.minutes, ENDED_MINUTES)
        specs = [pool[number] for number in step if number < len(pool)]
        now = NOW + timedelta(minutes=whole.minutes + 1)
        replace_all(whole, specs)
        replace_all(shown, [seen_by_the_public(spec) for spec in specs if is_public(spec, now)])
        assert whole.edition.public.version == shown.edition.public.version
        assert feeds(whole) == feeds(shown)
        assert await answered(whole) == await answered(shown)
        assert await whole.ask(CHANGES) == await shown.ask(CHANGES)
        values = pools(pool, whole)
        for _ in range(OPERATIONS):
            text, variables = Generator(schema._schema, chance, values, {}, {}).draw()
            assert await whole.ask(text, **(variables or {})) == await shown.ask(text, **(variables or {})), (
                text
            )
    assert await sent(whole, begun) == await sent(shown, begun)


def replace_all(desk: Desk, specs: list[StorySpec]) -> None:
    """Save these stories, and delete all others."""
    gone = desk.slugs - {spec.slug for spec in specs}
    desk.save(*specs, gone=sorted(gone))
