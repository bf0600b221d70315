"""The Node.js packages of a folder with a lock, installed once and again when the lock changes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import need

TIMEOUT_SECONDS = 600


def install(folder: Path) -> Path:
    """Install what ``package-lock.json`` pins, and give the folder of the programs that came with it.

    The test skips (or fails, see :func:`tests.conftest.need`) where npm cannot reach a registry.
    """
    installed = folder / "node_modules" / ".package-lock.json"
    lock = folder / "package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, cwd=folder, timeout=TIMEOUT_SECONDS
        )
        need(
            done.returncode == 0,
            f"npm could not install the packages of {folder.name}: {done.stderr.strip()}",
        )
    return folder / "node_modules" / ".bin"


def run(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> str:
    """What a program prints; fails the test with it where the program fails."""
    done = subprocess.run(
        command,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env=environment,
        timeout=TIMEOUT_SECONDS,
    )
    assert done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}"
    return done.stdout
