"""Several servers that are asked the same question: first compared, then measured in turns."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.load import CONNECTIONS, Measured, answer, measure
from benchmarks.questions import Request
from benchmarks.servers import Server


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    articles: int
    seconds: float
    rounds: int


@dataclass(frozen=True)
class Turn:
    """What one server is asked, over and over.

    Where no request may be seen twice, each round has ``unseen`` of them for itself.
    """

    name: str
    server: Server
    requests: Sequence[Request]
    unseen: int | None = None

    def of_round(self, number: int) -> Sequence[Request]:
        """The requests of a round; round 0 is not measured."""
        if self.unseen is None:
            return self.requests
        return self.requests[number * self.unseen : (number + 1) * self.unseen]


def in_turns(turns: Sequence[Turn], size: Size, connections: int = CONNECTIONS) -> dict[str, Measured]:
    """What became of each turn: the median of the rounds.

    In a round before the first each server is asked for as long as it is measured later, and that does not
    count: what compiles has compiled by then, and what optimises itself has done so.
    """
    rounds: dict[str, list[Measured]] = {turn.name: [] for turn in turns}
    for number in range(size.rounds + 1):
        for turn in turns:
            measured = measure(turn.server, turn.of_round(number), size.seconds, connections)
            if number > 0:
                rounds[turn.name].append(measured)
    return {name: median(results) for name, results in rounds.items()}


def median(results: Sequence[Measured]) -> Measured:
    """The result in the middle, with the wrong answers of all."""
    middle = sorted(results, key=lambda each: each.per_second)[len(results) // 2]
    return replace(middle, wrong=sum(each.wrong for each in results))


def compare(turns: Sequence[Turn]) -> None:
    """Raise ValueError unless the servers answer the same: to the first request, the last, and one between.

    Data are compared, and whether there are errors; everybody words errors in an own way, and writes what is
    not ASCII so or so.
    """
    last = min(len(turn.requests) for turn in turns) - 1
    for place in sorted({0, last // 2, last}):
        said = {turn.name: _said(turn, place) for turn in turns}
        first, *others = said
        for other in others:
            if said[other] != said[first]:
                raise ValueError(f"{other} answers otherwise than {first}: {turns[0].requests[place]}")


def _said(turn: Turn, place: int) -> tuple[Any, bool]:
    body: dict[str, Any] = json.loads(answer(turn.server.url, turn.requests[place]))
    return body.get("data"), "errors" in body


def bytes_of_answers(turn: Turn, most: int) -> int:
    """How long the bodies of a turn's answers are: the median of the first so many."""
    return round(statistics.median(len(answer(turn.server.url, each)) for each in turn.requests[:most]))
