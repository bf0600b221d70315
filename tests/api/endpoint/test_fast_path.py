"""The fast path answers exactly what the long way answers, or leaves it to that."""

from __future__ import annotations

import asyncio
import gc
import itertools
import weakref
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from pullquote.api.endpoint import requests
from pullquote.api.endpoint.endpoint import Begun
from pullquote.api.endpoint.fast_path import FastPath
from pullquote.api.http import cors, csrf
from pullquote.api.http.exchange import RawHeaders
from pullquote.api.operations.operations import Operation
from pullquote.api.server.app import create_app
from pullquote.api.settings import CompileMode, Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.conftest import INVENTED

TITLES = "query Titles($first: Int) { stories(first: $first) { totalCount nodes { headline } } }"
LONG = "{ stories(first: 50) { nodes { id slug headline standfirst quotes { nodes { text } } } } }"
JSON = (b"content-type", b"application/json")
TOKEN = "a token that is long enough"


def application(**settings: Any) -> Starlette:
    chosen = Settings(folder=INVENTED, **settings)
    newsroom = Newsroom(chosen.folder)
    newsroom.load()
    return create_app(chosen, newsroom)


@pytest.fixture(scope="module")
def app() -> Starlette:
    return application(preview_token=TOKEN, problems_to=())


Answered = tuple[int, list[tuple[bytes, bytes]], bytes]


def short(
    app: Starlette, method: bytes, query: bytes | None, headers: RawHeaders, body: bytes
) -> Answered | None:
    way: FastPath = app.state.fast_path
    answer = way.answer(method, query, headers, body, ("127.0.0.1", 1))
    if answer is None or isinstance(answer, Begun):
        return None
    status, head, payload = answer
    assert status.endswith(b"\r\n")
    assert head.endswith(b"\r\n\r\n")
    pairs = [tuple(line.split(b": ", 1)) for line in head[:-4].split(b"\r\n")]
    return int(status.split(b" ")[1]), sorted(comparable(pairs)), payload


def long(app: Starlette, method: bytes, query: bytes | None, headers: RawHeaders, body: bytes) -> Answered:
    sent: list[Message] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method.decode(), "scheme": "http",
        "path": "/graphql", "raw_path": b"/graphql", "query_string": query or b"", "root_path": "",
        "headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000), "state": {},
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    payload = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], sorted(comparable(sent[0]["headers"])), payload


def comparable(headers: Any) -> Iterator[tuple[bytes, bytes]]:
    """Headers without the id that each request gets."""
    return ((name, value) for name, value in headers if name != b"x-request-id" or value.startswith(b"given"))


def posted(query: Any = TITLES, **more: Any) -> bytes:
    return orjson.dumps({"query": query, **more})


def asked(text: str = TITLES, **more: str) -> bytes:
    return "&".join(f"{name}={quote(value)}" for name, value in {"query": text, **more}.items()).encode()


HEADERS: dict[bytes, list[bytes | None]] = {
    b"accept": [
        None,
        b"*/*",
        b"application/graphql-response+json",
        b"text/html",
        b"text/event-stream",
        b"image/png",
    ],
    b"accept-encoding": [None, b"gzip, br", b"zstd;q=0.5, identity;q=0.1", b"identity", b"nonsense"],
    b"content-type": [b"application/json", b"application/json; charset=utf-8", b"text/plain", None],
    b"origin": [None, b"https://elsewhere.example", b"http://127.0.0.1:8000"],
    b"authorization": [None, f"Bearer {TOKEN}".encode(), b"Bearer wrong", b"Basic abc"],
    b"x-request-id": [None, b"given-1", b"given 1 \xff"],
    b"sec-fetch-site": [None, b"cross-site", b"same-origin"],
    b"user-agent": [None, b"Mozilla/5.0", b"curl/8"],
    b"if-none-match": [None, b"*", b'W/"0"'],
    b"content-encoding": [None, b"gzip"],
    b"x-apollo-operation-name": [None, b"Titles"],
}


def header_sets() -> Iterator[RawHeaders]:
    """One ordinary set, and each pair of departures from it."""
    usual = {name: values[0] for name, values in HEADERS.items()}
    for one, two in itertools.combinations(HEADERS, 2):
        for first, second in itertools.product(HEADERS[one], HEADERS[two]):
            chosen = {**usual, one: first, two: second}
            yield [(b"host", b"127.0.0.1:8000"), *((k, v) for k, v in chosen.items() if v is not None)]


def test_all_headers_mean_the_same_on_both_ways(app: Starlette) -> None:
    taken = 0
    body, query = posted(LONG), asked(LONG)
    for headers in header_sets():
        for request in ((b"POST", None, headers, body), (b"GET", query, headers, b"")):
            answer = short(app, *request)
            if answer is not None:
                taken += 1
                assert answer == long(app, *request), headers
    assert taken > 500


