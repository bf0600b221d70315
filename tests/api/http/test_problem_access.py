"""What is wrong with files that the public does not see is told on this machine, and to nobody whom a proxy or a page
of another site lets in."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from pullquote.api.http.problem_access import ProblemAccess, is_from_this_machine
from pullquote.api.server.app import create_app
from pullquote.api.settings import Settings
from pullquote.store.newsroom.newsroom import Newsroom
from tests.conftest import SHIPPED

pytestmark = pytest.mark.anyio
SECONDS = 30
"""How long a test waits for what comes at once."""
TOKEN = "0123456789abcdef0123"
HERE, LOCAL, OTHER = ("127.0.0.1", 50_000), "http://localhost", "http://newsroom.test"
PROBLEMS = "{ dataset { version problems { file line message suggestion severity } } }"


def admits(
    client: tuple[str, int] | None = HERE,
    version: str = "1.1",
    networks: tuple[str, ...] = (),
    headers: dict[str, str] | None = None,
) -> bool:
    given = {"host": "localhost:8000", **(headers or {})}
    raw = {name.replace("_", "-").encode(): value.encode() for name, value in given.items() if value}
    access = ProblemAccess.of(Settings(problems_to=networks) if networks else Settings())
    scope = {"type": "http", "scheme": "http", "http_version": version, "client": client}
    return access.admits(scope, raw)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "127.0.0.1:8000"},
        {"host": "[::1]:8000"},
        {"sec_fetch_site": "same-origin", "user_agent": "Mozilla/5.0"},
        {"sec_fetch_site": "none", "user_agent": "Mozilla/5.0"},
    ],
)
async def test_who_works_on_this_machine_is_told(headers: dict[str, str]) -> None:
    assert admits(headers=headers)
    assert admits(("::1", 50_000), headers=headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"x_forwarded_for": "127.0.0.1"},
        {"forwarded": "for=127.0.0.1"},
        {"via": "1.1 varnish"},
        {"x_real_ip": "203.0.113.7"},
        {"host": "news.example"},
        {"host": ""},
        {"host": "[broken"},
        {"origin": "https://evil.example"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
async def test_a_proxy_and_another_site_are_not(headers: dict[str, str]) -> None:
    assert not admits(headers=headers)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
async def test_this_machine_is_known_by_its_address_and_its_name(host: str) -> None:
    scope = {"type": "http", "http_version": "1.1", "client": HERE}
    assert is_from_this_machine(scope, {b"host": host.encode()})
    assert not is_from_this_machine({**scope, "client": ("203.0.113.7", 1)}, {b"host": host.encode()})
    assert not is_from_this_machine({**scope, "client": ("unix", 1)}, {b"host": host.encode()})
    assert not is_from_this_machine(scope, {b"host": b"news.example"})
    assert not is_from_this_machine(scope, {b"host": host.encode(), b"via": b"1.1 varnish"})


async def test_a_proxy_that_says_nothing_of_itself_is_known_by_its_http() -> None:
    assert not admits(version="1.0")


@pytest.mark.parametrize("client", [("203.0.113.7", 1), ("unix", 0), None])
async def test_nobody_else_is(client: tuple[str, int] | None) -> None:
    assert not admits(client)


async def test_others_are_told_where_the_settings_say_so() -> None:
    elsewhere = {"host": "news.example"}
    assert admits(("10.2.3.4", 1), networks=("10.0.0.0/8",), headers=elsewhere)
    assert not admits(("11.2.3.4", 1), networks=("10.0.0.0/8",))
    assert admits(("203.0.113.7", 1), "1.0", ("*",), elsewhere | {"via": "1.1 varnish"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED, tmp_path / "news")


@pytest.fixture
def app(folder: Path) -> Starlette:
    newsroom = Newsroom(folder)
    newsroom.load()
    return create_app(Settings(folder=folder, preview_token=TOKEN, metrics=True), newsroom)


async def asked(app: Starlette, base: str, *, token: str | None = None) -> list[dict[str, Any]]:
    """The problems by POST, by GET, and in readiness: as many, and of the same files."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    transport = httpx.ASGITransport(app=app, client=HERE)
    async with httpx.AsyncClient(transport=transport, base_url=base, headers=headers) as http:
        posted = (await http.post("/graphql", json={"query": PROBLEMS})).json()
        got = await http.get("/graphql", params={"query": PROBLEMS})
        assert got.json() == posted
        problems: list[dict[str, Any]] = posted["data"]["dataset"]["problems"]
        ready = (await http.get("/health/ready")).json()
        errors = [each for each in problems if each["severity"] == "ERROR"]
        assert len(ready["errors"]) + len(ready["heldBack"]) == len(errors)
        if problems:
            assert got.headers["cache-control"] == "private, no-store"
        return problems


