"""Other servers answer as Pullquote does, in both shapes; what cannot be had is left out with a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import peers, servers
from benchmarks.asking import requests
from benchmarks.newsrooms import demo
from benchmarks.peers import NODE, PEERS, Peer, peer
from benchmarks.questions import QUESTIONS
from benchmarks.samples import collect
from benchmarks.turns import Turn, compare
from tests.conftest import need

STORIES = 60
ALL = 1_000
"""More stories than there are, editorials included."""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo(STORIES, tmp_path_factory.mktemp("demo"))


@pytest.mark.parametrize("each", PEERS, ids=lambda each: each.name)
def test_a_peer_answers_as_pullquote_does(each: Peer, newsroom: Path, tmp_path: Path) -> None:
    """Those in Node.js are installed; Rust and Go take minutes, and are tested where they are built."""
    data = tmp_path / "stories.json"
    with servers.pullquote(newsroom) as own:
        samples = collect(own.url, ALL)
        samples.write(data)
        with peer(each, data, may_build=each.recipe is NODE) as other:
            if other is None:
                need(each.recipe is not NODE, "the packages of Node.js could not be installed")
                pytest.skip(f"{each.name} is not built")
            for question in QUESTIONS:
                if question.plain is None or question.mirrored is None:
                    continue
                mirrored = requests(question.text, question.mirrored(samples), STORIES)
                plain = requests(question.plain.text, question.plain.variables(samples), STORIES)
                compare(
                    [
                        Turn("Pullquote", own, requests(question.text, question.variables(samples), STORIES)),
                        Turn(each.name, other, mirrored),
                        Turn(f"{each.name}, plain", other, plain, plain=True),
                    ]
                )


def test_what_cannot_be_had_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = replace(PEERS[0], recipe=replace(NODE, tools=("no-such-program",)))
    with peer(missing, tmp_path / "stories.json") as server:
        assert server is None
    assert capsys.readouterr().err == f"skipped {missing.name}: no-such-program not installed\n"


def test_each_peer_has_one_thread() -> None:
    """Node.js runs scripts on one, Tokio is told in the source, and Go by its environment."""
    assert {each.name: dict(each.environment) for each in PEERS if each.environment} == {
        "gqlgen": {"GOMAXPROCS": "1"}
    }
    assert 'flavor = "current_thread"' in (peers.building.SOURCES / "rust" / "src" / "main.rs").read_text()
