"""The protocol as a state machine: a message goes in, and what is to be done about it comes out."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
import pytest

from pullquote.api.endpoint.graphql_transport_ws import Close, Send, Session, Start, Stop
from pullquote.api.endpoint.messages import (
    ACKNOWLEDGED,
    PONG,
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
from pullquote.api.errors import refused
from pullquote.api.settings import Settings

ASKED = Asked("{ seen }")


def admit(payload: Mapping[str, object]) -> bool:
    if payload.get("token") == "wrong":
        raise refused("UNAUTHENTICATED", "no")
    return payload.get("token") == "right"


def begun(most: int = 2) -> Session:
    session = Session(most, admit)
    assert session.receive(ConnectionInit({})) == Send(ACKNOWLEDGED)
    return session


def test_a_connection_begins_once() -> None:
    session = begun()
    assert session.receive(ConnectionInit({})) == Close(4429, "Too many initialisation requests")


@pytest.mark.parametrize(("token", "preview"), [("right", True), ("other", False)])
def test_its_payload_may_open_the_preview(token: str, preview: bool) -> None:
    session = Session(1, admit)
    session.receive(ConnectionInit({"token": token}))
    assert session.preview is preview


def test_what_a_header_opened_stays_open() -> None:
    session = Session(1, admit, preview=True)
    session.receive(ConnectionInit({}))
    assert session.preview


def test_who_is_not_admitted_cannot_ask() -> None:
    session = Session(1, admit)
    assert session.receive(Subscribe("1", ASKED)) == Close(4401, "Unauthorized")
    assert session.receive(ConnectionInit({"token": "wrong"})) == Close(4403, "Forbidden")
    assert session.receive(Subscribe("1", ASKED)) == Close(4401, "Unauthorized")


def test_pings_are_answered_at_any_time_and_pongs_are_not() -> None:
    session = Session(1, admit)
    assert session.receive(Ping()) == Send(PONG)
    assert session.receive(Pong()) is None


def test_an_operation_begins_and_the_client_ends_it() -> None:
    session = begun()
    assert session.receive(Subscribe("1", ASKED)) == Start("1", ASKED)
    assert session.receive(Complete("1")) == Stop("1")
    assert session.receive(Complete("1")) is None
    assert not session.end("1")


def test_an_id_is_free_again_when_its_operation_has_ended() -> None:
    session = begun()
    session.receive(Subscribe("1", ASKED))
    assert session.receive(Subscribe("1", ASKED)) == Close(4409, "Subscriber for 1 already exists")
    assert session.end("1")
    assert session.receive(Subscribe("1", ASKED)) == Start("1", ASKED)


def test_operations_over_the_limit_are_refused_one_by_one() -> None:
    session = begun(most=1)
    session.receive(Subscribe("1", ASKED))
    action = session.receive(Subscribe("2", ASKED))
    assert isinstance(action, Send)
    message = orjson.loads(action.message)
    assert (message["id"], message["type"]) == ("2", "error")
    assert message["payload"][0]["extensions"]["code"] == "SUBSCRIPTION_LIMIT_EXCEEDED"
    session.receive(Complete("1"))
    assert session.receive(Subscribe("2", ASKED)) == Start("2", ASKED)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"type":"connection_init"}', ConnectionInit({})),
        ('{"type":"connection_init","payload":null}', ConnectionInit({})),
        ('{"type":"connection_init","payload":{"a":1}}', ConnectionInit({"a": 1})),
        ('{"type":"ping","payload":{"a":1}}', Ping()),
        ('{"type":"pong"}', Pong()),
        ('{"type":"complete","id":"é"}', Complete("é")),
        ('{"type":"subscribe","id":"1","payload":{"query":"{ seen }"}}', Subscribe("1", ASKED)),
    ],
)
def test_messages_of_a_client_are_read(text: str, message: object) -> None:
    assert read_message(text, Settings()) == message


@pytest.mark.parametrize(
    ("text", "code"),
    [(None, 4400), ("{", 4400), ('{"type":"complete","id":""}', 4400), ("é" * 600, 1009)],
)
def test_what_is_no_message_says_how_to_close(text: str | None, code: int) -> None:
    with pytest.raises(InvalidMessage) as raised:
        read_message(text, Settings(max_message_bytes=1_000))
    assert raised.value.code == code


def test_messages_of_a_server_are_written() -> None:
    errors = refused("BAD_REQUEST", "why").errors
    assert orjson.loads(next_message('"', b'{"data":1}')) == {
        "id": '"',
        "type": "next",
        "payload": {"data": 1},
    }
    assert orjson.loads(error_message("1", errors)) == {"id": "1", "type": "error", "payload": list(errors)}
    assert orjson.loads(complete_message("1")) == {"id": "1", "type": "complete"}
