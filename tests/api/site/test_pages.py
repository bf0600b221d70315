"""Pages are asked for again, and not sent again where they have not changed."""

from __future__ import annotations

from starlette.requests import Request

from pullquote.api.site.pages import POLICY, frame, page_answer


def request(**headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": named})


def test_a_page_that_the_browser_has_is_not_sent_again() -> None:
    first = page_answer(request(), "<p>One")
    assert (first.status_code, first.body) == (200, b"<p>One")
    assert (first.headers["content-security-policy"], first.headers["cache-control"]) == (POLICY, "no-cache")
    again = page_answer(request(if_none_match=first.headers["etag"]), "<p>One")
    assert (again.status_code, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = page_answer(request(if_none_match=first.headers["etag"]), "<p>Two")
    assert (other.status_code, other.body) == (200, b"<p>Two")


def test_the_frame_stands_below_the_root_path() -> None:
    framed = frame("/news&more")
    assert framed["home"] == "/news&amp;more/"
    assert framed["icon"].startswith("/news&more/")
