"""The messages of ``graphql-transport-ws``: those of clients read or refused, those of the server written."""

from __future__ import annotations

import orjson
import pytest

from pullquote.api.endpoint.messages import (
    INVALID,
    LONGEST_ID,
    TOO_BIG,
    ClientMessage,
    Complete,
    ConnectionInit,
    InvalidMessage,
    Ping,
    Pong,
    Subscribe,
    complete_message,
    error_message,
    next_message,
    read_message,
)
from pullquote.api.endpoint.requests import Asked
from pullquote.api.errors import Refused
from pullquote.api.settings import Settings

SETTINGS = Settings(max_message_bytes=1_000, max_variables_depth=3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"type":"connection_init"}', ConnectionInit({})),
        ('{"type":"connection_init","payload":{"a":1}}', ConnectionInit({"a": 1})),
        ('{"type":"connection_init","payload":null}', ConnectionInit({})),
        ('{"type":"ping","payload":{}}', Ping()),
        ('{"type":"pong"}', Pong()),
        ('{"type":"complete","id":"1"}', Complete("1")),
        ('{"type":"subscribe","id":"1","payload":{"query":"{a}"}}', Subscribe("1", Asked("{a}"))),
    ],
)
def test_a_message_is_read(text: str, message: ClientMessage) -> None:
    assert read_message(text, SETTINGS) == message


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "must be text"),
        ("{", "not JSON"),
        ("[]", "must be an object whose type is one of connection_init"),
        ('{"type":"hello"}', "must be an object whose type is one of"),
        ('{"type":1}', "must be an object whose type is one of"),
        ('{"type":"connection_init","payload":1}', "The payload of a connection_init message"),
        ('{"type":"subscribe","id":1,"payload":{}}', "The id of a subscribe message is of the wrong type"),
        (
            '{"type":"subscribe","id":"1"}',
            "The payload of a subscribe message is of the wrong type, or missing",
        ),
        ('{"type":"complete","id":""}', "must have 1 to 128 characters"),
        (f'{{"type":"complete","id":"{"x" * (LONGEST_ID + 1)}"}}', "must have 1 to 128 characters"),
        ('{"type":"subscribe","id":"1","payload":{"query":1}}', "must be a string, not a number"),
    ],
)
def test_what_the_protocol_does_not_have_closes_the_connection(text: str | None, reason: str) -> None:
    with pytest.raises(InvalidMessage, match=reason) as error:
        read_message(text, SETTINGS)
    assert error.value.code == INVALID


def test_a_message_over_the_limit_is_not_parsed() -> None:
    with pytest.raises(InvalidMessage, match="larger than 1000 bytes") as error:
        read_message("{" * 1_001, SETTINGS)
    assert error.value.code == TOO_BIG


def test_variables_that_nest_too_deep_are_an_error_of_the_operation_alone() -> None:
    message = read_message(
        '{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":{"a":[[[]]]}}}', SETTINGS
    )
    assert isinstance(message, Subscribe)
    assert isinstance(message.asked, Refused)
    assert message.asked.code == "VARIABLES_LIMIT_EXCEEDED"


def test_the_servers_messages_are_json_with_the_id_of_the_operation() -> None:
    name = 'a"b'
    assert orjson.loads(next_message(name, b'{"data":null}')) == {
        "id": name,
        "type": "next",
        "payload": {"data": None},
    }
    error = {"message": "No.", "extensions": {"code": "BAD_REQUEST"}}
    assert orjson.loads(error_message(name, [error])) == {"id": name, "type": "error", "payload": [error]}
    assert orjson.loads(complete_message(name)) == {"id": name, "type": "complete"}
