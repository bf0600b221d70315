"""It is noticed where compiled code is not used; how fast it is, is not looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks import servers
from benchmarks.asking import post
from benchmarks.executions import Watch, executions
from benchmarks.load import measure_once
from benchmarks.servers import Server
from tests.conftest import INVENTED

TITLES = "query Titles { stories(first: 3) { nodes { headline } } }"
WRONG = 'query Wrong { stories(first: 3, after: "wrong") { nodes { headline } } }'


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with servers.pullquote(INVENTED, response_cache_bytes="0") as server:
        yield server


def ask(server: Server, text: str, times: int) -> None:
    assert measure_once(server, [post(text)] * times).per_second


def test_what_is_compiled_is_counted_so(server: Server) -> None:
    before = executions(server)
    ask(server, TITLES, 40)
    counted = executions(server).since(before)
    assert counted.compiled >= 38
    assert counted.compiled + counted.fallback == 40
    assert counted.deoptimised == 0


def test_nothing_is_said_where_compiled_code_answers(server: Server) -> None:
    watch = Watch()
    with watch.compiled("titles", server):
        ask(server, TITLES, 40)
    assert watch.complaints == []


def test_a_server_that_compiles_nothing_is_noticed() -> None:
    watch = Watch()
    with (
        servers.pullquote(INVENTED, response_cache_bytes="0", compile="off") as server,
        watch.compiled("titles", server),
    ):
        ask(server, TITLES, 10)
    (said,) = watch.complaints
    assert said.startswith("titles: compiled code answered 0 times")


def test_code_that_gives_up_is_noticed(server: Server) -> None:
    watch = Watch()
    with watch.compiled("an error", server):
        ask(server, WRONG, 20)
    (said,) = watch.complaints
    assert "given up half-way" in said


def test_an_operation_that_is_left_to_graphql_core_is_noticed(server: Server) -> None:
    watch = Watch()
    with watch.compiled("many documents", server):
        for number in range(5):
            ask(server, f"query Titles{number} {{ stories(first: 3) {{ nodes {{ headline }} }} }}", 1)
    assert len(watch.complaints) == 1


def test_an_operation_whose_values_differ_is_one(server: Server) -> None:
    watch = Watch()
    with watch.compiled("documents", server):
        for size in range(1, 20):
            ask(server, f"query Sizes {{ stories(first: {size}) {{ nodes {{ headline }} }} }}", 1)
    assert watch.complaints == []


def test_a_server_that_was_not_asked_is_noticed(server: Server) -> None:
    watch = Watch()
    with watch.compiled("nothing", server):
        pass
    assert len(watch.complaints) == 1
