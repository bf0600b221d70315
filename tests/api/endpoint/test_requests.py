"""Requests as they come in: bodies and addresses, read or refused with what was found in them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson
import pytest

from pullquote.api.endpoint.requests import (
    MOST_PARAMETERS,
    Asked,
    nests_deeper,
    parse_body,
    parse_query,
)
from pullquote.api.errors import Refused

DEEPEST = 4
DOCUMENT = "{ hello }"


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({"query": DOCUMENT}, Asked(DOCUMENT)),
        ({"query": DOCUMENT, "variables": {"a": 1}}, Asked(DOCUMENT, None, {"a": 1})),
        ({"query": DOCUMENT, "variables": {"a": {"b": [1]}}}, Asked(DOCUMENT, None, {"a": {"b": [1]}})),
        ({"query": DOCUMENT, "variables": None, "operationName": None}, Asked(DOCUMENT)),
        ({"query": DOCUMENT, "operationName": ""}, Asked(DOCUMENT)),
        ({"query": DOCUMENT, "operationName": "A", "other": 1}, Asked(DOCUMENT, "A")),
        ({"documentId": "abc"}, Asked(document_id="abc")),
        ({"extensions": {"cost": True}}, Asked(extensions={"cost": True})),
    ],
)
def test_a_body_and_an_address_ask_the_same(sent: dict[str, Any], asked: Asked) -> None:
    assert parse_body(orjson.dumps(sent), DEEPEST) == asked
    address = {
        name: value if isinstance(value, str) else orjson.dumps(value).decode()
        for name, value in sent.items()
        if value is not None
    }
    assert parse_query(urlencode(address).encode(), DEEPEST) == asked


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{", "The body is not JSON in UTF-8."),
        (b'{"query":"\xff"}', "The body is not JSON in UTF-8."),
        (b'{"query":"\\ud800"}', "The body is not JSON in UTF-8."),
        (b'{"variables":{"a":NaN}}', "The body is not JSON in UTF-8."),
        (b"[]", "The body is a list; batches are not served. Send one request each."),
        (b"null", "The body must be a JSON object, not null."),
        (b"1", "The body must be a JSON object, not a number."),
        (b'{"query":1}', "The parameter “query” must be a string, not a number."),
        (b'{"query":"{a}","variables":"{}"}', "The parameter “variables” must be an object, not a string."),
        (b'{"query":"{a}","variables":[]}', "The parameter “variables” must be an object, not a list."),
        (
            b'{"query":"{a}","extensions":true}',
            "The parameter “extensions” must be an object, not a Boolean.",
        ),
    ],
)
def test_a_body_that_is_no_request_is_refused_with_what_it_is(body: bytes, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_body(body, DEEPEST)
    assert (refusal.value.code, str(refusal.value)) == ("BAD_REQUEST", message)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (b"query=%ff", "The address is not UTF-8."),
        (b"query=a&query=b", "The address has “query” twice."),
        (b"variables=%7B", "The parameter “variables” is not JSON in UTF-8."),
        (b"&".join([b"a=b"] * (MOST_PARAMETERS + 1)), "The address has more than 50 parameters."),
    ],
)
def test_an_address_that_is_no_request_is_refused_with_what_it_is(query: bytes, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_query(query, DEEPEST)
    assert (refusal.value.code, str(refusal.value)) == ("BAD_REQUEST", message)


def test_other_parameters_of_an_address_may_come_twice() -> None:
    assert parse_query(b"utm=a&utm=b&query=%7Ba%7D", DEEPEST) == Asked("{a}")


def test_variables_nest_as_deep_as_the_limit() -> None:
    assert not nests_deeper({"a": {"b": [{}]}}, DEEPEST)
    assert nests_deeper({"a": {"b": [{"c": []}]}}, DEEPEST)
    deep = orjson.dumps({"query": DOCUMENT, "variables": {"a": {"b": [{"c": []}]}}})
    with pytest.raises(Refused) as refusal:
        parse_body(deep, DEEPEST)
    assert refusal.value.code == "VARIABLES_LIMIT_EXCEEDED"


def test_a_number_beyond_a_double_is_read_as_the_largest() -> None:
    asked = parse_body(b'{"query":"{a}","variables":{"a":1e999,"b":-1e999}}', DEEPEST)
    assert asked.variables["a"] == -asked.variables["b"] == 1.7976931348623157e308
