"""Every client of this folder does what its example says, on a running server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from select import select

import pytest

from tests.conftest import SHIPPED, run_server
from tests.docs.pages import EXAMPLES as BLOCKS
from tests.node_packages import install, run

FOLDER = Path(__file__).parent
DOCUMENTED_ADDRESS = "http://127.0.0.1:8000"
PROGRAMS = {block.title: block.text for block in BLOCKS if block.language == "js"}
"""Those of the page about clients, by name."""
SOCKETS = 'import { WebSocket } from "ws"; globalThis.WebSocket ??= WebSocket;\n'
"""Browsers, and Node.js from 22 on, have them."""
STORY = "headline: Published while {name} listens\npublication: dawn\ndatePublished: 2025-01-21\nbody: Some text.\n"
MOST_STORIES = 60
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


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_of_the_page_asks_and_listens(
    name: str, node: str, environment: dict[str, str], tmp_path: Path
) -> None:
    """It prints the answer, then the headline of each story that is published."""
    (tmp_path / "node_modules").symlink_to(FOLDER / "node_modules")
    (tmp_path / "sockets.mjs").write_text(SOCKETS)
    text = PROGRAMS[name].replace(DOCUMENTED_ADDRESS, environment["PULLQUOTE_URL"])
    (tmp_path / name).write_text(text)
    command = [node, "--import", "./sockets.mjs", name]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as program:
        assert program.stdout is not None
        try:
            assert program.stdout.readline() == "Sabrina Singh 3\n"
            folder = Path(environment["PULLQUOTE_FOLDER"]) / "articles"
            for number in range(MOST_STORIES):  # it may not listen yet
                story = STORY.format(name=name)
                (folder / f"{Path(name).stem}-{number}.yaml").write_text(story, encoding="utf-8")
                if select([program.stdout], [], [], 1)[0]:
                    break
            assert program.stdout.readline() == f"Published while {name} listens\n"
        finally:
            program.kill()


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
