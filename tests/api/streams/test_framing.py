"""The bytes of a stream, read by parsers that know nothing of Pullquote."""

from __future__ import annotations

import json
from email import message_from_bytes

import pytest

from pullquote.api.streams.framing import SUBSCRIPTION, SUBSCRIPTION_BOUNDARY, EventStream, Multipart

BODIES = [b'{"data":{"text":"--- \\u201cquoted\\u201d"}}', b'{"hasNext":false}']


@pytest.mark.parametrize("boundary", ["-", SUBSCRIPTION_BOUNDARY])
def test_multipart_is_read_by_a_mail_parser(boundary: str) -> None:
    framing = Multipart(boundary)
    body = framing.opening + b"".join(map(framing.part, BODIES)) + framing.closing
    mail = message_from_bytes(b"Content-Type: " + framing.content_type.encode() + b"\r\n\r\n" + body)
    assert mail.get_content_type() == "multipart/mixed"
    assert mail.defects == []
    parts = mail.get_payload()
    assert isinstance(parts, list)
    assert [part.get_content_type() for part in parts if not isinstance(part, str)] == [
        "application/json"
    ] * 2
    assert [part.get_payload() for part in parts if not isinstance(part, str)] == [
        body.decode() for body in BODIES
    ]


def test_a_part_is_whole_as_soon_as_it_is_written() -> None:
    framing = Multipart()
    assert framing.part(BODIES[0]).endswith(b"\r\n---")
    assert framing.part(BODIES[0]).startswith(b"\r\nContent-Type: application/json")


def test_the_content_type_repeats_what_the_client_named() -> None:
    assert Multipart().content_type == 'multipart/mixed; boundary="-"'
    named = Multipart(parameters="deferSpec=20220824")
    assert named.content_type == 'multipart/mixed; boundary="-"; deferSpec=20220824'


def test_apollos_subscriptions_wrap_each_response_and_have_a_heartbeat() -> None:
    assert SUBSCRIPTION.content_type == 'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0'
    assert b'\r\n\r\n{"payload":{"hasNext":false}}\r\n--graphql' in SUBSCRIPTION.part(BODIES[1])
    assert b"\r\n\r\n{}\r\n--graphql" in SUBSCRIPTION.beat
    assert b'{"payload":null,"errors":[' in SUBSCRIPTION.broken_off
    assert SUBSCRIPTION.broken_off.endswith(b"\r\n--graphql--\r\n")


def test_incremental_delivery_has_no_heartbeat() -> None:
    assert Multipart().beat == b""


def test_events_are_read_by_the_rules_of_the_html_standard() -> None:
    framing = EventStream()
    stream = (
        framing.opening + framing.part(BODIES[0]) + framing.beat + framing.part(BODIES[1]) + framing.closing
    )
    assert b"\r" not in stream
    assert events(stream.decode()) == [
        ("next", json.loads(BODIES[0])),
        ("next", json.loads(BODIES[1])),
        ("complete", None),
    ]


def test_a_broken_off_event_stream_is_not_complete() -> None:
    assert events(EventStream().broken_off.decode()) == []


def events(stream: str) -> list[tuple[str, object]]:
    """The events of a stream, as section 9.2.6 of the HTML standard interprets it."""
    found: list[tuple[str, object]] = []
    kind, data = "message", None
    for line in stream.split("\n"):
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if line == "":
            if data is not None:
                found.append((kind, json.loads(data) if data else None))
            kind, data = "message", None
        elif name == "event":
            kind = value
        elif name == "data":
            data = value if data is None else f"{data}\n{value}"
    return found
