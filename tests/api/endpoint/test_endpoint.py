"""What HTTP clients get from ``/graphql``: methods, media types, statuses, and JSON whatever happens."""

from __future__ import annotations

import re
from typing import Any

import pytest
import structlog

from pullquote.api.errors import CODES
from pullquote.api.settings import Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.api import toys
from tests.api.toys import SECRET, client, code_of

pytestmark = pytest.mark.anyio

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
PYTHON = re.compile(r"Traceback|\bNone\b|\bTrue\b|\bFalse\b|<class|object at 0x|Error\(|'\w+' object|\.py\b")


async def post(body: object, accept: str | None = None, settings: Settings | None = None) -> Any:
    headers = {"accept": accept} if accept else {}
    async with client(settings) as http:
        return await http.post("/graphql", json=body, headers=headers)


async def test_a_query_is_answered_by_post_and_get_alike() -> None:
    async with client() as http:
        posted = await http.post("/graphql", json={"query": "{ hello }"})
        got = await http.get("/graphql", params={"query": "{ hello }"})
    assert posted.json() == got.json() == {"data": {"hello": "Hello, world"}}
    assert posted.status_code == got.status_code == 200


async def test_head_answers_as_get_without_the_body() -> None:
    async with client() as http:
        got = await http.get("/graphql", params={"query": "{ hello }"})
        head = await http.head("/graphql", params={"query": "{ hello }"})
    assert head.content == b""
    drop = {"x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in drop} == {
        k: v for k, v in got.headers.items() if k not in drop
    }


async def test_options_tells_the_methods() -> None:
    async with client() as http:
        response = await http.options("/graphql")
    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
async def test_other_methods_are_refused_with_those_that_work(method: str) -> None:
    async with client() as http:
        response = await http.request(method, "/graphql")
    assert (response.status_code, code_of(response)) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        ("application/*", JSON),
        (f"{GRAPHQL}, {JSON}", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", JSON),
        (f"{JSON};q=0.9, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL};charset=utf-8, {JSON};charset=utf-8", GRAPHQL),
        ("text/event-stream;q=0.1, application/json", JSON),
    ],
)
async def test_the_client_chooses_the_media_type(accept: str | None, content_type: str) -> None:
    async with client() as http:
        if accept is None:
            del http.headers["accept"]
        response = await http.post(
            "/graphql", json={"query": "{ hello }"}, headers={"accept": accept} if accept else {}
        )
    assert response.headers["content-type"] == f"{content_type}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/plain", "image/*", "application/json;q=0", "nonsense"])
async def test_a_media_type_that_is_not_served_is_not_acceptable(accept: str) -> None:
    response = await post({"query": "{ hello }"}, accept)
    assert (response.status_code, code_of(response)) == (406, "NOT_ACCEPTABLE")
    assert response.headers["content-type"] == f"{JSON}; charset=utf-8"


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "",
    ],
)
async def test_a_body_of_another_type_is_unsupported(content_type: str) -> None:
    async with client() as http:
        response = await http.post(
            "/graphql", content=b'{"query":"{ hello }"}', headers={"content-type": content_type}
        )
    assert (response.status_code, code_of(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/json; charset=UTF-8"}, 200),
        ({"content-type": 'Application/JSON;charset="utf-8"'}, 200),
        ({"content-type": "application/json; charset=latin-1"}, 415),
        ({"content-type": "application/json", "content-encoding": "gzip"}, 415),
    ],
)
async def test_the_body_must_be_utf_8_as_it_is(headers: dict[str, str], status: int) -> None:
    async with client() as http:
        response = await http.post("/graphql", content=b'{"query":"{ hello }"}', headers=headers)
    assert response.status_code == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nonsense",
        b'"hi"',
        b"null",
        b"7",
        b"true",
        b"[]",
        b'[{"query":"{ hello }"}]',
        b"{}",
        b"\xff\xfe",
        b'{"query":"\xff"}',
        b'{"query":"\\ud800"}',
        b'{"query":null}',
        b'{"query":1}',
        b'{"query":["{ hello }"]}',
        b'{"query":"{ hello }","variables":[1]}',
        b'{"query":"{ hello }","variables":"x"}',
        b'{"query":"{ hello }","variables":0}',
        b'{"query":"{ hello }","extensions":false}',
        b'{"query":"{ hello }","operationName":7}',
        b'{"query":"{ hello }","documentId":{}}',
        b'{"query":"{ hello }","variables":' + b'{"a":' * 100_00,
        b'{"query":"{ hello }","variables":' + b"[" * 40_000 + b"]" * 40_000 + b"}",
    ],
    ids=lambda body: body[:40].decode("latin-1"),
)
async def test_a_body_that_is_no_request_is_bad_and_says_so_in_json(body: bytes) -> None:
    for accept in (JSON, GRAPHQL):
        async with client() as http:
            response = await http.post(
                "/graphql", content=body, headers={"content-type": JSON, "accept": accept}
            )
        assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")
        assert "data" not in response.json()
        assert not PYTHON.search(response.text)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "query=",
        "variables={}",
        "query={hello}&variables=x",
        "query={hello}&variables=[]",
        "query={hello}&extensions=1",
        "query={hello}&query={hello}",
        "query=%ff",
        "&".join(f"a{n}=1" for n in range(60)),
    ],
)
async def test_an_address_that_is_no_request_is_bad(query: str) -> None:
    async with client() as http:
        response = await http.get(f"/graphql?{query}", headers={"accept": JSON})
    assert response.status_code in {200, 400}
    assert code_of(response) == ("GRAPHQL_PARSE_FAILED" if query == "query=" else "BAD_REQUEST")


