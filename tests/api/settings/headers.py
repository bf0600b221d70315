"""What settings do to headers and links, as a browser or a cache sees it."""

from __future__ import annotations

from tests.api.settings.requests import HELLO, Check
from tests.api.settings.serving import TOKEN, Running


def header(name: str, expected: str | None, path: str = f"/graphql?query={HELLO}", **sent: str) -> Check:
    """A header of an answer; None where it must not be there."""

    def check(running: Running) -> None:
        assert running.get(path, headers=sent).headers.get(name) == expected

    return check


def compressed(size: int, expected: bool) -> Check:
    """An answer of about so many bytes is compressed, or is not."""

    def check(running: Running) -> None:
        query = "{ " + " ".join(f"a{number}: __typename" for number in range(size // 18)) + " }"
        answer = running.ask(query, headers={"accept-encoding": "gzip"})
        assert ("content-encoding" in answer.headers) is expected

    return check


def origins(*allowed: str) -> Check:
    """Pages of these origins, of the two that ask, may read; ``*`` is both, in a word."""

    def check(running: Running) -> None:
        for origin in ("https://news.example", "https://evil.example"):
            name = "access-control-allow-origin"
            told = "*" if "*" in allowed else origin if origin in allowed else None
            header(name, told, Origin=origin)(running)
            preflight = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            assert running.request("OPTIONS", "/graphql", headers=preflight).headers.get(name) == told

    return check


def remembered(seconds: int) -> Check:
    """How long a browser is told to remember that a page may read."""

    def check(running: Running) -> None:
        asked = {"Origin": "https://news.example", "Access-Control-Request-Method": "POST"}
        answer = running.request("OPTIONS", "/graphql", headers=asked)
        assert answer.headers["access-control-max-age"] == str(seconds)

    return check


def cross_site(status: int) -> Check:
    """What a page of another site makes a browser ask is answered (200), or refused."""

    def check(running: Running) -> None:
        answer = running.get(f"/graphql?query={HELLO}", headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == status

    return check


def preview(running: Running) -> None:
    """The token opens the preview, and another one does not."""
    for token, status, control in ((TOKEN, 200, "private, no-store"), (f"{TOKEN}x", 401, "no-store")):
        answer = running.get(f"/graphql?query={HELLO}", headers={"authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.headers["cache-control"]) == (status, control)


def links(expected: str) -> Check:
    """Where the front page leads."""

    def check(running: Running) -> None:
        assert f"href={expected}" in running.get("/").text

    return check


def scheme(expected: str) -> Check:
    """What the server takes for the scheme of a request that a proxy says came by https."""

    def check(running: Running) -> None:
        assert f"curl {expected}://" in running.get("/", headers={"x-forwarded-proto": "https"}).text

    return check
