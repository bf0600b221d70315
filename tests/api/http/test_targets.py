"""Hosts and request targets are what RFC 9112 and RFC 3986 say."""

from __future__ import annotations

import pytest

from pullquote.api.http.targets import BadTarget, is_host, origin_form


@pytest.mark.parametrize(
    "host",
    [
        b"newsroom.test",
        b"newsroom.test:8000",
        b"newsroom.test:",
        b"127.0.0.1:1",
        b"[::1]",
        b"[::1]:65535",
        b"[v1.a:b]",
        b"a_b-c.d~e",
        b"%41.test",
        b"A.TEST.",
    ],
)
def test_a_host(host: bytes) -> None:
    assert is_host(host)


@pytest.mark.parametrize(
    "host",
    [
        b"",
        b":80",
        b"a b",
        b"a, b",
        b"a/b",
        b"a?b",
        b"a#b",
        b"user@a",
        b"a:b",
        b"a:65536",
        b"a:123456",
        b"a:1:2",
        b"::1",
        b"[::1",
        b"[::::]",
        b"[1.2.3.4]",
        b"%4",
        b"a\tb",
        b"a\n",
        b"\xc3\xa9.test",
        b"http://a",
    ],
)
def test_no_host(host: bytes) -> None:
    assert not is_host(host)


@pytest.mark.parametrize(
    ("target", "host", "rest"),
    [
        (b"http://a", b"a", b"/"),
        (b"HTTP://a:80/b", b"a:80", b"/b"),
        (b"https://a?b=/", b"a", b"/?b=/"),
        (b"http://[::1]:8/b?c=d?e", b"[::1]:8", b"/b?c=d?e"),
    ],
)
def test_a_whole_address(target: bytes, host: bytes, rest: bytes) -> None:
    assert origin_form(target) == (host, rest)


@pytest.mark.parametrize(
    "target",
    [b"*", b"a", b"a:443", b"ftp://a/b", b"http://user@a/", b"http://", b"http:///b", b"http://[/", b""],
)
def test_no_whole_address(target: bytes) -> None:
    with pytest.raises(BadTarget):
        origin_form(target)
