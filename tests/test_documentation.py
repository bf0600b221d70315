"""The README explains every problem code, every command and every option."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from pullquote.store.model.problems import PROBLEMS
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """The text below a heading, up to the next one."""
    return re.split(r"^#+ ", README.partition(f"\n{heading}\n")[2], flags=re.MULTILINE)[0]


def test_every_problem_code_is_explained_as_the_table_of_codes_does() -> None:
    expected = [
        f"| {code} | {title} | {meaning} {remedy} |" for code, (title, meaning, remedy) in PROBLEMS.items()
    ]
    assert [line for line in section("### Problems").splitlines() if line.startswith("| PQ")] == expected


@pytest.mark.parametrize("name", ["serve", "check", "schema", "new", "demo"])
def test_every_command_and_option_is_explained(name: str) -> None:
    command = [sys.executable, "-m", "pullquote", name, "--help"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    options = set(re.findall(r"--[a-z][a-z-]+", shown.partition("Examples")[0])) - {"--help"}
    [row] = [line for line in section("## The command line").splitlines() if f"`pullquote {name} " in line]
    assert {option for option in options if option not in row} == set()
