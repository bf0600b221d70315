"""Every answer, of every address, keeps browsers from making more of it than it is."""

from __future__ import annotations

import pytest

from pullquote.api.http.security_headers import content_security_policy
from tests.api.toys import client

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/graphql?query={hello}"),
        ("GET", "/graphql"),
        ("POST", "/graphql"),
        ("OPTIONS", "/graphql"),
        ("GET", "/schema.graphql"),
        ("GET", "/health/live"),
        ("GET", "/health/ready"),
        ("GET", "/metrics"),
        ("GET", "/nothing"),
        ("DELETE", "/schema.graphql"),
    ],
)
async def test_every_answer_has_the_headers(method: str, path: str) -> None:
    async with client() as http:
        response = await http.request(method, path)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert len(response.headers.get_list("content-security-policy")) == 1
    assert "server" not in response.headers
    assert response.headers["x-request-id"]


async def test_a_page_brings_its_own_policy() -> None:
    async with client() as http:
        response = await http.get("/graphql", headers={"accept": "text/html"})
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert len(response.headers.get_list("content-security-policy")) == 1


def test_a_policy_allows_what_is_said_and_no_more() -> None:
    policy = content_security_policy(script_src="'self'", frame_ancestors="'self'")
    assert policy == (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; script-src 'self'"
    )
