"""The README is true: its queries are run on the shipped newsroom, its commands on a real server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import ROOT, SHIPPED, Server

DOCUMENTED_ADDRESS = "http://127.0.0.1:8000"
FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Example:
    """One fenced block of the README, and the block that directly follows it (its answer)."""

    line: int
    language: str
    text: str
    answer: str | None


def examples() -> list[Example]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    fences = list(FENCE.finditer(readme))
    found = []
    for fence, following in zip(fences, [*fences[1:], None], strict=True):
        adjacent = following is not None and not readme[fence.end() : following.start()].strip()
        answer = following["text"] if following is not None and adjacent else None
        line = readme.count("\n", 0, fence.start()) + 1
        found.append(Example(line, fence["language"], fence["text"], answer))
    return found


def of_language(language: str) -> list[Any]:
    return [
        pytest.param(example, id=f"line-{example.line}")
        for example in examples()
        if example.language == language
    ]


@pytest.mark.parametrize("example", of_language("graphql"))
def test_a_query_answers_what_the_readme_says(example: Example, server: Server) -> None:
    response = httpx.post(f"{server.url}/graphql", json={"query": example.text}, timeout=TIMEOUT_SECONDS)
    answer = response.json()
    assert "errors" not in answer
    if example.answer is not None:
        assert answer == json.loads(example.answer)


@pytest.mark.parametrize("example", of_language("console"))
def test_a_command_prints_what_the_readme_says(example: Example, server: Server, tmp_path: Path) -> None:
    for command, expected in sessions(example.text):
        printed = run(command, server, tmp_path)
        assert matches(expected, printed), f"$ {command}\nprinted:\n{printed}\nthe README says:\n{expected}"


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
