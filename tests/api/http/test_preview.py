"""Who has the token sees the preview, nobody else does, and no cache keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest
import structlog
from pydantic import ValidationError

from pullquote.api.http.preview import PreviewAccess, PreviewTokenError
from pullquote.api.settings import Settings
from tests.api.toys import PREVIEW, PUBLIC, client, code_of

pytestmark = pytest.mark.anyio

TOKEN = "correct horse battery staple"
SETTINGS = Settings.model_validate({"preview_token": TOKEN})
BEARER = {"authorization": f"Bearer {TOKEN}"}
WHICH = {"query": "{ snapshot words }"}


async def test_the_token_opens_the_preview_by_post_and_get() -> None:
    async with client(SETTINGS) as http:
        for headers, version in ((BEARER, PREVIEW), ({}, PUBLIC)):
            posted = await http.post("/graphql", json=WHICH, headers=headers)
            got = await http.get("/graphql", params=WHICH, headers=headers)
            assert posted.json()["data"]["snapshot"] == got.json()["data"]["snapshot"] == version


async def test_a_preview_is_kept_by_no_cache() -> None:
    async with client(SETTINGS) as http:
        got = await http.get("/graphql", params=WHICH, headers=BEARER)
        public = await http.get("/graphql", params=WHICH)
        confused = await http.get(
            "/graphql", params=WHICH, headers=BEARER | {"if-none-match": public.headers["etag"]}
        )
    assert got.headers["cache-control"] == "private, no-store"
    assert "etag" not in got.headers
    assert "Authorization" in public.headers["vary"]
    assert confused.status_code == 200


@pytest.mark.parametrize(
    "authorization",
    [
        "Bearer wrong",
        f"Bearer {TOKEN}x",
        f"bearer {TOKEN[:-1]}",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN},{TOKEN}",
        "Bearer \xff",
        f"Bearer\t{TOKEN}",
        f"Bearer \t{TOKEN}",
        f"Bearer,{TOKEN}",
        f"Bearer={TOKEN}",
    ],
)
@pytest.mark.parametrize("settings", [SETTINGS, Settings()])
async def test_a_wrong_token_is_refused_and_not_taken_for_none(
    authorization: str, settings: Settings
) -> None:
    headers = [(b"authorization", authorization.encode("latin-1"))]
    async with client(settings) as http:
        response = await http.post("/graphql", json=WHICH, headers=headers)
    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert TOKEN not in response.text


@pytest.mark.parametrize(
    "second",
    [f"Bearer {TOKEN}", "Bearer wrong", "Basic dXNlcjpwYXNz", ""],
    ids=["same", "wrong", "basic", "empty"],
)
@pytest.mark.parametrize("path", ["/graphql?query={hello}", "/health/ready"])
async def test_credentials_that_are_sent_twice_are_refused(second: str, path: str) -> None:
    twice = [("authorization", f"Bearer {TOKEN}"), ("authorization", second)]
    async with client(SETTINGS) as http:
        for headers in (twice, twice[::-1]):
            response = await http.get(path, headers=headers)
            assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")


async def test_the_scheme_is_written_in_any_case_and_other_schemes_are_not_ours() -> None:
    async with client(SETTINGS) as http:
        lower = await http.post("/graphql", json=WHICH, headers={"authorization": f"bearer  {TOKEN}"})
        basic = await http.post("/graphql", json=WHICH, headers={"authorization": "Basic dXNlcjpwYXNz"})
    assert lower.json()["data"]["snapshot"] == PREVIEW
    assert basic.json()["data"]["snapshot"] == PUBLIC


@pytest.mark.parametrize("path", ["/graphql?query={snapshot}", "/health/ready"])
async def test_our_token_without_its_scheme_is_told_from_other_credentials(path: str) -> None:
    async with client(SETTINGS) as http:
        ours = await http.get(path, headers={"authorization": f" {TOKEN}"})
        others = await http.get(path, headers={"authorization": f"{TOKEN}x"})
    assert (ours.status_code, code_of(ours)) == (401, "UNAUTHENTICATED")
    assert "needs `Bearer` in front of it" in ours.text
    assert TOKEN not in ours.text
    assert others.status_code == 200
    assert PREVIEW not in others.text


@pytest.mark.parametrize(
    "path",
    ["/graphql?query={snapshot}", "/schema.graphql", "/health/ready", "/health/live", "/metrics", "/nothing"],
)
@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}])
async def test_nothing_of_the_preview_is_at_any_address(path: str, headers: dict[str, str]) -> None:
    async with client(SETTINGS) as http:
        response = await http.get(path, headers=headers)
    assert PREVIEW not in response.text
    assert PREVIEW not in str(response.headers)


async def test_the_token_is_in_no_log() -> None:
    with structlog.testing.capture_logs() as logged:
        async with client(SETTINGS) as http:
            await http.post("/graphql", json=WHICH, headers=BEARER)
            await http.post("/graphql", json=WHICH, headers={"authorization": f"Bearer {TOKEN}x"})
    assert [line for line in logged if line.get("preview")]
    assert TOKEN not in str(logged)


def test_the_token_comes_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    preview_access = PreviewAccess.of(Settings(preview_token_file=file))
    assert preview_access.admits([(b"authorization", f"Bearer {TOKEN}".encode())])


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 30])
def test_a_file_without_a_token_stops_the_start(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_bytes(content)
    with pytest.raises(PreviewTokenError, match="token"):
        PreviewAccess.of(Settings(preview_token_file=file))


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(PreviewTokenError, match="cannot be read"):
        PreviewAccess.of(Settings(preview_token_file=tmp_path / "token"))


def test_a_token_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 16"):
        Settings.model_validate({"preview_token": "letmein"})