async def test_empty_parameters_in_an_address_are_as_good_as_none() -> None:
    async with client() as http:
        response = await http.get("/graphql?query={hello}&operationName=&variables=&extensions=")
    assert response.json() == {"data": {"hello": "Hello, world"}}


@pytest.mark.parametrize("parameter", ["variables", "operationName", "extensions"])
async def test_null_parameters_in_a_body_are_as_good_as_none(parameter: str) -> None:
    response = await post({"query": "{ hello }", parameter: None})
    assert response.json() == {"data": {"hello": "Hello, world"}}


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": ""}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query A { hello } query B { hello }"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "query A { hello }", "operationName": "B"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "query ($id: ID!) { person(id: $id) { name } }"}, "BAD_USER_INPUT"),
        (
            {"query": "query ($n: Int) { people(first: $n) { totalCount } }", "variables": {"n": "x"}},
            "BAD_USER_INPUT",
        ),
        ({"query": "subscription { count }"}, "SUBSCRIPTION_TRANSPORT_REQUIRED"),
    ],
)
async def test_an_error_before_execution_has_no_data_and_the_status_of_its_media_type(
    request_: dict[str, Any], code: str
) -> None:
    legacy = await post(request_, JSON)
    modern = await post(request_, GRAPHQL)
    assert (legacy.status_code, code_of(legacy)) == (200, code)
    assert (modern.status_code, code_of(modern)) == (CODES[code].status, code)
    assert legacy.json() == modern.json()
    assert "data" not in legacy.json()
    assert not PYTHON.search(legacy.text)


async def test_a_field_that_fails_leaves_the_rest_with_status_200() -> None:
    for accept in (JSON, GRAPHQL):
        response = await post({"query": "{ hello boom }"}, accept)
        assert response.status_code == 200
        assert response.json()["data"] == {"hello": "Hello, world", "boom": None}
        assert code_of(response) == "INTERNAL_SERVER_ERROR"


async def test_data_is_null_where_a_field_takes_everything_with_it() -> None:
    response = await post({"query": "{ bang }"}, GRAPHQL)
    assert response.status_code == 200
    assert response.json()["data"] is None


@pytest.mark.parametrize("query", ["{ boom }", "{ bang }", "{ liar }"])
async def test_what_nobody_expected_is_masked_and_logged_once_with_the_id_that_the_client_gets(
    query: str,
) -> None:
    with structlog.testing.capture_logs() as logged:
        response = await post({"query": query})
    error = response.json()["errors"][0]
    assert SECRET not in response.text
    assert not PYTHON.search(response.text)
    assert error["message"] == "Internal server error."
    assert error["extensions"]["requestId"] == response.headers["x-request-id"]
    unexpected = [line for line in logged if line["event"] == "unexpected error"]
    assert [line["request_id"] for line in unexpected] == [response.headers["x-request-id"]]


