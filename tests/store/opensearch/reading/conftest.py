"""The example newsroom and an invented one of 500 articles on a cluster, each beside the same in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from pullquote.demo import write_demo
from pullquote.store.files.loading import load
from pullquote.store.model.errors import BadInput
from pullquote.store.model.snapshots.questions import Question
from pullquote.store.newsroom.editions import make_edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.conftest import INVENTED, SHIPPED
from tests.store.newsrooms import NOW
from tests.store.opensearch.plain import plain
from tests.store.opensearch.published import Published
from tests.store.rounds.memory_store import told


@dataclass(frozen=True)
class Both:
    """A newsroom in memory and on a cluster."""

    memory: MemorySnapshot
    cluster: Published

    def told(self, question: Question[Any]) -> Any:
        """The answer of the store in memory, a BadInput included."""
        try:
            return told(self.memory, question)
        except BadInput as refusal:
            return refusal

    def ask(self, question: Question[Any]) -> Any:
        """The answer of the cluster."""
        return self.cluster.answer([question])[question]

    def same(self, *questions: Question[Any]) -> list[Any]:
        """The answers of the cluster as plain data, which are those of the store in memory."""
        found = self.cluster.answer(questions)
        answers = [plain(found[question]) for question in questions]
        assert answers == [plain(self.told(question)) for question in questions]
        return answers


def both(opensearch: str, snapshot: MemorySnapshot) -> Iterator[Both]:
    """A snapshot on a cluster too, which is removed at the end."""
    cluster = Published(opensearch, f"reading-{uuid4().hex[:12]}")
    try:
        cluster.write(snapshot)
        yield Both(snapshot, cluster)
    finally:
        cluster.close()


@pytest.fixture(scope="session")
def example(opensearch: str) -> Iterator[Both]:
    yield from both(opensearch, make_edition(load(SHIPPED), now=NOW).public)


@pytest.fixture(scope="session")
def invented(opensearch: str) -> Iterator[Both]:
    yield from both(opensearch, make_edition(load(INVENTED), now=NOW).public)


@pytest.fixture(scope="session")
def demo(opensearch: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder: Path = tmp_path_factory.mktemp("demo")
    write_demo(folder, articles=500, seed=1)
    yield from both(opensearch, make_edition(load(folder), now=NOW).public)
