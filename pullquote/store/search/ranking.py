"""The results of a search as a row of positions, the most relevant first: what pages by relevance are cut from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from sys import maxsize
from typing import Protocol

from pyroaring import BitMap

from pullquote.store.index.sort_positions import Members
from pullquote.store.model.cursors import decode, encode

MORE = 4
"""How many times as many results are looked at when those fetched so far did not fill a page."""
DRIFT = 0.9
"""How far a cursor's record is looked for behind its score, as a share of the score. Stories that come and
go change the statistics, and with them every score a little; the record then still says where its page ended."""

RankedResult = tuple[int, str, int]
"""A result as it is ordered: its negated score, its id, its number."""


class SearchResults(Protocol):
    """The results of a search, fetched as far as they are needed."""

    def top(self, count: int) -> tuple[list[RankedResult], bool]:
        """At least ``count`` of the most relevant results (or all), and whether those are all."""

    def position(self, number: int) -> int | None:
        """The position of a document among the results; None when it is none of them."""

    def count(self) -> int:
        """How many there are."""

    def numbers(self) -> BitMap:
        """The numbers of all of them."""


@dataclass(frozen=True)
class Ranking:
    """The results as a row (:class:`~pullquote.store.index.selections.Row`) of positions.

    ``offset`` is the number of the collection's first record. ``reverse`` puts the least relevant first, which
    fetches all results.
    """

    name: str
    results: SearchResults
    offset: int
    reverse: bool

    size = maxsize
    """Positions end somewhere; where, is not worth counting the results."""
    is_natural = False

    @property
    def positions(self) -> Ranking:
        """The positions are the row's own."""
        return self

    def among(self, members: Members) -> Members:
        """Those of ``members`` that are results."""
        numbers = self.results.numbers()
        ordinals = numbers.shift(-self.offset) if self.offset else numbers
        return ordinals & (BitMap(members) if isinstance(members, range) else members)

    def count(self, members: Members, whole: int) -> int:
        """How many of ``members`` are results; ``whole`` is how many records there are."""
        return self.results.count() if len(members) == whole else len(self.among(members))

    def window(self, members: Members, start: int, end: int, count: int, backwards: bool) -> Sequence[int]:
        """See :class:`~pullquote.store.index.sort_positions.Positions`."""
        found = list(islice(self._members(members, start, end, count, backwards), count))
        return found[::-1] if backwards else found

    def holds(self, members: Members, start: int, end: int) -> bool:
        """See :class:`~pullquote.store.index.sort_positions.Positions`."""
        return any(True for _ in self._members(members, start, end, 1, False))

    def _members(self, members: Members, start: int, end: int, count: int, backwards: bool) -> Iterator[int]:
        """Those between two positions, from either end; some ``count`` will be taken."""
        if backwards:
            results, _ = self._top(end)
            passing = reversed(results[start:end])
            yield from (result[2] - self.offset for result in passing if result[2] - self.offset in members)
            return
        position, wanted = start, start + count
        while position < end:
            results, complete = self._top(wanted)
            for result in results[position:end]:
                if result[2] - self.offset in members:
                    yield result[2] - self.offset
            position = len(results)
            if complete:
                return
            wanted = position * MORE

    def _top(self, count: int) -> tuple[list[RankedResult], bool]:
        if self.reverse:
            results, _ = self.results.top(maxsize)
            return results[::-1], True
        return self.results.top(count)

    def cursor(self, ordinal: int) -> str:
        """The cursor of a result; its key is its negated score."""
        position = self.results.position(ordinal + self.offset)
        if position is None:
            raise LookupError(ordinal)
        results, _ = self.results.top(position)
        score, identity, _ = results[position]
        return encode(self.name, (score,), identity)

    def bound(self, text: str, argument: str, *, behind: bool) -> int:
        """The position at a cursor, or one further when ``behind``.

        That is the position of its record, if it is still a result with about the same score; else the position of
        its score. Raises :class:`~pullquote.store.model.cursors.InvalidCursor`.
        """
        cursor = decode(text, self.name, (int,), argument)
        score = cursor.key[0]
        if not isinstance(score, int):
            score = 0
        results = self._down_to(score)
        position = bisect_left(results, (score, cursor.id), key=lambda result: result[:2])
        is_there = position < len(results) and results[position][1] == cursor.id
        if not is_there:
            # Another score, or no result any more.
            near = enumerate(self._down_to(score * DRIFT))
            found = next((position for position, result in near if result[1] == cursor.id), None)
            if found is not None:
                position, is_there = found, True
        if is_there and behind != self.reverse:
            position += 1
        if self.reverse:
            return len(self.results.top(maxsize)[0]) - position
        return position

    def _down_to(self, score: float) -> list[RankedResult]:
        """All results that are at least as relevant as a negated score, and perhaps more."""
        wanted = 1
        while True:
            results, complete = self.results.top(wanted)
            if complete or results[-1][0] > score:
                return results
            wanted = len(results) * MORE
