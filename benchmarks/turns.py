"""Several servers that are asked the same question: first compared, then measured in turns."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from benchmarks.asking import Request
from benchmarks.load import CONNECTIONS, Measured, answer, measure
from benchmarks.servers import Server

STEADY = 0.04
"""A server is warm when its rate changes by less than this from one step to the next."""
MOST_STEPS = 8
"""Steps of warming up: on a machine that is never quiet no rate is steady."""
UNSEEN = 4_000
"""Requests that no server has seen, for each measurement: more than one is asked in a few seconds."""
DOCUMENTS = 12_000
"""Documents that differ in their values: more than the 10,000 of which Pullquote knows that it saw them once, and
than the thousand that others keep."""
SAME_BYTES = 0.1
"""Answers of other shapes are compared where their lengths differ by no more than this."""


@dataclass(frozen=True)
class Size:
    """How much is measured: articles in the newsroom, seconds a measurement, rounds, steps of warming up at most,
    documents that differ."""

    articles: int
    seconds: float
    rounds: int
    most_steps: int = MOST_STEPS
    documents: int = DOCUMENTS


@dataclass(frozen=True)
class Turn:
    """What one server is asked, over and over; with ``unseen`` each request is taken from there, once.

    ``plain`` says that the answer has a shape of its own, with the same values.
    """

    name: str
    server: Server
    requests: Sequence[Request]
    unseen: Iterator[Request] | None = None
    plain: bool = False

    def next_requests(self) -> Sequence[Request]:
        """The requests of the next measurement."""
        return self.requests if self.unseen is None else list(islice(self.unseen, UNSEEN))


def in_turns(turns: Sequence[Turn], size: Size, connections: int = CONNECTIONS) -> dict[str, Measured]:
    """What became of each turn: the median of the rounds.

    Before the first round each server is asked until its rate changes no more: what compiles has compiled by
    then, and what optimises itself has done so.
    """
    for turn in turns:
        warm_up(turn, size, connections)
    rounds: dict[str, list[Measured]] = {turn.name: [] for turn in turns}
    for _ in range(size.rounds):
        for turn in turns:
            measured = measure(turn.server, turn.next_requests(), size.seconds, connections)
            rounds[turn.name].append(measured)
    return {name: median(results) for name, results in rounds.items()}


def warm_up(turn: Turn, size: Size, connections: int) -> int:
    """Ask until the rate is steady; gives the steps that it took."""
    before = 0.0
    for step in range(1, size.most_steps + 1):
        rate = measure(turn.server, turn.next_requests(), size.seconds, connections).per_second
        if abs(rate - before) < STEADY * rate:
            return step
        before = rate
    return size.most_steps


def median(results: Sequence[Measured]) -> Measured:
    """The result in the middle, with the wrong answers of all."""
    middle = sorted(results, key=lambda each: each.per_second)[len(results) // 2]
    return replace(middle, wrong=sum(each.wrong for each in results))


def compare(turns: Sequence[Turn]) -> None:
    """Raise ValueError unless the servers answer the same: to the first request, the last, and one between.

    Data are compared, and whether there are errors; everybody words errors in an own way, and writes what is
    not ASCII so or so. An answer of another shape has the same values in the same order, in as many bytes, about.
    """
    first = turns[0]
    last = min(len(turn.requests) for turn in turns) - 1
    places = sorted({0, last // 2, last})
    expected = [json.loads(answer(first.server.url, first.requests[place])) for place in places]
    for turn in turns[1:]:
        found = [json.loads(answer(turn.server.url, turn.requests[place])) for place in places]
        same = _same_values if turn.plain else _same_data
        for place, *both in zip(places, expected, found, strict=True):
            if not same(*both):
                raise ValueError(f"{turn.name} answers otherwise than {first.name}: {first.requests[place]}")
        if abs(_length(found) / _length(expected) - 1) > SAME_BYTES:
            raise ValueError(f"{turn.name} has longer or shorter answers than {first.name}")


def _same_data(expected: dict[str, Any], found: dict[str, Any]) -> bool:
    return expected.get("data") == found.get("data") and ("errors" in expected) == ("errors" in found)


def _same_values(expected: dict[str, Any], found: dict[str, Any]) -> bool:
    return list(values(expected.get("data"))) == list(values(found.get("data")))


def _length(answers: Sequence[dict[str, Any]]) -> int:
    return sum(len(json.dumps(each.get("data"), separators=(",", ":"))) for each in answers)


def values(answered: object) -> Iterator[object]:
    """The scalars of an answer, whatever they are called and however deep they are."""
    match answered:
        case dict():
            for each in answered.values():
                yield from values(each)
        case list():
            for each in answered:
                yield from values(each)
        case _:
            yield answered


def bytes_of_answers(turn: Turn, most: int) -> int:
    """How long the bodies of a turn's answers are: the median of the first so many."""
    return round(statistics.median(len(answer(turn.server.url, each)) for each in turn.requests[:most]))
