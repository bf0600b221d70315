"""What the headers of a request mean: which answer, whether a page, whether from another site."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.api.endpoint.negotiator import Negotiator
from pullquote.api.http.negotiation import EVENT_STREAM, GRAPHQL_JSON, JSON, NegotiatedHeaders
from pullquote.api.settings import Settings

BROWSER = b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def negotiate(
    method: str, headers: dict[str, bytes], *, has_page: bool = True, **settings: Any
) -> NegotiatedHeaders:
    given = {name.replace("_", "-").encode(): value for name, value in headers.items()}
    return Negotiator(Settings(**settings), has_page=has_page).negotiate(method, given, "http")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (b"", JSON),
        (b"*/*", JSON),
        (GRAPHQL_JSON.encode(), GRAPHQL_JSON),
        (b"text/event-stream", EVENT_STREAM),
    ],
)
def test_a_post_gets_what_it_accepts(accept: bytes, media_type: str) -> None:
    negotiated = negotiate("POST", {"accept": accept, "content_type": b"application/json"})
    assert negotiated.choice is not None
    assert negotiated.choice.media_type == media_type
    assert negotiated.refusal is None
    assert negotiated.is_plain is (media_type != EVENT_STREAM)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"accept": b"image/png", "content_type": b"application/json"}, "NOT_ACCEPTABLE"),
        ({"accept": b"*/*"}, "UNSUPPORTED_MEDIA_TYPE"),
        ({"content_type": b"text/plain"}, "UNSUPPORTED_MEDIA_TYPE"),
        ({"content_type": b"application/json", "content_encoding": b"gzip"}, "UNSUPPORTED_MEDIA_TYPE"),
    ],
)
def test_a_post_that_no_body_can_make_right_is_refused(headers: dict[str, bytes], code: str) -> None:
    negotiated = negotiate("POST", headers)
    assert negotiated.refusal is not None
    assert negotiated.refusal.code == code
    assert not negotiated.is_plain


@pytest.mark.parametrize(
    ("accept", "has_page", "wants_page"),
    [
        (BROWSER, True, True),
        (BROWSER, False, False),
        (b"*/*", True, False),
        (b"application/json", True, False),
    ],
)
def test_a_browser_wants_the_page_where_there_is_one(accept: bytes, has_page: bool, wants_page: bool) -> None:
    assert negotiate("GET", {"accept": accept}, has_page=has_page).wants_page is wants_page


def test_a_get_that_a_browser_sends_for_another_site_is_known_as_such() -> None:
    sent = {"accept": b"*/*", "sec_fetch_site": b"cross-site", "sec_fetch_mode": b"no-cors"}
    assert negotiate("GET", sent).is_cross_site
    assert not negotiate("GET", sent).is_plain
    assert not negotiate("GET", sent, csrf_prevention=False).is_cross_site
    assert not negotiate("GET", {"accept": b"*/*", "sec_fetch_site": b"same-origin"}).is_cross_site


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_header_that_is_not_named_as_deciding_changes_nothing(method: str) -> None:
    negotiator = Negotiator(Settings(), has_page=True)
    values, present = negotiator.deciding(method)
    given = {b"accept": b"*/*", b"content-type": b"application/json"}
    others = {b"accept-language": b"en", b"x-forwarded-for": b"10.0.0.1", b"if-none-match": b"*"}
    assert not others.keys() & (values | present)
    assert negotiator.negotiate(method, given, "http") == negotiator.negotiate(method, given | others, "http")
