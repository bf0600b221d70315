"""Three editors save without pause, one of them always wrong: what is good is served, what is held back never is.

By default a small share; ``PULLQUOTE_LOAD_STORIES=5000 PULLQUOTE_LOAD_SECONDS=30`` is the whole. The delays are printed,
not asserted: they depend on the machine.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import quantiles
from threading import Event, Lock, Thread
from typing import Any

import httpx
import pytest

from pullquote.demo import write_demo
from tests.conftest import run_server

pytestmark = pytest.mark.load
STORIES = int(os.environ.get("PULLQUOTE_LOAD_STORIES", "300"))
SECONDS = float(os.environ.get("PULLQUOTE_LOAD_SECONDS", "6"))
PAUSE_SECONDS = float(os.environ.get("PULLQUOTE_LOAD_PAUSE", "0.02"))
"""Between two saves of one editor: so many a second as no newsroom has."""
QUOTES = [{"text": "The water stands high"}]
EACH = 60
"""Stories of each editor."""
PATIENCE_SECONDS = 60
STORY = """---
headline: {headline}
publication: the-paper
section: city
datePublished: 2026-01-01
{more}quotes:
  - text: The water stands high
    {source}
---

“The water stands high,” somebody said.
"""
QUERY = """query ($slugs: [String!]!) {
  stories(filter: {slugs: $slugs}, first: 60) { nodes { slug headline quotes(first: 1) { nodes { text } } } }
}"""
WRONG: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("Wrong", "Wrong: and"),
    lambda text: text.replace("source: unnamed person", "speaker: nobody-at-all"),
    lambda text: text.replace("---\n\n", "nonsense: [\n---\n\n", 1),
    lambda text: text.replace("water stands", "waters stand", 1),
)
"""What the editor does who is always wrong."""


def story(headline: str, more: str = "") -> str:
    return STORY.format(headline=headline, more=more, source="source: unnamed person")


@contextmanager
def saving(*editors: Editor) -> Iterator[None]:
    """Let editors save until the block ends."""
    ended = Event()
    threads = [Thread(target=editor.run, args=[ended]) for editor in editors]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


class Editor:
    """Saves stories of their own, one after the other, and remembers when."""

    def __init__(self, folder: Path, name: str, spoil: Random | None = None) -> None:
        self.slugs = [f"{name}-{number}" for number in range(EACH)]
        self.saved: dict[tuple[str, int], float] = {}
        """When a number was saved as the headline of a story, by its slug."""
        self.lock = Lock()
        self._articles = folder / "articles"
        self._spoil = spoil
        for slug in self.slugs:
            self.put(slug, story("Good 0"))

    def put(self, slug: str, text: str) -> None:
        """Save as editors do: beside the file, and moved over it."""
        path = self._articles / f"{slug}.md"
        beside = path.with_name(f".{path.name}.swp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)

    def run(self, until: Event) -> None:
        number = 0
        while not until.wait(PAUSE_SECONDS):
            number += 1
            slug = self.slugs[number % EACH]
            if self._spoil is None:
                self.put(slug, story(f"Good {number}"))
            else:
                self.put(slug, self._spoil.choice(WRONG)(story(f"Wrong {number}")))
            with self.lock:
                self.saved[slug, number] = time.monotonic()


class Reader:
    """Asks again and again, and remembers how long things took to be seen."""

    def __init__(self, url: str, client: httpx.Client) -> None:
        self.url, self.client = url, client
        self.visible: list[float] = []
        self.gone: list[float] = []
        self.answers = 0

    def ask(self, slugs: list[str]) -> dict[str, Any]:
        """The stories that are there, by their slugs."""
        body = {"query": QUERY, "variables": {"slugs": slugs}}
        answer = self.client.post(f"{self.url}/graphql", json=body).json()
        self.answers += 1
        assert "data" in answer, answer
        return {node["slug"]: node for node in answer["data"]["stories"]["nodes"]}

    def look_at_good(self, editor: Editor) -> bool:
        """Every story is there, as one of its saves; whether all of these have been seen."""
        found, seen = self.ask(editor.slugs), time.monotonic()
        assert found.keys() == set(editor.slugs)
        shown = {slug: int(node["headline"].removeprefix("Good ")) for slug, node in found.items()}
        with editor.lock:
            there = [(slug, number) for slug, number in editor.saved if shown[slug] >= number]
            self.visible += [max(0.0, seen - editor.saved.pop(key)) for key in there]
            return not editor.saved

    def look_at_wrong(self, editor: Editor) -> None:
        """Nothing of what is wrong is in an answer: what was good is."""
        found = self.ask(editor.slugs)
        assert found.keys() == set(editor.slugs)
        assert {node["headline"] for node in found.values()} == {"Good 0"}
        assert all(node["quotes"]["nodes"] == QUOTES for node in found.values())

    def look_at_deleted(self, since: dict[str, float | None]) -> None:
        """Stories are there until they are deleted, and some time after."""
        found, seen = self.ask(list(since)), time.monotonic()
        for slug, when in list(since.items()):
            if slug not in found:
                assert when is not None, slug
                self.gone.append(seen - when)
                del since[slug]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_demo(tmp_path / "news", articles=STORIES, seed=1)
    return tmp_path / "news"


def test_what_is_held_back_is_in_no_answer_and_what_is_good_in_one(folder: Path, tmp_path: Path) -> None:
    good = [Editor(folder, "first"), Editor(folder, "second")]
    wrong = Editor(folder, "wrong", spoil=Random(1))
    deleted: dict[str, float | None] = {f"deleted-{number}": None for number in range(max(2, int(SECONDS)))}
    for slug in deleted:
        good[0].put(slug, story("To be deleted"))
    with run_server(folder, tmp_path / "log.txt") as server, httpx.Client(timeout=PATIENCE_SECONDS) as client:
        reader, start = Reader(server.url, client), time.monotonic()
        with saving(*good, wrong):
            while deleted or time.monotonic() < start + SECONDS:
                assert time.monotonic() < start + SECONDS + PATIENCE_SECONDS, f"not gone: {deleted}"
                due = next((slug for slug, when in deleted.items() if when is None), None)
                if due is not None and time.monotonic() > start + int(due.rpartition("-")[2]):
                    (folder / "articles" / f"{due}.md").unlink()
                    deleted[due] = time.monotonic()
                for editor in good:
                    reader.look_at_good(editor)
                reader.look_at_wrong(wrong)
                reader.look_at_deleted(deleted)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not all(reader.look_at_good(editor) for editor in good):
            reader.look_at_wrong(wrong)
            assert time.monotonic() < deadline, "a good save was never served"
        ready = client.get(f"{server.url}/health/ready").json()
        assert ready["status"] == "ready"
        assert 0 < sum(" PQ501 " in line for line in ready["heldBack"]) <= EACH
    saves, seconds = len(reader.visible), quantiles(reader.visible, n=100)
    print(
        f"\n{STORIES} stories, {saves} good saves: visible after {seconds[49]:.2f} s (median), {seconds[94]:.2f} s "
        f"(95th percentile), {max(reader.visible):.2f} s (longest); {len(reader.gone)} deletions: after "
        f"{max(reader.gone):.2f} s (longest); {reader.answers} answers"
    )