async def test_a_mistake_in_a_new_file_is_told_by_all_addresses_alike(app: Starlette, folder: Path) -> None:
    newsroom: Newsroom = app.state.newsroom
    (folder / "articles" / "secret.md").write_text("---\nheadline: [\n---\n", encoding="utf-8")
    newsroom.load()
    assert await asked(app, OTHER) == []
    local, preview = await asked(app, LOCAL), await asked(app, LOCAL, token=TOKEN)
    assert local == preview != []
    assert {Path(each["file"]).name for each in local} == {"secret.md"}
    transport = httpx.ASGITransport(app=app, client=HERE)
    async with httpx.AsyncClient(transport=transport, base_url=OTHER) as http:
        assert 'pullquote_problems{severity="error"} 1.0' in (await http.get("/metrics")).text
    assert await asked(app, OTHER) == []


async def test_a_warning_about_a_draft_is_counted_where_it_is_told(app: Starlette, folder: Path) -> None:
    text = "---\nheadline: Secret\npublication: dawn\ndatePublished: 2026-01-01\nstatus: draft\n---\n\n<script>1</script>Text.\n"
    (folder / "articles" / "secret.md").write_text(text, encoding="utf-8")
    newsroom: Newsroom = app.state.newsroom
    newsroom.load()
    problems = await asked(app, LOCAL)
    assert problems
    assert await asked(app, OTHER) == []
    transport = httpx.ASGITransport(app=app, client=HERE)
    async with httpx.AsyncClient(transport=transport, base_url=OTHER) as http:
        numbers = (await http.get("/metrics")).text
    for severity in ("error", "warning"):
        told = sum(each["severity"] == severity.upper() for each in problems)
        assert f'pullquote_problems{{severity="{severity}"}} {told}.0' in numbers


async def test_a_subscriber_is_told_of_a_mistake_when_it_is_made(app: Starlette, folder: Path) -> None:
    query = "subscription { datasetChanged { dataset { problems { file } } } }"
    newsroom: Newsroom = app.state.newsroom
    heard: dict[str, list[bytes]] = {LOCAL: [], OTHER: []}

    async def until_heard(base: str, words: bytes, times: int = 1) -> None:
        async with asyncio.timeout(SECONDS):
            while b"".join(heard[base]).count(words) < times:
                await asyncio.sleep(0.01)

    async def listen(base: str) -> None:
        begun = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if not begun.is_set():
                begun.set()
                return {"type": "http.request", "body": b"", "more_body": False}
            await asyncio.Event().wait()
            raise AssertionError

        async def send(message: Any) -> None:
            heard[base].append(message.get("body", b""))

        scope = {
            "type": "http",
            "http_version": "1.1",
            "scheme": "http",
            "method": "GET",
            "path": "/graphql",
            "raw_path": b"/graphql",
            "root_path": "",
            "query_string": str(httpx.QueryParams({"query": query})).encode(),
            "headers": [(b"host", base.removeprefix("http://").encode()), (b"accept", b"text/event-stream")],
            "client": HERE,
            "server": ("127.0.0.1", 80),
        }
        await app(scope, receive, send)

    listeners = [asyncio.create_task(listen(base)) for base in (LOCAL, OTHER)]
    for base in (LOCAL, OTHER):
        await until_heard(base, b":")
    (folder / "articles" / "secret.md").write_text("---\nheadline: [\n---\n", encoding="utf-8")
    newsroom.load()
    newsroom.live.announce()
    await until_heard(LOCAL, b"datasetChanged")
    (folder / "editorials" / "lower-growth.md").unlink()
    newsroom.load()
    newsroom.live.announce()
    await until_heard(LOCAL, b"datasetChanged", 2)
    await until_heard(OTHER, b"datasetChanged")
    for listener in listeners:
        listener.cancel()
    assert b"secret.md" in b"".join(heard[LOCAL])
    assert b"datasetChanged" in b"".join(heard[OTHER])
    assert b"secret.md" not in b"".join(heard[OTHER])
