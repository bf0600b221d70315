"""A request's headers and id, and the body of an answer in all its forms."""

from __future__ import annotations

import gzip

import pytest

from pullquote.api.http.exchange import AnswerBody, join_headers, raw_headers, request_id_of


def test_headers_of_one_name_are_one_list() -> None:
    raw = [(b"accept", b"text/html"), (b"host", b"a"), (b"accept", b"*/*")]
    assert join_headers(raw) == {b"accept": b"text/html, */*", b"host": b"a"}
    assert join_headers(raw[:2]) == {b"accept": b"text/html", b"host": b"a"}


@pytest.mark.parametrize("given", [b"abc-1.2:3_4", b"x" * 64])
def test_an_id_that_a_proxy_gave_stays(given: bytes) -> None:
    assert request_id_of({b"x-request-id": given}) == given.decode()


@pytest.mark.parametrize("given", [b"", b"x" * 65, b"a b", b"a\nb", b"\xe4", b'"'])
def test_an_id_that_is_not_safe_to_log_is_replaced(given: bytes) -> None:
    made = {request_id_of({b"x-request-id": given}) for _ in range(100)}
    assert len(made) == 100
    assert {len(each) for each in made} == {16}
    assert given.decode("latin-1") not in made


def test_a_body_is_compressed_once_and_counts_what_all_its_forms_take() -> None:
    body = AnswerBody(b"word " * 1_000)
    assert body.memory == 5_000
    coded = body.coded("gzip")
    assert gzip.decompress(coded) == body.plain
    assert body.coded("gzip") is coded
    assert body.memory == 5_000 + len(coded)


def test_equal_bodies_have_equal_tags_in_all_forms() -> None:
    one, same, other = AnswerBody(b"one"), AnswerBody(b"one"), AnswerBody(b"other")
    same.coded("br")
    assert one.etag == same.etag != other.etag
    assert one.etag.startswith(b'W/"')


def test_headers_for_asgi_are_in_lower_case() -> None:
    assert raw_headers({"Retry-After": "5"}) == [(b"retry-after", b"5")]
