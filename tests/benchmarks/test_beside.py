"""A whole run, briefly: every question in every way, of the servers that are there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks import __main__ as command_line
from benchmarks import servers
from benchmarks.beside import (
    CACHED,
    PULLQUOTE,
    STARLETTE,
    STOCK,
    Mode,
    Running,
    all_servers,
    beside_others,
    turns_of,
    ways,
)
from benchmarks.newsrooms import demo
from benchmarks.questions import QUESTIONS
from benchmarks.turns import Size, Turn

ONE = QUESTIONS[0]
BRIEF = Size(60, 0.1, 1, most_steps=0, documents=100)


def texts(turn: Turn) -> list[str]:
    return [json.loads(each.body)["query"] for each in turn.requests]


def test_every_question_is_asked_in_the_ways_that_it_admits() -> None:
    of = {question.name: ways(question) for question in QUESTIONS}
    assert of["one story by slug"] == [Mode.SAME, Mode.VARIABLES, Mode.DOCUMENTS, Mode.NEW]
    assert of["search with highlights"][-1] is Mode.WORDS
    assert of["not modified (304)"] == [Mode.SAME]
    assert Mode.SAME not in of["an error (a wrong cursor)"]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    scratch = tmp_path_factory.mktemp("beside")
    with all_servers(demo(60, scratch), scratch, may_build=False) as running:
        yield running


def test_requests_differ_as_the_way_says(running: Running) -> None:
    asked = {
        mode: {turn.name: turn for turn in turns_of(ONE, mode, running, 100)}
        for mode in Mode
        if mode is not Mode.WORDS
    }
    same = asked[Mode.SAME]
    assert {CACHED, PULLQUOTE, STOCK} <= same.keys()
    assert same[PULLQUOTE].server is not same[CACHED].server
    assert len(same[PULLQUOTE].requests) == 1
    variables = asked[Mode.VARIABLES][PULLQUOTE]
    assert len(set(texts(variables))) == 1
    assert len({each.body for each in variables.requests}) == 60 + 6  # with the editorials
    documents = asked[Mode.DOCUMENTS][PULLQUOTE]
    assert len(set(texts(documents))) == len(documents.requests) == 100
    assert documents.server is not variables.server
    new = asked[Mode.NEW][PULLQUOTE]
    assert len({each.body for each in (*new.next_requests(), *new.next_requests())}) > len(new.requests)


def test_a_search_is_measured_in_every_way(running: Running) -> None:
    rows, complaints = beside_others(running, BRIEF, "search", list(Mode))
    assert complaints == []
    assert [row.mode for row in rows] == list(Mode)
    for row in rows:
        assert {PULLQUOTE, STOCK} <= row.results.keys()
        assert all(each.per_second > 0 and not each.wrong for each in row.results.values())
    assert {CACHED, STARLETTE} <= rows[0].results.keys()


def test_it_is_noticed_where_nothing_is_compiled(running: Running) -> None:
    with servers.pullquote(running.folder, response_cache_bytes="0", compile="off") as uncompiled:
        rows, complaints = beside_others(
            replace(running, compiled=uncompiled, documents=uncompiled, peers={}),
            Size(60, 0.5, 1, most_steps=0, documents=100),
            ONE.name,
            [Mode.VARIABLES, Mode.DOCUMENTS],
        )
    assert [row.mode for row in rows] == [Mode.VARIABLES, Mode.DOCUMENTS]
    assert [said.split(":")[0] for said in complaints] == [
        "one story by slug, variables differ",
        "one story by slug, documents differ",
    ]
    assert all("compiled code answered 0 times" in said for said in complaints)
    with pytest.raises(SystemExit, match="compiled code was not used"):
        command_line.report(rows, complaints, BRIEF)
    command_line.report(rows, [], BRIEF)
