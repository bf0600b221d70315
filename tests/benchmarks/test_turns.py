"""Servers are compared before they are measured, and have all been asked as long as they will be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from benchmarks import servers, turns
from benchmarks.load import Measured
from benchmarks.questions import Request, requests
from benchmarks.servers import Server
from benchmarks.turns import Size, Turn, bytes_of_answers, compare, in_turns
from tests.conftest import INVENTED

TITLES = "query Titles($first: Int) { stories(first: $first) { nodes { headline } } }"
SIZES: Sequence[dict[str, Any]] = [{"first": size} for size in (1, 2, 3, 4, 5)]


@pytest.fixture(scope="module")
def pullquote() -> Iterator[Server]:
    with servers.pullquote(INVENTED) as server:
        servers.wait_until_idle(server)
        yield server


@pytest.fixture(scope="module")
def stock() -> Iterator[Server]:
    with servers.strawberry(INVENTED) as server:
        yield server


def titles(sizes: Sequence[dict[str, Any]] = SIZES) -> list[Request]:
    return requests(TITLES, iter(sizes), 10)


def test_servers_that_answer_the_same_are_alike(pullquote: Server, stock: Server) -> None:
    compare([Turn("Pullquote", pullquote, titles()), Turn("stock", stock, titles())])
    wrong = titles([{"first": -1}])
    compare([Turn("Pullquote", pullquote, wrong), Turn("stock", stock, wrong)])


def test_servers_that_answer_otherwise_are_not_measured(pullquote: Server, stock: Server) -> None:
    others = titles([*SIZES[:-1], {"first": 1}])
    with pytest.raises(ValueError, match="stock answers otherwise than Pullquote"):
        compare([Turn("Pullquote", pullquote, titles()), Turn("stock", stock, others)])


def test_a_turn_is_as_long_as_its_answers(pullquote: Server) -> None:
    sizes = [bytes_of_answers(Turn("one", pullquote, titles([each])), 1) for each in SIZES]
    assert sizes == sorted(sizes)
    assert bytes_of_answers(Turn("all", pullquote, titles()), 5) == sizes[2]


def test_each_server_is_warmed_and_then_measured_round_by_round(
    monkeypatch: pytest.MonkeyPatch, pullquote: Server
) -> None:
    asked: list[tuple[Sequence[Request], float]] = []

    def measure(_server: Server, chosen: Sequence[Request], seconds: float, _connections: int) -> Measured:
        asked.append((chosen, seconds))
        return Measured(len(asked), 1, 1, None, 1, 1)

    monkeypatch.setattr(turns, "measure", measure)
    again, unseen = titles(), titles()[:4]
    results = in_turns(
        [Turn("again", pullquote, again), Turn("unseen", pullquote, unseen, 1)], Size(1, 0.5, 3)
    )
    assert [chosen for chosen, _ in asked[::2]] == [again] * 4
    assert [chosen for chosen, _ in asked[1::2]] == [[each] for each in unseen]
    assert {seconds for _, seconds in asked} == {0.5}
    # The first of four rounds is not counted, the one in the middle of the others counts.
    assert {name: (each.per_second, each.wrong) for name, each in results.items()} == {
        "again": (5, 3),
        "unseen": (6, 3),
    }
