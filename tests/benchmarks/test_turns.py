"""Servers are compared before they are measured, and have all been asked as long as they will be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from benchmarks import servers, turns
from benchmarks.asking import Request, requests
from benchmarks.load import Measured
from benchmarks.servers import Server
from benchmarks.turns import Size, Turn, bytes_of_answers, compare, in_turns, values, warm_up
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


def plain(text: str, answers: list[Request]) -> list[Request]:
    return [replace(each, body=each.body.replace(TITLES.encode(), text.encode())) for each in answers]


def test_an_answer_of_another_shape_has_the_same_values(pullquote: Server) -> None:
    own = Turn("own", pullquote, titles())
    renamed = TITLES.replace("headline", "title: headline")
    compare([own, Turn("renamed", pullquote, plain(renamed, titles()), plain=True)])
    others = TITLES.replace("headline", "title: slug")
    with pytest.raises(ValueError, match="others answers otherwise than own"):
        compare([own, Turn("others", pullquote, plain(others, titles()), plain=True)])
    longer = TITLES.replace("headline", f"a{'n' * 40}d: headline")
    with pytest.raises(ValueError, match="longer has longer or shorter answers than own"):
        compare([own, Turn("longer", pullquote, plain(longer, titles()), plain=True)])


def test_values_are_those_of_all_depths_in_their_order() -> None:
    assert list(values({"a": [{"b": 1}, {"b": None}], "c": {"d": "x"}, "e": []})) == [1, None, "x"]


class Rates:
    """Measurements that have these rates, one after the other, and what was asked."""

    def __init__(self, *rates: float) -> None:
        self.rates = iter(rates)
        self.asked: list[Sequence[Request]] = []

    def __call__(
        self, _server: Server, chosen: Sequence[Request], _seconds: float, _connections: int
    ) -> Measured:
        self.asked.append(chosen)
        return Measured(next(self.rates), 1, 1, None, 1, 1)


def test_a_server_is_warmed_until_its_rate_is_steady(
    monkeypatch: pytest.MonkeyPatch, pullquote: Server
) -> None:
    rates = Rates(10, 50, 90, 99, 100)
    monkeypatch.setattr(turns, "measure", rates)
    assert warm_up(Turn("one", pullquote, titles()), Size(1, 1, 1), 1) == 5
    monkeypatch.setattr(turns, "measure", Rates(1, 2, 3))
    assert warm_up(Turn("one", pullquote, titles()), Size(1, 1, 1, most_steps=3), 1) == 3


def test_servers_are_warmed_and_then_measured_round_by_round(
    monkeypatch: pytest.MonkeyPatch, pullquote: Server
) -> None:
    rates = Rates(100, 100, 200, 200, *range(1, 7))
    monkeypatch.setattr(turns, "measure", rates)
    monkeypatch.setattr(turns, "UNSEEN", 2)
    again, unseen = titles(), (request for number in range(10) for request in titles([{"first": number}]))
    results = in_turns(
        [Turn("again", pullquote, again), Turn("unseen", pullquote, again, unseen)], Size(1, 0.5, 3)
    )
    assert rates.asked[:2] == [again, again]
    assert rates.asked[4::2] == [again] * 3
    once = [request for asked in (rates.asked[2], rates.asked[3], *rates.asked[5::2]) for request in asked]
    assert once == [request for number in range(10) for request in titles([{"first": number}])]
    # The one in the middle of the rounds counts, with the wrong answers of all.
    assert {name: (each.per_second, each.wrong) for name, each in results.items()} == {
        "again": (3, 3),
        "unseen": (4, 3),
    }
