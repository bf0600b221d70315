"""Every client of this folder does what its example says, on a running server."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SHIPPED, run_server
from tests.node_packages import install, run

FOLDER = Path(__file__).parent
EXAMPLES = sorted(path.name for path in FOLDER.glob("*.test.mjs"))


@pytest.fixture(scope="module")
def programs(node: str) -> Path:
    return install(FOLDER)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where the server is, and the folder that it watches."""
    folder = tmp_path_factory.mktemp("clients")
    newsroom = folder / "newsroom"
    shutil.copytree(SHIPPED, newsroom)
    with run_server(newsroom, folder / "log.txt") as server:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PULLQUOTE_")}
        yield clean | {"PULLQUOTE_URL": server.url, "PULLQUOTE_FOLDER": str(newsroom)}


def passed(report: str) -> int:
    """How many tests a report of Node.js counts: a file that is never run passes too."""
    found = re.search(r"^[#ℹ] pass (\d+)$", report, re.MULTILINE)
    return int(found[1]) if found else 0


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: str, node: str, environment: dict[str, str]) -> None:
    assert passed(run([node, "--test", example], FOLDER, environment)) >= 2


def test_relay(node: str, programs: Path, environment: dict[str, str]) -> None:
    run([str(programs / "relay-compiler")], FOLDER)
    # Relay keeps what it fetched for five minutes, and Node.js waits for that timer.
    options = ["--require", "./relay/register.js", "--test-force-exit"]
    report = run([node, *options, "--test", "relay/relay.test.js"], FOLDER, environment)
    assert passed(report) == 2


def test_there_is_an_example_for_every_client() -> None:
    assert EXAMPLES == [
        "apollo.test.mjs",
        "graphql-request.test.mjs",
        "graphql-sse.test.mjs",
        "graphql-ws.test.mjs",
        "urql.test.mjs",
    ]