REQUESTS: list[tuple[bytes, bytes | None, bytes]] = [
    *[
        (b"POST", None, body)
        for body in [
            posted(),
            posted(variables={"first": 1}),
            posted(variables={"first": -1}),
            posted(variables={"first": 1000}),
            posted(variables={"first": "1"}),
            posted(variables={"first": [[[[1]]]]}),
            posted(variables=[]),
            posted(variables=None, operationName="Titles"),
            posted(operationName="Other"),
            posted(extensions={"cost": True}),
            posted(extensions={"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}),
            posted("{ stories { nodes { headline } } } { stories { totalCount } }"),
            posted("{ nonsense }"),
            posted("{"),
            posted(7),
            posted(None),
            posted("subscription { edition { version } }"),
            posted("mutation { nothing }"),
            posted("{ __schema { queryType { name } } }"),
            posted('{ node(id: "no such thing") { id } }'),
            posted("{ stories(first: 100) { nodes { quotes(first: 100) { nodes { speaker { __typename ... on Person "
                   "{ quotes(first: 100) { nodes { id } } } } } } } } }"),
            posted("{ " * 100 + "a" + " }" * 100),
            b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"query": "\\ud800"}', b'{"query": "{ dataset { version } }", "x": 1}',
        ]
    ],
    *[
        (b"GET", query, b"")
        for query in [
            asked(), asked(variables='{"first": 2}'), asked(variables="{"), asked(operationName="Titles"),
            asked("{"), asked("mutation { nothing }"), asked("subscription { edition { version } }"),
            b"", b"query", b"query=", b"variables=%7B%7D", b"query=%FF", b"query=a&query=b", b"query=" + b"a" * 9000,
            asked(extensions='{"persistedQuery":{"version":1,"sha256Hash":"' + "0" * 64 + '"}}'),
        ]
    ],
    (b"GET", None, b""), (b"HEAD", asked(), b""), (b"OPTIONS", None, b""), (b"PUT", None, b"{}"), (b"POST", b"a=b", posted()),
]  # fmt: skip


@pytest.fixture(scope="module", params=CompileMode)
def mode(request: pytest.FixtureRequest) -> CompileMode:
    found: CompileMode = request.param
    return found


@pytest.fixture(scope="module", params=[0, 1_000_000], ids=["no cache", "cache"])
def two(mode: CompileMode, request: pytest.FixtureRequest) -> list[Starlette]:
    return [application(response_cache_bytes=request.param, compile=mode) for _ in range(2)]


@pytest.mark.parametrize(("method", "query", "body"), REQUESTS)
def test_all_requests_are_answered_the_same(
    two: list[Starlette], method: bytes, query: bytes | None, body: bytes
) -> None:
    for _ in range(4):
        answer = short(two[0], method, query, [JSON], body)
        if answer is not None:
            assert answer == long(two[1], method, query, [JSON], body)


def test_an_ordinary_request_takes_the_fast_path(app: Starlette) -> None:
    for _ in range(4):
        answer = short(app, b"POST", None, [JSON, (b"content-length", b"9")], posted())
        assert answer is not None
        assert orjson.loads(answer[2])["data"]["stories"]["totalCount"] > 5
        answer = short(app, b"GET", asked(), [], b"")
        assert answer is not None
        assert answer[0] == 200


def test_who_sees_all_problems_is_answered_by_the_application_and_nobody_else_is() -> None:
    app = application()
    here, proxied = (b"host", b"127.0.0.1:8000"), (b"x-forwarded-for", b"192.0.2.7")
    assert short(app, b"POST", None, [JSON, here], posted()) is None
    assert short(app, b"POST", None, [JSON, here, proxied], posted()) is not None
    assert short(app, b"POST", None, [JSON, (b"host", b"news.example")], posted()) is not None


def test_who_has_it_already_gets_304(app: Starlette) -> None:
    first = short(app, b"GET", asked(), [], b"")
    assert first is not None
    etag = dict(first[1])[b"etag"]
    request = (b"GET", asked(), [(b"if-none-match", b'"other"'), (b"if-none-match", etag)], b"")
    again = short(app, *request)
    assert again is not None
    assert again == long(app, *request)
    assert (again[0], again[2]) == (304, b"")


@pytest.mark.parametrize("name", ["authorization", "AUTHORIZATION"])
def test_a_preview_takes_the_long_way(app: Starlette, name: str) -> None:
    headers = [JSON, (name.lower().encode(), f"Bearer {TOKEN}".encode())]
    assert short(app, b"POST", None, headers, posted()) is None


def test_before_the_newsroom_is_loaded_there_is_no_answer_with_data() -> None:
    settings = Settings(folder=INVENTED)
    app = create_app(settings, Newsroom(settings.folder))
    assert short(app, b"POST", None, [JSON], posted()) is None
    assert long(app, b"POST", None, [JSON], posted())[0] == 503


def test_what_is_not_expected_takes_the_long_way(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("broken")

    monkeypatch.setattr(requests, "parse_body", broken)
    assert short(app, b"POST", None, [JSON], posted(variables={"first": [7]})) is None


class Recorded(dict[bytes, bytes]):
    """Headers that remember which of them were asked for."""

    def __init__(self, headers: Mapping[bytes, bytes]) -> None:
        super().__init__(headers)
        self.asked: set[bytes] = set()

    def get(self, key: bytes, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        assert isinstance(key, bytes)
        self.asked.add(key)
        return super().__contains__(key)

    def __getitem__(self, key: bytes) -> bytes:
        self.asked.add(key)
        return super().__getitem__(key)


def test_no_header_that_decides_something_is_overlooked(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Recorded] = []

    def recorded(headers: RawHeaders) -> Recorded:
        seen.append(Recorded(dict(headers)))
        return seen[-1]

    monkeypatch.setattr("pullquote.api.http.exchange.join_headers", recorded)
    for method, query, body in ((b"POST", None, posted()), (b"GET", asked(), b"")):
        seen.clear()
        assert long(app, method, query, [JSON], body)[0] == 200
        read = set().union(*(each.asked for each in seen))
        assert b"accept" in read
        relevant = frozenset().union(*app.state.endpoint.negotiator.deciding(method.decode())) | cors.READ
        # What the fast path leaves to the application, and what it looks at for each request.
        relevant |= {b"authorization", b"x-forwarded-proto", b"accept-encoding", b"host"}
        assert read <= relevant | {b"content-length", b"x-request-id", b"if-none-match"}


SENT_BY_A_PAGE = [
    (b"sec-fetch-site", b"cross-site"),
    (b"user-agent", b"Mozilla/5.0"),
    (b"host", b"127.0.0.1:8000"),
]


def test_the_fast_path_follows_the_cross_site_rule_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    new = (b"x-asked-first", b"1")
    query = asked()
    assert [way(application(), query, new) for way in (by_short, by_long)] == [403, 403]
    monkeypatch.setattr(csrf, "ASKED_FIRST", (*csrf.ASKED_FIRST, new[0]))
    app = application()
    # In every order: nothing that is remembered of the one may be used for the other.
    for _ in range(3):
        assert [way(app, query) for way in (by_short, by_long)] == [403, 403]
        assert [way(app, query, new) for way in (by_short, by_long)] == [200, 200]
        assert [way(app, query) for way in (by_short, by_long)] == [403, 403]
    monkeypatch.setattr(csrf, "ASKED_FIRST", ())
    assert by_short(application(), query, (b"x-apollo-operation-name", b"Titles")) == 403


def test_a_header_whose_value_decides_is_followed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    before = csrf.is_cross_site

    def stricter(headers: Mapping[bytes, bytes], scheme: str) -> bool:
        return headers.get(b"x-embedded-by") == b"other" or before(headers, scheme)

    monkeypatch.setattr(csrf, "is_cross_site", stricter)
    monkeypatch.setattr(csrf, "READ", csrf.READ | {b"x-embedded-by"})
    app = application()
    for value, status in ((b"own", 200), (b"other", 403), (b"own", 200), (b"other", 403)):
        for way in (by_short, by_long):
            assert way(app, asked(), (b"x-embedded-by", value), page=False) == status


def by_short(app: Starlette, query: bytes, *headers: tuple[bytes, bytes], page: bool = True) -> int:
    answer = short(app, b"GET", query, [*(SENT_BY_A_PAGE if page else []), *headers], b"")
    assert answer is not None
    return answer[0]


def by_long(app: Starlette, query: bytes, *headers: tuple[bytes, bytes], page: bool = True) -> int:
    return long(app, b"GET", query, [*(SENT_BY_A_PAGE if page else []), *headers], b"")[0]


def test_what_was_asked_by_one_method_is_not_remembered_for_another(app: Starlette) -> None:
    query = asked("{ dataset { version } }")
    for _ in range(3):
        answer = short(app, b"GET", query, [], b"")
        assert answer is not None
        assert answer[0] == 200
    posted_query = short(app, b"POST", None, [JSON], query)
    assert posted_query is not None
    assert posted_query[0] == 400


def test_a_request_that_is_remembered_does_not_hold_its_document(app: Starlette) -> None:
    body = posted("{ remembered: stories { totalCount } }")
    for _ in range(3):
        assert short(app, b"POST", None, [JSON], body) is not None
    operations = app.state.endpoint.operations
    tree = weakref.ref(operations.prepare(Operation("{ remembered: stories { totalCount } }")).document.tree)
    gc.disable()
    try:
        assert tree() is not None
        operations.documents.clear()
        assert tree() is None
    finally:
        gc.enable()
    assert short(app, b"POST", None, [JSON], body) is not None
