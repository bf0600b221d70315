"""Results: the same response, whatever the executor gave, before and after it is encoded once."""

from __future__ import annotations

import json

import orjson
import pytest

from pullquote.api.errors import refused
from pullquote.api.operations.results import Result, encode

ERROR = {"message": "No.", "extensions": {"code": "BAD_USER_INPUT"}}


@pytest.mark.parametrize(
    ("result", "body"),
    [
        (Result(data={"a": 1}, executed=True), {"data": {"a": 1}}),
        (Result(encoded=b'{"data":{"a":1}}', executed=True), {"data": {"a": 1}}),
        (Result(data=None, executed=True, errors=[ERROR]), {"errors": [ERROR], "data": None}),
        (Result(errors=[ERROR]), {"errors": [ERROR]}),
        (
            Result(data={"a": 1}, executed=True, extensions={"cost": {"requested": 1}}),
            {"data": {"a": 1}, "extensions": {"cost": {"requested": 1}}},
        ),
        (
            Result(encoded=b'{"data":{"a":1}}', executed=True, extensions={"cost": {"requested": 1}}),
            {"data": {"a": 1}, "extensions": {"cost": {"requested": 1}}},
        ),
    ],
)
def test_a_response_has_errors_first_and_no_data_before_execution(result: Result, body: object) -> None:
    assert orjson.loads(result.json()) == body
    assert list(orjson.loads(result.json())) == list(body)  # type: ignore[call-overload]
    assert result.body() == body


def test_what_is_encoded_once_is_the_same_response_and_no_longer_its_data() -> None:
    result = Result(data={"a": [1, 2]}, executed=True)
    before = result.json()
    result.encode_once()
    assert (result.json(), result.payload.plain, result.data) == (before, before, None)
    assert result.body() == {"data": {"a": [1, 2]}}


def test_a_result_with_extensions_is_encoded_once_with_them() -> None:
    for result in (
        Result(data={"a": 1}, executed=True, extensions={"hints": [1]}),
        Result(encoded=b'{"data":{"a":1}}', executed=True, extensions={"hints": [1]}),
    ):
        result.encode_once()
        assert result.data is None
        assert result.payload.plain == result.json() == b'{"data":{"a":1},"extensions":{"hints":[1]}}'
        assert result.body() == {"data": {"a": 1}, "extensions": {"hints": [1]}}


def test_a_result_with_errors_is_not_encoded_once() -> None:
    result = Result(data={}, executed=True, errors=[ERROR])
    result.encode_once()
    assert result.encoded is None


def test_the_payload_is_made_once() -> None:
    result = Result(data={"a": 1}, executed=True)
    assert result.payload is result.payload
    assert result.payload.plain == b'{"data":{"a":1}}'


def test_a_refusal_is_a_result_with_its_headers() -> None:
    result = Result.of_refusal(refused("NOT_READY", "Not yet.", headers={"Retry-After": "1"}))
    assert not result.executed
    assert result.headers == {"Retry-After": "1"}
    assert result.body()["errors"][0]["extensions"]["code"] == "NOT_READY"


@pytest.mark.parametrize("value", ["\ud800", 2**70, {"a": ["\udfff", -(2**70)]}])
def test_what_orjson_refuses_is_written_all_the_same(value: object) -> None:
    with pytest.raises(TypeError):
        orjson.dumps(value)
    assert json.loads(encode(value)) == value
