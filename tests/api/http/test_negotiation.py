"""The Accept header means what RFC 9110 says, and of equals the first."""

from __future__ import annotations

import pytest

from pullquote.api.http.negotiation import (
    BODIES,
    EVENT_STREAM,
    GRAPHQL_JSON,
    HTML,
    JSON,
    MULTIPART,
    choose,
    choose_named,
    split,
)

ALL = (*BODIES, MULTIPART, EVENT_STREAM, HTML)


@pytest.mark.parametrize(
    ("accept", "media_type", "body"),
    [
        (None, JSON, JSON),
        ("", JSON, JSON),
        ("*/*", JSON, JSON),
        ("*", JSON, JSON),
        ("application/*", JSON, JSON),
        ("text/*", EVENT_STREAM, None),
        ("application/json", JSON, JSON),
        ("APPLICATION/JSON", JSON, JSON),
        (f"{GRAPHQL_JSON}, {JSON};q=0.9", GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{JSON};q=0.5, {GRAPHQL_JSON};q=0.6", GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{JSON};q=0, */*", GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{JSON};q=2, {GRAPHQL_JSON}", GRAPHQL_JSON, GRAPHQL_JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML, JSON),
        (f"{MULTIPART};deferSpec=20220824, {JSON}", MULTIPART, JSON),
        (f"{GRAPHQL_JSON}, {JSON}, {EVENT_STREAM}, {MULTIPART}", GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{EVENT_STREAM}, {JSON};q=0.9", EVENT_STREAM, JSON),
        (EVENT_STREAM, EVENT_STREAM, None),
        (", ".join(f"x/y{number}" for number in range(3_000)) + f", {JSON}", JSON, JSON),
    ],
)
def test_the_best_of_what_is_offered(accept: str | None, media_type: str, body: str | None) -> None:
    choice = choose(accept, ALL)
    assert choice is not None
    assert (choice.media_type, choice.body) == (media_type, body)


@pytest.mark.parametrize(
    "accept", ["image/png", "application/json;q=0", "application", "a/b/c", "application/json;q=x"]
)
def test_nothing_where_nothing_fits(accept: str) -> None:
    assert choose(accept) is None


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (f"{GRAPHQL_JSON}, {JSON}, {EVENT_STREAM}, {MULTIPART}", MULTIPART),
        (f"{JSON}, {EVENT_STREAM}", EVENT_STREAM),
        (f"{JSON}, {MULTIPART};q=0.9", None),
        (f"{JSON};q=0.5, {MULTIPART};q=0.5", MULTIPART),
        (f"{JSON}, */*", None),
        ("multipart/*", None),
        (None, None),
    ],
)
def test_a_stream_that_is_as_welcome_as_the_best(accept: str | None, media_type: str | None) -> None:
    choice = choose_named(accept, (MULTIPART, EVENT_STREAM), equal=True)
    assert (choice and choice.media_type) == media_type


def test_the_parameters_go_with_the_choice() -> None:
    choice = choose('multipart/mixed; boundary="a,b;c"; incrementalSpec=v0.2', ALL)
    assert choice is not None
    assert choice.parameters == {"boundary": "a,b;c", "incrementalspec": "v0.2"}


def test_a_separator_in_quotation_marks_separates_nothing() -> None:
    assert split('a;b="c;d";e', ";") == ["a", 'b="c;d"', "e"]
