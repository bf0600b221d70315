"""What there is to ask for is learned by asking."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import servers
from benchmarks.samples import LONG_WORD, Samples, collect, vocabulary
from benchmarks.servers import Server
from benchmarks.turns import values
from tests.conftest import INVENTED


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with servers.pullquote(INVENTED) as server:
        yield server


@pytest.fixture(scope="module")
def samples(server: Server) -> Samples:
    return collect(server.url, 100)


def test_samples_are_what_a_newsroom_has(samples: Samples) -> None:
    assert len(samples.slugs) == len(samples.cursors) == len(samples.stories) > 5
    assert "lighthouse" in samples.topics
    assert samples.words


def test_stories_are_written_in_both_shapes(samples: Samples, tmp_path: Path) -> None:
    samples.write(tmp_path / "stories.json")
    written = json.loads((tmp_path / "stories.json").read_bytes())
    assert [story["id"] for story in written["stories"]] == [article["id"] for article in written["articles"]]
    for story, article in zip(written["stories"], written["articles"], strict=True):
        assert article["publication"] == story["publication"]["name"]
        assert article["topics"] == [topic["name"] for topic in story["topics"]]
        assert article["quotes"] == story["quotes"]
        assert (article["section"] is None) == (story["section"] is None)
        assert len(list(values(article))) <= len(list(values(story)))


def test_no_two_words_begin_alike(server: Server) -> None:
    words = vocabulary(server.url, 100)
    assert len(words) > 100
    assert len({word[:LONG_WORD] for word in words}) == len(words)
