"""What is printed on a terminal, and what in a pipe."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.api.cli.console import LONG_WORK, counted


def on_a_terminal(*arguments: object, **environment: str) -> str:
    """What a terminal shows for a command, control sequences and all."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "pullquote", *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        | {"TERM": "xterm-256color"}
        | environment,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # what Linux says when the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    assert process.wait(timeout=60) in {0, 1}
    return shown.decode()


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "topics.yaml").write_text("rain: {}\n", encoding="utf-8")
    return tmp_path


def test_a_terminal_has_colours_unless_it_must_not(broken: Path) -> None:
    assert "\x1b[1;31mPQ112\x1b[0m" in on_a_terminal("check", broken)
    plain = on_a_terminal("check", broken, NO_COLOR="1")
    assert "PQ112" in plain
    # Bold and dim are no colours (https://no-color.org).
    assert "\x1b[" not in re.sub("\x1b\\[[012]m", "", plain)


def test_long_work_has_a_progress_bar_on_a_terminal_and_short_work_has_none(tmp_path: Path) -> None:
    long = on_a_terminal("demo", tmp_path / "long", "--articles", LONG_WORK)
    assert "Writing" in long
    assert "Writing" not in on_a_terminal("demo", tmp_path / "short", "--articles", 3)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (5000, "5,000 people")]
)
def test_numbers_are_counted_in_words(number: int, words: str) -> None:
    assert counted(number, "person", "people") == words