async def test_what_a_resolver_says_to_the_client_is_not_masked() -> None:
    response = await post({"query": '{ picky(after: "zzz") }'})
    assert response.json()["errors"][0]["message"] == '"after" is not a cursor: "zzz"'
    assert code_of(response) == "BAD_USER_INPUT"


async def test_a_fault_of_the_server_itself_is_an_answer_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("pullquote.api.operations.operations.Operations.find", fail)
    with structlog.testing.capture_logs() as logged:
        response = await post({"query": "{ hello }"})
    assert (response.status_code, code_of(response)) == (500, "INTERNAL_SERVER_ERROR")
    assert SECRET not in response.text
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["unexpected error"]


async def test_a_mutation_is_refused_by_get() -> None:
    async with client() as http:
        response = await http.get("/graphql", params={"query": "mutation { change }"})
    assert (response.status_code, code_of(response)) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "POST"


async def test_a_subscription_by_plain_post_is_told_the_transports() -> None:
    response = await post({"query": "subscription { count }"})
    message = response.json()["errors"][0]["message"]
    assert "graphql-transport-ws" in message
    assert "text/event-stream" in message
    assert "multipart/mixed" in message


async def test_a_body_over_the_limit_is_too_large_however_it_comes() -> None:
    settings = Settings(max_body_bytes=1_000)
    body = b'{"query":"{ hello }","padding":"' + b"x" * 1_000 + b'"}'

    async def chunks() -> Any:
        for start in range(0, len(body), 100):
            yield body[start : start + 100]

    async with client(settings) as http:
        declared = await http.post("/graphql", content=body, headers={"content-type": JSON})
        chunked = await http.post("/graphql", content=chunks(), headers={"content-type": JSON})
    for response in (declared, chunked):
        assert (response.status_code, code_of(response)) == (413, "PAYLOAD_TOO_LARGE")


async def test_variables_that_nest_too_deep_are_refused() -> None:
    deep: Any = 1
    for _ in range(17):
        deep = {"not": deep}
    response = await post({"query": "{ hello }", "variables": deep})
    assert (response.status_code, code_of(response)) == (400, "VARIABLES_LIMIT_EXCEEDED")


async def test_nothing_is_executed_before_an_edition_is_served() -> None:
    room = toys.newsroom()
    room.edition = None
    async with client(room=room) as http:
        response = await http.post("/graphql", json={"query": "{ hello }"})
    assert (response.status_code, code_of(response)) == (503, "NOT_READY")
    assert response.headers["retry-after"] == "1"


async def test_an_operation_runs_to_its_end_on_the_edition_that_it_began_with() -> None:
    room: Newsroom = toys.newsroom()
    async with client(room=room) as http:
        first = await http.post("/graphql", json={"query": "{ snapshot }"})
        room.edition = toys.edition(public="public-2")
        second = await http.post("/graphql", json={"query": "{ snapshot }"})
    assert first.json()["data"]["snapshot"] == "public-1"
    assert second.json()["data"]["snapshot"] == "public-2"


async def test_a_browser_gets_the_playground_and_curl_never() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    async with client() as http:
        page = await http.get("/graphql", headers={"accept": browser})
        curl = await http.get("/graphql", headers={"accept": "*/*"})
        asked = await http.get("/graphql?query={hello}", headers={"accept": browser})
    assert page.headers["content-type"].startswith("text/html")
    assert "content-security-policy" in page.headers
    assert (curl.status_code, code_of(curl)) == (400, "BAD_REQUEST")
    assert asked.json() == {"data": {"hello": "Hello, world"}}


async def test_without_a_playground_a_browser_gets_an_error() -> None:
    async with client(Settings(playground=False)) as http:
        response = await http.get("/graphql", headers={"accept": "text/html"})
    assert (response.status_code, code_of(response)) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize(("given", "kept"), [("abc-123", True), ("a b", False), ("x" * 65, False)])
async def test_a_proxys_request_id_is_kept_if_it_is_one(given: str, kept: bool) -> None:
    async with client() as http:
        response = await http.post(
            "/graphql", json={"query": "{ requestId }"}, headers={"x-request-id": given}
        )
    told = response.json()["data"]["requestId"]
    assert told == response.headers["x-request-id"]
    assert (told == given) is kept
