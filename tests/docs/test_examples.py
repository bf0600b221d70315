"""The documentation is true: its queries are run on the shipped newsroom, its commands on a real server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import OperationDefinitionNode, OperationType, build_schema, parse, validate

from pullquote.schema import schema
from tests.conftest import ROOT, SHIPPED, Server
from tests.docs.pages import EXAMPLES, PAGES, Example

DOCUMENTED_ADDRESS = "http://127.0.0.1:8000"
TIMEOUT_SECONDS = 60
FILES = frozenset({"yaml", "json", "markdown", "svg"})
"""The languages of files of a newsroom; a title says which file it is."""
SHOWN = frozenset({"text", "jsonc"})
"""What is neither run nor written: listings, and the settings of an editor."""
PROGRAMS = frozenset({"js", "ts"})
"""The languages of programs that ask the server: tests/clients and tests/tools run those of the page about clients."""
COMMANDS_TO_SET_UP = frozenset({"git", "make", "npm"})
"""What a block of the language ``sh`` may have: it is not run, since it installs."""


def of(choose: Any) -> list[Any]:
    return [pytest.param(example, id=example.name) for example in EXAMPLES if choose(example)]


def subscribes(example: Example) -> bool:
    return any(
        isinstance(node, OperationDefinitionNode) and node.operation is OperationType.SUBSCRIPTION
        for node in parse(example.text).definitions
    )


def test_every_block_is_of_a_language_that_is_checked() -> None:
    answers = {(example.page, example.answer) for example in EXAMPLES if example.language == "graphql"}
    unknown = [
        example.name
        for example in EXAMPLES
        if example.language not in {"graphql", "console", "sh"} | SHOWN
        and not (example.language in FILES and example.title)
        and not (example.language in PROGRAMS and example.title and example.page.name == "clients.md")
        and not (example.language == "json" and (example.page, example.text) in answers)
    ]
    assert unknown == []


@pytest.mark.parametrize("example", of(lambda example: example.language == "graphql"))
def test_a_query_answers_what_the_page_says(example: Example, server: Server) -> None:
    if subscribes(example):
        assert validate(build_schema(schema.as_str()), parse(example.text)) == []
        return
    response = httpx.post(f"{server.url}/graphql", json={"query": example.text}, timeout=TIMEOUT_SECONDS)
    answer = response.json()
    assert "errors" not in answer
    if example.answer is not None:
        assert answer == json.loads(example.answer)


@pytest.mark.parametrize("example", of(lambda example: example.language == "console"))
def test_a_command_prints_what_the_page_says(example: Example, server: Server, tmp_path: Path) -> None:
    for command, expected in sessions(example.text):
        printed = run(command, server, tmp_path)
        assert matches(expected, printed), f"$ {command}\nprinted:\n{printed}\nthe page says:\n{expected}"


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_the_files_of_a_page_are_a_newsroom_without_problems(page: Path, tmp_path: Path) -> None:
    files = {
        example.title: example.text
        for example in EXAMPLES
        if example.page == page and example.language in FILES
    }
    for name, text in files.items():
        path = tmp_path / str(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if files:
        command = [sys.executable, "-m", "pullquote", "check", "--strict", str(tmp_path)]
        checked = subprocess.run(command, check=False, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("example", of(lambda example: example.language == "sh"))
def test_a_block_that_is_not_run_only_sets_up(example: Example) -> None:
    lines = [line.partition("#")[0] for line in example.text.splitlines()]
    commands = [command.split() for line in lines for command in line.split("&&") if command.strip()]
    assert {command[0] for command in commands} <= COMMANDS_TO_SET_UP | {"cd"}


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_target_of_make_that_a_page_names_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?:^|`)(?:[A-Z]+=\S+ )?make ([a-z-]+)", text, re.MULTILINE)
    assert set(named) <= targets


def sessions(text: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output that follows it; ``\\`` continues a line."""
    found = []
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = re.sub(r"\\\n\s*", " ", part).partition("\n")
        found.append((command, output))
    return found


def run(command: str, server: Server, folder: Path) -> str:
    """What a shell prints for ``command`` beside ``fixtures/``, with our server's address and ``pullquote``."""
    shutil.copytree(SHIPPED, folder / "fixtures", dirs_exist_ok=True)
    bin_folder = Path(sys.executable).parent
    environment = {"PATH": f"{bin_folder}:/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "NO_COLOR": "1"}
    finished = subprocess.run(
        ["bash", "-c", command.replace(DOCUMENTED_ADDRESS, server.url)],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
        timeout=TIMEOUT_SECONDS,
    )
    return (finished.stdout + finished.stderr).replace(server.url, DOCUMENTED_ADDRESS)


def matches(expected: str, printed: str) -> bool:
    """Whether ``printed`` is ``expected``, where ``...`` stands for anything."""
    pattern = ".*".join(re.escape(piece) for piece in normalised(expected).split("..."))
    return re.fullmatch(pattern, normalised(printed), re.DOTALL) is not None


def normalised(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().splitlines())


def test_ellipsis_matches_anything_and_nothing_else_does() -> None:
    assert matches("HTTP/1.1 200 OK\n...\n{...}", "HTTP/1.1 200 OK\r\ndate: x\r\n{}\n")
    assert not matches("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found")


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 200
