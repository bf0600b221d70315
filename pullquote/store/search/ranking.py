"""The hits of a search as a row of places, the most relevant first: what pages by relevance are cut from."""

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
"""How many times as many hits are looked at when those fetched so far did not fill a page."""
DRIFT = 0.9
"""How far a cursor's record is looked for behind its score, as a share of the score. Stories that come and
go change the statistics, and with them every score a little; the record then still says where its page ended."""

Hit = tuple[int, str, int]
"""A hit as it is ordered: its negated score, its id, its number."""


class SearchResults(Protocol):
    """The hits of a search, fetched as far as they are needed."""

    def top(self, count: int) -> tuple[list[Hit], bool]:
        """At least ``count`` of the most relevant hits (or all), and whether those are all."""

    def place(self, number: int) -> int | None:
        """The place of a document among the hits; None when it is none of them."""

    def count(self) -> int:
        """How many there are."""

    def numbers(self) -> BitMap:
        """The numbers of all of them."""


@dataclass(frozen=True)
class Ranking:
    """The hits as a row (:class:`~pullquote.store.index.selections.Row`) of places.

    ``offset`` is the number of the collection's first record. ``reverse`` puts the least relevant first, which
    fetches all hits.
    """

    name: str
    hits: SearchResults
    offset: int
    reverse: bool

    size = maxsize
    """Places end somewhere; where, is not worth counting the hits."""
    is_natural = False

    @property
    def places(self) -> Ranking:
        """The places are the row's own."""
        return self

    def among(self, members: Members) -> Members:
        """Those of ``members`` that are hits."""
        numbers = self.hits.numbers()
        ordinals = numbers.shift(-self.offset) if self.offset else numbers
        return ordinals & (BitMap(members) if isinstance(members, range) else members)

    def count(self, members: Members, whole: int) -> int:
        """How many of ``members`` are hits; ``whole`` is how many records there are."""
        return self.hits.count() if len(members) == whole else len(self.among(members))

    def window(self, members: Members, start: int, end: int, count: int, backwards: bool) -> Sequence[int]:
        """See :class:`~pullquote.store.index.sort_positions.Places`."""
        found = list(islice(self._members(members, start, end, count, backwards), count))
        return found[::-1] if backwards else found

    def holds(self, members: Members, start: int, end: int) -> bool:
        """See :class:`~pullquote.store.index.sort_positions.Places`."""
        return any(True for _ in self._members(members, start, end, 1, False))

    def _members(self, members: Members, start: int, end: int, count: int, backwards: bool) -> Iterator[int]:
        """Those between two places, from either end; some ``count`` will be taken."""
        if backwards:
            hits, _ = self._top(end)
            passing = reversed(hits[start:end])
            yield from (hit[2] - self.offset for hit in passing if hit[2] - self.offset in members)
            return
        place, wanted = start, start + count
        while place < end:
            hits, complete = self._top(wanted)
            for hit in hits[place:end]:
                if hit[2] - self.offset in members:
                    yield hit[2] - self.offset
            place = len(hits)
            if complete:
                return
            wanted = place * MORE

    def _top(self, count: int) -> tuple[list[Hit], bool]:
        if self.reverse:
            hits, _ = self.hits.top(maxsize)
            return hits[::-1], True
        return self.hits.top(count)

    def cursor(self, ordinal: int) -> str:
        """The cursor of a hit; its key is its negated score."""
        place = self.hits.place(ordinal + self.offset)
        if place is None:
            raise LookupError(ordinal)
        hits, _ = self.hits.top(place)
        score, identity, _ = hits[place]
        return encode(self.name, (score,), identity)

    def bound(self, text: str, argument: str, *, behind: bool) -> int:
        """The place at a cursor, or one further when ``behind``.

        That is the place of its record, if it is still a hit with about the same score; else the place of
        its score. Raises :class:`~pullquote.store.model.cursors.InvalidCursor`.
        """
        cursor = decode(text, self.name, (int,), argument)
        score = cursor.key[0]
        if not isinstance(score, int):
            score = 0
        hits = self._down_to(score)
        place = bisect_left(hits, (score, cursor.id), key=lambda hit: hit[:2])
        is_there = place < len(hits) and hits[place][1] == cursor.id
        if not is_there:
            # Another score, or no hit any more.
            near = enumerate(self._down_to(score * DRIFT))
            found = next((place for place, hit in near if hit[1] == cursor.id), None)
            if found is not None:
                place, is_there = found, True
        if is_there and behind != self.reverse:
            place += 1
        if self.reverse:
            return len(self.hits.top(maxsize)[0]) - place
        return place

    def _down_to(self, score: float) -> list[Hit]:
        """All hits that are at least as relevant as a negated score, and perhaps more."""
        wanted = 1
        while True:
            hits, complete = self.hits.top(wanted)
            if complete or hits[-1][0] > score:
                return hits
            wanted = len(hits) * MORE
