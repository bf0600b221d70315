"""The protocols' own clients, each on the toy schema (which has something to subscribe to)."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from tests.api.streams import toy
from tests.api.streams.serving import TOKEN, serving
from tests.node_packages import install

pytestmark = pytest.mark.anyio

FOLDER = Path(__file__).parent
TIMEOUT_MILLISECONDS = 30_000
"""After which a test that hangs fails; they take a tenth of a second."""
SUITES = sorted(path.name for path in FOLDER.glob("*.test.mjs"))


@pytest.mark.parametrize("suite", SUITES)
async def test_suite(suite: str, node: str) -> None:
    await asyncio.to_thread(install, FOLDER)
    async with serving() as served:
        toy.source.more.set()
        origin = served.url.removesuffix("/graphql")
        process = await asyncio.create_subprocess_exec(
            node,
            "--test",
            f"--test-timeout={TIMEOUT_MILLISECONDS}",
            suite,
            cwd=FOLDER,
            env={**os.environ, "PULLQUOTE_URL": origin, "PREVIEW_TOKEN": TOKEN, "NODE_NO_WARNINGS": "1"},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed, _ = await process.communicate()
    assert process.returncode == 0, printed.decode()
    assert toy.source.opened == toy.source.closed


def test_there_is_a_suite_for_each_protocol() -> None:
    assert SUITES == ["graphql-sse.test.mjs", "graphql-ws.test.mjs", "meros.test.mjs"]
