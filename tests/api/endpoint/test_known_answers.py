"""What is answered in one call is what the endpoint answers: the same bytes, counts and lines of the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
import pytest
import structlog
from starlette.applications import Starlette

from pullquote.api.endpoint.endpoint import Begun
from pullquote.api.endpoint.fast_path import FastPath
from pullquote.api.endpoint.known_answers import KnownAnswers
from pullquote.api.server.app import create_app
from pullquote.api.settings import CompileMode, Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.conftest import INVENTED

STORY = "query Story($slug: String!) { story(by: {slug: $slug}) { headline quotes { nodes { text } } } }"
LISTED = (
    "query List($first: Int, $filter: StoryFilter) { stories(first: $first, filter: $filter) { totalCount } }"
)
SLUGS = "{ stories(first: 50) { nodes { slug } } }"
HEADERS = [
    (b"host", b"127.0.0.1:8000"),
    (b"x-forwarded-for", b"192.0.2.7"),
    (b"content-type", b"application/json"),
]
OFTEN = 4
"""Times after which an operation is compiled, and has answered."""


def application(**settings: Any) -> Starlette:
    newsroom = Newsroom(INVENTED)
    newsroom.load()
    return create_app(Settings(folder=INVENTED, **{"compile": CompileMode.ON, **settings}), newsroom)


def answered(app: Starlette, body: bytes, *headers: tuple[bytes, bytes]) -> tuple[bytes, bytes, bytes]:
    way: FastPath = app.state.fast_path
    answer = way.answer(b"POST", None, [*HEADERS, (b"x-request-id", b"given"), *headers], body)
    assert isinstance(answer, tuple)
    assert not isinstance(answer, Begun)
    return answer


def posted(query: str, variables: dict[str, Any] | None = None, **more: Any) -> bytes:
    return orjson.dumps({"query": query, "variables": variables, **more})


def found(app: Starlette, body: bytes) -> bool:
    """Whether it is answered in one call."""
    answers = KnownAnswers(app.state.endpoint)
    return answers.find(body, app.state.newsroom.edition, "given") is not None


def without(app: Starlette) -> Starlette:
    """The application with an endpoint that decides everything."""
    app.state.fast_path._answer_known = lambda *_: None
    return app


def counts(app: Starlette) -> list[str]:
    """All numbers but those of time and memory."""
    lines = app.state.metrics.text().decode().splitlines()
    return [line for line in lines if not any(word in line for word in ("seconds", "created", "bytes"))]


@pytest.fixture(scope="module")
def slugs() -> list[str]:
    data = orjson.loads(answered(application(), posted(SLUGS))[2])["data"]
    return [node["slug"] for node in data["stories"]["nodes"]]


def requests(slugs: Iterable[str]) -> list[bytes]:
    found = [posted(STORY, {"slug": slug}) for slug in slugs]
    found += [posted(f'{{ story(by: {{slug: "{slug}"}}) {{ headline }} }}') for slug in slugs]
    found += [posted(LISTED, {"first": first}, operationName="List") for first in range(1, 9)]
    found += [posted(LISTED, {"first": first}) for first in (-1, 10_000, "1", None)]
    found += [posted(LISTED, {"filter": {"topics": [each]}}) for each in ("nothing-like-it", 7, None)]
    found += [posted(STORY, {"slug": slug}) for slug in (None, 7, "", f"{next(iter(slugs))}x")]
    found += [
        posted(STORY),
        posted(STORY, {}, extensions={"cost": True}),
        posted(STORY, operationName="Other"),
    ]
    return [*found, posted("{"), b"{", b"[]", posted("{ __typename }"), posted("{ nothing }")] * 2


@pytest.mark.parametrize("cache", [0, 1_000_000])
@pytest.mark.parametrize("headers", [[], [(b"accept-encoding", b"gzip")]], ids=["plain", "gzip"])
def test_answers_numbers_and_lines_are_those_of_the_endpoint(
    slugs: list[str], cache: int, headers: list[tuple[bytes, bytes]]
) -> None:
    one, other = (application(response_cache_bytes=cache, compression_min_bytes=100) for _ in range(2))
    written: list[list[Any]] = []
    with structlog.testing.capture_logs() as lines:
        for app in (one, without(other)):
            replies = [answered(app, body, *headers) for body in requests(slugs)]
            written.append([replies, [{**line, "milliseconds": 0} for line in lines], counts(app)])
            lines.clear()
    assert written[0] == written[1]


@pytest.mark.parametrize(
    "body",
    [
        posted(STORY, {"slug": "nothing-like-it"}, extensions={"cost": True}),
        posted(STORY, {"slug": 7}),
        posted(STORY, {"slug": "nothing-like-it"}, documentId="0" * 64),
        posted(LISTED, {"filter": {"topics": ["nothing-like-it"]}}),
        posted("{"),
        b"{",
    ],
)
def test_what_is_unusual_is_left_to_the_endpoint(slugs: list[str], body: bytes) -> None:
    app = application(response_cache_bytes=0)
    for slug in slugs[:OFTEN]:
        answered(app, posted(STORY, {"slug": slug}))
        answered(app, posted(LISTED, {"first": 1}))
    assert found(app, posted(STORY, {"slug": slugs[0]}))
    before = counts(app)
    assert not found(app, body)
    assert counts(app) == before


def test_an_operation_over_the_limit_is_refused_by_the_endpoint(slugs: list[str]) -> None:
    app = application(response_cache_bytes=0, max_cost=40)
    query = "query ($first: Int) { stories(first: $first) { nodes { headline } } }"
    for first in range(1, OFTEN):
        answered(app, posted(query, {"first": first}))
    assert found(app, posted(query, {"first": 2}))
    assert not found(app, posted(query, {"first": 50}))
    assert b"COST_LIMIT_EXCEEDED" in answered(app, posted(query, {"first": 50}))[2]


def test_what_failed_is_left_to_the_endpoint_until_it_succeeds(slugs: list[str]) -> None:
    app = application(response_cache_bytes=0)
    query = "query ($after: String) { stories(first: 2, after: $after) { nodes { headline } } }"
    for _ in range(OFTEN):
        answered(app, posted(query, {}))
    assert found(app, posted(query, {}))
    assert b"errors" in answered(app, posted(query, {"after": "wrong"}))[2]
    assert not found(app, posted(query, {}))
    answered(app, posted(query, {}))
    assert found(app, posted(query, {}))


def test_a_cached_answer_is_answered_in_one_call(slugs: list[str]) -> None:
    app = application()
    for slug in slugs[:OFTEN]:
        answered(app, posted(STORY, {"slug": slug}))
    last = posted(STORY, {"slug": slugs[OFTEN]})
    responses = app.state.endpoint.responses
    assert [found(app, last) for _ in range(3)] == [True] * 3
    assert (responses.misses, responses.hits) == (OFTEN + 1, 2)
    otherwise = posted(STORY.replace("Story", "Other"), {"slug": slugs[OFTEN]})
    assert not found(app, otherwise)


def test_a_cached_answer_needs_no_compiled_code(slugs: list[str]) -> None:
    app = application(compile=CompileMode.OFF)
    body = posted(STORY, {"slug": slugs[0]})
    assert not found(app, body)
    for _ in range(2):
        answered(app, body)
    assert found(app, body)


@pytest.mark.parametrize("mode", [CompileMode.OFF, CompileMode.SHADOW])
def test_nothing_is_run_where_compiled_code_does_not_answer_alone(
    mode: CompileMode, slugs: list[str]
) -> None:
    app = application(compile=mode, response_cache_bytes=0)
    body = posted(STORY, {"slug": slugs[0]})
    for _ in range(OFTEN):
        answered(app, body)
    assert not found(app, body)
