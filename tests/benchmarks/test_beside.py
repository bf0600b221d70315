"""A whole run, briefly: every question in every way, of the servers that are there."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pytest

from benchmarks import __main__ as command_line
from benchmarks import servers
from benchmarks.beside import CACHED, PULLQUOTE, STOCK, Mode, all_servers, turns_of, ways
from benchmarks.newsrooms import demo
from benchmarks.questions import QUESTIONS
from benchmarks.turns import Turn

ONE = QUESTIONS[0]


def texts(turn: Turn) -> list[str]:
    return [json.loads(each.body)["query"] for each in turn.requests]


def test_every_question_is_asked_in_the_ways_that_it_admits() -> None:
    of = {question.name: ways(question) for question in QUESTIONS}
    assert of["one story by slug"] == [Mode.SAME, Mode.VARIABLES, Mode.DOCUMENTS, Mode.NEW]
    assert of["search with highlights"][-1] is Mode.WORDS
    assert of["not modified (304)"] == [Mode.SAME]
    assert Mode.SAME not in of["an error (a wrong cursor)"]


def test_requests_differ_as_the_way_says(tmp_path: Path) -> None:
    with all_servers(demo(60, tmp_path), tmp_path, may_build=False) as running:
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


def test_a_brief_run_prints_tables_and_ends_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--smoke", "--only", "search"])
    command_line.main()
    out = capsys.readouterr().out
    for mode in ways(next(question for question in QUESTIONS if "search" in question.name)):
        assert f"| search with highlights | {mode} |" in out


def test_a_run_in_which_nothing_is_compiled_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "pullquote", partial(servers.pullquote, compile="off"))
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--smoke", "--only", "one story", "--way", "variables"])
    with pytest.raises(SystemExit, match="compiled code was not used"):
        command_line.main()
