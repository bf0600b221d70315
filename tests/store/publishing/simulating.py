"""Publishes very many short stories to a stand-in for a cluster, and says how much memory the publisher takes.

``python -m tests.store.publishing.simulating 1000000 --folder FOLDER``: a million take 4 GB of the disk.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.store.written import write

PUBLISHER = """
from pullquote.api.cli import main
try:
    main()
finally:
    print(open("/proc/self/status").read())
"""
"""Publishes, and says then what the system knows of the process: what it took at most, and no process of others."""
STORY = """---
headline: Rain on day {number}
publication: paper
section: news
topics: [tides]
datePublished: 2022-05-04
authors: [tom-reed]
quotes:
  - text: It rained on day {number}
    speaker: ida-brook
    cue: said
---

\u201cIt rained on day {number},\u201d Ida Brook said.
"""


class Simulated(NamedTuple):
    """What a publisher of so many stories said in the end, and the most memory that it took."""

    stories: int
    said: str
    memory_bytes: int


def write_newsroom(folder: Path, stories: int) -> None:
    """Write a newsroom of so many short stories, each with a quote."""
    write(folder, {"articles/flood-wall.md": None})
    articles = folder / "articles"
    articles.mkdir(exist_ok=True)
    for number in range(stories):
        path = articles / f"of-the-{number:07}-days-of-rain-in-town.md"
        path.write_text(STORY.format(number=number), encoding="utf-8")


@contextmanager
def acknowledging() -> Iterator[str]:
    """The address of a stand-in for a cluster."""
    command = [sys.executable, "-m", "tests.store.publishing.acknowledging"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def simulate(folder: Path, stories: int) -> Simulated:
    """Publish so many stories, for the public and for the preview. Raises CalledProcessError where that fails."""
    newsroom = folder / "newsroom"
    write_newsroom(newsroom, stories)
    environment = os.environ | {"XDG_CACHE_HOME": str(folder / "cache")}
    with acknowledging() as address:
        command = [sys.executable, "-c", PUBLISHER, "publish", str(newsroom), "--to", address]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found = re.search(r"VmHWM:\s*(\d+) kB", done.stdout)
    assert found is not None, done.stdout
    return Simulated(stories, done.stdout.partition("\n")[0], int(found[1]) * 1024)


def main() -> None:
    """Do so for the number that is given."""
    parser = argparse.ArgumentParser(prog="python -m tests.store.publishing.simulating", description=__doc__)
    parser.add_argument("stories", type=int)
    parser.add_argument("--folder", type=Path, help="where the stories are written, and removed then")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        done = simulate(Path(folder), given.stories)
    sys.stdout.write(f"{done.said}\nThe publisher took {done.memory_bytes / 1e6:,.0f} MB at most.\n")


if __name__ == "__main__":
    main()
