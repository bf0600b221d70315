"""The benchmarks measure what they say: real answers, counted and timed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator

import pytest
from graphql import parse, validate

from benchmarks import load, servers
from benchmarks.__main__ import FAILING
from benchmarks.questions import QUESTIONS, Question, first_sights, requests
from benchmarks.samples import Samples, collect
from benchmarks.servers import Server
from pullquote.schema import schema
from tests.conftest import INVENTED, need

SAMPLES = Samples(
    slugs=("one", "two"),
    cursors=("c1", "c2"),
    topics=("t",),
    years=("2024",),
    words=("“quoted” \\ words",),
    third_pages=(("p", "c"),),
    stories=(),
)


@pytest.fixture(scope="module")
def constant() -> Iterator[Server]:
    with servers.constant(1_000) as server:
        yield server


@pytest.mark.parametrize("question", [*QUESTIONS, FAILING], ids=lambda question: question.name)
def test_every_question_is_valid_and_has_variables(question: Question) -> None:
    assert not validate(schema._schema, parse(question.text))
    assert next(question.variables(SAMPLES), None) is not None


def test_first_sights_are_of_documents_that_nobody_has_seen() -> None:
    question = QUESTIONS[0]
    texts = [
        json.loads(each.body)["query"]
        for each in first_sights(question.text, question.variables(SAMPLES), 50)
    ]
    assert len(set(texts)) == 50
    assert not any(validate(schema._schema, parse(text)) for text in texts)


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


def test_samples_are_what_a_newsroom_has() -> None:
    with servers.pullquote(INVENTED) as server:
        samples = collect(server.url, 100)
    assert len(samples.slugs) == len(samples.cursors) == len(samples.stories) > 5
    assert "lighthouse" in samples.topics
    assert samples.words
