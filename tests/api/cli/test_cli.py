"""The command line as a whole: help, version, and how a command fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import pullquote
from pullquote.api.cli import COMMANDS
from tests.api.cli.conftest import Command

NAMES = ("serve", "check", "schema", "init", "new", "import", "quotes", "review", "publish", "demo")
HEAVY = (
    "strawberry",
    "graphql",
    "pydantic",
    "tantivy",
    "faker",
    "starlette",
    "uvicorn",
    "structlog",
    "asyncio",
)


def shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pullquote", *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=dict(os.environ) | environment,
        timeout=60,
    )


def test_the_version(run: Command) -> None:
    ran = run("--version")
    assert (ran.status, ran.out) == (0, f"pullquote {pullquote.__version__}\n")


def test_without_a_command_it_shows_its_help(run: Command) -> None:
    ran = run()
    assert "Usage: pullquote" in ran.out + ran.err
    assert all(name in ran.out + ran.err for name in NAMES)


def test_help_teaches_by_example(run: Command) -> None:
    assert "pullquote serve newsroom --port 8123" in run("--help").out
    assert len(COMMANDS) == len(NAMES)
    for name in NAMES:
        ran = run(name, "--help")
        assert ran.status == 0
        assert "Examples" in ran.out
        assert f"  pullquote {name}" in ran.out


def test_every_option_is_explained(run: Command) -> None:
    for name in NAMES:
        options = [line for line in run(name, "--help").out.splitlines() if "│ --" in line or "│ *" in line]
        assert options
        assert [line for line in options if len(line.split("  ")) < 3] == []


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['pullquote', '--help']\n"
        "from pullquote.api.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert ran.stdout.endswith("loaded: []\n")


def test_a_pipe_has_no_colours_and_a_terminal_has() -> None:
    assert "\x1b" not in shell("--help").stdout
    assert "\x1b" in shell("--help", FORCE_COLOR="1").stdout
    assert "\x1b[3" not in shell("--help", FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: a file, and a folder that is not empty."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.txt").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    return tmp_path


FAILURES = {
    # command: exit code, what the message has in it
    "bake": (2, "No such command"),
    "check nowhere": (2, "there is no folder nowhere"),
    "serve nowhere": (2, "there is no folder nowhere"),
    "check file.txt": (2, "file.txt does not stand in a newsroom"),
    "check --format xml": (2, "xml"),
    "check article.md": (2, "there is no file article.md"),
    "new poem x": (2, "there is no kind 'poem'; the kinds are article"),
    "new story x": (2, "there is no kind 'story'; did you mean article? The kinds are article"),
    "new artcle x": (2, "there is no kind 'artcle'; did you mean article? The kinds are article"),
    "new article Flood_Wall": (2, "is not a slug"),
    "demo file.txt": (1, "file.txt"),
    "demo full": (1, "full is not empty"),
    "init file.txt": (1, "file.txt"),
    "init full": (1, "full is not empty"),
    "demo new --articles 0": (2, "articles"),
    "schema --files file.txt": (1, "file.txt"),
}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("command", FAILURES)
def test_a_failure_is_a_clear_line_and_no_traceback(run: Command, command: str) -> None:
    ran = run(*command.split())
    status, says = FAILURES[command]
    assert ran.status == status
    assert says in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err


def test_a_failure_of_ours_is_one_line(run: Command) -> None:
    ran = run("check", "nowhere")
    assert ran.err == (
        "pullquote: there is no folder nowhere; `pullquote demo nowhere` makes one to try, and "
        "`pullquote init nowhere` begins one of your own\n"
    )
