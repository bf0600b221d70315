"""ariadne-codegen: a typed Python client, in an environment of its own (it needs graphql-core before 3.3)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import Server, need
from tests.node_packages import run

FOLDER = Path(__file__).parent / "ariadne"
ENVIRONMENT = FOLDER / ".venv"
REQUIREMENTS = FOLDER / "requirements.txt"


@pytest.fixture(scope="module")
def programs() -> Path:
    """The programs of an environment with what ``requirements.txt`` pins."""
    installed = ENVIRONMENT / ".installed"
    if not installed.is_file() or installed.stat().st_mtime < REQUIREMENTS.stat().st_mtime:
        run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], FOLDER)
        pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
        try:
            run([*pip, "install", "--require-hashes", "--requirement", str(REQUIREMENTS)], FOLDER)
        except AssertionError as error:
            need(False, f"pip could not install ariadne-codegen: {error}")
        installed.touch()
    return ENVIRONMENT / "bin"


def test_a_generated_client_asks_with_types(programs: Path, server: Server) -> None:
    run([str(programs / "ariadne-codegen"), "client"], FOLDER)
    said = run([str(programs / "python"), "example.py", f"{server.url}/graphql"], FOLDER).splitlines()
    assert said[0] == "Sabrina Singh, 3 quotes"
    assert said[1].startswith("2024-10-28: We believe that the DPRK has sent around 10,000 soldiers")
    assert said[1].endswith("(Deputy Pentagon Press Secretary)")
