"""Origins, proxies and paths in settings: how they may be written, and what is said of a wrong one."""

from __future__ import annotations

import pytest

from pullquote.api.setting_values import is_loopback, network_of, origin_of, path_of


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://News.Example", "https://news.example"),
        ("https://news.example/", "https://news.example"),
        ("https://news.example:443", "https://news.example"),
        ("http://news.example:80", "http://news.example"),
        ("http://news.example:443", "http://news.example:443"),
        ("http://localhost:03000", "http://localhost:3000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("capacitor://localhost", "capacitor://localhost"),
        ("*", "*"),
    ],
)
def test_an_origin_is_compared_as_browsers_send_it(written: str, sent: str) -> None:
    assert origin_of(written) == sent


@pytest.mark.parametrize(
    "written",
    [
        "news.example",
        "https://",
        "https://news.example/path",
        "https://zürich.example",
        "https://a:70000",
        "",
    ],
)
def test_what_no_browser_sends_is_no_origin(written: str) -> None:
    with pytest.raises(ValueError, match="is no origin; write one as https:"):
        origin_of(written)


@pytest.mark.parametrize("written", ["10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8", "*"])
def test_a_proxy_is_an_address_or_a_network(written: str) -> None:
    assert network_of(written) == written


@pytest.mark.parametrize("written", ["proxy", "10.0.0.0/33", "10.0.0.1/8", ""])
def test_a_name_is_no_proxy(written: str) -> None:
    with pytest.raises(ValueError, match=r"is no address; write one as 10\.0\.0\.1"):
        network_of(written)


@pytest.mark.parametrize(
    ("written", "path"),
    [("/news", "/news"), ("/news/", "/news"), ("/a/b%20c", "/a/b%20c"), ("/", ""), ("", "")],
)
def test_a_path_has_no_slash_at_its_end(written: str, path: str) -> None:
    assert path_of(written) == path


@pytest.mark.parametrize("written", ["news", "//news", "/a//b", "/a b", "/ä", "/a?b", "/%2"])
def test_what_cannot_stand_in_an_address_is_no_path(written: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        path_of(written)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1"])
def test_this_machine_has_names_of_its_own(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "0.0.0.0", "::", "10.0.0.1", "localhost.example", "news.example"])
def test_others_reach_it_by_other_names(host: str) -> None:
    assert not is_loopback(host)
