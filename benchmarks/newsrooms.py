"""Demo newsrooms to measure with."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

from benchmarks import servers


def demo(articles: int, folder: Path) -> Path:
    """A demo newsroom of so many articles below ``folder``; one that is there already is taken as it is."""
    newsroom = folder / f"newsroom-{articles}"
    if not newsroom.is_dir():
        command = [sys.executable, "-m", "pullquote", "demo", str(newsroom), "--articles", str(articles)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return newsroom


def machine() -> str:
    """The machine by what matters, and the versions."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return (
        f"{len(servers.cores()) or os.cpu_count()} cores, {pages / 2**30:.0f} GB, "
        f"Python {platform.python_version()}, {_version('node', '--version')}, "
        f"{_version('cargo', '--version')}, {_version('go', 'version')}"
    )


def _version(*command: str) -> str:
    """What a program says of its version; that it is missing, where it is."""
    try:
        said = subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()
    except OSError:
        return f"no {command[0]}"
    return said if said.startswith(command[0]) else f"{command[0]} {said}"
