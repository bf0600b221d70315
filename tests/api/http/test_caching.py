"""What caches get: an entity tag, how long it is fresh, and nothing to keep that is an error or a preview."""

from __future__ import annotations

import httpx
import pytest

from pullquote.api.http.caching import matches
from pullquote.api.settings import Settings
from tests.api import toys
from tests.api.toys import client

pytestmark = pytest.mark.anyio

HELLO = {"query": "{ hello words }"}


async def test_a_get_has_an_entity_tag_and_is_304_to_whoever_has_it() -> None:
    async with client() as http:
        first = await http.get("/graphql", params=HELLO)
        again = await http.get("/graphql", params=HELLO, headers={"if-none-match": first.headers["etag"]})
        head = await http.head("/graphql", params=HELLO, headers={"if-none-match": first.headers["etag"]})
    assert first.status_code == 200
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert head.status_code == 304
    assert again.headers["cache-control"] == first.headers["cache-control"]
    assert again.headers["vary"] == first.headers["vary"]
    assert "content-length" not in again.headers


async def test_the_tag_is_the_same_in_every_coding_and_changes_with_the_answer() -> None:
    async with client() as http:
        plain = await http.get("/graphql", params=HELLO, headers={"accept-encoding": "identity"})
        packed = await http.get("/graphql", params=HELLO, headers={"accept-encoding": "gzip"})
        other = await http.get("/graphql", params={"query": "{ words }"})
    assert plain.headers["etag"] == packed.headers["etag"] != other.headers["etag"]


async def test_the_tag_changes_with_the_edition_only_where_the_answer_does() -> None:
    room = toys.newsroom()
    async with client(room=room) as http:
        same, changed = {"query": "{ hello }"}, {"query": "{ snapshot }"}
        before = [(await http.get("/graphql", params=each)).headers["etag"] for each in (same, changed)]
        room.edition = toys.edition(public="public-2")
        after = [(await http.get("/graphql", params=each)).headers["etag"] for each in (same, changed)]
    assert before[0] == after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (b'W/"a"', True),
        (b'"a"', True),
        (b'"b", W/"a"', True),
        (b"*", True),
        (b' "a" ', True),
        (b'"b"', False),
        (b"a", False),
        (b"", False),
    ],
)
def test_tags_are_compared_weakly(given: bytes, known: bool) -> None:
    assert matches(given, b'W/"a"') is known


@pytest.mark.parametrize(
    ("settings", "control"),
    [
        (Settings(), "public, max-age=0"),
        (Settings(max_age=60), "public, max-age=60"),
        (
            Settings(max_age=60, stale_while_revalidate=600),
            "public, max-age=60, stale-while-revalidate=600",
        ),
    ],
)
async def test_how_long_an_answer_is_fresh_is_a_setting(settings: Settings, control: str) -> None:
    async with client(settings) as http:
        response = await http.get("/graphql", params=HELLO)
        schema = await http.get("/schema.graphql")
    assert response.headers["cache-control"] == schema.headers["cache-control"] == control


async def test_how_long_an_answer_is_fresh_says_nothing_of_embargoes_on_either_way() -> None:
    room = toys.newsroom()
    room.seconds_to_visibility_change = lambda: 7.0  # type: ignore[method-assign]  # a clock
    app = toys.toy_app(Settings(max_age=60), room)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://newsroom.test"
    ) as http:
        long = await http.get("/graphql", params={"query": "{ hello }"})
        await http.get("/graphql", params={"query": "{ hello }"})
        short = app.state.fast_path.answer(b"GET", b"query={hello}", [(b"host", b"newsroom.test")], b"")
    assert long.headers["cache-control"] == "public, max-age=60"
    assert b"cache-control: public, max-age=60\r\n" in b"".join(short)


async def test_errors_and_answers_to_post_are_not_kept() -> None:
    async with client(Settings(max_age=60)) as http:
        posted = await http.post("/graphql", json=HELLO)
        invalid = await http.get("/graphql", params={"query": "{ nothing }"})
        partial = await http.get("/graphql", params={"query": "{ hello boom }"})
        missing = await http.get("/nothing")
    for response in (posted, invalid, partial, missing):
        assert response.headers["cache-control"] == "no-store"
        assert "etag" not in response.headers


async def test_caches_are_told_what_an_answer_depends_on() -> None:
    async with client() as http:
        anybody = await http.get("/graphql", params=HELLO)
    async with client(Settings(cors_origins=("https://news.example",))) as http:
        some = await http.get("/graphql", params=HELLO)
    assert anybody.headers["vary"] == "Accept, Accept-Encoding, Authorization"
    assert some.headers["vary"] == "Accept, Accept-Encoding, Authorization, Origin"
