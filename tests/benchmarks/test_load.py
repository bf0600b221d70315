"""The benchmarks measure what they say: real answers, counted and timed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest

from benchmarks import load, servers
from benchmarks.asking import requests
from benchmarks.questions import QUESTIONS
from benchmarks.servers import Server
from tests.benchmarks.samples import SAMPLES
from tests.conftest import need


@pytest.fixture(scope="module")
def constant() -> Iterator[Server]:
    with servers.constant(1_000) as server:
        yield server


@pytest.mark.parametrize("connections", [1, load.CONNECTIONS])
@pytest.mark.parametrize("way", [load._own, load._wrk])
def test_answers_are_counted(
    way: Callable[..., dict[str, float]], connections: int, constant: Server
) -> None:
    if way is load._wrk:
        need(shutil.which("wrk"), "wrk is not installed")
    asked = [
        each for question in QUESTIONS for each in requests(question.text, question.variables(SAMPLES), 2)
    ]
    counted = way(constant.url, asked, 1, connections)
    assert counted["requests"] > 10
    assert counted["wrong"] == 0
    assert 1_000 < counted["bytes"] / counted["requests"] < 1_500
    assert 0 < counted["p50"] <= counted["p99"] < counted["microseconds"]


def test_a_server_is_measured_with_its_processor_time(constant: Server) -> None:
    measured = load.measure(constant, requests("{ a }", iter([{}]), 1), 1)
    assert measured.per_second > 0
    if measured.cpu_microseconds is not None:
        assert 0 < measured.cpu_microseconds < 1e6


def test_what_is_asked_once_is_asked_once(constant: Server) -> None:
    measured = load.measure_once(constant, requests("{ a }", iter([{}] * 50), 50))
    assert measured.wrong == 0
    assert measured.bytes > 1_000
    # 50 answers of some 1,100 bytes: had more been asked, the bytes of each would still be so many.
    assert measured.per_second > 0
